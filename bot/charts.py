"""Draws reports as a PNG that can be read at the width of a Slack message; it knows no claim and shows no patient.

matplotlib takes a second to load, so it is loaded when something is drawn. No canvas of its that a window could need is
touched: a figure is drawn to bytes on whatever thread asks.
"""

import io
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from bot.rules.report_words import (
    FROM_WORDS,
    bucket_words,
    chart_alt_text,
    percent,
    plural,
    whole_dollars,
    worst_payers,
)
from data.report_models import Aging, Kpis

INCHES, DPI = (7.2, 7.4), 150
"""1080 by 1110 pixels: shown at half of that in Slack, where its letters are then those of the message."""
_BLUE, _ORANGE, _INK, _FAINT = "#0072B2", "#D55E00", "#1D1C1D", "#616061"
"""Blue and vermilion of Okabe and Ito, told apart by all; every bar carries its figure as well."""
_OLD = 4
"""Buckets from this one on are drawn in the second color: over 120 days."""
_ROOM = 1.32


def draw_report(aging: Aging, kpis: Kpis) -> bytes:
    """Open balances by age above, denial rates of payers below."""
    figure = import_module("matplotlib.figure").Figure(figsize=INCHES, dpi=DPI, layout="constrained")
    figure.get_layout_engine().set(h_pad=0.1, w_pad=0.1)
    above, below = figure.subfigures(2, 1, height_ratios=(5, 6))
    _draw_aging(above, aging)
    _draw_denials(below, kpis)
    drawn = io.BytesIO()
    words = {"Software": None, "Description": chart_alt_text(aging, kpis)}
    figure.savefig(drawn, format="png", metadata=words)
    return drawn.getvalue()


def _draw_aging(part: Any, aging: Aging) -> None:
    axes = part.subplots()
    words = bucket_words(aging)
    dollars = [aging.total.cents[place] / 100 for place in range(len(words))]
    bars = axes.bar(words, dollars, color=[_ORANGE if place >= _OLD else _BLUE for place in range(len(words))])
    labels = [
        f"{whole_dollars(cents)}\n{plural(claims, 'claim')}"
        for cents, claims in zip(aging.total.cents, aging.total.claims, strict=False)
    ]
    axes.bar_label(bars, labels[: len(words)], padding=4, fontsize=12.5, color=_INK)
    axes.set_ylim(0, max(*dollars, 1) * _ROOM)
    axes.set_yticks([])
    _dress(part, axes, f"Open balances on {aging.today}: {whole_dollars(sum(aging.total.cents))}")
    axes.set_xlabel(FROM_WORDS[aging.age_from], fontsize=12.5, color=_FAINT)


def _draw_denials(part: Any, kpis: Kpis) -> None:
    """The payers with the most denials; a rate of few claims says so by its counts."""
    axes, shares = part.subplots(), worst_payers(kpis)
    title = f"Claims denied in whole, {kpis.period.start} to {kpis.period.end}"
    if not shares:
        axes.text(0.5, 0.5, "No denial in the period", ha="center", va="center", fontsize=14, color=_FAINT)
        axes.set_xticks([])
        axes.set_yticks([])
        _dress(part, axes, title)
        return
    rates = [100 * share.denied / share.remitted for share in shares]
    bars = axes.barh(_apart([_cut(share.name or "no payer known") for share in shares]), rates, color=_BLUE)
    labels = [f"{percent(one.denied, one.remitted)}  ({one.denied:,} of {one.remitted:,})" for one in shares]
    axes.bar_label(bars, labels, padding=5, fontsize=12.5, color=_INK)
    axes.invert_yaxis()
    axes.set_xlim(0, max(*rates, 1) * 1.65)
    axes.set_xticks([])
    _dress(part, axes, title)


def _dress(part: Any, axes: Any, title: str) -> None:
    part.suptitle(title, x=0.02, ha="left", fontsize=14.5, fontweight="bold", color=_INK)
    axes.tick_params(length=0, labelsize=12.5, colors=_INK)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(_FAINT)


def _cut(name: str) -> str:
    """A dollar sign would begin a formula."""
    name = name if len(name) <= 24 else f"{name[:23].rstrip()}…"
    return name.replace("$", r"\$")


def _apart(names: Sequence[str]) -> list[str]:
    """Names that are cut to the same letters stay two bars."""
    return [name + " " * names[:place].count(name) for place, name in enumerate(names)]

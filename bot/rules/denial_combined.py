"""One piece of advice for all codes that were named together: what is refused before what only reduces."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.rules.denial_advice import Advice, advise
from bot.rules.denial_typed import Reading
from bot.rules.denials import Effect, effect_of
from bot.rules.status_advice import advise_status
from data.claim_models import PayerKind
from data.denial_models import DenialTables, TypedDenial

_SAYS_NOTHING = "21"
"""Missing or invalid: the other status codes say what."""
_RANKS = ("unknown", "low", "medium", "high")
_LAST = {Effect.DENIAL: 0, Effect.BUNDLED: 0, Effect.WAITING: 1, Effect.PATIENT: 2, Effect.ELSEWHERE: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """What is known of the payer and patient, beside the codes."""

    kind: PayerKind = PayerKind.UNKNOWN
    is_qmb: bool = False
    has_other_payer: bool | None = None


def combined(reading: Reading, tables: DenialTables, payer: Payer) -> Advice | None:
    """Advice on all codes together; None where a group alone, or nothing, was typed."""
    pieces = [*_on_reasons(reading, tables, payer), *_on_statuses(reading, tables, payer)]
    if not pieces:
        return None
    if len(pieces) == 1:
        return pieces[0][1]
    first = pieces[0][1]
    return replace(
        first,
        steps=_together(pieces, is_named=bool(reading.reasons)),
        guards=tuple(dict.fromkeys(guard for _, advice in pieces for guard in advice.guards)),
        confidence=min((advice.confidence for _, advice in pieces), key=_RANKS.index),
        why="; ".join(dict.fromkeys(advice.why for _, advice in pieces)),
    )


def _together(pieces: Sequence[tuple[str, Advice]], *, is_named: bool) -> tuple[str, ...]:
    """Steps of several reasons say whose they are; those of status codes name their code, the last one once."""
    if is_named:
        return tuple(f"{name}: {step}" for name, advice in pieces for step in advice.steps)
    firsts = [step for _, advice in pieces for step in advice.steps[:-1]]
    lasts = [advice.steps[-1] for _, advice in pieces]
    return tuple(dict.fromkeys([*firsts, *lasts]))


def _on_reasons(reading: Reading, tables: DenialTables, payer: Payer) -> list[tuple[str, Advice]]:
    """The remarks go with the first reason that is refused; without a reason they stand alone."""
    remarks = [remark.code for remark in reading.remarks]
    reasons = sorted(reading.reasons, key=lambda code: _rank(code, tables))
    if not reasons and remarks:
        return [(remarks[0], _advice("", "", remarks, tables, payer))]
    return [
        (code.name, _advice(code.group, code.code, remarks if place == 0 else [], tables, payer))
        for place, code in enumerate(reasons)
    ]


def _advice(group: str, carc: str, remarks: Sequence[str], tables: DenialTables, payer: Payer) -> Advice:
    return advise(
        group,
        carc,
        remarks,
        tables=tables,
        payer_kind=payer.kind,
        is_qmb=payer.is_qmb,
        has_other_payer=payer.has_other_payer,
    )


def _rank(code: TypedDenial, tables: DenialTables) -> int:
    return _LAST.get(effect_of(code.group, code.code, tables.carcs), 4)


def _on_statuses(reading: Reading, tables: DenialTables, payer: Payer) -> list[tuple[str, Advice]]:
    """Each category goes with the status codes named with it; status codes alone stand alone."""
    categories = [one.code for one in reading.categories] or ([""] if reading.statuses else [])
    says = [one.code for one in reading.statuses if one.code != _SAYS_NOTHING or len(reading.statuses) == 1]
    pairs = [(category, status) for category in categories for status in says]
    return [
        (
            ":".join(part for part in (category, status) if part),
            advise_status(category, status, tables=tables, entity=reading.entity, payer_kind=payer.kind),
        )
        for category, status in pairs or [(category, "") for category in categories]
    ]

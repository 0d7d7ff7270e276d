"""`billing-bot glossary`: a word of billing or coding explained, two told apart, or a way to do something."""

from pathlib import Path
from typing import Any

import click

from bot.audit import AuditTrail
from bot.commands.shared import data_dir_option, json_option, print_json, settings_for, told_clearly
from bot.glossary import Answer, GlossaryDesk
from bot.settings import clock_of
from data.glossary_models import GlossaryEntry, TeamEntry
from data.store.claims_file import ClaimsFile


@click.command()
@click.argument("term", nargs=-1)
@json_option
@data_dir_option
@told_clearly
def glossary(term: tuple[str, ...], as_json: bool, data_dir: Path | None) -> None:
    """Explain a word of billing or coding: `billing-bot glossary clean claim`; without one, list all.

    `billing-bot glossary denial vs rejection` tells two apart, `billing-bot glossary how do i appeal` says how.
    """
    settings = settings_for(data_dir)
    store, clock = ClaimsFile(settings.data_dir), clock_of(settings)
    desk = GlossaryDesk(store, clock, AuditTrail(store, clock), settings.mode)
    text = " ".join(term).strip()
    if not text:
        _show_all(desk, as_json=as_json)
        return
    answer = desk.answer(text)
    if as_json:
        print_json(_document(text, answer))
    else:
        _print(answer)


def _show_all(desk: GlossaryDesk, *, as_json: bool) -> None:
    entries = desk.book.entries.values()
    if as_json:
        print_json(
            {
                "entries": [{"id": one.id, "term": one.term, "topic": one.topic} for one in entries],
                "team": [_team_json(one) for one in desk.team_entries()],
            }
        )
        return
    for topic in dict.fromkeys(one.topic for one in entries):
        click.echo(f"{topic}: {', '.join(one.term for one in entries if one.topic == topic)}")
    if desk.team_entries():
        click.echo(f"Your team's own: {', '.join(one.words.term for one in desk.team_entries())}")


def _document(text: str, answer: Answer) -> dict[str, Any]:
    found, pair = answer.found, answer.comparison
    sure = found if found and found.is_sure else None
    near = (found.entry, *found.near) if found and not sure else found.near if found else ()
    return {
        "query": text,
        "entry": _entry_json(sure.entry) if sure else None,
        "read_as": sure.read_as if sure else "",
        "difference": {"one": _entry_json(pair.one), "other": _entry_json(pair.other), "text": pair.text}
        if pair
        else None,
        "team": [_team_json(one) for one in answer.team],
        "did_you_mean": [one.term for one in near],
    }


def _entry_json(entry: GlossaryEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "term": entry.term,
        "aliases": list(entry.aliases),
        "topic": entry.topic,
        "meaning": entry.meaning,
        "steps": list(entry.steps),
        "advice": entry.advice,
        "see": list(entry.see),
        "source": entry.source,
    }


def _team_json(entry: TeamEntry) -> dict[str, Any]:
    return {
        "term": entry.words.term,
        "aliases": list(entry.words.aliases),
        "meaning": entry.words.meaning,
        "advice": entry.words.advice,
        "source": entry.words.source,
        "by": entry.by_name,
        "at": entry.at.isoformat(),
    }


def _print(answer: Answer) -> None:
    found, pair = answer.found, answer.comparison
    if pair:
        click.echo(f"{pair.one.term} or {pair.other.term}? {pair.text}".rstrip())
        _print_entry(pair.one)
        _print_entry(pair.other)
    elif found and found.is_sure:
        _print_entry(found.entry)
    for one in answer.team:
        written = (one.words.meaning, one.words.advice, one.words.source and f"Source: {one.words.source}")
        click.echo(f"Your team's own, by {one.by_name}: {one.words.term}")
        click.echo("\n".join(filter(None, written)))
    if found and not found.is_sure:
        click.echo(f"Did you mean {', '.join(one.term for one in (found.entry, *found.near))}?", err=True)
    elif not (found or pair or answer.team):
        click.echo("That is not in the glossary. Without a term, all entries are listed.", err=True)


def _print_entry(entry: GlossaryEntry) -> None:
    click.echo(f"{entry.term}: {entry.meaning}")
    for number, step in enumerate(entry.steps, 1):
        click.echo(f"  {number}. {step}")
    click.echo(f"{'Watch out' if entry.steps else 'What to do'}: {entry.advice}")
    click.echo(f"Source: {entry.source}")

"""Look-up answers as the JSON that the command line promises: dates ISO, codes with their dot."""

from typing import Any

from bot.lookup import CodeLookup, LookupAnswer, Match
from bot.lookup.answers import of_another_year
from bot.lookup.notes import joined
from data.models import Code, Note


def answer_json(answer: LookupAnswer, lookup: CodeLookup, took_ms: float) -> dict[str, Any]:
    """`note` holds what must be known beside the matches, the first match's dates included."""
    dated = answer.matches[0].dated if answer.matches else ""
    return {
        "query": answer.query,
        "on": answer.on.isoformat(),
        "matches": [_match_json(match, lookup) for match in answer.matches],
        "note": joined([answer.note, dated, _of_another_year(answer, lookup)]),
        "took_ms": round(took_ms, 3),
    }


def _of_another_year(answer: LookupAnswer, lookup: CodeLookup) -> str:
    """Said where the first match's notes are of another year than its edition."""
    first = answer.matches[0].code if answer.matches else None
    return of_another_year(lookup.release_of(first)) if first and lookup.detail_of(first).notes else ""


def refused_json(query: str, note: str) -> dict[str, Any]:
    """The object of a batch row that could not be read."""
    return {"query": query, "on": None, "matches": [], "note": note, "took_ms": 0.0}


def _match_json(match: Match, lookup: CodeLookup) -> dict[str, Any]:
    code = match.code
    detail = lookup.detail_of(code)
    return {
        "system": code.system,
        "code": code.code,
        "description": code.description,
        "billable": code.billable,
        "valid_from": code.valid_from.isoformat(),
        "valid_to": code.valid_to.isoformat() if code.valid_to else None,
        "release": code.release,
        "score": match.score,
        "why": joined([match.why + ".", match.dated]) if match.dated else match.why,
        "notes": [_note_json(note) for note in detail.notes],
        "children": [_child_json(child) for child in detail.children],
    }


def _note_json(note: Note) -> dict[str, str]:
    return {"kind": note.kind, "text": note.text, "from": note.origin}


def _child_json(child: Code) -> dict[str, Any]:
    return {"code": child.code, "description": child.description, "billable": child.billable}

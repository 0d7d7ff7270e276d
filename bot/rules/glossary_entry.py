"""Reads what a team wrote into the form of a glossary entry, and says what cannot be kept; pure.

A glossary holds nothing of patients: what looks like a number of one, or a day of birth, is refused in every mode, and
telephone numbers and mail addresses in `minimum`, too.
"""

import re
from collections.abc import Mapping

from bot.rules.privacy import Mode
from bot.rules.scrubbing import scrub
from data.glossary_models import TeamWords

MOST_TERM, MOST_ALIASES, MOST_MEANING, MOST_ADVICE, MOST_SOURCE = 80, 300, 1200, 1200, 200
_MOST_NAMES = 12
_OFFICE_TOO = ("a telephone number", "an e-mail address")
"""What may be an office's or a payer's as well: refused only where nothing is sure."""


def read_entry(entered: Mapping[str, str], mode: Mode) -> TeamWords | dict[str, str]:
    """The entry, or what is wrong with it, by field."""
    clean = {field: _clean(text) for field, text in entered.items()}
    problems = {field: problem for field, text in clean.items() if (problem := _of_a_patient(text, mode))}
    names = [name for part in re.split(r"[,;\n]", clean.get("aliases", "")) if (name := part.strip())]
    if not clean.get("term"):
        problems["term"] = "Which word is it about?"
    elif not re.search(r"[A-Za-z0-9]", clean["term"]):
        problems.setdefault("term", "Write it with letters or digits, so that it can be found.")
    if not clean.get("meaning"):
        problems["meaning"] = "Say in a sentence or two what it means."
    if len(names) > _MOST_NAMES:
        problems.setdefault("aliases", f"{_MOST_NAMES} other names at most.")
    if problems:
        return problems
    return TeamWords(
        term=" ".join(clean["term"].split()),
        aliases=tuple(dict.fromkeys(names)),
        meaning=clean["meaning"],
        advice=clean.get("advice", ""),
        source=clean.get("source", ""),
    )


def _of_a_patient(text: str, mode: Mode) -> str:
    found = [kind for kind in scrub(text).removed if mode is Mode.MINIMUM or kind not in _OFFICE_TOO]
    if not found:
        return ""
    return f"That looks like {' and '.join(found)}. Nothing of patients belongs here: take it out."


def _clean(text: str) -> str:
    """Without what cannot be seen, and without blanks around it."""
    return "".join(sign for sign in text if sign == "\n" or sign.isprintable()).strip()

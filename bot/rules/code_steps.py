"""The next question on the way from a header to a code that can be billed: side, or visit; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.models import Code

_SIDES = ("right", "left", "bilateral", "unspecified")
_VISITS = {"initial": "initial encounter", "subsequent": "subsequent encounter", "sequela": "sequela"}
_FEW = 6
"""Choices that are seen at a glance; only more of them are parted by visit."""
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One question with its answers, each as it is carried by a button: ("left", "subsequent")."""

    question: str
    answers: tuple[str, ...]


def next_step(children: Sequence[Code]) -> Step | None:
    """What to ask first of a header's children; None where they are themselves the plain choice.

    Asked only where the answer leaves more than one child to some answer, and fewer than all.
    """
    sides = _answers(children, _SIDES)
    if {"right", "left"} & set(sides) and 1 < len(sides) < len(children):
        return Step(question="Which side?", answers=sides)
    visits = _answers(children, tuple(_VISITS))
    if len(children) > _FEW and 1 < len(visits) < len(children):
        return Step(question="Which visit?", answers=visits)
    return None


def narrowed(children: Sequence[Code], picked: str) -> tuple[Code, ...]:
    """The children that the answer leaves; all of them for "", or for an answer that fits none."""
    kept = tuple(child for child in children if _says(child, picked)) if picked else ()
    return kept or tuple(children)


def _answers(children: Sequence[Code], known: tuple[str, ...]) -> tuple[str, ...]:
    """The known answers that the children give; () where one of them gives none."""
    given = [next((answer for answer in known if _says(child, answer)), "") for child in children]
    return () if "" in given else tuple(answer for answer in known if answer in given)


def _says(code: Code, answer: str) -> bool:
    """Whether the code is for this answer; unspecified are all that name no side."""
    text = code.description.lower()
    if answer in _VISITS:
        return _VISITS[answer] in text
    words = set(_WORD.findall(text))
    if answer == "unspecified":
        return not words & {"right", "left", "bilateral"}
    return answer in words

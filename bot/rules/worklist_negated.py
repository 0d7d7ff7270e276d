"""What a worklist is not to list: "denied not aetna", "except mine", "without co-197"; what it cannot read it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from bot.rules import worklist_words as words
from bot.rules.worklist_codes import read_codes
from bot.rules.worklist_guesses import guess_words
from bot.rules.worklist_payers import read_payers
from bot.rules.worklist_people import read_owner
from bot.rules.worklist_reading import Said, read_words
from bot.rules.worklist_typed import Typed
from data.claim_models import ClaimState, PayerKind

_MOST_WORDS = 8
"""No list after a "not" is longer."""
_NOT = rf"(?!(?:but )?(?:{words.NEGATIVE})\b)(?:{words.NEGATIONS})[ -](?:(?:the|yet|for|any) )?"
_ONE_WORD = r"(?:due \w+ ?\w*|[@<>\w/-]+)"
Reason = tuple[tuple[str, ...], tuple[str, ...]]
"""Groups and reasons of one refusal: (("CO",), ("16", "97"))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """What no listed claim may be. `owners` are as in a filter: "none" leaves only claims that somebody has."""

    states: frozenset[ClaimState] = frozenset()
    payers: tuple[str, ...] = ()
    payer_kinds: frozenset[PayerKind] = frozenset()
    owners: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    categories: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()

    def joined(self, other: "Excluded") -> "Excluded":
        return Excluded(
            states=self.states | other.states,
            payers=tuple(dict.fromkeys([*self.payers, *other.payers])),
            payer_kinds=self.payer_kinds | other.payer_kinds,
            owners=tuple(dict.fromkeys([*self.owners, *other.owners])),
            reasons=tuple(dict.fromkeys([*self.reasons, *other.reasons])),
            categories=tuple(dict.fromkeys([*self.categories, *other.categories])),
            providers=tuple(dict.fromkeys([*self.providers, *other.providers])),
        )


NOTHING_EXCLUDED = Excluded()


def read_negated(typed: Typed, payer_names: Sequence[str], people: Sequence[str]) -> tuple[Excluded, list[str]]:
    """What is negated, and the words of negations that were not understood.

    Those are left out together with the word behind them: "not overdue" must not list what is overdue.
    """
    excluded, refused = NOTHING_EXCLUDED, list[str]()
    while found := re.search(rf"(?<![\w$@-]){_NOT}", typed.text):
        before, after = typed.text[: found.start()], typed.text[found.end() :]
        is_lasting = found[0].startswith("never")  # what a claim never was is not kept
        told, length = (None, 0) if is_lasting else _longest(after, typed, payer_names, people)
        if told is None:
            one = re.match(_ONE_WORD, after)
            length = one.end() if one else 0
            refused.append(" ".join(f"{found[0]}{after[:length]}".split()))
        else:
            excluded = excluded.joined(told)
        typed.text = " ".join(f"{before} | {after[length:]}".split())
    return excluded, refused


def _longest(
    after: str, typed: Typed, payer_names: Sequence[str], people: Sequence[str]
) -> tuple[Excluded | None, int]:
    """The longest beginning that says things of one kind only, and where it ends: "aetna or cigna" of "aetna or cigna
    over 60 by age". What says nothing at its end ("by") is not of it.
    """
    typed_words = list(islice(re.finditer(r"[^\s|]+", after.split("|")[0]), _MOST_WORDS))
    for last in reversed(typed_words):
        sub = Typed(after[: last.end()])
        told = None if last[0].strip(",.;:") in words.FILLERS else _one_kind(sub, payer_names, people)
        if told is not None:
            for sentence in sub.notes:
                typed.note(sentence)
            return told, last.end()
    return None, 0


def _one_kind(sub: Typed, payer_names: Sequence[str], people: Sequence[str]) -> Excluded | None:
    """None where the words say more than one kind of thing, or something else."""
    owners = list(iter(lambda: read_owner(sub, people), ""))
    codes = read_codes(sub)
    payers, kinds = read_payers(sub, payer_names)
    said = read_words(sub)
    guessed = guess_words(sub, payer_names, people, said)
    if guessed.left or guessed.number or codes.rarcs or _says_more(said):
        return None
    if codes.carcs or codes.groups or said.categories:
        said.states.discard(ClaimState.DENIED)  # "not auth denials"
    found = (
        Excluded(states=frozenset(said.states)),
        Excluded(payers=(*payers, *guessed.payers), payer_kinds=frozenset(kinds | guessed.kinds)),
        Excluded(owners=tuple(one for one in (*owners, guessed.owner) if one)),
        Excluded(reasons=((codes.groups, codes.carcs),) if codes.groups or codes.carcs else ()),
        Excluded(categories=tuple(said.categories)),
        Excluded(providers=(said.provider,) if said.provider else ()),
    )
    told = [one for one in found if one != NOTHING_EXCLUDED]
    return told[0] if len(told) == 1 else None


def _says_more(said: Said) -> bool:
    """Something that cannot be negated."""
    return bool(
        said.sequence
        or said.is_open
        or said.is_any
        or said.is_snoozed
        or said.is_resolved
        or said.is_resent
        or said.is_unlisted
    )

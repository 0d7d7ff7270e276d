"""What is nearest to a misspelt word of a worklist, and what a bare one may be; every guess is noted."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from bot.rules.worklist_payers import guess_payer
from bot.rules.worklist_people import forms_of
from bot.rules.worklist_reading import Said
from bot.rules.worklist_typed import Typed
from bot.rules.worklist_words import FILLERS
from data.claim_models import ClaimState, PayerKind

_SPELLED: tuple[tuple[str, ClaimState], ...] = (
    ("denied", ClaimState.DENIED),
    ("denials", ClaimState.DENIED),
    ("rejected", ClaimState.REJECTED),
    ("pending", ClaimState.PENDING),
    ("accepted", ClaimState.ACCEPTED),
    ("closed", ClaimState.CLOSED),
    ("submitted", ClaimState.SUBMITTED),
)


@dataclass(slots=True)
class Guessed:
    """What misspelt and bare words were taken for, and those that nothing is near to."""

    payers: list[str] = field(default_factory=list)
    kinds: set[PayerKind] = field(default_factory=set)
    owner: str = ""
    number: str = ""
    left: list[str] = field(default_factory=list)


def guess_words(typed: Typed, payer_names: Sequence[str], people: Sequence[str], said: Said) -> Guessed:
    """What is left: slips of the finger, told in a note; bare numbers; fillers, which say nothing."""
    guessed = Guessed()
    names = {form for person in people for form in forms_of(person)}
    for word in typed.left():
        if word in FILLERS:
            continue
        payer = guess_payer(word, payer_names)
        state = next((one for told, one in _SPELLED if OSA.distance(word, told) <= 1), None)
        if state is not None:
            said.states.add(state)
            typed.note(f"“{word}” is read as {state}.")
        elif payer is not None:
            name, kind = payer
            if kind is None:
                guessed.payers.append(name)
            else:
                guessed.kinds.add(kind)
            typed.note(f"“{word}” is read as {name}.")
        elif word in names:
            guessed.owner = word
        elif any(sign.isdecimal() for sign in word) and len(word) >= 3 and not guessed.number:
            guessed.number = word
            typed.note(f"“{word}” is read as a part of the claim number.")
        else:
            guessed.left.append(word)
    return guessed

"""How a remittance comes to what it leaves: billed less what was taken off less what was paid, in terms with words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.rules.denials import Carcs, Effect, effect_of
from bot.rules.privacy import Shown, money_text
from data.claim_models import Adjusted

_WORDS = {
    Effect.REDUCTION: "write-off",
    Effect.DENIAL: "denied",
    Effect.BUNDLED: "paid inside another service",
    Effect.WAITING: "not decided yet",
    Effect.ELSEWHERE: "paid or taken off before",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One sum with what it is and the reasons behind it, "CO-45"."""

    word: str
    cents: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """`taken` and `paid_cents` from `billed_cents` leave what is the patient's; `off_cents` is what does not add up."""

    billed_cents: int
    taken: tuple[Term, ...]
    paid_cents: int
    patient: Term

    @property
    def left_cents(self) -> int:
        return self.billed_cents - self.paid_cents - sum(term.cents for term in self.taken)

    @property
    def off_cents(self) -> int:
        return self.left_cents - self.patient.cents


def arithmetic_of(billed_cents: int, paid_cents: int, adjustments: Iterable[Adjusted], carcs: Carcs) -> Arithmetic:
    """Of one payer's words about a claim or one line of it."""
    by_effect: dict[Effect, list[Adjusted]] = {}
    for one in adjustments:
        by_effect.setdefault(effect_of(one.group, one.carc, carcs), []).append(one)
    taken = tuple(_term(word, by_effect[effect]) for effect, word in _WORDS.items() if effect in by_effect)
    patient = _term("patient", by_effect.get(Effect.PATIENT, []))
    return Arithmetic(billed_cents=billed_cents, taken=taken, paid_cents=paid_cents, patient=patient)


def arithmetic_text(sum_: Arithmetic, shown: Shown) -> str:
    """ "billed $200.00 - write-off $80.00 (CO-45) - paid $90.00 = $30.00 patient (PR-2)"."""
    terms = [f"billed {money_text(sum_.billed_cents, shown)}"]
    terms += [_text(term, shown) for term in sum_.taken]
    terms.append(f"paid {money_text(sum_.paid_cents, shown)}")
    left = money_text(sum_.left_cents, shown)
    if sum_.off_cents:
        patient = (
            f"; the patient's share is told as {money_text(sum_.patient.cents, shown)}" if sum_.patient.cents else ""
        )
        return f"{' - '.join(terms)} = {left}{patient}. ⚠️ It does not add up by {money_text(sum_.off_cents, shown)}"
    who = f" patient ({', '.join(sum_.patient.reasons)})" if sum_.patient.reasons else ""
    return f"{' - '.join(terms)} = {left}{who}"


def _term(word: str, adjustments: Sequence[Adjusted]) -> Term:
    return Term(
        word=word,
        cents=sum(one.cents for one in adjustments),
        reasons=tuple(dict.fromkeys(f"{one.group}-{one.carc}" for one in adjustments)),
    )


def _text(term: Term, shown: Shown) -> str:
    return f"{term.word} {money_text(term.cents, shown)} ({', '.join(term.reasons)})"

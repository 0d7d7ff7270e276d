"""Why a claim is denied, reason by reason: the advice of `/denial`, cut to what a card holds. No input or output.

Who must not be billed is said once for all reasons; of what else must not be done each reason names the first thing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.rules import denial_words as words
from bot.rules.denial_advice import Advice, advise
from bot.rules.standing_denials import Denial
from data.claim_models import PayerKind
from data.denial_models import DenialTables

_NO_MEANING = "Not in our table of reasons"
_NOT_SURE = "Not sure: check the remark code and the payer first."
_TYPED_KINDS = frozenset(
    {
        *(PayerKind.MEDICARE, PayerKind.MEDICARE_ADVANTAGE, PayerKind.MEDICAID, PayerKind.TRICARE),
        *(PayerKind.WORKERS_COMPENSATION, PayerKind.BLUE_CROSS, PayerKind.COMMERCIAL),
    }
)
"""Kinds that `/denial` understands by their names."""
_THEN = {
    words.NEW_CLAIM: "Then send a new claim.",
    words.REPLACEMENT: "Then send a replacement claim.",
    words.REOPENING: "Then ask for a reopening.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeniedReason:
    """Refusals of one group, reason and remarks; `step` is the usual one, `owner` who usually takes it."""

    denials: tuple[Denial, ...]
    payer_kind: PayerKind
    meaning: str
    step: str
    owner: str
    billing_guard: str
    """Who must not be billed."""
    guard: str
    """What else must not be done; "" for nothing."""

    @property
    def codes(self) -> tuple[str, ...]:
        """ "CO-197", "N130"."""
        first = self.denials[0]
        return (f"{first.group}-{first.carc}" if first.group else first.carc, *first.remarks)

    @property
    def question(self) -> str:
        """What to type behind `/denial` for all steps: "CO-197 N130 medicare"."""
        kind = [self.payer_kind.replace("_", " ")] if self.payer_kind in _TYPED_KINDS else []
        return " ".join([*self.codes, *kind])

    @property
    def cents(self) -> int:
        return sum(one.cents for one in self.denials)


def reasons_of(denials: Iterable[Denial], tables: DenialTables, payer_kind: PayerKind) -> tuple[DeniedReason, ...]:
    """Alike refusals together, in the order in which they were told."""
    alike: dict[tuple[str, str, tuple[str, ...]], list[Denial]] = {}
    for denial in denials:
        alike.setdefault((denial.group, denial.carc, denial.remarks), []).append(denial)
    return tuple(_reason(together, tables, payer_kind) for together in alike.values())


def advice_on(denial: Denial, tables: DenialTables, payer_kind: PayerKind) -> Advice:
    """The same advice that `/denial` gives on these codes."""
    return advise(denial.group, denial.carc, denial.remarks, tables=tables, payer_kind=payer_kind)


def _reason(denials: Sequence[Denial], tables: DenialTables, payer_kind: PayerKind) -> DeniedReason:
    advice = advice_on(denials[0], tables, payer_kind)
    return DeniedReason(
        denials=tuple(denials),
        payer_kind=payer_kind,
        meaning=_meaning(denials[0], tables),
        step=_step(advice, payer_kind),
        owner=advice.owner.replace("_", " ") if advice.owner != "none" else "",
        billing_guard=advice.guards[0],
        guard=next(iter(advice.guards[1:]), ""),
    )


def _meaning(denial: Denial, tables: DenialTables) -> str:
    action = tables.carcs.get(denial.carc)
    if action is None:
        return _NO_MEANING
    meaning = words.meaning_of(action)
    if not action.retired:
        return meaning
    return f"{meaning} (retired number{f'; {words.inside(action.note)}' if action.note else ''})"


def _step(advice: Advice, payer_kind: PayerKind) -> str:
    """The step that decides, and the way of a correction; while the remark is not found, it may be another one."""
    if advice.lead == words.FIND_REMARK:
        return advice.lead
    step = f"{_NOT_SURE} {advice.lead}" if advice.confidence == "low" else advice.lead
    if not advice.correction:
        return step
    then = _THEN[advice.correction]
    if payer_kind is PayerKind.UNKNOWN and advice.correction == words.REPLACEMENT:
        then = f"{then.removesuffix('.')}; Medicare Part B takes a reopening instead."
    return f"{step} {then}"

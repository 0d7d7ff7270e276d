"""Appeals as people ask for them: what their forms need, lists of those that wait, how often payers are overturned."""

from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.dating import load_dating
from bot.rules.appeal_entries import level_and_cause
from bot.rules.appeal_records import appeal_records
from bot.rules.appeal_rights import AppealRight, appeal_right
from bot.rules.appeal_words import APPEAL_LEVELS, level_words, outcomes_for
from bot.rules.dating import Dating
from bot.rules.privacy import Mode, Place, Shown, shown_in
from bot.rules.work_rules import WorkAction
from bot.rules.working import overlay_of
from bot.views.appeal_forms import AppealFormFor
from bot.views.appeal_lines import form_lines
from bot.work_facts import Facts
from data.appeal_models import AppealRecord
from data.claim_models import Claim, Ledger
from data.errors import ClaimNotFound
from data.importers.payer_rule_table import read_amounts_in_controversy
from data.store.claims import find_by_ref
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.ledgers import load_ledgers

ABOUT_APPEALS = frozenset(
    {WorkAction.APPEAL, WorkAction.CORRECT_APPEAL, WorkAction.DECISION, WorkAction.CORRECT_DECISION}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAppeals:
    """A claim with its appeals and its right to another."""

    claim: Claim
    ledger: Ledger
    records: tuple[AppealRecord, ...]
    right: AppealRight


class AppealDesk:
    """One desk for every surface on which appeals are asked for."""

    def __init__(self, store: ClaimsFile, clock: Clock, mode: str) -> None:
        self._store = store
        self._clock = clock
        self._mode = Mode(mode)

    def of_claim(self, ref: str) -> ClaimAppeals:
        """Raises ClaimNotFound."""
        with self._store.read() as db:
            return self._of(db, ref)[0]

    def form(self, ref: str, action: WorkAction) -> AppealFormFor:
        """What the form of that action shows and offers. Raises ClaimNotFound."""
        with self._store.read() as db:
            found, dating = self._of(db, ref)
        right, appeals = found.right, found.claim.position.overlay.appeals
        is_new = action is WorkAction.APPEAL
        wrong = appeals[-1] if appeals and action in _CORRECTS else None
        level = str(wrong.level) if wrong else str(right.next_level.level) if right.next_level else ""
        window = right.next_level.window_on(self._clock.today()) if right.next_level else ""
        lines = form_lines(right, self._clock.today(), self._shown()) if is_new else []
        return AppealFormFor(
            lines=tuple(lines),
            levels=_levels(right.payer_id, dating),
            level=level,
            outcomes={str(key): text for key, text in outcomes_for(found.claim.payer_kind).items()},
            asks_cause=(is_new and window == "closed") or bool(wrong and wrong.cause),
            wrong=wrong,
        )

    def why_late(self, ref: str, facts: Facts) -> str:
        """What is missing where an appeal went out after its last day without a cause; "" where nothing is."""
        following = self.of_claim(ref).right.next_level
        level, cause = level_and_cause(facts.way)
        if following is None or following.days is None or facts.on is None or cause:
            return ""
        if level != following.level or facts.on <= following.days.due_rolled:
            return ""
        return "It went out after the last day: choose the good cause, or say that the limit is not the payer's."

    def _shown(self) -> Shown:
        return shown_in(self._mode, Place.DIRECT)

    def _of(self, db: ClaimsDb, ref: str) -> tuple[ClaimAppeals, Dating]:
        claims = find_by_ref(db, ref)
        if not claims:
            raise ClaimNotFound(ref)
        [ledger], dating = load_ledgers(db, [claims[0].id]), load_dating(db)
        position = replace(claims[0].position, overlay=overlay_of(ledger))
        amounts = read_amounts_in_controversy()
        found = ClaimAppeals(
            claim=replace(claims[0], position=position),
            ledger=ledger,
            records=appeal_records(position, ledger, dating),
            right=appeal_right(position, ledger, dating, today=self._clock.today(), amounts=amounts),
        )
        return found, dating


_CORRECTS = frozenset({WorkAction.CORRECT_APPEAL, WorkAction.CORRECT_DECISION})


def _levels(payer_id: int | None, dating: Dating) -> dict[str, str]:
    """ "Level 1, Redetermination", ...; five in all, as far as none has a name by its number alone."""
    told = {}
    for number, ordinal in APPEAL_LEVELS.items():
        known = dating.level(payer_id, int(number))
        told[number] = level_words(int(number), known.name if known else f"{ordinal.lower()} appeal")
    return told

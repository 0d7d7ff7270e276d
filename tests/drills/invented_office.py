"""Invented people of the sample practice who work its claims as billers do; every choice is seeded."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from random import Random

from people import BEA, LEE, TEAM
from reminding import Practice

from bot.acting import Acting
from bot.audit import AuditTrail
from bot.imports.service import ImportDesk
from bot.rules.work_rules import Actor
from bot.work import WorkDesk
from data.claim_models import Claim, ClaimState
from data.errors import WorkRefused
from data.follow_up_models import StepKind
from data.store.people import get_person
from data.store.worklist import find_page
from data.work_models import Outcome
from data.worklist_models import Sort, Span, WorklistQuery

DEE = "U0DEE0001"
A_DAY = 15
"""Claims that a biller works a day."""
_MOST_TOUCHES = 3
_LEFT_LYING = 12
"""One claim in so many is never touched by anybody."""
_REFUSED = (StepKind.WORK_DENIAL, StepKind.WORK_DENIED_LINES, StepKind.CORRECT_CLAIM, StepKind.APPEAL)
_TO_SEND = (StepKind.FIX_AND_RESEND, StepKind.FILE, StepKind.SEND, StepKind.FILING_EXCEPTION)
_TO_RESOLVE = (StepKind.BILL_PATIENT, StepKind.BILL_SECONDARY, StepKind.RETURN_OVERPAYMENT, StepKind.LOOK_AT)
_DONE = {
    **dict.fromkeys(_REFUSED, "appeal appeal appeal appeal resend resend resend call call write_off snooze keep leave"),
    **dict.fromkeys(_TO_SEND, "resend resend resend resend resend call snooze keep leave"),
    **dict.fromkeys(_TO_RESOLVE, "resolve resolve resolve resolve resolve call snooze leave"),
    StepKind.CHECK_APPEAL: "won lost lost call call leave",
    StepKind.SEND_RECORDS: "records records records records snooze leave",
    StepKind.DECIDE: "write_off resolve call",
}
_USUALLY = "call call call call snooze resolve leave"


class InventedOffice:
    """Bea and Dee have the claims of some payers each; those of the others nobody has until somebody takes them."""

    def __init__(self, practice: Practice, seed: int) -> None:
        audit = AuditTrail(practice.store, practice.clock)
        desk = ImportDesk(practice.store, practice.clock)
        acting = Acting(practice.store)
        self._practice = practice
        self._chance = Random(seed)
        self._desk = WorkDesk(practice.store, practice.clock, desk, audit)
        with practice.store.read() as db:
            people = {user: get_person(db, TEAM, user) for user in (BEA, DEE, LEE)}
        self._actors = {user: acting.actor(person) for user, person in people.items()}
        self._touches: dict[str, int] = {}
        self.actions = 0

    def hand_out(self) -> None:
        """In the morning: what has work due and nobody has goes to whoever has the payer."""
        for claim in self._find(WorklistQuery(today=self._day, is_unowned=True, due=Span(end=self._day))):
            user = (BEA, DEE, BEA, DEE, "")[(claim.position.payer_id or 0) % 5]
            if user and not _is_left_lying(claim):
                self._desk.take(claim.ref, self._actors[user])

    def work(self, user: str, told: Sequence[str], most: int = A_DAY) -> None:
        """First what they were told of by itself, then their own list, the most money first."""
        own = {claim.ref: claim for claim in self._due_of(user)}
        first = [own.pop(ref) for ref in dict.fromkeys(told) if ref in own]
        for claim in [*first, *own.values()]:
            if most and not _is_left_lying(claim):
                self._act(claim, self._actors[user])
                most -= 1

    def take_from_channels(self, refs: Sequence[str], user: str, most: int = 5) -> None:
        """Some of what was posted today, where nobody has it."""
        for ref in refs[:most]:
            claim = self._desk.look(ref).claim
            if claim.position.overlay.owner_id is None and not _is_left_lying(claim):
                self._desk.take(ref, self._actors[user])

    def decide(self) -> None:
        """The lead confirms or declines what was asked for, and hands some of what nobody has to Bea."""
        lead = self._actors[LEE]
        for row in list(self._practice.store.db.query("SELECT ref FROM claim WHERE asked_cents > 0 ORDER BY id")):
            if self._chance.random() < 0.8:
                self._try(lambda ref=row["ref"]: self._desk.confirm_write_off(ref, lead))
            else:
                self._try(lambda ref=row["ref"]: self._desk.decline_write_off(ref, lead, reason="appeal_first"))
        unowned = WorklistQuery(today=self._day, is_unowned=True, due=Span(end=self._day), sort=Sort.BALANCE)
        for claim in self._find(unowned)[:3]:
            if not _is_left_lying(claim):
                self._try(lambda ref=claim.ref: self._desk.assign(ref, self._actors[BEA].person_id, lead))

    # --- one claim ---

    def _act(self, claim: Claim, actor: Actor) -> None:
        step = claim.position.steps[0].kind
        if step is StepKind.FOLLOW_UP and claim.position.state in (ClaimState.DENIED, ClaimState.PARTLY_PAID):
            step = StepKind.APPEAL
        elif step is StepKind.FOLLOW_UP and claim.position.state is ClaimState.REJECTED:
            step = StepKind.FIX_AND_RESEND
        done = self._chance.choice(_DONE.get(step, _USUALLY).split())
        if done == "call" and self._touches.get(claim.ref, 0) >= _MOST_TOUCHES:
            done = "resolve"
        if done != "leave":
            self._try(lambda: self._do(done, claim, actor))

    def _do(self, done: str, claim: Claim, actor: Actor) -> None:
        desk, ref, day = self._desk, claim.ref, self._day
        match done:
            case "appeal":
                appeals = claim.position.overlay.appeals
                level = appeals[-1].level + 1 if appeals else 1
                desk.log_appeal(ref, actor, level=level, way=self._chance.choice(["mail", "portal"]), on=day)
            case "resend":
                desk.resend(ref, actor, way="replacement", on=day)
            case "call":
                self._touches[ref] = self._touches.get(ref, 0) + 1
                said = self._chance.choice(["in_process", "in_process", "other"])
                desk.touch(ref, actor, way=f"portal {said}")
            case "records":
                desk.touch(ref, actor, way="fax in_process")
            case "won" | "lost":
                desk.log_decision(ref, actor, outcome=Outcome.OVERTURNED if done == "won" else Outcome.UPHELD, on=day)
            case "write_off":
                desk.ask_write_off(ref, actor, cents=None, reason="not_covered")
            case "snooze":
                desk.snooze(ref, self._chance.choice([1, 3, 5]), actor)
            case "keep":
                desk.keep_in_view(ref, actor)
            case "resolve":
                desk.resolve(ref, actor)

    def _try(self, act: object) -> None:
        """What a claim does not allow is a button that its card does not have."""
        assert callable(act)
        try:
            act()
        except WorkRefused:
            return
        self.actions += 1

    # --- looking ---

    @property
    def _day(self) -> date:
        return self._practice.clock.day

    def _due_of(self, user: str) -> Sequence[Claim]:
        number = self._actors[user].person_id
        assert number is not None
        mine = WorklistQuery(today=self._day, owner_ids=frozenset({number}), due=Span(end=self._day))
        return [claim for claim in self._find(mine) if claim.position.steps]

    def _find(self, query: WorklistQuery) -> Sequence[Claim]:
        with self._practice.store.read() as db:
            return find_page(db, query, most=200).claims


def _is_left_lying(claim: Claim) -> bool:
    """By its reference's own digits, so that it stays so whatever is changed elsewhere."""
    number = claim.position.claim_number or claim.ref
    return sha256(number.encode()).digest()[0] % _LEFT_LYING == 0

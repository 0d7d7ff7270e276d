"""What people do with claims: one write an action, which reads the claim again, asks the rules, keeps what was done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.audit import AuditTrail
from bot.clock import Clock
from bot.dating import load_dating
from bot.imports.linking import compute_positions
from bot.imports.service import ImportDesk
from bot.rules.appeal_checks import too_early
from bot.rules.appeal_entries import appeal_way
from bot.rules.appeal_rights import AppealRight, appeal_right
from bot.rules.federal_holidays import federal_calendar
from bot.rules.work_rules import Actor, Refusal, Scene, WorkAction, refusal_of, why_not_undo
from bot.rules.working import overlay_of
from bot.work_facts import NOTHING_TYPED, Facts, Typed
from data.claim_models import Claim, Ledger, Position
from data.errors import ClaimNotFound, WorkRefused
from data.importers.payer_rule_table import read_amounts_in_controversy
from data.importers.reference_tables import read_carc_actions
from data.store.claims import find_by_ref
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.ledgers import load_ledgers
from data.store.person_ids import names_of_people
from data.store.said_of_claims import say_different
from data.store.work import add_worked
from data.work_models import Outcome, Worked, WorkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The claim as it is now. `work_id` is what can be undone, None where nothing was changed."""

    claim: Claim
    work_id: int | None
    removed: tuple[str, ...] = ()
    """Kinds of what was taken out of the text, for the person to know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyDone:
    """What became of many claims at once; `skipped` are references with the reason."""

    done: tuple[Claim, ...]
    skipped: tuple[tuple[str, str], ...]


class WorkDesk:
    """One method an action. Claims are named by reference, which outlives their being joined."""

    def __init__(self, store: ClaimsFile, clock: Clock, desk: ImportDesk, audit: AuditTrail) -> None:
        self._store = store
        self._clock = clock
        self._desk = desk
        self._audit = audit
        self._carcs = read_carc_actions()

    # --- one claim ---

    def take(self, ref: str, actor: Actor) -> Done:
        return self.do(ref, WorkAction.TAKE, Facts(kind=WorkKind.ASSIGNED, to_person_id=actor.person_id), actor)

    def assign(self, ref: str, to_person_id: int | None, actor: Actor) -> Done:
        """To a person, or to nobody."""
        return self.do(ref, WorkAction.ASSIGN, Facts(kind=WorkKind.ASSIGNED, to_person_id=to_person_id), actor)

    def note(self, ref: str, actor: Actor, *, picked: str = "", typed: Typed = NOTHING_TYPED) -> Done:
        return self.do(ref, WorkAction.NOTE, Facts(kind=WorkKind.NOTED, way=picked, typed=typed), actor)

    def touch(
        self, ref: str, actor: Actor, *, way: str, promised_on: date | None = None, typed: Typed = NOTHING_TYPED
    ) -> Done:
        """`way` is how, and what they said: "called in_process"."""
        return self.do(
            ref, WorkAction.TOUCH, Facts(kind=WorkKind.TOUCHED, way=way, until=promised_on, typed=typed), actor
        )

    def snooze(self, ref: str, business_days: int, actor: Actor) -> Done:
        return self.do(ref, WorkAction.SNOOZE, self.snoozing(business_days, actor), actor)

    def snoozing(self, business_days: int, actor: Actor) -> Facts:
        """It comes back to the one who snoozed it."""
        until = federal_calendar().add_business_days(self._clock.today(), business_days)
        return Facts(kind=WorkKind.SNOOZED, until=until, to_person_id=actor.person_id)

    def resolve(self, ref: str, actor: Actor) -> Done:
        return self.do(ref, WorkAction.RESOLVE, Facts(kind=WorkKind.RESOLVED), actor)

    def reopen(self, ref: str, actor: Actor) -> Done:
        return self.do(ref, WorkAction.REOPEN, Facts(kind=WorkKind.REOPENED), actor)

    def ask_write_off(
        self, ref: str, actor: Actor, *, cents: int | None, reason: str, typed: Typed = NOTHING_TYPED
    ) -> Done:
        """`cents` None is the whole balance, as it is when it is kept."""
        facts = Facts(kind=WorkKind.WRITE_OFF_ASKED, cents=cents, way=reason, typed=typed)
        return self.do(ref, WorkAction.WRITE_OFF, facts, actor)

    def confirm_write_off(self, ref: str, actor: Actor) -> Done:
        return self.do(ref, WorkAction.CONFIRM, Facts(kind=WorkKind.WRITE_OFF_CONFIRMED), actor)

    def decline_write_off(self, ref: str, actor: Actor, *, reason: str, typed: Typed = NOTHING_TYPED) -> Done:
        return self.do(ref, WorkAction.DECLINE, Facts(kind=WorkKind.WRITE_OFF_DECLINED, way=reason, typed=typed), actor)

    def resend(self, ref: str, actor: Actor, *, way: str, on: date) -> Done:
        """As a new claim, a replacement or a reopening, on a day that is not before the refusal."""
        return self.do(ref, WorkAction.RESEND, Facts(kind=WorkKind.RESENT, way=way, on=on), actor)

    def log_appeal(
        self,
        ref: str,
        actor: Actor,
        *,
        level: int,
        way: str,
        on: date,
        documents: Sequence[str] = (),
        cause: str = "",
        typed: Typed = NOTHING_TYPED,
    ) -> Done:
        """`way` is mail, fax, portal or electronic; `documents` and `cause` are words of their pick-lists."""
        words = appeal_way(level, way, documents, cause)
        return self.do(ref, WorkAction.APPEAL, Facts(kind=WorkKind.APPEALED, way=words, on=on, typed=typed), actor)

    def log_decision(
        self, ref: str, actor: Actor, *, outcome: Outcome, on: date, recovered_cents: int | None = None
    ) -> Done:
        """Of the appeal that waits; `recovered_cents` is what the decision is worth, None where it does not say."""
        facts = Facts(kind=WorkKind.DECIDED, way=str(outcome), on=on, cents=recovered_cents)
        return self.do(ref, WorkAction.DECISION, facts, actor)

    def log_draft(self, ref: str, actor: Actor, *, level: int, template: str) -> Done:
        """That the letter of an appeal was written."""
        return self.do(ref, WorkAction.NOTE, Facts(kind=WorkKind.DRAFTED, way=f"{level} {template}"), actor)

    def log_letter(self, ref: str, actor: Actor, *, about: str, last_on: date) -> Done:
        """What a payer's letter asks, and its last day."""
        return self.do(ref, WorkAction.LETTER, Facts(kind=WorkKind.LETTER, way=about, until=last_on), actor)

    def keep_in_view(self, ref: str, actor: Actor, *, kind: str = "") -> Done:
        """Acknowledges the deadline of that step; else the nearest one that nobody keeps in view yet."""
        return self.do(ref, WorkAction.KEEP_IN_VIEW, Facts(kind=WorkKind.ACKNOWLEDGED, way=kind), actor)

    def do(self, ref: str, action: WorkAction, facts: Facts, actor: Actor) -> Done:
        """Raises ClaimNotFound, and WorkRefused where the claim does not allow it now or somebody was first."""
        with self._store.write() as db:
            scene = self._scene(db, ref, action)
            refusal = self._refusal(action, facts, scene, actor)
            if refusal is not None:
                return _unchanged(scene, refusal)
            return self._keep(db, scene, facts, actor)

    def undo(self, ref: str, work_id: int, actor: Actor) -> Done:
        """Within ten minutes, one's own newest action. Raises as `do` does."""
        with self._store.write() as db:
            scene = self._scene(db, ref)
            refusal = why_not_undo(scene, work_id, actor)
            if refusal is not None:
                return _unchanged(scene, refusal)
            done = self._keep(db, scene, Facts(kind=WorkKind.UNDONE, undoes=work_id), actor)
        return Done(claim=done.claim, work_id=None)

    # --- before anything is done ---

    def look(self, ref: str, action: WorkAction | None = None) -> Scene:
        """The claim with its work as it is now, and what the action asks besides. Raises ClaimNotFound."""
        with self._store.read() as db:
            return self._scene(db, ref, action)

    def why_not(self, ref: str, action: WorkAction, actor: Actor, facts: Facts | None = None) -> str:
        """Why it would be refused now, "" where it would be done: for a form that opens or is open."""
        scene = self.look(ref, action)
        refusal = self._refusal(action, facts, scene, actor) if facts else refusal_of(action, scene, actor)
        return refusal.sentence if refusal else ""

    # --- many claims ---

    def many(self, refs: Sequence[str], action: WorkAction, facts: Facts, actor: Actor) -> ManyDone:
        """All that can be done, in one transaction; what cannot is told with its reason."""
        done: list[Claim] = []
        skipped: list[tuple[str, str]] = []
        with self._store.write() as db:
            for ref in dict.fromkeys(refs):
                try:
                    scene = self._scene(db, ref, action)
                except ClaimNotFound:
                    skipped.append((ref, "It is no longer in the store."))
                    continue
                refusal = self._refusal(action, facts, scene, actor)
                if refusal is None:
                    done.append(self._keep(db, scene, facts, actor).claim)
                else:
                    skipped.append((scene.claim.ref, refusal.sentence))
        return ManyDone(done=tuple(done), skipped=tuple(skipped))

    # --- claims that look alike ---

    def join(self, ref: str, other_ref: str, actor: Actor) -> None:
        """Makes them one; nothing changes where they are one already."""
        with self._store.write() as db:
            claim, other = self._pair(db, ref, other_ref, actor)
            if claim.id != other.id:
                self._desk.join(claim.id, other.id)
                self._audit.record(actor, "claim.joined", ref, actor.place, {"other": other_ref})

    def tell_apart(self, ref: str, other_ref: str, actor: Actor) -> None:
        """Keeps that they are two, so that nobody is asked again."""
        with self._store.write() as db:
            claim, other = self._pair(db, ref, other_ref, actor)
            if claim.id != other.id:
                say_different(db, claim.id, other.id, self._clock.now())
                self._audit.record(actor, "claim.told_apart", ref, actor.place, {"other": other_ref})

    def part(self, ref: str, actor: Actor) -> None:
        """Takes back what people joined in this claim."""
        with self._store.write() as db:
            claim, _ = self._pair(db, ref, ref, actor)
            self._desk.part(claim.id)
            self._audit.record(actor, "claim.parted", ref, actor.place)

    def _pair(self, db: ClaimsDb, ref: str, other_ref: str, actor: Actor) -> tuple[Claim, Claim]:
        scene = self._scene(db, ref)
        refusal = refusal_of(WorkAction.NOTE, scene, actor)
        if refusal is not None:
            raise WorkRefused(refusal.sentence)
        return scene.claim, _claim(db, other_ref)

    # --- parts ---

    def _scene(self, db: ClaimsDb, ref: str, action: WorkAction | None = None) -> Scene:
        found = _claim(db, ref)
        [ledger] = load_ledgers(db, [found.id])
        position = replace(found.position, overlay=overlay_of(ledger))
        return Scene(
            claim=replace(found, position=position),
            worked=ledger.worked,
            names=names_of_people(db),
            now=self._clock.now(),
            right=self._right(db, position, ledger) if action is WorkAction.APPEAL else None,
        )

    def _right(self, db: ClaimsDb, position: Position, ledger: Ledger) -> AppealRight:
        amounts = read_amounts_in_controversy()
        return appeal_right(position, ledger, load_dating(db), today=self._clock.today(), amounts=amounts)

    def _refusal(self, action: WorkAction, facts: Facts, scene: Scene, actor: Actor) -> Refusal | None:
        refusal = refusal_of(action, scene, actor) or facts.refusal(scene.claim, self._clock.today())
        if refusal is None and scene.right is not None and facts.kind is WorkKind.APPEALED:
            sentence = too_early(scene.right, facts.way, facts.on)
            return Refusal(sentence=sentence) if sentence else None
        return refusal

    def _keep(self, db: ClaimsDb, scene: Scene, facts: Facts, actor: Actor) -> Done:
        claim = scene.claim
        words = facts.typed.scrubbed()
        one = Worked(
            id=0,
            at=scene.now,
            on=facts.on or self._clock.today(),
            kind=facts.kind,
            person_id=actor.person_id,
            to_person_id=facts.to_person_id,
            until=facts.until_on(claim),
            cents=facts.cents_on(claim),
            way=facts.way_on(claim),
            contact=words.contact,
            reference=words.reference,
            text=words.text,
            undoes=facts.undoes,
        )
        work_id = add_worked(db, claim.id, one)
        compute_positions(db, [claim.id], self._carcs)
        self._audit.record(actor, f"claim.{facts.kind}", claim.ref, actor.place)
        return Done(claim=_claim(db, claim.ref), work_id=work_id, removed=words.removed)


def _claim(db: ClaimsDb, ref: str) -> Claim:
    found = find_by_ref(db, ref)
    if not found:
        raise ClaimNotFound(ref)
    return found[0]


def _unchanged(scene: Scene, refusal: Refusal) -> Done:
    """What this person did already needs no second time. Raises WorkRefused for all else."""
    if refusal.is_done:
        return Done(claim=scene.claim, work_id=None)
    raise WorkRefused(refusal.sentence)

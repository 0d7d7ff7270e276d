"""Claims as people see them: a reference or number becomes the view that answers it, as far as it may be shown."""

from collections.abc import Callable
from dataclasses import replace

from bot.clock import Clock
from bot.dating import load_dating
from bot.rules.appeal_records import appeal_records
from bot.rules.appeal_rights import AppealRight, appeal_right
from bot.rules.claim_deadlines import deadlines_of
from bot.rules.dating import Dating
from bot.rules.denied_reasons import reasons_of
from bot.rules.privacy import Mode, Place, Shown, may_ask_by_number, shown_in
from bot.rules.standing_denials import denials_of, why_no_reason
from bot.rules.timeline import timeline_of
from bot.rules.work_rules import is_open, newest_undoable, offers
from bot.rules.work_words import Names, name_of
from bot.rules.working import overlay_of, standing_work
from bot.views.blocks import View
from bot.views.claim_card import ClaimCard, claim_card, claim_news
from bot.views.claim_details import ClaimDetails, details_modal
from bot.views.claim_list import claim_list, no_claim_named, no_such_claim, only_by_reference
from bot.views.reminder_head import ReminderHead
from bot.views.why import why_view
from bot.views.work_row import CardWork
from data.claim_models import Claim, ClaimDetail, ClaimState, Position
from data.errors import ClaimNotFound
from data.follow_up_models import StepKind
from data.importers.denial_tables import read_denial_tables
from data.importers.payer_rule_table import read_amounts_in_controversy
from data.store.claim_details import get_detail
from data.store.claims import find_by_ref, find_claims
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.person_ids import names_of_people
from data.store.said_of_claims import is_joined
from data.work_models import WorkKind

_APPEALED = frozenset({StepKind.APPEAL, StepKind.DECIDE})
"""Steps beside which the next level of appeal is told."""
Seen = Callable[[list[str]], None]
_AROUND = " \t\r\n#?!.,;:*_`\"'“”"
"""What people type around a number."""


class ClaimDesk:
    """One desk for every surface on which claims are asked for."""

    def __init__(self, store: ClaimsFile, clock: Clock, mode: str) -> None:
        self._store = store
        self._clock = clock
        self._mode = Mode(mode)
        self._denial_tables = read_denial_tables()
        self._carcs = self._denial_tables.carcs

    @property
    def can_type(self) -> bool:
        """Whether free words about a claim may be kept."""
        return may_ask_by_number(self._mode)

    def worked_card(self, ref: str, place: Place, *, undo: int | None, told: str) -> View:
        """The card after something was done: what it was, and what undoes it. Raises ClaimNotFound."""
        with self._store.read() as db:
            found = find_by_ref(db, ref)
            if not found:
                raise ClaimNotFound(ref)
            return self._card(db, found[0], shown_in(self._mode, place), undo=undo, told=told)

    def shown_at(self, place: Place) -> Shown:
        """What an answer there may hold."""
        return shown_in(self._mode, place)

    def reminder(self, ref: str, place: Place, head: ReminderHead) -> View:
        """The card that comes unasked. Raises ClaimNotFound."""
        with self._store.read() as db:
            found = find_by_ref(db, ref)
            if not found:
                raise ClaimNotFound(ref)
            return self._card(db, found[0], shown_in(self._mode, place), reminder=head)

    def news(self, ref: str, place: Place) -> View:
        """Where a claim is now, in one line. Raises ClaimNotFound."""
        with self._store.read() as db:
            found = find_by_ref(db, ref)
        if not found:
            raise ClaimNotFound(ref)
        return claim_news(found[0], shown_in(self._mode, place))

    def why(self, ref: str) -> View:
        """Why a claim is brought up: each step with what asks for it. Raises ClaimNotFound."""
        with self._store.read() as db:
            found = find_by_ref(db, ref)
            if not found:
                raise ClaimNotFound(ref)
            deadlines = deadlines_of(found[0].position, load_dating(db))
        return why_view(found[0], deadlines, self._clock.today(), shown_in(self._mode, Place.DIRECT))

    def details(self, ref: str) -> View:
        """All that is known of a claim, for the person who asked alone. Raises ClaimNotFound."""
        shown = shown_in(self._mode, Place.DIRECT)
        with self._store.read() as db:
            found = find_by_ref(db, ref)
            if not found:
                raise ClaimNotFound(ref)
            detail, names = get_detail(db, found[0].id), names_of_people(db)
            joined = is_joined(db, found[0].id)
            deadlines = deadlines_of(found[0].position, load_dating(db))
        return details_modal(
            ClaimDetails(
                detail=detail,
                events=timeline_of(detail.ledger, self._carcs, shown, names),
                carcs=self._carcs,
                deadlines=deadlines,
                is_joined=joined,
                shown=shown,
                today=self._clock.today(),
            )
        )

    def card(self, asked: str, place: Place, *, seen: Seen | None = None) -> View:
        """The card of the claim that is meant, a list where several may be, else a sentence with the next step.

        `seen` is told which claims are about to be shown; where it raises, none is.
        """
        asked = asked.strip(_AROUND)
        if not asked:
            return no_claim_named()
        shown = shown_in(self._mode, place)
        with self._store.read() as db:
            found = self._find(db, asked)
            card = self._card(db, found[0], shown) if len(found) == 1 else None
        if found:
            if seen:
                seen([claim.ref for claim in found])
            return card or claim_list(found, shown)
        if may_ask_by_number(self._mode):
            return no_such_claim()
        return only_by_reference(is_public=place is Place.CHANNEL)

    def _find(self, db: ClaimsDb, asked: str) -> list[Claim]:
        """By all that was typed, else by its first word: "K7M-4QX, is it paid"."""
        find = find_claims if may_ask_by_number(self._mode) else find_by_ref
        return find(db, asked) or find(db, asked.split()[0].strip(_AROUND))

    def _card(
        self,
        db: ClaimsDb,
        claim: Claim,
        shown: Shown,
        *,
        undo: int | None = None,
        told: str = "",
        reminder: ReminderHead | None = None,
    ) -> View:
        detail, names, dating = get_detail(db, claim.id), names_of_people(db), load_dating(db)
        position = replace(claim.position, overlay=overlay_of(detail.ledger))
        denials = denials_of(detail.ledger, self._carcs, detail.remittances)
        is_unexplained = claim.position.state is ClaimState.DENIED and not denials
        if reminder is not None:  # it is written anew after each action, and what was done may still be taken back
            undo = newest_undoable(detail.ledger.worked, self._clock.now())
        return claim_card(
            ClaimCard(
                detail=detail,
                reasons=reasons_of(denials, self._denial_tables, claim.payer_kind),
                no_reason=why_no_reason(detail.ledger, self._carcs) if is_unexplained else "",
                events=timeline_of(detail.ledger, self._carcs, shown, names),
                shown=shown,
                today=self._clock.today(),
                deadlines=deadlines_of(claim.position, dating),
                appeals=appeal_records(position, detail.ledger, dating),
                right=self._right(position, detail, dating),
                work=_work_of(detail, position, names, undo=undo, told=told, is_joined=is_joined(db, claim.id)),
                reminder=reminder,
            )
        )

    def _right(self, position: Position, detail: ClaimDetail, dating: Dating) -> AppealRight | None:
        if not any(step.kind in _APPEALED for step in position.steps):
            return None
        amounts = read_amounts_in_controversy()
        return appeal_right(position, detail.ledger, dating, today=self._clock.today(), amounts=amounts)


def _work_of(
    detail: ClaimDetail, position: Position, names: Names, *, undo: int | None, told: str, is_joined: bool
) -> CardWork:
    overlay = detail.claim.position.overlay
    snoozes = [one for one in standing_work(detail.ledger.worked) if one.kind is WorkKind.SNOOZED]
    return CardWork(
        owner=name_of(overlay.owner_id, names) if overlay.owner_id else "",
        returns_to=names.get(snoozes[-1].to_person_id or 0, "") if snoozes else "",
        offers=offers(replace(detail.claim, position=position)),
        can_ask_provider=is_open(detail.claim),
        undo=undo,
        told=told,
        is_joined=is_joined or bool(detail.alike),
    )

"""Claims as people see them: a reference or number becomes the view that answers it, as far as it may be shown."""

from bot.clock import Clock
from bot.rules.privacy import Mode, Place, Shown, may_ask_by_number, shown_in
from bot.rules.standing_denials import denials_of, why_no_reason
from bot.rules.timeline import timeline_of
from bot.views.blocks import View
from bot.views.claim_card import ClaimCard, claim_card
from bot.views.claim_list import claim_list, no_claim_named, no_such_claim, only_by_reference
from data.claim_models import Claim, ClaimState
from data.importers.reference_tables import read_carc_actions
from data.store.claim_details import get_detail
from data.store.claims import find_by_ref, find_claims
from data.store.claims_file import ClaimsDb, ClaimsFile

_AROUND = " \t\r\n#?!.,;:*_`\"'“”"
"""What people type around a number."""


class ClaimDesk:
    """One desk for every surface on which claims are asked for."""

    def __init__(self, store: ClaimsFile, clock: Clock, mode: str) -> None:
        self._store = store
        self._clock = clock
        self._mode = Mode(mode)
        self._carcs = read_carc_actions()

    def card(self, asked: str, place: Place) -> View:
        """The card of the claim that is meant, a list where several may be, else a sentence with the next step."""
        asked = asked.strip(_AROUND)
        if not asked:
            return no_claim_named()
        shown = shown_in(self._mode, place)
        with self._store.read() as db:
            found = self._find(db, asked)
            if len(found) == 1:
                return self._card(db, found[0], shown)
        if found:
            return claim_list(found, shown)
        if may_ask_by_number(self._mode):
            return no_such_claim()
        return only_by_reference(is_public=place is Place.CHANNEL)

    def _find(self, db: ClaimsDb, asked: str) -> list[Claim]:
        """By all that was typed, else by its first word: "K7M-4QX, is it paid"."""
        find = find_claims if may_ask_by_number(self._mode) else find_by_ref
        return find(db, asked) or find(db, asked.split()[0].strip(_AROUND))

    def _card(self, db: ClaimsDb, claim: Claim, shown: Shown) -> View:
        detail = get_detail(db, claim.id)
        denials = denials_of(detail.ledger, self._carcs, detail.remittances)
        is_unexplained = claim.position.state is ClaimState.DENIED and not denials
        return claim_card(
            ClaimCard(
                detail=detail,
                denials=denials,
                no_reason=why_no_reason(detail.ledger, self._carcs) if is_unexplained else "",
                events=timeline_of(detail.ledger, self._carcs, shown),
                shown=shown,
                today=self._clock.today(),
            )
        )

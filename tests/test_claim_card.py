"""The card of a claim: what stands on it, that it keeps Slack's limits, and that data in it can do nothing."""

from datetime import date
from pathlib import Path

import pytest
from bot_in_chat import buttons, words
from claim_store import TODAY, FilledStore
from fixed_clock import FixedClock
from x12_claims import Paid, a_batch_ack, a_claim_answer, a_remittance, a_sent_claim

from bot.claims import ClaimDesk
from bot.playground.limits import find_problems
from bot.rules.privacy import Place
from bot.rules.step_words import action_words
from bot.views.blocks import View
from bot.views.claim_words import STATES
from bot.views.ids import OPEN_CLAIM
from data.claim_models import ClaimState
from data.importers.reference_tables import read_carc_actions
from data.samples import write_practice
from data.store.claims import iterate_claims

CARCS = read_carc_actions()


def a_card(
    folder: Path,
    *files: bytes,
    mode: str = "demo",
    asked: str = "1001",
    today: date = TODAY,
    place: Place = Place.DIRECT,
) -> View:
    filled = FilledStore(folder).take_all(files)
    return ClaimDesk(filled.store, FixedClock(today), mode).card(asked, place)


def card_words(folder: Path, *files: bytes, **asked: object) -> str:
    return words(a_card(folder, *files, **asked)["blocks"])  # type: ignore[arg-type]


def test_the_first_line_says_which_claim_where_it_stands_who_pays_and_what_is_owed(tmp_path: Path) -> None:
    first = card_words(tmp_path, a_sent_claim(), a_claim_answer()).splitlines()[0]

    assert first.endswith("·  *accepted by payer*  ·  AETNA (primary)  ·  balance $200.00")


def test_money_age_last_event_and_next_step_follow(tmp_path: Path) -> None:
    card = card_words(tmp_path, a_sent_claim(), a_batch_ack(), a_claim_answer())

    assert "claim number 1001  ·  patient A. A.  ·  service 2026-01-05" in card
    assert "Billed $200.00  ·  paid $0.00  ·  adjusted $0.00  ·  patient $0.00  ·  balance $200.00" in card
    assert "*Age:* 27 days since service" in card
    assert "*Last:* Accepted by payer: A2 (status 20, entity PR) (2026-01-08, from the 277CA)" in card
    assert "*Next:* Check its status with the payer. Due 2026-02-05, in 4 days" in card
    assert "From the 837, 2026-01-06; the 999, 2026-01-07; the 277CA, 2026-01-08." in card


def test_a_denial_says_why_in_our_words_and_what_is_usually_done(tmp_path: Path) -> None:
    card = card_words(
        tmp_path, a_sent_claim(), a_remittance(Paid(paid="0", adjustments=("CO*197*200",), remarks="N130"))
    )

    assert "*CO-197*, N130  ·  $200.00" in card
    assert CARCS["197"].meaning in card
    assert "Usual next step (front desk): Read the plan's limits, then decide (N130)." in card
    assert "🚫 Never bill the patient for a CO amount.  ·  All steps: `/denial CO-197 N130 commercial`" in card
    assert "*Next:* Work the denial. Due 2026-01-22, 10 days ago ⚠️" in card


def test_a_denial_of_a_reason_that_our_table_lacks_says_so(tmp_path: Path) -> None:
    card = card_words(tmp_path, a_remittance(Paid(paid="0", adjustments=("CO*999*200",))))

    assert "Not in our table of reasons" in card
    assert "Usual next step (biller): Read the payer's own words for it, and ask the payer" in card


def test_a_denial_without_a_reason_says_what_is_known(tmp_path: Path) -> None:
    card = card_words(tmp_path, a_remittance(Paid(status="4", paid="0", adjustments=())))

    assert "*Why it is denied*\nThe payer does not know the patient" in card


def test_the_newest_ten_events_are_shown_and_the_earlier_counted(tmp_path: Path) -> None:
    answers = [a_claim_answer(category="P1", kind="277", on=f"202601{day:02}") for day in range(10, 24)]

    card = card_words(tmp_path, a_sent_claim(), *answers)

    assert card.count("\n• ") == 10
    assert "• 2026-01-23  Pending by payer" in card
    assert "and 5 earlier" in card


def test_an_export_is_the_last_event_only_where_nothing_else_is_known(tmp_path: Path) -> None:
    export = b"Claim #,Payer,DOS,Charges,Balance,Status\n1001,Aetna,01/05/2026,200,200,Pending\n"
    alone, after = tmp_path / "alone", tmp_path / "after"
    alone.mkdir()
    after.mkdir()

    assert "*Last:* Listed in an export as “Pending”" in card_words(alone, export)
    assert "*Last:* Sent to Aetna" in card_words(after, a_sent_claim(), export)


def test_what_a_person_should_look_at_is_said(tmp_path: Path) -> None:
    overpaid = Paid(paid="250", adjustments=())

    card = card_words(tmp_path, a_sent_claim(), a_remittance(overpaid))

    assert "⚠️ More was paid and adjusted than billed: a credit balance." in card
    assert "⚠️ Noted at the import: does not balance" in card


def test_minimum_counts_the_notes_of_the_import_and_says_where_they_are(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_remittance(Paid(adjustments=("CO*45*70",)))])
    (claim,) = iterate_claims(filled.store.db)

    card = words(ClaimDesk(filled.store, FixedClock(TODAY), "minimum").card(claim.ref, Place.DIRECT)["blocks"])

    assert f"1 note of the import: `billing-bot claim {claim.ref}` has them." in card


def test_a_claim_that_may_be_the_same_one_is_a_button_away(tmp_path: Path) -> None:
    export = b'Claim #,Patient,Payer,DOS,Charges,Balance\n77,"Agate, April",Aetna,01/05/2026,200,200\n'
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), export])
    refs = {claim.position.claim_number: claim.ref for claim in iterate_claims(filled.store.db)}

    view = ClaimDesk(filled.store, FixedClock(TODAY), "demo").card("1001", Place.DIRECT)

    assert "They may be one claim under two numbers" in words(view["blocks"])
    opening = [button for button in buttons(view["blocks"]) if button["action_id"].startswith(OPEN_CLAIM)]
    assert [button["value"] for button in opening] == [refs["77"]]


def test_several_claims_of_one_number_are_a_list_to_choose_from(tmp_path: Path) -> None:
    files = [
        a_sent_claim(service="20250105", sent_on="20250106", patient="BERYL*MAY", charge="90"),
        a_sent_claim(control="0002", group="8"),
    ]

    view = a_card(tmp_path, *files)

    assert "2 claims with that number" in words(view["blocks"])
    assert "service 2025-01-05" in words(view["blocks"])
    assert len({button["action_id"] for button in buttons(view["blocks"])}) == 2


@pytest.mark.parametrize("asked", ["", "   ", "?", "#"])
def test_an_empty_question_is_told_how_to_ask(tmp_path: Path, asked: str) -> None:
    assert "Which claim?" in card_words(tmp_path, asked=asked)


def test_an_unknown_number_is_told_what_to_do(tmp_path: Path) -> None:
    told = card_words(tmp_path, asked="4711")

    assert "`/claims denied aetna`" in told
    assert "`/billing import`" in told


def test_a_question_with_words_behind_its_number_finds_the_claim(tmp_path: Path) -> None:
    assert "*sent*" in card_words(tmp_path, a_sent_claim(), asked="#1001, is it paid?")


def test_text_from_data_cannot_mention_or_link(tmp_path: Path) -> None:
    hostile = "<!channel> <@U1> <https://x.example|y> & co"
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), a_remittance(Paid(paid="0", adjustments=("CO*1<*9",)))])
    with filled.store.write() as db:
        db.conn.execute("UPDATE payer SET name = ?", [hostile])
        db.conn.execute("UPDATE claim SET claim_number = ?, review = ?", [hostile, hostile])

    shown = words(ClaimDesk(filled.store, FixedClock(TODAY), "demo").card("1001", Place.DIRECT)["blocks"])

    assert "<" not in shown
    assert "&lt;!channel&gt;" in shown


def test_a_claim_with_far_too_much_of_everything_keeps_slacks_limits(tmp_path: Path) -> None:
    many = [a_remittance(Paid(paid="1", adjustments=tuple(f"CO*{code}*1" for code in range(1, 90)))) for _ in range(1)]
    answers = [a_claim_answer(category="P1", kind="277", on=f"202601{day:02}") for day in range(10, 31)]
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), *answers, *many])
    with filled.store.write() as db:
        db.conn.execute("UPDATE payer SET name = ?", ["Long Sample Payer & Company " * 60])
        db.conn.execute("UPDATE claim SET review = ?", ["& look " * 900])

    for mode in ("minimum", "baa", "demo"):
        (claim,) = iterate_claims(filled.store.db)
        view = ClaimDesk(filled.store, FixedClock(TODAY), mode).card(claim.ref, Place.CHANNEL)

        assert find_problems(view["blocks"], surface="message") == []
        assert len(words(view["blocks"])) < 12_000


def test_every_claim_of_a_practice_has_a_card_within_slacks_limits(tmp_path: Path) -> None:
    practice = write_practice(tmp_path / "practice", today=TODAY, claims=120)
    filled = FilledStore(tmp_path)
    for path in sorted(practice.files):
        filled.desk.import_file(path)

    for mode in ("minimum", "baa"):
        desk = ClaimDesk(filled.store, FixedClock(TODAY), mode)
        for claim in iterate_claims(filled.store.db):
            view = desk.card(claim.ref, Place.DIRECT)
            assert find_problems(view["blocks"], surface="message") == []
            assert claim.ref in words(view["blocks"])


# --- words ---------------------------------------------------------------------------------------------------------


def test_every_state_has_its_word() -> None:
    assert set(STATES) == set(ClaimState)
    assert STATES[ClaimState.RECEIVED] == "at clearinghouse"
    assert STATES[ClaimState.FORWARDED] == "crossed over"


def test_a_step_that_is_not_known_here_is_still_readable() -> None:
    assert action_words("ask_the_lead") == "Ask the lead"

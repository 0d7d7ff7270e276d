"""What a worklist and its export let out in each mode: in `minimum` nothing that leads to a person."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from claim_store import TODAY, FilledStore
from fixed_clock import FixedClock
from x12_claims import Paid, a_remittance, a_sent_claim

from bot.rules.privacy import Mode, Place
from bot.worklist import WorklistDesk
from data.errors import ListGone
from data.people_models import Person, Role

LEAD = Person(
    team="T1",
    user="U1",
    name="Lee",
    roles=frozenset({Role.LEAD}),
    is_active=True,
    added_at=datetime(2026, 1, 1, tzinfo=UTC),
)
ALWAYS_HIDDEN = ("CANARYLAST", "CANARYFIRST", "W0000", "99213", "E119", "E11.9")


@pytest.fixture
def filled(tmp_path: Path) -> FilledStore:
    """One claim with a canary in every place that could let one out."""
    return FilledStore(tmp_path).take_all(
        [
            a_sent_claim("CANARY77", patient="CANARYLAST*CANARYFIRST", batch="CANARYBATCH"),
            a_remittance(
                Paid(
                    number="CANARY77",
                    icn="CANARYICN",
                    paid="0",
                    charge="200.49",
                    adjustments=("CO*197*170.37", "CO*45*30.12"),
                    patient_name="CANARYLAST*CANARYFIRST",
                ),
                sequence_number="CANARYCHECK",
            ),
        ]
    )


def desk(filled: FilledStore, mode: str) -> WorklistDesk:
    return WorklistDesk(filled.store, FixedClock(TODAY), mode)


def exported(worklists: WorklistDesk) -> str:
    listed = worklists.answer("denied", Place.DIRECT, LEAD)
    button = next(
        one
        for block in listed["blocks"]
        for one in block.get("elements", [])
        if one.get("action_id") == "worklist_export"
    )
    made = worklists.export(button["value"], LEAD)
    return f"{made.content} {made.told}"


@pytest.mark.parametrize("place", list(Place))
def test_minimum_lists_no_name_number_date_code_or_cent(filled: FilledStore, place: Place) -> None:
    shown = json.dumps(desk(filled, "minimum").answer("denied", place, LEAD), ensure_ascii=False)

    assert "CO-197" in shown
    assert "$170" in shown
    for secret in (*ALWAYS_HIDDEN, "CANARY", "2026", "2025", ".37", ".49", "27 days"):
        assert secret not in shown, secret


def test_minimum_exports_no_name_number_date_code_or_cent(filled: FilledStore) -> None:
    content = exported(desk(filled, "minimum"))

    assert "CO-197" in content
    assert "170" in content
    for secret in (*ALWAYS_HIDDEN, "CANARY", "2026", "2025", ".37", ".49"):
        assert secret not in content, secret


@pytest.mark.parametrize("place", list(Place))
@pytest.mark.parametrize("mode", list(Mode))
def test_no_mode_lists_or_exports_a_patient_or_a_procedure(filled: FilledStore, mode: str, place: Place) -> None:
    shown = json.dumps(desk(filled, mode).answer("everything", place, LEAD))

    for secret in ALWAYS_HIDDEN:
        assert secret not in shown
        assert secret not in exported(desk(filled, mode))


@pytest.mark.parametrize(
    "typed", ["CANARY77", "claim number CANARY77", "denied CANARYLAST", "denied CANARY77", "dob 1/2/1960"]
)
@pytest.mark.parametrize("place", list(Place))
def test_minimum_repeats_nothing_that_could_name_a_person(filled: FilledStore, typed: str, place: Place) -> None:
    shown = json.dumps(desk(filled, "minimum").answer(typed, place, LEAD)).lower()

    assert "canary" not in shown
    assert "1960" not in shown


def test_a_channel_is_not_told_the_words_in_any_mode(filled: FilledStore) -> None:
    assert "canarylast" not in str(desk(filled, "baa").answer("denied CANARYLAST", Place.CHANNEL, LEAD)).lower()
    assert "canarylast" in str(desk(filled, "baa").answer("denied CANARYLAST", Place.DIRECT, LEAD)).lower()


@pytest.mark.parametrize("mode", list(Mode))
def test_a_notification_counts_and_names_nothing(filled: FilledStore, mode: str) -> None:
    assert desk(filled, mode).answer("denied", Place.DIRECT, LEAD)["text"] == "Worklist: 1 claim"


def test_a_payers_name_that_a_spreadsheet_would_compute_is_text_in_the_export(filled: FilledStore) -> None:
    with filled.store.write() as db:
        db.conn.execute("UPDATE payer SET name = '=HYPERLINK(1)'")

    assert "'=HYPERLINK(1)" in exported(desk(filled, "baa"))


def test_nothing_is_shown_where_it_cannot_be_written_down(filled: FilledStore) -> None:
    def refuse(_refs: list[str]) -> None:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        desk(filled, "minimum").answer("denied", Place.DIRECT, LEAD, seen=refuse)


def test_a_list_that_is_no_longer_kept_says_how_to_go_on(filled: FilledStore) -> None:
    with pytest.raises(ListGone) as gone:
        desk(filled, "minimum").page("unknown", 1, Place.DIRECT, LEAD)

    assert gone.value.hint == "Send the words again with /claims."

"""Worklists of the sample practice: the store finds the very claims that a look at each one finds."""

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest
from fixed_clock import FixedClock
from people import LEE, TEAM, add_staff
from worklist_brute import ages, fits

from bot.imports.service import ImportDesk
from bot.rules.worklist_filter import read_filter
from bot.rules.worklist_query import Known, query_of
from data.claim_models import Claim
from data.samples import write_practice
from data.store import worklist as store_worklist
from data.store import worklist_few, worklist_order
from data.store.claim_details import get_detail
from data.store.claims import iterate_claims
from data.store.claims_file import ClaimsFile
from data.store.saved_filters import delete_filter, find_filter, list_filters, save_filter
from data.store.worklist import find_page, list_worklist_payers, list_worklist_people
from data.store.worklist_parts import parts_of, query_of_parts
from data.worklist_models import Sort, WorklistQuery

TODAY = date(2026, 11, 24)
QUESTIONS = (
    *("", "open", "everything", "denied", "denials or rejected", "rejected at the clearinghouse", "pending", "paid"),
    *("closed", "written off", "records requested", "line denials", "crossed over", "patient balance", "not sent"),
    *("no response", "no response over 30 days", "snoozed", "resolved in pm", "resubmitted", "denied including closed"),
    *("aetna", "uhc", "bcbs", "medicare", "medicaid", "medicare advantage", "tricare", "workers comp", "self pay"),
    *("aetna and cigna", "medicare secondary", "secondary", "tertiary", "evergreen", "humana", "nosuchpayer denied"),
    *("over 60", "0-30", "31-60", "61-90", "91-120", "120+", "older than 2 weeks", "under 30 days"),
    *("over $500", "under $25", "at least $100", "between $100 and $250", "over 2k", "balance over 75"),
    *("mine", "unassigned", "assigned to lee", "@bea", "assigned to nobodyhere"),
    *("co-197", "carc 50", "co-16 or 29", "group oa", "co", "authorization", "timely filing", "coding", "bundling"),
    *("medical necessity", "duplicates", "cob", "eligibility", "missing info", "credentialing", "non covered"),
    *("MA130", "MA130 everything", "N30 everything", "M127 or N706", "remark N255 including closed", "MA130 denied"),
    *("denied this month", "denied since october", "rejected last week", "paid last month", "paid since september"),
    *("sent last month", "sent since 10/1", "dos 9/1 to 9/30", "since june", "service in october", "closed in 2026"),
    *("not touched in 2 weeks", "untouched for 30 days", "due today", "due this week", "overdue", "due next week"),
    *("provider wren", "dr heron denied", "unworked denials", "rejected not resent", "crossed over unpaid"),
    *("not aetna", "denied not aetna", "not medicare", "everything but uhc and bcbs", "aetna not aetna", "not denied"),
    *(
        "everything not denied or closed",
        "not mine",
        "not unassigned",
        "not lee",
        "not co-197",
        "denied not co-16 or 97",
    ),
    *("not auth denials", "denied without timely filing", "not provider wren", "everything not dr heron not medicaid"),
    *("everything not co-45", "patient balance ready not aetna", "medicare and aetna not medicare"),
    *("small balances", "small balances under $10", "patient balance ready", "denied aetna over 60"),
    *(
        "unassigned denied over $100 by age",
        "my overdue",
        "medicaid 60+ denied",
        "bcbs co-197 over $50 not touched in 5 days",
    ),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClaimsFile]:
    """400 claims, worked on here and there."""
    folder = tmp_path_factory.mktemp("practice")
    (folder / "files").mkdir()
    practice = write_practice(folder / "files", today=TODAY)
    store = ClaimsFile(folder)
    desk = ImportDesk(store, FixedClock(TODAY))
    for path in sorted(practice.files):
        desk.import_file(path)
    add_staff(store)
    with store.write() as db:
        for change in (
            "UPDATE claim SET owner_id = 1 + id % 3 WHERE id % 2 = 0",
            "UPDATE claim SET touched_on = date('2026-11-24', '-' || (id % 40) || ' days') WHERE id % 3 = 0",
            "UPDATE claim SET snoozed_until = date('2026-11-24', (id % 9 - 4) || ' days') WHERE id % 11 = 0",
            "UPDATE claim SET resolved_on = '2026-11-20' WHERE id % 29 = 0",
            "UPDATE claim SET balance_cents = -1500 WHERE id IN (SELECT id FROM claim WHERE state = 'paid' LIMIT 3)",
        ):
            db.conn.execute(change)
    yield store
    store.close()


@pytest.fixture(scope="module")
def claims(store: ClaimsFile) -> list[Claim]:
    return list(iterate_claims(store.db))


@pytest.fixture(scope="module")
def remarks(store: ClaimsFile, claims: list[Claim]) -> dict[int, set[str]]:
    """Claim -> what its remittances remark, as its details show them."""
    return {
        claim.id: {
            code
            for row in get_detail(store.db, claim.id).remittances
            for code in (*row.remitted.remarks, *(remark for line in row.lines for remark in line.remarks))
        }
        for claim in claims
    }


def query(store: ClaimsFile, words: str) -> WorklistQuery:
    payers, people = list_worklist_payers(store.db), list_worklist_people(store.db)
    names = [name for one in people for name in (one.name, one.user)]
    asked, _, _ = read_filter(words, today=TODAY, payer_names=[one.name for one in payers], people=names)
    me = next(one.id for one in people if one.user == LEE)
    found, _ = query_of(asked, Known(today=TODAY, payers=payers, people=people, me=me))
    return found


@pytest.mark.parametrize("words", QUESTIONS)
def test_the_store_finds_what_a_look_at_each_claim_finds(
    store: ClaimsFile, claims: list[Claim], remarks: dict[int, set[str]], words: str
) -> None:
    asked = query(store, words)

    page = find_page(store.db, asked, most=1_000)

    expected = [claim for claim in claims if fits(claim, asked, remarks[claim.id])]
    oldest = (TODAY - page.oldest_on).days if page.oldest_on else None
    assert {claim.ref for claim in page.claims} == {claim.ref for claim in expected}
    assert (page.total, page.sum_cents) == (len(expected), sum(one.position.balance_cents for one in expected))
    assert oldest == ages(expected, TODAY)
    assert not page.is_more


def test_questions_put_together_by_chance_agree_too(
    store: ClaimsFile, claims: list[Claim], remarks: dict[int, set[str]]
) -> None:
    chance = Random(7)
    for _ in range(200):
        words = " ".join(chance.sample(QUESTIONS, chance.choice((2, 3))))
        asked = query(store, words)

        page = find_page(store.db, asked, most=1_000)

        expected = {claim.ref for claim in claims if fits(claim, asked, remarks[claim.id])}
        assert {claim.ref for claim in page.claims} == expected, words


def test_most_questions_find_something(store: ClaimsFile) -> None:
    empty = [words for words in QUESTIONS if not find_page(store.db, query(store, words)).total]

    assert len(empty) < len(QUESTIONS) / 4, empty


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_follow_each_other_and_leave_nothing_out(store: ClaimsFile, sort: Sort) -> None:
    asked = query(store, f"open by {sort}")
    everything = [claim.ref for claim in find_page(store.db, asked, most=1_000).claims]

    paged = []
    for offset in range(0, len(everything) + 10, 10):
        paged += [claim.ref for claim in find_page(store.db, asked, offset=offset, most=10).claims]

    assert paged == everything
    assert len(set(paged)) == len(paged)


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("looked_at", [(5, 20), (60, 200), (1, 10_000)])
@pytest.mark.parametrize("words", ["open", "everything", "aetna and cigna", "co", "MA130 everything", "over 30", "uhc"])
def test_a_page_is_the_same_whichever_way_it_is_found(
    store: ClaimsFile, words: str, sort: Sort, looked_at: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = query(store, f"{words} by {sort}")
    by_sorting = [find_page(store.db, asked, offset=offset) for offset in (0, 10, 40, 80)]

    monkeypatch.setattr(worklist_order, "_FEWEST_BY_INDEX", 0)
    monkeypatch.setattr(worklist_order, "_LOOKED_AT", looked_at)
    monkeypatch.setattr(worklist_order, "MOST_SORTED_BY_NAME", 2)
    monkeypatch.setattr(store_worklist, "MOST_SORTED_BY_NAME", 2)
    monkeypatch.setattr(worklist_few, "_MOST_OF_OPEN", 0)
    monkeypatch.setattr(worklist_few, "_MOST_LOOKED_UP", 0)
    by_index = [find_page(store.db, asked, offset=offset) for offset in (0, 10, 40, 80)]

    assert by_index == by_sorting
    assert by_index[0].total > 2


def test_what_came_to_its_state_lately_is_not_looked_for_among_all(store: ClaimsFile) -> None:
    text, values = query_of_parts(parts_of(query(store, "paid last month"), None, None))

    plan = " ".join(row[3] for row in store.db.conn.execute(f"EXPLAIN QUERY PLAN {text}", values))

    assert "claim_done (state=? AND <expr>=? AND state_on>? AND state_on<?)" in plan


def test_orders_are_what_they_say(store: ClaimsFile) -> None:
    balances = [one.position.balance_cents for one in find_page(store.db, query(store, "open by balance")).claims]
    services = [one.position.service_from for one in find_page(store.db, query(store, "open by age")).claims]
    due = [one.position.next_action_on for one in find_page(store.db, query(store, "denied by due date")).claims]
    payers = [one.payer for one in find_page(store.db, query(store, "open by payer"), most=200).claims]

    assert balances == sorted(balances, reverse=True)
    assert services == sorted(day for day in services if day)
    assert due == sorted(day for day in due if day)
    assert payers == sorted(payers)


def test_a_negative_balance_and_a_payment_taken_back_are_credits(store: ClaimsFile, claims: list[Claim]) -> None:
    found = {claim.ref for claim in find_page(store.db, query(store, "credit balances"), most=400).claims}

    assert {claim.ref for claim in claims if claim.position.balance_cents < 0} <= found
    assert len(found) < 20


def test_a_number_or_a_part_of_it_finds_the_claim_whatever_became_of_it(store: ClaimsFile, claims: list[Claim]) -> None:
    number = claims[0].position.claim_number
    whole = find_page(store.db, query(store, f"claim number {number}")).claims
    part = find_page(store.db, query(store, f"claim number {number[1:]}"), most=400).claims
    by_ref = find_page(store.db, query(store, claims[0].ref)).claims

    assert [claim.ref for claim in whole] == [claims[0].ref]
    assert claims[0].ref in [claim.ref for claim in part]
    assert [claim.ref for claim in by_ref] == [claims[0].ref]


def test_a_remark_code_finds_the_claims_whose_remittances_carry_it(store: ClaimsFile) -> None:
    carried = {
        detail.claim.id
        for claim in iterate_claims(store.db)
        for detail in [get_detail(store.db, claim.id)]
        if any(
            "MA130" in (*row.remitted.remarks, *(r for line in row.lines for r in line.remarks))
            for row in detail.remittances
        )
    }

    found = {claim.id for claim in find_page(store.db, query(store, "MA130 everything"), most=400).claims}

    assert found == carried
    assert found


def test_of_very_many_done_claims_the_first_are_counted_and_it_is_said(
    store: ClaimsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_worklist, "MOST_COUNTED", 20)

    page = find_page(store.db, query(store, "everything"))

    assert (page.total, page.is_more) == (20, True)
    assert len(page.claims) == 10


def test_a_filter_is_kept_under_a_name_of_one_person(store: ClaimsFile) -> None:
    at = FixedClock(TODAY).now()
    with store.write() as db:
        save_filter(db, TEAM, LEE, name="Old Aetna", words="aetna over 60", at=at)
        save_filter(db, TEAM, LEE, name="Old Aetna", words="aetna over 90", at=at)

    kept = find_filter(store.db, TEAM, LEE, "old aetna")

    assert kept is not None
    assert kept.words == "aetna over 90"
    assert list_filters(store.db, TEAM, "U0OTHER") == []
    with store.write() as db:
        assert not delete_filter(db, TEAM, "U0OTHER", kept.id)
        assert delete_filter(db, TEAM, LEE, kept.id)
    assert list_filters(store.db, TEAM, LEE) == []

"""What reports count, as tables: periods in words, buckets, first submissions, first remittances, denials, figures."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from claim_store import FilledStore
from fixed_clock import FixedClock
from x12_claims import Paid, a_batch_ack, a_claim_answer, a_remittance, a_sent_claim

from bot.reports import ReportDesk
from bot.rules.report_denials import count_denials
from bot.rules.report_kpis import count_kpis
from bot.rules.report_periods import period_words, read_period
from bot.rules.report_words import chart_alt_text, figure_text, percent
from data.importers.reference_tables import read_carc_actions
from data.report_models import (
    BUCKETS,
    AgeBy,
    AgeFrom,
    Aging,
    AgingRow,
    ClaimFacts,
    DenialShare,
    Figure,
    FirstPass,
    FirstSend,
    Period,
    Reason,
    RemitFact,
)
from data.work_models import Appeal, Outcome

TODAY = date(2026, 2, 1)
CARCS = read_carc_actions()
JANUARY = Period(start=date(2026, 1, 1), end=date(2026, 1, 31))


def desk(filled: FilledStore, today: date = TODAY) -> ReportDesk:
    return ReportDesk(filled.store, FixedClock(today), lambda: CARCS)


def figure(filled: FilledStore, id: str, period: Period = JANUARY, today: date = TODAY) -> Figure:
    return next(one for one in desk(filled, today).kpis(period).figures if one.id == id)


# --- periods -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2026-01-01..2026-01-31", "2026-01-01", "2026-01-31"),
        ("2026-01-01 to 2026-01-31", "2026-01-01", "2026-01-31"),
        ("2026-01", "2026-01-01", "2026-01-31"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("q3", "2025-07-01", "2025-09-30"),
        ("Q1", "2026-01-01", "2026-02-01"),
        ("2024 q4", "2024-10-01", "2024-12-31"),
        ("q4 2024", "2024-10-01", "2024-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("last month", "2026-01-01", "2026-01-31"),
        ("this month", "2026-02-01", "2026-02-01"),
        ("last quarter", "2025-10-01", "2025-12-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("ytd", "2026-01-01", "2026-02-01"),
        ("last 30 days", "2026-01-03", "2026-02-01"),
        ("30 days", "2026-01-03", "2026-02-01"),
        ("since december", "2025-12-01", "2026-02-01"),
        ("november", "2025-11-01", "2025-11-30"),
        ("today", "2026-02-01", "2026-02-01"),
    ],
)
def test_a_period_is_read_from_words(words: str, start: str, end: str) -> None:
    found = read_period(words, TODAY)

    assert found is not None
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "words", ["", "soon", "2026-13", "2026-02-30", "2026-03", "q5", "2027", "by payer", "before may"]
)
def test_words_that_are_no_period_that_has_begun_are_none(words: str) -> None:
    assert read_period(words, TODAY) is None


def test_a_period_says_how_many_days_it_has() -> None:
    assert period_words(JANUARY) == "2026-01-01 to 2026-01-31 (31 days)"
    assert period_words(Period(start=TODAY, end=TODAY)) == "2026-02-01"


# --- what is owed by age -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "bucket"),
    [(0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (120, 3), (121, 4), (800, 4)],
)
def test_an_open_balance_ages_from_its_day_of_service(tmp_path: Path, days: int, bucket: int) -> None:
    service = (TODAY - timedelta(days=days)).strftime("%Y%m%d")
    filled = FilledStore(tmp_path)
    filled.take(a_sent_claim(service=service, sent_on=TODAY.strftime("%Y%m%d")))

    found = desk(filled).aging()

    expected = [0] * len(BUCKETS)
    expected[bucket] = 20_000
    assert found.total.cents == tuple(expected)
    assert [row.name for row in found.rows] == ["AETNA"]
    assert desk(filled).aging(age_from=AgeFrom.FIRST_BILL).total.cents[0] == 20_000


def test_a_claim_that_was_never_sent_has_no_age_since_its_first_bill(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take(a_remittance(Paid(number="3003", icn="I3", paid="120", adjustments=("CO*197*80",))))

    found = desk(filled).aging(age_from=AgeFrom.FIRST_BILL)

    assert (found.total.claims, found.total.cents) == ((0, 0, 0, 0, 0, 1), (0, 0, 0, 0, 0, 8_000))


def test_credits_are_not_netted_and_what_was_resolved_elsewhere_is_summed_apart(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take_all(
        [
            a_sent_claim(),
            a_sent_claim("1002", control="0002", group="8", patient="BERYL*MAY", service="20260107"),
            a_sent_claim("1003", control="0003", group="9", patient="CORAL*JUNE", service="20260107"),
            a_remittance(
                Paid(number="1003", charge="200", paid="250", icn="I3", patient_name="CORAL*JUNE", adjustments=())
            ),
        ]
    )
    with filled.store.write() as db:
        db.conn.execute("UPDATE claim SET resolved_on = '2026-01-20' WHERE claim_number = '1002'")

    found = desk(filled).aging(by=AgeBy.OWNER)

    assert [(row.name, sum(row.cents)) for row in found.rows] == [("", 20_000)]
    assert (found.resolved_claims, found.resolved_cents) == (1, 20_000)
    assert (found.credit_claims, found.credit_cents) == (1, 5_000)


# --- the first submission ------------------------------------------------------------------------------------------

FIRST_SENDS = {
    "accepted": ([a_claim_answer()], 1, ""),
    "received alone is no answer": ([a_claim_answer(category="A1")], None, "No acknowledgment"),
    "nothing came": ([], None, "No acknowledgment"),
    "rejected": ([a_claim_answer(category="A3")], 0, ""),
    "accepted by one and rejected by the next": (
        [a_claim_answer(), a_claim_answer(category="A7", on="20260109")],
        0,
        "",
    ),
    "a rejected batch": ([a_batch_ack(outcome="R")], 0, ""),
    "rejected, then sent anew and accepted": (
        [
            a_claim_answer(category="A3"),
            a_sent_claim(sent_on="20260112", batch="B2", group="8", control="0002"),
            a_claim_answer(on="20260113", batch="B2"),
        ],
        0,
        "",
    ),
}


@pytest.mark.parametrize("name", FIRST_SENDS)
def test_a_claim_is_accepted_on_first_send_by_the_answers_to_its_first_submission(tmp_path: Path, name: str) -> None:
    files, accepted, why_not = FIRST_SENDS[name]
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), *files])

    found = figure(filled, "accepted_on_first_send")

    assert found.why_not.startswith(why_not)
    assert (found.value is None) == (accepted is None)
    if accepted is not None:
        assert (found.top, found.bottom) == (accepted, 1)


# --- the first remittance ------------------------------------------------------------------------------------------

FIRST_PASSES = {
    "paid as allowed": ([Paid()], 1),
    "the patient's share is settled": ([Paid(paid="100", patient="20", adjustments=("CO*45*80", "PR*2*20"))], 1),
    "denied": ([Paid(paid="0", adjustments=("CO*197*200",))], 0),
    "a line denied": ([Paid(paid="100", adjustments=("CO*45*50", "CO*197*50"))], 0),
    "paid, then taken back": (
        [Paid(), Paid(status="22", charge="-200", paid="-120", adjustments=("CO*45*-80",))],
        0,
    ),
    "denied, then paid": ([Paid(paid="0", adjustments=("CO*197*200",)), Paid(icn="ICN2")], 0),
    "part of a split claim": ([Paid(charge="120", paid="100", adjustments=("CO*45*20",))], 0),
    "sent on undecided": ([Paid(status="23", paid="0", adjustments=())], 0),
}


@pytest.mark.parametrize("name", FIRST_PASSES)
def test_a_claim_is_settled_on_its_first_remittance_or_not(tmp_path: Path, name: str) -> None:
    rows, settled = FIRST_PASSES[name]
    filled = FilledStore(tmp_path).take_all([a_sent_claim()])
    for number, row in enumerate(rows):
        filled.take(a_remittance(row, sequence_number=f"EFT{number}", paid_on=f"202601{20 + number}"))

    found = figure(filled, "first_pass_resolution")

    assert (found.top, found.bottom) == (settled, 1)


def test_a_claim_without_a_remittance_counts_as_not_settled_and_is_told(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all(
        [
            a_sent_claim(),
            a_sent_claim("1002", control="0002", group="8", patient="BERYL*MAY"),
            a_remittance(Paid()),
        ]
    )

    found = figure(filled, "first_pass_resolution")

    assert (found.top, found.bottom, found.notes) == (
        1,
        2,
        ("1 wait for their first remittance and count as not settled.",),
    )


# --- denials -------------------------------------------------------------------------------------------------------


def a_remit(*reasons: str, on: str = "2026-01-20", **changes: object) -> RemitFact:
    """Reasons as "CARC:category:cents"."""
    read = [one.split(":") for one in reasons]
    facts = {
        "on": date.fromisoformat(on),
        "payer_id": 1,
        "payer": "AETNA",
        "number": "ICN1",
        "charge_cents": 20_000,
        "is_denied": False,
        "reasons": tuple(Reason(carc=carc, category=category, cents=int(cents)) for carc, category, cents in read),
    }
    return RemitFact(**(facts | changes))  # type: ignore[arg-type]


def a_claim(*remits: RemitFact, **changes: object) -> ClaimFacts:
    facts = {
        "service_from": date(2026, 1, 5),
        "first_sent_on": date(2026, 1, 6),
        "billed_cents": 20_000,
        "paid_cents": 0,
        "adjusted_cents": 0,
        "patient_cents": 0,
        "is_void": False,
        "is_remitted": bool(remits),
        "knows_contract": True,
        "first_send": FirstSend.ACCEPTED,
        "first_pass": FirstPass.WAITING,
        "remits": remits,
        "appeals": (),
    }
    return ClaimFacts(**(facts | changes))  # type: ignore[arg-type]


DENIED = a_remit("197:authorization:20000", is_denied=True)
PAID = a_remit(on="2026-01-25", number="ICN2")


@pytest.mark.parametrize(
    ("claims", "remitted", "denied", "partly", "cents"),
    [
        ([a_claim(DENIED)], 1, 1, 0, 20_000),
        ([a_claim(PAID)], 1, 0, 0, 0),
        ([a_claim(a_remit("197:authorization:5000"))], 1, 0, 1, 5_000),
        ([a_claim(DENIED, PAID)], 1, 1, 0, 20_000),
        ([a_claim(DENIED, DENIED)], 1, 1, 0, 20_000),
        ([a_claim(DENIED, a_remit("18:duplicate:20000", number="ICN3", is_denied=True))], 1, 1, 0, 20_000),
        ([a_claim(DENIED, a_remit(payer="MEDIGAP", payer_id=2))], 2, 1, 0, 20_000),
        ([a_claim(a_remit("197:authorization:20000", on="2025-12-31", is_denied=True))], 0, 0, 0, 0),
        ([a_claim(a_remit("197:authorization:20000", on="2026-02-01", is_denied=True))], 0, 0, 0, 0),
        ([a_claim()], 0, 0, 0, 0),
    ],
)
def test_a_claim_counts_once_for_each_payer_that_decided_it(
    claims: list[ClaimFacts], remitted: int, denied: int, partly: int, cents: int
) -> None:
    total = count_denials(claims, JANUARY).total

    assert (total.remitted, total.denied, total.partly, total.denied_cents) == (remitted, denied, partly, cents)


def test_denials_are_counted_by_reason_and_category_of_all_that_was_remitted() -> None:
    claims = [
        a_claim(DENIED),
        a_claim(PAID),
        a_claim(a_remit("50:medical_necessity:3000", "197:authorization:1000")),
        a_claim(a_remit("::20000", is_denied=True)),
    ]

    found = count_denials(claims, JANUARY)

    def counts(shares: tuple[DenialShare, ...]) -> list[tuple[str, int, int, int, int]]:
        return [(one.name, one.remitted, one.denied, one.partly, one.denied_cents) for one in shares]

    assert counts(found.by_carc) == [("197", 4, 1, 1, 21_000), ("", 4, 1, 0, 20_000), ("50", 4, 0, 1, 3_000)]
    assert counts(found.by_category) == [
        ("authorization", 4, 1, 1, 21_000),
        ("", 4, 1, 0, 20_000),
        ("medical_necessity", 4, 0, 1, 3_000),
    ]


def test_refusals_as_a_duplicate_can_be_left_out() -> None:
    twice = a_claim(a_remit("18:duplicate:20000", is_denied=True))
    also = a_claim(a_remit("18:duplicate:1000", "197:authorization:3000"))

    found = count_denials([twice, also], JANUARY, leaves_out_duplicates=True)

    assert (found.total.remitted, found.total.denied, found.total.partly) == (1, 0, 1)
    assert [one.name for one in found.by_carc] == ["197"]


def test_a_denial_that_was_taken_back_later_was_a_denial(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all(
        [
            a_sent_claim(),
            a_remittance(Paid(paid="0", adjustments=("CO*197*200",)), paid_on="20260110"),
            a_remittance(
                Paid(status="22", charge="-200", paid="0", adjustments=("CO*197*-200",)),
                Paid(),
                paid_on="20260120",
                sequence_number="EFT2",
            ),
        ]
    )

    found = figure(filled, "denial_rate")

    assert (found.top, found.bottom, figure_text(found)) == (1, 1, "100.0%")


# --- figures -------------------------------------------------------------------------------------------------------


def an_aging(owed_cents: int = 0) -> Aging:
    row = AgingRow(name="", claims=(0, 0, 0, 0, 1, 0), cents=(0, 0, 0, 0, owed_cents, 0))
    return Aging(
        by=AgeBy.PAYER,
        age_from=AgeFrom.SERVICE,
        today=TODAY,
        rows=(),
        total=row,
        resolved_claims=0,
        resolved_cents=0,
        credit_claims=0,
        credit_cents=0,
    )


def counted(id: str, claims: list[ClaimFacts], period: Period, owed_cents: int = 0) -> Figure:
    return next(one for one in count_kpis(claims, an_aging(owed_cents), period).figures if one.id == id)


def test_days_in_ar_are_what_is_owed_by_a_days_charges() -> None:
    period = Period(start=TODAY - timedelta(days=99), end=TODAY)

    found = counted("days_in_ar", [a_claim(billed_cents=100_000)], period, owed_cents=38_250)

    assert (found.value, figure_text(found)) == (38.25, "38.3 days")


@pytest.mark.parametrize(
    ("period", "claims", "why_not"),
    [
        (JANUARY, [a_claim()], "known as of today only"),
        (Period(start=TODAY, end=TODAY), [a_claim()], "No charges"),
        (Period(start=date(2026, 1, 1), end=TODAY), [a_claim(is_void=True)], "No charges"),
    ],
)
def test_days_in_ar_are_not_told_where_they_cannot_be_known(
    period: Period, claims: list[ClaimFacts], why_not: str
) -> None:
    found = counted("days_in_ar", claims, period, owed_cents=100)

    assert found.value is None
    assert why_not in found.why_not


@pytest.mark.parametrize(("ended_days_ago", "is_told"), [(89, False), (90, True), (91, True)])
def test_collection_is_told_of_a_period_that_ended_90_days_ago(ended_days_ago: int, is_told: bool) -> None:
    end = TODAY - timedelta(days=ended_days_ago)
    claims = [
        a_claim(
            service_from=end, billed_cents=20_000, adjusted_cents=6_000, patient_cents=4_000, paid_cents=9_000,
            is_remitted=True,
        )
    ]  # fmt: skip

    found = counted("insurer_collection_rate", claims, Period(start=end - timedelta(days=9), end=end))

    assert (found.value is not None) == is_told
    assert figure_text(found) == ("90.0%" if is_told else "not known")


def test_collection_of_the_usual_period_is_told_of_the_one_that_closed(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all(
        [
            a_sent_claim(service="20251020", sent_on="20251021"),
            a_remittance(Paid(service="20251020"), paid_on="20251110"),
        ]
    )

    found = next(one for one in desk(filled).kpis().figures if one.id == "insurer_collection_rate")

    assert (found.period.start, found.period.end) == (date(2025, 8, 6), date(2025, 11, 3))
    assert (found.top, found.bottom) == (12_000, 12_000)


def test_a_claim_without_a_remittance_is_due_in_full_and_one_that_tells_no_adjustments_is_left_out() -> None:
    service, period = date(2025, 9, 1), Period(start=date(2025, 9, 1), end=date(2025, 9, 30))
    claims = [
        a_claim(service_from=service, paid_cents=10_000, adjusted_cents=10_000, is_remitted=True),
        a_claim(service_from=service),
        a_claim(service_from=service, paid_cents=5_000, knows_contract=False),
    ]

    found = counted("insurer_collection_rate", claims, period)

    assert (found.top, found.bottom) == (10_000, 30_000)
    assert found.notes == (
        "1 of 2 claims have no remittance: all of their charge counts as due.",
        "1 claims are left out: their export tells no adjustments.",
    )


def appeals(*outcomes: Outcome | None) -> tuple[Appeal, ...]:
    return tuple(
        Appeal(
            level=number,
            sent_on=date(2026, 1, 2),
            way="fax",
            reference="",
            decided_on=date(2026, 1, 20) if outcome else None,
            outcome=outcome,
        )
        for number, outcome in enumerate(outcomes, 1)
    )


@pytest.mark.parametrize(
    ("outcomes", "text"),
    [
        ([Outcome.OVERTURNED] * 5 + [Outcome.PARTLY] * 4 + [Outcome.UPHELD] * 11, "45.0%"),
        ([Outcome.OVERTURNED] * 9 + [Outcome.UPHELD] * 10, "too few"),
        ([Outcome.OVERTURNED] * 9 + [Outcome.UPHELD] * 10 + [Outcome.WITHDRAWN] * 5 + [None] * 5, "too few"),
        ([Outcome.OVERTURNED] * 10 + [Outcome.UPHELD] * 10 + [Outcome.WITHDRAWN] * 5 + [None] * 5, "50.0%"),
        ([], "too few"),
    ],
)
def test_the_overturn_rate_is_of_decided_appeals_and_of_20_at_least(outcomes: list[Outcome | None], text: str) -> None:
    found = counted("overturn_rate", [a_claim(appeals=appeals(*outcomes))], JANUARY)

    assert figure_text(found) == text


def test_an_appeal_counts_in_the_period_in_which_it_was_decided() -> None:
    february = Period(start=date(2026, 2, 1), end=date(2026, 2, 28))

    found = counted("overturn_rate", [a_claim(appeals=appeals(*[Outcome.OVERTURNED] * 20))], february)

    assert found.why_not == "Too few: 0 of at least 20 decided appeals."


@pytest.mark.parametrize(
    ("top", "bottom", "text"), [(1, 3, "33.3%"), (1, 16, "6.3%"), (1, 2000, "0.1%"), (2, 2, "100.0%"), (1, 0, "")]
)
def test_percentages_have_one_digit_and_round_half_away_from_zero(top: int, bottom: int, text: str) -> None:
    assert percent(top, bottom) == text


def test_every_figure_says_its_formula_and_period() -> None:
    for one in count_kpis([a_claim(DENIED)], an_aging(100), JANUARY).figures:
        assert "÷" in one.formula
        assert (one.value is None) == bool(one.why_not)
        assert one.period.days >= 1


def test_the_alt_text_tells_the_figures_and_keeps_to_slacks_limit() -> None:
    claims = [
        a_claim(a_remit("197:authorization:1", payer=f"PAYER {'X' * 300} {number}", is_denied=True))
        for number in range(9)
    ]

    long = chart_alt_text(an_aging(12_345), count_kpis(claims, an_aging(), JANUARY))
    short = chart_alt_text(an_aging(12_345), count_kpis([a_claim(DENIED), a_claim(PAID)], an_aging(), JANUARY))

    assert len(long) == 1000
    assert "over 120 days $123 (1 claim)" in short
    assert "AETNA 50.0% (1 of 2)" in short

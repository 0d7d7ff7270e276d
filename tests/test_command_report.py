"""`billing-bot report`: the sample practice's figures against an independent count, spellings, pictures, words."""

import csv
import json
import sqlite3
import struct
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from command_line import CommandLine, a_command_line, document_of

from data.samples import write_practice

Json = dict[str, Any]
TODAY = date(2026, 1, 15)
ROOT = Path(__file__).resolve().parents[1]
REDUCES = ("contractual", "informational", "patient_responsibility")


@pytest.fixture(scope="module")
def practice(codes_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """The sample practice, imported."""
    folder = tmp_path_factory.mktemp("reports")
    cli = a_command_line(codes_dir, folder)
    written = write_practice(folder / "sample", today=TODAY, seed=11, claims=140)
    done = cli.run("import", *map(str, written.files))
    assert done.exit_code in (0, 1), done.output
    return cli


@pytest.fixture(scope="module")
def db(practice: CommandLine) -> sqlite3.Connection:
    return sqlite3.connect(Path(practice.environment["BILLING_BOT_DATA_DIR"]) / "claims.db")


@pytest.fixture
def empty(codes_dir: Path, tmp_path: Path) -> CommandLine:
    return a_command_line(codes_dir, tmp_path)


def figures(cli: CommandLine, *words: str) -> Json:
    return dict(document_of(cli.run("report", "kpi", *words, "--json"))["figures"])


def counts(figure: Json) -> tuple[int, int]:
    money = "_cents" if "numerator_cents" in figure else ""
    return figure[f"numerator{money}"], figure[f"denominator{money}"]


# --- aging ---------------------------------------------------------------------------------------------------------


def bucket_of(day: str) -> str:
    if not day:
        return "no date"
    days = (TODAY - date.fromisoformat(day)).days
    return (
        "0-30" if days < 31 else "31-60" if days < 61 else "61-90" if days < 91 else "91-120" if days < 121 else ">120"
    )


@pytest.mark.parametrize(("age_from", "column"), [("service", "service_from"), ("first-bill", "first_sent_on")])
def test_aging_equals_a_count_over_the_export(
    practice: CommandLine, tmp_path: Path, age_from: str, column: str
) -> None:
    file = tmp_path / "claims.csv"
    assert practice.run("export", str(file)).exit_code == 0
    owed: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in csv.DictReader(file.open(newline="")):
        cents = round(float(row["balance"]) * 100)
        if cents > 0:
            for key in ((row["payer"], bucket_of(row[column])), ("", bucket_of(row[column]))):
                owed[key][0] += 1
                owed[key][1] += cents

    found = document_of(practice.run("report", "aging", "--from", age_from, "--json"))

    told = {
        (name, one["bucket"]): [one["claims"], one["cents"]]
        for name, row in [*((row["payer"], row) for row in found["payers"]), ("", found["total"])]
        for one in row["buckets"]
        if one["claims"]
    }
    assert told == owed
    assert found["total"]["cents"] == sum(row["cents"] for row in found["payers"]) > 0


def test_both_spellings_give_the_same_document(practice: CommandLine) -> None:
    spelled = [practice.run("report", word, "--json").stdout for word in ("aging", "ageing")]

    assert spelled[0] == spelled[1]
    assert (json.loads(spelled[0])["from"], json.loads(spelled[0])["by"]) == ("service", "payer")


def test_aging_by_owner_names_who_has_the_claims_and_sums_to_the_same(practice: CommandLine) -> None:
    by_payer, by_owner = (
        document_of(practice.run("report", "aging", "--by", word, "--json")) for word in ("payer", "owner")
    )

    assert by_owner["total"] == by_payer["total"]
    assert [row["owner"] for row in by_owner["owners"]] == [""]
    assert "(nobody)" in practice.run("report", "aging", "--by", "owner").stdout


def test_aging_is_told_in_words_with_its_clock(practice: CommandLine) -> None:
    told = practice.run("report", "aging", "--from", "first-bill").stdout.splitlines()

    assert told[0] == "Open balances as of 2026-01-15, days since the first bill"
    assert told[1].split() == ["payer", "0-30", "31-60", "61-90", "91-120", ">120", "no", "date", "all"]
    assert told[-1].startswith("total")


def test_an_empty_store_has_answers(empty: CommandLine) -> None:
    assert document_of(empty.run("report", "ageing", "--json"))["payers"] == []
    assert empty.run("report", "aging").exit_code == 0
    assert all(one["value"] is None and one["why_not"] for one in figures(empty).values())
    assert empty.run("report", "kpi").exit_code == 0


# --- figures -------------------------------------------------------------------------------------------------------


def refusing_carcs() -> set[str]:
    """Reasons that refuse an amount, by the table's own columns."""
    with (ROOT / "data" / "reference" / "carc_actions.csv").open(newline="") as file:
        return {
            row["code"]
            for row in csv.DictReader(file)
            if row["next_step"] not in ("wait", "info_only")
            and row["category"] not in (*REDUCES, "property_casualty")
            and row["code"] not in ("23", "B13")
        }


def test_the_denial_rate_equals_a_count_in_sql(practice: CommandLine, db: sqlite3.Connection) -> None:
    refusing = refusing_carcs()
    start = TODAY - timedelta(days=89)
    rows = db.execute(
        "SELECT fact.claim_id, payer.name, remitted.status, paid_cents, patient_cents, fact.charge_cents, ("
        "SELECT group_concat(carc) FROM adjustment WHERE adjustment.fact_id = fact.id AND group_code <> 'PR') "
        "FROM remitted JOIN fact ON fact.id = remitted.fact_id JOIN payment ON payment.id = remitted.payment_id "
        "JOIN payer ON payer.id = payment.payer_id WHERE paid_on BETWEEN ? AND ? AND status NOT IN ('22', '23', '25')",
        [start.isoformat(), TODAY.isoformat()],
    ).fetchall()
    decided: dict[tuple[int, str], bool] = {}
    for claim_id, payer, status, paid, patient, _charge, carcs in rows:
        is_refused = paid <= 0 and (status == "4" or (patient <= 0 and bool(refusing & set((carcs or "").split(",")))))
        decided[claim_id, payer] = decided.get((claim_id, payer), False) or is_refused
    by_payer: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (_, payer), is_denied in decided.items():
        by_payer[payer][0] += is_denied
        by_payer[payer][1] += 1

    found = figures(practice)["denial_rate"]

    assert counts(found) == (sum(decided.values()), len(decided))
    assert found["numerator"] > 10
    assert {one["payer"]: [one["denied"], one["remitted"]] for one in found["by_payer"]} == by_payer
    assert all(one["remitted"] == len(decided) for one in (*found["by_carc"], *found["by_category"]))


def test_days_in_ar_and_old_balances_equal_a_count_in_sql(practice: CommandLine, db: sqlite3.Connection) -> None:
    start, old = TODAY - timedelta(days=89), TODAY - timedelta(days=120)
    (owed,) = db.execute("SELECT sum(balance_cents) FROM claim WHERE balance_cents > 0").fetchone()
    (older,) = db.execute(
        "SELECT sum(balance_cents) FROM claim WHERE balance_cents > 0 AND service_from < ?", [old.isoformat()]
    ).fetchone()
    (charges,) = db.execute(
        "SELECT sum(billed_cents) FROM claim WHERE service_from BETWEEN ? AND ? AND id NOT IN ("
        "SELECT claim_id FROM fact JOIN sent ON sent.fact_id = fact.id WHERE frequency = '8')",
        [start.isoformat(), TODAY.isoformat()],
    ).fetchone()

    found = figures(practice)

    assert counts(found["days_in_ar"]) == (owed, charges)
    assert found["days_in_ar"]["value"] == pytest.approx(owed / (charges / 90), abs=1e-4)
    assert counts(found["ar_over_120"]) == (older, owed)


def test_claims_accepted_on_first_send_equal_a_count_in_sql(practice: CommandLine, db: sqlite3.Connection) -> None:
    """A 277CA row of A2 before the claim went out anew, and no rejection before that."""
    start = (TODAY - timedelta(days=89)).isoformat()
    sent = db.execute(
        "SELECT fact.claim_id, happened_on FROM fact JOIN sent ON sent.fact_id = fact.id ORDER BY happened_on"
    ).fetchall()
    days: dict[int, list[str]] = defaultdict(list)
    for claim_id, on in sent:
        days[claim_id].append(on)
    words: dict[int, set[str]] = defaultdict(set)
    for claim_id, on, codes in db.execute(
        "SELECT fact.claim_id, happened_on, codes FROM fact JOIN answer ON answer.fact_id = fact.id "
        "JOIN x12_transaction ON x12_transaction.id = fact.transaction_id WHERE x12_transaction.kind = '277CA'"
    ):
        again = [day for day in days[claim_id][1:] if day <= on]
        if not again:
            words[claim_id] |= {code[0] for code in json.loads(codes)}
    batches = {
        claim_id
        for (claim_id,) in db.execute(
            "SELECT fact.claim_id FROM fact JOIN sent ON sent.fact_id = fact.id JOIN envelope ON "
            "envelope.transaction_id = fact.transaction_id JOIN acknowledges ON acknowledges.envelope_id = envelope.id "
            "JOIN batch_ack ON batch_ack.id = acknowledges.ack_id WHERE outcome = 'rejected'"
        )
    }
    wanted = [claim_id for claim_id, (first, *_) in days.items() if first >= start]
    accepted = [
        one for one in wanted if "A2" in words[one] and not words[one] & {"A3", "A6", "A7", "A8"} and one not in batches
    ]

    found = figures(practice)["accepted_on_first_send"]

    assert counts(found) == (len(accepted), len(wanted))
    assert 0 < len(accepted) < len(wanted)


def test_first_pass_resolution_and_collection_equal_a_count_in_sql(
    practice: CommandLine, db: sqlite3.Connection
) -> None:
    refusing, start = refusing_carcs(), (TODAY - timedelta(days=89)).isoformat()
    first_sent = dict(
        db.execute(
            "SELECT claim_id, min(happened_on) FROM fact WHERE kind = 'sent' GROUP BY claim_id "
            "HAVING min(happened_on) >= ?",
            [start],
        )
    )
    remits: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in db.execute(
        "SELECT fact.claim_id, paid_on, payment.payer_id, status, paid_cents, fact.charge_cents, (SELECT group_concat("
        "group_code || carc) FROM adjustment WHERE adjustment.fact_id = fact.id) FROM remitted JOIN fact ON "
        "fact.id = remitted.fact_id JOIN payment ON payment.id = remitted.payment_id WHERE status <> '25' "
        "ORDER BY paid_on, status <> '22'"
    ):
        remits[row[0]].append(row)
    settled = 0
    for claim_id in first_sent:
        mine = [row for row in remits[claim_id] if row[2] == remits[claim_id][0][2]]
        if len(mine) == 1:
            (_, _, _, status, paid, charge, carcs) = mine[0]
            reasons = (carcs or "").split(",")
            others = {one[2:] for one in reasons if one[:2] not in ("PR", "")}
            waits = bool(others & {"133"})
            is_bundled_alone = others & refusing == {"97"} and (paid > 0 or any(one[:2] == "PR" for one in reasons))
            is_refused = bool(others & refusing) and not is_bundled_alone
            (billed,) = db.execute("SELECT billed_cents FROM claim WHERE id = ?", [claim_id]).fetchone()
            settled += status not in ("4", "22", "23") and not is_refused and not waits and charge >= billed
    low, high = (TODAY - timedelta(days=179)).isoformat(), (TODAY - timedelta(days=90)).isoformat()
    paid, due = db.execute(
        "SELECT sum(paid_cents), sum(billed_cents - adjusted_cents - patient_cents) FROM claim WHERE service_from "
        "BETWEEN ? AND ? AND id NOT IN (SELECT claim_id FROM fact JOIN sent ON sent.fact_id = fact.id "
        "WHERE frequency = '8')",
        [low, high],
    ).fetchone()

    found = figures(practice)

    assert counts(found["first_pass_resolution"]) == (settled, len(first_sent))
    assert 0 < settled < len(first_sent)
    assert counts(found["insurer_collection_rate"]) == (paid, due)
    assert found["insurer_collection_rate"]["period"] == {"from": low, "to": high, "days": 90}


def test_the_overturn_rate_says_too_few(practice: CommandLine) -> None:
    found = figures(practice)["overturn_rate"]

    assert (found["value"], found["text"]) == (None, "too few")
    assert found["why_not"] == "Too few: 0 of at least 20 decided appeals."


def test_figures_are_told_with_formula_and_period(practice: CommandLine) -> None:
    told = practice.run("report", "kpi", "--period", "december").stdout

    assert told.startswith("Period: 2025-12-01 to 2025-12-31 (31 days); as of 2026-01-15")
    assert "Denial rate: " in told
    assert "Days in A/R: not known" in told
    assert "What is owed is known as of today only: ask for a period that ends today." in told
    assert told.count("÷") >= 7
    assert "Denials by category" in told


def test_a_period_that_is_none_is_refused(practice: CommandLine) -> None:
    result = practice.run("report", "kpi", "--period", "someday")

    assert result.exit_code == 2
    assert "“someday” is no period that has begun" in result.stderr


# --- the picture ---------------------------------------------------------------------------------------------------


def test_the_picture_is_a_png_of_a_fixed_size_and_json_stays_alone_on_stdout(
    practice: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "report.png"

    document_of(practice.run("report", "kpi", "--png", str(file), "--json"))

    raw = file.read_bytes()
    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", raw[16:24]) == (1080, 1110)
    assert len(raw) > 20_000


def test_a_picture_of_an_empty_store_is_drawn_and_one_that_cannot_be_written_is_told(
    empty: CommandLine, tmp_path: Path
) -> None:
    assert empty.run("report", "kpi", "--png", str(tmp_path / "report.png")).exit_code == 0
    assert empty.run("report", "kpi", "--png", str(tmp_path / "no" / "report.png")).exit_code == 2


def test_matplotlib_is_loaded_only_by_who_draws(empty: CommandLine) -> None:
    done = empty.process("report", "kpi", PYTHONPROFILEIMPORTTIME="1")

    assert done.returncode == 0
    assert b"bot.charts" in done.stderr
    assert b"matplotlib" not in done.stderr

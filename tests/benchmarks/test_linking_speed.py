"""How linking grows with the claims that hang together: ratios of two sizes in one run, whatever the machine."""

import time
from datetime import date
from pathlib import Path

from fixed_clock import FixedClock
from x12_claims import Paid, a_remittance, a_sent_claim, write

from bot.imports.service import ImportDesk
from data.store.claims_file import ClaimsFile

CHAIN, ROWS, TIMES = 50, 1_500, 4
SLACK = 2
"""Four times as many may cost eight times as much, not sixteen times."""


def test_a_chain_of_replacements_is_not_walked_anew_for_each_of_them(tmp_path: Path) -> None:
    asked = {count: _run(tmp_path, f"chain-{count}", *_chain(count)) for count in (CHAIN, CHAIN * TIMES)}

    (few, few_s), (many, many_s) = asked.values()
    print(f"\n{CHAIN} replacements in a chain: {few:,} statements, {few_s:.2f} s")
    print(f"{CHAIN * TIMES} in a chain: {many:,} statements, {many_s:.2f} s")
    assert many / few < TIMES * SLACK


def test_many_rows_under_one_number_are_grouped_once(tmp_path: Path) -> None:
    asked = {count: _run(tmp_path, f"rows-{count}", _one_number(count)) for count in (ROWS, ROWS * TIMES)}

    (_, few_s), (_, many_s) = asked.values()
    print(f"\n{ROWS:,} rows of one number: {few_s:.2f} s; {TIMES} times as many: {many_s:.2f} s")
    assert many_s / few_s < TIMES * SLACK


def _chain(count: int) -> tuple[bytes, bytes]:
    """Each claim replaces the one before it, and names it by the payer's number that the remittance tells."""
    paid = a_remittance(*(Paid(number=f"N{place}", icn=f"ICN{place:05}") for place in range(count)))
    sent = (
        a_sent_claim(
            f"N{place}",
            frequency="7" if place else "1",
            original=f"ICN{place - 1:05}" if place else "",
            group=str(100 + place),
            control=f"{place + 1:04}",
            batch=f"B{place}",
        )
        for place in range(count)
    )
    return paid, b"".join(sent)


def _one_number(count: int) -> bytes:
    return a_remittance(
        *(
            Paid(number="ACCOUNT1", icn=f"ICN{place:05}", service=f"2025{1 + place % 12:02}{1 + place % 28:02}")
            for place in range(count)
        )
    )


def _run(folder: Path, name: str, *files: bytes) -> tuple[int, float]:
    """How many statements and seconds the last of the files takes, after the others."""
    own = folder / name
    own.mkdir()
    store = ClaimsFile(own)
    desk = ImportDesk(store, FixedClock(date(2026, 2, 1)))
    for number, raw in enumerate(files):
        statements: list[None] = []
        store.db.conn.set_trace_callback(lambda _: statements.append(None))  # noqa: B023 - taken anew for each file
        started = time.perf_counter()
        desk.import_file(write(own, f"{number}.x12", raw))
        took = time.perf_counter() - started
    store.close()
    return len(statements), took

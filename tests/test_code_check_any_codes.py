"""Whatever real codes are checked together: an answer, quickly, about those codes alone."""

import time
from functools import cache
from pathlib import Path

import pytest
from conftest import IN_FORCE
from fixed_clock import FixedClock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.code_check import CodeCheckDesk
from bot.lookup import CodeLookup
from bot.rules.code_check_case import Finding
from bot.views.blocks import MOST_MESSAGE_BLOCKS
from data.models import System
from data.store.codes import CodeStore

BY_ORDER = {
    "code-first", "code-first-order", "manifestation-first", "external-cause-first", "germ-first", "measure-first",
    "social-first", "only-first", "treatment-first", "pregnancy-first", "outcome-first", "acute-first",
    "severe-sepsis-order", "severe-sepsis-first", "severe-sepsis-alone",
}  # fmt: skip
CATEGORIES = (
    "A41 B20 B95 C50 D63 E08 E11 F02 G20 H25 H28 I10 I11 I12 I13 I50 J44 J96 K81 L97 M17 N18 O24 O80 P59 Q90 R65 S72 "
    "T45 T81 V43 W19 Y92 Z00 Z37 Z38 Z3A Z51 Z68 Z79"
).split()
TWELVE = "I10, E11.22, N18.30, I50.9, J44.1, J96.01, A41.9, R65.20, N17.9, E66.01, Z68.41, Z79.4"
MOST_MS = 20

relaxed = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@cache
def real_codes(path: Path) -> list[str]:
    store = CodeStore(path)
    found = [code for start in CATEGORIES for code in store.starting_with(start, System.ICD10CM, limit=60)]
    return [code.code for code in found]


@pytest.fixture(scope="session")
def codes(codes_dir: Path) -> list[str]:
    return real_codes(codes_dir / "codes.db")


@pytest.fixture(scope="session")
def desk(shared_lookup: CodeLookup) -> CodeCheckDesk:
    return CodeCheckDesk(shared_lookup, FixedClock(IN_FORCE))


def without_order(findings: tuple[Finding, ...]) -> list[tuple[str, str, frozenset[str]]]:
    kept = [finding for finding in findings if finding.rule not in BY_ORDER]
    return sorted(((str(one.severity), one.rule, frozenset(one.codes)) for one in kept), key=str)


@relaxed
@given(data=st.data())
def test_any_real_codes_give_findings_that_name_only_those(
    data: st.DataObject, codes: list[str], desk: CodeCheckDesk
) -> None:
    chosen = data.draw(st.lists(st.sampled_from(codes), min_size=1, max_size=12))

    check = desk.check(", ".join(chosen))

    assert [code for code, _ in check.codes] == chosen
    assert {code for finding in check.findings for code in finding.codes} <= set(chosen)
    assert all(finding.text and len(finding.codes) == len(set(finding.codes)) > 0 for finding in check.findings)


@relaxed
@given(data=st.data())
def test_the_order_of_the_codes_matters_only_to_the_rules_of_order(
    data: st.DataObject, codes: list[str], desk: CodeCheckDesk
) -> None:
    chosen = data.draw(st.lists(st.sampled_from(codes), min_size=2, max_size=8))
    mixed = data.draw(st.permutations(chosen))

    one, other = (desk.check(", ".join(some)).findings for some in (chosen, mixed))

    assert without_order(one) == without_order(other)


@relaxed
@given(data=st.data())
def test_the_answer_keeps_to_slacks_limits(data: st.DataObject, codes: list[str], desk: CodeCheckDesk) -> None:
    chosen = data.draw(st.lists(st.sampled_from(codes), min_size=2, max_size=50))

    view = desk.answer(f"check {', '.join(chosen)}")

    assert view is not None
    assert len(view["blocks"]) <= MOST_MESSAGE_BLOCKS
    assert sum(len(str(block)) for block in view["blocks"]) <= 16_000


@relaxed
@given(text=st.text(max_size=80))
def test_any_text_is_checked_or_left_to_the_look_up(text: str, desk: CodeCheckDesk) -> None:
    assert desk.check(text).on.year >= 2000
    assert desk.answer(text) is None or text.lower().lstrip().startswith(("check", "recheck", "please"))


def test_twelve_codes_are_checked_in_twenty_milliseconds(desk: CodeCheckDesk) -> None:
    desk.check(TWELVE)
    taken = []
    for _ in range(9):
        started = time.perf_counter()
        desk.check(TWELVE)
        taken.append((time.perf_counter() - started) * 1000)

    assert min(taken) <= MOST_MS

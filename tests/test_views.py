"""Every view we send, over many real codes, against Slack's limits and our own: sizes, escapes, opaque values."""

from datetime import date

import pytest
from fixed_clock import FixedClock

from bot.clock import Clock
from bot.codes import CodeDesk
from bot.help_desk import HelpDesk
from bot.lookup import CodeLookup
from bot.playground.limits import find_problems, find_view_problems
from bot.recent import RecentLists
from bot.views.blocks import View, escape
from bot.views.code_list import CodeList, ListedCode, code_list, nothing_found
from bot.views.ids import CodeRef, list_value, read_code_ref, read_list_value
from data.errors import ListGone
from data.models import Code, System

MOST_CHARACTERS = 12_000


@pytest.fixture(scope="module")
def clock() -> Clock:
    return FixedClock(date(2026, 11, 24))


@pytest.fixture
def desk(lookup: CodeLookup, clock: Clock) -> CodeDesk:
    return CodeDesk(lookup, RecentLists("/code"), clock)


@pytest.fixture(scope="module")
def many_codes(shared_lookup: CodeLookup) -> list[CodeRef]:
    """Every 400th code, and those with the most children, the most notes and the longest texts."""
    queries = (
        "SELECT id FROM code WHERE id % 400 = 0",
        "SELECT parent_id FROM code GROUP BY parent_id ORDER BY count(*) DESC LIMIT 40",
        "SELECT code_id FROM note WHERE code_id > 0 GROUP BY code_id ORDER BY sum(length(text)) DESC LIMIT 40",
        "SELECT id FROM code ORDER BY length(description) DESC LIMIT 40",
        "SELECT id FROM code WHERE length(key) = 2 AND id % 10 = 0",
    )
    with shared_lookup.store.reading() as db:
        ids = [row[0] for query in queries for row in db.execute(query) if row[0]]
    codes = [
        code
        for start in range(0, len(ids), 200)
        for code in shared_lookup.store.by_ids(ids[start : start + 200]).values()
    ]
    return [CodeRef(system=code.system, code=code.code, on=date(2026, 1, 15), list_id="x" * 12) for code in codes]


def _check_message(view: View) -> None:
    assert find_problems(view["blocks"], surface="message") == []
    assert sum(len(str(block)) for block in view["blocks"]) < 3 * MOST_CHARACTERS
    assert _characters(view) <= MOST_CHARACTERS
    assert view["text"]


def _characters(view: View) -> int:
    """What people read of a message."""
    total = 0
    for block in view["blocks"]:
        for part in (block.get("text"), *block.get("elements", [])):
            text = part.get("text", "") if isinstance(part, dict) else ""
            total += len(text if isinstance(text, str) else text.get("text", ""))
    return total


def test_every_card_keeps_slacks_limits(desk: CodeDesk, many_codes: list[CodeRef]) -> None:
    assert len(many_codes) > 300
    for ref in many_codes:
        _check_message(desk.card(ref, can_post=True))


def test_every_posted_card_keeps_slacks_limits(desk: CodeDesk, many_codes: list[CodeRef]) -> None:
    for ref in many_codes:
        _check_message(desk.posted(ref, "U0BEA0001"))


def test_every_modal_keeps_slacks_limits(desk: CodeDesk, many_codes: list[CodeRef]) -> None:
    for ref in many_codes:
        assert find_view_problems(desk.find(ref)) == []
        assert find_view_problems(desk.notes(ref)) == []
    assert find_view_problems(desk.find()) == []


@pytest.mark.parametrize(
    "text", ["fracture", "diabetes", "E11", "S52", "A4", "*<!channel>*", "x" * 5000, "", "I10 I11 I12"]
)
def test_every_answer_keeps_slacks_limits(desk: CodeDesk, text: str) -> None:
    _check_message(desk.answer(text, can_post=True))


def test_help_about_and_home_keep_slacks_limits(lookup: CodeLookup, clock: Clock) -> None:
    desk = HelpDesk(lookup, clock)

    _check_message(desk.help())
    _check_message(desk.about())
    assert find_view_problems({"type": "home", "blocks": desk.home_blocks()}) == []
    assert any("ended on 2026-09-30" in str(block) for block in desk.home_blocks())


def test_type_ahead_offers_options_within_slacks_limits(desk: CodeDesk) -> None:
    for text in ("fra", "heart att", "E1", "e11.", "left kn", "zzzz", "", "<b>"):
        for option in desk.options(text):
            assert 0 < len(option["text"]["text"]) <= 75
            assert len(option["value"]) <= 150
            assert len(option["description"]["text"]) <= 75


def test_text_from_data_cannot_mention_or_link() -> None:
    hostile = Code(
        id=1,
        system=System.HCPCS,
        code="A0000",
        description="<!channel> & <http://example.com|here>",
        billable=True,
        valid_from=date(2026, 1, 1),
        valid_to=None,
        release="<@U1>",
    )

    shown = str(code_list(CodeList(title="<!here>", rows=(ListedCode(code=hostile, why="<@U2>"),), total=1)))

    assert "<!" not in shown
    assert "<@" not in shown
    assert "<http" not in shown
    assert escape("a < b & c") == "a &lt; b &amp; c"


def test_what_was_typed_is_in_no_button(desk: CodeDesk) -> None:
    view = desk.answer("jane sample fracture of femur", can_post=True)

    values = [block["accessory"]["value"] for block in view["blocks"] if "accessory" in block]
    values += [one["value"] for block in view["blocks"] if block["type"] == "actions" for one in block["elements"]]

    assert values
    assert not [value for value in values if "sample" in value or "femur" in value]
    assert "sample" not in view["text"]


def test_a_list_that_is_no_longer_kept_says_what_to_do(desk: CodeDesk) -> None:
    with pytest.raises(ListGone, match="no longer kept") as caught:
        desk.page("gone", 1)

    assert "/code" in caught.value.hint


@pytest.mark.parametrize("on", [None, date(2026, 1, 15)])
def test_a_buttons_value_reads_back_as_it_was_written(on: date | None) -> None:
    ref = CodeRef(system=System.ICD10CM, code="E11.9", on=on, list_id="abc")

    assert read_code_ref(ref.value()) == ref
    assert read_list_value(list_value("abc", 2)) == ("abc", 2)


def test_nothing_found_says_what_to_try() -> None:
    view = nothing_found("Nothing fits those words.")

    _check_message(view)
    assert "/code heart attack" in str(view["blocks"])


def test_each_7th_character_has_a_button_that_tells_it_from_the_others(desk: CodeDesk) -> None:
    view = desk.card(CodeRef(system=System.ICD10CM, code="S52.501"), can_post=False)

    labels = [
        one["text"]["text"].split("  ", 1)[1]
        for block in view["blocks"]
        if block["type"] == "actions"
        for one in block["elements"]
        if one["text"]["text"].startswith("S52.501")
    ]

    assert len(labels) == 16
    assert len(set(labels)) == 16


def test_a_complete_code_asks_for_no_further_character(desk: CodeDesk) -> None:
    card = str(desk.card(CodeRef(system=System.ICD10CM, code="S72.001A"), can_post=False))

    assert "still to be added" not in card
    assert "still to be added" in str(desk.card(CodeRef(system=System.ICD10CM, code="S72.0"), can_post=False))

"""Whatever is typed or pasted, there is an answer: no error, no long wait, nothing run as SQL or as a search query."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.clock import monotonic
from bot.lookup import CodeLookup
from bot.lookup.answers import AnswerKind
from data.models import System

LONGEST_WAIT_S = 5.0
"""Generous: a look-up takes some milliseconds, and machines that run tests are busy."""
ANY_TEXT = st.text(st.characters(), max_size=80)
MARKUP = st.lists(
    st.sampled_from(
        ["*", "_", "~", "`", "```", "<@U012AB>", "<#C012|x>", "<!channel>", "<https://x.example|E11.9>", "&amp;",
         "&lt;", ">", "E11.9", "I10,", "on", "2026-01-15", "99213", "heart", "attack", "diabeties", "lt",
         "\n", "\t", "\u200b"]
    ),
    max_size=12,
).map(" ".join)  # fmt: skip
SEARCH_SYNTAX = st.lists(
    st.sampled_from(
        ["NEAR(", "AND", "OR", "NOT", "*", '"', "'", "(", ")", "col:", "words:", "^", "-", "+", "{", "}", "rowid", ";",
         "--", "/*", "*/", "heart", "E11*", "%", "_", "\\", "=", "1", "?", ":x", "$1", "\x00"]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip
NASTY = [
    '" OR 1=1',
    "'; DROP TABLE code; --",
    "' UNION SELECT * FROM build --",
    "NEAR(heart attack, 2)",
    "NEAR(",
    "heart AND",
    "NOT heart",
    "words:heart",
    "col:value",
    "*",
    "heart*",
    "^heart",
    '"heart',
    "heart\"attack'",
    "((((((",
    "{heart attack}",
    "E11.9\x00",
    "\x00",
    "heart\x00attack",
    "a" * 5_000,
    "E11.9 " * 1_000,
    "heart attack " * 400,
    "abcdefgh " * 600,
    "1234567890" * 500,
    "." * 5_000,
    ", , , ; ; / / | |",
    "?!?!?!",
    "\u202eE11.9\u202c",
    "סוכרת",
    "مرض السكري E11.9",
    "糖尿病",
    "e\u0301" * 400,
    "Z\u0351\u036b\u0343a\u0322lgo",
    "\U0001f469\u200d\U0001f4bb heart attack \U0001f44d\U0001f3fd",
    "\ud800 lone surrogate",
    "\ufeffE11.9",
    "\u00a0E11.9\u00a0",
    "E11.9\r\n\r\nI10",
    "<script>alert(1)</script>",
    "{{7*7}} ${7*7} %s %n",
    "../../etc/passwd",
    "on on on on",
    "on 2026-01-15 on 2026-01-15",
    "E11.9 on 9999-12-31",
    "E11.9 on 0001-01-01",
    "diabetes on today on yesterday",
    "0x1F 1e9 -1 +1 NaN",
    " ".join(f"E{n:02}.{m}" for n in range(100) for m in range(10)),
]


@pytest.mark.parametrize("text", NASTY, ids=[f"{place}" for place in range(len(NASTY))])
@pytest.mark.parametrize("system", [None, System.ICD10CM, System.MODIFIER])
def test_a_nasty_text_gets_an_answer_soon(lookup: CodeLookup, text: str, system: System | None) -> None:
    answers_soon(lookup, text, system)


@pytest.mark.parametrize(
    "text",
    ["\ufeffE11.9", "\u00a0E11.9\u00a0", "\u200eE11.9\u200f", "E\u200b11.9", "E11.9\x00", "<https://x.example|E11.9>"],
)
def test_invisible_characters_and_links_do_not_hide_a_code(lookup: CodeLookup, text: str) -> None:
    assert [match.code.code for match in lookup.look_up(text).matches] == ["E11.9"]


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE code; --", '" OR 1=1', "*", "^", "((((((", "\x00", "?!?!?!", "." * 5_000]
)
def test_syntax_alone_finds_nothing(lookup: CodeLookup, text: str) -> None:
    answer = lookup.look_up(text)

    assert answer.kind is AnswerKind.NOTHING or "DROP" in text
    assert lookup.look_up("E11.9").matches[0].code.code == "E11.9"


def test_search_syntax_is_read_as_words(lookup: CodeLookup) -> None:
    codes = [match.code.code for match in lookup.look_up('"heart" AND (attack)').matches]

    assert codes[:1] == ["I21.9"]


def test_only_the_beginning_of_a_very_long_text_is_read(lookup: CodeLookup) -> None:
    answer = lookup.look_up("E11.9 " + "x" * 100_000)

    assert answer.matches[0].code.code == "E11.9"
    assert len(answer.query) <= 300


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_TEXT)
@example("")
def test_any_text_gets_an_answer_soon(lookup: CodeLookup, text: str) -> None:
    answers_soon(lookup, text, None)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(MARKUP, SEARCH_SYNTAX), st.sampled_from([None, *System]))
def test_any_markup_or_search_syntax_gets_an_answer_soon(lookup: CodeLookup, text: str, system: System | None) -> None:
    answers_soon(lookup, text, system)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(ANY_TEXT, MARKUP, SEARCH_SYNTAX))
def test_any_unfinished_text_gets_suggestions_or_none(lookup: CodeLookup, text: str) -> None:
    assert len(lookup.suggest(text, limit=20)) <= 20


def answers_soon(lookup: CodeLookup, text: str, system: System | None) -> None:
    started = monotonic()
    answer = lookup.look_up(text, system=system)
    took = monotonic() - started

    assert took < LONGEST_WAIT_S
    assert bool(answer.matches) is (answer.kind is not AnswerKind.NOTHING)
    assert answer.matches or answer.note
    assert all(match.why and 0 <= match.score <= 100 for match in answer.matches)

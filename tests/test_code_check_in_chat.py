"""Codes checked together as people see it in the chat: the real bot, through the real wire."""

import pytest
from bot_in_chat import Chat, words


@pytest.mark.parametrize(
    "typed",
    [
        "check I10, E11.22, N18.30 on 2026-01-15",
        "check on 1/15/2026 i10 e1122 n1830",
        "Check these codes: I10; E11.22; N18.30",
    ],
)
def test_codes_are_checked_together_errors_first(chat: Chat, typed: str) -> None:
    answer = chat.code(typed)

    text = words(answer["blocks"])
    assert answer["ephemeral"]
    assert "3 codes checked: 1 error*, as of 2026-01-15" in text
    assert "`E11.22` Type 2 diabetes mellitus with diabetic chronic kidney disease" in text
    assert "Use I12.9 (hypertensive chronic kidney disease) in place of I10" in text
    assert text.index("To correct") < text.index("Good to know")
    assert "Not checked: the record" in text


def test_codes_that_go_together_say_so(chat: Chat) -> None:
    text = words(chat.code("check G30.9, F02.80")["blocks"])

    assert "2 codes checked: nothing to correct" in text
    assert "To correct" not in text


def test_a_code_that_does_not_exist_counts_and_names_the_nearest(chat: Chat) -> None:
    text = words(chat.code("check I10, E11.99")["blocks"])

    assert "2 codes checked: 1 error" in text
    assert "The nearest: E11.9 (Type 2 diabetes mellitus without complications)" in text


def test_a_message_to_the_bot_is_checked_too(chat: Chat) -> None:
    answer = chat.ask_directly("check E11.9, O24.410, Z3A.20", user="bea")

    assert "gestational diabetes (O24.4-)" in words(answer["blocks"])


def test_several_codes_looked_up_say_how_they_are_checked(chat: Chat) -> None:
    found = words(chat.code("I10, E11.22, N18.30")["blocks"])

    assert "Check them together: `/code check I10, E11.22, N18.30`" in found
    assert "Check them together" not in words(chat.code("heart attack")["blocks"])


def test_check_without_codes_says_how_it_is_written(chat: Chat) -> None:
    assert "`/code check I10, E11.22, N18.30 on 2026-01-15`" in words(chat.code("check")["blocks"])


@pytest.mark.parametrize("typed", ["check up before surgery", "checkup", "check vitamin b12"])
def test_words_after_check_are_looked_up_as_words(chat: Chat, typed: str) -> None:
    assert "checked:" not in words(chat.code(typed)["blocks"])


def test_a_date_that_is_none_is_said(chat: Chat) -> None:
    assert "“2026-13-45” is no date I can read" in words(chat.code("check I10, E78.5 on 2026-13-45")["blocks"])

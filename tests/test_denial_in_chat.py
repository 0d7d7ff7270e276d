"""What people see when they ask about denial codes in the chat: the real bot, through the real wire."""

import pytest
from bot_in_chat import Chat, Json, buttons, words

from bot.denials import DenialDesk
from bot.playground.limits import find_problems
from bot.views.blocks import View
from bot.views.denial_ids import DenialRef, read_denial_ref
from data.claim_models import PayerKind
from data.denial_models import DenialKind, TypedDenial
from data.importers.denial_tables import read_denial_tables

TABLES = read_denial_tables()
MOST_CHARACTERS = 12_000


def asked(chat: Chat, text: str, *, user: str = "bea", channel: str = "billing") -> Json:
    answer = chat.door.command("/denial", text, user=user, channel=channel)
    assert answer["ok"], answer
    return chat.door.last_message(user=user, channel=channel)


def test_a_reason_with_a_remark_says_what_to_do_and_what_not(chat: Chat) -> None:
    message = asked(chat, "CO 16 M51")
    card = words(message["blocks"])

    assert message["ephemeral"]
    assert "What to do: CO-16 M51" in card
    assert "1. Mend: procedure code of the line" in card
    assert "🚫 Never bill the patient for a CO amount." in card
    assert "Usually the work of: coder" in card
    assert "Decided by: remark M51" in card
    assert "reason code (CARC)" in card
    assert "remark code (RARC)" in card


@pytest.mark.parametrize("typed", ["CO-97", "co97", "co 97", "what is CO-97?", "*CO-97*"])
def test_a_reason_in_any_writing_gives_its_card(chat: Chat, typed: str) -> None:
    card = words(asked(chat, typed)["blocks"])

    assert "Already paid inside another service" in card
    assert "only if the NCCI indicator is 1" in card


def test_a_bare_number_of_two_lists_is_asked_about_and_a_press_answers(chat: Chat) -> None:
    question = asked(chat, "16")
    assert [button["text"]["text"] for button in buttons(question["blocks"])] == [
        "Reason 16 (on a remittance)",
        "Status code 16 (on a status report)",
    ]

    card = chat.press(question, "Status code")

    assert card["id"] == question["id"]
    assert "status code (277)" in words(card["blocks"])
    assert "Claim was sent on" in words(card["blocks"])


def test_the_other_press_gives_the_reason(chat: Chat) -> None:
    card = words(chat.press(asked(chat, "97"), "Reason 97")["blocks"])

    assert "Already paid inside another service" in card


def test_a_rejection_is_worked_as_its_status_code_says(chat: Chat) -> None:
    card = words(asked(chat, "A7:562:85")["blocks"])

    assert "Mend: NPI of the billing provider (562)" in card
    assert "a rejected claim was never decided" in card
    assert "Correction: new claim" in card


def test_a_retired_and_an_unknown_number_say_so(chat: Chat) -> None:
    assert "Retired number. Now 287 or 288" in words(asked(chat, "CO-165")["blocks"])
    assert "CO-400 is not in my list of reason codes. Near it are 308" in words(asked(chat, "CO-400")["blocks"])


def test_several_reasons_are_advised_on_together_the_refused_one_first(chat: Chat) -> None:
    card = words(asked(chat, "CO-45 CO-29 medicare")["blocks"])

    assert "1. CO-29: Ask the contractor for an exception" in card
    assert card.index("CO-29: Ask") < card.index("CO-45: Post it")
    assert "No appeal in Medicare" in card


def test_a_group_alone_is_explained(chat: Chat) -> None:
    assert "The payer says that the patient owes this amount" in words(asked(chat, "PR")["blocks"])


def test_post_to_channel_shows_everybody_the_card_once(chat: Chat) -> None:
    card = asked(chat, "CO-236")
    before = len(chat.door.messages(user="lee", channel="billing"))
    chat.press(card, "Post to channel")
    chat.press(card, "Post to channel")

    seen = chat.door.messages(user="lee", channel="billing")
    assert len(seen) == before + 1
    assert "Posted by <@" in words(seen[-1]["blocks"])
    assert not buttons(seen[-1]["blocks"])


@pytest.mark.parametrize("typed", ["denial CO-16 N290", "/denial co16 n290", "Denials: co 16 n290"])
def test_a_message_that_begins_with_denial_is_answered_so(chat: Chat, typed: str) -> None:
    answer = chat.ask_directly(typed, user="bea")

    assert "What to do: CO-16 N290" in words(answer["blocks"])


@pytest.mark.parametrize("typed", ["", "hello", "<!channel> <@U123>", "x" * 3000, "10432"])
def test_any_text_gets_a_kind_answer(chat: Chat, typed: str) -> None:
    card = words(asked(chat, typed)["blocks"])

    assert "I found no denial code in that" in card
    assert "<!channel>" not in card


def test_help_typed_after_the_command_helps(chat: Chat) -> None:
    assert "/denial CO-97 N30" in words(asked(chat, "help")["blocks"])


# --- every card keeps Slack's limits -------------------------------------------------------------------------------


def _check(view: View) -> None:
    assert find_problems(view["blocks"], surface="message") == []
    assert len(words(view["blocks"])) <= MOST_CHARACTERS
    assert view["text"]


def test_every_card_keeps_slacks_limits() -> None:
    desk = DenialDesk(lambda: TABLES)
    for carc in TABLES.carcs:
        _check(desk.answer(f"CO-{carc}", can_post=True))
        _check(desk.answer(f"carc {carc}", can_post=False))
    for remark in TABLES.remarks:
        _check(desk.answer(remark, can_post=True))
        _check(desk.answer(f"PR-96 {remark} medicare", can_post=True))
    for category in TABLES.categories:
        _check(desk.answer(f"{category}:562:85", can_post=True))
    for status in TABLES.statuses:
        _check(desk.answer(f"A7 {status}", can_post=True))
        _check(desk.answer(status, can_post=True))


def test_the_longest_card_keeps_slacks_limits() -> None:
    desk = DenialDesk(lambda: TABLES)
    longest = sorted(TABLES.carcs.values(), key=lambda one: -len(one.note + one.meaning))[:14]

    _check(desk.answer(" ".join(f"CO-{one.code}" for one in longest), can_post=True))
    _check(desk.answer(" ".join(one for one in TABLES.statuses), can_post=True))


def test_a_button_carries_codes_and_gives_them_back() -> None:
    ref = DenialRef(
        codes=(
            TypedDenial(kind=DenialKind.REASON, code="97", group="CO"),
            TypedDenial(kind=DenialKind.REMARK, code="N30"),
        ),
        payer_kind=PayerKind.MEDICARE,
        is_qmb=True,
        entity="85",
    )

    assert read_denial_ref(ref.value()) == ref


@pytest.mark.parametrize("wrong", ["", "C:97:CO", "X:97:|unknown|0|", "C:97|unknown|0|", "C:97:|nobody|0|"])
def test_a_value_that_is_none_of_ours_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"unpack|X|nobody"):
        read_denial_ref(wrong)


def test_codes_that_are_too_many_at_once_are_counted() -> None:
    desk = DenialDesk(lambda: TABLES)

    card = desk.answer(" ".join(f"CO-{one}" for one in list(TABLES.carcs)[:15]), can_post=True)

    assert "3 more codes left out: ask for fewer at once." in words(card["blocks"])
    assert "left out" not in words(desk.answer("CO-97 N30", can_post=True)["blocks"])


def test_what_to_mend_is_said_as_a_thing_or_as_a_step_of_its_own() -> None:
    desk = DenialDesk(lambda: TABLES)

    assert "To mend: procedure code" in words(desk.answer("CO-16 M51", can_post=True)["blocks"]).replace("Pro", "pro")
    step = words(desk.answer("CO-97 N30", can_post=True)["blocks"])
    assert "\nCheck benefits for this service" in step
    assert "To mend: Check" not in step

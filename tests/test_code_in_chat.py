"""What people see when they look up codes in the chat: the real bot, through the real wire."""

import time

import pytest
from bot_in_chat import Chat, Json, buttons, words


def test_words_give_a_list_that_only_the_asker_sees(chat: Chat) -> None:
    message = chat.code("heart attack")

    assert message["ephemeral"]
    assert "*I21.9*" in words(message["blocks"][2:3])
    assert "“heart attack” stands for acute myocardial infarction" in words(message["blocks"])
    assert message["id"] not in [one["id"] for one in chat.door.messages(user="lee", channel="billing")]


@pytest.mark.parametrize("typed", ["E11.9", "e119", "E11.9.", "e 11.9", "what is E11.9?", "*E11.9*", "ICD-10 e119"])
def test_an_exact_code_in_any_typing_gives_its_card(chat: Chat, typed: str) -> None:
    card = words(chat.code(typed)["blocks"])

    assert "*E11.9*" in card
    assert "Type 2 diabetes mellitus without complications" in card
    assert "✅ Billable" in card
    assert "in FY2026: 2025-10-01 to 2026-09-30" in card


def test_a_header_offers_its_children_and_a_child_opens_in_place(chat: Chat) -> None:
    header = chat.code("E11.6")
    assert "Not billable: choose a more specific code" in words(header["blocks"])

    child = chat.press(header, "E11.65")

    assert child["id"] == header["id"]
    assert "*E11.65*" in words(child["blocks"])
    assert "✅ Billable" in words(child["blocks"])


def test_from_a_card_one_goes_back_to_the_list(chat: Chat) -> None:
    first = chat.code("heart attack")
    card = chat.press(first, "Open")
    assert "*I21.9*" in words(card["blocks"])

    back = chat.press(card, "Back to the list")

    assert words(back["blocks"]) == words(first["blocks"])


def test_from_a_card_of_another_page_one_goes_back_to_that_page(chat: Chat) -> None:
    second = chat.press(chat.code("fracture of femur"), "More")

    back = chat.press(chat.press(second, "Open"), "Back to the list")

    assert words(back["blocks"]) == words(second["blocks"])


def test_a_long_list_has_pages(chat: Chat) -> None:
    first = chat.code("fracture of femur")
    assert "1 to 6 of" in words(first["blocks"])

    second = chat.press(first, "More")

    assert "7 to 12 of" in words(second["blocks"])
    assert words(chat.press(second, "Previous")["blocks"]) == words(first["blocks"])


def test_post_to_channel_shows_everybody_the_card_without_buttons(chat: Chat) -> None:
    card = chat.code("I10")
    chat.press(card, "Post to channel")

    posted = chat.door.last_message(user="lee", channel="billing")

    assert "Essential (primary) hypertension" in words(posted["blocks"])
    assert "Posted by <@" in words(posted["blocks"])
    assert not posted["ephemeral"]
    assert not buttons(posted["blocks"])


def test_a_second_press_on_post_to_channel_posts_nothing(chat: Chat) -> None:
    card = chat.code("E78.5")
    before = len(chat.door.messages(user="lee", channel="billing"))

    chat.press(card, "Post to channel")
    chat.press(card, "Post to channel")

    assert len(chat.door.messages(user="lee", channel="billing")) == before + 1


def test_a_posted_card_tells_no_date_of_service(chat: Chat) -> None:
    chat.press(chat.code("E11.9 on 3/4/2025"), "Post to channel")

    posted = chat.door.last_message(user="lee", channel="billing")

    assert "2025-03-04" not in words(posted["blocks"])


def test_a_date_of_birth_is_in_no_answer_and_no_button(chat: Chat) -> None:
    message = chat.code("Pat Sample E11.9 DOB 1/2/1950")

    assert "*E11.9*" in words(message["blocks"])
    assert "1950" not in str([button["value"] for button in buttons(message["blocks"])])


def test_the_newest_choice_wins_when_several_come_at_once(chat: Chat) -> None:
    before = len(chat.answers(user="ada"))
    chat.door.shortcut("find_code", user="ada")
    modal = chat.door.top_modal(user="ada")
    for value in ("ICD-10-CM|I10||", "ICD-10-CM|E11.9||", "ICD-10-CM|J45.909||"):
        chat.door.post("click", user="ada", view=modal["id"], action_id="find_code_choice", value=value, settle=False)

    chat.door.close(modal["id"], user="ada")

    assert len(chat.answers(user="ada")) == before


def test_the_card_has_own_and_inherited_notes_with_their_origin(chat: Chat) -> None:
    card = words(chat.code("E11.22")["blocks"])

    assert "Use additional code" in card
    assert "(N18.1-N18.6)" in card
    assert "_from E11_" in card


def test_all_notes_open_in_a_modal(chat: Chat) -> None:
    card = chat.code("I21.4")
    chat.press(card, "All notes")

    modal = chat.door.top_modal(user="bea")

    assert modal["title"] == "Notes: I21.4"
    assert "Excludes2" in words(modal["blocks"])
    chat.door.close(modal["id"], user="bea")


def test_a_fracture_stem_offers_its_7th_characters(chat: Chat) -> None:
    card = chat.code("S52.501")

    labels = [button["text"]["text"] for button in buttons(card["blocks"])]

    assert any(label.startswith("S52.501A") for label in labels)
    assert any(label.startswith("S52.501S") for label in labels)


def test_the_other_side_is_one_press_away(chat: Chat) -> None:
    card = chat.code("S52.501A")

    other = chat.press(card, "left")

    assert "*S52.502A*" in words(other["blocks"])


def test_a_date_before_the_loaded_edition_is_said(chat: Chat) -> None:
    card = words(chat.code("e119 on 2025-03-01")["blocks"])

    assert "FY2026 starts on 2025-10-01" in card
    assert "does not show what was valid then" in card


def test_a_code_that_does_not_exist_offers_the_nearest_real_ones(chat: Chat) -> None:
    message = chat.code("E11.99")

    assert "E11.99 is not a code" in words(message["blocks"])
    assert any("E11.9" in button["action_id"] for button in buttons(message["blocks"]))


def test_several_codes_are_listed_in_the_order_typed(chat: Chat) -> None:
    message = chat.code("I10, E11.22, N18.30")

    listed = [button["action_id"].rsplit(":", 1)[1] for button in buttons(message["blocks"])]

    assert listed[:3] == ["I10", "E11.22", "N18.30"]


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "😀😀", "!!!", "x" * 5000, "<script>alert(1)</script>", "'; DROP TABLE code; --", '" OR 1 NEAR(', "*"],
)
def test_any_text_gets_a_kind_answer(chat: Chat, typed: str) -> None:
    message = chat.code(typed)

    assert "Traceback" not in words(message["blocks"])
    assert words(message["blocks"]).strip()


def test_what_was_typed_cannot_mention_anybody(chat: Chat) -> None:
    message = chat.code("fracture <!channel> femur &amp; <@U123>")

    assert "<!channel>" not in words(message["blocks"])
    assert "<@U123>" not in words(message["blocks"])


def test_the_shortcut_finds_a_code_with_type_ahead_and_sends_it(chat: Chat) -> None:
    chat.door.shortcut("find_code", user="cody")
    modal = chat.door.top_modal(user="cody")
    options = chat.door.suggest(
        "find_code_choice", "heart att", user="cody", view=modal["id"], block_id="find_code_block"
    )["options"]
    assert options[0]["text"].startswith("I21.9")

    chat.door.click("find_code_choice", user="cody", view=modal["id"], value=options[0]["value"])
    shown = chat.door.top_modal(user="cody")
    assert "Acute myocardial infarction, unspecified" in words(shown["blocks"])

    chosen = {"find_code_block": {"find_code_choice": options[0]["value"]}}
    chat.door.submit(shown["id"], chosen, user="cody")
    assert not chat.door.views(user="cody")["modals"]
    assert "*I21.9*" in words(chat.door.last_message(user="cody", channel="dm")["blocks"])


def test_a_direct_message_is_answered_like_the_command(chat: Chat) -> None:
    answer = chat.ask_directly("wheelchair", user="pat")

    assert "HCPCS Level II" in words(answer["blocks"])
    card = chat.press(answer, "Open", user="pat")
    assert "Back to the list" in words(card["blocks"])
    assert "Post to channel" not in words(card["blocks"])


def test_an_event_that_slack_repeats_is_answered_once(chat: Chat) -> None:
    chat.door.fault("redeliver", count=1)
    before = len(chat.answers(user="ada"))
    chat.ask_directly("copd", user="ada")

    assert len(chat.answers(user="ada")) == before + 1


def test_an_answer_waits_and_comes_when_slack_says_too_many(chat: Chat) -> None:
    chat.door.fault("429", count=1)
    answer = chat.ask_directly("gout", user="lee")

    assert "M10.9" in words(answer["blocks"])


def test_a_mention_is_answered_in_its_thread(chat: Chat) -> None:
    chat.door.message("@billing-bot what is J45.909", user="bea", channel="coding")

    asked = next(one for one in reversed(chat.door.messages(user="bea", channel="coding")) if not one["is_bot"])
    answer = chat.door.messages(user="bea", channel="coding", thread_ts=asked["ts"])[-1]

    assert "*J45.909*" in words(answer["blocks"])


def test_codes_in_a_message_are_looked_up_for_the_asker_alone(chat: Chat) -> None:
    chat.door.message("Bill this with M54.50 please", user="lee", channel="denials")
    asked = chat.door.last_message(user="bea", channel="denials")

    chat.door.shortcut("codes_here", user="bea", message=asked["id"])

    answer = chat.door.last_message(user="bea", channel="denials")
    assert answer["ephemeral"]
    assert "*M54.50*" in words(answer["blocks"])


def test_app_home_says_what_is_loaded(chat: Chat) -> None:
    chat.door.home(user="bea")

    home = words(chat.door.views(user="bea")["home"]["blocks"])

    assert "98,186 codes" in home
    assert "/code heart attack" in home


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("help", "/code E11.9"),
        ("about", "National Center for Health Statistics"),
        ("statistics now", "`/billing` has no such topic."),
    ],
)
def test_billing_helps_and_tells_what_it_stands_on(chat: Chat, text: str, expected: str) -> None:
    chat.door.command("/billing", text, user="bea", channel="billing")

    assert expected in words(chat.door.last_message(user="bea", channel="billing")["blocks"])


def test_a_failing_answer_is_told_and_the_next_press_works(chat: Chat) -> None:
    card = chat.code("E11.6")
    chat.door.fault("error", count=1)
    chat.press(card, "E11.65")
    told = chat.door.last_message(user="bea", channel="billing")
    assert "Slack did not take the answer" in told["text"]

    after = chat.press(card, "E11.65")

    assert "*E11.65*" in words(after["blocks"])


def test_where_the_place_no_longer_takes_answers_the_person_is_told_in_their_messages(chat: Chat) -> None:
    card = chat.code("E11.6", user="lee")
    chat.door.fault("error", count=2)
    before = len(chat.answers(user="lee"))

    chat.press(card, "E11.65", user="lee")

    told = chat.answers(user="lee")[before:]
    assert "Slack did not take the answer" in told[0]["text"]


@pytest.mark.parametrize("kind", ["error", "429"])
def test_a_post_that_slack_refused_can_be_pressed_again(chat: Chat, kind: str) -> None:
    card = chat.code("Z79.4", user="ada", channel="coding")
    chat.door.fault(kind, count=1)
    chat.press(card, "Post to channel", user="ada")
    chat.press(card, "Post to channel", user="ada")

    until = time.monotonic() + 10
    while not _posts(chat, "Z79.4") and time.monotonic() < until:
        time.sleep(0.1)

    assert _posts(chat, "Z79.4")
    chat.door.fault("none")


def test_a_post_whose_answer_was_lost_is_there_once_and_is_said_to_be_doubtful(chat: Chat) -> None:
    card = chat.code("Z79.82", user="cody", channel="coding")
    chat.door.fault("drop_answer", count=1)

    chat.press(card, "Post to channel", user="cody")

    assert len(_posts(chat, "Z79.82")) == 1
    assert "look whether mine is there" in chat.door.last_message(user="cody", channel="coding")["text"]


def test_help_typed_after_the_command_helps(chat: Chat) -> None:
    assert "/code heart attack" in words(chat.code("help")["blocks"])


def _posts(chat: Chat, code: str) -> list[Json]:
    seen = chat.door.messages(user="bea", channel="coding")
    return [one for one in seen if f"*{code}*" in words(one["blocks"]) and "Posted by" in words(one["blocks"])]

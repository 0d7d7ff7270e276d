"""From a header to a billable code by buttons, one question at a time, and rows that look alike as one."""

from bot_in_chat import Chat, Json, buttons, words


def labels(message: Json) -> list[str]:
    return [button["text"]["text"] for button in buttons(message["blocks"])]


def test_a_header_whose_codes_differ_by_side_asks_for_the_side_first(chat: Chat) -> None:
    card = chat.code("S61.21")

    assert "Which side?" in words(card["blocks"])
    assert {"Right", "Left"} <= set(labels(card))


def test_side_finger_and_visit_lead_to_a_code_that_can_be_billed(chat: Chat) -> None:
    fingers = chat.press(chat.code("S61.21"), "Left")
    codes = [label for label in labels(fingers) if label.startswith("S61.2")]
    assert codes
    assert all("left" in label for label in codes)

    visits = chat.press(fingers, "S61.211")
    card = chat.press(visits, "S61.211A")

    assert "*S61.211A*" in words(card["blocks"])
    assert "✅ Billable" in words(card["blocks"])


def test_an_answer_that_leaves_one_code_opens_it(chat: Chat) -> None:
    card = chat.code("S52.501")
    assert "Which visit?" in words(card["blocks"])

    sequela = chat.press(card, "Sequela")

    assert "*S52.501S*" in words(sequela["blocks"])
    assert "✅ Billable" in words(sequela["blocks"])


def test_a_visit_narrows_the_7th_characters_of_a_fracture(chat: Chat) -> None:
    initial = chat.press(chat.code("S52.501"), "Initial")

    codes = [label for label in labels(initial) if label.startswith("S52.501")]

    assert [code[:8] for code in codes] == ["S52.501A", "S52.501B", "S52.501C"]


def test_an_answer_can_be_taken_back(chat: Chat) -> None:
    first = chat.code("S61.21")

    again = chat.press(chat.press(first, "Left"), "All of them")

    assert words(again["blocks"]) == words(first["blocks"])


def test_codes_that_differ_by_the_side_alone_are_chosen_at_once(chat: Chat) -> None:
    card = chat.code("M25.56")

    assert "Which side?" not in words(card["blocks"])
    assert any(label.startswith("M25.561") for label in labels(card))


def test_a_button_carries_a_code_and_an_answer_and_nothing_that_was_typed(chat: Chat) -> None:
    card = chat.code("S61.21")

    values = [button["value"] for button in buttons(card["blocks"]) if button["action_id"].startswith("code_open:pick")]

    assert values
    assert all(value.split("|")[:2] == ["ICD-10-CM", "S61.21"] for value in values)
    assert len({button["action_id"] for button in buttons(card["blocks"])}) == len(buttons(card["blocks"]))


def test_sides_of_one_condition_stand_in_one_row(chat: Chat) -> None:
    message = chat.code("knee effusion")

    listed = [button["action_id"].rsplit(":", 1)[1] for button in buttons(message["blocks"])]

    assert "M25.469" in listed
    assert not {"M25.461", "M25.462"} & set(listed)
    assert "`M25.461` right" in words(message["blocks"])

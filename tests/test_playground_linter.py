"""The Block Kit linter finds every planted fault where it is, and nothing in what is legal."""

from typing import Any

import pytest
from playground_blocks import (
    actions,
    an_input,
    bullets,
    button,
    choice,
    confirm,
    grouped,
    image,
    modal,
    mrkdwn,
    options,
    plain,
    rich,
    section,
    select,
    table,
    typed,
)

from bot.playground.limit_elements import ELEMENTS
from bot.playground.limit_tables import BLOCKS
from bot.playground.limits import Surface, find_option_problems, find_problems, find_view_problems

Json = dict[str, Any]

FAULTS: list[tuple[str, Json, str, str]] = [
    ("an unknown block", {"type": "card"}, "blocks[0]", "not a legal block"),
    ("no type", {"text": mrkdwn()}, "blocks[0]", "not a legal block"),
    ("a block that is none", "text", "blocks[0]", "not a legal block"),  # type: ignore[list-item]
    ("a section without text", {"type": "section"}, "blocks[0]", "text or fields"),
    ("an empty text", section(""), "blocks[0].text.text", "must not be empty"),
    ("a text that is a string", section() | {"text": "x"}, "blocks[0].text", "must be an object"),
    ("a number as text", section() | {"text": {"type": "mrkdwn", "text": 7}}, "blocks[0].text.text", "a string"),
    ("a text of another type", section() | {"text": {"type": "html", "text": "x"}}, "blocks[0].text.type", "one of"),
    ("an unknown key", section(color="red"), "blocks[0].color", "not a key"),
    ("an unknown key of a text", section() | {"text": mrkdwn() | {"size": 3}}, "blocks[0].text.size", "not a key"),
    (
        "emoji that is no flag",
        section() | {"text": plain() | {"emoji": "yes"}},
        "blocks[0].text.emoji",
        "true or false",
    ),
    ("mrkdwn in a header", {"type": "header", "text": mrkdwn()}, "blocks[0].text.type", "plain_text"),
    ("mrkdwn in a button", actions(button() | {"text": mrkdwn()}), "blocks[0].elements[0].text.type", "plain_text"),
    ("mrkdwn as placeholder", actions(select(placeholder=mrkdwn())), "blocks[0].elements[0].placeholder.type", "plain"),
    (
        "mrkdwn in an option",
        actions(select(options=[{"text": mrkdwn(), "value": "v"}])),
        "blocks[0].elements[0].options[0].text.type",
        "plain",
    ),
    (
        "mrkdwn as confirm title",
        actions(button(confirm=confirm() | {"title": mrkdwn()})),
        "blocks[0].elements[0].confirm.title.type",
        "plain",
    ),
    ("no actions", actions(), "blocks[0].elements", "at least 1"),
    ("a text in actions", actions(mrkdwn()), "blocks[0].elements[0]", "not a legal element"),
    ("an image in actions", actions(image()), "blocks[0].elements[0]", "not a legal element"),
    (
        "an input in actions",
        actions({"type": "plain_text_input", "action_id": "t"}),
        "blocks[0].elements[0]",
        "not a legal",
    ),
    ("a multi select in actions", actions(choice("multi_static_select")), "blocks[0].elements[0]", "not a legal"),
    ("a button in context", {"type": "context", "elements": [button()]}, "blocks[0].elements[0]", "not a legal"),
    ("an input in a message", an_input(), "blocks[0]", "not a legal block"),
    (
        "a button without text",
        actions({"type": "button", "action_id": "a"}),
        "blocks[0].elements[0]",
        "required key text",
    ),
    ("an unknown style", actions(button(style="warning")), "blocks[0].elements[0].style", "one of primary, danger"),
    ("a url that is none", actions(button(url="nowhere")), "blocks[0].elements[0].url", "must be a URL"),
    ("a value that is no text", actions(button(value=7)), "blocks[0].elements[0].value", "must be a string"),
    ("an empty value", actions(button(value="")), "blocks[0].elements[0].value", "must not be empty"),
    ("no options", actions(select(0)), "blocks[0].elements[0].options", "at least 1"),
    ("options and groups", actions(select() | grouped()), "blocks[0].elements[0]", "exactly one of"),
    (
        "neither options nor groups",
        actions({"type": "static_select", "action_id": "s"}),
        "blocks[0].elements[0]",
        "exactly one",
    ),
    ("one value twice", actions(select(options=options(1) * 2)), "blocks[0].elements[0].options", "more than once"),
    (
        "an initial option that is not offered",
        actions(select(initial_option=options(1, value="z")[0])),
        "blocks[0].elements[0]",
        "initial option",
    ),
    (
        "an option without value",
        actions(select(options=[{"text": plain()}])),
        "blocks[0].elements[0].options[0]",
        "key value",
    ),
    (
        "a confirm without deny",
        actions(button(confirm={"title": plain(), "text": plain(), "confirm": plain()})),
        "blocks[0].elements[0].confirm",
        "key deny",
    ),
    (
        "an initial date that is none",
        section(accessory={"type": "datepicker", "initial_date": "2026-02-30"}),
        "blocks[0].accessory.initial_date",
        "date like",
    ),
    (
        "an initial time that is none",
        section(accessory={"type": "timepicker", "initial_time": "24:00"}),
        "blocks[0].accessory.initial_time",
        "time like",
    ),
    (
        "a filter for what there is not",
        section(accessory={"type": "conversations_select", "filter": {"include": ["shared"]}}),
        "blocks[0].accessory.filter.include[0]",
        "one of",
    ),
    ("an action_id twice in a block", actions(button(), button()), "blocks[0].elements", "'go' is used more than once"),
    ("an image without alt text", {"type": "image", "image_url": "https://x.y/a"}, "blocks[0]", "key alt_text"),
    ("an image without address", {"type": "image", "alt_text": "a"}, "blocks[0]", "exactly one of"),
    ("a divider that says something", {"type": "divider", "text": plain()}, "blocks[0].text", "not a key"),
    ("an empty markdown", {"type": "markdown", "text": ""}, "blocks[0].text", "must not be empty"),
    ("a table without rows", table(rows=0), "blocks[0].rows", "at least 1"),
    (
        "an empty cell",
        {"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]},
        "blocks[0].rows[0][0].text",
        "empty",
    ),
    (
        "a cell of another type",
        {"type": "table", "rows": [[mrkdwn()]]},
        "blocks[0].rows[0][0]",
        "not a legal table cell",
    ),
    (
        "an empty rich text",
        rich({"type": "text", "text": ""}),
        "blocks[0].elements[0].elements[0].text",
        "must not be empty",
    ),
    ("an unknown rich part", rich({"type": "video"}), "blocks[0].elements[0].elements[0]", "not a legal rich text"),
    (
        "an unknown style of rich text",
        rich({"type": "text", "text": "x", "style": {"loud": True}}),
        "blocks[0].elements[0].elements[0].style.loud",
        "not a key",
    ),
    ("a checkbox group without options", actions({"type": "checkboxes"}), "blocks[0].elements[0]", "key options"),
]


@pytest.mark.parametrize(("name", "block", "path", "says"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_planted_fault_is_found_where_it_is(name: str, block: Json, path: str, says: str) -> None:
    problems = find_problems([block], surface="message")

    assert [one.path for one in problems] == [path]
    assert says in problems[0].says


LEGAL: list[Json] = [
    section(block_id="b", expand=True),
    section() | {"text": {"type": "mrkdwn", "text": "x", "verbatim": True}},
    {"type": "section", "fields": [mrkdwn(), plain()]},
    *(section(accessory=one) for one in (button(), select(), image(), choice("overflow"), choice("checkboxes"))),
    section(accessory={"type": "datepicker", "action_id": "d", "initial_date": "2026-02-28"}),
    section(accessory={"type": "users_select", "action_id": "u", "placeholder": plain()}),
    section(accessory={"type": "conversations_select", "default_to_current_conversation": True}),
    section(accessory={"type": "conversations_select", "filter": {"include": ["private"], "exclude_bot_users": True}}),
    section(accessory={"type": "timepicker", "action_id": "t", "initial_time": "08:30"}),
    section(accessory={"type": "external_select", "action_id": "e", "min_query_length": 1}),
    section(accessory={"type": "multi_external_select", "action_id": "e", "max_selected_items": 3}),
    section(accessory={"type": "multi_users_select", "action_id": "e", "initial_users": ["U1"]}),
    section(accessory=select(initial_option=options(1)[0])),
    section(accessory=choice("multi_static_select", initial_options=options(2))),
    actions(button(style="danger", confirm=confirm(), value="v"), select(), choice("radio_buttons")),
    actions(button(url="mailto:a@b.example")),
    actions({"type": "button", "text": plain()}),
    {"type": "context", "elements": [mrkdwn(), plain(), image()]},
    {"type": "header", "text": plain() | {"emoji": True}},
    {"type": "divider"},
    image(title=plain()),
    {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "a"},
    {"type": "markdown", "text": "**bold**"},
    table() | {"column_settings": [{"align": "right", "is_wrapped": True}, None]},
    {"type": "table", "rows": [[{"type": "rich_text", "elements": rich({"type": "text", "text": "x"})["elements"]}]]},
    bullets(2),
    rich({"type": "link", "url": "https://x.y", "text": "x"}, {"type": "emoji", "name": "tada"}),
    rich(
        {"type": "user", "user_id": "U1"},
        {"type": "channel", "channel_id": "C1"},
        {"type": "broadcast", "range": "here"},
    ),
    rich({"type": "date", "timestamp": 1_700_000_000, "format": "{date}", "fallback": "then"}),
    {
        "type": "rich_text",
        "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x"}]}],
    },
    {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [{"type": "text", "text": "x"}]}]},
]


@pytest.mark.parametrize("block", LEGAL)
def test_what_slack_takes_is_not_reported(block: Json) -> None:
    assert find_problems([block], surface="message") == []


def test_a_block_id_is_used_once_in_a_message_and_an_action_id_once_in_a_block() -> None:
    twice = [section(block_id="b"), section(block_id="b")]
    assert [one.says for one in find_problems(twice, surface="message")] == ["block_id 'b' is used more than once"]
    assert find_problems([actions(button()), actions(button())], surface="message") == []


def test_a_message_holds_one_table() -> None:
    assert find_problems([table(), table()], surface="message")[0].says == "only one table is allowed in a message"


@pytest.mark.parametrize("surface", ["modal", "home"])
@pytest.mark.parametrize("block", [table(), {"type": "markdown", "text": "x"}])
def test_markdown_and_tables_are_for_messages_only(surface: Surface, block: Json) -> None:
    assert find_problems([block], surface=surface)


def test_inputs_are_for_views() -> None:
    assert find_problems([an_input()], surface="modal") == []
    assert find_problems([an_input()], surface="home") == []
    assert find_problems([an_input(button())], surface="modal")


VIEW_FAULTS: list[tuple[str, object, str]] = [
    ("no object", [], "view"),
    ("no type", {"blocks": []}, "view.type"),
    ("no title", {"type": "modal", "blocks": []}, "view"),
    ("no blocks", {"type": "home"}, "view"),
    ("a title on a home tab", {"type": "home", "blocks": [], "title": plain()}, "view.title"),
    ("an input without a way to send it", modal(an_input()), "view.submit"),
    ("an unknown key", modal(color="red"), "view.color"),
    ("a flag that is none", modal(notify_on_close=1), "view.notify_on_close"),
    ("mrkdwn as title", modal() | {"title": mrkdwn()}, "view.title.type"),
    ("an empty title", modal(title=""), "view.title.text"),
    ("a block_id twice", modal(section(block_id="b"), section(block_id="b")), "view.blocks"),
    ("a fault in a block", modal(section("")), "view.blocks[0].text.text"),
    ("lengths that cross", modal(typed(min_length=5, max_length=4), submit=plain()), "view.blocks[0].element"),
]


@pytest.mark.parametrize(("name", "view", "path"), VIEW_FAULTS, ids=[fault[0] for fault in VIEW_FAULTS])
def test_a_planted_fault_in_a_view_is_found_where_it_is(name: str, view: object, path: str) -> None:
    assert [one.path for one in find_view_problems(view)] == [path]


def test_a_path_can_be_written_as_slack_writes_it() -> None:
    problem = find_problems([section(), actions(button(""))], surface="message")[0]

    assert problem.path == "blocks[1].elements[0].text.text"
    assert problem.pointer == "/blocks/1/elements/0/text/text"
    assert str(problem) == "blocks[1].elements[0].text.text: must not be empty"


@pytest.mark.parametrize(
    ("answer", "fine"),
    [
        ({"options": options(100)}, True),
        ({"options": []}, True),
        ({"option_groups": [{"label": plain(), "options": options(1)}]}, True),
        ({"options": options(101)}, False),
        ({"options": options(1, text="x" * 76)}, False),
        ({}, False),
        ({"options": options(1), "option_groups": []}, False),
        ([], False),
    ],
)
def test_suggestions_have_the_limits_of_options(answer: object, fine: bool) -> None:
    assert (find_option_problems(answer) == []) == fine


AWKWARD: list[object] = [
    None,
    True,
    7,
    "",
    "words",
    [],
    {},
    [None],
    [[]],
    [{}],
    {"type": None},
    {"type": []},
    {"type": {}},
]


@pytest.mark.parametrize("kind", [*BLOCKS, *ELEMENTS])
@pytest.mark.parametrize("key", ["text", "elements", "options", "option_groups", "rows", "element", "initial_option"])
def test_no_json_makes_the_linter_stumble(kind: str, key: str) -> None:
    for awkward in AWKWARD:
        thing: Json = {"type": kind, key: awkward, "action_id": awkward, "block_id": awkward}
        for blocks in (awkward, [thing], [awkward], [{"type": "section", "accessory": thing}], [actions(thing)]):
            find_problems(blocks, surface="message")
            find_view_problems({"type": "modal", "title": plain(), "blocks": blocks})
        find_option_problems(awkward)

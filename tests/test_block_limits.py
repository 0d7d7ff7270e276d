"""The Block Kit linter: its numbers are Slack's, every planted fault is found, and nothing that is legal is."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.models import blocks as sdk
from slack_sdk.models.views import View
from slackblocks import _limits as slackblocks_limits

from bot.playground import limit_tables as ours
from bot.playground.limits import (
    Surface,
    count_characters,
    find_option_problems,
    find_problems,
    find_view_problems,
)

Json = dict[str, Any]

SLACKBLOCKS = {
    "TEXT_MAX_LENGTH": ours.TEXT,
    "SECTION_TEXT_MAX_LENGTH": ours.TEXT,
    "SECTION_FIELDS_MAX_ITEMS": ours.SECTION_FIELDS,
    "SECTION_FIELDS_ITEM_MAX_LENGTH": ours.SECTION_FIELD_TEXT,
    "HEADER_TEXT_MAX_LENGTH": ours.HEADER_TEXT,
    "CONTEXT_ELEMENTS_MAX_ITEMS": ours.CONTEXT_ELEMENTS,
    "ACTIONS_ELEMENTS_MAX_ITEMS": ours.ACTIONS_ELEMENTS,
    "MARKDOWN_TEXT_MAX_LENGTH": ours.MARKDOWN_TEXT,
    "MARKDOWN_TOTAL_TEXT_MAX_LENGTH": ours.MARKDOWN_TEXT,
    "TABLE_ROWS_MAX_ITEMS": ours.TABLE_ROWS,
    "TABLE_COLUMNS_MAX_ITEMS": ours.TABLE_COLUMNS,
    "TABLE_COLUMN_SETTINGS_MAX_ITEMS": ours.TABLE_COLUMNS,
    "IMAGE_IMAGE_URL_MAX_LENGTH": ours.IMAGE_URL,
    "IMAGE_ALT_TEXT_MAX_LENGTH": ours.IMAGE_ALT_TEXT,
    "IMAGE_TITLE_MAX_LENGTH": ours.IMAGE_TITLE,
    "IMAGE_ELEMENT_IMAGE_URL_MAX_LENGTH": ours.IMAGE_URL,
    "IMAGE_ELEMENT_ALT_TEXT_MAX_LENGTH": ours.IMAGE_ALT_TEXT,
    "INPUT_LABEL_MAX_LENGTH": ours.INPUT_LABEL,
    "INPUT_HINT_MAX_LENGTH": ours.INPUT_HINT,
    "BLOCK_ID_MAX_LENGTH": ours.BLOCK_ID,
    "ACTION_ID_MAX_LENGTH": ours.ACTION_ID,
    "VIEW_CALLBACK_ID_MAX_LENGTH": ours.CALLBACK_ID,
    "VIEW_EXTERNAL_ID_MAX_LENGTH": ours.EXTERNAL_ID,
    "BUTTON_TEXT_MAX_LENGTH": ours.BUTTON_TEXT,
    "BUTTON_VALUE_MAX_LENGTH": ours.BUTTON_VALUE,
    "BUTTON_URL_MAX_LENGTH": ours.BUTTON_URL,
    "BUTTON_ACCESSIBILITY_LABEL_MAX_LENGTH": ours.BUTTON_LABEL,
    "OPTION_TEXT_MAX_LENGTH": ours.OPTION_TEXT,
    "OPTION_VALUE_MAX_LENGTH": ours.OPTION_VALUE,
    "OPTION_DESCRIPTION_MAX_LENGTH": ours.OPTION_DESCRIPTION,
    "OPTION_URL_MAX_LENGTH": ours.OPTION_URL,
    "OPTION_GROUP_LABEL_MAX_LENGTH": ours.OPTION_GROUP_LABEL,
    "OPTION_GROUP_OPTIONS_MAX_ITEMS": ours.OPTIONS,
    "SELECT_OPTIONS_MAX_ITEMS": ours.OPTIONS,
    "SELECT_OPTION_GROUPS_MAX_ITEMS": ours.OPTION_GROUPS,
    "SELECT_PLACEHOLDER_MAX_LENGTH": ours.PLACEHOLDER,
    "DATE_PICKER_PLACEHOLDER_MAX_LENGTH": ours.PLACEHOLDER,
    "PLAIN_TEXT_INPUT_PLACEHOLDER_MAX_LENGTH": ours.PLACEHOLDER,
    "PLAIN_TEXT_INPUT_MAX_LENGTH_MAX": ours.PLAIN_TEXT_INPUT,
    "OVERFLOW_OPTIONS_MAX_ITEMS": ours.OVERFLOW_OPTIONS,
    "CHECKBOXES_OPTIONS_MAX_ITEMS": ours.CHOICE_OPTIONS,
    "RADIO_BUTTONS_OPTIONS_MAX_ITEMS": ours.CHOICE_OPTIONS,
    "CONFIRMATION_TITLE_MAX_LENGTH": ours.CONFIRM_TITLE,
    "CONFIRMATION_TEXT_MAX_LENGTH": ours.CONFIRM_TEXT,
    "CONFIRMATION_CONFIRM_MAX_LENGTH": ours.CONFIRM_BUTTON,
    "CONFIRMATION_DENY_MAX_LENGTH": ours.CONFIRM_BUTTON,
    "RICH_TEXT_LIST_INDENT_MAX": ours.RICH_TEXT_INDENT,
    "VIEW_TITLE_MAX_LENGTH": ours.VIEW_TITLE,
    "VIEW_CLOSE_MAX_LENGTH": ours.VIEW_BUTTON,
    "VIEW_SUBMIT_MAX_LENGTH": ours.VIEW_BUTTON,
    "VIEW_PRIVATE_METADATA_MAX_LENGTH": ours.PRIVATE_METADATA,
    "VIEW_BLOCKS_MAX_ITEMS": ours.VIEW_BLOCKS,
    "MESSAGE_BLOCKS_MAX_ITEMS": ours.MESSAGE_BLOCKS,
}
SLACK_SDK = [
    (sdk.SectionBlock.text_max_length, ours.TEXT),
    (sdk.SectionBlock.fields_max_length, ours.SECTION_FIELDS),
    (sdk.HeaderBlock.text_max_length, ours.HEADER_TEXT),
    (sdk.ActionsBlock.elements_max_length, ours.ACTIONS_ELEMENTS),
    (sdk.ContextBlock.elements_max_length, ours.CONTEXT_ELEMENTS),
    (sdk.MarkdownBlock.text_max_length, ours.MARKDOWN_TEXT),
    (sdk.InputBlock.label_max_length, ours.INPUT_LABEL),
    (sdk.InputBlock.hint_max_length, ours.INPUT_HINT),
    (sdk.ImageBlock.image_url_max_length, ours.IMAGE_URL),
    (sdk.ImageBlock.alt_text_max_length, ours.IMAGE_ALT_TEXT),
    (sdk.ImageBlock.title_max_length, ours.IMAGE_TITLE),
    (sdk.Block.block_id_max_length, ours.BLOCK_ID),
    (sdk.ButtonElement.text_max_length, ours.BUTTON_TEXT),
    (sdk.ButtonElement.value_max_length, ours.BUTTON_VALUE),
    (sdk.ButtonElement.url_max_length, ours.BUTTON_URL),
    (sdk.ButtonElement.action_id_max_length, ours.ACTION_ID),
    (sdk.Option.label_max_length, ours.OPTION_TEXT),
    (sdk.Option.value_max_length, ours.OPTION_VALUE),
    (sdk.OptionGroup.label_max_length, ours.OPTION_GROUP_LABEL),
    (sdk.OptionGroup.options_max_length, ours.OPTIONS),
    (sdk.StaticSelectElement.options_max_length, ours.OPTIONS),
    (sdk.OverflowMenuElement.options_max_length, ours.OVERFLOW_OPTIONS),
    (sdk.StaticSelectElement.placeholder_max_length, ours.PLACEHOLDER),
    (sdk.ConfirmObject.title_max_length, ours.CONFIRM_TITLE),
    (sdk.ConfirmObject.text_max_length, ours.CONFIRM_TEXT),
    (sdk.ConfirmObject.confirm_max_length, ours.CONFIRM_BUTTON),
    (View.title_max_length, ours.VIEW_TITLE),
    (View.blocks_max_length, ours.VIEW_BLOCKS),
    (View.private_metadata_max_length, ours.PRIVATE_METADATA),
    (View.callback_id_max_length, ours.CALLBACK_ID),
]


@pytest.mark.parametrize("name", SLACKBLOCKS)
def test_a_number_of_ours_is_the_one_slackblocks_has(name: str) -> None:
    assert SLACKBLOCKS[name] == getattr(slackblocks_limits, name)


@pytest.mark.parametrize(("theirs", "mine"), SLACK_SDK)
def test_a_number_of_ours_is_the_one_slack_sdk_has(theirs: int, mine: int) -> None:
    assert mine == theirs


def plain(text: str = "words") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "words") -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "words", **more: object) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def button(text: str = "Go", **more: object) -> Json:
    return {"type": "button", "action_id": "go", "text": plain(text), **more}


def options(count: int = 2, text: str = "one", value: str = "v", **more: object) -> list[Json]:
    return [{"text": plain(text), "value": f"{value}{number}", **more} for number in range(count)]


def select(count: int = 2, **more: object) -> Json:
    return {"type": "static_select", "action_id": "s", "options": options(count), **more}


def grouped(groups: int = 1, count: int = 1, label: str = "group") -> Json:
    listed = [{"label": plain(label), "options": options(count, value=f"g{number}-")} for number in range(groups)]
    return {"type": "static_select", "action_id": "s", "option_groups": listed}


def choice(kind: str, count: int = 2, **more: object) -> Json:
    return {"type": kind, "action_id": "c", "options": options(count), **more}


def confirm(title: str = "Sure?", text: str = "Really?", yes: str = "Yes", no: str = "No") -> Json:
    return {"title": plain(title), "text": mrkdwn(text), "confirm": plain(yes), "deny": plain(no)}


def an_input(element: Json | None = None, **more: object) -> Json:
    typed = {"type": "plain_text_input", "action_id": "t"}
    return {"type": "input", "label": plain("Label"), "element": element or typed, **more}


def typed(**more: object) -> Json:
    return an_input({"type": "plain_text_input", "action_id": "t", **more})


def image(url: str = "https://x.example/a.png", alt: str = "alt", **more: object) -> Json:
    return {"type": "image", "image_url": url, "alt_text": alt, **more}


def table(rows: int = 2, columns: int = 2) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}


def bullets(indent: int = 0) -> Json:
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "x", "style": {"bold": True}}]}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_list", "style": "bullet", "indent": indent, "elements": [item]}],
    }


def modal(*blocks: Json, title: str = "Title", **more: object) -> Json:
    return {"type": "modal", "title": plain(title), "blocks": list(blocks) or [section()], **more}


Made = Callable[[int], Json]
MESSAGE_LIMITS: list[tuple[str, int, Made]] = [
    ("section text", 3000, lambda n: section("x" * n)),
    ("section fields", 10, lambda n: {"type": "section", "fields": [mrkdwn()] * n}),
    ("section field text", 2000, lambda n: {"type": "section", "fields": [mrkdwn("x" * n)]}),
    ("header text", 150, lambda n: {"type": "header", "text": plain("x" * n)}),
    ("context elements", 10, lambda n: {"type": "context", "elements": [mrkdwn()] * n}),
    ("actions elements", 25, lambda n: actions(*(button(action_id=f"b{i}") for i in range(n)))),
    ("block_id", 255, lambda n: section(block_id="x" * n)),
    ("action_id", 255, lambda n: actions(button(action_id="x" * n))),
    ("button text", 75, lambda n: actions(button("x" * n))),
    ("button value", 2000, lambda n: actions(button(value="x" * n))),
    ("button url", 3000, lambda n: actions(button(url="https:" + "x" * (n - 6)))),
    ("button label", 75, lambda n: actions(button(accessibility_label="x" * n))),
    ("option text", 75, lambda n: actions(select(options=options(1, text="x" * n)))),
    ("option value", 150, lambda n: actions(select(options=options(1, value="x" * (n - 1))))),
    ("option description", 75, lambda n: actions(select(options=options(1, description=plain("x" * n))))),
    ("options", 100, lambda n: actions(select(n))),
    ("option groups", 100, lambda n: actions(grouped(n))),
    ("options of a group", 100, lambda n: actions(grouped(1, n))),
    ("group label", 75, lambda n: actions(grouped(label="x" * n))),
    ("overflow options", 5, lambda n: actions(choice("overflow", n))),
    ("checkboxes", 10, lambda n: actions(choice("checkboxes", n))),
    ("radio buttons", 10, lambda n: actions(choice("radio_buttons", n))),
    ("placeholder", 150, lambda n: actions(select(placeholder=plain("x" * n)))),
    ("confirm title", 100, lambda n: actions(button(confirm=confirm(title="x" * n)))),
    ("confirm text", 300, lambda n: actions(button(confirm=confirm(text="x" * n)))),
    ("confirm button", 30, lambda n: actions(button(confirm=confirm(yes="x" * n)))),
    ("deny button", 30, lambda n: actions(button(confirm=confirm(no="x" * n)))),
    ("image alt text", 2000, lambda n: image(alt="x" * n)),
    ("image title", 2000, lambda n: image(title=plain("x" * n))),
    ("image url", 3000, lambda n: image("https:" + "x" * (n - 6))),
    ("markdown", 12_000, lambda n: {"type": "markdown", "text": "x" * n}),
    ("table rows", 100, lambda n: table(rows=n)),
    ("table columns", 20, lambda n: table(columns=n)),
    ("rich text indent", 8, bullets),
]
MODAL_LIMITS: list[tuple[str, int, Made]] = [
    ("title", 24, lambda n: modal(title="x" * n)),
    ("submit", 24, lambda n: modal(submit=plain("x" * n))),
    ("close", 24, lambda n: modal(close=plain("x" * n))),
    ("private_metadata", 3000, lambda n: modal(private_metadata="x" * n)),
    ("callback_id", 255, lambda n: modal(callback_id="x" * n)),
    ("external_id", 255, lambda n: modal(external_id="x" * n)),
    ("blocks", 100, lambda n: modal(*[section()] * n)),
    ("home blocks", 100, lambda n: {"type": "home", "blocks": [section()] * n}),
    ("input label", 2000, lambda n: modal(an_input(label=plain("x" * n)), submit=plain())),
    ("input hint", 2000, lambda n: modal(an_input(hint=plain("x" * n)), submit=plain())),
    ("max_length", 3000, lambda n: modal(typed(max_length=n), submit=plain())),
    ("initial value", 3000, lambda n: modal(typed(initial_value="x" * n), submit=plain())),
    ("input placeholder", 150, lambda n: modal(typed(placeholder=plain("x" * n)), submit=plain())),
]


def _ids(table_of_limits: list[tuple[str, int, Made]]) -> list[str]:
    return [name for name, _, _ in table_of_limits]


@pytest.mark.parametrize(("name", "limit", "made"), MESSAGE_LIMITS, ids=_ids(MESSAGE_LIMITS))
def test_a_message_may_go_up_to_the_limit_and_not_beyond(name: str, limit: int, made: Made) -> None:
    found = {count: find_problems([made(count)], surface="message") for count in (limit - 1, limit, limit + 1)}

    assert (found[limit - 1], found[limit]) == ([], [])
    assert len(found[limit + 1]) >= 1
    assert str(limit) in found[limit + 1][0].says


@pytest.mark.parametrize(("name", "limit", "made"), MODAL_LIMITS, ids=_ids(MODAL_LIMITS))
def test_a_view_may_go_up_to_the_limit_and_not_beyond(name: str, limit: int, made: Made) -> None:
    assert find_view_problems(made(limit - 1)) == find_view_problems(made(limit)) == []

    assert str(limit) in find_view_problems(made(limit + 1))[0].says


def test_a_message_has_at_most_fifty_blocks_a_view_a_hundred() -> None:
    assert find_problems([section()] * 50, surface="message") == []
    assert find_problems([section()] * 51, surface="message")
    assert find_problems([section()] * 51, surface="home") == []


@pytest.mark.parametrize(("last", "found"), [(1199, 0), (1200, 0), (1201, 1)])
def test_the_text_of_all_blocks_together_has_a_limit(last: int, found: int) -> None:
    blocks = [section("x" * 3000)] * 4 + [section("x" * last)]

    problems = find_problems(blocks, surface="message")

    assert len(problems) == found
    assert count_characters(blocks) == 12_000 + last
    assert find_problems(blocks, surface="modal") == []


@pytest.mark.parametrize(("last", "found"), [(5999, 0), (6000, 0), (6001, 1)])
def test_markdown_blocks_share_one_limit(last: int, found: int) -> None:
    blocks = [{"type": "markdown", "text": "x" * count} for count in (6000, last)]

    assert len(find_problems(blocks, surface="message")) == found


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


@pytest.mark.parametrize("kind", [*ours.BLOCKS, *ours.ELEMENTS])
@pytest.mark.parametrize("key", ["text", "elements", "options", "option_groups", "rows", "element", "initial_option"])
def test_no_json_makes_the_linter_stumble(kind: str, key: str) -> None:
    for awkward in AWKWARD:
        thing: Json = {"type": kind, key: awkward, "action_id": awkward, "block_id": awkward}
        for blocks in (awkward, [thing], [awkward], [{"type": "section", "accessory": thing}], [actions(thing)]):
            find_problems(blocks, surface="message")
            find_view_problems({"type": "modal", "title": plain(), "blocks": blocks})
        find_option_problems(awkward)

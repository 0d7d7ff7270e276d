"""The numbers of the Block Kit linter are Slack's own, and each holds exactly: below it, at it, beyond it."""

from collections.abc import Callable
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
    section,
    select,
    table,
    typed,
)
from slack_sdk.models import blocks as sdk
from slack_sdk.models.views import View
from slackblocks import _limits as slackblocks_limits

from bot.playground import limit_numbers as ours
from bot.playground.limits import (
    count_characters,
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

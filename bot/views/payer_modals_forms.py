"""The forms behind a payer: its sheet, a rule, the payer that it is the same as. Filled with what is kept now."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from bot.rules.payer_sheet_reading import MOST_FAX, MOST_LINE, MOST_NOTE, MOST_SOURCE, MOST_TITLE
from bot.rules.payer_sheet_words import (
    CORRECTIONS,
    FILED,
    KINDS,
    PURPOSES,
    STARTS,
    UNITS,
)
from bot.views.blocks import Block, View, context, escape, section
from bot.views.forms import form, menu, notice, text_input
from bot.views.payer_modals_ids import (
    JOIN_CHOICE,
    VIEW_JOIN_FORM,
    VIEW_RULE_FORM,
    VIEW_SHEET_FORM,
    PayerRef,
)
from data.payer_models import RuleEntry, SheetEntry

RULE_FIELDS = (
    *("purpose", "level", "limit", "unit", "starts", "scope", "state", "presumed_receipt_days", "filed"),
    *("mail_lead_business_days", "decision_days", "source", "title", "note"),
)
"""Fields of RuleEntry that the form asks; each is the name of its block."""
SHEET_FIELDS = (
    *("contracted", "kind", "state", "correction", "usual_days_to_pay", "appeal_quiet_days", "portal", "fax"),
    *("appeals_address", "note"),
)
_NUMBER = 6
_E = TypeVar("_E", bound=StrEnum)
_SCRUBBED = "About the payer only: leave names and numbers of patients out."
_WHOSE = {
    "contract": "Our contract with this payer",
    "payer": "This payer's own rule (manual, website)",
    "state": "State law",
}


def rule_form(ref: PayerRef, payer: str, entry: RuleEntry) -> View:
    """A new rule, or another wording of one."""
    blocks = [
        section(f"*{escape(payer)}*"),
        _chosen(menu("purpose", "What must be done", _words(PURPOSES)), entry.purpose),
        _filled(
            text_input("level", "Level of the appeal", most=2, hint="1 for the first; empty if no appeal."), entry.level
        ),
        _filled(text_input("limit", "Limit", most=_NUMBER, needed=True), entry.limit),
        _chosen(menu("unit", "Counted in", _words(UNITS)), entry.unit or "calendar_days"),
        _chosen(menu("starts", "From", _words(STARTS)), entry.starts),
        _chosen(menu("scope", "Whose rule it is", _WHOSE), entry.scope or "contract"),
        _filled(text_input("state", "State, for state law", most=2, hint="Two letters, such as TX."), entry.state),
        _filled(
            text_input(
                "presumed_receipt_days", "Notice presumed received after days", most=3, hint="0 if it says none."
            ),
            entry.presumed_receipt_days,
        ),
        _chosen(menu("filed", "In time when", _words(FILED)), entry.filed or "received"),
        _filled(
            text_input("mail_lead_business_days", "Business days for mail", most=2, hint="5 if you leave it empty."),
            entry.mail_lead_business_days,
        ),
        _filled(text_input("decision_days", "Days within which they decide", most=3), entry.decision_days),
        _filled(
            text_input(
                "source", "Source", most=MOST_SOURCE, needed=True, hint="Contract section, manual page, letter."
            ),
            entry.source,
        ),
        _filled(text_input("title", "Name", most=MOST_TITLE, hint="I make one if you leave it empty."), entry.title),
        _filled(text_input("note", "Note", most=MOST_NOTE, lines=True, hint=_SCRUBBED), entry.note),
    ]
    return form("Change the rule" if ref.rule_id else "New rule", VIEW_RULE_FORM, "Keep", ref.value(), blocks)


def sheet_form(ref: PayerRef, payer: str, entry: SheetEntry) -> View:
    contracted = {"yes": "Yes", "no": "No"}
    corrections = {word: said[:1].upper() + said[1:] for word, said in CORRECTIONS.items()}
    blocks = [
        section(f"*{escape(payer)}*"),
        _chosen(menu("contracted", "We have a contract with it", contracted, needed=False), entry.contracted),
        _chosen(menu("kind", "Kind, where I have it wrong", _words(KINDS), needed=False), entry.kind),
        _filled(text_input("state", "State", most=2, hint="Whose prompt-pay law binds it: two letters."), entry.state),
        _chosen(menu("correction", "Wants corrected claims as", corrections, needed=False), entry.correction),
        _filled(text_input("usual_days_to_pay", "Usually pays within days", most=3), entry.usual_days_to_pay),
        _filled(
            text_input("appeal_quiet_days", "Days after an appeal without status checks", most=3),
            entry.appeal_quiet_days,
        ),
        _filled(text_input("portal", "Portal", most=MOST_LINE), entry.portal),
        _filled(text_input("fax", "Fax", most=MOST_FAX), entry.fax),
        _filled(
            text_input("appeals_address", "Address for appeals", most=MOST_LINE, lines=True), entry.appeals_address
        ),
        _filled(text_input("note", "Note", most=MOST_NOTE, lines=True, hint=_SCRUBBED), entry.note),
    ]
    return form("Payer", VIEW_SHEET_FORM, "Keep", ref.value(), blocks)


def join_form(ref: PayerRef, payer: str) -> View:
    element: Block = {"type": "external_select", "action_id": JOIN_CHOICE, "min_query_length": 1}
    choice: Block = {
        "type": "input",
        "block_id": JOIN_CHOICE,
        "label": {"type": "plain_text", "text": "The same payer as"},
        "element": element,
    }
    blocks = [
        section(f"*{escape(payer)}* is another name of:"),
        choice,
        context("From then on it goes by that payer's sheet and rules. “Not the same” takes it back."),
    ]
    return form("Same payer", VIEW_JOIN_FORM, "Join", ref.value(), blocks)


def working_view() -> View:
    return notice("Payers", [section("One moment: keeping it, and dating open claims anew …")])


def done_view(told: str) -> View:
    return notice("Payers", [section(escape(told))])


def _words(words: Mapping[_E, str]) -> dict[str, str]:
    return {str(one): said[:1].upper() + said[1:] for one, said in words.items()}


def _filled(block: Block, text: str) -> Block:
    if text:
        block["element"]["initial_value"] = text
    return block


def _chosen(block: Block, value: str) -> Block:
    for one in block["element"]["options"]:
        if one["value"] == value:
            block["element"]["initial_option"] = one
    return block

"""Ears: the table of every Slack trigger and the function it calls, the hot ones first; no SQL, no dates, no blocks."""

import re

from bot.views import ids
from handlers import billing, claims, codes, home, imports, messages
from handlers.triggers import Kind, Trigger, register

TRIGGERS: tuple[Trigger, ...] = (
    Trigger(Kind.COMMAND, ids.COMMAND_CODE, ack=codes.answer_code),
    Trigger(Kind.COMMAND, ids.COMMAND_CLAIM, ack=claims.answer_claim),
    Trigger(Kind.OPTIONS, ids.FIND_CHOICE, ack=codes.suggest_codes),
    Trigger(Kind.ACTION, re.compile(f"^{ids.OPEN_CODE}:"), after=codes.open_code),
    Trigger(Kind.ACTION, re.compile(f"^{ids.OPEN_LIST}:"), after=codes.open_list),
    Trigger(Kind.ACTION, re.compile(f"^{ids.OPEN_CLAIM}:"), after=claims.open_claim),
    Trigger(Kind.ACTION, ids.FIND_CHOICE, after=codes.choose_code),
    Trigger(Kind.ACTION, ids.POST_CODE, after=codes.post_code),
    Trigger(Kind.ACTION, ids.SHOW_NOTES, after=codes.show_notes),
    Trigger(Kind.ACTION, ids.FIND_CODE, after=codes.open_find_code),
    Trigger(Kind.SHORTCUT, ids.SHORTCUT_FIND_CODE, after=codes.open_find_code),
    Trigger(Kind.MESSAGE_SHORTCUT, ids.SHORTCUT_CODES_HERE, after=codes.look_up_codes_here),
    Trigger(Kind.SUBMISSION, ids.VIEW_FIND_CODE, after=codes.send_found_code),
    Trigger(Kind.EVENT, "message", after=messages.answer_direct_message),
    Trigger(Kind.EVENT, "app_mention", after=messages.answer_mention),
    Trigger(Kind.EVENT, "app_home_opened", after=home.show_home),
    Trigger(Kind.COMMAND, ids.COMMAND_BILLING, ack=billing.answer_billing, after=imports.open_imports),
    Trigger(Kind.ACTION, re.compile(f"^{ids.IMPORT_OPEN}:"), after=imports.open_columns),
    Trigger(Kind.ACTION, re.compile(f"^{ids.IMPORT_COLUMNS}:"), after=imports.open_columns),
    Trigger(Kind.SUBMISSION, ids.VIEW_IMPORT_COLUMNS, ack=imports.check_columns, after=imports.try_columns),
    Trigger(Kind.SUBMISSION, ids.VIEW_IMPORT_NOW, ack=imports.start_import, after=imports.run_import),
)

__all__ = ["TRIGGERS", "Kind", "Trigger", "register"]

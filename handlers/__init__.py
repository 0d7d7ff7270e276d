"""Ears: the table of every Slack trigger and the function it calls, the hot ones first; no SQL, no dates, no blocks."""

import re

from bot.audit import CLAIM_EXPORT, CLAIM_VIEW
from bot.rules.roles import Permission
from bot.views import denial_ids, ids, work_ids
from handlers import billing, claims, codes, denials, home, imports, many, messages, work, worklist
from handlers.triggers import Kind, Trigger, register

TRIGGERS: tuple[Trigger, ...] = (
    Trigger(Kind.COMMAND, ids.COMMAND_CODE, Permission.LOOK_UP_CODES, ack=codes.answer_code),
    Trigger(Kind.COMMAND, ids.COMMAND_CLAIM, Permission.SEE_CLAIM, ack=claims.answer_claim, audit=CLAIM_VIEW),
    Trigger(Kind.COMMAND, ids.COMMAND_CLAIMS, Permission.SEE_CLAIM, ack=worklist.answer_claims, audit=CLAIM_VIEW),
    Trigger(Kind.COMMAND, denial_ids.COMMAND_DENIAL, Permission.SEE_DENIAL_HELP, ack=denials.answer_denial),
    Trigger(Kind.OPTIONS, ids.FIND_CHOICE, Permission.LOOK_UP_CODES, ack=codes.suggest_codes),
    Trigger(Kind.ACTION, re.compile(f"^{ids.OPEN_CODE}:"), Permission.LOOK_UP_CODES, after=codes.open_code),
    Trigger(Kind.ACTION, re.compile(f"^{ids.OPEN_LIST}:"), Permission.LOOK_UP_CODES, after=codes.open_list),
    Trigger(
        Kind.ACTION, re.compile(f"^{ids.OPEN_CLAIM}:"), Permission.SEE_CLAIM, after=claims.open_claim, audit=CLAIM_VIEW
    ),
    Trigger(
        Kind.ACTION,
        re.compile(f"^{ids.WORKLIST_OPEN}:"),
        Permission.SEE_CLAIM,
        after=worklist.open_claim,
        audit=CLAIM_VIEW,
    ),
    Trigger(
        Kind.ACTION,
        re.compile(f"^{ids.WORKLIST_PAGE}:"),
        Permission.SEE_CLAIM,
        after=worklist.turn_page,
        audit=CLAIM_VIEW,
    ),
    Trigger(Kind.ACTION, ids.WORKLIST_SORT, Permission.SEE_CLAIM, after=worklist.put_in_order, audit=CLAIM_VIEW),
    Trigger(Kind.ACTION, ids.WORKLIST_EXPORT, Permission.EXPORT, after=worklist.export, audit=CLAIM_EXPORT),
    Trigger(Kind.ACTION, ids.WORKLIST_SAVE, Permission.SEE_CLAIM, after=worklist.ask_name),
    Trigger(
        Kind.ACTION,
        re.compile(f"^{ids.WORKLIST_SAVED}:"),
        Permission.SEE_CLAIM,
        after=worklist.open_saved,
        audit=CLAIM_VIEW,
    ),
    Trigger(Kind.ACTION, re.compile(f"^{ids.WORKLIST_FORGET}:"), Permission.SEE_CLAIM, after=worklist.forget),
    Trigger(Kind.SUBMISSION, ids.VIEW_SAVE_WORKLIST, Permission.SEE_CLAIM, ack=worklist.save),
    Trigger(Kind.ACTION, work_ids.TAKE, Permission.WORK_CLAIM, after=work.take),
    Trigger(Kind.ACTION, work_ids.RESOLVE, Permission.WORK_CLAIM, after=work.resolve),
    Trigger(Kind.ACTION, work_ids.UNDO, Permission.WORK_CLAIM, after=work.undo),
    Trigger(Kind.ACTION, work_ids.CONFIRM, Permission.WRITE_OFF_CONFIRM, after=work.confirm),
    Trigger(Kind.ACTION, re.compile(f"^{work_ids.OPEN_FORM}:"), Permission.WORK_CLAIM, after=work.open_form),
    Trigger(Kind.ACTION, work_ids.MORE, Permission.WORK_CLAIM, after=work.more, audit=CLAIM_VIEW),
    Trigger(
        Kind.SUBMISSION,
        re.compile(f"^{work_ids.VIEW_FORM}:"),
        Permission.WORK_CLAIM,
        ack=work.check_form,
        after=work.keep_form,
    ),
    Trigger(Kind.ACTION, work_ids.MANY, Permission.WORK_CLAIM, after=many.open_many),
    Trigger(Kind.SUBMISSION, work_ids.VIEW_MANY, Permission.WORK_CLAIM, ack=many.ask_again),
    Trigger(Kind.SUBMISSION, work_ids.VIEW_MANY_SURE, Permission.WORK_CLAIM, ack=many.start, after=many.carry_out),
    Trigger(Kind.ACTION, work_ids.DETAILS, Permission.SEE_CLAIM, after=work.open_details, audit=CLAIM_VIEW),
    Trigger(Kind.ACTION, re.compile(f"^{work_ids.SAME}:"), Permission.WORK_CLAIM, after=work.join_alike),
    Trigger(Kind.ACTION, re.compile(f"^{work_ids.DIFFERENT}:"), Permission.WORK_CLAIM, after=work.tell_apart),
    Trigger(Kind.ACTION, work_ids.PART, Permission.WORK_CLAIM, after=work.part),
    Trigger(Kind.ACTION, ids.FIND_CHOICE, Permission.LOOK_UP_CODES, after=codes.choose_code),
    Trigger(Kind.ACTION, re.compile(f"^{denial_ids.READ_AS}:"), Permission.SEE_DENIAL_HELP, after=denials.read_as),
    Trigger(Kind.ACTION, denial_ids.POST_DENIAL, Permission.SEE_DENIAL_HELP, after=denials.post_denial),
    Trigger(Kind.ACTION, ids.POST_CODE, Permission.LOOK_UP_CODES, after=codes.post_code),
    Trigger(Kind.ACTION, ids.SHOW_NOTES, Permission.LOOK_UP_CODES, after=codes.show_notes),
    Trigger(Kind.ACTION, ids.FIND_CODE, Permission.LOOK_UP_CODES, after=codes.open_find_code),
    Trigger(Kind.SHORTCUT, ids.SHORTCUT_FIND_CODE, Permission.LOOK_UP_CODES, after=codes.open_find_code),
    Trigger(Kind.MESSAGE_SHORTCUT, ids.SHORTCUT_CODES_HERE, Permission.LOOK_UP_CODES, after=codes.look_up_codes_here),
    Trigger(Kind.SUBMISSION, ids.VIEW_FIND_CODE, Permission.LOOK_UP_CODES, after=codes.send_found_code),
    Trigger(Kind.EVENT, "message", Permission.LOOK_UP_CODES, after=messages.answer_direct_message, audit=CLAIM_VIEW),
    Trigger(Kind.EVENT, "app_mention", Permission.LOOK_UP_CODES, after=messages.answer_mention, audit=CLAIM_VIEW),
    Trigger(Kind.EVENT, "app_home_opened", Permission.LOOK_UP_CODES, after=home.show_home),
    Trigger(
        Kind.COMMAND,
        ids.COMMAND_BILLING,
        Permission.LOOK_UP_CODES,
        ack=billing.answer_billing,
        after=imports.open_imports,
    ),
    Trigger(Kind.OPTIONS, ids.COLUMN_CHOICE, Permission.IMPORT, ack=imports.suggest_fields),
    Trigger(Kind.ACTION, re.compile(f"^{ids.IMPORT_OPEN}:"), Permission.IMPORT, after=imports.open_columns),
    Trigger(Kind.ACTION, re.compile(f"^{ids.IMPORT_COLUMNS}:"), Permission.IMPORT, after=imports.open_columns),
    Trigger(
        Kind.SUBMISSION,
        ids.VIEW_IMPORT_COLUMNS,
        Permission.IMPORT,
        ack=imports.check_columns,
        after=imports.try_columns,
    ),
    Trigger(
        Kind.SUBMISSION, ids.VIEW_IMPORT_NOW, Permission.IMPORT, ack=imports.start_import, after=imports.run_import
    ),
)

__all__ = ["TRIGGERS", "Kind", "Trigger", "register"]

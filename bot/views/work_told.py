"""Sentences about what was just done with a claim; no patient and no person's words stand in them."""

from collections.abc import Sequence

from bot.rules.work_rules import WorkAction

_DONE = {
    WorkAction.TAKE: "took it",
    WorkAction.ASSIGN: "assigned it",
    WorkAction.NOTE: "wrote a note",
    WorkAction.TOUCH: "logged a touch",
    WorkAction.SNOOZE: "snoozed it",
    WorkAction.RESOLVE: "said it is resolved in PM",
    WorkAction.REOPEN: "reopened it",
    WorkAction.WRITE_OFF: "asked for a write-off",
    WorkAction.CONFIRM: "confirmed the write-off",
    WorkAction.DECLINE: "declined the write-off",
    WorkAction.RESEND: "logged that it was sent again",
    WorkAction.APPEAL: "logged the appeal",
    WorkAction.CORRECT_APPEAL: "put the appeal's entry right",
    WorkAction.DECISION: "logged the decision on the appeal",
    WorkAction.CORRECT_DECISION: "put the decision's entry right",
    WorkAction.LETTER: "logged the letter's date",
    WorkAction.KEEP_IN_VIEW: "keeps the deadline in view",
    None: "undid it",
}


def done_words(action: WorkAction | None, who: str) -> str:
    """ "Bea Biller took it."; None for undoing."""
    return f"{who} {_DONE[action]}."


def removed_words(kinds: Sequence[str]) -> str:
    """What was taken out of typed text, by kind; "" where nothing was."""
    if not kinds:
        return ""
    listed = kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"
    return f"I took out what looked like {listed}: it is not kept."

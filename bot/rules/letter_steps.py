"""What payers' letters ask by days of their own; a letter takes the place of the step that it is about."""

from datetime import date

from bot.rules.dating import Dating
from data.claim_models import Position
from data.follow_up_models import Step, StepKind
from data.work_models import LetterDay

_ABOUT = {
    "appeal": StepKind.APPEAL,
    "records": StepKind.SEND_RECORDS,
    "correction": StepKind.CORRECT_CLAIM,
}
_SENT_BY = frozenset({"fax", "mail", "portal"})


def letter_steps(steps: list[Step], position: Position, dating: Dating) -> list[Step]:
    """The steps with those of letters that nobody has answered yet."""
    open_letters = [one for one in position.overlay.letters if not _is_answered(one, position)]
    replaced = {_ABOUT[one.about] for one in open_letters if one.about in _ABOUT}
    kept = [step for step in steps if not (step.rule_id and step.kind in replaced)]
    return [*kept, *(dating.by_letter(one) for one in open_letters)]


def _is_answered(letter: LetterDay, position: Position) -> bool:
    """By what it asks for, done since it was written down."""
    overlay = position.overlay
    match letter.about:
        case "appeal":
            return any(one.sent_on >= letter.on for one in overlay.appeals)
        case "correction":
            return _is_since(letter, overlay.resent_on) or _is_since(letter, position.last_sent_on)
        case "records":
            sent = bool(_SENT_BY & set(overlay.touch.split()))
            return sent and _is_since(letter, overlay.looked_at_on)
        case _:
            return False


def _is_since(letter: LetterDay, day: date | None) -> bool:
    return day is not None and day >= letter.on

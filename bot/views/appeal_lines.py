"""Appeals on a claim's card and in its forms: each that went out, the level that is next, what to know before."""

from collections.abc import Sequence
from datetime import date

from bot.rules.appeal_rights import AppealRight, NextLevel
from bot.rules.appeal_words import AFTER, WAYS_TOLD, document_words, level_words, outcome_words
from bot.rules.claim_deadlines import band
from bot.rules.privacy import Shown, day_text, distance, money_text
from bot.views.blocks import escape
from data.appeal_models import AppealRecord, AppealState
from data.claim_models import PayerKind
from data.deadline_models import Mark


def appeal_lines(records: Sequence[AppealRecord], kind: PayerKind, today: date, shown: Shown) -> list[str]:
    """A line for each appeal, the oldest first; of the newest what comes after its decision, too."""
    lines = [f"*Appeal {one.appeal.level}:* {appeal_text(one, kind, today, shown)}" for one in records]
    newest = records[-1].appeal if records else None
    if newest is not None and newest.outcome is not None:
        lines[-1] += f" _{escape(AFTER[newest.outcome])}_"
    return lines


def appeal_text(one: AppealRecord, kind: PayerKind, today: date, shown: Shown) -> str:
    """ "sent 2026-03-02 by mail, reference 4711; unfavorable: the denial stands (2026-05-01)"."""
    appeal = one.appeal
    way = WAYS_TOLD.get(appeal.way, "").lower()
    reference = f", reference {escape(appeal.reference)}" if shown.is_exact and appeal.reference else ""
    documents = f", with {document_words(appeal.documents)}" if appeal.documents else ""
    sent = f"sent {day_text(appeal.sent_on, today, shown)} {way}".rstrip() + reference + documents
    if appeal.decided_on is None or appeal.outcome is None:
        return f"{sent}; {_waiting(one, today, shown)}"
    outcome = outcome_words(appeal.outcome, kind)
    told = f"{outcome[:1].lower()}{outcome[1:]} ({day_text(appeal.decided_on, today, shown)})"
    return f"{sent}; {told}{_money(one, shown)}"


def _waiting(one: AppealRecord, today: date, shown: Shown) -> str:
    state = one.state_on(today)
    if state is AppealState.ANSWERED and one.answered_on is not None:
        paid = f" and pays {money_text(one.paid_since_cents, shown)}" if one.paid_since_cents else ""
        return f"a remittance came {day_text(one.answered_on, today, shown)}{paid}: record the decision"
    due = day_text(one.decision_due_on, today, shown)
    if state is AppealState.OVERDUE:
        return f"the decision was due {due} ⚠️"
    return f"the payer has not decided yet, due {due}"


def _money(one: AppealRecord, shown: Shown) -> str:
    """What was recorded and what remittances have paid since, each where it is known."""
    recovered = one.appeal.recovered_cents
    parts = [
        f"recovers {money_text(recovered, shown)}" if recovered is not None else "",
        f"paid since: {money_text(one.paid_since_cents, shown)}" if one.paid_since_cents else "",
    ]
    told = "; ".join(filter(None, parts))
    return f", {told}" if told else ""


# --- the next level ------------------------------------------------------------------------------------------------


def next_level_lines(right: AppealRight, today: date, shown: Shown) -> list[str]:
    """For a card: only what its deadline line does not say."""
    following = right.next_level
    if following is None:
        return []
    lines = []
    if following.is_asked_only or following.days is None:
        lines.append(f"*Next level:* {escape(_level(following, today, shown))}")
    if following.amount is not None:
        lines.append(f"*Amount in controversy:* {escape(_amount(following, shown))}")
    return lines


def form_lines(right: AppealRight, today: date, shown: Shown) -> list[str]:
    """For the form: the level, its rule and last day, the amount, then what to know before."""
    following = right.next_level
    lines = []
    if following is not None:
        lines.append(f"Next: {_level(following, today, shown)}.")
        lines += [_amount(following, shown)] if following.amount else []
        lines += [following.note] if following.note else []
        lines += _window(following, today)
    return [escape(line) for line in (*lines, *right.warnings)]


def level_text(one: NextLevel, today: date, shown: Shown) -> str:
    """The same for places that are not Slack."""
    return _level(one, today, shown)


def _level(one: NextLevel, today: date, shown: Shown) -> str:
    """ "Level 2, Reconsideration, to the QIC, until 2026-09-28 (in 30 days), by mcr.l2, 42 CFR 405.962"."""
    parts = [
        level_words(one.level, one.name) + (f", to {one.goes_to}" if one.goes_to else ""),
        _until(one, today, shown),
        _by(one),
        "not reminded of, for it is not the practice's own right" if one.is_asked_only else "",
    ]
    return ", ".join(filter(None, parts))


def _until(one: NextLevel, today: date, shown: Shown) -> str:
    if one.days is None:
        return "the payer sends it on by itself" if one.rule is None else ""
    last = one.days.due_rolled
    if not shown.is_exact:
        return band(last, today) if one.starts_at_service else f"last day {distance(last, today)}"
    return f"last day {last.isoformat()} ({distance(last, today)})"


def _by(one: NextLevel) -> str:
    if one.rule is None:
        return ""
    if one.rule.mark is Mark.UNSET:
        return f"by a default ({one.rule.id}) that nobody has checked: set the payer's own"
    return f"by {one.rule.id}, {one.rule.source}"


def _amount(one: NextLevel, shown: Shown) -> str:
    check = one.amount
    if check is None:
        return ""
    refused = f"{money_text(check.refused_cents, shown)} is refused here"
    if check.is_met is None:
        return f"{check.sentence} {refused}."
    return f"{check.sentence} {refused}: " + (
        "it is met." if check.is_met else "it is not met by this claim alone; claims may be added together."
    )


def _window(one: NextLevel, today: date) -> list[str]:
    match one.window_on(today):
        case "closed":
            return ["Its last day has passed: an appeal goes out late only with good cause, which you choose below."]
        case "not_yet":
            return ["It is too early: the payer does not take it yet."]
        case _:
            return []

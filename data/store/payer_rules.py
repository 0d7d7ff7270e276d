"""The practice's own deadline rules, its checks of shipped ones, and their history: rows are added, none is changed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlite_utils import Database

from data.claim_models import PayerKind
from data.deadline_models import DeadlineRule, Filed, Mark, MonthEnd, Purpose, Scope, Starts, Unit
from data.errors import RuleChanged, RuleNotFound
from data.payer_models import PracticeRules, RuleChange, RuleCheck
from data.store.payer_sheets import same_payers

OWN = "own."
"""How ids of the practice's own rules begin."""
_FACTS = (
    "rule_id, title, purpose, level, scope, payer_kinds, payer_id, state, limit_count, unit, starts, "
    "presumed_receipt_days, from_receipt, filed, mail_lead_business_days, rolls, month_end, plan_days, decision_days, "
    "opens_after, minimum_cents, asked_only, source, mark, verified_on, verified_by, note"
)
_COUNT = _FACTS.count(",") + 1
_NEWEST = "WHERE id IN (SELECT max(id) FROM payer_rule GROUP BY rule_id)"
_SELECT = f"SELECT id, at, by, is_withdrawn, {_FACTS} FROM payer_rule"  # noqa: S608
_INSERT = f"INSERT INTO payer_rule (at, by, is_withdrawn, {_FACTS}) VALUES (?, ?, ?, {', '.join('?' * _COUNT)})"  # noqa: S608


def load_rules(db: Database) -> PracticeRules:
    """Own rules in force, the newest first, and checks of shipped ones. Rules of a payer that a person said to be
    another are that one's.
    """
    same = same_payers(db)
    rows = db.conn.execute(f"{_SELECT} {_NEWEST} ORDER BY id DESC")
    kept = [change.rule for change in map(_change, rows) if not change.is_withdrawn]
    return PracticeRules(
        rules=tuple(replace(rule, payer_id=same.get(rule.payer_id or 0, rule.payer_id)) for rule in kept),
        checks=_checks(db),
    )


def save_rule(db: Database, rule: DeadlineRule, *, at: datetime, by: str, after: int) -> RuleChange:
    """Adds what the rule says from now on. `after` is the change that it was made on top of, 0 for a new rule.

    Raises RuleChanged where somebody else was first.
    """
    return _add(db, rule, at=at, by=by, after=after, is_withdrawn=False)


def withdraw_rule(db: Database, rule_id: str, *, at: datetime, by: str, after: int) -> RuleChange:
    """The rule answers no more; its history stays. Raises RuleNotFound, RuleChanged."""
    newest = get_change(db, rule_id)
    return _add(db, newest.rule, at=at, by=by, after=after, is_withdrawn=True)


def save_check(db: Database, check: RuleCheck, *, at: datetime) -> None:
    """Of a shipped rule. A later one of the same rule takes its place."""
    db.conn.execute(
        "INSERT INTO rule_check (rule_id, at, by, checked_on, facts) VALUES (?, ?, ?, ?, ?)",
        (check.rule_id, _instant(at), check.by, check.checked_on.isoformat(), check.facts),
    )


def history(db: Database, rule_id: str) -> list[RuleChange]:
    """What an own rule said from when on, the newest first; [] for none of that id."""
    rows = db.conn.execute(_SELECT + " WHERE rule_id = ? ORDER BY id DESC", (rule_id,))
    return [_change(row) for row in rows]


def check_history(db: Database, rule_id: str) -> list[RuleCheck]:
    """Who checked a shipped rule and when, the newest first."""
    rows = db.conn.execute(
        "SELECT rule_id, checked_on, by, facts FROM rule_check WHERE rule_id = ? ORDER BY id DESC", (rule_id,)
    )
    return [_check(row) for row in rows]


def get_change(db: Database, rule_id: str) -> RuleChange:
    """The rule as it is now, and the change that made it so. Raises RuleNotFound for none, and for a withdrawn one."""
    found = history(db, rule_id)
    if not found or found[0].is_withdrawn:
        raise RuleNotFound(rule_id)
    return found[0]


def newest_changes(db: Database) -> dict[str, RuleChange]:
    """By rule id, withdrawn ones too."""
    rows = db.conn.execute(f"{_SELECT} {_NEWEST}")
    return {change.rule.id: change for change in map(_change, rows)}


def next_rule_id(db: Database) -> str:
    """ "own.12": an id that no rule has or had."""
    rows = db.conn.execute("SELECT DISTINCT rule_id FROM payer_rule WHERE rule_id GLOB 'own.[0-9]*'")
    return f"{OWN}{max((int(row[0].removeprefix(OWN)) for row in rows), default=0) + 1}"


def rules_version(db: Database) -> int:
    """Another number after every change of rules, checks, sheets, joined payers and kinds of payers."""
    return int(db.conn.execute("SELECT version FROM payer_rule_version").fetchone()[0])


def _add(db: Database, rule: DeadlineRule, *, at: datetime, by: str, after: int, is_withdrawn: bool) -> RuleChange:
    before = history(db, rule.id)
    if (before[0].id if before else 0) != after:
        raise RuleChanged(rule.id, by=before[0].by if before else "")
    done = db.conn.execute(_INSERT, (_instant(at), by, is_withdrawn, *_facts(rule)))
    return RuleChange(id=int(done.lastrowid or 0), at=at, by=by, rule=rule, is_withdrawn=is_withdrawn)


def _checks(db: Database) -> dict[str, RuleCheck]:
    rows = db.conn.execute("SELECT rule_id, checked_on, by, facts FROM rule_check ORDER BY id")
    return {row[0]: _check(row) for row in rows}


def _check(row: tuple[Any, ...]) -> RuleCheck:
    return RuleCheck(rule_id=row[0], checked_on=date.fromisoformat(row[1]), by=row[2], facts=row[3])


def _facts(rule: DeadlineRule) -> tuple[Any, ...]:
    """In the order of `_FACTS`."""
    return (
        rule.id,
        rule.title,
        rule.purpose,
        rule.level,
        rule.scope,
        " ".join(kind for kind in PayerKind if kind in rule.payer_kinds),
        rule.payer_id,
        rule.state,
        rule.limit,
        rule.unit,
        rule.starts,
        rule.presumed_receipt_days,
        rule.from_receipt,
        rule.filed,
        rule.mail_lead_business_days,
        rule.rolls,
        rule.month_end,
        rule.plan_days,
        rule.decision_days,
        rule.opens_after,
        rule.minimum_cents,
        rule.asked_only,
        rule.source,
        rule.mark,
        rule.verified_on.isoformat() if rule.verified_on else None,
        rule.verified_by,
        rule.note,
    )


def _change(row: tuple[Any, ...]) -> RuleChange:
    return RuleChange(
        id=row[0],
        at=datetime.fromisoformat(row[1]),
        by=row[2],
        rule=_rule(row[4:]),
        is_withdrawn=bool(row[3]),
    )


def _rule(row: tuple[Any, ...]) -> DeadlineRule:
    return DeadlineRule(
        id=row[0],
        title=row[1],
        purpose=Purpose(row[2]),
        level=row[3],
        scope=Scope(row[4]),
        payer_kinds=frozenset(map(PayerKind, row[5].split())),
        payer_id=row[6],
        state=row[7],
        limit=row[8],
        unit=Unit(row[9]),
        starts=Starts(row[10]),
        presumed_receipt_days=row[11],
        from_receipt=bool(row[12]),
        filed=Filed(row[13]),
        mail_lead_business_days=row[14],
        rolls=bool(row[15]),
        month_end=MonthEnd(row[16]),
        plan_days=row[17],
        decision_days=row[18],
        opens_after=row[19],
        minimum_cents=row[20],
        asked_only=bool(row[21]),
        source=row[22],
        mark=Mark(row[23]),
        verified_on=date.fromisoformat(row[24]) if row[24] else None,
        verified_by=row[25],
        note=row[26],
    )


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")

"""Tables of payer sheets and of the practice's own rules, as migrations, oldest first."""

from sqlite_utils import Database, Migrations

PAYER_RULE_MIGRATIONS = Migrations("payer_rule")


@PAYER_RULE_MIGRATIONS()
def create_payer_rules(db: Database) -> None:
    """`payer_sheet` and `payer_rule` only grow: of a payer or a rule the newest row stands.

    The version moves with everything that a claim's days depend on: kinds of payers, too, which imports find out.
    """
    for statement in (
        """CREATE TABLE payer_sheet (
            id INTEGER PRIMARY KEY, payer_id INTEGER NOT NULL REFERENCES payer, at TEXT NOT NULL, by TEXT NOT NULL,
            kind TEXT NOT NULL, state TEXT NOT NULL, contracted INTEGER, portal TEXT NOT NULL, fax TEXT NOT NULL,
            appeals_address TEXT NOT NULL, correction TEXT NOT NULL, usual_days_to_pay INTEGER,
            appeal_quiet_days INTEGER, note TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX payer_sheet_payer ON payer_sheet (payer_id)",
        """CREATE TABLE payer_rule (
            id INTEGER PRIMARY KEY, rule_id TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
            is_withdrawn INTEGER NOT NULL, title TEXT NOT NULL, purpose TEXT NOT NULL, level INTEGER NOT NULL,
            scope TEXT NOT NULL, payer_kinds TEXT NOT NULL, payer_id INTEGER REFERENCES payer, state TEXT NOT NULL,
            limit_count INTEGER NOT NULL, unit TEXT NOT NULL, starts TEXT NOT NULL,
            presumed_receipt_days INTEGER NOT NULL, from_receipt INTEGER NOT NULL, filed TEXT NOT NULL,
            mail_lead_business_days INTEGER NOT NULL, rolls INTEGER NOT NULL, month_end TEXT NOT NULL,
            plan_days INTEGER, decision_days INTEGER, opens_after INTEGER NOT NULL, minimum_cents INTEGER,
            asked_only INTEGER NOT NULL, source TEXT NOT NULL, mark TEXT NOT NULL, verified_on TEXT,
            verified_by TEXT NOT NULL, note TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX payer_rule_rule ON payer_rule (rule_id)",
        """CREATE TABLE rule_check (
            id INTEGER PRIMARY KEY, rule_id TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, checked_on TEXT NOT NULL,
            facts TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE payer_same (
            payer_id INTEGER PRIMARY KEY REFERENCES payer, as_payer_id INTEGER NOT NULL REFERENCES payer,
            at TEXT NOT NULL, by TEXT NOT NULL
        ) STRICT""",
        "CREATE TABLE payer_rule_version (version INTEGER NOT NULL) STRICT",
        "INSERT INTO payer_rule_version VALUES (0)",
        _moving("payer_sheet_kept", "INSERT ON payer_sheet"),
        _moving("payer_rule_kept", "INSERT ON payer_rule"),
        _moving("rule_check_kept", "INSERT ON rule_check"),
        _moving("payer_same_said", "INSERT ON payer_same"),
        _moving("payer_same_changed", "UPDATE ON payer_same"),
        _moving("payer_same_unsaid", "DELETE ON payer_same"),
        _moving("payer_made", "INSERT ON payer"),
        _moving("payer_kind_found", "UPDATE OF kind ON payer WHEN NEW.kind <> OLD.kind"),
        *_growing("payer_sheet"),
        *_growing("payer_rule"),
        *_growing("rule_check"),
    ):
        db.execute(statement)


def _moving(name: str, event: str) -> str:
    bump = "BEGIN UPDATE payer_rule_version SET version = version + 1; END"
    return f"CREATE TRIGGER {name} AFTER {event} {bump}"


def _growing(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the history of {table} only grows'); END"
        for verb in ("update", "delete")
    ]

"""The tables of claims.db as migrations, oldest first; it holds no rows and no look-ups.

The ledger (x12_transaction, envelope, batch_ack, fact and what hangs on a fact) is only ever added to; the columns of
`claim` after its key are computed from it. Days are ISO text, money integer cents.
"""

from sqlite_utils import Database, Migrations

CLAIM_MIGRATIONS = Migrations("claims")
_LOOKED_THROUGH = (
    "state, coalesce(payer_id, 0), state_on, balance_cents, service_from, first_sent_on, last_sent_on, next_action_on, "
    "owner_id, snoozed_until, touched_on, paid_cents, payer_sequence, resolved_on, provider"
)
"""All that a worklist asks of a claim's row, so that it need not be read; what is asked most often comes first."""


@CLAIM_MIGRATIONS()
def create_files_and_payers(db: Database) -> None:
    """What was imported, and who pays."""
    for statement in (
        """CREATE TABLE imported_file (
            id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,
            source TEXT NOT NULL, imported_at TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX imported_file_source ON imported_file (source) WHERE source <> ''",
        """CREATE TABLE x12_transaction (
            id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL REFERENCES imported_file, sha256 TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL, version TEXT NOT NULL, place TEXT NOT NULL, sender TEXT NOT NULL,
            receiver TEXT NOT NULL, interchange_control TEXT NOT NULL, group_control TEXT NOT NULL,
            control TEXT NOT NULL, batch_reference TEXT NOT NULL, sent_on TEXT, is_test INTEGER NOT NULL,
            claims INTEGER NOT NULL, payment_key TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX x12_transaction_isa ON x12_transaction (interchange_control)",
        """CREATE TABLE envelope (
            id INTEGER PRIMARY KEY, transaction_id INTEGER NOT NULL REFERENCES x12_transaction, sender TEXT NOT NULL,
            receiver TEXT NOT NULL, interchange_control TEXT NOT NULL, group_control TEXT NOT NULL,
            control TEXT NOT NULL, sent_on TEXT,
            UNIQUE (transaction_id, sender, receiver, interchange_control, group_control, control)
        ) STRICT""",
        "CREATE INDEX envelope_group ON envelope (group_control)",
        "CREATE INDEX envelope_isa ON envelope (interchange_control)",
        "CREATE INDEX x12_transaction_batch ON x12_transaction (batch_reference) WHERE batch_reference <> ''",
        "CREATE INDEX x12_transaction_payment ON x12_transaction (payment_key) WHERE payment_key <> ''",
        """CREATE TABLE payer (
            id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE payer_alias (
            payer_id INTEGER NOT NULL REFERENCES payer, kind TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (kind, value, payer_id)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE payer_filing (
            payer_id INTEGER NOT NULL REFERENCES payer, filing_code TEXT NOT NULL, claims INTEGER NOT NULL,
            PRIMARY KEY (payer_id, filing_code)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE table_mapping (
            fingerprint TEXT PRIMARY KEY, columns TEXT NOT NULL, saved_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
    ):
        db.execute(statement)


@CLAIM_MIGRATIONS()
def create_claims(db: Database) -> None:
    """The claims themselves, and the people who work them."""
    for statement in (
        """CREATE TABLE claim (
            id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, link_key TEXT NOT NULL,
            claim_number TEXT NOT NULL DEFAULT '', state TEXT NOT NULL DEFAULT 'draft', state_on TEXT,
            payer_id INTEGER REFERENCES payer, payer_sequence TEXT NOT NULL DEFAULT '',
            billed_cents INTEGER NOT NULL DEFAULT 0, paid_cents INTEGER NOT NULL DEFAULT 0,
            adjusted_cents INTEGER NOT NULL DEFAULT 0, patient_cents INTEGER NOT NULL DEFAULT 0,
            patient_paid_cents INTEGER NOT NULL DEFAULT 0, denied_cents INTEGER NOT NULL DEFAULT 0,
            balance_cents INTEGER NOT NULL DEFAULT 0, service_from TEXT, service_to TEXT, first_sent_on TEXT,
            last_sent_on TEXT, last_event_on TEXT, next_action TEXT NOT NULL DEFAULT '', next_action_on TEXT,
            review TEXT NOT NULL DEFAULT '', patient_last TEXT NOT NULL DEFAULT '',
            patient_first TEXT NOT NULL DEFAULT '', provider TEXT NOT NULL DEFAULT '',
            account_number TEXT NOT NULL DEFAULT ''
        ) STRICT""",
        "CREATE INDEX claim_number ON claim (claim_number)",
        "CREATE INDEX claim_link ON claim (link_key)",
        "CREATE INDEX claim_alike ON claim (service_from, billed_cents, patient_last)",
        """CREATE TABLE former_ref (
            ref TEXT PRIMARY KEY, claim_id INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE, old_id INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE person (
            id INTEGER PRIMARY KEY, team TEXT NOT NULL, user TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,
            UNIQUE (team, user)
        ) STRICT""",
        """CREATE TABLE note (
            id INTEGER PRIMARY KEY, claim_id INTEGER NOT NULL REFERENCES claim, person_id INTEGER REFERENCES person,
            written_at TEXT NOT NULL, text TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX note_claim ON note (claim_id)",
    ):
        db.execute(statement)


@CLAIM_MIGRATIONS()
def create_ledger(db: Database) -> None:
    """Facts. `fact` says to which claim one belongs; the tables that share its id say what it is."""
    for statement in (
        """CREATE TABLE fact (
            id INTEGER PRIMARY KEY, claim_id INTEGER REFERENCES claim, kind TEXT NOT NULL, origin TEXT NOT NULL,
            transaction_id INTEGER REFERENCES x12_transaction, number TEXT NOT NULL, payer_claim_number TEXT NOT NULL,
            original_payer_claim_number TEXT NOT NULL, sequence TEXT NOT NULL, replaces INTEGER NOT NULL,
            patient_last TEXT NOT NULL, patient_first TEXT NOT NULL, service_from TEXT, service_to TEXT,
            charge_cents INTEGER, happened_on TEXT, number_key TEXT NOT NULL, payer_key TEXT NOT NULL,
            original_key TEXT NOT NULL, payer_id INTEGER REFERENCES payer, rejects INTEGER NOT NULL
        ) STRICT""",
        "CREATE INDEX fact_claim ON fact (claim_id)",
        "CREATE INDEX fact_number_key ON fact (number_key) WHERE number_key <> ''",
        "CREATE INDEX fact_payer_key ON fact (payer_key) WHERE payer_key <> ''",
        "CREATE INDEX fact_original_key ON fact (original_key) WHERE original_key <> ''",
        "CREATE INDEX fact_transaction ON fact (transaction_id)",
        """CREATE TABLE said_same (
            fact_id INTEGER NOT NULL REFERENCES fact, other_id INTEGER NOT NULL REFERENCES fact,
            said_at TEXT NOT NULL, PRIMARY KEY (fact_id, other_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX said_same_other ON said_same (other_id)",
        """CREATE TABLE sent (
            fact_id INTEGER PRIMARY KEY REFERENCES fact, frequency TEXT NOT NULL, payer_id INTEGER REFERENCES payer,
            filing_code TEXT NOT NULL, facility_code TEXT NOT NULL, clearinghouse_number TEXT NOT NULL,
            authorization TEXT NOT NULL, billing_npi TEXT NOT NULL, rendering_npi TEXT NOT NULL,
            provider TEXT NOT NULL, member_last4 TEXT NOT NULL, patient_paid_cents INTEGER NOT NULL,
            diagnoses TEXT NOT NULL, others TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE sent_line (
            fact_id INTEGER NOT NULL REFERENCES fact, line INTEGER NOT NULL, revenue_code TEXT NOT NULL,
            procedure TEXT NOT NULL, modifiers TEXT NOT NULL, charge_cents INTEGER NOT NULL, units TEXT NOT NULL,
            pointers TEXT NOT NULL, service_from TEXT, service_to TEXT, control_number TEXT NOT NULL,
            PRIMARY KEY (fact_id, line)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE answer (
            fact_id INTEGER PRIMARY KEY REFERENCES fact, batch_reference TEXT NOT NULL, action TEXT NOT NULL,
            codes TEXT NOT NULL, source_is_payer INTEGER NOT NULL, source TEXT NOT NULL,
            clearinghouse_number TEXT NOT NULL, message TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE payment (
            id INTEGER PRIMARY KEY, transaction_id INTEGER NOT NULL UNIQUE REFERENCES x12_transaction,
            payer_id INTEGER NOT NULL REFERENCES payer, amount_cents INTEGER, method TEXT NOT NULL, paid_on TEXT,
            trace TEXT NOT NULL, payee_npi TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE remitted (
            fact_id INTEGER PRIMARY KEY REFERENCES fact, payment_id INTEGER NOT NULL REFERENCES payment,
            status TEXT NOT NULL, paid_cents INTEGER NOT NULL, patient_cents INTEGER NOT NULL,
            filing_code TEXT NOT NULL, facility_code TEXT NOT NULL, frequency TEXT NOT NULL,
            rendering_npi TEXT NOT NULL, crossover TEXT NOT NULL, received_on TEXT, remarks TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE remitted_line (
            fact_id INTEGER NOT NULL REFERENCES fact, line INTEGER NOT NULL, revenue_code TEXT NOT NULL,
            procedure TEXT NOT NULL, modifiers TEXT NOT NULL, submitted_procedure TEXT NOT NULL,
            charge_cents INTEGER NOT NULL, paid_cents INTEGER NOT NULL, units TEXT NOT NULL, service_from TEXT,
            service_to TEXT, control_number TEXT NOT NULL, allowed_cents INTEGER, remarks TEXT NOT NULL,
            PRIMARY KEY (fact_id, line)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE adjustment (
            fact_id INTEGER NOT NULL REFERENCES fact, line INTEGER NOT NULL, position INTEGER NOT NULL,
            group_code TEXT NOT NULL, carc TEXT NOT NULL, cents INTEGER NOT NULL,
            PRIMARY KEY (fact_id, line, position)
        ) STRICT, WITHOUT ROWID""",
        # `claim_id` follows that of the fact: worklists find claims by their remark codes without reading the facts
        """CREATE TABLE remark (
            fact_id INTEGER NOT NULL REFERENCES fact, code TEXT NOT NULL, claim_id INTEGER,
            PRIMARY KEY (fact_id, code)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX remark_code ON remark (code, claim_id)",
        """CREATE TABLE provider_adjustment (
            id INTEGER PRIMARY KEY, payment_id INTEGER NOT NULL REFERENCES payment, position INTEGER NOT NULL,
            provider TEXT NOT NULL, reason TEXT NOT NULL, reference TEXT NOT NULL, cents INTEGER NOT NULL,
            UNIQUE (payment_id, position)
        ) STRICT""",
        "CREATE INDEX provider_adjustment_reference ON provider_adjustment (reference) WHERE reference <> ''",
        """CREATE TABLE listed (
            fact_id INTEGER PRIMARY KEY REFERENCES fact, file_id INTEGER NOT NULL REFERENCES imported_file,
            seen_file_id INTEGER NOT NULL REFERENCES imported_file, digest TEXT NOT NULL,
            account_number TEXT NOT NULL, provider TEXT NOT NULL, status TEXT NOT NULL, state TEXT NOT NULL,
            sent_on TEXT, listed_on TEXT NOT NULL, seen_on TEXT NOT NULL, billed_cents INTEGER, paid_cents INTEGER,
            adjusted_cents INTEGER,
            patient_paid_cents INTEGER, insurance_balance_cents INTEGER, patient_balance_cents INTEGER,
            balance_cents INTEGER, payer_id INTEGER REFERENCES payer, payers TEXT NOT NULL, diagnoses TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE batch_ack (
            id INTEGER PRIMARY KEY, transaction_id INTEGER NOT NULL REFERENCES x12_transaction, kind TEXT NOT NULL,
            happened_on TEXT, interchange_control TEXT NOT NULL, group_control TEXT NOT NULL, control TEXT NOT NULL,
            batch_reference TEXT NOT NULL, provider_npi TEXT NOT NULL, outcome TEXT NOT NULL, text TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE acknowledges (
            envelope_id INTEGER NOT NULL REFERENCES envelope, ack_id INTEGER NOT NULL REFERENCES batch_ack,
            PRIMARY KEY (envelope_id, ack_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX acknowledges_ack ON acknowledges (ack_id)",
        "CREATE INDEX batch_ack_group ON batch_ack (group_control) WHERE group_control <> ''",
        "CREATE INDEX batch_ack_isa ON batch_ack (interchange_control) WHERE interchange_control <> ''",
        "CREATE INDEX batch_ack_batch ON batch_ack (batch_reference) WHERE batch_reference <> ''",
        """CREATE TABLE import_problem (
            id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL REFERENCES imported_file,
            fact_id INTEGER REFERENCES fact, place TEXT NOT NULL, text TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX import_problem_fact ON import_problem (fact_id) WHERE fact_id IS NOT NULL",
    ):
        db.execute(statement)


@CLAIM_MIGRATIONS()
def index_account_numbers(db: Database) -> None:
    """People ask for a claim by its account, too."""
    db.execute("CREATE INDEX claim_account ON claim (account_number) WHERE account_number <> ''")


@CLAIM_MIGRATIONS()
def create_work(db: Database) -> None:
    """What people do with claims, and the columns and rows of a claim that worklists filter by."""
    for statement in (
        """CREATE TABLE worked (
            id INTEGER PRIMARY KEY, claim_id INTEGER NOT NULL REFERENCES claim, done_at TEXT NOT NULL,
            done_on TEXT NOT NULL, kind TEXT NOT NULL, person_id INTEGER REFERENCES person,
            to_person_id INTEGER REFERENCES person, until TEXT, cents INTEGER, way TEXT NOT NULL, contact TEXT NOT NULL,
            reference TEXT NOT NULL, text TEXT NOT NULL, undoes INTEGER REFERENCES worked
        ) STRICT""",
        "CREATE INDEX worked_claim ON worked (claim_id)",
        "CREATE INDEX worked_resent ON worked (claim_id) WHERE kind = 'resent'",
        "DROP TABLE note",
        "ALTER TABLE claim ADD COLUMN written_off_cents INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE claim ADD COLUMN owner_id INTEGER REFERENCES person",
        "ALTER TABLE claim ADD COLUMN snoozed_until TEXT",
        "ALTER TABLE claim ADD COLUMN touched_on TEXT",
        "ALTER TABLE claim ADD COLUMN resolved_on TEXT",
        "ALTER TABLE claim ADD COLUMN came_back_on TEXT",
        "ALTER TABLE claim ADD COLUMN asked_cents INTEGER NOT NULL DEFAULT 0",
        """CREATE TABLE claim_denial (
            claim_id INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE, group_code TEXT NOT NULL, carc TEXT NOT NULL,
            category TEXT NOT NULL, cents INTEGER NOT NULL, PRIMARY KEY (claim_id, group_code, carc)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX claim_denial_carc ON claim_denial (carc, claim_id)",
        "CREATE INDEX claim_denial_category ON claim_denial (category, claim_id)",
    ):
        db.execute(statement)


@CLAIM_MIGRATIONS()
def create_people(db: Database) -> None:
    """Who may use the bot. `roles` are words of Role parted by blanks; the version moves with every change."""
    for statement in (
        "DROP TABLE person",
        """CREATE TABLE person (
            id INTEGER PRIMARY KEY, team TEXT NOT NULL, user TEXT NOT NULL, name TEXT NOT NULL, roles TEXT NOT NULL,
            is_active INTEGER NOT NULL, added_at TEXT NOT NULL, UNIQUE (team, user)
        ) STRICT""",
        "CREATE TABLE people_version (version INTEGER NOT NULL) STRICT",
        "INSERT INTO people_version VALUES (0)",
        """CREATE TRIGGER person_added AFTER INSERT ON person
            BEGIN UPDATE people_version SET version = version + 1; END""",
        """CREATE TRIGGER person_changed AFTER UPDATE ON person
            BEGIN UPDATE people_version SET version = version + 1; END""",
        """CREATE TRIGGER person_stays BEFORE DELETE ON person
            BEGIN SELECT RAISE(ABORT, 'people are deactivated, never deleted'); END""",
    ):
        db.execute(statement)


@CLAIM_MIGRATIONS()
def create_audit(db: Database) -> None:
    """The audit trail, which only grows, and its head, which grows with it.

    The guard on INSERT stops REPLACE, which takes rows away without asking the guard on DELETE.
    """
    for statement in (
        """CREATE TABLE audit (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, team TEXT NOT NULL, user TEXT NOT NULL, action TEXT NOT NULL,
            object TEXT NOT NULL, place TEXT NOT NULL, detail TEXT NOT NULL, previous_hash TEXT NOT NULL,
            hash TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX audit_object ON audit (object)",
        "CREATE TABLE audit_head (count INTEGER NOT NULL, hash TEXT NOT NULL) STRICT",
        "INSERT INTO audit_head VALUES (0, '')",
        """CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END""",
        """CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END""",
        """CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
            BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END""",
        """CREATE TRIGGER audit_head_grows BEFORE UPDATE ON audit_head WHEN NEW.count <= OLD.count
            BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END""",
        """CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
            BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END""",
        """CREATE TRIGGER audit_head_alone BEFORE INSERT ON audit_head
            BEGIN SELECT RAISE(ABORT, 'the audit trail has one head'); END""",
    ):
        db.execute(statement)


@CLAIM_MIGRATIONS()
def create_said_different(db: Database) -> None:
    """Claims that look alike and of which a person said that they are two, by the first fact of each."""
    for statement in (
        """CREATE TABLE said_different (
            fact_id INTEGER NOT NULL REFERENCES fact, other_id INTEGER NOT NULL REFERENCES fact,
            said_at TEXT NOT NULL, PRIMARY KEY (fact_id, other_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX said_different_other ON said_different (other_id)",
    ):
        db.execute(statement)


@CLAIM_MIGRATIONS()
def create_worklists(db: Database) -> None:
    """Whether work is left on a claim; what worklists look through beside its rows; filters that people keep."""
    for statement in (
        """ALTER TABLE claim ADD COLUMN is_open INTEGER GENERATED ALWAYS AS (
            CASE WHEN state = '' THEN NULL ELSE state NOT IN ('closed', 'written_off')
            AND (state <> 'paid' OR balance_cents <> 0) AND resolved_on IS NULL END
        ) VIRTUAL""",
        f"CREATE INDEX claim_open ON claim ({_LOOKED_THROUGH}) WHERE is_open = 1",
        f"CREATE INDEX claim_done ON claim ({_LOOKED_THROUGH}) WHERE is_open = 0",
        f"CREATE INDEX claim_done_owned ON claim (owner_id, {_LOOKED_THROUGH}) "
        "WHERE is_open = 0 AND owner_id IS NOT NULL",
        "CREATE INDEX claim_open_balance ON claim (balance_cents DESC, id) WHERE is_open = 1",
        "CREATE INDEX claim_open_since ON claim (coalesce(service_from, first_sent_on), id) WHERE is_open = 1",
        "CREATE INDEX claim_open_due ON claim (next_action_on, balance_cents DESC, id) WHERE is_open = 1",
        "ALTER TABLE claim ADD COLUMN listed_file_id INTEGER REFERENCES imported_file",
        "CREATE INDEX claim_open_listed ON claim (listed_file_id) WHERE is_open = 1 AND listed_file_id IS NOT NULL",
        "CREATE INDEX claim_resent ON claim (id) WHERE last_sent_on > first_sent_on",
        """CREATE TABLE saved_filter (
            id INTEGER PRIMARY KEY, team TEXT NOT NULL, user TEXT NOT NULL, name TEXT NOT NULL, words TEXT NOT NULL,
            saved_at TEXT NOT NULL, UNIQUE (team, user, name)
        ) STRICT""",
    ):
        db.execute(statement)

"""Every set of migrations of claims.db, in the order in which they are applied."""

from data.store.claim_schema import CLAIM_MIGRATIONS
from data.store.glossary_schema import GLOSSARY_MIGRATIONS
from data.store.hand_off_schema import HAND_OFF_MIGRATIONS
from data.store.outbox_schema import OUTBOX_MIGRATIONS
from data.store.payer_rule_schema import PAYER_RULE_MIGRATIONS
from data.store.query_schema import QUERY_MIGRATIONS
from data.store.reminder_schema import REMINDER_MIGRATIONS
from data.store.report_schema import REPORT_MIGRATIONS
from data.store.routing_schema import ROUTING_MIGRATIONS

MIGRATIONS = (
    CLAIM_MIGRATIONS,
    PAYER_RULE_MIGRATIONS,
    ROUTING_MIGRATIONS,
    OUTBOX_MIGRATIONS,
    REMINDER_MIGRATIONS,
    QUERY_MIGRATIONS,
    HAND_OFF_MIGRATIONS,
    REPORT_MIGRATIONS,
    GLOSSARY_MIGRATIONS,
)

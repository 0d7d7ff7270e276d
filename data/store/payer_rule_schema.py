"""Tables of payer sheets and of the practice's own rules in claims.db, as migrations, oldest first; it holds no rows and no look-ups."""

from sqlite_utils import Migrations

PAYER_RULE_MIGRATIONS = Migrations("payer_rule")

"""Tables of payer sheets and of the practice's own rules, as migrations, oldest first."""

from sqlite_utils import Migrations

PAYER_RULE_MIGRATIONS = Migrations("payer_rule")

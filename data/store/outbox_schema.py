"""Tables of the outbox, as migrations, oldest first."""

from sqlite_utils import Migrations

OUTBOX_MIGRATIONS = Migrations("outbox")

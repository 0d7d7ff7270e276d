"""Tables of the outbox in claims.db, as migrations, oldest first; it holds no rows and no look-ups."""

from sqlite_utils import Migrations

OUTBOX_MIGRATIONS = Migrations("outbox")

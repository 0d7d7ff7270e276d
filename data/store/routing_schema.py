"""Tables of where claims are posted and how people want to be told in claims.db, as migrations, oldest first; it holds no rows and no look-ups."""

from sqlite_utils import Migrations

ROUTING_MIGRATIONS = Migrations("routing")

"""Tables of where claims are posted and how people want to be told, as migrations, oldest first."""

from sqlite_utils import Migrations

ROUTING_MIGRATIONS = Migrations("routing")

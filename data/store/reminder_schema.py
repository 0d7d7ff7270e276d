"""Tables of reminders and of the sweep in claims.db, as migrations, oldest first; it holds no rows and no look-ups."""

from sqlite_utils import Migrations

REMINDER_MIGRATIONS = Migrations("reminder")

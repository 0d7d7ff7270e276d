"""Tables of reminders and of the sweep, as migrations, oldest first."""

from sqlite_utils import Migrations

REMINDER_MIGRATIONS = Migrations("reminder")

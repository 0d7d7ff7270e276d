"""The only package that opens SQLite: functions that take and return models; no decisions, no clock."""

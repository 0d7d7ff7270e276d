"""The command line's commands: each reads its arguments, calls one service, prints; nothing is decided here."""

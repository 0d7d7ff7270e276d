"""Text to models, streaming: no database, no clock; bad input is named by its place and never guessed."""

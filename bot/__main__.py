"""`python -m bot`: the same command line as `billing-bot`."""

from bot.cli import main

main()

"""The command line as a table of contents: each name and where its command lives."""

from difflib import get_close_matches
from importlib import import_module

import click

from bot import __version__

COMMANDS = {
    "playground": "bot.commands.playground",
    "run": "bot.commands.run",
    "code": "bot.commands.code",
    "codes": "bot.commands.codes",
    "denial": "bot.commands.denial",
    "glossary": "bot.commands.glossary",
    "deadline": "bot.commands.deadline",
    "import": "bot.commands.import_files",
    "claim": "bot.commands.claim",
    "claims": "bot.commands.claims",
    "sweep": "bot.commands.sweep",
    "export": "bot.commands.export",
    "crosswalk": "bot.commands.crosswalk",
    "report": "bot.commands.report",
    "recompute": "bot.commands.recompute",
    "people": "bot.commands.people",
    "payers": "bot.commands.payers",
    "audit": "bot.commands.audit",
    "manifest": "bot.commands.manifest",
    "check": "bot.commands.check",
}
"""Command -> module; each module's function of the module's own name is the command."""
_LONGEST_HELP = 300


class _Contents(click.Group):
    """Loads only the command that is run, so that a look-up does not wait for Slack's libraries."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), module.rpartition(".")[2])
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A name that is none is refused with the nearest that is one."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            near = get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"No such command '{args[0]}'." + (f" Did you mean {near[0]}?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each with its whole first sentence, wrapped; click's own cuts them off."""
        commands = [(name, self.get_command(ctx, name)) for name in COMMANDS]
        rows = [(name, command.get_short_help_str(limit=_LONGEST_HELP)) for name, command in commands if command]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@click.group(cls=_Contents, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="billing-bot")
def main() -> None:
    """Codes, claims and reminders for medical coders and billers, in Slack, in a local playground, and here.

    Start with `billing-bot playground`: it needs no Slack account.
    """

"""`billing-bot check`: is everything in place to run, and how to mend what is not."""

from pathlib import Path

import click

from bot.commands.shared import REFUSED, data_dir_option, json_option, print_json, settings_for, told_clearly
from bot.health import Finding, check_health


@click.command()
@json_option
@data_dir_option
@told_clearly
def check(as_json: bool, data_dir: Path | None) -> None:
    """Check tokens, scopes, folders, SQLite, code sets and the clock; each problem comes with its mend."""
    findings = check_health(settings_for(data_dir))
    if as_json:
        print_json({"checks": [_finding_json(finding) for finding in findings]})
    else:
        for finding in findings:
            click.echo(f"{_mark(finding)} {finding.name}: {finding.text}")
            if finding.mend:
                click.echo(f"    {finding.mend}")
    if not all(finding.ok for finding in findings):
        raise click.exceptions.Exit(REFUSED)


def _mark(finding: Finding) -> str:
    """ok, a warning that does not fail the check, or NO."""
    if finding.ok:
        return "!! " if finding.mend else "ok "
    return "NO "


def _finding_json(finding: Finding) -> dict[str, object]:
    return {"name": finding.name, "ok": finding.ok, "text": finding.text, "mend": finding.mend}

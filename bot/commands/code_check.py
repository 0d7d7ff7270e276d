"""`billing-bot code check`: several codes checked together, as JSON or in words."""

from datetime import date
from pathlib import Path

import click

from bot.code_check import CodeCheckDesk
from bot.code_check_reading import after_check
from bot.code_sets import open_lookup
from bot.commands.shared import UNUSABLE, fail, print_json, settings_for
from bot.rules.code_check_case import Finding
from bot.settings import clock_of
from bot.views.code_check import CodeCheck, reading_notes

_NO_CODES = "Give the codes to check, such as: billing-bot code check I10, E11.22, N18.30 --on 2026-01-15"


def check_codes(words: tuple[str, ...], *, on: date | None, as_json: bool, data_dir: Path | None) -> None:
    """`words` begin with "check"; exits 2 where no code follows. Findings are an answer: exit 0."""
    text = after_check(" ".join(words)) or ""
    if not text:
        fail(_NO_CODES, UNUSABLE)
    settings = settings_for(data_dir)
    clock = clock_of(settings)
    check = CodeCheckDesk(open_lookup(settings, clock), clock).check(text, on)
    if not check.given:
        fail(f"No code in “{text}”. {_NO_CODES}", UNUSABLE)
    for note in reading_notes(check):
        click.echo(note, err=True)
    if as_json:
        print_json({"findings": [_finding_json(finding) for finding in check.findings]})
    else:
        _print(check)


def asks_check(words: tuple[str, ...]) -> bool:
    """Whether a query is a check: "check" as a word of its own, then a code or nothing ("check up" is a look-up)."""
    if not words or words[0].split()[:1] not in (["check"], ["Check"], ["CHECK"]):
        return False
    rest = " ".join(words).split()[1:]
    return not rest or any(character.isdigit() for word in rest for character in word)


def _finding_json(finding: Finding) -> dict[str, object]:
    return {
        "severity": finding.severity,
        "rule": finding.rule,
        "codes": list(finding.codes),
        "text": finding.text,
    }


def _print(check: CodeCheck) -> None:
    for code, title in check.codes:
        click.echo(f"{code:<9} {title}")
    for finding in check.findings:
        click.echo(f"{finding.severity}: {finding.text}")
    if not check.findings:
        click.echo(f"Nothing to correct as of {check.on}.")

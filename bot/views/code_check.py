"""The findings of a code check, errors first; nothing is looked up and no rule stands here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.code_check_case import Finding, Severity
from bot.views.blocks import Block, View, context, divider, escape, message, section, shorten
from bot.views.plain import counted

_TITLES = {
    Severity.ERROR: "⛔ *To correct*",
    Severity.WARNING: "⚠️ *To look at*",
    Severity.INFORMATION: "ℹ️ *Good to know*",
}
_BUDGET = 8_000
"""Characters of findings in one message: Slack takes 12,000, and the codes stand above them."""
_MOST_FINDINGS = 40
_MOST_CODES_SHOWN = 25
_LONGEST_TITLE = 70
_LONGEST_LINE = 900
_SCOPE = (
    "Checked: the notes of the tabular list and the coding guidelines. Not checked: the record, coverage and payer "
    "policies, pairs and units of procedures (NCCI, MUE)."
)
_USAGE = (
    "Type the codes after it, in the order of the claim, with the date of service if it is not today: "
    "`/code check I10, E11.22, N18.30 on 2026-01-15`"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCheck:
    """The answer to one check: (code, title) of those that exist, the findings gravest first, what was not read."""

    on: date
    given: int
    """How many codes were typed, those that do not exist among them."""
    codes: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    unread: tuple[str, ...] = ()
    unread_date: str = ""
    left_out: int = 0


def code_check(check: CodeCheck) -> View:
    shown = _fitting(check.findings)
    blocks = [section(f"*{_result(check)}*, as of {check.on}\n{_codes(check.codes)}".rstrip())]
    blocks += [context(escape(note)) for note in reading_notes(check)]
    for severity in Severity:
        of_it = [finding for finding in shown if finding.severity is severity]
        if of_it:
            blocks += [divider(), section(_TITLES[severity]), *_findings(of_it, severity)]
    left = len(check.findings) - len(shown)
    if left:
        blocks.append(context(f"{counted(left, 'more finding')}: check fewer codes at once to see them."))
    return message(_result(check), [*blocks, context(_SCOPE)])


def how_to_check() -> View:
    return message("Check several codes together", [section(f"*Check several codes together*\n{_USAGE}")])


def check_together(codes: Sequence[str], on: date | None) -> Block:
    """The line under a list of several typed codes that says how they are checked against each other."""
    day = f" on {on}" if on else ""
    return context(f"Check them together: `/code check {', '.join(codes[:_MOST_CODES_SHOWN])}{day}`")


def reading_notes(check: CodeCheck) -> list[str]:
    """How the text was read, where that needs saying."""
    notes = []
    if check.unread_date:
        notes.append(
            f"“{check.unread_date}” is no date I can read (write it as 2026-01-15), so this is as of {check.on}."
        )
    if check.unread:
        notes.append(f"Not checked, for they are no diagnosis and no procedure: {', '.join(check.unread[:10])}.")
    if check.left_out:
        notes.append(f"{counted(check.left_out, 'code')} at the end left out: check them apart.")
    return notes


def _result(check: CodeCheck) -> str:
    counts = [
        (Severity.ERROR, "error"),
        (Severity.WARNING, "warning"),
    ]
    found = [
        counted(number, noun)
        for severity, noun in counts
        if (number := sum(finding.severity is severity for finding in check.findings))
    ]
    named = counted(check.given, "code")
    return f"{named} checked: {' and '.join(found)}" if found else f"{named} checked: nothing to correct ✅"


def _codes(codes: Sequence[tuple[str, str]]) -> str:
    lines = [f"`{code}` {escape(shorten(title, _LONGEST_TITLE))}" for code, title in codes[:_MOST_CODES_SHOWN]]
    left = len(codes) - len(lines)
    return "\n".join([*lines, *([f"and {left} more"] if left else [])])


def _fitting(findings: Sequence[Finding]) -> list[Finding]:
    """The gravest, as many as a message holds."""
    shown: list[Finding] = []
    used = 0
    for finding in findings[:_MOST_FINDINGS]:
        used += min(len(finding.text), _LONGEST_LINE)
        if used > _BUDGET:
            break
        shown.append(finding)
    return shown


def _findings(findings: Sequence[Finding], severity: Severity) -> list[Block]:
    texts = [f"• {escape(shorten(finding.text, _LONGEST_LINE))}" for finding in findings]
    if severity is Severity.INFORMATION:
        return [context(text) for text in texts]
    return [section(text) for text in texts]

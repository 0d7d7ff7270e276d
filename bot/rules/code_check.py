"""All rules over one list of codes, the gravest finding first; it looks nothing up.

Not to be taken for bot/rules/scrubbing.py, which takes what identifies a patient out of typed text.
"""

from collections.abc import Iterator, Sequence

from bot.rules.code_check_alone import alone
from bot.rules.code_check_case import CheckedCode, CheckedList, Finding, Severity
from bot.rules.code_check_chronic import chronic
from bot.rules.code_check_excludes import excludes
from bot.rules.code_check_maternal import maternal
from bot.rules.code_check_order import orders
from bot.rules.code_check_places import places
from bot.rules.code_check_sepsis import sepsis
from bot.rules.code_check_sides import sides
from bot.rules.code_check_vague import vague

_GRAVEST_FIRST = tuple(Severity)


def check_codes(
    given: Sequence[CheckedCode],
    *,
    in_one: Sequence[tuple[str, str]] = (),
    bilateral: Sequence[tuple[str, str]] = (),
) -> list[Finding]:
    """What to know of the codes as given. `in_one` and `bilateral`: see CheckedList."""
    once = {code.code: code for code in reversed(given) if code.is_diagnosis}
    ordered = sorted(once.values(), key=lambda code: code.place)
    listing = CheckedList(codes=tuple(ordered), in_one=tuple(in_one), bilateral=tuple(bilateral))
    return gravest_first([*alone(given), *_together(listing)])


def gravest_first(findings: Sequence[Finding]) -> list[Finding]:
    """In the order of the rules within one severity."""
    return sorted(findings, key=lambda finding: _GRAVEST_FIRST.index(finding.severity))


def _together(listing: CheckedList) -> Iterator[Finding]:
    """An Excludes note says what the vague rules would say again of the same two codes."""
    excluded = list(excludes(listing.codes))
    yield from excluded
    for rule in (chronic, sepsis, maternal, places, orders):
        yield from rule(listing)
    pairs = {frozenset(finding.codes) for finding in excluded}
    for finding in (*sides(listing), *vague(listing)):
        if frozenset(finding.codes) not in pairs:
            yield finding

"""Several codes checked together: looks them and their notes up, calls the rules, shows what they found.

The rules are bot/rules/code_check*.py. Nothing here takes names out of text: that is bot/rules/scrubbing.py.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.clock import Clock
from bot.code_check_reading import TypedCheck, after_check, read_check
from bot.code_check_unknown import unknown
from bot.lookup import CodeLookup
from bot.lookup.typed import TypedCode
from bot.rules.code_check import check_codes, gravest_first
from bot.rules.code_check_case import CheckedCode, Finding, Severity
from bot.rules.code_check_sides import side_of
from bot.rules.code_check_vague import says_both
from bot.rules.code_formats import cpt_kind
from bot.views.blocks import View
from bot.views.code_check import CodeCheck, code_check, how_to_check
from data.models import Code, System
from data.store.codes import CodeStore

_MOST_OF_A_CATEGORY = 300
_NOT_LOADED = (
    "Pairs of procedures (NCCI) and units per day (MUE) are not loaded here, so they are not checked: look them up in "
    "the current CMS files."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The codes that were typed: those that exist, those that do not, those that are two codes without a dot."""

    given: tuple[CheckedCode, ...]
    unknown: tuple[TypedCode, ...]
    twofold: tuple[Code, ...]


class CodeCheckDesk:
    """One desk for the command, the message and the command line."""

    def __init__(self, lookup: CodeLookup, clock: Clock) -> None:
        self._lookup = lookup
        self._clock = clock

    def answer(self, text: str) -> View | None:
        """The check that a text asks for ("check I10, E11.22"); None where it asks for a look-up of words."""
        rest = after_check(text)
        if rest is None:
            return None
        if not rest:
            return how_to_check()
        typed = read_check(rest, self._clock.today())
        return code_check(self._checked(typed)) if self._is_meant(typed) else None

    def check(self, text: str, on: date | None = None) -> CodeCheck:
        """The findings for all codes of a text; `on` goes before a date in the text."""
        return self._checked(read_check(text, self._clock.today()), on)

    def _is_meant(self, typed: TypedCheck) -> bool:
        """Two codes, or one with nothing beside it: "check up before surgery" and "check b12" are words."""
        sure = self._lookup.whole(lambda store: [one for one in typed.codes if one.sure or _find(store, one)])
        return len(sure) > 1 or (bool(sure) and not typed.unread)

    def _checked(self, typed: TypedCheck, on: date | None = None) -> CodeCheck:
        day = on or typed.on or self._clock.today()
        return self._lookup.whole(lambda store: self._check(store, typed, day))

    def _check(self, store: CodeStore, typed: TypedCheck, day: date) -> CodeCheck:
        with store.as_of(day):
            return self._check_as_of(store, typed, day)

    def _check_as_of(self, store: CodeStore, typed: TypedCheck, day: date) -> CodeCheck:
        found = self._found(store, typed, day)
        findings = [
            *(unknown(store, one) for one in found.unknown),
            *check_codes(found.given, in_one=_in_one(store, found.given), bilateral=_bilateral(store, found.given)),
            *_twofold(found.twofold),
            *_not_loaded(found),
        ]
        return CodeCheck(
            on=day,
            given=len(typed.codes),
            codes=tuple((code.code, code.title) for code in found.given),
            findings=tuple(gravest_first(findings)),
            unread=typed.unread,
            unread_date=typed.unread_date,
            left_out=typed.left_out,
        )

    def _found(self, store: CodeStore, typed: TypedCheck, day: date) -> _Found:
        given: list[CheckedCode] = []
        missing: list[TypedCode] = []
        twofold: list[Code] = []
        for one in typed.codes:
            codes = _find(store, one)
            if not codes:
                missing.append(one)
                continue
            code = _in_force(codes, day)
            given.append(self._with_notes(store, code, place=len(given), day=day))
            twofold += [code] if len({other.system for other in codes}) > 1 else []
        return _Found(given=tuple(given), unknown=tuple(missing), twofold=tuple(twofold))

    def _with_notes(self, store: CodeStore, code: Code, *, place: int, day: date) -> CheckedCode:
        below = 0 if code.billable else store.count_billable(code.code.replace(".", ""), code)
        dated = self._lookup.dated(code, day)
        return CheckedCode(place=place, detail=store.detail(code), dated=dated, billable_below=below)


def _find(store: CodeStore, one: TypedCode) -> list[Code]:
    """The codes written so, by the first reading that any has; a decimal point means a diagnosis."""
    for key in one.keys:
        codes = store.find(key, System.ICD10CM if one.dotted else None)
        if codes:
            return codes
    return []


def _in_force(codes: Sequence[Code], day: date) -> Code:
    """Diagnoses before supplies; of several editions the one of the day, else the newest."""
    diagnoses = [code for code in codes if code.system is System.ICD10CM] or list(codes)
    of_the_day = [code for code in diagnoses if code.valid_from <= day and (not code.valid_to or day <= code.valid_to)]
    return max(of_the_day or diagnoses, key=lambda code: code.valid_from)


def _in_one(store: CodeStore, given: Sequence[CheckedCode]) -> list[tuple[str, str]]:
    """Codes that say "acute and chronic", where the list has one of either."""
    if not any("acute" in code.title.lower() for code in given):
        return []
    chronic = {code.category for code in given if code.is_diagnosis and "chronic" in code.title.lower()}
    return _of_categories(store, chronic, says_both)


def _bilateral(store: CodeStore, given: Sequence[CheckedCode]) -> list[tuple[str, str]]:
    """Codes that say "bilateral", in the categories of which the list has a left and a right one."""
    left, right = (
        {code.category for code in given if code.is_diagnosis and side_of(code.title) == side}
        for side in ("left", "right")
    )
    return _of_categories(store, left & right, lambda title: side_of(title) == "bilateral")


def _of_categories(store: CodeStore, categories: Iterable[str], fits: Callable[[str], bool]) -> list[tuple[str, str]]:
    return [
        (code.code, code.description)
        for category in sorted(categories)
        for code in store.starting_with(category, System.ICD10CM, limit=_MOST_OF_A_CATEGORY)
        if code.billable and fits(code.description)
    ]


def _twofold(codes: Sequence[Code]) -> list[Finding]:
    return [
        Finding(
            severity=Severity.INFORMATION,
            rule="reading",
            codes=(code.code,),
            text=f"Without its dot, {code.code} could also be a HCPCS code: it was read as the diagnosis.",
        )
        for code in dict.fromkeys(codes)
    ]


def _not_loaded(found: _Found) -> list[Finding]:
    """Said once where a procedure, supply or drug is in the list."""
    procedures = [code.code for code in found.given if code.detail.code.system in (System.HCPCS, System.CPT)]
    procedures += [one.keys[0] for one in found.unknown if cpt_kind(one.keys[0])]
    if not procedures:
        return []
    codes = tuple(dict.fromkeys(procedures))
    return [Finding(severity=Severity.INFORMATION, rule="ncci", codes=codes, text=_NOT_LOADED)]

"""The sentences that go beside matches: what is not there, what was read how, what to do next; it looks nothing up."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.lookup.answers import AnswerKind, LookupAnswer
from bot.lookup.reading import Reading, says_more
from bot.lookup.typed import TypedCode, TypedQuery
from bot.rules.code_formats import cpt_kind, is_dental_shape, systems_by_shape
from data.models import Code, System

EMPTY = "Type a code or words after it, such as E11.9, heart attack, wheelchair, or e119 on 2026-01-15."
_CPT = (
    "{key} has the shape of {kind}. CPT belongs to the American Medical Association and its text is not part of "
    "billing-bot: look it up in your licensed CPT book or software."
)
_DENTAL = (
    "{key} has the shape of a dental (CDT) code. Those belong to the American Dental Association and are not part of "
    "billing-bot: look it up in your licensed CDT book."
)
_OFFICIAL = (
    "{key} is not in the CMS HCPCS file of {hcpcs} that is loaded here. Check its spelling, and the CMS file of a "
    "later quarter."
)
_STARTER = (
    "The HCPCS list loaded here is a starter list of common codes, not the full CMS file, so a code that is missing "
    "here may still exist: check the current CMS HCPCS file."
)


def joined(sentences: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(sentence for sentence in sentences if sentence))


def unknown_code(
    typed: TypedCode, system: System | None, *, elsewhere: Sequence[Code] = (), nearest: bool = False, hcpcs: str = ""
) -> str:
    """What to say of a token that is written like a code and is none of the system asked for.

    `elsewhere` are the codes of other systems that it names; `nearest` where the nearest codes stand beside it;
    `hcpcs` names the official file that is loaded, if any.
    """
    key = typed.keys[0]
    if elsewhere and system is not None:
        return f"{elsewhere[0].code} is a code of {elsewhere[0].system}, not of {system}."
    if kind := cpt_kind(key):
        return _CPT.format(key=key, kind=kind)
    if is_dental_shape(key):
        return _DENTAL.format(key=key)
    could_be_hcpcs = len(key) == 5 and key[1:].isdigit() and system in (None, System.HCPCS)
    if could_be_hcpcs and hcpcs:
        return _OFFICIAL.format(key=key, hcpcs=hcpcs)
    if could_be_hcpcs:
        return f"{key} is not among the codes loaded here. {_STARTER}"
    if system not in (None, System.ICD10CM):
        return f"{key} is not among the {system} codes loaded here."
    name = key if len(key) <= 3 else f"{key[:3]}.{key[3:]}"
    shown = " The nearest real codes are shown." if nearest else ""
    return f"{name} is not a code in the ICD-10-CM edition loaded here.{shown}"


def shapes(system: System | None, found: list[tuple[TypedCode, list[Code]]], *, hcpcs: str = "") -> list[str]:
    """What an existing code's shape means besides: two digits a CPT modifier, a letter and four digits HCPCS."""
    if system is not None:
        return []
    said = []
    for one, codes in found:
        systems = {code.system for code in codes}
        if systems == {System.POS} and len(found) == 1:
            said.append(
                f"{codes[0].code} may also be meant as a CPT modifier. Modifier texts in two digits belong to the "
                "American Medical Association and are not part of billing-bot."
            )
        key = codes[0].code.replace(".", "") if codes else ""
        if systems == {System.ICD10CM} and not one.dotted and not hcpcs and System.HCPCS in systems_by_shape(key):
            said.append(
                f"Without its dot, {key} could also be a HCPCS code. None of that number is on the starter list loaded "
                "here, which does not show that there is none."
            )
    return said


def of_reading(reading: Reading) -> str:
    """How misspelt words, abbreviations and lay words were taken, and which words are known nowhere."""
    said = [f"Read “{typed}” as {read}." for typed, read in reading.corrected]
    said += [f"Read “{entry.term}” as {_one_of(entry.means)}." for entry in reading.expanded[:3] if says_more(entry)]
    if reading.unknown:
        said.append(f"Not known here: {', '.join(reading.unknown[:5])}.")
    return joined(said)


def _one_of(meanings: tuple[str, ...]) -> str:
    return " or ".join(meanings[:3])


def nothing(
    typed: TypedQuery,
    system: System | None,
    on: date,
    found: list[tuple[TypedCode, list[Code]]],
    *,
    hcpcs: str = "",
) -> LookupAnswer:
    """The kind answer where nothing fits, saying what to try."""
    shaped = [
        unknown_code(one, system, hcpcs=hcpcs)
        for one, codes in found
        if not codes and (one.sure or cpt_kind(one.keys[0]))
    ]
    two_digits = [one.keys[0] for one, _ in found if len(one.keys[0]) == 2 and one.keys[0].isdigit()]
    if not any(character.isalnum() for character in typed.text):
        note = EMPTY
    elif shaped:
        note = joined(shaped)
    elif len(two_digits) == 1 and not typed.words:
        no_place = "" if system is System.MODIFIER else f"{two_digits[0]} is no place of service code. "
        note = (
            f"{no_place}{two_digits[0]} may be a CPT modifier. Modifier texts in two digits belong to the American "
            "Medical Association and are not part of billing-bot."
        )
    else:
        note = (
            "Nothing fits those words. Try the diagnosis or item in fewer or other words, for example the body part "
            "and the condition, or a code."
        )
    return LookupAnswer(query=typed.text, on=on, kind=AnswerKind.NOTHING, note=note)


def with_date_problem(answer: LookupAnswer, unread_date: str) -> LookupAnswer:
    """Says so where a date was typed that is none; the answer then speaks of today."""
    if not unread_date:
        return answer
    said = f"“{unread_date}” is no date I can read (write it as 2026-01-15 or 1/15/2026), so this is as of {answer.on}."
    return replace(answer, note=joined([said, answer.note]))

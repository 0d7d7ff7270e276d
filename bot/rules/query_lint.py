"""Whether the text of a query to a provider may be sent: what leads, tells of money or names a patient is refused.

It judges words, not medicine. A finding holds the words as they stand in the text, and what to write instead.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.rules.query_lint_base import Rule
from bot.rules.query_lint_leads import (
    LEAD_MEND,
    LEADING,
    OPEN_ASK,
    OPEN_WORD,
    QUESTION,
    TITLE_MEND,
    YES_NO,
    YES_NO_MEND,
)
from bot.rules.query_lint_people import names_in
from bot.rules.query_lint_titles import diagnoses_in
from bot.rules.query_lint_words import BANNED
from bot.rules.scrubbing import scrub
from data.query_models import QueryKind

YES_NO_KINDS = frozenset({QueryKind.PRESENT_ON_ADMISSION, QueryKind.CAUSE})
_OTHER = re.compile(
    r"^\W*(?:any |an)?other\b|^\W*something else\b|^\W*none of (?:these|the above)\b|^\W*not listed\b", re.IGNORECASE
)
_UNDETERMINED = re.compile(
    r"\bun(?:able|certain|determined|known)\b|\bcan ?not (?:be )?(?:clinically )?determine\w*|\bunable to\b|"
    r"\bundeterminable\b|\bnot able to determine\b|\bindeterminate\b|\bcan't (?:be )?determine\w*",
    re.IGNORECASE,
)
_FEWEST_CHOICES = 2
_SENTENCE_END = re.compile(r"[.?!;](?=\s)|\n")
_GENERIC = frozenset(
    "health healthcare plan plans insurance insurer mutual life of the and company co inc llc corp group "
    "national first "
    "american family community care medical benefit benefits services service assurance united state general".split()
)
_PATIENT_MEND = "Take it out: the chart is found by the query's reference, never by what names a patient."


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryWords:
    """All that a provider would read. `options` are () for a question that is answered freely.

    `documented` are diagnoses that stand in the record, in words: a title may name these.
    """

    kind: QueryKind
    text: str
    title: str = ""
    options: tuple[str, ...] = ()
    documented: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What else a text must not hold: payers of the practice's store, names of the claim's patient.

    `guesses_names`: also what only looks like a name is refused, where the privacy mode shows none.
    """

    payers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    guesses_names: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong. `words` are the ones found, "" where something is missing or they must not be repeated."""

    rule: Rule
    words: str
    mend: str


NOWHERE = Surroundings()


def findings_in(query: QueryWords, around: Surroundings = NOWHERE) -> tuple[Finding, ...]:
    """() for a text that may be sent; each words once, in the order in which they are looked for."""
    found: dict[tuple[Rule, str, str], Finding] = {}
    for one in _all(query, around):
        found.setdefault((one.rule, one.words.lower(), one.mend), one)
    return tuple(found.values())


def _all(query: QueryWords, around: Surroundings) -> Iterator[Finding]:
    parts = [part for part in (query.title, query.text, *query.options) if part.strip()]
    for part in map(_plain, parts):
        yield from _banned(part)
        yield from _payers(part, around.payers)
        yield from _patient(part, around)
    yield from _yes_no(_plain(query.text), query.kind)
    yield from _title(_plain(query.title), query.documented)
    yield from _options(query.options)


def _plain(text: str) -> str:
    """Curly quotes and dashes as typed on a keyboard, blanks and lines as they are."""
    return text.translate(
        {ord("’"): "'", ord("‘"): "'", ord("‐"): "-", ord("‑"): "-", ord("–"): "-", ord("\u00a0"): " "}
    )


def _banned(text: str) -> Iterator[Finding]:
    for banned in (*BANNED, *LEADING):
        for match in banned.pattern.finditer(text):
            if banned.unless and banned.unless.search(_sentence(text, match.start())):
                continue
            yield Finding(rule=banned.rule, words=match[0].strip(), mend=banned.mend)


def _sentence(text: str, place: int) -> str:
    """The sentence around a place of the text; the point in a number ends none."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    start = max((end for end in ends if end <= place), default=0)
    return text[start : min((end for end in ends if end > place), default=len(text))]


def _yes_no(text: str, kind: QueryKind) -> Iterator[Finding]:
    if kind in YES_NO_KINDS:
        return
    for match in YES_NO.finditer(text):
        if not OPEN_ASK.match(match[1]):
            yield Finding(rule=Rule.YES_NO, words=match[1], mend=YES_NO_MEND)
    for match in QUESTION.finditer(text):  # "Possible sepsis?"
        if diagnoses_in(match[0]) and not OPEN_WORD.search(match[0]):
            yield Finding(rule=Rule.LEADS, words=match[0].strip(), mend=LEAD_MEND)


def _title(title: str, documented: Sequence[str]) -> Iterator[Finding]:
    known = " ".join(documented).lower()
    for name in diagnoses_in(title):
        if name.lower() not in known:
            yield Finding(rule=Rule.TITLE, words=name, mend=TITLE_MEND)


def _options(options: Sequence[str]) -> Iterator[Finding]:
    if not options:
        return
    closing = [one for one in options if _OTHER.search(one) or _UNDETERMINED.search(one)]
    if not any(_OTHER.search(one) for one in options):
        yield Finding(rule=Rule.OPTIONS, words="", mend="Add “Other” to the choices.")
    if not any(_UNDETERMINED.search(one) for one in options):
        yield Finding(rule=Rule.OPTIONS, words="", mend="Add “Unable to determine” to the choices.")
    offered = {one.strip().lower() for one in options if one not in closing}
    if len(offered) < _FEWEST_CHOICES:
        only = next(iter(offered), "")
        mend = "One choice alone points at the answer: give at least two that the record supports."
        yield Finding(rule=Rule.OPTIONS, words=only, mend=mend)


def _payers(text: str, payers: Iterable[str]) -> Iterator[Finding]:
    """The practice's own payers, by their name without what many names share."""
    lowered = text.lower()
    for payer in payers:
        core = _core(payer)
        if core and (match := re.search(rf"\b{re.escape(core)}\b", lowered)):
            words = text[match.start() : match.end()]
            yield Finding(rule=Rule.PAYER, words=words, mend="Leave payers and plans out.")


def _core(payer: str) -> str:
    """ "Bluebird Mutual of Ohio" -> "bluebird": the first telling word, with the next where it is short or common."""
    words: list[str] = re.findall(r"[a-z0-9&']+", payer.lower())
    while words and words[0] in _GENERIC - {"united", "first", "national", "american"}:
        words = words[1:]
    if not words:
        return ""
    if words[0] in _GENERIC or len(words[0]) < 5:
        return " ".join(words[:2]) if len(words) > 1 else words[0] if len(words[0]) > 2 else ""
    return words[0]


def _patient(text: str, around: Surroundings) -> Iterator[Finding]:
    for kind in scrub(text).removed:
        yield Finding(rule=Rule.PATIENT, words="", mend=f"It holds what looks like {kind}. {_PATIENT_MEND}")
    for kind in names_in(text, around.names, guesses=around.guesses_names):
        yield Finding(rule=Rule.PATIENT, words="", mend=f"It holds what looks like {kind}. {_PATIENT_MEND}")

"""What was typed, read into codes that may be meant, words to search, a system and a date; it opens no store."""

import re
from dataclasses import dataclass
from datetime import date

from bot.rules.code_formats import code_key, is_surely_a_code, spellings, systems_by_shape
from bot.rules.typed_dates import split_date
from data.models import System
from data.words import fold

LONGEST_QUERY = 300
"""Characters that are read; nobody names a diagnosis in more."""
MOST_CODES = 25

_SYSTEM_LEADS = (
    (re.compile(r"^\s*(?:icd[\s-]*(?:10)?(?:[\s-]*cm)?|dx|diagnosis)(?:\s+codes?)?[\s:#]+", re.I), System.ICD10CM),
    (re.compile(r"^\s*(?:hcpcs)(?:\s+codes?)?[\s:#]+", re.I), System.HCPCS),
    (re.compile(r"^\s*(?:cpt)(?:\s+codes?)?[\s:#]+", re.I), System.CPT),
    (re.compile(r"^\s*(?:modifiers?|mod)(?:\s+codes?)?[\s:#-]+", re.I), System.MODIFIER),
    (re.compile(r"^\s*(?:pos|place\s+of\s+service)(?:\s+codes?)?[\s:#]+", re.I), System.POS),
)
_FILLERS = frozenset(
    "both a about an and are billable can check cm code codes diagnosis do does dx find for hcpcs hey hi i icd icd10 "
    "icd10cm is it look lookup me mean meaning means need of on or please pls s show tell thanks that the these "
    "this up us use valid what whats which with you".split()
)
_HYPHENED = re.compile(r"([A-Za-z]?\d{4,5}[A-Za-z]?|[A-Za-z]\d[0-9A-Za-z])-([A-Za-z0-9]{2}|[A-Za-z]\d[0-9A-Za-z])")
_TOO_LONG = re.compile(r"[A-Za-z]\d[0-9A-Za-z]\.?[0-9A-Za-z]{5,6}")
_CLOSINGS = frozenset("code codes mean means please pls thanks valid billable".split())
_QUOTES_AND_DASHES = str.maketrans(
    {**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚", "'"), **dict.fromkeys("–—", "-")}
)
"""As phones and word processors write them."""
_DECIMAL_COMMA = re.compile(r"\b([A-Za-z][0-9OIoil][0-9A-Za-z]),([0-9][0-9A-Za-z]{0,3})\b(?!\.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedCode:
    """One token that may be a code. `keys` are its readings, likeliest first; `sure` when it can be nothing else."""

    typed: str
    keys: tuple[str, ...]
    sure: bool
    dotted: bool = False
    """Written with a decimal point, as only ICD-10-CM codes are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedQuery:
    """One query, read. `joined` is the whole text as one code ("i21 9"); `words` is the text without codes."""

    text: str
    on: date | None
    unread_date: str
    system: System | None
    joined: TypedCode | None
    codes: tuple[TypedCode, ...]
    words: str
    text_without_date: str


def read_query(text: str, today: date) -> TypedQuery:
    """Any text at all, read as a look-up."""
    cut = re.sub(r"\s+", " ", _without_markup(text)).strip()[:LONGEST_QUERY]
    rest, on, unread = split_date(cut, today)
    rest, system = _split_system(rest)
    rest = _DECIMAL_COMMA.sub(r"\1.\2", rest.translate(_QUOTES_AND_DASHES))
    tokens = [part for token in re.split(r"[\s,;/|&]+", rest) if token for part in _parted(token)]
    said = [token for token in tokens if not _is_filler(token)]
    codes = [typed for token in (said or tokens)[: MOST_CODES * 4] if (typed := _typed_code(token)) is not None]
    return TypedQuery(
        text=cut,
        on=on,
        unread_date=unread,
        system=system,
        joined=_joined(tokens),
        codes=tuple(codes[:MOST_CODES]),
        words=" ".join(token for token in said if _typed_code(token) is None),
        text_without_date=" ".join(_without_question(tokens)) or rest,
    )


def _parted(token: str) -> list[str]:
    """A code and its modifier, or the ends of a span, written with a hyphen: "E0601-RR", "I20-I25"."""
    found = _HYPHENED.fullmatch(token.strip(".,:;!?()"))
    return list(found.groups()) if found else [token]


def _is_filler(token: str) -> bool:
    """Words around a question ("what's"), unless they are all that was typed: UP is a modifier too."""
    return fold(token).replace("'", "").strip('.,:;!?()"') in _FILLERS


def _without_question(tokens: list[str]) -> list[str]:
    """The tokens without a question's words around them; within they stay: "look up throwing up" -> "throwing up"."""
    start = 0
    while start < len(tokens) and _is_filler(tokens[start]) and not _is_letter(tokens[start]):
        start += 1
    end = len(tokens)
    while end > start and fold(tokens[end - 1]).strip(".,:;!?()") in _CLOSINGS:
        end -= 1
    return tokens[start:end]


def _is_letter(token: str) -> bool:
    """A letter alone may be part of a name: hepatitis A, A fib, type I."""
    return len(token.strip(".,:;!?()'\"")) == 1


def _without_markup(text: str) -> str:
    """Slack's own markup taken out of typed text (mentions, links, entities, emphasis), and what nobody can see."""
    text = re.sub(r"<[@#!][^>]*>", " ", text)
    text = re.sub(r"<(?:https?|mailto):[^>|]*\|([^>]*)>", r"\1", text)
    text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    return re.sub(r"[*_~`\x00-\x1f\x7f]", " ", re.sub(r"[\u00ad\u200b-\u200f\u2060\ufeff\ud800-\udfff]", "", text))


def _split_system(text: str) -> tuple[str, System | None]:
    for lead, system in _SYSTEM_LEADS:
        found = lead.match(text)
        if found and text[found.end() :].strip():
            return text[found.end() :].strip(), system
    return text, None


def _typed_code(token: str) -> TypedCode | None:
    key = code_key(token)
    if (
        not 2 <= len(key) <= 9
        or (len(key) > 2 and key.isalpha() and "." not in token[1:-1])
        or re.search(r"[^A-Za-z0-9.#:;!?()\[\]\"'-]", token)
    ):
        return None
    keys = [spelling for spelling in spellings(key) if systems_by_shape(spelling)]
    if not keys:
        return None if not _TOO_LONG.fullmatch(token.strip("#.,:;!?()")) else _too_long(token, key)
    dotted = "." in token.strip(".")
    return TypedCode(typed=token, keys=tuple(keys), sure=is_surely_a_code(token), dotted=dotted)


def _too_long(token: str, key: str) -> TypedCode:
    """An ICD-10-CM code with a character too many: no code, but surely meant as one."""
    return TypedCode(typed=token, keys=(key,), sure=True, dotted=True)


def _joined(tokens: list[str]) -> TypedCode | None:
    """Several tokens as one code, where spaces stand in it: "j 1885", "E 11 65"."""
    key = code_key("".join(tokens))
    if not 2 <= len(tokens) <= 4 or not 3 <= len(key) <= 7:
        return None
    keys = [spelling for spelling in spellings(key) if systems_by_shape(spelling)]
    return TypedCode(typed=" ".join(tokens), keys=tuple(keys), sure=False) if keys else None

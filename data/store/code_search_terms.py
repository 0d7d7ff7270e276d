"""The texts by which a code can be found, as a build stores them: it writes nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from data.models import CodeSet, IndexEntry, NewCode, NoteKind, System
from data.words import search_words

_SHARED = 5
"""Letters at the beginning that make two words variants of one."""


@dataclass(frozen=True, slots=True)
class SearchTerm:
    code_id: int
    kind: str
    text: str
    words: tuple[str, ...]
    system: System
    optional: tuple[str, ...] = ()
    """Words that may be said with them: those that the Index has in parentheses."""


def terms_of(code_set: CodeSet, ids: Mapping[str, int], new: Iterable[NewCode]) -> Iterator[SearchTerm]:
    """What can be found: titles (7th-character codes are reached through their stem), inclusion terms, extra words.

    Titles and extra words come from `new` codes only: the others have theirs.
    """
    system = code_set.system
    for code in new:
        if code.seventh:
            continue
        yield search_term(ids[code.code], "title", code.description, system)
        aliases = [alias.strip() for alias in code.words.split("|") if alias.strip()]
        for alias in aliases:
            yield search_term(ids[code.code], "alias", alias, system)
        if aliases:
            yield search_term(ids[code.code], "all", f"{code.description}; {', '.join(aliases)}", system)
    for note in code_set.notes:
        if note.kind is NoteKind.INCLUSION_TERM and note.owner in ids:
            yield search_term(ids[note.owner], "inclusion", note.text, system)


def search_term(code_id: int, kind: str, text: str, system: System) -> SearchTerm:
    return SearchTerm(code_id, kind, text, tuple(dict.fromkeys(search_words(text))), system)


def index_term(code_id: int, entry: IndexEntry, *, is_led_to: bool = False) -> SearchTerm:
    """An entry of the Alphabetic Index or of a table as a text by which one of its codes is found."""
    column = f", {entry.column}" if entry.column else ""
    words = tuple(_without_variants(dict.fromkeys(search_words(f"{entry.searched}{column}"))))
    optional = tuple(word for word in dict.fromkeys(search_words(entry.term)) if word not in words)
    text = f"{entry.term}{column}"
    kind = "reference" if is_led_to else "index"
    return SearchTerm(code_id, kind, text, words, System.ICD10CM, optional)


def _without_variants(words: Iterable[str]) -> Iterator[str]:
    """A main term stands with its other endings ("Hemorrhage, hemorrhagic"): one of them says all."""
    begun: set[str] = set()
    for word in words:
        beginning = word[:_SHARED] if len(word) >= _SHARED else word
        if beginning not in begun:
            yield word
        begun.add(beginning)

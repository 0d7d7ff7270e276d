"""The texts by which a code can be found, as a build stores them: it writes nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from data.models import CodeSet, NewCode, NoteKind, System
from data.words import search_words


@dataclass(frozen=True, slots=True)
class SearchTerm:
    code_id: int
    kind: str
    text: str
    words: tuple[str, ...]
    system: System


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

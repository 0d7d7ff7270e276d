"""Reads what a search in words needs from codes.db: terms, word counts, vocabulary; it ranks nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.models import Code, System, VocabularyTerm
from data.store.code_schema import SYSTEM_WORDS
from data.store.codes import CodeStore

_HOLDING = """
    SELECT t.id, t.code_id, t.kind, t.text, t.words, t.optional, r.system
    FROM (SELECT rowid AS id FROM term_words WHERE term_words MATCH ? ORDER BY rowid LIMIT ?) found
    JOIN term t ON t.id = found.id JOIN code c ON c.id = t.code_id
    JOIN release r ON r.id BETWEEN c.release_id AND c.last_id AND r.id IN ({editions})
"""
_SYSTEMS = {system.value: system for system in System}


@dataclass(frozen=True, slots=True)
class Term:
    """One text by which a code can be found; `words` are its search words.

    `kind` is title, inclusion, alias or all; "index" for an entry of an imported Alphabetic Index or of its tables,
    "reference" for one that refers to another. `optional` words stand in parentheses in the Index: they may be said.
    """

    id: int
    code_id: int
    kind: str
    text: str
    words: tuple[str, ...]
    optional: tuple[str, ...]
    system: System


class CodeTerms:
    """The search side of one code store."""

    def __init__(self, store: CodeStore) -> None:
        self.store = store

    def holding(
        self, groups: Iterable[Iterable[str]], *, system: System | None = None, any_group: bool = False, limit: int
    ) -> list[Term]:
        """Terms that hold a word of every group (of any group with `any_group`), the shortest terms first.

        A word that ends in * stands for all words that begin so. Words are search words: ASCII letters and digits.
        """
        joint = " OR " if any_group else " AND "
        match = joint.join("(" + " OR ".join(_quoted(word) for word in group) + ")" for group in groups)
        if system is not None:
            match = f"({match}) AND {SYSTEM_WORDS[system]}"
        with self.store.reading() as db:
            editions = ",".join(map(str, self.store.editions().values()))
            rows = db.execute(_HOLDING.format(editions=editions), [match, limit]).fetchall()
        return [
            Term(term_id, code_id, kind, text, tuple(words.split()), tuple(optional.split()), _SYSTEMS[system_name])
            for term_id, code_id, kind, text, words, optional, system_name in rows
        ]

    def children_of(self, ids: Sequence[int]) -> dict[int, list[Code]]:
        """The codes directly below each of these codes, in the order of the tables; at most some hundred at once."""
        marks = ",".join("?" * len(ids))
        with self.store.reading() as db:
            rows = db.execute(
                f"SELECT id, parent_id FROM code WHERE parent_id IN ({marks}) ORDER BY key",  # noqa: S608
                list(ids),
            ).fetchall()
        codes = self.store.by_ids([code_id for code_id, _ in rows]) if rows else {}
        below: dict[int, list[Code]] = {}
        for code_id, parent_id in rows:
            if code_id in codes:
                below.setdefault(parent_id, []).append(codes[code_id])
        return below

    def word_counts(self) -> dict[str, int]:
        """Every search word and the number of terms that hold it."""
        with self.store.reading() as db:
            return dict(db.execute("SELECT word, terms FROM word").fetchall())

    def vocabulary(self) -> dict[str, VocabularyTerm]:
        """Our table of how people write, by term."""
        with self.store.reading() as db:
            rows = db.execute("SELECT term, kind, means, codes FROM vocabulary").fetchall()
        return {
            term: VocabularyTerm(term=term, kind=kind, means=_parts(means), codes=_parts(codes))
            for term, kind, means, codes in rows
        }

    def term_count(self) -> int:
        with self.store.reading() as db:
            return int(db.execute("SELECT max(id) FROM term").fetchone()[0] or 0)


def _quoted(word: str) -> str:
    return f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"'


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)

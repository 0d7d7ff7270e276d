"""The official ICD-10-CM index XML and its tables, streamed into entries; no database, no clock.

Layout (CDC/NCHS "ICD10CM.index"): letter > mainTerm > term (nested), each with title (the words in its `nemod` need
not be said), code, manif, see, seeAlso, seecat, subcat. The tables of neoplasms and of drugs have `cell[col]` instead
of code, their columns named by `indexHeading/head[col]`. "C79.8-" asks for more characters: it leads to the header
C79.8.
"""

import re
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from data.errors import UnreadableFile
from data.importers.icd10cm_references import follow_references, path_key
from data.importers.icd10cm_tabular import official_ascii
from data.importers.xml_safely import NotOfThisKind, stream_xml
from data.models import CodeIndex, IndexEntry

_KINDS = {
    "icd-10-cm index to diseases and injuries": "Alphabetic Index",
    "icd-10-cm external cause of injuries index": "External Cause Index",
    "neoplasm": "Table of Neoplasms",
    "substance": "Table of Drugs and Chemicals",
}
_TERMS = ("mainTerm", "term")
_SEE = {"see": "see", "seeAlso": "see also", "seecat": "see category", "subcat": "see subcategory"}
_YEAR = re.compile(r"20[0-9]{2}")
_DEEPEST = 12


def read_index(stream: BinaryIO, *, source: str) -> CodeIndex:
    """Every term of one index or table. Raises UnreadableFile naming the line where it is broken or of no kind here."""
    reader = _IndexReader()
    stream_xml(stream, reader, source=source)
    if not reader.kind or not reader.terms or not _YEAR.fullmatch(reader.year):
        raise UnreadableFile(source, "it is none of the ICD-10-CM indexes and tables")
    return CodeIndex(
        kind=reader.kind,
        release=f"FY{reader.year}",
        source=source,
        terms=reader.terms,
        entries=tuple(reader.followed()),
    )


def index_kind(title: str) -> str:
    """Our name of an index or table by its title or by its first column's, "" where it is none."""
    return _KINDS.get(" ".join(title.lower().split()), "")


@dataclass(slots=True)
class _Term:
    """An open term. `place` is where its entries go: before those of the terms below it."""

    place: int
    title: str = ""
    said: str = ""
    path: tuple[str, ...] = ()
    """Each part of the path as references write it."""
    codes: list[str] = field(default_factory=list)
    manifestations: list[str] = field(default_factory=list)
    see: list[str] = field(default_factory=list)
    cells: list[tuple[str, str]] = field(default_factory=list)


class _IndexReader:
    """The XML's handlers: keeps the open elements only, appends what is complete."""

    def __init__(self) -> None:
        self.year = ""
        self.kind = ""
        self.terms = 0
        self.entries: list[IndexEntry] = []
        self._keys: list[str] = []
        self._open: list[_Term] = []
        self._tags: list[str] = []
        self._columns: dict[str, str] = {}
        self._column = ""
        self._all: list[str] = []
        self._without_nemod: list[str] = []

    def followed(self) -> list[IndexEntry]:
        """The entries with what their references lead to."""
        return follow_references(self.entries, self._keys)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._tags and tag != "ICD10CM.index":
            raise NotOfThisKind("it is no ICD-10-CM index")
        self._tags.append(tag)
        if tag == "nemod":
            self._all.append(" ")
        else:
            self._all.clear()
            self._without_nemod.clear()
        if tag in _TERMS:
            self.terms += 1
            self._open.append(_Term(place=len(self.entries)))
            if len(self._open) > _DEEPEST:
                raise NotOfThisKind("its terms are nested deeper than in any official index")
        elif tag in ("cell", "head"):
            self._column = attributes.get("col", "")

    def text(self, text: str) -> None:
        self._all.append(text)
        if self._tags[-1] != "nemod":
            self._without_nemod.append(text)

    def end(self, tag: str) -> None:
        self._tags.pop()
        above = self._tags[-1] if self._tags else ""
        if tag == "nemod":
            self._all.append(" ")
            self._without_nemod.append(" ")
        elif tag in _TERMS:
            self._close(self._open.pop())
        elif above in _TERMS and self._open:
            self._part(tag, self._open[-1])
        elif tag == "version":
            self.year = self._said()
        elif above == "ICD10CM.index" and tag == "title":
            self.kind = index_kind(self._said())
        elif tag == "head":
            self._columns[self._column] = self._said()
            if self._column == "1":
                self.kind = index_kind(self._said())

    def _part(self, tag: str, term: _Term) -> None:
        if tag == "title":
            term.title, term.said = self._said(), official_ascii("".join(self._without_nemod))
            term.path = (term.said.partition(",")[0],)
            if len(self._open) > 1:
                above = self._open[-2]
                term.path = (*above.path, term.said)
                term.title, term.said = f"{above.title}, {term.title}", f"{above.said}, {term.said}"
            self._claim_place(term)
        elif tag == "code":
            term.codes.append(self._code())
        elif tag == "manif":
            term.manifestations.append(self._said().strip("[]"))
        elif tag == "cell":
            if self._said().strip("-"):
                term.cells.append((self._columns.get(self._column, ""), self._code()))
        elif tag in _SEE:
            term.see.append(f"{_SEE[tag]} {self._said()}")

    def _claim_place(self, term: _Term) -> None:
        """Room in the order of the file, to be filled when the term's codes are known."""
        term.place = len(self.entries)
        self.entries.append(IndexEntry(term=term.title, searched=term.said))
        self._keys.append(path_key(term.path))

    def _close(self, term: _Term) -> None:
        if not term.title:
            raise NotOfThisKind("a term has no title")
        entry = IndexEntry(
            term=term.title,
            searched=term.said,
            codes=tuple(term.codes),
            manifestations=tuple(term.manifestations),
            see="; ".join(term.see),
        )
        self.entries[term.place] = entry
        self.entries += [replace(entry, codes=(code,), column=column) for column, code in term.cells]
        self._keys += [""] * len(term.cells)

    def _said(self) -> str:
        return official_ascii("".join(self._all))

    def _code(self) -> str:
        """As written where it has no code's shape: it is kept, and found to be in no edition."""
        return self._said().strip("[]").rstrip("-").rstrip(".")

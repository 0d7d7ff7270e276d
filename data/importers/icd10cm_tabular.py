"""The official ICD-10-CM tabular XML, streamed into codes, headings and notes; no database, no clock.

Layout (CDC/NCHS "ICD10CM.tabular"): chapter > section > diag (nested), each with name, desc and note lists.
Four rules, measured against the official order file, make codes of it:
- a code is billable when no longer code starts with it;
- a lowest diag under a `sevenChrDef` is a stem: its codes are the stem padded with X to six characters plus each
  7th character, described by the nearest diag's text, ", " and the character's meaning;
- the exceptions that notes state in words (S06) are kept out;
- text is folded to ASCII, and a character's meaning is cut at "/<TAB>".
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from data.errors import UnreadableFile
from data.importers.xml_safely import NotOfThisKind, stream_xml
from data.models import CodeSet, NewCode, NewHeading, NewNote, NewSeventh, NoteKind, System

_NOTE_KINDS = {
    "includes": NoteKind.INCLUDES,
    "inclusionTerm": NoteKind.INCLUSION_TERM,
    "excludes1": NoteKind.EXCLUDES1,
    "excludes2": NoteKind.EXCLUDES2,
    "codeFirst": NoteKind.CODE_FIRST,
    "useAdditionalCode": NoteKind.USE_ADDITIONAL,
    "codeAlso": NoteKind.CODE_ALSO,
    "sevenChrNote": NoteKind.SEVENTH_CHARACTER,
    "sevenChrDef": NoteKind.SEVENTH_CHARACTER,
    "notes": NoteKind.NOTE,
}
_HEADINGS = ("chapter", "section")
_LARGEST_TEXT = 100_000
_YEAR = re.compile(r"20[0-9]{2}")
_EXCEPTION = "7th characters D and S do not apply to codes in category S06"
_SPAN = re.compile(r"[A-Z0-9]+-[A-Z0-9]+")


def read_tabular(stream: BinaryIO, *, source: str) -> CodeSet:
    """One fiscal year's code set. Raises UnreadableFile naming the line where the XML is broken or no tabular list."""
    reader = _TabularReader()
    stream_xml(stream, reader, source=source)
    if not reader.codes or not _YEAR.fullmatch(reader.year):
        raise UnreadableFile(source, "it is no ICD-10-CM tabular list")
    return reader.code_set(source)


def official_ascii(text: str) -> str:
    """Text as in the official order file: accents folded, runs of white space made one."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return " ".join(folded.split())


@dataclass(slots=True)
class _Node:
    """An open chapter, section or diag."""

    tag: str
    name: str = ""
    description: str = ""
    has_children: bool = False
    sevenths: list[NewSeventh] = field(default_factory=list)
    notes: list[tuple[NoteKind, str]] = field(default_factory=list)


class _TabularReader:
    """Expat's handlers: keeps the open elements only, appends what is complete."""

    def __init__(self) -> None:
        self.year = ""
        self.codes: list[NewCode] = []
        self._headings: list[NewHeading] = []
        self._notes: list[NewNote] = []
        self._sevenths: list[NewSeventh] = []
        self._nodes: list[_Node] = []
        self._tags: list[str] = []
        self._character = ""
        self._buffer: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._tags.append(tag)
        self._buffer.clear()
        if tag in _HEADINGS:
            self._nodes.append(_Node(tag, name=_span(attributes.get("id", "")) if tag == "section" else ""))
        elif tag == "diag":
            if self._nodes:
                self._nodes[-1].has_children = True
            self._nodes.append(_Node(tag))
        elif tag == "extension":
            self._character = attributes.get("char", "")

    def text(self, text: str) -> None:
        self._buffer.append(text)
        if len(self._buffer) > _LARGEST_TEXT:
            self._buffer.clear()

    def end(self, tag: str) -> None:
        self._tags.pop()
        above = self._tags[-1] if self._tags else ""
        if tag in ("name", "desc") and above in (*_HEADINGS, "diag"):
            self._name_node(tag)
        elif tag == "note" and above in _NOTE_KINDS and self._nodes:
            self._nodes[-1].notes.append((_NOTE_KINDS[above], official_ascii(self._take())))
        elif tag == "extension" and self._nodes:
            self._define_seventh()
        elif tag == "version":
            self.year = self._take().strip()
        elif tag == "diag":
            self._close_diag(self._nodes.pop())
        elif tag in _HEADINGS:
            self._close_heading(self._nodes.pop())

    def code_set(self, source: str) -> CodeSet:
        year = int(self.year)
        return CodeSet(
            system=System.ICD10CM,
            release=f"FY{year}",
            valid_from=date(year - 1, 10, 1),
            year_ends=date(year, 9, 30),
            source=source,
            codes=self.codes,
            headings=self._headings,
            notes=self._notes,
            sevenths=self._sevenths,
        )

    def _take(self) -> str:
        text = "".join(self._buffer)
        self._buffer.clear()
        return text

    def _name_node(self, tag: str) -> None:
        node, text = self._nodes[-1], official_ascii(self._take())
        if tag == "desc":
            node.description = text
        elif node.tag == "chapter":
            node.name = f"Chapter {text}"
        else:
            node.name = text

    def _define_seventh(self) -> None:
        meaning = official_ascii(self._take().partition("/\t")[0])
        node = self._nodes[-1]
        node.sevenths.append(NewSeventh(owner=node.name, character=self._character, meaning=meaning))

    def _close_diag(self, node: _Node) -> None:
        sevenths = [] if node.has_children else self._sevenths_above(node)
        above = self._nodes[-1] if self._nodes else _Node("chapter")
        self._keep_notes(node)
        self._sevenths.extend(node.sevenths)
        self.codes.append(
            NewCode(
                code=node.name,
                description=node.description,
                billable=not node.has_children and not sevenths,
                parent=above.name if above.tag == "diag" else "",
                block=next((open_.name for open_ in reversed(self._nodes) if open_.tag == "section"), ""),
            )
        )
        self.codes.extend(
            _with_seventh(node, self.codes[-1].block, seventh)
            for seventh in sevenths
            if not (self._has_exception() and _is_death_before_waking(seventh, node.name))
        )

    def _has_exception(self) -> bool:
        """Whether the year's list has it: the note is not in that of FY2017."""
        return any(text.startswith(_EXCEPTION) for node in self._nodes for _, text in node.notes)

    def _sevenths_above(self, node: _Node) -> list[NewSeventh]:
        for candidate in (node, *reversed(self._nodes)):
            if candidate.sevenths:
                return candidate.sevenths
        return []

    def _close_heading(self, node: _Node) -> None:
        description, _, _ = node.description.rpartition(" (")
        self._headings.append(
            NewHeading(name=node.name, description=description or node.description, parent=self._heading_above(node))
        )
        self._keep_notes(node)

    def _heading_above(self, node: _Node) -> str:
        """The narrowest wider block: those have no codes of their own and stand before the blocks that they span."""
        if node.tag == "chapter":
            return ""
        first, last = node.name.split("-")
        for heading in reversed(self._headings):
            wider_first, _, wider_last = heading.name.partition("-")
            if wider_last and wider_first <= first and last <= wider_last:
                return heading.name
        return self._nodes[-1].name if self._nodes else ""

    def _keep_notes(self, node: _Node) -> None:
        self._notes.extend(NewNote(owner=node.name, kind=kind, text=text) for kind, text in node.notes)


def _span(section_id: str) -> str:
    """A block's name as a span even where it holds one category: "T07" -> "T07-T07". Raises NotOfThisKind."""
    span = section_id if "-" in section_id else f"{section_id}-{section_id}"
    if not _SPAN.fullmatch(span):
        raise NotOfThisKind("a block has no span of codes")
    return span


def _is_death_before_waking(seventh: NewSeventh, stem: str) -> bool:
    """The note at S06: characters D and S do not go with a 6th character 7 or 8, a death before waking."""
    return stem.startswith("S06") and stem[6:7] in ("7", "8") and seventh.character in ("D", "S")


def _with_seventh(stem: _Node, block: str, seventh: NewSeventh) -> NewCode:
    letters = stem.name.replace(".", "").ljust(6, "X") + seventh.character
    return NewCode(
        code=f"{letters[:3]}.{letters[3:]}",
        description=f"{stem.description}, {seventh.meaning}",
        billable=True,
        parent=stem.name,
        block=block,
        seventh=seventh.character,
    )

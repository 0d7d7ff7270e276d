"""The shapes that travel between the store, the bot and the voice: frozen values; no behavior beyond naming."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class System(StrEnum):
    """A code system, as the command line's JSON names it."""

    ICD10CM = "ICD-10-CM"
    HCPCS = "HCPCS"
    CPT = "CPT"
    MODIFIER = "MODIFIER"
    POS = "POS"


class NoteKind(StrEnum):
    """The note kinds of the ICD-10-CM tabular list, by the tabular XML's meaning."""

    INCLUDES = "includes"
    INCLUSION_TERM = "inclusion term"
    EXCLUDES1 = "excludes1"
    EXCLUDES2 = "excludes2"
    CODE_FIRST = "code first"
    USE_ADDITIONAL = "use additional"
    CODE_ALSO = "code also"
    SEVENTH_CHARACTER = "7th character"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One loaded edition of one system. `valid_to` is None until a newer one is loaded; `year_ends` ends its year."""

    system: System
    name: str
    valid_from: date
    valid_to: date | None
    year_ends: date | None
    codes: int
    billable: int
    source: str
    follows: str = ""
    """Name of the edition before it that is loaded here without a gap, or ""."""
    notes_of: str = ""
    """Name of the edition whose notes its codes are shown with, or "" where there are none."""
    is_starter: bool = False
    """A choice of codes in our own words: what is missing may exist, and the official text governs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code of one release. `code` carries its dot; `billable` False is a header that needs more characters."""

    id: int
    system: System
    code: str
    description: str
    billable: bool
    valid_from: date
    valid_to: date | None
    release: str
    now: str = ""
    """Codes that the official file names in the place of one that ended, "" where it names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One tabular note. `origin` is the code, block (I20-I25) or chapter (Chapter 9) it stands at."""

    kind: NoteKind
    text: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line above a code: its category, block or chapter. `code` is "" where the heading is no code."""

    name: str
    description: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeDetail:
    """A code with all that binds it. `parents` run from the chapter down; `sides` are the same code for other sides."""

    code: Code
    parents: tuple[Heading, ...] = ()
    children: tuple[Code, ...] = ()
    notes: tuple[Note, ...] = ()
    sevenths: tuple[tuple[str, str], ...] = ()
    """7th characters to choose from: (character, meaning)."""
    sides: tuple[Code, ...] = ()


# --- what importers hand to the store ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCode:
    """A code before it has a place in the store. `parent` is the code above it, or ""; `block` names its block."""

    code: str
    description: str
    billable: bool
    parent: str = ""
    block: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    """Its last day, where the edition itself says that it ended."""
    now: str = ""
    words: str = ""
    """Extra words that people type for it: brand names, trade and lay words."""
    seventh: str = ""
    """The 7th character where the code is a stem with one added, else ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHeading:
    """A chapter ("Chapter 9") or block ("I20-I25"); `parent` names the wider block or chapter it stands in, or ""."""

    name: str
    description: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNote:
    """A note at `owner`: a code, or a heading's name."""

    owner: str
    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSeventh:
    """One 7th character defined at the code `owner` for all codes below it."""

    owner: str
    character: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """One line of the Alphabetic Index or one of its tables: what it says and where it leads.

    `term` is the whole path, main term first, with the words that need not be said in parentheses; `searched` the path
    without those. `codes` carry their dots; `see` is a reference to another entry.
    """

    term: str
    searched: str
    codes: tuple[str, ...] = ()
    manifestations: tuple[str, ...] = ()
    see: str = ""
    led_to: tuple[str, ...] = ()
    """The codes of the entry that `see` names, where it is one entry with codes."""
    column: str = ""
    """The table's column ("Benign", "Underdosing"), "" in an index without columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeIndex:
    """One edition of an index or table, as an importer read it. `kind` is its title in our words."""

    kind: str
    release: str
    source: str
    terms: int
    """Terms that the file has: a term of a table may give several entries, one a column."""
    entries: tuple[IndexEntry, ...]


@dataclass(slots=True, kw_only=True)
class CodeSet:
    """One edition of one system as an importer read it, ready to be stored."""

    system: System
    release: str
    valid_from: date
    year_ends: date | None
    source: str
    is_starter: bool = False
    codes: list[NewCode] = field(default_factory=list)
    headings: list[NewHeading] = field(default_factory=list)
    notes: list[NewNote] = field(default_factory=list)
    sevenths: list[NewSeventh] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyTerm:
    """How people write a thing: `means` are alternatives in official words, `codes` its usual codes, best first."""

    term: str
    kind: str
    means: tuple[str, ...]
    codes: tuple[str, ...]

"""Words and marks that several views share; it builds no blocks."""

from data.models import Code, NoteKind, System

NOTE_TITLES = {
    NoteKind.INCLUDES: "Includes",
    NoteKind.INCLUSION_TERM: "Also covers",
    NoteKind.EXCLUDES1: "Excludes1 (never together)",
    NoteKind.EXCLUDES2: "Excludes2 (not included here; may be coded too)",
    NoteKind.CODE_FIRST: "Code first",
    NoteKind.USE_ADDITIONAL: "Use additional code",
    NoteKind.CODE_ALSO: "Code also",
    NoteKind.SEVENTH_CHARACTER: "7th character",
    NoteKind.NOTE: "Note",
}
SYSTEM_TITLES = {
    System.ICD10CM: "ICD-10-CM",
    System.HCPCS: "HCPCS Level II",
    System.CPT: "CPT",
    System.MODIFIER: "HCPCS modifier",
    System.POS: "Place of service",
}


def counted(number: int, noun: str) -> str:
    """ "1 code", "2 codes"."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def billable_line(code: Code) -> str:
    """Whether the code can go on a claim, in words; "" where the question does not arise."""
    if code.system in (System.MODIFIER, System.POS):
        return ""
    return "✅ Billable" if code.billable else "🔶 Not billable: choose a more specific code"


_SHORTER = (
    ("initial encounter for ", "initial: "),
    ("subsequent encounter for ", "subsequent: "),
    ("type IIIA, IIIB, or IIIC", "type IIIA-C"),
    (" with routine healing", ", routine healing"),
    (" with delayed healing", ", delayed healing"),
    (" with nonunion", ", nonunion"),
    (" with malunion", ", malunion"),
)
"""The longest 7th-character meanings as they fit on a button; the card that opens has the official words."""


def fitting(text: str, most: int) -> str:
    """The text as it is, or in fewer words where it is longer than `most` characters."""
    for long, short in _SHORTER:
        if len(text) <= most:
            break
        text = text.replace(long, short)
    return text


def without_repeat(child: str, parent: str) -> str:
    """A child's description without the words that it shares with the start of its parent's."""
    child_words, parent_words = child.split(), parent.split()
    same = 0
    while (
        same < min(len(child_words) - 1, len(parent_words))
        and child_words[same].strip(",").lower() == parent_words[same].strip(",").lower()
    ):
        same += 1
    return "… " + " ".join(child_words[same:]) if same >= 2 else child

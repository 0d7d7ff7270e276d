"""Names of all that can be pressed, and what a button carries: codes and opaque list ids, never a person's words."""

from dataclasses import dataclass
from datetime import date

from data.models import Code, System

COMMAND_CODE = "/code"
COMMAND_CLAIM = "/claim"
COMMAND_CLAIMS = "/claims"
COMMAND_BILLING = "/billing"

SHORTCUT_FIND_CODE = "find_code"
SHORTCUT_CODES_HERE = "codes_here"

OPEN_CODE = "code_open"
"""Opens a card in place; each button adds ":" and what tells it from its neighbors."""
OPEN_LIST = "code_list"
POST_CODE = "code_post"
SHOW_NOTES = "code_notes"
FIND_CODE = "code_find"

OPEN_CLAIM = "claim_open"
"""Opens a claim's card in place; each button adds ":" and the claim's reference, which is its value, too."""

WORKLIST_OPEN = "worklist_open"
DIGEST_LIST = "digest_list"
"""Opens the whole list behind a part of the day's list; each adds ":" and the part. The value is words."""
"""Shows a claim's card below its list; each button adds ":" and the claim's reference, which is its value, too."""
WORKLIST_PAGE = "worklist_page"
"""Another page, or a list kept under a name; each button adds ":" and what tells it from its neighbors."""
WORKLIST_SORT = "worklist_sort"
WORKLIST_EXPORT = "worklist_export"
WORKLIST_SAVE = "worklist_save"
WORKLIST_SAVED = "worklist_saved"
"""Opens what is kept under a name; each button adds ":" and its number."""
WORKLIST_FORGET = "worklist_forget"
VIEW_SAVE_WORKLIST = "worklist_save_view"
SAVE_NAME = "worklist_name"

VIEW_FIND_CODE = "find_code_view"
FIND_BLOCK = "find_code_block"
FIND_CHOICE = "find_code_choice"

IMPORT_OPEN = "import_open"
"""Opens the columns of a waiting file, from a message; each button adds ":" and its place in the list."""
IMPORT_COLUMNS = "import_columns"
"""The same, from the modal that lists the waiting files."""
COLUMN_CHOICE = "column_choice"
VIEW_IMPORT = "import_view"
VIEW_IMPORT_COLUMNS = "import_columns_view"
VIEW_IMPORT_NOW = "import_now_view"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRef:
    """The code a button means, the day asked about, the list it was opened from ("" for none).

    `picked` is what was answered of the header's first question: "left", "subsequent".
    """

    system: System
    code: str
    on: date | None = None
    list_id: str = ""
    picked: str = ""

    def value(self) -> str:
        parts = (self.system, self.code, self.on.isoformat() if self.on else "", self.list_id)
        return "|".join((*parts, self.picked) if self.picked else parts)


def code_ref(code: Code, *, on: date | None, list_id: str = "") -> CodeRef:
    return CodeRef(system=code.system, code=code.code, on=on, list_id=list_id)


def read_code_ref(value: str) -> CodeRef:
    """What `CodeRef.value` wrote. Raises ValueError for anything else."""
    system, code, on, list_id, *picked = value.split("|")
    if len(picked) > 1:
        raise ValueError(value)
    return CodeRef(
        system=System(system),
        code=code,
        on=date.fromisoformat(on) if on else None,
        list_id=list_id,
        picked="".join(picked),
    )


def page_of_list(list_id: str, page: int) -> str:
    """A list's id together with the page a code was opened from, as `CodeRef.list_id` carries it."""
    return f"{list_id}~{page}" if list_id else ""


def place_in_list(listed: str) -> tuple[str, int]:
    """What `page_of_list` wrote, taken apart."""
    list_id, _, page = listed.partition("~")
    return list_id, int(page or 0)


def list_value(list_id: str, page: int) -> str:
    return f"{list_id}|{page}"


def read_list_value(value: str) -> tuple[str, int]:
    """(list id, page from 0). Raises ValueError for anything else."""
    list_id, page = value.split("|")
    return list_id, max(0, int(page))

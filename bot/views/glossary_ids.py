"""Names of all that can be pressed or sent about the glossary, and what it carries: ids of entries, lists and pages."""

from dataclasses import dataclass

OPEN_ENTRY = "glossary_open"
"""Shows one of our entries in place; each button adds ":" and the entry's id."""
OPEN_TEAM = "glossary_team"
"""Shows an entry of the team's own in place; each button adds ":" and its number."""
OPEN_LIST = "glossary_list"
"""Shows a list, or the index, in place; each button adds ":" and the list and page."""
OPEN_PAIR = "glossary_pair"
"""Shows what tells two apart; each button adds ":" and the other's id."""
POST = "glossary_post"
ADD = "glossary_add"
EDIT = "glossary_edit"
"""Each of these three adds ":" and the entry's number."""
WITHDRAW = "glossary_withdraw"
HISTORY = "glossary_history"

VIEW_FORM = "glossary_form"
FIELDS = ("term", "aliases", "meaning", "advice", "source")

INDEX, TEAM_LIST = "index", "team"


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryRef:
    """What a button is about: an entry of ours, or two; the list and page it was opened from ("" for none)."""

    entry_id: str = ""
    other_id: str = ""
    list_key: str = ""
    page: int = 0

    def value(self) -> str:
        return "|".join((self.entry_id, self.other_id, self.list_key, str(self.page)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRef:
    """A team's entry, and the version that is before somebody's eyes; 0 for a new one."""

    entry_id: int = 0
    after: int = 0

    def value(self) -> str:
        return f"{self.entry_id}|{self.after}"


def read_glossary_ref(value: str) -> GlossaryRef:
    """What `GlossaryRef.value` wrote. Raises ValueError for anything else."""
    entry_id, other_id, list_key, page = value.split("|")
    return GlossaryRef(entry_id=entry_id, other_id=other_id, list_key=list_key, page=max(0, int(page)))


def read_team_ref(value: str) -> TeamRef:
    """What `TeamRef.value` wrote. Raises ValueError for anything else."""
    entry_id, after = value.split("|")
    return TeamRef(entry_id=int(entry_id), after=int(after))

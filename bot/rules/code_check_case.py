"""What a check of several codes works on and what it finds: frozen values; no rule stands here."""

from dataclasses import dataclass
from enum import StrEnum

from data.models import CodeDetail, System


class Severity(StrEnum):
    """How much a finding matters: a payer will refuse it, somebody must look, or it is good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to know of the codes. `codes` are only such as were given; what to use instead stands in the text."""

    severity: Severity
    rule: str
    codes: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCode:
    """One code of the list with all that binds it. `place` counts from 0; `dated` is what its dates mean that day."""

    place: int
    detail: CodeDetail
    dated: str = ""
    billable_below: int = 0
    """How many billable codes a header has to choose from."""

    @property
    def code(self) -> str:
        return self.detail.code.code

    @property
    def key(self) -> str:
        """Without its dot."""
        return self.code.replace(".", "")

    @property
    def category(self) -> str:
        return self.code[:3]

    @property
    def title(self) -> str:
        return self.detail.code.description

    @property
    def named(self) -> str:
        """As findings speak of it: "N18.30 (Chronic kidney disease, stage 3 unspecified)"."""
        return f"{self.code} ({self.title})"

    @property
    def is_diagnosis(self) -> bool:
        return self.detail.code.system is System.ICD10CM

    @property
    def chapter(self) -> str:
        """ "Chapter 15", or "" where the edition has no headings."""
        return next((heading.name for heading in self.detail.parents if heading.name.startswith("Chapter ")), "")

    def begins(self, *starts: str) -> bool:
        """Whether the code stands in one of these categories or subcategories (no dots): begins("I50", "I514")."""
        return self.key.startswith(starts)

    def between(self, first: str, last: str) -> bool:
        return first <= self.key and self.key[: len(last)] <= last


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedList:
    """The diagnoses of a list in their order, each once, and the codes of their categories that hold two in one."""

    codes: tuple[CheckedCode, ...]
    in_one: tuple[tuple[str, str], ...] = ()
    """(code, description) of the codes that say "acute and chronic" in the categories of the list."""
    bilateral: tuple[tuple[str, str], ...] = ()
    """The same of the codes that say "bilateral"."""

    @property
    def first(self) -> CheckedCode | None:
        """The first-listed diagnosis."""
        return self.codes[0] if self.codes else None

    def beginning(self, *starts: str) -> list[CheckedCode]:
        return [code for code in self.codes if code.begins(*starts)]

"""Small code stores of invented codes, finished in milliseconds."""

from datetime import date
from pathlib import Path

from data.models import CodeSet, NewCode, System, VocabularyTerm
from data.store.code_build import build_codes

RELEASE = "FY2026"


def a_code_set(*codes: str, release: str = RELEASE) -> CodeSet:
    """One invented edition: each code stands below the longest other code that begins it."""
    return CodeSet(
        system=System.ICD10CM,
        release=release,
        valid_from=date(2025, 10, 1),
        year_ends=date(2026, 9, 30),
        source=f"invented {release}",
        codes=[
            NewCode(
                code=code,
                description=f"Odd disease {code.replace('.', ' ')}",
                billable=not any(other != code and other.startswith(code) for other in codes),
                parent=max((other for other in codes if other != code and code.startswith(other)), key=len, default=""),
            )
            for code in codes
        ],
    )


def build_small(path: Path, *codes: str, release: str = RELEASE) -> Path:
    """A finished codes.db of invented codes at `path`, whatever stood there; swapped in by rename."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    words = VocabularyTerm(term="oddity", kind="lay", means=("odd disease",), codes=(codes[-1],))
    build_codes(new, [lambda: a_code_set(*codes, release=release)], [words], lambda _what, _part: None)
    new.replace(path)
    return path

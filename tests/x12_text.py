"""Invented X12 files for tests, built from segment lines that are written with * and :."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data.importers.x12.reading import read
from data.importers.x12.survey import Survey, survey
from data.x12_models import TransactionSet, X12Item


@dataclass(frozen=True, kw_only=True)
class Delimiters:
    element: str = "*"
    component: str = ":"
    segment: str = "~"
    line_break: str = "\n"
    repetition: str = "^"


def a_set(code: str, *lines: str, control: str = "0001", guide: str = "", count: int | None = None) -> list[str]:
    """ST to SE, with the right count unless another is given."""
    opening = f"ST*{code}*{control}*{guide}" if guide else f"ST*{code}*{control}"
    return [opening, *lines, f"SE*{len(lines) + 2 if count is None else count}*{control}"]


def a_group(*sets: Sequence[str], version: str = "005010X221A1", control: str = "7") -> list[str]:
    segments = [segment for one in sets for segment in one]
    return [f"GS*HP*SENDER*RECEIVER*20250208*0900*{control}*X*{version}", *segments, f"GE*{len(sets)}*{control}"]


def an_interchange(
    *groups: Sequence[str],
    control: str = "000000006",
    delimiters: Delimiters | None = None,
    version: str = "00501",
    usage: str = "P",
    before_groups: Sequence[str] = (),
    group_count: int | None = None,
) -> bytes:
    """ISA to IEA as bytes of a file."""
    use = delimiters or Delimiters()
    isa = [
        "ISA",
        "00",
        " " * 10,
        "00",
        " " * 10,
        "ZZ",
        "SENDER".ljust(15),
        "ZZ",
        "RECEIVER".ljust(15),
        "250208",
        "0900",
    ]
    isa += [use.repetition, version, control, "0", usage]
    count = len(groups) if group_count is None else group_count
    body = [*before_groups, *(segment for group in groups for segment in group), f"IEA*{count}*{control}"]
    translated = [one.replace("*", "\0").replace(":", use.component).replace("\0", use.element) for one in body]
    header = use.element.join([*isa, use.component])
    return "".join(one + use.segment + use.line_break for one in (header, *translated)).encode()


def a_file(code: str, version: str, *lines: str, delimiters: Delimiters | None = None) -> bytes:
    """One transaction in one group in one interchange."""
    return an_interchange(a_group(a_set(code, *lines), version=version), delimiters=delimiters)


def survey_of(raw: bytes) -> Survey:
    with tempfile.TemporaryDirectory() as folder:
        return survey(_written(raw, folder))


def contents_of(raw: bytes) -> list[tuple[TransactionSet, list[X12Item]]]:
    """All readable transactions with their items."""
    with tempfile.TemporaryDirectory() as folder:
        return contents_of_path(_written(raw, folder))


def contents_of_path(path: Path) -> list[tuple[TransactionSet, list[X12Item]]]:
    surveyed = survey(path)
    wanted = [one.position for one in surveyed.transactions]
    return [(transaction, list(items)) for transaction, items in read(path, wanted, surveyed=surveyed)]


def items_of(raw: bytes) -> list[X12Item]:
    return [item for _, items in contents_of(raw) for item in items]


def _written(raw: bytes, folder: str) -> Path:
    path = Path(folder) / "file.x12"
    path.write_bytes(raw)
    return path

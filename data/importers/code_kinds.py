"""Tells by its content what a code file is, and reads it; a file's name decides nothing but an order file's year."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from data.errors import UnreadableFile
from data.importers.hcpcs_records import RECORD, read_hcpcs
from data.importers.hcpcs_tables import is_hcpcs_table, records_of_table
from data.importers.icd10cm_index import index_kind, read_index
from data.importers.icd10cm_order import ADDENDA_LINE, ORDER_LINE, OrderAddenda, OrderRow, read_addenda, read_order
from data.importers.icd10cm_tabular import read_tabular
from data.models import CodeIndex, CodeSet


class Kind(StrEnum):
    """The official files that are read, by the name that their kept copies have."""

    ORDER = "icd10cm-order"
    ADDENDA = "icd10cm-order-addenda"
    TABULAR = "icd10cm-tabular"
    INDEX = "icd10cm-index"
    EXTERNAL = "icd10cm-external-cause-index"
    NEOPLASM = "icd10cm-neoplasm-table"
    DRUG = "icd10cm-drug-table"
    HCPCS = "hcpcs"


TITLES = {
    Kind.ORDER: "ICD-10-CM order file",
    Kind.ADDENDA: "ICD-10-CM order addenda",
    Kind.TABULAR: "ICD-10-CM tabular list",
    Kind.INDEX: "ICD-10-CM Alphabetic Index",
    Kind.EXTERNAL: "ICD-10-CM External Cause Index",
    Kind.NEOPLASM: "ICD-10-CM Table of Neoplasms",
    Kind.DRUG: "ICD-10-CM Table of Drugs and Chemicals",
    Kind.HCPCS: "HCPCS Level II file",
}
_INDEX_KINDS = {
    "Alphabetic Index": Kind.INDEX,
    "External Cause Index": Kind.EXTERNAL,
    "Table of Neoplasms": Kind.NEOPLASM,
    "Table of Drugs and Chemicals": Kind.DRUG,
}
_SNIFFED = 65_536
_YEAR_IN_NAME = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_PCS_LINE = re.compile(r"00001 [0-9B-DF-HX][0-9A-Z]{2,6} .*")
_CODES_LINE = re.compile(r"([A-Z][0-9A-Z]{2,6} {1,5}|(Add|Delete|Revise from|Revise to): +[A-Z][0-9A-Z]{2,6} +)\S.*")
_COUNTED_YEARS = {(98_186, 74_719): 2026, (98_403, 74_879): 2027}
"""(rows, valid codes) of editions whose official counts are known, whatever a file of them is called."""

_FEWEST_CODES = 80_000
"""The smallest official edition, that of FY2016, has more than 91,000 codes and headers."""

Content = list[OrderRow] | OrderAddenda | CodeSet | CodeIndex | tuple[CodeSet, CodeSet]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFile:
    """One official file, read. `release` is "FY2027" or "January 2026"; `rows` are what the file has of its own."""

    kind: Kind
    release: str
    name: str
    data: bytes
    content: Content
    rows: int
    is_table: bool = False
    """A CSV or XLSX, brought into records: its text file, where that lies beside it, goes before it."""

    @property
    def source(self) -> str:
        """As the store names where its codes come from."""
        return f"official {TITLES[self.kind]}, {self.release}"


def kind_of(data: bytes) -> Kind | None:
    """What the file's beginning shows it to be; None where it is nothing that is read here."""
    if data.startswith(b"PK\x03\x04"):
        return Kind.HCPCS if is_hcpcs_table(data) else None
    begin = data[:_SNIFFED].decode("utf-8", "replace").lstrip("\ufeff")
    if begin.lstrip().startswith("<"):
        return _xml_kind(begin)
    first = next((line.rstrip("\r") for line in begin.split("\n") if line.strip()), "")
    if _PCS_LINE.fullmatch(first):
        return None
    if ORDER_LINE.fullmatch(first):
        return Kind.ORDER
    if ADDENDA_LINE.fullmatch(first):
        return Kind.ADDENDA
    return Kind.HCPCS if RECORD.fullmatch(first) or is_hcpcs_table(data[:_SNIFFED]) else None


def why_not_read(data: bytes) -> str:
    """What to say of a file whose kind is not read here."""
    first = data[:400].decode("utf-8", "replace").split("\n")[0].rstrip("\r")
    if _PCS_LINE.fullmatch(first):
        return "it is an ICD-10-PCS order file, which is not read here"
    if _CODES_LINE.fullmatch(first):
        return "the order file beside it says the same and more"
    return "it is none of the official files that are read here"


def read_code_file(kind: Kind, data: bytes, name: str) -> CodeFile:
    """The whole file, read and checked. Raises UnreadableFile naming the line and the reason."""
    return _READERS[kind](kind, data, name)


def _xml_kind(begin: str) -> Kind | None:
    if "<ICD10CM.tabular" in begin:
        return Kind.TABULAR
    if "<ICD10CM.index" not in begin:
        return None
    head = begin.partition("<letter")[0]
    titles = re.findall(r"<title>([^<]*)</title>|<head col=[\"']1[\"']>([^<]*)</head>", head)
    return next((_INDEX_KINDS[index_kind(a or b)] for a, b in titles if index_kind(a or b)), None)


def _order(kind: Kind, data: bytes, name: str) -> CodeFile:
    rows = read_order(_text(data, name), source=name)
    _check_size(len(rows), name)
    counted = _COUNTED_YEARS.get((len(rows), sum(row.billable for row in rows)))
    named = [int(year) for year in _YEAR_IN_NAME.findall(name)]
    year = counted or (named[-1] if named else None)
    if year is None:
        raise UnreadableFile(name, "an order file does not say its year: name it as CMS does, icd10cm_order_YEAR.txt")
    return CodeFile(kind=kind, release=f"FY{year}", name=name, data=data, content=rows, rows=len(rows))


def _addenda(kind: Kind, data: bytes, name: str) -> CodeFile:
    addenda = read_addenda(_text(data, name), source=name)
    release = f"FY{addenda.year}"
    return CodeFile(kind=kind, release=release, name=name, data=data, content=addenda, rows=len(addenda.changes))


def _tabular(kind: Kind, data: bytes, name: str) -> CodeFile:
    code_set = read_tabular(io.BytesIO(data), source=name)
    _check_size(len(code_set.codes), name)
    return CodeFile(
        kind=kind, release=code_set.release, name=name, data=data, content=code_set, rows=len(code_set.codes)
    )


def _check_size(codes: int, name: str) -> None:
    """A part of a list would end all codes that it lacks."""
    if codes < _FEWEST_CODES:
        raise UnreadableFile(
            name, f"it has {codes:,} codes in all, and each year's list has more than {_FEWEST_CODES:,}"
        )


def _index(kind: Kind, data: bytes, name: str) -> CodeFile:
    index = read_index(io.BytesIO(data), source=name)
    return CodeFile(kind=kind, release=index.release, name=name, data=data, content=index, rows=index.terms)


def _hcpcs(kind: Kind, data: bytes, name: str) -> CodeFile:
    is_table = data.startswith(b"PK\x03\x04") or is_hcpcs_table(data)
    text = records_of_table(data, name) if is_table else _text(data, name)
    codes, modifiers = read_hcpcs(text, source=name)
    return CodeFile(
        kind=kind,
        release=codes.release,
        name=name,
        data=text.encode() if is_table else data,
        is_table=is_table,
        content=(codes, modifiers),
        rows=len(codes.codes) + len(modifiers.codes),
    )


_READERS: dict[Kind, Callable[[Kind, bytes, str], CodeFile]] = {
    Kind.ORDER: _order,
    Kind.ADDENDA: _addenda,
    Kind.TABULAR: _tabular,
    Kind.HCPCS: _hcpcs,
    **dict.fromkeys(_INDEX_KINDS.values(), _index),
}


def _text(data: bytes, name: str) -> str:
    """Official text is ASCII, now and then with a letter of Windows-1252."""
    if b"\0" in data:
        raise UnreadableFile(name, f"byte {data.index(0) + 1} is no text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")

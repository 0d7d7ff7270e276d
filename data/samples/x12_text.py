"""Writes X12 text: elements to segments, segments to transactions, transactions to an interchange."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Element = str | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One functional group; each set is its type (ST01), its control number and its segments without ST and SE."""

    function: str
    version: str
    control: int
    sets: tuple[tuple[str, str, Sequence[str]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interchange:
    sender: str
    receiver: str
    on: date
    time: str
    control: int


def segment(name: str, *elements: Element) -> str:
    """`segment("CLM", "1", "", ("11", "B", "1"))` is "CLM*1**11:B:1"; empty ends are left off."""
    texts = [element if isinstance(element, str) else ":".join(element).rstrip(":") for element in elements]
    return "*".join([name, *texts]).rstrip("*")


def dollars(cents: int) -> str:
    """-12050 is "-120.5": no needless zeros, as X12 writes decimals."""
    whole, part = divmod(abs(cents), 100)
    text = f"{whole}.{part:02d}".rstrip("0").rstrip(".")
    return f"-{text}" if cents < 0 else text


def day(value: date) -> str:
    return value.strftime("%Y%m%d")


def written(interchange: Interchange, groups: Sequence[Group], between: Sequence[str] = ()) -> str:
    """The whole file; `between` are segments that stand before the groups (TA1)."""
    lines = [opening(interchange), *between]
    for group in groups:
        lines += _group_lines(interchange, group)
    lines.append(segment("IEA", str(len(groups)), f"{interchange.control:09d}"))
    return "".join(f"{line}~\n" for line in lines)


def opening(interchange: Interchange) -> str:
    return (
        f"ISA*00*{'':10}*00*{'':10}*ZZ*{interchange.sender:15}*ZZ*{interchange.receiver:15}*"
        f"{interchange.on:%y%m%d}*{interchange.time}*^*00501*{interchange.control:09d}*0*P*:"
    )


def group_opening(interchange: Interchange, group: Group) -> str:
    sides = (interchange.sender, interchange.receiver, day(interchange.on), interchange.time)
    return segment("GS", group.function, *sides, str(group.control), "X", group.version)


def _group_lines(interchange: Interchange, group: Group) -> list[str]:
    lines = [group_opening(interchange, group)]
    for kind, control, body in group.sets:
        version = "" if kind == "835" else group.version
        lines += [segment("ST", kind, control, version), *body, segment("SE", str(len(body) + 2), control)]
    lines.append(segment("GE", str(len(group.sets)), str(group.control)))
    return lines

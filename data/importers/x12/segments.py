"""The bytes of an X12 file as text with fixed delimiters, in bounded memory; it must not know what a segment means.

Delimiters differ between interchanges, so each ISA is read for its own by counting its 16 separators (it is not always
of fixed width), and all text behind it is given out with the four control characters below in their stead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

ELEMENT, COMPONENT, REPETITION, SEGMENT = "\x1d", "\x1f", "\x1e", "\x1c"

LONGEST_SEGMENT = 1024 * 1024
LONGEST_LEAD = 64 * 1024
"""Text that may stand before the first ISA (mail headers, a page of words), in bytes."""
_CHUNK = 128 * 1024
_LONGEST_HEADER = 400
_ISA = re.compile(rb"(?:I[\r\n]*S[\r\n]*A|i[\r\n]*s[\r\n]*a)[\r\n]*([^A-Za-z0-9\s\x80-\xff])")
_AFTER_ISA15 = re.compile(rb"[\r\n]*([^A-Za-z0-9\s\x80-\xff])([\r\n]*)([^\r\n]?)", re.DOTALL)
_LOOSE = re.compile(f"{SEGMENT}[{SEGMENT} \t]+")
_PADDING = re.compile(f"(?<! ) ++(?=[{ELEMENT}{COMPONENT}{SEGMENT}])")
_SMALL_NAME = re.compile(f"{SEGMENT}[a-z][a-z0-9]{{1,2}}{ELEMENT}")
_FIRST_WITH_REPETITION = "00402"


class NoInterchange(Exception):
    """No readable ISA stands at the beginning of the file."""


class SegmentTooLong(Exception):
    """A segment does not end within LONGEST_SEGMENT bytes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Header:
    """One ISA: `elements` 0 to 16, and how the bytes behind it become text."""

    elements: tuple[str, ...]
    length: int
    terminator: bytes
    table: bytes
    dropped: bytes
    is_lower: bool


class Block(NamedTuple):
    """Whole segments of one interchange: `text` is a SEGMENT, then segments that each end with one."""

    header: Header
    text: str


def read_blocks(stream: BinaryIO, *, chunk_bytes: int = _CHUNK) -> Iterator[Block]:
    """All segments of all interchanges. Raises NoInterchange and SegmentTooLong."""
    header: Header | None = None
    buffer, is_last = b"", False
    while not is_last:
        chunk = stream.read(chunk_bytes)
        is_last = not chunk
        buffer += chunk
        found, settled = find_header(buffer, is_last=is_last)
        while found:
            if header and settled:
                yield Block(header, _to_text(buffer[:settled], header))
            header, buffer = found, buffer[settled:]
            found, settled = find_header(buffer, after=header.length, is_last=is_last)
        if header:
            cut = settled if is_last else buffer.rfind(header.terminator, 0, settled) + 1
            if cut:
                yield Block(header, _to_text(buffer[:cut], header))
            buffer = buffer[cut:]
            if len(buffer) > LONGEST_SEGMENT:
                raise SegmentTooLong
        elif len(buffer) > LONGEST_LEAD:
            break
    if not header:
        raise NoInterchange


def find_header(raw: bytes, *, after: int = 0, is_last: bool = True) -> tuple[Header | None, int]:
    """The next readable ISA and its offset; without one, how many bytes surely lie before the next.

    What only looks like an ISA ("VISA*") fails the check of its elements, so what stands left of it does not matter.
    """
    for match in _ISA.finditer(raw, after):
        try:
            header = _parse_header(raw[match.start() : match.start() + _LONGEST_HEADER], match[1], is_last=is_last)
        except _Incomplete:
            if not is_last and len(raw) - match.start() < _LONGEST_HEADER:
                return None, match.start()
            continue
        if header:
            return header, match.start()
    return None, len(raw)


class _Incomplete(Exception):
    """The bytes end before the ISA does."""


def _parse_header(raw: bytes, separator: bytes, *, is_last: bool) -> Header | None:
    """The ISA that `raw` begins with, None where its elements are not those of one. Raises _Incomplete."""
    end = 0
    for _ in range(16):
        end = raw.find(separator, end) + 1
        if not end:
            raise _Incomplete
    tail = _AFTER_ISA15.match(raw, end)
    if not tail:
        if len(raw) < end + 3:
            raise _Incomplete
        return None
    is_lower = raw[:1] == b"i"
    text = raw[: tail.end(1)].replace(b"\r", b"").replace(b"\n", b"").decode("latin-1")
    elements = tuple(element.strip(" ") for element in (text.upper() if is_lower else text).split(separator.decode()))
    if not tail[3] and not is_last:
        raise _Incomplete
    terminator = _terminator(breaks=tail[2], follower=tail[3])
    if not terminator or not _is_isa(elements) or separator in (tail[1], terminator):
        return None
    table, dropped = _translation(elements, separator, tail[1], terminator)
    return Header(
        elements=elements,
        length=tail.end(1),
        terminator=terminator,
        table=table,
        dropped=dropped,
        is_lower=is_lower,
    )


def _terminator(*, breaks: bytes, follower: bytes) -> bytes:
    """What ends segments, by the line breaks and the byte behind ISA16; a letter or blank there starts the next one."""
    if breaks and (not follower or follower.isalnum() or follower == b" "):
        return b"\n" if b"\n" in breaks else b"\r"
    return b"" if follower.isalnum() or follower >= b"\x80" else follower


def _is_isa(elements: tuple[str, ...]) -> bool:
    qualifiers = (elements[1], elements[3], elements[5], elements[7])
    version, usage = elements[12], elements[15]
    return all(len(one) <= 2 for one in qualifiers) and len(version) == 5 and version.isdigit() and len(usage) <= 1


def _translation(
    elements: tuple[str, ...], separator: bytes, component: bytes, terminator: bytes
) -> tuple[bytes, bytes]:
    """A table for bytes.translate and the bytes to leave out.

    Line breaks are left out where they only wrap lines; so are end-of-file marks and our own four characters in data.
    ISA11 is a repetition separator from version 00402 on, and only where it is no letter or digit.
    """
    wanted = {separator: ELEMENT, component: COMPONENT, terminator: SEGMENT}
    repetition = elements[11].encode("latin-1")
    is_mark = len(repetition) == 1 and repetition.isascii() and not repetition.isalnum()
    if is_mark and elements[12] >= _FIRST_WITH_REPETITION:
        wanted.setdefault(repetition, REPETITION)
    table = bytearray(range(256))
    for byte, ours in wanted.items():
        table[byte[0]] = ord(ours)
    noise = (ELEMENT + COMPONENT + REPETITION + SEGMENT + "\r\n\x00\x1a").encode()
    return bytes(table), bytes(byte for byte in noise if bytes([byte]) not in wanted)


def _to_text(raw: bytes, header: Header) -> str:
    """Without empty segments, blanks before a segment's name, and blanks that pad an element, which mean nothing."""
    ours = raw.translate(header.table, header.dropped)
    try:
        text = ours.decode()
    except UnicodeDecodeError:
        text = SEGMENT.join(_decode(segment) for segment in ours.split(SEGMENT.encode()))
    text = f"{SEGMENT}{text}" if text.endswith(SEGMENT) else f"{SEGMENT}{text}{SEGMENT}"
    if f"{SEGMENT}{SEGMENT}" in text or f"{SEGMENT} " in text or f"{SEGMENT}\t" in text:
        text = _LOOSE.sub(SEGMENT, text)
    if f" {ELEMENT}" in text or f" {SEGMENT}" in text or f" {COMPONENT}" in text:
        text = _PADDING.sub("", text)
    return text.upper() if header.is_lower else _SMALL_NAME.sub(_upper, text)


def _upper(name: re.Match[str]) -> str:
    return name[0].upper()


def _decode(segment: bytes) -> str:
    """UTF-8 where it is, else the Windows code page of older practice systems; a name never fails."""
    try:
        return segment.decode()
    except UnicodeDecodeError:
        return segment.decode("cp1252", errors="replace")

"""Opens what a person names for import, a file, a zip or a folder, within limits; it reads no layout.

Nothing is ever unpacked to a path that an archive names: members are read into memory and known by their base name.
"""

import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from data.errors import UnreadableFile

MOST_MEMBERS = 50
MOST_BYTES = 64 * 1024 * 1024
"""Of one file: the largest official one, the order file, has 15 MB."""
MOST_BYTES_IN_ALL = 256 * 1024 * 1024
MOST_RATIO = 200
"""Packed to unpacked: official text packs about 7 to 1."""
_CHUNK = 1024 * 1024
_ENCRYPTED = 0x1
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """One file with its content; `name` is for people: "codes.zip: icd10cm_order_2027.txt"."""

    name: str
    data: bytes
    alone: bool
    """Whether it was named by itself, not found in a zip or folder among others."""


def found_files(path: Path) -> Iterator[FoundFile]:
    """The file, the members of the zip, or all of the folder's files. Raises UnreadableFile naming place and reason."""
    if path.is_dir():
        entries = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
        files = [entry for entry in entries if entry.is_file() and not entry.is_symlink()]
        if len(files) > MOST_MEMBERS:
            raise UnreadableFile(path.name, f"the folder holds more than {MOST_MEMBERS} files")
        for entry in files:
            yield from _file(entry, alone=False)
    else:
        yield from _file(path, alone=True)


def _file(path: Path, *, alone: bool) -> Iterator[FoundFile]:
    try:
        if not path.is_file():
            raise UnreadableFile(path.name, "it is not there, or no file")
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableFile(path.name, f"it is larger than {MOST_BYTES // _CHUNK} MB, as no official file is")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path.name, str(error.strerror)) from error
    if data.startswith(_ZIP) and not _is_workbook(path):
        yield from _members(path)
    else:
        yield FoundFile(name=path.name, data=data, alone=alone)


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False


def _members(path: Path) -> Iterator[FoundFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            check_members(path.name, members)
            left = MOST_BYTES_IN_ALL
            for member in members:
                data = _read(path.name, archive, member)
                left -= len(data)
                if left < 0:
                    raise UnreadableFile(path.name, "it unpacks to more than any official archive")
                name = f"{path.name}: {PurePosixPath(member.filename).name}"
                yield FoundFile(name=name, data=data, alone=len(members) == 1)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError, OSError) as error:
        raise UnreadableFile(path.name, f"the archive is damaged ({error})") from error
    except Exception as error:  # zlib, bz2 and lzma each have an error of their own
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile(path.name, f"the archive is damaged ({error})") from error


def check_members(name: str, members: list[zipfile.ZipInfo]) -> None:
    """What the archive says of itself: refused before anything is unpacked."""
    if len(members) > MOST_MEMBERS:
        raise UnreadableFile(name, f"it holds {len(members)} files, more than {MOST_MEMBERS}")
    if sum(member.file_size for member in members) > MOST_BYTES_IN_ALL:
        raise UnreadableFile(name, "it unpacks to more than any official archive")
    for member in members:
        at = member.filename[:80]
        parts = PurePosixPath(member.filename).parts
        if ".." in parts or member.filename.startswith("/") or "\\" in member.filename or ":" in member.filename:
            raise UnreadableFile(name, f"its member {at} names a place outside the archive")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise UnreadableFile(name, f"its member {at} is a link")
        if member.flag_bits & _ENCRYPTED:
            raise UnreadableFile(name, f"its member {at} is encrypted")
        if member.file_size > MOST_BYTES or member.file_size > MOST_RATIO * max(member.compress_size, 1):
            raise UnreadableFile(name, f"its member {at} unpacks to more than an official file does")


def _read(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """What is really in the member, given up once it is more than may be, whatever the archive says."""
    most = min(MOST_BYTES, MOST_RATIO * max(member.compress_size, 1))
    parts, size = [], 0
    with archive.open(member) as stream:
        while part := stream.read(_CHUNK):
            size += len(part)
            if size > most:
                raise UnreadableFile(name, f"its member {member.filename[:80]} unpacks to more than it says")
            parts.append(part)
    return b"".join(parts)

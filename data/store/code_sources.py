"""The imported official files, kept beside codes.db so that a rebuild has them; it builds nothing."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from data.errors import BuildFailed
from data.importers.code_kinds import CodeFile, Kind, read_code_file

FOLDER = "sources"
_STAGED = ".new"
_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One official file that the store is built from. `file_name` says kind, edition and content."""

    file_name: str
    kind: Kind
    release: str


def sources_of(folder: Path) -> list[str]:
    """Names of the files kept beside the codes.db of `folder`, in a fixed order."""
    try:
        names = [entry.name for entry in (folder / FOLDER).iterdir()]
    except OSError:
        return []
    return sorted(name for name in names if _parted(name) is not None)


def fingerprint(names: Iterable[str]) -> str:
    """What a codes.db built from these files has in it: each name holds a digest of its content."""
    return "\n".join(sorted(names))


def kept_sources(folder: Path) -> list[Source]:
    found = [(name, _parted(name)) for name in sources_of(folder)]
    return [Source(file_name=name, kind=parts[0], release=parts[1]) for name, parts in found if parts]


def read_source(folder: Path, source: Source) -> CodeFile:
    """The kept file, read again. Raises UnreadableFile where it does not read, BuildFailed where it was changed."""
    path = folder / FOLDER / source.file_name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BuildFailed(f"{path} cannot be read ({error.strerror})") from error
    if _digest(data) not in source.file_name:
        raise BuildFailed(f"{path} was changed or damaged; delete it and import the official file again")
    return read_code_file(source.kind, data, f"{source.kind} {source.release.removeprefix('FY')}")


def source_for(file: CodeFile) -> Source:
    release = file.release.replace(" ", "-")
    ending = ".xml" if file.data.lstrip()[:1] == b"<" or file.data[:3] == b"\xef\xbb\xbf" else ".txt"
    name = f"{file.kind}.{release}.{_digest(file.data)}{ending}"
    return Source(file_name=name, kind=file.kind, release=file.release)


def stage(folder: Path, files: Iterable[CodeFile]) -> None:
    """Writes the files beside the kept ones, readable by their owner only, not yet in use. Raises OSError."""
    kept = folder / FOLDER
    kept.mkdir(mode=0o700, exist_ok=True)
    for file in files:
        path = kept / f"{source_for(file).file_name}{_STAGED}"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            stream.write(file.data)
            stream.flush()
            os.fsync(stream.fileno())


def take_in(folder: Path, wanted: Iterable[Source]) -> None:
    """Puts staged files in use and removes those that they take the place of."""
    names = {source.file_name for source in wanted}
    kept = folder / FOLDER
    for name in names:
        staged = kept / f"{name}{_STAGED}"
        if staged.exists():
            staged.replace(kept / name)
    for name in sources_of(folder):
        if name not in names:
            (kept / name).unlink()


def clear_staged(folder: Path) -> None:
    """Files of imports that did not come to their end."""
    for staged in (folder / FOLDER).glob(f"*{_STAGED}"):
        staged.unlink(missing_ok=True)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_DIGITS]


def _parted(name: str) -> tuple[Kind, str] | None:
    """(kind, edition) of a kept file's name, None for names that are not ours."""
    parts = name.split(".")
    if len(parts) != 4 or parts[3] not in ("txt", "xml") or parts[0] not in set(Kind):
        return None
    return Kind(parts[0]), parts[1].replace("-", " ")

"""Imports official code files: all that was named is read and checked, a new codes.db built of it, and swapped in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data.errors import UnreadableFile
from data.importers.code_files import FoundFile, found_files
from data.importers.code_kinds import TITLES, CodeFile, Kind, kind_of, read_code_file, why_not_read
from data.store.code_build import Progress, Unmatched
from data.store.code_file import FILE_NAME, build_and_swap, code_file_lock
from data.store.code_sources import Source, clear_staged, kept_sources, read_source, source_for, stage, take_in


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """One official file that was taken in."""

    name: str
    kind: str
    release: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftFile:
    """A file beside others that was passed over, with the reason."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeImport:
    """What an import did. `unmatched` are the entries of the indexes just read whose code is in no edition."""

    read: tuple[ReadFile, ...]
    left: tuple[LeftFile, ...]
    unmatched: tuple[Unmatched, ...]


def import_codes(folder: Path, paths: Iterable[Path], progress: Progress, waiting: Callable[[], None]) -> CodeImport:
    """Takes in all files or none. Raises UnreadableFile naming the file, the place and the reason, or BuildFailed.

    Each file takes the place of an earlier one of its kind and edition; it is kept, so that a rebuild has it.
    """
    progress("Reading files", 0.0)
    files, left = _read_all(paths)
    with code_file_lock(folder, waiting):
        clear_staged(folder)
        try:
            unmatched = _build(folder, files, progress)
        finally:
            clear_staged(folder)
    fresh = {(file.release, TITLES[file.kind].removeprefix("ICD-10-CM ")) for file in files}
    return CodeImport(
        read=tuple(
            ReadFile(name=file.name, kind=TITLES[file.kind], release=file.release, rows=file.rows) for file in files
        ),
        left=tuple(left),
        unmatched=tuple(one for one in unmatched if (one.release, one.kind) in fresh),
    )


def _build(folder: Path, files: Sequence[CodeFile], progress: Progress) -> list[Unmatched]:
    new = {source_for(file): file for file in files}
    taken = {(source.kind, source.release) for source in new}
    kept = [source for source in kept_sources(folder) if (source.kind, source.release) not in taken]
    sources = sorted([*kept, *new], key=lambda source: source.file_name)

    @lru_cache(maxsize=2)
    def read(source: Source) -> CodeFile:
        return new[source] if source in new else read_source(folder, source)

    def before_swap() -> None:
        stage(folder, files)
        take_in(folder, sources)

    return build_and_swap(folder / FILE_NAME, sources, read, progress, before_swap=before_swap)


def _read_all(paths: Iterable[Path]) -> tuple[list[CodeFile], list[LeftFile]]:
    """All files of all paths; those of no kind are passed over where they lie beside others."""
    files: list[CodeFile] = []
    left: list[LeftFile] = []
    for path in paths:
        before = len(files)
        for found in found_files(path):
            kind = kind_of(found.data)
            if kind is not None:
                _add(files, left, read_code_file(kind, found.data, found.name))
            elif found.alone:
                raise UnreadableFile(found.name, _why(found))
            else:
                left.append(LeftFile(name=found.name, reason=why_not_read(found.data)))
        if len(files) == before:
            raise UnreadableFile(path.name, "none of its files is one of the official files that are read here")
    return _without_spare(files, left)


def _why(found: FoundFile) -> str:
    return "it is empty" if not found.data.strip() else why_not_read(found.data)


def _add(files: list[CodeFile], left: list[LeftFile], file: CodeFile) -> None:
    """The same file twice is once. Raises UnreadableFile where two differ and are the same edition of the same kind."""
    same = [other for other in files if (other.kind, other.release) == (file.kind, file.release)]
    if not same:
        files.append(file)
    elif same[0].is_table != file.is_table:
        table, text = (same[0], file) if same[0].is_table else (file, same[0])
        files[files.index(same[0])] = text
        left.append(LeftFile(name=table.name, reason=f"{text.name} says the same"))
    elif same[0].data != file.data:
        raise UnreadableFile(file.name, f"{same[0].name} is another {TITLES[file.kind]} of {file.release}")


def _without_spare(files: list[CodeFile], left: list[LeftFile]) -> tuple[list[CodeFile], list[LeftFile]]:
    """Addenda lead to an edition; where its order file or tabular list lies beside them they are not needed."""
    whole = {file.release for file in files if file.kind in (Kind.ORDER, Kind.TABULAR)}
    spare = [file for file in files if file.kind is Kind.ADDENDA and file.release in whole]
    left += [LeftFile(name=file.name, reason=f"{file.release} lies beside it in full") for file in spare]
    return [file for file in files if file not in spare], left

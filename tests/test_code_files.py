"""What is named for import is opened within limits: archives that lie, links and bombs are refused with the reason."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from data.errors import UnreadableFile
from data.importers import code_files
from data.importers.code_files import FoundFile, found_files


def a_zip(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def found(path: Path) -> list[FoundFile]:
    return list(found_files(path))


def refused(path: Path) -> str:
    with pytest.raises(UnreadableFile) as error:
        found(path)
    assert error.value.name == path.name
    return error.value.place


def test_a_file_a_zip_and_a_folder_give_their_files(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("one")
    a_zip(tmp_path / "two.zip", ("folder/two.txt", b"two"), ("three.txt", b"three"))

    assert [(file.name, file.data, file.alone) for file in found(tmp_path / "one.txt")] == [("one.txt", b"one", True)]
    assert [(file.name, file.data) for file in found(tmp_path)] == [
        ("one.txt", b"one"),
        ("two.zip: two.txt", b"two"),
        ("two.zip: three.txt", b"three"),
    ]


def test_links_and_hidden_files_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("no")
    (tmp_path / "link").symlink_to("/etc/hostname")

    assert found(tmp_path) == []


@pytest.mark.parametrize("name", ["../up.txt", "a/../../up.txt", "/etc/up.txt", "..\\up.txt", "C:up.txt"])
def test_a_member_that_names_a_place_outside_is_refused(tmp_path: Path, name: str) -> None:
    assert "outside the archive" in refused(a_zip(tmp_path / "x.zip", (name, b"text")))


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")

    assert "is a link" in refused(tmp_path / "x.zip")


def test_what_unpacks_to_more_than_200_times_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    assert "unpacks to more" in refused(a_zip(tmp_path / "x.zip", ("bomb.txt", b"0" * 20_000_000)))


def test_an_archive_that_understates_its_size_is_refused(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "x.zip", ("bomb.txt", b"0" * 20_000_000))
    raw = path.read_bytes()
    path.write_bytes(raw.replace((20_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")))

    assert refused(path)


def test_more_than_50_members_are_refused(tmp_path: Path) -> None:
    assert "51 files" in refused(a_zip(tmp_path / "x.zip", *((f"{n}.txt", b"x") for n in range(51))))


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    raw = bytearray(a_zip(tmp_path / "x.zip", ("secret.txt", b"text")).read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "x.zip").write_bytes(raw)

    assert "encrypted" in refused(tmp_path / "x.zip")


def test_members_that_are_too_large_together_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_files, "MOST_BYTES_IN_ALL", 150)
    path = a_zip(tmp_path / "x.zip", ("a", bytes(range(100))), ("b", bytes(range(100))))

    assert "more than any official archive" in refused(path)


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(code_files.MOST_BYTES + 1)

    assert "larger than 64 MB" in refused(tmp_path / "huge.txt")


@pytest.mark.parametrize("cut", [10, 60, 200, -10])
def test_an_archive_that_breaks_off_is_refused(tmp_path: Path, cut: int) -> None:
    path = a_zip(tmp_path / "x.zip", ("a.txt", bytes(range(256)) * 4))
    path.write_bytes(path.read_bytes()[:cut])

    assert "damaged" in refused(path)


def test_an_archive_changed_within_is_refused(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "x.zip", ("a.txt", b"official text " * 100))
    raw = bytearray(path.read_bytes())
    raw[45] ^= 0xFF
    path.write_bytes(raw)

    assert "damaged" in refused(path)


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "not there" in refused(tmp_path / "missing.zip")


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", "text")

    [file] = found(a_zip(tmp_path / "x.zip", ("inner.zip", inner.getvalue())))

    assert file.data == inner.getvalue()

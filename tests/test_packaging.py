"""The built wheel holds all that a stranger's install needs, and nothing of a practice."""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_string
from email.message import Message
from pathlib import Path

import pytest

from bot import __version__

ROOT = Path(__file__).resolve().parents[1]
NOT_COPIED = (".venv", ".git", "build", "dist", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis", "local")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, with the live data of a practice in its data folder."""
    copy = tmp_path_factory.mktemp("packaging") / "checkout"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*NOT_COPIED))
    local = copy / "data" / "local"
    (local / "playground").mkdir(parents=True)
    for name in ("claims.db", "codes.db", "__init__.py", "playground/claims.db", "notes.csv", "secret.md"):
        (local / name).write_text("live data")
    return copy


@pytest.fixture(scope="module")
def wheel(checkout: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(built(checkout, "--wheel", "*.whl"))


def built(checkout: Path, kind: str, pattern: str) -> Path:
    command = [sys.executable, "-m", "build", kind, "--no-isolation", "--outdir", "built", "."]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [path] = (checkout / "built").glob(pattern)
    return path


def names(wheel: zipfile.ZipFile) -> set[str]:
    return set(wheel.namelist())


def metadata(wheel: zipfile.ZipFile, file: str) -> str:
    [name] = [name for name in wheel.namelist() if name.endswith(f".dist-info/{file}")]
    return wheel.read(name).decode()


def about(wheel: zipfile.ZipFile) -> Message:
    return message_from_string(metadata(wheel, "METADATA"))


def shipped(folder: str, *endings: str) -> set[str]:
    """Files of the checkout below `folder`, by the ends of their names."""
    found = (path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file())
    return {
        str(path) for path in found if path.name.endswith(endings) and not {"local", "__pycache__"} & set(path.parts)
    }


@pytest.mark.parametrize("folder", ["bot", "handlers", "data"])
def test_every_module_is_in_the_wheel(wheel: zipfile.ZipFile, folder: str) -> None:
    modules = shipped(folder, ".py", "py.typed")

    assert modules
    assert modules <= names(wheel)


def test_the_reference_tables_and_their_sources_are_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    tables = shipped("data/reference", ".csv", ".md")

    assert "data/reference/hcpcs_starter.csv" in tables
    assert "data/reference/SOURCES.md" in tables
    assert tables <= names(wheel)


def test_the_playgrounds_page_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    page = shipped("bot/playground/page", "")

    assert any(name.endswith(".html") for name in page)
    assert page <= names(wheel)


def test_the_crosswalks_page_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    page = shipped("bot/pages", "")

    assert page == {"bot/pages/crosswalk.html", "bot/pages/crosswalk.css"}
    assert page <= names(wheel)


def test_nothing_but_the_three_packages_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}

    assert tops == {"bot", "handlers", "data", f"billing_bot-{__version__}.dist-info"}


def test_no_live_data_and_no_test_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    live = [name for name in names(wheel) if name.startswith("data/local") or name.endswith((".db", ".db.lock"))]

    assert live == []
    assert [name for name in names(wheel) if "test_" in name or "conftest" in name] == []
    assert all(wheel.read(name) != b"live data" for name in names(wheel))


def test_the_licence_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    [licence] = [name for name in names(wheel) if name.endswith("/LICENSE")]

    assert wheel.read(licence) == (ROOT / "LICENSE").read_bytes()
    assert about(wheel)["License-Expression"] == "Apache-2.0"


def test_the_command_billing_bot_starts_the_command_line(wheel: zipfile.ZipFile) -> None:
    lines = metadata(wheel, "entry_points.txt").split()

    assert "".join(lines) == "[console_scripts]billing-bot=bot.cli:main"


def test_the_wheel_states_its_name_version_python_and_needs(wheel: zipfile.ZipFile) -> None:
    told = about(wheel)

    assert (told["Name"], told["Version"]) == ("billing-bot", __version__)
    assert told["Requires-Python"] == ">=3.11"
    needs = told.get_all("Requires-Dist") or []
    assert "simple-icd-10-cm==1.5.0" in needs
    assert all("extra ==" in need or "<" in need or "==" in need or need.startswith("tzdata") for need in needs)
    assert str(told.get_payload()).strip()


def test_the_source_archive_holds_no_live_data(checkout: Path) -> None:
    with tarfile.open(built(checkout, "--sdist", "*.tar.gz")) as archive:
        members = [name.partition("/")[2] for name in archive.getnames()]

    assert "bot/cli.py" in members
    assert "LICENSE" in members
    assert [name for name in members if name.startswith("data/local")] == []


def test_the_installed_wheel_answers_a_look_up_without_the_checkout(
    wheel: zipfile.ZipFile, codes_dir: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    wheel.extractall(site)
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import bot, data.store.code_build as build\n"
        "assert bot.__file__.startswith(sys.argv[1]) and build.__file__.startswith(sys.argv[1])\n"
        "from data.importers.reference_tables import read_vocabulary, read_modifiers\n"
        "assert list(read_vocabulary()) and read_modifiers().codes\n"
        "from bot.cli import main; main(sys.argv[2:])"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, str(site), "code", "E11.9"],
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "BILLING_BOT_CODES_DIR": str(codes_dir)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("E11.9 ")
    assert not (site / "data" / "local").exists()
    assert any((tmp_path).rglob("billing-bot"))

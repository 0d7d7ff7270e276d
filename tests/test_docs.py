"""The pages against the project: links lead somewhere, commands and settings that are told of exist."""

import re
from pathlib import Path

import pytest

from bot.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)\)|(?:src|srcset)=\"([^\"]+)\"", text)

    for target in filter(None, (one or other for one, other in targets)):
        assert (page.parent / target).exists(), target


def test_the_pages_name_every_command() -> None:
    running = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")

    assert [name for name in COMMANDS if f"| `{name}" not in running] == []


def test_the_pages_name_every_setting_and_no_other() -> None:
    read = set(re.findall(r"\"((?:BILLING_BOT|SLACK)_[A-Z_]+)\"", (ROOT / "bot" / "settings.py").read_text()))
    told = set(re.findall(r"\| `((?:BILLING_BOT|SLACK)_[A-Z_]+)`", (ROOT / "docs" / "running.md").read_text()))

    assert told == read


def test_the_bare_commands_are_those_of_make() -> None:
    makefile = (ROOT / "Makefile").read_text()
    readme = (ROOT / "README.md").read_text()

    assert "-c $(CONSTRAINTS) -e ." in makefile
    assert ".venv/bin/pip install -c .ci/constraints.txt -e ." in readme
    assert "$(BIN)/billing-bot playground" in makefile
    assert ".venv/bin/billing-bot playground" in readme
    assert "$(BIN)/python -m pytest -n 2 --dist loadfile\n" in makefile
    assert ".venv/bin/python -m pytest -n 2 --dist loadfile\n" in readme

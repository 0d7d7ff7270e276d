"""Runs `billing-bot WORDS` as people do, on the run's code store and on a day on which all editions are in force."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from conftest import IN_FORCE

from bot.cli import main

Json = dict[str, Any]


@dataclass(frozen=True)
class CommandLine:
    """One practice's environment: a data folder of its own, a clock that says 2026-01-15."""

    environment: dict[str, str]

    def run(self, *words: str, **more: str) -> Result:
        """In this process."""
        return CliRunner().invoke(main, list(words), env=self.environment | more)

    def process(self, *words: str | bytes, **more: str) -> subprocess.CompletedProcess[bytes]:
        """As a process of its own."""
        command: list[str | bytes] = [sys.executable, "-m", "bot", *words]
        environment = os.environ | self.environment | more
        return subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)

    def start(self, *words: str, **more: str) -> subprocess.Popen[str]:
        """As a process that runs on while the test does something."""
        command = [sys.executable, "-m", "bot", *words]
        environment = os.environ | self.environment | more
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def a_command_line(codes_dir: Path, folder: Path) -> CommandLine:
    days = folder / "days-ahead"
    days.write_text(str((IN_FORCE - datetime.now(UTC).date()).days))
    return CommandLine(
        {
            "BILLING_BOT_DATA_DIR": str(folder / "data"),
            "BILLING_BOT_CODES_DIR": str(codes_dir),
            "BILLING_BOT_DAYS_AHEAD_FILE": str(days),
            "BILLING_BOT_TIME_ZONE": "UTC",
        }
    )


def document_of(result: Result) -> Json:
    """The one JSON document on stdout of a command that succeeded."""
    assert result.exit_code == 0, result.output
    assert result.stdout.count("\n") == 1
    document: Json = json.loads(result.stdout)
    return document


def codes_of(answer: Json) -> list[str]:
    return [match["code"] for match in answer["matches"]]

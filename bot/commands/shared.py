"""What every command shares: the data folder, JSON on stdout, and errors as a sentence with an exit code."""

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, ParamSpec

import click

from bot.settings import Settings, read_settings
from data.errors import BillingBotError, SettingsError

_P = ParamSpec("_P")
_OURS = ("codes.db", "sources", "claims.db", "playground", "settings", "inbox", "denial_texts", "crosswalk.csv")
DONE, REFUSED, UNUSABLE = 0, 1, 2
"""Exit codes: done (an empty answer is an answer), done in part or a check failed, input or settings unusable."""

data_dir_option = click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for databases and files. Default: data/local in a checkout, else your user data folder.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout and nothing else.")


def settings_for(data_dir: Path | None) -> Settings:
    """The settings with the data folder in place, closed to others. Raises SettingsError."""
    settings = read_settings(data_dir=data_dir)
    problems = [_made(settings.data_dir, closed=True), _made(settings.codes_dir, closed=False)]
    if any(problems):
        raise SettingsError([problem for problem in dict.fromkeys(problems) if problem])
    return settings


def _made(folder: Path, *, closed: bool) -> str:
    """Makes the folder, closed to others where it holds more than codes; why that cannot be done, or ""."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if closed and folder.stat().st_mode & 0o077 and _holds_only_ours(folder):
            folder.chmod(0o700)
    except OSError as error:
        return f"the folder {folder} cannot be used: {error.strerror}"
    return ""


def _holds_only_ours(folder: Path) -> bool:
    """A folder that others use too, such as /tmp, is not ours to close; `check` then names it."""
    return all(entry.name.startswith(_OURS) for entry in folder.iterdir())


def print_json(document: object) -> None:
    click.echo(json.dumps(document, ensure_ascii=False))


def fail(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    raise click.exceptions.Exit(code)


def told_clearly(command: Callable[_P, Any]) -> Callable[_P, Any]:
    """Errors of ours become their sentence and hint on stderr: settings exit 2, all else 1."""

    @wraps(command)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> Any:
        try:
            return command(*args, **kwargs)
        except BillingBotError as error:
            fail(f"{error}\n{error.hint}".strip(), UNUSABLE if isinstance(error, SettingsError) else REFUSED)

    return run

"""Pictures in blocks that name a file of Slack's: the file must be there, whole, and a picture."""

from __future__ import annotations

import mimetypes
from typing import Any

from bot.playground.hub import LocalSlack
from bot.playground.limit_checks import Problem
from bot.playground.refusal import refused_for

Json = dict[str, Any]
_TAKEN = frozenset({"image/png", "image/jpeg", "image/gif"})


def check_pictures(slack: LocalSlack, blocks: list[Json]) -> None:
    """Refuses: invalid_blocks."""
    named = [(place, block["slack_file"]) for place, block in enumerate(blocks) if block.get("slack_file")]
    problems = [
        Problem(path=f"blocks[{place}].slack_file", says="invalid slack file")
        for place, file in named
        if not _is_picture(slack, file)
    ]
    if problems:
        raise refused_for("invalid_blocks", problems)


def _is_picture(slack: LocalSlack, file: object) -> bool:
    stored = slack.workspace.files.get(str(file.get("id", ""))) if isinstance(file, dict) else None
    return stored is not None and stored.shared and mimetypes.guess_type(stored.name)[0] in _TAKEN

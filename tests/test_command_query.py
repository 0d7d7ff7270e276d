"""Queries to providers on the command line: among the tasks of a claim, as JSON and as a line."""

import json
from pathlib import Path

from click.testing import CliRunner
from people import PAT
from provider_queries import Asking

from bot.cli import main


def test_a_claims_queries_stand_among_its_tasks(tmp_path: Path) -> None:
    asking = Asking(tmp_path)
    ref = asking.sent()
    asking.queries.answer(ref, asking.person(PAT), choice="acute")

    found = json.loads(CliRunner().invoke(main, ["claim", asking.ref(), "--json", "--data-dir", str(tmp_path)]).stdout)

    [task] = found["tasks"]
    assert (task["kind"], task["id"], task["state"], task["claim"]) == (
        "provider_query",
        ref,
        "answered",
        asking.ref(),
    )
    assert (task["asked_by"], task["provider"], task["has"]) == ("Cody Coder", "Pat Provider", "Cody Coder")
    assert (task["question"], task["answer"], task["answered_on"]) == ("acuity", "acute", "2026-01-28")
    assert [one["did"] for one in task["history"]] == ["draft", "send", "answer"]


def test_a_claim_is_told_with_its_queries(tmp_path: Path) -> None:
    asking = Asking(tmp_path)
    ref = asking.sent()

    told = CliRunner().invoke(main, ["claim", asking.ref(), "--data-dir", str(tmp_path)]).stdout

    line = f"query {ref}: Clarification of the acuity, waiting for the provider, Pat Provider, asked by Cody Coder"
    assert line in told

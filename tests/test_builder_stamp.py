"""What makes an installed code store out of date: another builder, or any change in a shipped table."""

from importlib.resources import files

import pytest

from data.importers import reference_tables
from data.store import code_schema


def test_the_stamp_holds_every_shipped_table() -> None:
    everything = reference_tables.read_all_tables()

    for table in (files("data") / "reference").iterdir():
        if table.name.endswith(".csv"):
            assert table.read_bytes() in everything


def test_another_table_or_builder_gives_another_stamp(monkeypatch: pytest.MonkeyPatch) -> None:
    now = code_schema.builder_stamp.__wrapped__()

    monkeypatch.setattr(code_schema, "BUILDER_VERSION", code_schema.BUILDER_VERSION + 1)
    of_another_builder = code_schema.builder_stamp.__wrapped__()
    monkeypatch.undo()
    monkeypatch.setattr(code_schema, "read_all_tables", lambda: reference_tables.read_all_tables() + b"\n")
    of_another_table = code_schema.builder_stamp.__wrapped__()

    assert len({now, of_another_builder, of_another_table}) == 3

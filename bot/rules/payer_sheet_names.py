"""Payers under every name that they go by: those that a person said to be one answer to all of theirs. No input."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from data.worklist_models import WorklistPayer


def under_all_names(payers: Iterable[WorklistPayer], same: Mapping[int, int]) -> list[WorklistPayer]:
    """A row for each payer and name; `same` says which payers are another."""
    payers = list(payers)
    names: dict[int, list[str]] = {}
    for one in payers:
        names.setdefault(same.get(one.id, one.id), []).append(one.name)
    return [replace(one, name=name) for one in payers for name in names[same.get(one.id, one.id)]]

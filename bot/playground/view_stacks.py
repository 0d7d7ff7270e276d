"""The views people have open: one home tab and a stack of at most three modals each; no HTTP, no payloads."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.playground.cast import Person
from bot.playground.workspace import Change, Entered, name_parts

Json = dict[str, Any]
STACK = 3


@dataclass(slots=True, kw_only=True)
class View:
    """An open view. `body` is what the bot sent; `values` is what the person has entered."""

    id: str
    person_id: str
    body: Json
    root_id: str
    previous_id: str | None = None
    hash: str = ""
    values: Entered = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return str(self.body["type"])

    @property
    def blocks(self) -> list[Json]:
        return list(self.body["blocks"])


class ViewStacks:
    """Home tabs and modal stacks by person. `announce` is told of every change."""

    def __init__(self, announce: Callable[[Change], None]) -> None:
        self._announce = announce
        self._homes: dict[str, View] = {}
        self._stacks: dict[str, list[View]] = {}
        self._hashes = 0

    def home_of(self, person_id: str) -> View | None:
        return self._homes.get(person_id)

    def stack_of(self, person_id: str) -> list[View]:
        """Root first, the one on top last."""
        return list(self._stacks.get(person_id, []))

    def find(self, view_id: str) -> View | None:
        everything = [*self._homes.values(), *(view for stack in self._stacks.values() for view in stack)]
        return next((one for one in everything if view_id in (one.id, one.body.get("external_id"))), None)

    def publish(self, person: Person, body: Json) -> View:
        """Put this on the person's home tab; the view keeps its id."""
        old = self._homes.get(person.id)
        view_id = old.id if old else _new_id()
        view = View(id=view_id, person_id=person.id, body=body, root_id=view_id)
        self._homes[person.id] = view
        return self._stamped(view)

    def open(self, person_id: str, body: Json) -> View:
        """A new stack with this modal; whatever was open is gone."""
        view_id = _new_id()
        view = View(id=view_id, person_id=person_id, body=body, root_id=view_id)
        self._stacks[person_id] = [view]
        return self._stamped(view)

    def has_room(self, person_id: str) -> bool:
        return 0 < len(self._stacks.get(person_id, [])) < STACK

    def push(self, person_id: str, body: Json) -> View:
        """One more modal on top; ask `has_room` first."""
        stack = self._stacks[person_id]
        view = View(id=_new_id(), person_id=person_id, body=body, root_id=stack[0].root_id, previous_id=stack[-1].id)
        stack.append(view)
        return self._stamped(view)

    def update(self, view: View, body: Json) -> View:
        """New contents; what the person has entered stays where block and action are still there."""
        name_parts(body["blocks"])
        kept = {block["block_id"] for block in body["blocks"]}
        view.values = {block_id: value for block_id, value in view.values.items() if block_id in kept}
        view.body = body
        return self._stamped(view)

    def close(self, view: View) -> None:
        """Away with this modal; what lies below it shows again."""
        stack = self._stacks.get(view.person_id, [])
        if view in stack:
            stack.remove(view)
        self._changed(view.person_id)

    def clear(self, person_id: str) -> None:
        self._stacks.pop(person_id, None)
        self._changed(person_id)

    def _stamped(self, view: View) -> View:
        name_parts(view.body["blocks"])
        self._hashes += 1
        view.hash = f"{self._hashes}.{secrets.token_hex(4)}"
        self._changed(view.person_id)
        return view

    def _changed(self, person_id: str) -> None:
        self._announce(Change(what="views", person_id=person_id))


def _new_id() -> str:
    return "V0" + secrets.token_hex(4).upper()

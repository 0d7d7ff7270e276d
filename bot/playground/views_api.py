"""The views.* methods of the Web API, and what may be said about views in an ack; it shows nothing to anyone."""

from __future__ import annotations

from typing import Any

from bot.playground.arguments import json_arg, needed_arg, text_arg
from bot.playground.hub import LocalSlack
from bot.playground.limits import find_view_problems
from bot.playground.payloads import view_json
from bot.playground.refusal import Refusal, refused_for
from bot.playground.view_stacks import View

Json = dict[str, Any]


def open_view(slack: LocalSlack, args: Json) -> Json:
    """views.open."""
    body = _view_arg(args, "modal")
    person_id = slack.triggers.exchange(needed_arg(args, "trigger_id"))
    return {"view": view_json(slack.views.open(person_id, body))}


def push_view(slack: LocalSlack, args: Json) -> Json:
    """views.push: a modal must be open, and at most three lie on one another."""
    body = _view_arg(args, "modal")
    person_id = slack.triggers.exchange(needed_arg(args, "trigger_id"))
    return {"view": view_json(push_onto(slack, person_id, body))}


def update_view(slack: LocalSlack, args: Json) -> Json:
    """views.update by view_id or external_id; with a hash only when nobody was faster."""
    view_id = text_arg(args, "view_id") or needed_arg(args, "external_id")
    view = slack.views.find(view_id)
    body = _view_arg(args)
    if view is None:
        raise Refusal("not_found")
    if body["type"] != view.kind:
        raise Refusal("invalid_arguments", response_metadata={"messages": ["[ERROR] the view's type cannot change"]})
    _same_hash(view, text_arg(args, "hash"))
    return {"view": view_json(slack.views.update(view, body))}


def publish_view(slack: LocalSlack, args: Json) -> Json:
    """views.publish: the home tab of one person."""
    if not slack.app.home_tab:
        raise Refusal("not_enabled")
    body = _view_arg(args, "home")
    person = slack.workspace.find_person(needed_arg(args, "user_id"))
    if person is None or person.kind in ("bot", "deactivated"):
        raise Refusal("user_not_found")
    current = slack.views.home_of(person.id)
    if current is not None:
        _same_hash(current, text_arg(args, "hash"))
    return {"view": view_json(slack.views.publish(person, body))}


def check_view(view: object, kind: str | None = None) -> Json:
    """The view, when Slack would take it. Refuses: invalid_arguments, naming every problem."""
    problems = find_view_problems(view)
    if problems or not isinstance(view, dict):
        raise refused_for("invalid_arguments", problems)
    if kind is not None and view["type"] != kind:
        raise Refusal("invalid_arguments", response_metadata={"messages": [f"[ERROR] must be a {kind} view"]})
    return view


def push_onto(slack: LocalSlack, person_id: str, body: Json) -> View:
    """Refuses: push_limit_reached, and not_found when no modal is open."""
    if not slack.views.stack_of(person_id):
        raise Refusal("not_found")
    if not slack.views.has_room(person_id):
        raise Refusal("push_limit_reached")
    return slack.views.push(person_id, body)


def _view_arg(args: Json, kind: str | None = None) -> Json:
    return check_view(json_arg(args, "view", error="invalid_arguments"), kind)


def _same_hash(view: View, given: str) -> None:
    if given and given != view.hash:
        raise Refusal("hash_conflict", view=view_json(view))

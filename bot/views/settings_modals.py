"""The settings as people see them: what is set now, in words, and the forms for a route and for the practice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.payer_sheet_words import KINDS
from bot.rules.routing_words import TOPICS, dollars, never_reached, practice_lines, takes_everything, takes_words
from bot.views import settings_ids as ids
from bot.views.blocks import Block, View, actions, button, context, divider, escape, option, section
from bot.views.forms import form, notice
from bot.views.settings_inputs import (
    MOST_OPTIONS,
    channel_input,
    one_of,
    people_choice,
    person_choice,
    some_of,
    text_choice,
    time_input,
    type_ahead_of_many,
)
from data.claim_models import PayerKind
from data.routing_models import PracticeSettings, Route, RouteChange

MOST_ROUTES = 20
MOST_A_DAY = 50
SINGLES, LISTS_ONLY = "singles", "lists_only"
_TITLE = "Settings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the settings page is made of. `told` is a sentence about what was just done."""

    routes: Sequence[RouteChange]
    payers: Mapping[int, str]
    practice: PracticeSettings
    changed: str
    """Who changed the practice's settings last and when; "" for nobody."""
    today: date
    can_settle: bool
    """Whether the person may change more than routes and the small-balance limit."""
    weekly: str = ""
    """When the weekly report comes, in words."""
    told: str = ""


def settings_page(shown: Shown) -> View:
    blocks = [
        *([section(f"✅ {shown.told}")] if shown.told else []),
        section("*Where claims are posted*\nA claim goes to the first channel in this order that takes it."),
        *_route_rows(shown),
        *_adding(shown),
        divider(),
        section("\n".join(["*The practice*", *practice_lines(shown.practice, shown.today), shown.weekly])),
        *([context(escape(shown.changed))] if shown.changed else []),
        *actions(
            [
                button(_practice_label(can_settle=shown.can_settle), ids.CHANGE_PRACTICE, "practice"),
                button("Weekly report", ids.CHANGE_WEEKLY, "weekly"),
            ]
        ),
        context("How you are told yourself: `/billing digest`. Files that come in: `/billing import`."),
    ]
    return notice(_TITLE, blocks) | {"callback_id": ids.VIEW_SETTINGS}


def route_form(change: RouteChange | None, payers: Mapping[int, str], routes: Sequence[RouteChange]) -> View:
    """Without a change the form is for a new route, which is asked last, but before one that takes everything."""
    route = change.route if change else Route(channel="")
    places = len(routes) if change else len(routes) + 1
    place = change.place if change else _place_for_a_new_one(routes)
    blocks = [
        channel_input(
            ids.CHANNEL,
            "Channel",
            initial=route.channel,
            hint="I must be in it: /invite @billing-bot. Not a shared one.",
        ),
        some_of(
            ids.TOPICS,
            "About what?",
            "checkboxes",
            [option(words, topic) for topic, words in TOPICS.items()],
            initial=route.topics,
            hint="None means everything.",
        ),
        type_ahead_of_many(
            ids.PAYERS,
            "Of which payers?",
            initial=payer_options(payers, sorted(route.payer_ids)),
            hint="None means all. Type to search.",
        ),
        some_of(
            ids.KINDS,
            "Of which kinds of payers?",
            "multi_static_select",
            [option(f"{KINDS[kind][:1].upper()}{KINDS[kind][1:]}", kind) for kind in PayerKind],
            initial=route.payer_kinds,
            hint="None means all.",
        ),
        people_choice(
            ids.OWNERS, "Of whose claims?", initial=route.owners, hint="The people of a team. None means everybody's."
        ),
        one_of(
            ids.PLACE,
            "Place in the order",
            "static_select",
            [option(f"Number {number}", str(number)) for number in range(1, places + 1)],
            initial=str(place),
            hint="The first route that takes a claim gets it.",
        ),
    ]
    stamp = ids.stamp(route.id, change.id if change else 0)
    return form("Change a route" if change else "Add a route", ids.VIEW_ROUTE, "Keep", stamp, blocks)


def practice_form(practice: PracticeSettings, change_id: int, today: date, *, can_settle: bool) -> View:
    small = text_choice(
        ids.SMALL,
        "Balances are small below, in dollars",
        initial=dollars(practice.small_balance_cents).removeprefix("$"),
        most=10,
        hint="They are worked together, by payer and reason: /claims small balances.",
    )
    rest = _only_administrators(practice, today) if can_settle else []
    title = "The practice" if can_settle else "Small balances"
    return form(title, ids.VIEW_PRACTICE, "Keep", ids.stamp(0, change_id), [small, *rest])


def payer_options(payers: Mapping[int, str], payer_ids: Sequence[int], typed: str = "") -> list[Block]:
    wanted = typed.strip().casefold()
    found = [(payers[one], one) for one in payer_ids if one in payers and wanted in payers[one].casefold()]
    return [option(name, str(payer_id)) for name, payer_id in found[:MOST_OPTIONS]]


def _route_rows(shown: Shown) -> list[Block]:
    if not shown.routes:
        return [section("No channel gets anything yet: people are told in their own messages alone.")]
    rows: list[Block] = []
    for one in shown.routes:
        told = f"{one.place}. <#{one.route.channel}> takes {takes_words(one.route, _escaped(shown.payers))}"
        value = str(one.route.id)
        rows.append(section(told))
        rows += actions(
            [
                button("Change", f"{ids.CHANGE_ROUTE}:{value}", value),
                button("Remove", f"{ids.REMOVE_ROUTE}:{value}", value) | {"confirm": _sure()},
            ]
        )
    place = never_reached([one.route for one in shown.routes])
    if place:
        rows.append(context(f"⚠️ Number {place} takes everything, so the channels after it get nothing."))
    return rows


def _place_for_a_new_one(routes: Sequence[RouteChange]) -> int:
    return next((one.place for one in routes if takes_everything(one.route)), len(routes) + 1)


def _adding(shown: Shown) -> list[Block]:
    if len(shown.routes) >= MOST_ROUTES:
        return [context(f"{MOST_ROUTES} routes are the most. Remove or widen one to add another.")]
    return actions([button("Add a route", ids.ADD_ROUTE, "new", style="primary" if not shown.routes else "")])


def _practice_label(*, can_settle: bool) -> str:
    return "Change" if can_settle else "Change the small-balance limit"


def _only_administrators(practice: PracticeSettings, today: date) -> list[Block]:
    ahead = "\n".join(day.isoformat() for day in sorted(practice.closed_days) if day >= today)
    return [
        text_choice(
            ids.CLOSED,
            "More days on which you are closed",
            initial=ahead,
            most=2000,
            lines=True,
            needed=False,
            hint="One a line, such as 2026-11-27. Weekends and federal holidays are closed already.",
        ),
        channel_input(
            ids.ADMIN_CHANNEL,
            "Channel for administrators",
            initial=practice.admin_channel,
            needed=False,
            hint="Gets one line a day about the daily check, and alarms.",
        ),
        person_choice(
            ids.LEAD,
            "Who gets overdue work that nobody has?",
            initial=practice.unowned_to,
            hint="A lead. Nobody chosen: the first lead on the list.",
        ),
        time_input(ids.DIGEST_AT, "When do people get their list of the day?", initial=practice.digest_at),
        one_of(
            ids.STYLE,
            "What do channels get?",
            "radio_buttons",
            [
                option("Messages about single claims, and the day's list", SINGLES),
                option("The day's list only", LISTS_ONLY),
            ],
            initial=SINGLES if practice.posts_singles else LISTS_ONLY,
        ),
        text_choice(
            ids.MOST,
            "Single messages a day and channel, at most",
            initial=str(practice.most_singles_a_day),
            most=2,
            hint=f"1 to {MOST_A_DAY}. What is over goes into the day's list.",
        ),
    ]


def _escaped(payers: Mapping[int, str]) -> dict[int, str]:
    return {payer_id: escape(name) for payer_id, name in payers.items()}


def _sure() -> Block:
    return {
        "title": {"type": "plain_text", "text": "Remove the route?"},
        "text": {"type": "plain_text", "text": "Its claims then go to the next channel that takes them."},
        "confirm": {"type": "plain_text", "text": "Remove"},
        "deny": {"type": "plain_text", "text": "Keep it"},
        "style": "danger",
    }

"""Routes, the practice's settings and people's preferences in plain words; it looks nothing up."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time

from bot.rules.worklist_saying import kind_words
from data.claim_models import PayerKind
from data.routing_models import DigestWhen, PersonPreferences, PracticeSettings, Route, Topic, Where

TOPICS = {
    Topic.DENIALS: "Denials",
    Topic.REJECTIONS: "Rejections",
    Topic.APPEALS: "Appeals",
    Topic.DEADLINES: "Deadlines",
    Topic.FOLLOW_UPS: "Follow-ups",
}
_MOST_LISTED = 10
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def time_words(at: time) -> str:
    """ "8:00 AM"."""
    return f"{at.hour % 12 or 12}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}"


def day_words(day: date) -> str:
    """ "Fri, Nov 27, 2026"."""
    return f"{day:%a, %b} {day.day}, {day.year}"


def dollars(cents: int) -> str:
    return f"${cents // 100:,}.{cents % 100:02}" if cents % 100 else f"${cents // 100:,}"


def listed(words: Iterable[str]) -> str:
    """ "a, b and c"."""
    parts = list(words)
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def week_words(days: Iterable[int]) -> str:
    """ "Monday to Friday", "Monday, Wednesday and Saturday"; days as `date.weekday` counts them."""
    ordered = sorted(days)
    is_run = len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1
    return f"{DAYS[ordered[0]]} to {DAYS[ordered[-1]]}" if is_run else listed(DAYS[day] for day in ordered)


def takes_words(route: Route, payers: Mapping[int, str]) -> str:
    """ "denials and rejections; payers: Sample Plan; claims of <@U1>", "everything"."""
    kinds = [kind_words(kind) for kind in PayerKind if kind in route.payer_kinds]
    names = _first_of(sorted(payers.get(payer_id, f"payer {payer_id}") for payer_id in route.payer_ids))
    people = _first_of([f"<@{user}>" for user in sorted(route.owners)])
    parts = [
        listed(words.lower() for topic, words in TOPICS.items() if topic in route.topics),
        f"payers: {listed(names)}" if names else "",
        f"kinds of payers: {listed(kinds)}" if kinds else "",
        f"claims of {listed(people)}" if people else "",
    ]
    return "; ".join(part for part in parts if part) or "everything"


def never_reached(routes: Sequence[Route]) -> int:
    """The place, from 1, of a route that takes everything and has others after it; 0 for none."""
    return next((place for place, route in enumerate(routes[:-1], 1) if takes_everything(route)), 0)


def takes_everything(route: Route) -> bool:
    return not (route.topics or route.payer_ids or route.payer_kinds or route.owners)


def practice_lines(practice: PracticeSettings, today: date) -> list[str]:
    """What is set, a line each; channels and people as Slack's own mentions."""
    ahead = _first_of([day_words(day) for day in sorted(practice.closed_days) if day >= today])
    singles = f"messages about single claims, at most {practice.most_singles_a_day} a day, and the day's list"
    return [
        f"*Small balances:* below {dollars(practice.small_balance_cents)}",
        f"*Closed:* weekends, federal holidays{', ' + '; '.join(ahead) if ahead else ''}",
        f"*Daily line for administrators:* {_channel(practice.admin_channel)}",
        f"*Overdue work that nobody has:* {_lead(practice.unowned_to)}",
        f"*People's lists:* at {time_words(practice.digest_at)} of their own time, unless they choose another",
        f"*Channels get:* {singles if practice.posts_singles else 'the day’s list only'}",
    ]


def preference_lines(person: PersonPreferences) -> list[str]:
    """How somebody is told, a line each."""
    place = (
        "in your messages with me"
        if person.where is Where.DM
        else "in the claim's channel with your name; in your messages with me where it has no channel"
    )
    hours = f"{week_words(person.working_days)}, {time_words(person.hours_from)} to {time_words(person.hours_to)}"
    return [
        f"*Your list of the day:* {_digest_words(person)}",
        f"*Where you are told:* {place}",
        f"*Your hours:* {hours}, {person.time_zone}",
        f"*Away:* {_away_words(person)}",
    ]


def _digest_words(person: PersonPreferences) -> str:
    if person.digest is DigestWhen.OFF:
        return "off"
    whose = " (the practice's time)" if person.digest is DigestWhen.USUAL else ""
    return f"on your working days at {time_words(person.digest_at)}{whose}; none where nothing is due"


def _away_words(person: PersonPreferences) -> str:
    cover = f"<@{person.cover}>" if person.cover else "the lead"
    if person.away_from is None:
        return f"not planned; {cover} would cover for you"
    until = f"to {day_words(person.away_until)}" if person.away_until else "until you say that you are back"
    return f"from {day_words(person.away_from)} {until}; {cover} covers for you"


def _first_of(words: Sequence[str]) -> list[str]:
    """So many that a line stays readable, and how many more there are."""
    more = len(words) - _MOST_LISTED
    return [*words[:_MOST_LISTED], *([f"{more} more"] if more > 0 else [])]


def _channel(channel: str) -> str:
    return f"<#{channel}>" if channel else "no channel yet"


def _lead(user: str) -> str:
    return f"goes to <@{user}>" if user else "goes to the first lead on the list"

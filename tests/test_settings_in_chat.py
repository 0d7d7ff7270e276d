"""What people see who settle where claims are posted and how they are told: the real bot in the local Slack."""

import json
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from bot_in_chat import Chat, a_chat, buttons, words
from claim_store import FilledStore
from people import ADA, BEA, CODY, LEE, TEAM
from x12_claims import a_sent_claim

from bot.playground.cast import BOT_USER_ID
from data.routing_models import DigestWhen, Topic, Where
from data.store.audit import iterate_rows
from data.store.routing import find_practice, list_preferences, list_routes, preferences_history, route_history

Json = dict[str, Any]
BILLING, DENIALS, CODING, GENERAL, PARTNER = "C0BILLING1", "C0DENIALS1", "C0CODING01", "C0GENERAL1", "C0PARTNER1"


class Office:
    """A chat in a practice with one claim, so with one payer."""

    def __init__(self, chat: Chat, filled: FilledStore) -> None:
        self.chat = chat
        self.db = filled.store.db
        self.payer_id = filled.claim()["payer_id"]

    def open(self, topic: str, user: str) -> Json:
        """The modal that the topic opens, with nothing else open."""
        self.leave(user)
        answer = self.chat.door.command("/billing", topic, user=user, channel="billing")
        assert answer["ok"], answer
        return self.top(user)

    def leave(self, user: str) -> None:
        for view in reversed(self.chat.door.views(user=user)["modals"]):
            self.chat.door.close(view["id"], user=user)

    def top(self, user: str) -> Json:
        return self.chat.door.top_modal(user=user)

    def press(self, label: str, user: str) -> Json:
        """Presses the first button of the modal on top that has the label; the modal that is on top then."""
        view = self.top(user)
        found = next(one for one in buttons(view["blocks"]) if one["text"]["text"] == label)
        answer = self.chat.door.click(found["action_id"], user=user, view=view["id"], value=found["value"])
        assert answer["ok"], answer
        return self.top(user)

    def send(self, user: str, **values: object) -> Json:
        """Fills the modal on top and sends it; block and action have one name. What is wrong, by input."""
        entered = {name: {name: value} for name, value in values.items()}
        answer = self.chat.door.submit(self.top(user)["id"], entered, user=user)
        return dict(answer.get("errors") or {})

    def add_route(self, user: str = "lee", **values: object) -> Json:
        self.open("settings", user)
        self.press("Add a route", user)
        return self.send(user, **values)

    def invite_bot(self, channel: str) -> None:
        found = self.chat.server._slack.workspace.find_channel(channel)
        assert found is not None
        found.member_ids.add(BOT_USER_ID)

    def routes(self) -> list[Json]:
        return [
            {"channel": one.route.channel, "topics": set(one.route.topics), "place": one.place}
            for one in list_routes(self.db)
        ]

    def preferences(self, user: str) -> Any:
        return next(one.preferences for one in list_preferences(self.db) if one.preferences.user == user)

    def last_text(self, user: str) -> str:
        return str(self.chat.door.last_message(user=user, channel="billing")["text"])


@pytest.fixture
def office(codes_dir: Path, tmp_path: Path) -> Iterator[Office]:
    filled = FilledStore(tmp_path).take_all([a_sent_claim()])
    with a_chat(codes_dir, tmp_path) as chat:
        yield Office(chat, filled)


@pytest.fixture(scope="module")
def shared(codes_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for what leaves nothing behind."""
    filled = FilledStore(tmp_path_factory.mktemp("office")).take_all([a_sent_claim()])
    with a_chat(codes_dir, filled.folder) as chat:
        yield Office(chat, filled)


def initial(form: Json, name: str) -> str:
    element = next(block["element"] for block in form["blocks"] if block.get("block_id") == name)
    return str(element["initial_option"]["value"])


# --- routes --------------------------------------------------------------------------------------------------------


def test_a_new_practice_reads_what_holds_until_somebody_settles_it(shared: Office) -> None:
    page = words(shared.open("settings", "ada")["blocks"])

    assert "No channel gets anything yet: people are told in their own messages alone." in page
    assert "*Small balances:* below $25" in page
    assert "*Overdue work that nobody has:* goes to the first lead on the list" in page
    assert "*People's lists:* at 8:00 AM of their own time, unless they choose another" in page
    assert "at most 5 a day" in page


def test_a_lead_adds_a_route_and_the_page_shows_it_at_once(office: Office) -> None:
    errors = office.add_route("lee", channel=DENIALS, topics=["denials", "appeals"], payers=[str(office.payer_id)])

    assert errors == {}
    assert "<#C0DENIALS1> takes denials and appeals; payers: " in words(office.top("lee")["blocks"])
    (kept,) = list_routes(office.db)
    assert kept.route.topics == {Topic.DENIALS, Topic.APPEALS}
    assert kept.route.payer_ids == {office.payer_id}
    assert (kept.changed.team, kept.changed.user) == (TEAM, LEE)


def test_the_form_offers_private_channels_and_begins_with_the_present_one(shared: Office) -> None:
    shared.open("settings", "lee")
    form = shared.press("Add a route", "lee")

    element = next(block["element"] for block in form["blocks"] if block["block_id"] == "channel")
    assert "private" in element["filter"]["include"]
    assert element["default_to_current_conversation"]


def test_payers_are_found_by_what_is_typed(shared: Office) -> None:
    shared.open("settings", "lee")
    form = shared.press("Add a route", "lee")

    def offered(typed: str) -> list[Json]:
        return list(shared.chat.door.suggest("payers", typed, user="lee", view=form["id"])["options"])

    assert [one["value"] for one in offered("")] == [str(shared.payer_id)]
    assert offered(offered("")[0]["text"][1:4].lower()) == offered("")
    assert offered("no such payer") == []


REFUSED = [
    (PARTNER, "shared with another organization"),
    (GENERAL, "I am not in that channel yet. Type `/invite @billing-bot` there"),
    ("C0NOWHERE1", "I cannot see that channel"),
]


@pytest.mark.parametrize(("channel", "sentence"), REFUSED)
def test_a_channel_that_must_not_get_claims_is_refused_at_its_input(
    shared: Office, channel: str, sentence: str
) -> None:
    errors = shared.add_route("lee", channel=channel)

    assert sentence in errors["channel"]
    assert shared.routes() == []


def test_a_form_that_was_refused_can_be_mended_and_sent_again(office: Office) -> None:
    assert set(office.add_route("lee", channel=PARTNER)) == {"channel"}

    assert office.send("lee", channel=CODING) == {}

    assert [one["channel"] for one in office.routes()] == [CODING]


def test_a_channel_of_which_slack_tells_nothing_is_refused(shared: Office) -> None:
    shared.open("settings", "lee")
    shared.press("Add a route", "lee")
    shared.chat.door.fault("error", count=1, error="internal_error")

    assert "Slack did not tell what kind of channel that is" in shared.send("lee", channel=CODING)["channel"]
    assert shared.routes() == []


def test_a_public_channel_is_kept_with_a_warning(office: Office) -> None:
    office.invite_bot(GENERAL)

    assert office.add_route("lee", channel=GENERAL) == {}

    assert "everybody in your workspace can read along there" in words(office.top("lee")["blocks"])


def test_routes_are_asked_in_their_order_which_a_lead_changes(office: Office) -> None:
    office.add_route("lee", channel=BILLING)
    assert "takes everything, so the channels after it" not in words(office.top("lee")["blocks"])
    form = office.press("Add a route", "lee")
    assert initial(form, "place") == "1"
    office.send("lee", channel=DENIALS, topics=["denials"], place="2")
    assert "Number 1 takes everything, so the channels after it get nothing." in words(office.top("lee")["blocks"])

    page = office.top("lee")
    second = [one for one in buttons(page["blocks"]) if one["text"]["text"] == "Change"][1]
    office.chat.door.click(second["action_id"], user="lee", view=page["id"], value=second["value"])
    assert office.send("lee", place="1") == {}

    assert [one["channel"] for one in office.routes()] == [DENIALS, BILLING]
    assert "Number 1 takes everything" not in words(office.top("lee")["blocks"])


def test_a_removed_route_is_gone_and_its_history_stays(office: Office) -> None:
    office.add_route("lee", channel=BILLING)

    page = office.press("Remove", "lee")

    assert "The route is removed." in words(page["blocks"])
    assert office.routes() == []
    assert [(one.is_removed, one.route.channel) for one in route_history(office.db)] == [
        (True, BILLING),
        (False, BILLING),
    ]


def test_a_route_that_somebody_else_changed_meanwhile_is_not_overwritten(office: Office) -> None:
    office.add_route("lee", channel=BILLING)
    for user in ("lee", "ada"):
        office.open("settings", user)
        office.press("Change", user)
    assert office.send("ada", topics=["denials"]) == {}

    assert "Somebody changed this while you had it open" in office.send("lee", topics=["deadlines"])["channel"]

    assert office.routes()[0]["topics"] == {Topic.DENIALS}


def test_a_form_that_slack_sends_again_is_kept_once(office: Office) -> None:
    office.open("settings", "lee")
    office.press("Add a route", "lee")
    office.chat.door.fault("redeliver", count=1)

    office.send("lee", channel=BILLING)

    assert len(route_history(office.db)) == 1


def test_a_team_is_made_of_people_who_work_claims(office: Office) -> None:
    errors = office.add_route("lee", channel=CODING, owners=["bea", "pat"])
    assert "Not all of them work claims here" in errors["owners"]

    assert office.send("lee", owners=["bea", "cody"]) == {}

    assert list_routes(office.db)[0].route.owners == {BEA, CODY}


# --- the practice --------------------------------------------------------------------------------------------------


def test_an_administrator_settles_all(office: Office) -> None:
    office.open("settings", "ada")
    office.press("Change", "ada")

    errors = office.send(
        "ada",
        small="9.99",
        closed="2026-11-27\n12/24/2026",
        admin_channel=BILLING,
        lead="lee",
        digest_at="07:30",
        style="lists_only",
        most="9",
    )

    assert errors == {}
    found = find_practice(office.db)
    assert found is not None
    assert (found.changed.user, found.settings.small_balance_cents) == (ADA, 999)
    assert found.settings.closed_days == {date(2026, 11, 27), date(2026, 12, 24)}
    assert (found.settings.admin_channel, found.settings.unowned_to) == (BILLING, LEE)
    assert (found.settings.digest_at, found.settings.posts_singles) == (time(7, 30), False)
    assert found.settings.most_singles_a_day == 9
    page = words(office.top("ada")["blocks"])
    assert "Fri, Nov 27, 2026; Thu, Dec 24, 2026" in page
    assert "Changed last by Ada Admin on 2026-01-15" in page


WRONG = [
    ("small", "nothing", "An amount such as 25 or 9.99"),
    ("small", "0", "An amount such as 25 or 9.99"),
    ("closed", "2026-11-27\nsome day", "“some day” is no day that I can read"),
    ("closed", "2026-02-30", "is no day that I can read"),
    ("closed", "2062-11-27", "is no day that I can read"),
    ("admin_channel", PARTNER, "shared with another organization"),
    ("lead", "bea", "neither a lead nor an administrator"),
    ("lead", "nia", "neither a lead nor an administrator"),
    ("digest_at", "23:30", "By 10:00 PM at the latest"),
    ("most", "0", "A whole number from 1 to 50"),
    ("most", "a", "A whole number from 1 to 50"),
]


def test_what_is_wrong_is_said_at_its_input_and_nothing_is_kept(shared: Office) -> None:
    shared.open("settings", "ada")
    for name, value, sentence in WRONG:
        shared.press("Change", "ada")

        errors = shared.send("ada", **{name: value})

        assert set(errors) == {name}
        assert sentence in errors[name]
        shared.chat.door.close(shared.top("ada")["id"], user="ada")
    assert find_practice(shared.db) is None


def test_a_lead_sets_the_small_balance_limit_and_no_more(office: Office) -> None:
    office.open("settings", "ada")
    office.press("Change", "ada")
    office.send("ada", digest_at="07:30", most="9")
    office.open("settings", "lee")
    form = office.press("Change the small-balance limit", "lee")
    assert [block["block_id"] for block in form["blocks"]] == ["small"]

    assert office.send("lee", small="$12") == {}

    found = find_practice(office.db)
    assert found is not None
    assert (found.settings.small_balance_cents, found.changed.user) == (1_200, LEE)
    assert (found.settings.digest_at, found.settings.most_singles_a_day) == (time(7, 30), 9)


def test_the_worklist_of_small_balances_goes_by_the_practices_limit(office: Office) -> None:
    def asked() -> str:
        office.chat.door.command("/claims", "small balances", user="bea", channel="billing")
        return words(office.chat.door.last_message(user="bea", channel="billing")["blocks"])

    assert "(below $25)" in asked()
    assert "No claim" in asked()
    office.open("settings", "lee")
    office.press("Change the small-balance limit", "lee")
    office.send("lee", small="200.01")

    assert "(below $200.01)" in asked()
    assert "1 claim" in asked()


# --- how people are told -------------------------------------------------------------------------------------------


def test_who_never_chose_is_offered_the_practices_time_and_the_zone_of_their_slack(office: Office) -> None:
    form = office.open("digest", "cody")

    page = words(form["blocks"])
    assert "*Your list of the day:* on your working days at 8:00 AM (the practice's time)" in page
    assert "*Where you are told:* in your messages with me" in page
    assert "Monday to Friday, 8:00 AM to 5:00 PM, America/Chicago" in page
    assert office.send("cody") == {}
    assert office.preferences(CODY).time_zone == "America/Chicago"


def test_somebody_says_how_they_want_to_be_told_and_reads_it_back(office: Office) -> None:
    office.open("digest", "bea")

    errors = office.send(
        "bea",
        digest="own",
        own_time="06:45",
        where="mention",
        days=["0", "1", "2", "3", "5"],
        hours_from="06:30",
        hours_to="15:00",
        zone="America/Denver",
        away_from="2026-02-02",
        away_until="2026-02-06",
        cover="cody",
    )

    assert errors == {}
    kept = office.preferences(BEA)
    assert (kept.digest, kept.digest_at, kept.where) == (DigestWhen.OWN, time(6, 45), Where.MENTION)
    assert (kept.working_days, kept.hours_from, kept.hours_to) == ({0, 1, 2, 3, 5}, time(6, 30), time(15))
    assert (kept.away_from, kept.away_until, kept.cover) == (date(2026, 2, 2), date(2026, 2, 6), CODY)
    page = words(office.top("bea")["blocks"])
    assert "on your working days at 6:45 AM; none where nothing is due" in page
    assert "from Mon, Feb 2, 2026 to Fri, Feb 6, 2026; <@U0CODY001> covers for you" in page


WRONG_PREFERENCES = [
    ({"digest": "own"}, "own_time", "At what time?"),
    ({"digest": "own", "own_time": "22:01"}, "own_time", "By 10:00 PM at the latest"),
    ({"hours_to": "07:00"}, "hours_to", "must be later than its beginning"),
    ({"hours_to": "08:00"}, "hours_to", "must be later than its beginning"),
    ({"zone": "America/Nowhere"}, "zone", "Choose a time zone from the list"),
    ({"away_until": "2026-02-06"}, "away_from", "From which day on?"),
    ({"away_from": "2026-02-06", "away_until": "2026-02-05"}, "away_until", "must not be before the first"),
    ({"away_from": "2026-01-05", "away_until": "2026-01-14"}, "away_until", "That day is over"),
    ({"cover": "bea"}, "cover", "Choose somebody else"),
    ({"cover": "pat"}, "cover", "They do not work claims here"),
    ({"cover": "gus"}, "cover", "They do not work claims here"),
]


def test_what_cannot_be_is_said_at_its_input(shared: Office) -> None:
    for values, name, sentence in WRONG_PREFERENCES:
        shared.open("digest", "bea")

        errors = shared.send("bea", **values)

        assert set(errors) == {name}, values
        assert sentence in errors[name]
    assert list_preferences(shared.db) == []


def test_time_zones_are_found_by_a_city(shared: Office) -> None:
    form = shared.open("digest", "bea")

    def offered(typed: str) -> list[str]:
        found = shared.chat.door.suggest("zone", typed, user="bea", view=form["id"])["options"]
        return [one["value"] for one in found]

    assert offered("")[:2] == ["America/New_York", "America/Chicago"]
    assert "America/Indiana/Indianapolis" in offered("indianapolis")
    assert "Asia/Kolkata" in offered("kolkata")
    assert offered("no such place") == []


def test_who_follows_the_practices_time_moves_with_it_and_who_chose_does_not(office: Office) -> None:
    office.open("digest", "bea")
    office.send("bea", zone="America/New_York")
    office.open("digest", "cody")
    office.send("cody", digest="own", own_time="08:00")
    office.open("settings", "ada")
    office.press("Change", "ada")
    office.send("ada", digest_at="09:15")

    assert "at 9:15 AM (the practice's time)" in words(office.open("digest", "bea")["blocks"])
    assert "at 8:00 AM; none" in words(office.open("digest", "cody")["blocks"])


def test_everybody_changes_their_own_and_the_history_says_when(office: Office) -> None:
    for digest in ("off", "off", "usual"):
        office.open("digest", "bea")
        assert office.send("bea", digest=digest) == {}

    history = preferences_history(office.db, TEAM, BEA)

    assert [one.preferences.digest for one in history] == [DigestWhen.USUAL, DigestWhen.OFF]
    assert {(one.changed.user, one.changed.at.date()) for one in history} == {(BEA, date(2026, 1, 15))}
    assert [one.preferences.user for one in list_preferences(office.db)] == [BEA]


# --- who may, and what is told -------------------------------------------------------------------------------------


@pytest.mark.parametrize("user", ["bea", "cody", "pat"])
def test_where_claims_are_posted_is_for_leads_and_administrators(shared: Office, user: str) -> None:
    shared.leave(user)

    shared.chat.door.command("/billing", "settings", user=user, channel="billing")

    assert shared.last_text(user).startswith("You cannot change where claims are posted here")
    assert shared.chat.door.views(user=user)["modals"] == []


def test_who_works_no_claims_gets_no_list_of_the_day(shared: Office) -> None:
    shared.chat.door.command("/billing", "digest", user="pat", channel="billing")

    assert shared.last_text("pat").startswith("You cannot work on claims here")
    assert shared.chat.door.views(user="pat")["modals"] == []


def test_every_change_has_its_row_in_the_audit_trail(office: Office) -> None:
    office.add_route("lee", channel=BILLING)
    office.press("Remove", "lee")
    office.press("Change the small-balance limit", "lee")
    office.send("lee", small="12")
    office.open("digest", "lee")
    office.send("lee", digest="off")

    rows = [row.entry for row in iterate_rows(office.db, user=LEE) if not row.entry.action.startswith("people")]
    assert [(row.action, row.object, row.place) for row in rows] == [
        ("route.save", "route 1", "modal"),
        ("route.remove", "route 1", "modal"),
        ("settings.save", "practice", "modal"),
        ("digest.save", f"{TEAM}/{LEE}", "modal"),
    ]


def test_no_form_carries_anything_of_a_claim(office: Office) -> None:
    number, ref = office.db.execute("SELECT claim_number, ref FROM claim").fetchone()
    office.add_route("lee", channel=DENIALS, payers=[str(office.payer_id)])
    seen = [office.open("settings", "lee"), office.press("Change", "lee"), office.open("digest", "lee")]

    for view in office.chat.door.calls("views.open") + office.chat.door.calls("views.push"):
        body = view["args"]["view"]
        body = json.loads(body) if isinstance(body, str) else body
        assert body.get("private_metadata", "") in ("", "0|0", "1|1")
    assert number not in json.dumps(seen)
    assert ref not in json.dumps(seen)


def test_help_names_both(shared: Office) -> None:
    shared.chat.door.command("/billing", "help", user="bea", channel="billing")

    shown = words(shared.chat.door.last_message(user="bea", channel="billing")["blocks"])
    assert "`/billing settings`" in shown
    assert "`/billing digest`" in shown

"""The glossary in the chat: asked, leafed through, posted, and what a team writes itself, with its history."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bot_in_chat import TODAY, Chat, a_chat, buttons, words
from fixed_clock import FixedClock
from test_roles import a_person

from bot.audit import AuditTrail
from bot.glossary import GlossaryDesk
from bot.glossary_in_chat import GlossaryInChat
from bot.playground.limits import find_problems
from bot.rules.glossary_entry import read_entry
from bot.rules.privacy import Mode
from bot.views.glossary_ids import GlossaryRef, TeamRef, read_glossary_ref
from data.errors import GlossaryEntryChanged, NotAllowed
from data.people_models import Role
from data.store.audit import iterate_rows
from data.store.claims_file import ClaimsFile

Json = dict[str, Any]


class Desk:
    """What people do with the glossary of one practice."""

    def __init__(self, chat: Chat, folder: Path) -> None:
        self.chat = chat
        self.store = ClaimsFile(folder)

    def ask(self, text: str = "", *, user: str = "bea", channel: str = "billing") -> Json:
        """Types `/billing glossary TEXT` and gives the message that answers it."""
        answer = self.chat.door.command("/billing", f"glossary {text}", user=user, channel=channel)
        assert answer["ok"], answer
        return self.chat.door.last_message(user=user, channel=channel)

    def open_form(self, typed: str = "add", *, user: str = "bea") -> Json:
        """The form that `/billing glossary add` opens."""
        answer = self.chat.door.command("/billing", f"glossary {typed}", user=user, channel="billing")
        assert answer["ok"], answer
        return self.top(user)

    def top(self, user: str) -> Json:
        return self.chat.door.top_modal(user=user)

    def send(self, user: str = "bea", **values: object) -> dict[str, str]:
        """Fills the form on top and sends it; what is wrong, by field."""
        entered = {name: {name: value} for name, value in values.items()}
        answer = self.chat.door.submit(self.top(user)["id"], entered, user=user)
        return dict(answer.get("errors") or {})

    def leave(self, user: str) -> str:
        """Closes every modal; the words of the one that was on top."""
        modals = self.chat.door.views(user=user)["modals"]
        said = words(modals[-1]["blocks"]) if modals else ""
        for view in reversed(modals):
            self.chat.door.close(view["id"], user=user)
        return said

    def add(self, user: str = "bea", **values: object) -> str:
        """Adds an entry that is taken; what then stands in the form's place."""
        self.open_form(user=user)
        assert self.send(user, **values) == {}
        return self.leave(user)

    def audited(self) -> list[str]:
        """What was written down of the glossary so far."""
        with self.store.read() as db:
            return [row.entry.action for row in iterate_rows(db) if row.entry.object.startswith("glossary/")]


A_SLIP = {"term": "Green slip", "meaning": "A green paper."}


def a_desk(folder: Path, mode: Mode = Mode.MINIMUM) -> GlossaryDesk:
    clock, store = FixedClock(date(2026, 1, 15)), ClaimsFile(folder)
    return GlossaryDesk(store, clock, AuditTrail(store, clock), mode)


@pytest.fixture(scope="module")
def desk(codes_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One practice for all tests here: each writes about a word of its own."""
    folder = tmp_path_factory.mktemp("glossary")
    with a_chat(codes_dir, folder) as chat:
        yield Desk(chat, folder)


def asked(chat: Chat, text: str, *, user: str = "bea", channel: str = "billing") -> Json:
    answer = chat.door.command("/billing", f"glossary {text}", user=user, channel=channel)
    assert answer["ok"], answer
    return chat.door.last_message(user=user, channel=channel)


# --- asking --------------------------------------------------------------------------------------------------------


def test_a_term_gives_its_card_to_the_person_alone(chat: Chat) -> None:
    message = asked(chat, "timley filing")
    card = words(message["blocks"])

    assert message["ephemeral"]
    assert "Read as: Timely filing" in card
    assert "one calendar year after the service" in card
    assert "*What to do*" in card
    assert "Source: 42 CFR 424.44" in card
    assert "See also" in card


def test_a_difference_shows_both_and_the_line_between_them(chat: Chat) -> None:
    card = words(asked(chat, "difference between a denial and a rejection")["blocks"])

    assert "*Denial* or *Rejection*?\nA denial was decided" in card
    assert "The payer took the claim in" in card
    assert "turned the claim away" in card


def test_a_way_to_do_something_is_told_in_steps(chat: Chat) -> None:
    card = words(asked(chat, "how do i send a corrected claim")["blocks"])

    assert "1. Look which it is" in card
    assert "4. On the card press" in card
    assert "*Watch out*" in card


def test_several_that_may_be_meant_are_offered_and_a_press_opens_one(chat: Chat) -> None:
    question = asked(chat, "insurance")
    assert "Did you mean" in words(question["blocks"])

    first = buttons(question["blocks"])[0]["text"]["text"]
    card = chat.press(question, first)

    assert card["id"] == question["id"]
    assert f"*{first}*" in words(card["blocks"])


@pytest.mark.parametrize("typed", ["purple elephants", "<!channel> <@U123>", "Jane Doe DOB 1/2/1960"])
def test_nonsense_gets_a_way_on_and_is_not_repeated(chat: Chat, typed: str) -> None:
    message = asked(chat, typed)

    assert "That is not in the glossary" in words(message["blocks"])
    assert typed.split()[0] not in words(message["blocks"]) + message["text"]


def test_a_card_leads_to_what_it_is_mixed_up_with(chat: Chat) -> None:
    card = chat.press(asked(chat, "modifier 25"), "… or Modifier 59?")

    assert "25 goes on a visit" in words(card["blocks"])


def test_the_index_leads_to_a_topic_its_pages_an_entry_and_back(chat: Chat) -> None:
    index = asked(chat, "")
    labels = [one["text"]["text"] for one in buttons(index["blocks"])]
    assert {"M", "0-9"} <= set(labels)

    first = chat.press(index, "Modifiers (")
    assert "1-20 of" in words(first["blocks"])
    second = chat.press(first, "More →")
    assert "21-" in words(second["blocks"])
    name = buttons(second["blocks"])[0]["text"]["text"]
    entry = chat.press(second, name)
    assert f"*{name}*" in words(entry["blocks"])
    again = chat.press(entry, "← Back to the list")
    assert "21-" in words(again["blocks"])
    assert "By letter" in words(chat.press(again, "← Index")["blocks"])


def test_a_letter_lists_its_entries_by_name(chat: Chat) -> None:
    page = chat.press(asked(chat, ""), "Q")

    assert {"QMB"} <= {one["text"]["text"] for one in buttons(page["blocks"])}


def test_post_to_channel_shows_everybody_the_entry_once(chat: Chat) -> None:
    card = asked(chat, "clean claim")
    before = len(chat.door.messages(user="lee", channel="billing"))
    chat.press(card, "Post to channel")
    chat.press(card, "Post to channel")

    seen = chat.door.messages(user="lee", channel="billing")
    assert len(seen) == before + 1
    assert "*Clean claim*" in words(seen[-1]["blocks"])
    assert not buttons(seen[-1]["blocks"])


def test_a_difference_is_posted_too(chat: Chat) -> None:
    chat.press(asked(chat, "GA vs GZ"), "Post to channel")

    posted = chat.door.messages(user="lee", channel="billing")[-1]
    assert "*Modifier GA* or *Modifier GZ*?" in words(posted["blocks"])
    assert not buttons(posted["blocks"])


def test_a_provider_may_ask_and_not_write(chat: Chat) -> None:
    message = asked(chat, "clean claim", user="pat", channel="dm")
    assert "Add your team's own" not in words(message["blocks"])
    assert "*Clean claim*" in words(message["blocks"])

    refused = asked(chat, "add", user="pat", channel="dm")
    assert "You cannot write entries of the glossary here" in refused["text"]


# --- writing -------------------------------------------------------------------------------------------------------


def test_what_the_team_writes_stands_beside_ours_with_author_and_day(desk: Desk) -> None:
    told = desk.add(term="Clean claim", meaning="Ours: no note missing.", source="Team meeting")
    assert "is kept as a new entry" in told

    card = words(desk.ask("clean claim", user="cody")["blocks"])
    assert "A claim that the payer can decide on" in card
    assert "*Your team's own, beside ours*" in card
    assert "Ours: no note missing." in card
    assert f"Written by Bea Biller on {TODAY}  ·  Source: Team meeting" in card


def test_a_word_of_the_teams_alone_is_found_by_its_other_names_and_slips(desk: Desk) -> None:
    desk.add(term="Blue sheet", aliases="blue form, BS-7", meaning="The front desk's checklist for new patients.")

    for typed in ("blue sheet", "what is a blue shet", "BS-7", "Blue form"):
        card = words(desk.ask(typed)["blocks"])
        assert "*Your team's own*" in card, typed
        assert "checklist for new patients" in card, typed
    page = desk.chat.press(desk.ask(), "Your team's own (")
    assert "checklist" in words(desk.chat.press(page, "Blue sheet")["blocks"])


def test_the_author_edits_leads_withdraw_and_every_version_is_kept(desk: Desk) -> None:
    before = len(desk.audited())
    desk.add(term="Copay", meaning="Ours: taken at the desk.")
    mine = desk.ask("copay")
    desk.chat.press(mine, "Edit")
    assert desk.send(term="Copay", meaning="Ours: taken by card.") == {}
    assert "is changed" in desk.leave("bea")

    for_cody = words(desk.ask("copay", user="cody")["blocks"])
    assert "Ours: taken by card." in for_cody
    assert "Edit" not in for_cody
    assert "Withdraw" not in for_cody
    for_lee = desk.ask("copay", user="lee")
    assert "Edit" not in words(for_lee["blocks"])
    assert "The entry is withdrawn" in words(desk.chat.press(for_lee, "Withdraw", user="lee")["blocks"])

    assert "beside ours" not in words(desk.ask("copay", user="cody")["blocks"])
    desk.chat.press(mine, "History")
    history = desk.leave("bea")
    assert history.index("Lee Lead withdrew it") < history.index("by card") < history.index("at the desk")
    assert desk.audited()[before:] == ["glossary.add", "glossary.change", "glossary.withdraw"]


def test_the_second_of_two_people_is_told_who_was_first(desk: Desk) -> None:
    desk.add(term="Medigap", meaning="Ours: ask for the card.")
    mine, for_lee = desk.ask("medigap"), desk.ask("medigap", user="lee")
    desk.chat.press(mine, "Edit")
    desk.chat.press(for_lee, "Withdraw", user="lee")
    before = desk.audited()

    assert desk.send(term="Medigap", meaning="Too late.") == {}

    assert "Lee Lead withdrew that entry." in desk.leave("bea")
    desk.chat.press(mine, "Withdraw")
    assert "Lee Lead withdrew that entry." in desk.chat.door.last_message(user="bea", channel="billing")["text"]
    assert desk.audited() == before


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        ("meaning", "As for 123-45-6789 last week", "a social security number"),
        ("advice", "see 1EG4-TE5-MK73", "a Medicare number"),
        ("meaning", "the one born 1/2/1960", "a date of birth"),
        ("source", "call 555-123-4567", "a telephone number"),
        ("aliases", "jane@example.com", "an e-mail address"),
    ],
)
def test_what_looks_like_a_patients_is_refused_at_its_field(desk: Desk, field: str, text: str, kind: str) -> None:
    before = desk.audited()
    form = desk.open_form()
    assert "Nothing of patients belongs here" in words(form["blocks"])

    errors = desk.send(**({"term": "X", "meaning": "Y"} | {field: text}))
    desk.leave("bea")

    assert kind in errors[field]
    assert text not in errors[field]
    assert desk.audited() == before


def test_the_form_wants_a_word_that_can_be_found(desk: Desk) -> None:
    desk.open_form()

    assert set(desk.send(term="??", meaning="something")) == {"term"}
    desk.leave("bea")


@pytest.mark.parametrize(
    ("mode", "typed", "is_taken_over"),
    [(Mode.BAA, "green slip", True), (Mode.BAA, "123-45-6789", False), (Mode.MINIMUM, "green slip", False)],
)
def test_a_typed_word_stands_in_the_form_where_the_mode_lets_it(
    tmp_path: Path, mode: Mode, typed: str, is_taken_over: bool
) -> None:
    form = GlossaryInChat(a_desk(tmp_path, mode), ZoneInfo("UTC")).new_form(typed)

    assert (typed in str(form)) is is_taken_over


def test_text_of_the_teams_calls_nobody_and_stands_in_no_notification(desk: Desk) -> None:
    desk.add(term="Shout", meaning="<!channel> <@U0LEE0001> <https://example.com|here>")
    message = desk.ask("shout")

    assert "<!channel>" not in words(message["blocks"])
    assert "Shout" not in message["text"]


def test_a_form_that_slack_sends_twice_is_kept_once(desk: Desk) -> None:
    before = len(desk.audited())
    desk.open_form()
    desk.chat.door.fault("redeliver", count=1)
    assert desk.send(term="Twice", meaning="Once.") == {}
    desk.leave("bea")

    assert desk.audited()[before:] == ["glossary.add"]


# --- what may be kept, and every card within Slack's limits --------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "text", "is_refused"),
    [
        (Mode.MINIMUM, "Provider line 800-555-0100.", True),
        (Mode.BAA, "Provider line 800-555-0100.", False),
        (Mode.BAA, "claims@payer.example", False),
        (Mode.BAA, "123-45-6789", True),
        (Mode.BAA, "DOB 1/2/1960", True),
        (Mode.DEMO, "1EG4-TE5-MK73", True),
        (Mode.MINIMUM, "Appeal within 180 days, form 12-345.", False),
    ],
)
def test_a_payers_telephone_number_may_stand_where_the_mode_lets_it(mode: Mode, text: str, is_refused: bool) -> None:
    read = read_entry({"term": "Payer desk", "meaning": text}, mode)

    assert isinstance(read, dict) is is_refused


def test_only_its_author_edits_an_entry_and_only_leads_withdraw_anothers(tmp_path: Path) -> None:
    desk, bea = a_desk(tmp_path), a_person(Role.BILLER)
    cody = replace(a_person(Role.CODER), user="U2", name="Cody")
    lee = replace(a_person(Role.LEAD), user="U3", name="Lee")
    kept = desk.keep(bea, A_SLIP, entry_id=None, after=0)

    for other in (cody, lee):
        with pytest.raises(NotAllowed):
            desk.keep(other, A_SLIP | {"meaning": "Mine."}, entry_id=kept.entry_id, after=kept.change_id)
    with pytest.raises(NotAllowed):
        desk.withdraw(cody, kept.entry_id, after=kept.change_id)
    assert [one.words.meaning for one in desk.team_entries()] == ["A green paper."]

    desk.withdraw(lee, kept.entry_id, after=kept.change_id)
    assert desk.team_entries() == ()
    assert len(desk.history(kept.entry_id)) == 2


def test_a_version_that_is_no_longer_the_newest_is_not_built_on(tmp_path: Path) -> None:
    desk, bea = a_desk(tmp_path), a_person(Role.BILLER)
    first = desk.keep(bea, A_SLIP, entry_id=None, after=0)
    desk.keep(bea, A_SLIP | {"meaning": "Second."}, entry_id=first.entry_id, after=first.change_id)

    with pytest.raises(GlossaryEntryChanged):
        desk.keep(bea, A_SLIP | {"meaning": "Third."}, entry_id=first.entry_id, after=first.change_id)

    assert [one.words.meaning for one in desk.team_entries()] == ["Second."]


def test_an_entry_kept_as_it_was_makes_no_new_version(tmp_path: Path) -> None:
    desk, bea = a_desk(tmp_path), a_person(Role.BILLER)
    first = desk.keep(bea, A_SLIP, entry_id=None, after=0)

    again = desk.keep(bea, A_SLIP, entry_id=first.entry_id, after=first.change_id)

    assert again == first
    assert len(desk.history(first.entry_id)) == 1


def test_every_card_and_list_keeps_slacks_limits(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    asked = GlossaryInChat(desk, ZoneInfo("UTC"))
    lee = a_person(Role.LEAD)
    for term in ("Denial", "Denials", "Denied"):
        entered = {"term": term, "aliases": "denial", "meaning": "m" * 1200, "advice": "&" * 1200, "source": "s" * 200}
        desk.keep(lee, entered, entry_id=None, after=0)
    cards = [asked.open(GlossaryRef(entry_id=one), lee, can_post=True) for one in desk.book.entries]
    cards += [
        asked.pair(GlossaryRef(entry_id=one.one, other_id=one.other), lee, can_post=True)
        for one in desk.book._glossary.differences
    ]
    keys = [
        read_glossary_ref(one["value"]).list_key for one in buttons(asked.index(lee)["blocks"]) if "|" in one["value"]
    ]
    cards += [asked.listed(GlossaryRef(list_key=key, page=page), lee) for key in keys for page in range(3)]

    for view in [asked.index(lee), asked.answer("zzz", lee, can_post=True), *cards]:
        assert find_problems(view["blocks"], surface="message") == []
        assert len(words(view["blocks"])) <= 12_000
    history = asked.history(TeamRef(entry_id=1))
    assert find_problems(history["blocks"], surface="modal") == []

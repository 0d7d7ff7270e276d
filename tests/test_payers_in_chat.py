"""Payers in the chat: everybody who sees claims looks at them, leads and administrators change them."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bot_in_chat import Chat, a_chat, buttons, words
from payers import LEE, Practice, an_entry

from data.store.audit import iterate_rows
from data.store.payer_rules import history, load_rules
from data.store.payer_sheets import find_sheet

Json = dict[str, Any]
RULE = {
    "purpose": "appeal",
    "level": "1",
    "limit": "45",
    "unit": "calendar_days",
    "starts": "notice",
    "scope": "contract",
    "filed": "received",
    "source": "Contract, section 4",
}


class Desk:
    """A chat about the payers of one practice."""

    def __init__(self, chat: Chat, practice: Practice) -> None:
        self.chat = chat
        self.practice = practice

    def ask(self, text: str, user: str = "lee") -> Json:
        """Types `/billing TEXT` and gives the modal that opens."""
        answer = self.chat.door.command("/billing", text, user=user, channel="billing")
        assert answer["ok"], answer
        return self.top(user)

    def top(self, user: str = "lee") -> Json:
        return self.chat.door.top_modal(user=user)

    def press(self, label: str, user: str = "lee") -> Json:
        """Presses the first button of the modal on top whose label holds `label`."""
        view = self.top(user)
        found = next(one for one in buttons(view["blocks"]) if label in one["text"]["text"])
        answer = self.chat.door.click(found["action_id"], user=user, view=view["id"], value=found["value"])
        assert answer["ok"], answer
        return self.top(user)

    def open_rule(self, rule_id: str, user: str = "lee") -> Json:
        view = self.top(user)
        answer = self.chat.door.click(f"payer_rule:{rule_id}", user=user, view=view["id"])
        assert answer["ok"], answer
        return self.top(user)

    def send(self, user: str = "lee", **values: object) -> Json:
        view = self.top(user)
        return self.chat.door.submit(view["id"], {name: {name: one} for name, one in values.items()}, user=user)

    def keep(self, user: str = "lee", **values: object) -> str:
        """Sends the form, nothing is wrong with it, and the words that then stand in its place are given."""
        answer = self.send(user, **values)
        assert answer["ok"], answer
        assert not answer.get("errors"), answer
        until = time.monotonic() + 20
        while "One moment" in words(self.top(user)["blocks"]) and time.monotonic() < until:
            time.sleep(0.05)  # a busy machine takes longer than the door waits
        return words(self.top(user)["blocks"])

    def back(self, user: str = "lee") -> str:
        """Closes the modal on top; the words of the one below."""
        self.chat.door.close(self.top(user)["id"], user=user)
        return words(self.top(user)["blocks"])

    def audited(self) -> list[tuple[str, str]]:
        with self.practice.store.read() as db:
            rows = [row.entry for row in iterate_rows(db)]
        return [(one.action, one.user) for one in rows if one.action.startswith("payers.")]


@pytest.fixture
def desk(codes_dir: Path, tmp_path: Path) -> Iterator[Desk]:
    practice = Practice(tmp_path)
    with a_chat(codes_dir, tmp_path) as chat:
        yield Desk(chat, practice)


def test_a_payer_is_shown_with_its_rules_and_how_well_each_is_known(desk: Desk) -> None:
    text = words(desk.ask("payers aetna", user="bea")["blocks"])

    assert "*AETNA*" in text
    assert "Kind: commercial" in text
    assert "1 open claim" in text
    assert "*Claim filing*: 90 days from the date of service" in text
    assert "⚠️ A default, not this payer's own rule" in text
    assert "Leads and administrators may change this." in text
    assert "Add a rule" not in text


def test_without_a_name_it_offers_the_search_and_says_what_to_check(desk: Desk) -> None:
    view = desk.ask("payers")

    assert view["blocks"][0]["elements"][0]["type"] == "external_select"
    assert "to check" in words(view["blocks"])
    assert "for AETNA and 1 more" in words(view["blocks"])
    assert words(view["blocks"]).count("Open a payer and set its limit:") == 1


def test_letters_find_payers_and_a_choice_shows_it(desk: Desk) -> None:
    view = desk.ask("payers", user="bea")

    offered = desk.chat.door.suggest("payer_find", "cig", user="bea", view=view["id"])["options"]
    desk.chat.door.click("payer_find", user="bea", view=view["id"], value=offered[0]["value"])

    assert [one["text"] for one in offered] == ["CIGNA"]
    assert "*CIGNA*" in words(desk.top("bea")["blocks"])


def test_a_name_that_may_be_several_asks_which(desk: Desk) -> None:
    desk.practice.add_payer("AETNA BETTER SAMPLE")

    text = words(desk.ask("payers etna")["blocks"])
    assert "Which payer do you mean?" in text

    assert "*AETNA" in words(desk.press("Open")["blocks"])


@pytest.mark.parametrize("typed", ["zzzzqqq", "<!channel>", "😀", "x" * 1500, "'; DROP TABLE payer; --"])
def test_any_name_gets_a_kind_answer(desk: Desk, typed: str) -> None:
    text = words(desk.ask(f"payers {typed}")["blocks"])

    assert "I know no payer like" in text
    assert "<!channel>" not in text


def test_a_lead_adds_a_rule_and_reads_how_many_claims_have_a_new_date(desk: Desk) -> None:
    before = desk.practice.claim("1001")["deadline_on"]
    desk.ask("payers aetna")
    desk.press("Add a rule")

    told = desk.keep(**RULE)

    assert told == "Kept as a new rule. 1 open claim has a new date; closed claims keep theirs."
    assert desk.practice.claim("1001")["deadline_on"] != before
    below = desk.back()
    assert "Kept as a new rule." in below
    assert "*Appeal, level 1*: 45 days from the date of the remittance or letter; it must be there" in below
    assert "our contract with this payer · Contract, section 4" in below
    assert "⚠️ Not verified: check it against its source" in below
    assert desk.audited() == [("payers.rule.add", "U0LEE0001")]


def test_wrong_input_is_told_at_its_field_and_nothing_is_kept(desk: Desk) -> None:
    desk.ask("payers aetna")
    desk.press("Add a rule")

    errors = desk.send(**(RULE | {"limit": "0", "level": "", "scope": "state"}))["errors"]

    assert set(errors) == {"limit", "level", "state"}
    assert "1 for the first" in errors["level"]
    assert load_rules(desk.practice.store.db).rules == ()
    assert "Kept" in desk.keep(**RULE)


def test_a_problem_without_a_field_of_its_own_stands_at_one_that_is_there(desk: Desk) -> None:
    desk.practice.desk.keep_rule(LEE, an_entry(opens_after="30"), desk.practice.id_of("AETNA"), after=0)
    desk.ask("payers aetna")
    desk.open_rule("own.1")
    desk.press("Change")

    assert "open only after the last day" in desk.send(limit="20")["errors"]["limit"]


def test_a_form_is_filled_with_what_the_rule_says_and_keeps_what_it_does_not_ask(desk: Desk) -> None:
    entry = an_entry(plan_days="40", minimum="10", presumed_receipt_days="5", note="by fax")
    desk.practice.desk.keep_rule(LEE, entry, desk.practice.id_of("AETNA"), after=0)
    desk.ask("payers aetna")
    desk.open_rule("own.1")
    form = desk.press("Change")

    filled = {
        block["block_id"]: block["element"].get("initial_value")
        or block["element"].get("initial_option", {}).get("value")
        for block in form["blocks"]
        if block["type"] == "input"
    }
    told = desk.keep(limit="61")

    assert (filled["limit"], filled["purpose"], filled["note"]) == ("60", "appeal", "by fax")
    assert told.startswith("The rule is changed.")
    (rule,) = load_rules(desk.practice.store.db).rules
    assert (rule.limit, rule.plan_days, rule.minimum_cents, rule.note) == (61, 40, 1000, "by fax")


def test_i_have_checked_this_is_kept_with_day_and_name(desk: Desk) -> None:
    desk.practice.desk.keep_rule(LEE, an_entry(), desk.practice.id_of("AETNA"), after=0)
    desk.ask("payers aetna", user="ada")
    desk.open_rule("own.1", user="ada")

    text = words(desk.press("I have checked this", user="ada")["blocks"])

    assert "✅ Verified on 2026-01-15 by Ada Admin" in text
    assert "2026-01-15, Ada Admin: checked on 2026-01-15" in text
    assert "Lee Lead: added: 60 days from the date of the remittance or letter" in text
    assert "✅ Verified on 2026-01-15 by Ada Admin" in words(desk.press("Back to the payer", user="ada")["blocks"])


def test_a_default_is_neither_checked_nor_changed_in_place(desk: Desk) -> None:
    desk.ask("payers aetna")

    view = desk.open_rule("default.filing")

    assert [one["text"]["text"] for one in buttons(view["blocks"])] == ["← Back to the payer", "Set this payer's own"]
    assert "It came with the bot" in words(view["blocks"])


def test_from_a_default_the_payers_own_rule_is_one_form_away(desk: Desk) -> None:
    desk.ask("payers aetna")
    desk.open_rule("default.appeal1")
    desk.press("Set this payer's own")

    told = desk.keep(limit="45", source="Contract, section 4")

    assert told.startswith("Kept as a new rule.")
    assert [(rule.id, rule.purpose, rule.level, rule.limit) for rule in load_rules(desk.practice.store.db).rules] == [
        ("own.1", "appeal", 1, 45)
    ]


def test_a_withdrawn_rule_answers_no_more(desk: Desk) -> None:
    desk.practice.desk.keep_rule(LEE, an_entry(), desk.practice.id_of("AETNA"), after=0)
    desk.ask("payers aetna")
    desk.open_rule("own.1")

    text = words(desk.press("Withdraw")["blocks"])

    assert "The rule is withdrawn. 1 open claim has a new date" in text
    assert "Contract, section 4" not in text
    assert history(desk.practice.store.db, "own.1")[0].is_withdrawn


def test_the_second_of_two_who_change_a_rule_is_told_and_sees_it_as_it_is(desk: Desk) -> None:
    desk.practice.desk.keep_rule(LEE, an_entry(), desk.practice.id_of("AETNA"), after=0)
    for user in ("lee", "ada"):
        desk.ask("payers aetna", user=user)
        desk.open_rule("own.1", user=user)
        desk.press("Change", user=user)
    desk.keep("ada", limit="90")

    told = desk.keep("lee", limit="45")

    assert "Ada Admin changed this rule while you had it open, so your change was not kept." in told
    assert "90 days from" in desk.back("lee")
    assert load_rules(desk.practice.store.db).rules[0].limit == 90


def test_a_form_that_slack_sends_again_is_kept_once(desk: Desk) -> None:
    desk.ask("payers aetna")
    desk.press("Add a rule")
    desk.chat.door.fault("redeliver", count=1)

    desk.send(**RULE)

    assert len(desk.audited()) == 1


def test_a_sheet_is_changed_and_shown(desk: Desk) -> None:
    desk.ask("payers cigna")
    desk.press("Change the sheet")

    wrong = desk.send(state="Te", usual_days_to_pay="0")["errors"]
    told = desk.keep(
        contracted="yes",
        state="tx",
        correction="new",
        usual_days_to_pay="80",
        portal="portal.example",
        appeals_address="PO Box 1",
        note="<!here> asks for records",
    )

    assert set(wrong) == {"state", "usual_days_to_pay"}
    assert "1 open claim has a new date" in told
    below = desk.back()
    assert "We have a contract with it" in below
    assert "State: TX" in below
    assert "Corrected claims: as a new claim" in below
    assert "Usually pays within 80 days" in below
    assert "&lt;!here&gt; asks for records" in below


def test_payers_are_said_to_be_one_and_taken_apart_again(desk: Desk) -> None:
    other = desk.practice.add_payer("AETNA BETTER SAMPLE")
    desk.ask("payers aetna better sample")
    form = desk.press("Same payer as")
    offered = desk.chat.door.suggest("payer_join_choice", "aetna", user="lee", view=form["id"])["options"]
    wanted = next(one["value"] for one in offered if one["text"] == "AETNA")

    told = desk.keep(payer_join_choice=wanted)

    assert told.startswith("They are one payer now.")
    assert "Also: AETNA BETTER SAMPLE" in desk.back()
    sheet = find_sheet(desk.practice.store.db, other)
    assert sheet is not None
    assert sheet.name == "AETNA"

    assert "It stands for itself again." in words(desk.press("Not the same")["blocks"])
    assert [action for action, _ in desk.audited()] == ["payers.join", "payers.part"]


def test_a_payer_is_not_said_to_be_itself(desk: Desk) -> None:
    desk.ask("payers aetna")
    form = desk.press("Same payer as")
    offered = desk.chat.door.suggest("payer_join_choice", "aetna", user="lee", view=form["id"])["options"]

    assert "one already" in desk.send(payer_join_choice=offered[0]["value"])["errors"]["payer_join_choice"]


def test_a_provider_sees_no_payers(desk: Desk) -> None:
    answer = desk.chat.door.command("/billing", "payers aetna", user="pat", channel="billing")

    assert answer["ok"]
    assert desk.chat.door.views(user="pat")["modals"] == []
    assert "You cannot look at claims here" in desk.chat.door.last_message(user="pat", channel="billing")["text"]


@pytest.mark.parametrize("action", ["payer_rule_add", "payer_sheet", "payer_join"])
def test_who_may_only_look_is_refused_even_with_the_button_in_hand(desk: Desk, action: str) -> None:
    """Bea's role is changed while the modal with its buttons is open."""
    _as_lead(desk, "lead biller")
    desk.ask("payers aetna", user="bea")
    _as_lead(desk, "biller")
    view = desk.top("bea")

    desk.chat.door.click(action, user="bea", view=view["id"])

    assert desk.top("bea")["id"] == view["id"]
    assert "You cannot change payers and their rules here" in desk.chat.answers(user="bea")[-1]["text"]


def _as_lead(desk: Desk, roles: str) -> None:
    with desk.practice.store.write() as db:
        db.conn.execute("UPDATE person SET roles = ? WHERE user = 'U0BEA0001'", [roles])

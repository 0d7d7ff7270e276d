"""What is advised on a denial: first step, who, which correction, what not; by group, reason, remark, payer."""

from dataclasses import dataclass

import pytest

from bot.rules import denial_guards as guards
from bot.rules.denial_advice import Advice, advise
from bot.rules.denial_case import NEEDS_REMARK, PayerRule
from data.claim_models import PayerKind
from data.importers.denial_tables import read_denial_tables

TABLES = read_denial_tables()
KINDS = {
    "": PayerKind.UNKNOWN,
    "com": PayerKind.COMMERCIAL,
    "mcr": PayerKind.MEDICARE,
    "ma": PayerKind.MEDICARE_ADVANTAGE,
    "mcd": PayerKind.MEDICAID,
    "wc": PayerKind.WORKERS_COMPENSATION,
    "tri": PayerKind.TRICARE,
    "bcbs": PayerKind.BLUE_CROSS,
}
NEW, REPLACE, REOPEN = "new claim", "replacement claim", "reopening"
CO, PR, LOOK = guards.CO_GUARD, guards.PR_GUARD, guards.LOOK_GUARD
MOD, DX, KEEP = guards.MODIFIER_GUARD, guards.DIAGNOSIS_GUARD, guards.WRITE_OFF_GUARD
LATE, UNPROCESSABLE, FREQ = guards.LATE_GUARD, guards.UNPROCESSABLE_GUARD, guards.FREQUENCY_GUARD
QMB, MEDICAID, ABN, NOTICE = guards.QMB_GUARD, guards.MEDICAID_GUARD, guards.ABN_GUARD, guards.NOTICE_GUARD
RESEND, WAIT, SHARE = guards.RESEND_GUARD, guards.WAIT_GUARD, guards.PR_WRITE_OFF_GUARD
ASK_PAYERS = "Look whether another payer is still unbilled"

# "GROUP CARC RARC... payer [qmb] [other|noother]": first step begins with, owner, correction, guards
CASES: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    # missing or wrong data: the remark says what to mend
    "CO 16 M51 com": ("Mend: procedure code of the line", "coder", REPLACE, (CO, KEEP)),
    "CO 16 M51": ("Mend: procedure code of the line", "coder", REPLACE, (CO, KEEP)),
    "CO 16 N290 com": ("Mend: rendering NPI", "biller", REPLACE, (CO, KEEP)),
    "CO 16 MA130 N290 mcr": ("Mend: rendering NPI", "biller", NEW, (CO, UNPROCESSABLE, KEEP, FREQ)),
    "CO 16 N290 MA130 mcr": ("Mend: rendering NPI", "biller", NEW, (CO, UNPROCESSABLE)),
    "CO 16 MA130 mcr": ("Find what is missing or wrong", "biller", NEW, (CO, UNPROCESSABLE)),
    "CO 16 N264 mcr": ("Mend: ordering provider's name", "biller", REOPEN, (CO, KEEP, FREQ)),
    "CO 16 M76 com": ("Mend: diagnosis code", "coder", REPLACE, (CO, DX, KEEP)),
    "CO 16 N382 mcd": ("Mend: member number", "front_desk", REPLACE, (CO, MEDICAID, KEEP)),
    "CO 16 com": ("Find the remark code", "biller", REPLACE, (CO,)),
    "CO 16 N142 com": ("Mend: a new claim", "biller", NEW, (CO, KEEP)),
    "CO 16 N517 bcbs": ("Mend: a new claim", "biller", NEW, (CO, KEEP)),
    "PI 16 M62 com": ("Find out which rule the payer used", "front_desk", REPLACE, (LOOK, KEEP)),
    "PR 16 MA27 com": ("Mend: member number and name", "front_desk", REPLACE, (PR, SHARE)),
    "CO 252 N706 com": ("Send: the documentation", "biller", "", (CO, KEEP)),
    "CO 252 mcr": ("Send the records within the letter's own limit", "biller", "", (CO,)),
    "CO 252 com": ("Find the remark code", "biller", "", (CO,)),
    "CO 226 M127 com": ("Send: the record of this date", "biller", "", (CO, KEEP)),
    "PR 227 N179 com": ("Get: the member's answer", "front_desk", "", (PR, SHARE)),
    "CO A1 N29 com": ("Send: the record of this date", "biller", "", (CO, KEEP)),
    "CO A1 com": ("Find the remark code", "biller", "", (CO,)),
    # bundling: never a modifier just to be paid
    "CO 97 com": ("Find the service it was counted into", "coder", "", (CO, MOD)),
    "CO 97 N30 com": ("Check benefits for this service", "coder", "", (CO, MOD)),
    "CO 97 M15 mcr": ("Look for the code it was counted into", "coder", "", (CO, MOD)),
    "CO 236 com": ("Find the service it was counted into", "coder", "", (CO, MOD)),
    "CO 231 mcr": ("Find the service it was counted into", "coder", "", (CO, MOD)),
    "CO 234 com": ("Find the remark code", "coder", "", (CO, MOD)),
    "PI 97 com": ("Find out which rule the payer used", "coder", "", (LOOK, MOD)),
    "CO 4 com": ("Correct what is wrong: modifier missing", "coder", REPLACE, (CO, MOD)),
    "CO 16 N822 com": ("Mend: modifier, only if the record", "coder", REPLACE, (CO, MOD, KEEP)),
    # medical necessity and diagnosis
    "CO 50 com": ("Read the policy that it names", "provider", "", (CO, DX)),
    "CO 50 N115 mcr": ("Read the LCD", "provider", "", (CO, DX)),
    "CO 50 N386 mcr": ("Read the NCD", "provider", "", (CO, DX)),
    "CO 11 com": ("Correct what is wrong: diagnosis does not support", "coder", REPLACE, (CO, DX)),
    "CO 11 mcr": ("Correct what is wrong: diagnosis does not support", "coder", REOPEN, (CO, DX, FREQ)),
    "CO 167 com": ("Read the policy that it names", "coder", "", (CO, DX)),
    "PR 50 mcr noother": ("Look for a valid ABN", "biller", "", (PR, ABN, SHARE, DX)),
    "PR 50 mcr": (ASK_PAYERS, "biller", "", (PR, ABN)),
    "PR 50 ma": ("Read the policy that it names", "provider", "", (PR, guards.PLAN_NOTICE_GUARD)),
    "PR 50 M27 mcr": ("Do not bill the patient: the notice rules", "biller", "", (NOTICE,)),
    "PR 50 M39 mcr": ("Do not bill the patient: the notice rules", "biller", "", (NOTICE,)),
    # the patient's share: other payers first, never Medicaid or QMB
    "PR 1 com": (ASK_PAYERS, "biller", "", (PR, SHARE)),
    "PR 1 com noother": ("Bill the patient.", "biller", "", (PR, SHARE)),
    "PR 2 com other": ("Bill the other payer first", "biller", "", (PR, SHARE)),
    "PR 2 mcr qmb": ("Do not bill the patient: bill Medicaid", "biller", "", (QMB, SHARE)),
    "PR 2 N192 mcr": ("Do not bill the patient: bill Medicaid", "biller", "", (QMB, SHARE)),
    "PR 3 mcd": ("Do not bill the patient: check whether", "biller", "", (MEDICAID, SHARE)),
    "PR 204 mcd": ("Do not bill the patient: check whether", "biller", "", (MEDICAID, SHARE)),
    "PR 2 MA18 mcr": ("Wait for the payer to whom", "biller", "", (PR, guards.CROSSOVER_GUARD)),
    "PR 2 N177 com noother": ("Bill the other payer first", "biller", "", (PR,)),
    "PR 45 com noother": ("Check that no contract or surprise billing", "biller", "", (PR, SHARE)),
    "PR 119 com noother": ("Bill the patient.", "biller", "", (PR, SHARE)),
    "PR 201 wc noother": ("Bill the set-aside account", "biller", "", (PR, SHARE)),
    "PR 31 com": ("Correct what is wrong: payer cannot find", "front_desk", REPLACE, (PR, SHARE)),
    "PR 27 com": ("Verify the patient's coverage", "front_desk", "", (PR, SHARE)),
    "CO 303 mcr": ("Post it: Medicaid's payment", "biller", "", (CO, QMB)),
    # group CO never goes to the patient, whatever the table's usual step is
    "CO 204 com": ("Check the patient's benefits", "front_desk", "", (CO,)),
    "CO 119 com": ("Check how much of the benefit", "front_desk", "", (CO,)),
    "CO 33 com": ("Verify the patient's coverage", "front_desk", "", (CO,)),
    "OA 204 com": ("Find out who owes it", "front_desk", "", (LOOK,)),
    "CR 45 com": ("Find the reversal", "biller", "", (LOOK,)),
    # no denials, information, waiting
    "CO 45 com": ("Post it as a contract write-off: this is no denial", "biller", "", (CO,)),
    "CO 45 MA01 mcr": ("Post it as a contract write-off", "biller", "", (CO,)),
    "CO 253 mcr": ("Post it as a cut by law: this is no denial", "biller", "", (CO, guards.SEQUESTRATION_GUARD)),
    "OA 23 com": ("Post it as information", "biller", "", (LOOK,)),
    "OA 94 com": ("Post it as information", "biller", "", (LOOK,)),
    "OA 101 com": ("Post nothing: this is an estimate", "biller", "", (LOOK,)),
    "OA 133 com": ("Wait, and set a follow-up", "biller", "", (LOOK, WAIT)),
    "OA 257 com": ("Wait: the patient's premium", "front_desk", "", (LOOK, WAIT)),
    "OA 277 com": ("Wait: the patient's premium", "front_desk", "", (LOOK, WAIT)),
    # duplicates, late filing, other payers, authorization, enrollment
    "OA 18 com": ("Find the original claim first", "biller", "", (LOOK, RESEND)),
    "OA 18 mcr": ("Find the original claim first. A wrong duplicate", "biller", "", (LOOK, RESEND)),
    "CO 18 wc": ("Find the original claim first", "biller", "", (CO, RESEND)),
    "CO 29 mcr": ("Ask the contractor for an exception", "biller", "", (CO, LATE)),
    "CO 29 com": ("Look for proof of timely filing", "biller", "", (CO,)),
    "CO 22 MA04 com": ("Mend: primary payer", "biller", REPLACE, (CO, KEEP)),
    "CO 22 mcd": ("Bill every other payer first", "front_desk", "", (CO, MEDICAID)),
    "CO 24 mcr": ("Find the patient's Medicare Advantage plan", "front_desk", "", (CO,)),
    "OA 109 N418 com": ("Find the payer's instructions", "front_desk", "", (LOOK,)),
    "CO 197 com": ("Look for the authorization", "front_desk", "", (CO,)),
    "CO 197 M62 com": ("Mend: authorization number", "front_desk", REPLACE, (CO, KEEP)),
    "CO B7 com": ("Check the provider's enrollment", "credentialing", "", (CO,)),
    "CO 183 N575 mcr": ("Mend: name exactly as in PECOS", "biller", REOPEN, (CO, KEEP, FREQ)),
    "CO 96 N130 com": ("Read the plan's limits", "biller", "", (CO,)),
    "CO 96 com": ("Find the remark code", "biller", "", (CO,)),
    "CO 173 com": ("Send the records asked for", "provider", "", (CO, guards.RECORD_GUARD)),
    "CO 233 com": ("Write it off", "provider", "", (CO, guards.EVENT_GUARD)),
    "CO 170 com": ("Check the provider's enrollment", "credentialing", "", (CO,)),
    "CO 185 com": ("Check the provider's enrollment", "credentialing", "", (CO,)),
    "CO 208 com": ("Correct what is wrong: payer does not know this NPI", "credentialing", REPLACE, (CO,)),
    "CO 242 com": ("Check whether the provider was in the plan's network", "front_desk", "", (CO,)),
    "CO 198 com": ("Look for the authorization", "front_desk", "", (CO,)),
    "CO 288 com": ("Correct what is wrong: no referral", "front_desk", REPLACE, (CO,)),
    "CO 27 com": ("Verify the patient's coverage", "front_desk", "", (CO,)),
    "CO 31 com": ("Correct what is wrong: payer cannot find", "front_desk", REPLACE, (CO,)),
    "PR 31 mcr": ("Correct what is wrong: payer cannot find", "front_desk", REOPEN, (PR, SHARE, FREQ)),
    "PR 27 mcd": ("Verify the patient's coverage", "front_desk", "", (SHARE, MEDICAID)),
    "CO 22 com": ("Find the payer that has to pay", "front_desk", "", (CO,)),
    "PR 22 com": ("Find the payer that has to pay", "front_desk", "", (PR, SHARE)),
    "OA 22 com": ("Find out who owes it: another payer", "front_desk", "", (LOOK,)),
    "CO 19 com": ("Find the payer that has to pay", "front_desk", "", (CO,)),
    "CO 29 ma": ("Look for proof of timely filing", "biller", "", (CO,)),
    "CO 29 mcd": ("Look for proof of timely filing", "biller", "", (CO, MEDICAID)),
    "CO 29 tri": ("Look for proof of timely filing", "biller", "", (CO,)),
    "CO 226 mcr": ("Send the records that were asked for", "biller", "", (CO,)),
    "CO 163 com": ("Send the records asked for", "biller", "", (CO,)),
    "CO 250 N706 com": ("Send: the documentation", "biller", "", (CO, KEEP)),
    # the claim's own codes
    "CO 5 com": ("Correct what is wrong: place of service", "coder", REPLACE, (CO,)),
    "CO 6 com": ("Correct what is wrong: procedure does not fit patient's age", "coder", REPLACE, (CO,)),
    "CO 146 com": ("Correct what is wrong: diagnosis code not valid", "coder", REPLACE, (CO, DX)),
    "CO 181 com": ("Correct what is wrong: procedure code not valid", "coder", REPLACE, (CO,)),
    "CO 182 mcr": ("Correct what is wrong: modifier not valid", "coder", REOPEN, (CO, FREQ)),
    "CO 151 com": ("Read the policy that it names", "coder", "", (CO, DX)),
    "CO 59 com": ("Post it; there is nothing to work", "coder", "", (CO, MOD)),
    "CO 97 MA130 mcr": ("Find what is missing or wrong", "biller", NEW, (CO, UNPROCESSABLE, MOD, FREQ)),
    "CR 97 com": ("Find the reversal and the new decision", "biller", "", (LOOK, MOD)),
    # who must not be billed, whatever else
    "PR 1 mcr qmb": ("Do not bill the patient: bill Medicaid", "biller", "", (QMB, SHARE)),
    "PR 45 mcd": ("Do not bill the patient: check whether", "biller", "", (MEDICAID, SHARE)),
    "PR 96 com noother": ("Find the remark code", "biller", "", (PR, SHARE)),
    "PR 96 M27 mcr": ("Do not bill the patient: the notice rules", "biller", "", (NOTICE,)),
    "PR 204 com noother": ("Bill the patient.", "biller", "", (PR, SHARE)),
    "PR 3 com noother": ("Bill the patient.", "biller", "", (PR, SHARE)),
    "CO 1 com": ("Check what the patient owes by the plan", "biller", "", (CO,)),
    "CO 3 com": ("Check what the patient owes by the plan", "front_desk", "", (CO,)),
    "OA 209 mcr": ("Find the payer that has to pay", "biller", "", (LOOK,)),
    "PI 45 wc": ("Find out which rule the payer used", "biller", "", (LOOK,)),
    # retired and unknown
    "CO 125 com": ("This number is retired. Now 16", "biller", REPLACE, (CO,)),
    "CO 138 com": ("This number is retired. Now 285 or 286", "biller", "", (CO,)),
    "CO 165 com": ("This number is retired. Now 287 or 288", "front_desk", "", (CO,)),
    "CO 15 com": ("This number is retired. Now reported as 197, 284 or 296", "front_desk", REPLACE, (CO,)),
    "CO B5 com": ("This number is retired. Now 272 or 273", "provider", "", (CO, DX)),
    "CO 999 com": ("Read the payer's own words", "biller", "", (CO,)),
    " 97 com": ("Find the service it was counted into", "coder", "", (guards.NO_GROUP_GUARD, MOD)),
}


@dataclass(frozen=True)
class Asked:
    group: str
    carc: str
    rarcs: tuple[str, ...]
    kind: PayerKind
    is_qmb: bool
    other: bool | None


def asked(text: str) -> Asked:
    group, carc, *rest = text.split(" ")
    kind = next((KINDS[word] for word in rest if word in KINDS), PayerKind.UNKNOWN)
    other = True if "other" in rest else False if "noother" in rest else None
    rarcs = tuple(word for word in rest if word not in KINDS and word not in ("qmb", "other", "noother"))
    return Asked(group, carc, rarcs, kind, "qmb" in rest, other)


def advised(text: str) -> Advice:
    one = asked(text)
    return advise(
        one.group,
        one.carc,
        one.rarcs,
        tables=TABLES,
        payer_kind=one.kind,
        is_qmb=one.is_qmb,
        has_other_payer=one.other,
    )


def test_the_table_is_long_enough() -> None:
    assert len(CASES) >= 130


@pytest.mark.parametrize("text", CASES)
def test_advice(text: str) -> None:
    first, owner, correction, kept = CASES[text]

    advice = advised(text)

    assert advice.steps[0].startswith(first), advice.steps
    assert advice.owner == owner
    assert advice.correction == correction
    assert [guard for guard in kept if guard not in advice.guards] == []


APPEALS = {
    "CO 50 mcr": "Send a redetermination (first appeal, 120 days) with the record.",
    "CO 50 ma": "Appeal to the plan: by the contract, or as a reconsideration without one.",
    "CO 50 mcd": "Appeal by the state's or the plan's rules, with the record.",
    "CO 50 wc": "Ask for a second review by the state's rules, with the record.",
    "CO 50 com": "Appeal with the record; the limit stands on the remittance or in the contract.",
    "CO 198 com": "Appeal with the record; the limit stands on the remittance or in the contract.",
    "CO 151 mcr": "Send a redetermination (first appeal, 120 days) with the record.",
    "PR 242 com noother": "Appeal with the record; the limit stands on the remittance or in the contract.",
}


@pytest.mark.parametrize("text", APPEALS)
def test_an_appeal_goes_the_way_of_its_payer_and_after_the_facts_were_looked_at(text: str) -> None:
    steps = advised(text).steps

    assert APPEALS[text] in steps[1:]


@pytest.mark.parametrize("carc", sorted(NEEDS_REMARK))
def test_a_reason_that_needs_a_remark_is_not_sure_without_one(carc: str) -> None:
    advice = advised(f"CO {carc} com")

    assert advice.steps[0].startswith("Find the remark code on the remittance")
    assert advice.confidence == "low"


@pytest.mark.parametrize("carc", sorted(one.code for one in TABLES.carcs.values() if one.retired))
def test_a_retired_number_says_so_before_anything_else(carc: str) -> None:
    group = next(iter(TABLES.carcs[carc].groups), "CO")

    assert advise(group, carc, (), tables=TABLES).steps[0].startswith("This number is retired.")


def test_who_must_not_be_billed_stands_first_whatever_the_reason() -> None:
    for carc in TABLES.carcs:
        for group, guard in (("CO", CO), ("OA", LOOK), ("PI", LOOK), ("", guards.NO_GROUP_GUARD)):
            assert advise(group, carc, (), tables=TABLES).guards[0] == guard, (group, carc)


@pytest.mark.parametrize("kind", PayerKind)
@pytest.mark.parametrize("group", ["CO", "PR", "OA", "PI", "CR", ""])
def test_every_reason_is_answered_and_no_guard_is_broken(group: str, kind: PayerKind) -> None:
    for carc in TABLES.carcs:
        advice = advise(group, carc, (), tables=TABLES, payer_kind=kind)
        told = " ".join(advice.steps)
        assert advice.steps
        assert advice.guards
        assert advice.owner not in ("", "none")
        assert advice.confidence in ("high", "medium", "low")
        if group != "PR":
            assert "Bill the patient" not in told, (group, carc)
        if kind is PayerKind.MEDICARE:
            assert advice.correction != REPLACE
        if kind is PayerKind.MEDICAID:
            assert "Bill the patient." not in advice.steps


def test_a_patient_balance_is_never_written_off_as_a_contract_cut() -> None:
    for carc in TABLES.carcs:
        advice = advise("PR", carc, (), tables=TABLES)
        assert advice.next_step != "write_off", carc
        assert not any("decides on a write-off" in step for step in advice.steps), carc


def test_where_a_remark_says_how_to_mend_it_no_write_off_is_proposed() -> None:
    tells = ("correct_and_resubmit", "send_records", "contact_patient")
    mended = [one for one in TABLES.remarks.values() if one.next_step in tells and not one.is_alert]
    assert len(mended) > 100
    for remark in mended:
        for carc in ("16", "96", "29", "197", "50", "97"):
            advice = advise("CO", carc, (remark.code,), tables=TABLES)
            assert advice.next_step != "write_off"
            assert not any("write-off" in step for step in advice.steps), (remark.code, carc)


@pytest.mark.parametrize("text", ["CO 16 MA130 mcr", "CO 29 mcr", "CO 16 MA44 com", "CO 50 N211 com"])
def test_where_there_is_no_appeal_none_is_proposed(text: str) -> None:
    told = " ".join(advised(text).steps).lower()

    assert "appeal with" not in told
    assert "redetermination" not in told


def test_no_advice_says_to_add_modifier_59() -> None:
    for carc in TABLES.carcs:
        for step in advise("CO", carc, (), tables=TABLES).steps:
            assert "59" not in step


def test_a_practices_own_rule_outweighs_the_table_but_not_group_and_remark() -> None:
    rule = PayerRule(payer_kind=PayerKind.COMMERCIAL, carc="197", next_step="appeal", text="Call the plan's desk.")

    def first(group: str, *rarcs: str) -> str:
        return advise(group, "197", rarcs, tables=TABLES, payer_kind=PayerKind.COMMERCIAL, overrides=(rule,)).steps[0]

    assert first("CO") == "Call the plan's desk."
    assert first("CO", "M62").startswith("Mend: authorization number")
    assert first("CR").startswith("Find the reversal")


@pytest.mark.parametrize(
    ("text", "confidence"),
    [("CO 97", "high"), ("CO 16", "low"), ("CO 16 M51", "high"), ("CO 97 N9999", "medium"), ("CO 999", "unknown")],
)
def test_what_is_not_sure_is_not_said_as_sure(text: str, confidence: str) -> None:
    assert advised(text).confidence == confidence


def test_an_unknown_remark_is_named() -> None:
    assert "Look up N9999: not in my table of remark codes." in advised("CO 97 N9999").steps


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("PR 1 com", "group PR"),
        ("CR 97 com", "group CR"),
        ("CO 16 M51", "remark M51"),
        ("CO 15 com", "retired reason 15"),
        ("CO 29 mcr", "a rule for medicare"),
        ("CO 97 com", "reason 97 in our table"),
    ],
)
def test_advice_names_the_rule_that_decided(text: str, why: str) -> None:
    assert advised(text).why == why

"""The shipped glossary: whole, sourced, linked; and what people type about it leads to the right entry, or to none."""

import re
from itertools import chain
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from bot.glossary import shipped_glossary
from bot.rules.denial_typed import read_denials
from bot.rules.glossary import squeezed
from data.glossary_models import EntryKind, GlossaryEntry
from data.importers.denial_tables import read_denial_tables

BOOK = shipped_glossary()
ENTRIES = list(BOOK.entries.values())
ALL_WORDS = [text for one in ENTRIES for text in (one.meaning, one.advice, *one.steps)]
REFERENCE = Path(__file__).resolve().parents[1] / "data" / "reference"


def names_of(entry: GlossaryEntry) -> list[str]:
    return [entry.term, *entry.aliases]


# --- what is in it -------------------------------------------------------------------------------------------------


def test_it_explains_at_least_a_hundred_terms_and_twenty_ways_to_do_something() -> None:
    kinds = [one.kind for one in ENTRIES]

    assert kinds.count(EntryKind.TERM) >= 100
    assert kinds.count(EntryKind.HOWTO) >= 20
    assert len(BOOK._glossary.differences) >= 20


def test_no_two_headings_share_an_id() -> None:
    headings = list(
        chain.from_iterable(
            re.findall(r"^### (.+)$", (REFERENCE / page).read_text(encoding="utf-8"), re.MULTILINE)
            for page in ("glossary.md", "glossary_howto.md")
        )
    )

    assert len(ENTRIES) == len(headings)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda one: one.id)
def test_every_entry_says_what_to_do_where_it_stands_and_links_to_others(entry: GlossaryEntry) -> None:
    assert entry.meaning.endswith((".", ")"))
    assert entry.advice.endswith((".", ")"))
    assert entry.source
    assert not entry.source.endswith(".")
    assert entry.topic
    assert entry.see
    assert set(entry.see) <= set(BOOK.entries) - {entry.id}
    assert (len(entry.steps) >= 2) == (entry.kind is EntryKind.HOWTO)


def test_no_name_leads_to_two_entries() -> None:
    owners: dict[str, set[str]] = {}
    for one in ENTRIES:
        for name in names_of(one):
            owners.setdefault(squeezed(name), set()).add(one.id)

    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_every_difference_names_two_entries_once() -> None:
    pairs = [frozenset((one.one, one.other)) for one in BOOK._glossary.differences]

    assert all(pair <= set(BOOK.entries) and len(pair) == 2 for pair in pairs)
    assert len(pairs) == len(set(pairs))
    assert all(one.text.endswith(".") for one in BOOK._glossary.differences)


def test_an_entry_fits_a_slack_message() -> None:
    for one in ENTRIES:
        assert len(one.term) <= 75
        assert sum(map(len, (one.meaning, one.advice, *one.steps, *one.aliases))) < 2_900


def test_every_command_it_tells_of_exists() -> None:
    told = set(re.findall(r"`billing-bot ([a-z]+)", " ".join(ALL_WORDS)))

    assert told <= set(COMMANDS)
    assert "crosswalk" in told


def test_every_denial_it_tells_to_type_is_read() -> None:
    tables = read_denial_tables()

    for typed in re.findall(r"`/denial ([^`]+)`", " ".join(ALL_WORDS)):
        assert read_denials(typed, tables).codes, typed


def test_it_speaks_us_english_and_plainly() -> None:
    text = " ".join(ALL_WORDS).lower()

    for word in ("authoris", "behaviour", "colour", "licence", "practise", "utilize", "leverage", "in order to"):
        assert word not in text, word


# --- what people type ----------------------------------------------------------------------------------------------

TYPED = [
    ("clean claim", "clean-claim"),
    ("what's a clean calim", "clean-claim"),
    ("modifier 25", "modifier-25"),
    ("25 modifer", "modifier-25"),
    ("mod 59?", "modifier-59"),
    ("what is modifier XS", "x-modifiers-xe-xp-xs-xu"),
    ("x{epsu}", "x-modifiers-xe-xp-xs-xu"),
    ("modifer 76", "modifier-76"),
    ("bilatral procedure", "modifier-50"),
    ("tecnical component", "modifier-tc"),
    ("JZ modifier", "modifier-jz"),
    ("kx", "modifier-kx"),
    ("modifier gy", "modifier-gy"),
    ("Excludes 1", "excludes1"),
    ("excludes2 note", "excludes2"),
    ("use aditional code", "code-first-and-use-additional-code"),
    ("not elsewhere clasified", "nec"),
    ("7th charater", "7th-character"),
    ("placehoder x", "placeholder-x"),
    ("timley filing", "timely-filing"),
    ("filing limit", "timely-filing"),
    ("coordnation of benefits", "coordination-of-benefits-cob"),
    ("birthday rule for a child", "birthday-rule"),
    ("MSP", "medicare-secondary-payer-msp"),
    ("what does sequestraton mean", "sequestration"),
    ("2 percent medicare cut", "sequestration"),
    ("claim rejction", "rejection"),
    ("denied claim", "denial"),
    ("replacement claim", "corrected-claim"),
    ("frequncy code 8", "void-claim"),
    ("reopenning", "reopening"),
    ("advance beneficary notice", "abn-advance-beneficiary-notice"),
    ("NOMNC", "nomnc"),
    ("explanation of benfits", "eob"),
    ("electronic remitance advice", "era"),
    ("remark codes", "rarc"),
    ("reason code", "carc"),
    ("co group code", "co-contractual-obligation"),
    ("alowed amount", "allowed-amount"),
    ("contractual ajustment", "contractual-adjustment"),
    ("coinsurence", "coinsurance"),
    ("co-pay", "copay"),
    ("deductable", "deductible"),
    ("balence billing", "balance-billing"),
    ("no suprises act", "no-surprises-act"),
    ("prior athorization", "prior-authorization"),
    ("refferal", "referral"),
    ("medical necesity", "medical-necessity"),
    ("local coverage determinations", "lcd-local-coverage-determination"),
    ("medically unlikely edits", "mue-medically-unlikely-edit"),
    ("gloabl period", "global-period"),
    ("incident to", "incident-to"),
    ("split/shared", "split-or-shared-visit"),
    ("place of sevice", "place-of-service-pos"),
    ("taxonmy code", "taxonomy-code"),
    ("rendering provider", "billing-provider-and-rendering-provider"),
    ("clearing house", "clearinghouse"),
    ("277 CA", "277ca"),
    ("eligibility inquiry", "270-and-271-eligibility"),
    ("DCN", "icn-payer-claim-control-number"),
    ("takebacks", "recoupment"),
    ("PLB segment", "provider-level-adjustment-plb"),
    ("60 day overpayment rule", "overpayment-60-day-rule"),
    ("credit balence", "credit-balance"),
    ("how is days in A/R figured", "days-in-a-r"),
    ("first pass resolution rate", "first-pass-resolution-rate"),
    ("capitated", "capitation"),
    ("relative value units", "rvu-relative-value-unit"),
    ("opps", "apc"),
    ("super bill", "superbill"),
    ("discharged not final billed", "dnfb"),
    ("appeal levels in medicare", "appeal-levels-medicare"),
    ("good cause for a late appeal", "good-cause"),
    ("peer to peer", "peer-to-peer"),
    ("qualified medicare benificiary", "qmb"),
    ("dual eligable", "dual-eligible"),
    ("medicare supplement", "medigap"),
    ("workmans comp", "workers-compensation"),
    ("no-fault", "no-fault-insurance"),
    ("caqh", "provider-enrollment"),
    ("leading query", "compliant-query"),
    ("risk adjustmnt", "hcc-and-risk-adjustment"),
    ("what does a coder do", "medical-coder"),
    ("medical biling", "medical-biller"),
    ("icd 10 pcs", "icd-10-pcs"),
    ("how do i send a corected claim", "send-a-corrected-claim"),
    ("how can i find denials that are unassigned", "find-denials-nobody-works"),
    ("how do I appeal a denied claim?", "appeal-a-denial"),
    ("how do i hand this claim to the coder", "hand-a-claim-to-a-coder"),
    ("how should I word a query to the physician", "word-a-provider-query"),
    ("what steps to bill the secondary insurance", "bill-a-secondary-payer"),
    ("how to read a remittance advice", "read-a-remittance"),
    ("when can we bill the patient", "bill-the-patient"),
]


@pytest.mark.parametrize(("typed", "expected"), TYPED)
def test_what_people_type_leads_to_its_entry(typed: str, expected: str) -> None:
    found = BOOK.find(typed)

    assert found is not None
    assert found.entry.id == expected
    assert found.is_sure


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda one: one.id)
def test_every_name_of_an_entry_leads_to_it(entry: GlossaryEntry) -> None:
    for name in names_of(entry):
        found = BOOK.find(name)
        assert found is not None, name
        assert (found.entry.id, found.is_sure) == (entry.id, True), name


@pytest.mark.parametrize(
    "typed",
    [
        "purple elephants",
        "asdf qwer",
        "banana bread",
        "the weather today",
        "",
        "?!",
        "<@U123> <!channel>",
        "x" * 3000,
        "what is the capital of france",
        "lcb",
        "zzz",
        "ab",
        "modifier zz",
        "hello there",
        "tell me a joke",
        "1234567890",
    ],
)
def test_what_is_no_word_of_billing_finds_nothing(typed: str) -> None:
    assert BOOK.find(typed) is None
    assert BOOK.compared(typed) is None


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("modifier 35", "modifier-25"),
        ("mod 52", "modifier-22"),
        ("mod 53", "modifier-52"),
        ("frequency code 8", "corrected-claim"),
        ("NCD", "lcd-local-coverage-determination"),
        ("GZ", "modifier-gx"),
        ("276", "277ca"),
        ("JW", "modifier-jz"),
    ],
)
def test_a_number_or_a_short_word_is_never_read_as_its_neighbor(typed: str, other: str) -> None:
    found = BOOK.find(typed)

    assert found is None or found.entry.id != other


def test_a_word_of_several_entries_is_asked_about() -> None:
    found = BOOK.find("insurance")

    assert found is not None
    assert not found.is_sure
    assert found.near


def test_what_was_read_out_of_a_slip_is_said() -> None:
    slip, plain = BOOK.find("timley filing"), BOOK.find("timely filing")

    assert slip is not None
    assert plain is not None
    assert (slip.read_as, plain.read_as) == ("Timely filing", "")


# --- what tells two apart ------------------------------------------------------------------------------------------

COMPARED = [
    ("denial vs rejection", "denial", "rejection"),
    ("difference between modifier 25 and 59", "modifier-25", "modifier-59"),
    ("whats the diffrence between a copay and coinsurance", "copay", "coinsurance"),
    ("mod 76 vs 77", "modifier-76", "modifier-77"),
    ("when do I use XU instead of 59", "x-modifiers-xe-xp-xs-xu", "modifier-59"),
    ("lcd or ncd?", "lcd-local-coverage-determination", "ncd-national-coverage-determination"),
    ("reopening or redetermination", "reopening", "redetermination"),
    ("reconsideration vs appeal", "reconsideration", "appeal"),
    ("corrected claim versus new claim", "corrected-claim", "new-claim"),
    ("how is an EOB different from an ERA", "eob", "era"),
    ("excludes 1 and 2 difference", "excludes1", "excludes2"),
    ("26/TC", "modifier-26", "modifier-tc"),
    ("modifiers 58, 78", "modifier-58", "modifier-78"),
    ("compare GA and GZ", "modifier-ga", "modifier-gz"),
    ("CO vs PR", "co-contractual-obligation", "pr-patient-responsibility"),
    ("medical coding vs medical billing", "medical-coder", "medical-biller"),
    ("prior auth or referral", "prior-authorization", "referral"),
    ("frequency code 7 or 8", "corrected-claim", "void-claim"),
    ("icd-10-cm vs icd-10-pcs", "icd-10-cm", "icd-10-pcs"),
    ("cpt or hcpcs", "cpt", "hcpcs-level-ii"),
    ("999 vs 277ca", "999", "277ca"),
    ("medicare advantage vs medigap", "medicare-advantage", "medigap"),
    ("write off vs contractual adjustment", "write-off", "contractual-adjustment"),
    ("NEC vs NOS", "nec", "nos"),
]


@pytest.mark.parametrize(("typed", "one", "other"), COMPARED)
def test_two_things_are_told_apart(typed: str, one: str, other: str) -> None:
    pair = BOOK.compared(typed)

    assert pair is not None
    assert (pair.one.id, pair.other.id) == (one, other)
    assert pair.text


def test_every_difference_is_found_by_its_two_terms() -> None:
    for one in BOOK._glossary.differences:
        first, second = BOOK.entries[one.one], BOOK.entries[one.other]
        pair = BOOK.compare(first.term, second.term)
        assert pair is not None, one
        assert (pair.one.id, pair.other.id, pair.text) == (one.one, one.other, one.text)


def test_two_entries_without_a_line_of_ours_are_shown_without_one() -> None:
    pair = BOOK.compare("clean claim", "superbill")

    assert pair is not None
    assert pair.text == ""


@pytest.mark.parametrize(
    "typed",
    [
        "split or shared visit",
        "code first and use additional code",
        "denial vs pineapple",
        "billing or rendering provider",
    ],
)
def test_a_name_with_an_or_in_it_and_a_stranger_compare_nothing(typed: str) -> None:
    pair = BOOK.compared(typed)

    assert pair is None or pair.is_same

"""What a provider is shown: nothing of a claim's money, payer, denial or numbers can get in, whatever the claim."""

import ast
import dataclasses
import json
import re
import string
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people import CODY, PAT
from provider_queries import Asking

import bot.views.query_card
import bot.views.query_provider_forms
from bot.query_forms import QueryForms
from bot.query_showing import preview_card
from bot.views.query_asked import preview
from bot.views.query_card import ProviderCard
from bot.views.query_provider_forms import FormPlace
from data.importers.reference_tables import read_carc_actions
from data.query_models import QueryKind, Question
from data.samples import write_practice
from data.store.claims import iterate_claims

TODAY = date(2026, 1, 28)
_TELLS = re.compile(
    r"\$|\d\.\d\d\b|\b(?:CO|PR|OA|PI)-?\d|\b(?:claim|payer|paid|pay|denied|denial|denials|amount|balance|billed|insurance|"
    r"remittance|CARC|RARC|DRG|reimburse\w*)\b",
    re.IGNORECASE,
)
_SHOWN_FIELDS = {
    *(
        "ref",
        "number",
        "title",
        "question",
        "options",
        "sources",
        "indicators",
        "asked_by",
        "standing",
        "waits",
        "head",
    ),
    *("told", "can_acknowledge", "can_answer"),
}


def everything_shown(asking: Asking, ref: str, *, to_the_end: bool = True) -> str:
    """Every surface that a provider meets, with texts, values and metadata, in each state in which it stands there."""
    pat = asking.person(PAT)
    forms = QueryForms(asking.queries, asking.showing, asking.acting, asking.clock)
    place = FormPlace(ref=ref, number=asking.queries.look(ref).query.steps[-1].number, channel="D1", ts="1.0")
    views = [
        asking.showing.mine(ref, pat),
        asking.showing.list_view(pat),
        forms.open_answer(place, pat),
        forms.open_not_mine(place, pat),
        asking.showing.passed(ref, "Pat Provider passed it on."),
    ]
    question = asking.queries.look(ref).query.steps[0].question
    assert question is not None
    views.append(preview(preview_card(ref, question, "Cody Coder"), "Pat Provider", ""))
    if to_the_end:
        asking.queries.acknowledge(ref, pat)
        views.append(asking.showing.mine(ref, pat, told="Pat Provider acknowledged it."))
        asking.queries.answer(ref, pat, choice="other")
        views.append(asking.showing.mine(ref, pat))
    return json.dumps(views, ensure_ascii=False)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Asking:
    """The sample practice, with everything shown that may be."""
    folder = tmp_path_factory.mktemp("sample")
    practice = write_practice(tmp_path_factory.mktemp("files"), today=TODAY, claims=220)
    files = [path.read_bytes() for path in sorted(practice.files)]
    return Asking(folder, *files, mode="demo")


def _facts(asking: Asking) -> Iterator[tuple[str, set[str]]]:
    """Each claim's reference with what must not be told of it."""
    db = asking.filled.store.db
    payers = {row[0] for row in db.execute("SELECT name FROM payer")}
    numbers: dict[int, set[str]] = {}
    for claim_id, number in db.execute("SELECT claim_id, payer_claim_number FROM fact WHERE payer_claim_number <> ''"):
        numbers.setdefault(claim_id, set()).add(number)
    for claim in iterate_claims(db):
        one = claim.position
        cents = [one.billed_cents, one.paid_cents, one.balance_cents, one.denied_cents, one.patient_cents]
        amounts = {text for amount in cents if amount for text in (f"{amount / 100:.2f}", f"{amount / 100:,.2f}")}
        codes = {f"{group}-{carc}" for group in ("CO", "PR", "OA", "PI") for carc in ("16", "45", "50", "97", "197")}
        own = {one.claim_number, one.account_number, claim.ref, one.patient_last, *numbers.get(claim.id, set())}
        yield claim.ref, {text for text in (*payers, *amounts, *codes, *own) if len(text) > 2}


def test_of_no_claim_of_the_sample_practice_is_anything_told_to_a_provider(sample: Asking) -> None:
    kinds, cody, asked = list(QueryKind), sample.person(CODY), 0

    for place, (ref, forbidden) in enumerate(_facts(sample)):
        ask = sample.ask_of(kind=kinds[place % len(kinds)], sources=("imaging",), indicators="EF 35 percent on day 2.")
        if sample.queries.why_not_ask(ref, cody):
            continue
        query = sample.queries.draft(ref, ask, cody).query
        sample.queries.send(query.ref, cody)
        shown = everything_shown(sample, query.ref, to_the_end=place % 10 == 0).replace(query.ref, "")
        sample.queries.close(query.ref, cody)
        asked += 1
        assert not [text for text in forbidden if text in shown]
        assert _TELLS.findall(shown) == []

    assert asked > 150


_NAME = st.text(string.ascii_uppercase + " &", min_size=4, max_size=30).map(str.strip).filter(lambda one: len(one) > 3)


@pytest.fixture(scope="module")
def one_claim(tmp_path_factory: pytest.TempPathFactory) -> Asking:
    return Asking(tmp_path_factory.mktemp("one"), mode="demo")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    billed=st.integers(100_000, 99_999_999),
    paid=st.integers(100_000, 99_999_999),
    payer=_NAME.map(lambda one: f"ZQX{one}"),
    number=st.text(string.ascii_uppercase + string.digits, min_size=9, max_size=20),
    patient=_NAME.map(lambda one: f"WVJ{one}"),
    carc=st.sampled_from(sorted(read_carc_actions())),
    kind=st.sampled_from(list(QueryKind)),
)
def test_of_no_made_up_claim_is_anything_told_to_a_provider(
    one_claim: Asking, billed: int, paid: int, payer: str, number: str, patient: str, carc: str, kind: QueryKind
) -> None:
    cody = one_claim.person(CODY)
    query = one_claim.queries.draft(one_claim.claim()["ref"], one_claim.ask_of(kind=kind), cody).query
    one_claim.queries.send(query.ref, cody)
    with one_claim.filled.store.write() as db:
        db.conn.execute("UPDATE payer SET name = ?", [payer])
        db.conn.execute("UPDATE claim_denial SET carc = ?", [carc])
        db.conn.execute(
            "UPDATE claim SET billed_cents = ?, paid_cents = ?, balance_cents = ?, claim_number = ?, "
            "account_number = ?, patient_last = ?",
            (billed, paid, billed, number, number, patient),
        )

    shown = everything_shown(one_claim, query.ref).replace(query.ref, "")

    one_claim.queries.close(query.ref, cody)
    forbidden = (
        f"{billed / 100:.2f}",
        f"{billed / 100:,.2f}",
        f"{paid / 100:,.2f}",
        payer,
        number,
        patient,
        f"CO-{carc}",
    )
    assert not [text for text in forbidden if text in shown]
    assert _TELLS.findall(shown) == []


def test_the_card_has_no_place_for_anything_else() -> None:
    assert {field.name for field in fields(ProviderCard)} == _SHOWN_FIELDS
    assert {str(field.type) for field in fields(ProviderCard)} <= {"str", "int", "bool", "tuple[str, ...]"} | {
        repr(kind) for kind in (str, int, bool)
    } | {"tuple[str, ...]"}


@pytest.mark.parametrize("module", [bot.views.query_card, bot.views.query_provider_forms])
def test_what_draws_for_a_provider_imports_nothing_of_claims(module: Any) -> None:
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert imported <= {
        *("collections.abc", "dataclasses", "datetime", "bot.views", "bot.views.blocks", "bot.views.forms"),
        "bot.views.query_card",
    }


def test_a_frozen_card_cannot_be_given_more() -> None:
    card = preview_card("Q-K7M-4QX", Question(kind=QueryKind.ACUITY), "Cody Coder")

    with pytest.raises((AttributeError, TypeError, dataclasses.FrozenInstanceError)):
        card.payer = "Aetna"  # type: ignore[attr-defined]


def test_what_is_typed_is_escaped(tmp_path: Path) -> None:
    asking = Asking(tmp_path, mode="baa")
    ref = asking.sent(asking.ask_of(kind=QueryKind.TYPE, indicators="EF <!channel> 35", choices=("<@U1> a", "b")))

    shown = json.dumps(asking.showing.mine(ref, asking.person(PAT)))

    assert "<!channel>" not in shown
    assert "<@U1>" not in shown
    assert "&lt;!channel&gt;" in shown

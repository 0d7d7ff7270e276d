"""`billing-bot denial`: what denial codes mean and what to do, and the practice's own official texts."""

from pathlib import Path
from typing import Any

import click

from bot.commands.shared import (
    REFUSED,
    UNUSABLE,
    data_dir_option,
    fail,
    json_option,
    print_json,
    settings_for,
    told_clearly,
)
from bot.denial_texts import DenialTexts, keep_texts
from bot.denials import DenialAnswer, answer_denials
from bot.rules.denial_combined import Payer
from bot.rules.denial_described import DescribedCode
from bot.rules.denial_typed import MOST_CODES, Reading, read_denials
from bot.views.plain import counted
from data.claim_models import PayerKind
from data.importers.denial_tables import read_official_texts

_OTHER_PAYER = {"yes": True, "no": False, None: None}
_MOST_PROBLEMS = 10


@click.command()
@click.argument("codes", nargs=-1, metavar="CODE... | import FILE.csv")
@click.option(
    "--payer-kind",
    type=click.Choice([kind.value for kind in PayerKind], case_sensitive=False),
    help="Whose denial it is: medicare, medicaid, commercial, ...",
)
@click.option("--qmb", is_flag=True, help="The patient is a Qualified Medicare Beneficiary.")
@click.option(
    "--other-payer",
    type=click.Choice(["yes", "no"], case_sensitive=False),
    help="Whether another payer is still unbilled.",
)
@json_option
@data_dir_option
@told_clearly
def denial(
    codes: tuple[str, ...],
    payer_kind: str | None,
    qmb: bool,
    other_payer: str | None,
    as_json: bool,
    data_dir: Path | None,
) -> None:
    """What denial codes mean and what to do: `billing-bot denial CO-97 N30`.

    `billing-bot denial import FILE.csv` takes official texts (columns code, kind, text) to be shown beside our words.
    """
    if not codes:
        fail(_HOW, UNUSABLE)
    folder = settings_for(data_dir).data_dir
    if codes[0].lower() == "import":
        _import(codes[1:], folder, as_json)
        return
    tables = DenialTexts(folder).tables()
    reading = read_denials(" ".join(codes), tables)
    payer = Payer(
        kind=PayerKind(payer_kind) if payer_kind else reading.payer_kind,
        is_qmb=qmb or reading.is_qmb,
        has_other_payer=_OTHER_PAYER[other_payer],
    )
    answer = answer_denials(reading, tables, payer)
    unsure = {code.code for code in reading.unsure}
    note = _note(reading)
    if as_json:
        print_json(_document(answer, unsure, note))
        return
    _print(answer, unsure)
    if note:
        click.echo(note, err=bool(answer.codes))


def _document(answer: DenialAnswer, unsure: set[str], note: str) -> dict[str, Any]:
    advice = answer.advice
    return {
        "codes": [_code_json(code, unsure) for code in answer.codes],
        "advice": {
            "next_step": advice.next_step,
            "steps": list(advice.steps),
            "guards": list(advice.guards),
            "owner": advice.owner,
            "correction": advice.correction,
            "confidence": advice.confidence,
            "why": advice.why,
        }
        if advice
        else None,
        "note": note,
    }


def _note(reading: Reading) -> str:
    """What was not answered."""
    if not reading.codes:
        return f"No denial code was found in that. {_HOW}"
    if reading.left:
        return f"{counted(reading.left, 'more code')} left out: ask for {MOST_CODES} at most."
    return ""


_HOW_TO_IMPORT = "Give one CSV file with the columns code, kind and text: billing-bot denial import FILE.csv"
_HOW = "Type codes as they stand on the remittance: billing-bot denial CO-97 N30"


def _code_json(code: DescribedCode, unsure: set[str]) -> dict[str, Any]:
    return {
        "code": code.typed.code,
        "kind": code.typed.kind.value,
        "group": code.typed.group,
        "meaning": code.meaning,
        "category": code.category,
        "next_step": code.next_step,
        "owner": code.owner,
        "guards": list(code.guards),
        "confidence": code.confidence,
        "fixes": code.fixes,
        "retired": code.is_retired,
        "note": f"{code.note} {_unsure_note(code, unsure)}".strip(),
        "official_text": code.official,
    }


def _unsure_note(code: DescribedCode, unsure: set[str]) -> str:
    """A bare number is read as a reason here, where nobody can be asked."""
    if code.typed.code not in unsure:
        return ""
    return f"Read as a reason code; for the claim status, type: status {code.typed.code}."


def _print(answer: DenialAnswer, unsure: set[str]) -> None:
    for code in answer.codes:
        notes = (code.note if code.meaning else "", _unsure_note(code, unsure))
        official = f"Official text (imported): {code.official}" if code.official else ""
        first, *lines = filter(None, (code.meaning or code.note, _about(code), *notes, official))
        click.echo(f"{code.typed.name:<9} {first}")
        for line in lines:
            click.echo(f"{'':<9} {line}")
    if not answer.advice:
        return
    click.echo("What to do:")
    for number, step in enumerate(answer.advice.steps, 1):
        click.echo(f"  {number}. {step}")
    if answer.advice.guards:
        click.echo("What not to do:")
    for guard in answer.advice.guards:
        click.echo(f"  - {guard}")


def _about(code: DescribedCode) -> str:
    """ "CARC, bundling, usually coder"; "" for an unknown code."""
    if not code.is_known:
        return ""
    owner = f"usually {code.owner}" if code.owner not in ("", "none") else ""
    trust = "" if code.confidence == "high" else f"{code.confidence} confidence"
    facts = (code.typed.kind.value, code.category, owner, trust)
    return ", ".join(fact.replace("_", " ") for fact in facts if fact)


def _import(words: tuple[str, ...], folder: Path, as_json: bool) -> None:
    """Keeps the list of one file in place of the one before; lines that could not be used are named."""
    if len(words) == 1 and not Path(words[0]).is_file():
        fail(f"{words[0] or 'An empty name'} is no file. {_HOW_TO_IMPORT}", UNUSABLE)
    if len(words) != 1:
        fail(_HOW_TO_IMPORT, UNUSABLE)
    texts, problems = read_official_texts(Path(words[0]))
    if not texts:
        fail(f"{Path(words[0]).name} holds no text that can be used; nothing was changed.", UNUSABLE)
    keep_texts(folder, texts)
    if as_json:
        print_json({"kept": len(texts), "problems": problems})
    else:
        click.echo(f"Kept {len(texts)} official texts. They are shown beside our words from now on.")
    for problem in problems[:_MOST_PROBLEMS]:
        click.echo(problem, err=True)
    if problems:
        fail(f"{counted(len(problems), 'line')} could not be used.", REFUSED)

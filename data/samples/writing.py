"""Writes the sample practice's files: the whole chain from 837 to 835, and the practice's own export."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import count
from pathlib import Path

from data.samples.chain_277 import status_file
from data.samples.chain_277ca import Acknowledgement, acknowledgement_file
from data.samples.chain_835 import Payment, remittance_file
from data.samples.chain_837 import claim_file
from data.samples.chain_999 import refusal_file, syntax_file
from data.samples.chain_export import ExportedClaim, export_text
from data.samples.intended import intend
from data.samples.lives import Life, allotted, live
from data.samples.practice import PAYERS, biller
from data.samples.shapes import Answered, Event, Practice, Remitted, Route, Sent, TakenBack, Told
from data.samples.transmissions import File, SentSet, Transmission, gather
from data.samples.workdays import workdays_after

EXPORT_NAME = "claims_export.csv"
_REFUSED_WHOLE = (Route.BATCH_REJECTED, Route.PROVIDER_REJECTED)


def write_practice(folder: Path, *, today: date, seed: int = 7, claims: int = 400) -> Practice:
    """Writes the practice's files as of `today`; the same arguments write the same bytes.

    Raises ValueError where there are fewer claims than cases.
    """
    lives = live(allotted(claims, seed=seed), today=today, seed=seed)
    intended = {life.claim.number: intend(life.case, life.claim, life.events) for life in lives}
    folder.mkdir(parents=True, exist_ok=True)
    paths = [_save(folder / name, file.text) for name, file in named(x12_files(lives, today=today))]
    exported = (ExportedClaim(case=life.case, claim=life.claim, intended=intended[life.claim.number]) for life in lives)
    paths.append(_save(folder / EXPORT_NAME, export_text(exported)))
    return Practice(files=tuple(paths), intended=intended)


def _save(path: Path, text: str) -> Path:
    path.write_text(text, encoding="ascii", newline="\n")
    return path


def named(files: Iterable[File]) -> Iterator[tuple[str, File]]:
    """Names that sort in the order of time: 2026-01-05_837P_001.x12."""
    seen: Counter[tuple[date, str]] = Counter()
    for file in sorted(files, key=lambda file: (file.on, f"{file.kind}_")):
        seen[file.on, file.kind] += 1
        yield f"{file.on.isoformat()}_{file.kind}_{seen[file.on, file.kind]:03d}.x12", file


def x12_files(lives: Sequence[Life], *, today: date, skip: int = 0) -> list[File]:
    """Every file of the chain that has come by today, each kind in the order of its days.

    `skip` raises all control numbers, so that files written apart can stand together.
    """
    events = sorted((event for life in lives for event in life.events), key=lambda event: event.on)
    transmissions = gather((event for event in events if isinstance(event, Sent)), first=4_001 + skip)
    files = [claim_file(transmission) for transmission in transmissions]
    files += _syntax_files(transmissions, first=7_001 + skip)
    answers = [event for event in events if isinstance(event, Answered)]
    files += _acknowledgement_files(transmissions, answers, first=8_001 + skip)
    files += _status_files([event for event in events if isinstance(event, Told)], first=9_001 + skip)
    files += _remittance_files(events, first=1_001 + skip)
    return [file for file in files if file.on <= today]


def _syntax_files(transmissions: Iterable[Transmission], *, first: int) -> Iterator[File]:
    control = count(first)
    by_day: dict[date, list[Transmission]] = defaultdict(list)
    for transmission in transmissions:
        if transmission.answered:
            by_day[transmission.on].append(transmission)
        elif transmission.interchange_rejected:
            yield refusal_file(transmission, next(control))
    for together in by_day.values():
        yield syntax_file(together, next(control))


def _acknowledgement_files(
    transmissions: Iterable[Transmission], answers: Sequence[Answered], *, first: int
) -> Iterator[File]:
    """One file a day: each source speaks once about each of our sets (a 277CA answers one 837)."""
    sets = {id(claim): sent for transmission in transmissions for sent in transmission.sets for claim in sent.claims}
    rows: dict[tuple[date, str, str], list[Answered]] = defaultdict(list)
    for answer in answers:
        source = answer.sent.payer.key if answer.by_payer else ""
        rows[answer.on, source, sets[id(answer.sent)].reference].append(answer)
    acknowledgements = [_acknowledgement(on, sets[id(group[0].sent)], group) for (on, _, _), group in rows.items()]
    acknowledgements += _whole_refusals(sets.values())
    by_day: dict[date, list[Acknowledgement]] = defaultdict(list)
    for acknowledgement in sorted(acknowledgements, key=_source_order):
        by_day[acknowledgement.on].append(acknowledgement)
    for control, together in enumerate(by_day.values(), start=first):
        yield acknowledgement_file(together, control)


def _source_order(acknowledgement: Acknowledgement) -> tuple[date, str, str]:
    """By day, the clearinghouse before the payers."""
    payer = acknowledgement.payer
    return acknowledgement.on, payer.key if payer else "", acknowledgement.sent.reference


def _acknowledgement(on: date, sent: SentSet, group: Sequence[Answered]) -> Acknowledgement:
    payer = group[0].sent.payer if group[0].by_payer else None
    return Acknowledgement(on=on, payer=payer, sent=sent, rows=tuple(group))


def _whole_refusals(sets: Iterable[SentSet]) -> list[Acknowledgement]:
    refused = {sent.reference: sent for sent in sets if sent.route in _REFUSED_WHOLE}
    return [
        Acknowledgement(on=workdays_after(sent.claims[0].on, 1), payer=None, sent=sent, rows=())
        for sent in refused.values()
    ]


def _status_files(told: Iterable[Told], *, first: int) -> Iterator[File]:
    by_day: dict[date, list[Told]] = defaultdict(list)
    for row in sorted(told, key=lambda row: (row.on, row.sent.payer.key, row.sent.claim.institutional)):
        by_day[row.on].append(row)
    for control, together in enumerate(by_day.values(), start=first):
        yield status_file(together, control)


def _remittance_files(events: Iterable[Event], *, first: int) -> Iterator[File]:
    """One 835 for each day, payer and payee; what a payer could not recover is owed in its next one."""
    settled: dict[tuple[date, str, bool], list[Remitted | TakenBack]] = defaultdict(list)
    for event in events:
        if isinstance(event, Remitted | TakenBack):
            settled[event.on, event.payer.key, event.claim.institutional].append(event)
    before: dict[tuple[str, bool], Payment] = {}
    for control, (on, key, institutional) in enumerate(sorted(settled), start=first):
        rows = settled[on, key, institutional]
        last = before.get((key, institutional))
        payment = Payment(
            on=on,
            payer=PAYERS[key],
            payee=biller(institutional=institutional),
            remitted=tuple(row for row in rows if isinstance(row, Remitted)),
            taken_back=tuple(row for row in rows if isinstance(row, TakenBack)),
            owed_before_cents=last.owed_after_cents if last else 0,
            owed_since=last.trace if last else "",
        )
        before[key, institutional] = payment
        yield remittance_file(payment, control)

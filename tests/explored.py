"""An office of canaries in which everything was tried by an administrator, for tests that look at what got out."""

import io
import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from canaries import TODAY, fill
from claim_store import FilledStore
from every_surface import BILLING, Office, no_waiting
from people import ADA, BEA, PAT, TEAM, add_staff
from provider_queries import QUINN, add_colleague
from slack_wire import a_wire
from sqlite_utils import Database

from bot.logs import start_logging
from bot.provider_queries import Ask
from data.people_models import Role
from data.query_models import QueryKind, Question
from data.store.connection import open_for_claims
from data.store.people import get_person, save_person
from data.store.person_ids import find_person_id

COMMANDS = {
    "/claims": (
        *("", "denied", "help", "saved", "CANARY771", "denied Canaryasked", "dob 02/29/1956", "open by age"),
        *("service 12/23/2025", "provider Canaryasked", "owned by Canaryasked", "payer Canaryasked"),
        *("not owned by Canaryasked", "sent 12/23/2025"),
    ),
    "/code": ("E11.9", "heart attack", "Canaryasked", "CANARY771", "wheelchair", "help"),
    "/denial": ("CO-50 N130", "97", "Canaryasked", "help"),
    "/billing": (
        *(
            "help",
            "about",
            "import",
            "payers",
            "payers aetna",
            "settings",
            "digest",
            "queries",
            "report",
            "report kpi",
            "Canaryasked",
        ),
        *("payers Canaryasked", "import Canaryasked", "settings Canaryasked"),
        *("glossary", "glossary clean claim", "glossary denial vs rejection", "glossary insurance"),
        *("glossary Canaryasked", "glossary clean claim Canaryasked", "glossary add Canaryasked"),
    ),
}
MESSAGES = ("claims", "", "denial")
"""What a written request begins with; "" for a code."""


@dataclass(kw_only=True)
class Explored:
    """The office, its store, and every line that it logged at DEBUG."""

    office: Office
    filled: FilledStore
    mode: str
    logged: str


@contextmanager
def explore(folder: Path, codes_dir: Path, mode: str) -> Iterator[Explored]:
    with a_wire() as wire, no_waiting(), _unsynced(), logged_to(io.StringIO()) as lines:
        filled = fill(folder)
        add_staff(filled.store)
        refs = [one["ref"] for one in filled.claims()]
        office = Office(wire, folder, codes_dir, mode=mode, today=TODAY)
        _have_worked(office, filled, refs)
        _have_asked(office, filled, refs[2])
        office.explore(_beginnings(office, refs), [*office.take_inbox(), *office.look_after_reminders()])
        office.look_after_reminders()
        again = (
            ("/claims", "saved"),
            ("/billing", "payers aetna"),
            ("/billing", "payers cigna"),
            ("/billing", "settings"),
            ("/billing", "glossary"),
            ("/billing", "glossary blue sheet"),
        )
        office.explore([(command, office.command(command, text)) for command, text in again])
        yield Explored(office=office, filled=filled, mode=mode, logged=lines.getvalue())
        filled.store.close()


def _unsynced() -> AbstractContextManager[object]:
    """No write waits for the disk: nothing here is about power cuts."""

    def opened(path: Path, *, patience_s: float) -> Database:
        db = open_for_claims(path, patience_s=patience_s)
        db.conn.execute("PRAGMA synchronous=OFF")
        return db

    return patch("data.store.claims_file.open_for_claims", opened)


def _have_worked(office: Office, filled: FilledStore, refs: list[str]) -> None:
    """Somebody else asked for a write-off, and one claim is the administrator's already."""
    bea, ada = (office.services.acting.actor(get_person(filled.store.db, TEAM, user)) for user in (BEA, ADA))
    office.services.work.ask_write_off(refs[3], bea, cents=None, reason="small_balance")
    office.services.work.take(refs[1], ada)


def _have_asked(office: Office, filled: FilledStore, ref: str) -> None:
    """Queries in every state that has buttons: of the administrator's own, and one that waits for her."""
    add_colleague(filled.store)
    with filled.store.write() as db:
        ada = get_person(db, TEAM, ADA)
        save_person(db, replace(ada, roles=ada.roles | {Role.PROVIDER}))
        numbers = {user: find_person_id(db, TEAM, user) or 0 for user in (ADA, PAT, QUINN)}
    people = {user: office.services.acting.actor(get_person(filled.store.db, TEAM, user)) for user in (BEA, ADA, QUINN)}
    queries = office.services.queries

    def asked(kind: QueryKind, by: str, of: str) -> str:
        ask = Ask(question=Question(kind=kind), provider_id=numbers[of])
        made = queries.draft(ref, ask, people[by]).query.ref
        queries.send(made, people[by])
        return made

    asked(QueryKind.STAGE, BEA, ADA)
    asked(QueryKind.TYPE, ADA, QUINN)
    queries.give_back(asked(QueryKind.CAUSE, ADA, QUINN), "not_my_patient", people[QUINN])
    queries.answer(asked(QueryKind.CONFLICT, ADA, QUINN), people[QUINN], choice="both")


def _beginnings(office: Office, refs: list[str]) -> list[tuple[str, dict[str, object]]]:
    """Where everything else is reached from: add what a new command, shortcut or event needs."""
    made = [("/claim", office.command("/claim", ref)) for ref in refs[:7]]
    for text in (refs[0], refs[1], "CANARY771", "Canarylast"):
        made += [("/claim", office.command("/claim", text)), ("written claim", office.says(f"claim {text}"))]
        made.append(("mentioned claim", office.mentions(f"claim {text}")))
    for command, texts in COMMANDS.items():
        made.append((command, office.command(command, texts[0], channel="D0ADA0001")))
        for text in texts:
            made.append((command, office.command(command, text)))
            if command != "/billing":
                written = text if command == "/code" else f"{command[1:]} {text}"
                made += [("written", office.says(written)), ("mentioned", office.mentions(written))]
    made.append(("home", office.opens_home()))
    made.append(("shortcut", office.shortcut("find_code")))
    made.append(("message shortcut", office.shortcut("codes_here", on="E11.9 for Canaryasked 02/29/1956")))
    return made


@contextmanager
def logged_to(lines: io.StringIO) -> Iterator[io.StringIO]:
    """Logs as `run` writes them, at DEBUG."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    start_logging(logging.DEBUG)
    ours = root.handlers[0]
    assert isinstance(ours, logging.StreamHandler)
    ours.setStream(lines)
    try:
        yield lines
    finally:
        root.handlers[:], root.level = before


__all__ = ["BILLING", "Explored", "explore", "logged_to"]

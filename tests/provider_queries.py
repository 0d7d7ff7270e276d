"""A practice with two providers, for tests of queries to them."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from people import CODY, PAT, TEAM
from test_work_desk import Office

from bot.audit import AuditTrail
from bot.provider_queries import Ask, QueryDesk, QueryDone
from bot.query_effects import QueryEffects
from bot.query_showing import QueryShowing
from bot.rules.provider_query import standing_of
from bot.tasks import TaskDesk
from data.people_models import Person, Role
from data.query_models import QueryKind, QueryState, Question
from data.store.claims_file import ClaimsFile
from data.store.people import add_person, get_person, save_person

QUINN = "U0QUI0001"


def add_colleague(store: ClaimsFile, user: str = QUINN, name: str = "Quinn Colleague") -> None:
    with store.write() as db:
        add_person(
            db,
            Person(
                team=TEAM,
                user=user,
                name=name,
                roles=frozenset({Role.PROVIDER}),
                is_active=True,
                added_at=datetime(2026, 1, 1, tzinfo=UTC),
            ),
        )


class Asking(Office):
    """The denied claim, with queries about it."""

    def __init__(self, folder: Path, *files: bytes, mode: str = "minimum") -> None:
        super().__init__(folder, *files)
        store = self.filled.store
        add_colleague(store)
        audit = AuditTrail(store, self.clock)
        self.tasks = TaskDesk(store, self.clock, audit, can_ask_provider=True)
        self.queries = QueryDesk(store, self.clock, audit, mode, QueryEffects(self.clock, self.tasks))
        self.showing = QueryShowing(store, self.clock, mode)

    def number(self, user: str) -> int:
        person_id = self.person(user).person_id
        assert person_id is not None
        return person_id

    def ask_of(self, user: str = PAT, kind: QueryKind = QueryKind.ACUITY, backup: str = "", **question: Any) -> Ask:
        return Ask(
            question=Question(kind=kind, **question),
            provider_id=self.number(user),
            backup_id=self.number(backup) if backup else None,
        )

    def drafted(self, ask: Ask | None = None, by: str = CODY, **more: Any) -> QueryDone:
        return self.queries.draft(self.ref(), ask or self.ask_of(), self.person(by), **more)

    def sent(self, ask: Ask | None = None, by: str = CODY, **more: Any) -> str:
        """The reference of a query that waits for Pat."""
        ref = self.drafted(ask, by, **more).query.ref
        self.queries.send(ref, self.person(by))
        return ref

    def state(self, ref: str) -> QueryState:
        return standing_of(self.queries.look(ref).query).state

    def deactivate(self, user: str) -> None:
        with self.filled.store.write() as db:
            save_person(db, replace(get_person(db, TEAM, user), is_active=False))

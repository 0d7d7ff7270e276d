"""Programs of faults against the outbox, drawn by hypothesis: real tables, real delivery, a Slack that misbehaves.

Each program adds messages, closes claims, moves clocks and lets two workers run into faults; then everything settles,
and what Slack holds is compared with what it should hold. `outbox_machine` gives the machine for one design of worker.
"""

from __future__ import annotations

import logging
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from fake_slack import Posted, WorkerDied
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from outbox_world import CHANNEL, OTHER_CHANNEL, PERSON, World, empty

from bot.delivery_parts import Timing
from bot.sending import CallFailed, SlackSender
from data.reminder_models import OutboxRow, OutboxState
from data.store import outbox, outbox_ends
from data.store.claims_file import ClaimsFile
from data.store.outbox_ends import Later

LEASE = Timing().lease
FAULTS = st.one_of(
    st.just(""),
    st.sampled_from(["lost", "reset", "slow", "cut", "html_after", "500_after"]),
    st.sampled_from(["slow_before", "refused", "no_dns", "500", "503", "html", "fatal_error", "internal_error"]),
    st.sampled_from(["429", "429:1.5", "429:100000", "ratelimited"]),
    st.sampled_from(["died", "died_after", "freeze", "closed_after"]),
    st.sampled_from(["post:jump>", "post:jump>lost", "post:jump>503"]),
    st.sampled_from(["post:freeze>refused", "post:freeze>429", "post:freeze>died"]),
    st.sampled_from(["a_new_error", "token_revoked", "no_text"]),
    st.sampled_from(["post:not_in_channel", "post:is_archived", "post:invalid_blocks"]),
)
"""Not among them, for nothing mends them: a worker that freezes for longer than its lease between its last look at it
and the post; a clock that is set ahead twice while one call is under way."""
STEPS = 30
"""Of one program, at most."""
KEYS = st.integers(min_value=0, max_value=5)


class Worker(Protocol):
    """What the machine lets run."""

    def deliver(self, limit: int = ..., /) -> object: ...


Design = Callable[[World], Worker]


def outbox_machine(store: ClaimsFile, design: Design) -> type[RuleBasedStateMachine]:
    """A machine on this store, which each program empties first, with workers of this design."""

    class OutboxMachine(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            with store.write() as db:
                empty(db)
            self.world = World(store)
            self.world.renderers = dict.fromkeys(self.world.renderers, self.render)
            self.workers = [design(self.world), design(self.world)]
            self.world.reroutes = {PERSON: CHANNEL, CHANNEL: OTHER_CHANNEL}
            self.world.slack.hooks = {
                "freeze": self.freeze,
                "jump": self.jump,
                "closed_after": self.close_all,
            }
            self.world.slack.watch = self.see
            self.keys: set[str] = set()
            self.is_held = False
            self.at_next_render: Callable[[], None] | None = None
            self.not_needed: list[str] = []

        def render(self, row: OutboxRow) -> dict[str, object] | None:
            view = self.world.render(row)
            if self.at_next_render is not None:
                hold, self.at_next_render = self.at_next_render, None
                hold()
            return view

        def see(self, message: Posted) -> None:
            subject = message.text.removeprefix("Claim ").partition(":")[0]
            if subject in self.world.closed:
                self.not_needed.append(subject)

        @initialize(number=KEYS)
        def one_waits(self, number: int) -> None:
            self.add(number, CHANNEL)

        @rule(number=KEYS, destination=st.sampled_from([CHANNEL, OTHER_CHANNEL, PERSON]))
        def add(self, number: int, destination: str) -> None:
            """A sweep; the same message is often added again."""
            key = f"k{number}"
            if key not in self.world.closed:
                self.world.add(key, destination=destination, urgency=number % 3)
                self.keys.add(key)

        @rule(number=KEYS)
        def close(self, number: int) -> None:
            self.world.closed.add(f"k{number}")

        @rule(worker=st.integers(0, 1), faults=st.lists(FAULTS, min_size=1, max_size=6))
        def run(self, worker: int, faults: list[str]) -> None:
            self.world.slack.faults.clear()
            self.world.slack.faults.extend(faults)
            self.carry_on(worker)

        @rule(worker=st.integers(0, 1), number=KEYS, faults=st.lists(FAULTS, min_size=1, max_size=2))
        def add_and_run(self, worker: int, number: int, faults: list[str]) -> None:
            self.add(number, CHANNEL)
            self.run(worker, faults)

        @rule(seconds=st.sampled_from([1, 20, 130, 400, 4_000, 50_000]))
        def wait(self, seconds: int) -> None:
            self.world.time.sleep(seconds)

        @rule(hours=st.integers(-12, 12))
        def set_clock_wrong(self, hours: int) -> None:
            self.world.time.wrong_by = timedelta(hours=hours)

        @rule(jumps=st.booleans())
        def hold_up_the_next_render(self, jumps: bool) -> None:
            self.at_next_render = self.jump if jumps else self.freeze

        @invariant()
        def nothing_goes_out_for_what_was_closed_before(self) -> None:
            assert self.not_needed == [], "sent though it was closed"

        def teardown(self) -> None:
            self.at_next_render = None
            self.world.time.wrong_by = timedelta()
            self.settle()
            self.check_all()

        def carry_on(self, worker: int) -> None:
            try:
                self.workers[worker].deliver()
            except WorkerDied:
                self.workers[worker] = design(self.world)

        def freeze(self) -> None:
            """The worker stands still for longer than its lease."""
            self.hold_up(LEASE.total_seconds() + 80)

        def jump(self) -> None:
            """Somebody sets the clock an hour ahead while a call is under way."""
            if not self.is_held:
                self.world.time.wrong_by += timedelta(hours=1)
                self.hold_up(4)

        def hold_up(self, seconds: float) -> None:
            """The other worker runs meanwhile, twice."""
            if self.is_held:
                return
            self.is_held = True
            for _ in range(2):
                self.world.time.sleep(seconds)
                for worker in (0, 1):
                    self.carry_on(worker)
            self.is_held = False

        def close_all(self) -> None:
            """All claims are paid, while no other call is under way: one that has begun cannot be called back."""
            if not self.is_held:
                self.world.closed |= self.keys

        def settle(self) -> None:
            self.world.slack.faults.clear()
            for _ in range(400):
                self.workers[0].deliver()
                with store.read() as db:
                    states = outbox.count_states(db)
                if not states.keys() & {OutboxState.PENDING, OutboxState.SENDING}:
                    return
                self.world.time.sleep(600)

        def check_all(self) -> None:
            posted = Counter(self.world.slack.marks())
            alarms = self.world.alarms()
            for key in sorted(self.keys):
                row, times = self.world.row(key), posted[self.world.mark(key)]
                assert times <= 1, f"{key} is there {times} times"
                assert row.state in (OutboxState.SENT, OutboxState.DEAD, OutboxState.CANCELLED), f"{key} still waits"
                assert times == 1 or row.state is not OutboxState.SENT, f"{key} is lost"
                assert times == 0 or row.state is not OutboxState.CANCELLED, f"{key} is there though it was cancelled"
                assert row.state is not OutboxState.DEAD or f"dead:{row.id}" in alarms, f"{key} died in silence"
                assert row.state is not OutboxState.CANCELLED or key in self.world.closed, f"{key} was needed"
            assert store.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    return OutboxMachine


@contextmanager
def a_quick_store(folder: Path) -> Iterator[ClaimsFile]:
    """Not synced to the disk, for no program pulls the plug; and without a line in the log for each fault."""
    store = ClaimsFile(folder)
    store.db.execute("PRAGMA synchronous=OFF")
    logging.disable(logging.CRITICAL)
    try:
        yield store
    finally:
        logging.disable(logging.NOTSET)


def run_programs(store: ClaimsFile, design: Design, programs: int, *, shrinks: bool = True) -> None:
    """Raises what the machine asserts, with the shortest program that does it if it may look for that."""
    chosen = settings(
        max_examples=programs,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        phases=[Phase.generate, *([Phase.shrink] if shrinks else [])],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(outbox_machine(store, design), settings=chosen)


def real(world: World) -> Worker:
    return world.a_worker()


class _Naive:
    """Leases and posts, without looking anything up."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sender = SlackSender(world.slack)  # type: ignore[arg-type]

    def deliver(self, limit: int = 500, /) -> None:
        with self._world.store.write() as db:
            outbox.release_expired(db, now=self._world.time.now(), lease=LEASE, pause=timedelta())
        for _ in range(limit):
            with self._world.store.write() as db:
                row = outbox.lease_next(db, now=self._world.time.now(), lease=LEASE, owner=secrets.token_hex(8))
            if row is None:
                return
            self._carry(row)

    def _carry(self, row: OutboxRow) -> None:
        raise NotImplementedError

    def _render(self, row: OutboxRow) -> dict[str, object] | None:
        view = self._world.renderers[row.outgoing.kind](row)
        if view is None:
            with self._world.store.write() as db:
                outbox_ends.end_cancelled(db, row, self._world.time.now())
        return view

    def _post(self, row: OutboxRow, view: dict[str, object]) -> str:
        return self._sender.post(row.outgoing.destination, view, self._world.mark(row.outgoing.key)).ts

    def _mark(self, row: OutboxRow, ts: str) -> None:
        with self._world.store.write() as db:
            channel = row.outgoing.destination
            outbox_ends.end_sent(db, row, channel=channel, ts=ts, at=self._world.time.now())


class MarkThenSend(_Naive):
    """Wrong: what is marked before it is sent is lost when the post fails."""

    def _carry(self, row: OutboxRow) -> None:
        view = self._render(row)
        if view is not None:
            self._mark(row, "?")
            try:
                self._post(row, view)
            except CallFailed:
                return


class SendThenMark(_Naive):
    """Wrong: what may have been sent is sent again."""

    def _carry(self, row: OutboxRow) -> None:
        view = self._render(row)
        if view is None:
            return
        try:
            ts = self._post(row, view)
        except CallFailed as failed:
            soon = self._world.time.now() + timedelta(seconds=30)
            with self._world.store.write() as db:
                outbox_ends.end_later(db, row, Later(try_after=soon, error=failed.failure.word), self._world.time.now())
        else:
            self._mark(row, ts)

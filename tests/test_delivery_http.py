"""The client that posts for the outbox against a server that misbehaves on the wire: one request a call."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from outbox_world import CHANNEL, World, a_world
from slack_sdk import WebClient

from bot.rules.slack_errors import FailureKind, classify
from bot.sending import CallFailed, SlackSender, make_client
from data.reminder_models import OutboxState

VIEW = {"text": "Claim k1", "blocks": []}
GOOD = {"ok": True, "channel": CHANNEL, "ts": "1795532400.000100"}
Answer = Callable[[socket.socket], None]


def http(body: str, *, status: int = 200, headers: str = "", promised: int | None = None) -> Answer:
    """`promised` is a length that is not kept."""
    length = len(body) if promised is None else promised

    def answer(line: socket.socket) -> None:
        line.sendall(
            f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{headers}Content-Length: {length}\r\n"
            f"Connection: close\r\n\r\n{body}".encode()
        )

    return answer


def no_answer(line: socket.socket) -> None:
    """The connection is closed."""


def reset(line: socket.socket) -> None:
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


def silence(line: socket.socket) -> None:
    threading.Event().wait(1.5)


class Server:
    """Takes one request after the other and answers each as it is told; keeps how many there were."""

    def __init__(self, line: socket.socket) -> None:
        self.port: int = line.getsockname()[1]
        self.answers: list[Answer] = []
        self.requests = 0
        self._line = line

    def run(self) -> None:
        while True:
            try:
                line, _ = self._line.accept()
            except OSError:
                return
            with line, suppress(OSError):
                self._take(line)
                self.requests += 1
                (self.answers.pop(0) if self.answers else http(json.dumps(GOOD)))(line)

    def _take(self, line: socket.socket) -> None:
        """A whole request, so that nothing is left unread."""
        head, _, body = self._read_head(line).partition(b"\r\n\r\n")
        wanted = next(int(one[15:]) for one in head.lower().split(b"\r\n") if one.startswith(b"content-length:"))
        while len(body) < wanted:
            body += line.recv(65_536)

    def _read_head(self, line: socket.socket) -> bytes:
        got = b""
        while b"\r\n\r\n" not in got:
            got += line.recv(65_536)
        return got


@contextmanager
def a_server() -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as line:
        server = Server(line)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield server
        line.shutdown(socket.SHUT_RDWR)
        thread.join(5)


@pytest.fixture
def server() -> Iterator[Server]:
    with a_server() as server:
        yield server


def a_client(port: int) -> WebClient:
    client = make_client("xoxb-test", f"http://127.0.0.1:{port}/api/")
    client.timeout = 1
    return client


def what_happens(server: Server, answer: Answer) -> FailureKind:
    server.answers = [answer]
    with pytest.raises(CallFailed) as caught:
        SlackSender(a_client(server.port)).post(CHANNEL, VIEW, "mark")
    assert server.requests == 1, "one call is one request"
    return classify(caught.value.failure)


@pytest.mark.parametrize(
    "answer",
    [
        no_answer,
        reset,
        silence,
        http("", status=200),
        http("<html>busy</html>"),
        http("{}"),
        http("[]"),
        http('"ok"'),
        http("null"),
        http('{"ok": "true", "channel": "C0BILLING1", "ts": "1.1"}'),
        http('{"ok": true}'),
        http('{"ok": true, "channel": "C0BILLING1", "ts": 5}'),
        http('{"ok": true, "chan', promised=500),
        http('{"ok": true, "chan'),
        http('{"ok": false}'),
        http('{"ok": false, "error": 7}'),
        http('{"ok": false, "error": "fatal_error"}'),
        http('{"ok": false, "error": "internal_error"}', status=500),
        http("<html>", status=502),
        http("", status=503),
        http("<html>", status=504),
    ],
    ids=lambda answer: None,
)
def test_whatever_is_no_whole_answer_may_have_posted_and_is_not_tried_again(server: Server, answer: Answer) -> None:
    assert what_happens(server, answer) is FailureKind.AMBIGUOUS


@pytest.mark.parametrize("header", ["Retry-After: 30\r\n", "Retry-After: 1.5\r\n", "", "Retry-After: abc\r\n"])
def test_a_429_raises_nothing_of_its_own_whatever_its_header_says(server: Server, header: str) -> None:
    assert what_happens(server, http('{"ok":false}', status=429, headers=header)) is FailureKind.RATE


def test_the_header_of_a_429_is_read(server: Server) -> None:
    server.answers = [http('{"ok":false,"error":"ratelimited"}', status=429, headers="retry-after: 7\r\n")]

    with pytest.raises(CallFailed) as caught:
        SlackSender(a_client(server.port)).post(CHANNEL, VIEW, "mark")

    assert caught.value.failure.retry_after == "7"


def test_a_port_where_nobody_listens_was_surely_not_sent_to() -> None:
    with a_server() as server:
        port = server.port

    with pytest.raises(CallFailed) as caught:
        SlackSender(a_client(port)).post(CHANNEL, VIEW, "mark")

    assert classify(caught.value.failure) is FailureKind.SURELY_NOT_SENT


def test_a_name_that_nobody_knows_was_surely_not_sent_to() -> None:
    client = make_client("xoxb-test", "https://slack.invalid/api/")

    with pytest.raises(CallFailed) as caught:
        SlackSender(client).post(CHANNEL, VIEW, "mark")

    assert classify(caught.value.failure) is FailureKind.SURELY_NOT_SENT


@pytest.mark.parametrize(
    "body",
    [
        '{"ok": true}',
        '{"ok": true, "messages": {}}',
        '{"ok": true, "messages": [], "response_metadata": 5}',
    ],
)
def test_history_that_is_no_history_is_no_proof_of_absence(server: Server, body: str) -> None:
    server.answers = [http(body)]

    with pytest.raises(CallFailed) as caught:
        SlackSender(a_client(server.port)).read_history(CHANNEL, oldest=datetime.now(UTC))

    assert classify(caught.value.failure) is FailureKind.AMBIGUOUS


def test_messages_of_others_in_history_are_read_over(server: Server) -> None:
    messages = [
        7,
        {},
        {"metadata": []},
        {"ts": "1.1", "metadata": {"event_payload": 3}},
        {"ts": "1.2", "metadata": {"event_payload": {"id": 3}}},
        {"ts": "1.3", "metadata": {"event_payload": {"id": "mark"}}},
    ]
    server.answers = [http(json.dumps({"ok": True, "messages": messages, "response_metadata": {"next_cursor": "x"}}))]

    page = SlackSender(a_client(server.port)).read_history(CHANNEL, oldest=datetime.now(UTC))

    assert (page.marks, page.cursor) == ({"mark": "1.3"}, "x")


def test_slacks_time_is_read_from_its_answer(server: Server) -> None:
    sender = SlackSender(a_client(server.port))
    server.answers = [
        http('{"ok": true}', headers="Date: Tue, 24 Nov 2026 15:00:00 GMT\r\n"),
        http('{"ok": true}', headers="Date: noon\r\n"),
        http('{"ok": true}'),
        no_answer,
    ]

    times = [sender.find_time() for _ in range(4)]

    assert times == [datetime(2026, 11, 24, 15, tzinfo=UTC), None, None, None]


@pytest.mark.parametrize("answer", [no_answer, reset, silence, http("{}"), http("<html>", status=500)])
def test_a_message_whose_answer_was_lost_on_the_wire_waits_to_be_looked_for(
    server: Server, tmp_path: Path, answer: Answer
) -> None:
    world: World = a_world(tmp_path)
    world.slack = a_client(server.port)  # type: ignore[assignment]
    world.worker = world.a_worker()
    server.answers = [answer]
    world.add()

    world.worker.deliver()

    assert (world.row().state, world.row().is_ambiguous, server.requests) == (OutboxState.PENDING, True, 1)

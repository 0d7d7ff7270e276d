"""A small page on this machine: a reference is typed, and what stands behind it is shown here, never in Slack.

It listens on 127.0.0.1 alone, answers only its own page, keeps and logs nothing of what is typed, and writes each
look-up down before it shows anything.
"""

import errno
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from bot.audit import CLAIM_CROSSWALK, AuditTrail
from bot.crosswalk import Crosswalk
from bot.crosswalk_html import NOT_A_REFERENCE, NOT_FOUND, SHOWN_S, STALE, CrosswalkHtml, behind, told
from bot.peers import find_login
from bot.people import Operator, local_operator
from data.errors import AuditUnwritable, BillingBotError, ClaimStoreUnusable
from data.store.refs import read_query_ref, read_ref

HOST = "127.0.0.1"
_PLACE = "crosswalk page"
_NAMES = (HOST, "localhost")
_LENGTH = re.compile(r"[0-9]{1,3}")
"""The form is short."""
_FORM = "application/x-www-form-urlencoded"
_PATIENCE_S = 10
"""How long a connection may say nothing."""


class CrosswalkPage(ThreadingHTTPServer):
    """Serves from `start` to `stop`. `own_login_only` lets in nobody but the login that started it."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, crosswalk: Crosswalk, audit: AuditTrail, *, port: int, own_login_only: bool = False) -> None:
        """Port 0 takes any free one. Raises BillingBotError where the port cannot be had."""
        try:
            super().__init__((HOST, port), _Door)
        except OSError as error:
            what = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            hint = "Give another one with --port, or in BILLING_BOT_CROSSWALK_PORT."
            raise BillingBotError(f"Port {port} for the crosswalk page {what}.", hint=hint) from error
        self.html = CrosswalkHtml()
        self.token = secrets.token_urlsafe(32)
        self._crosswalk = crosswalk
        self._audit = audit
        self._own_login_only = own_login_only
        self._thread = threading.Thread(target=self.serve_forever, name="crosswalk page", daemon=True)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Each request is a thread, which lets go of the store at its end."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._crosswalk.let_go()

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing: a traceback could hold what was typed."""

    def find_visitor(self, client_port: int) -> Operator | None:
        """Who asks, by their login on this machine; None where they may not."""
        login = find_login(client_port=client_port, server_port=self.port)
        me = local_operator()
        if self._own_login_only and login not in ("", me.user):
            return None
        return Operator(team=me.team, user=login or me.user)

    def answer(self, typed: str, visitor: Operator) -> tuple[HTTPStatus, str]:
        """What stands behind a typed reference, written down first."""
        ref = read_ref(typed) or read_query_ref(typed)
        if not ref:
            return HTTPStatus.OK, told(NOT_A_REFERENCE)
        try:
            row = self._crosswalk.find(ref)
            self._audit.record(visitor, CLAIM_CROSSWALK, ref, _PLACE, {"found": row is not None})
        except (AuditUnwritable, ClaimStoreUnusable) as error:
            return HTTPStatus.SERVICE_UNAVAILABLE, told(f"{error} {error.hint}")
        return HTTPStatus.OK, behind(row) if row else told(NOT_FOUND)


@contextmanager
def serving(page: CrosswalkPage | None) -> Iterator[None]:
    """The page while the block runs; nothing for None."""
    if page is None:
        yield
        return
    page.start()
    try:
        yield
    finally:
        page.stop()


class _Door(BaseHTTPRequestHandler):
    """One request: from this machine, for this page, by its own form, or nothing."""

    server: CrosswalkPage
    timeout = _PATIENCE_S
    error_message_format = "%(code)d. This page opens at its own address, on the bot's own machine.\n"
    error_content_type = "text/plain"

    def do_GET(self) -> None:
        if self.path != "/":
            self._refuse(HTTPStatus.NOT_FOUND)
        elif not self._names_us() or self.server.find_visitor(self.client_address[1]) is None:
            self._refuse(HTTPStatus.FORBIDDEN)
        else:
            self._show(HTTPStatus.OK, "")

    def do_POST(self) -> None:
        form = self._read_form()
        visitor = self.server.find_visitor(self.client_address[1])
        if self.path != "/":
            self._refuse(HTTPStatus.NOT_FOUND)
        elif not self._names_us() or not self._is_own_page() or visitor is None:
            self._refuse(HTTPStatus.FORBIDDEN)
        elif not secrets.compare_digest(form.get("token", "").encode(), self.server.token.encode()):
            self._show(HTTPStatus.FORBIDDEN, told(STALE))
        else:
            self._show(*self.server.answer(form.get("ref", ""), visitor))

    def version_string(self) -> str:
        return "billing-bot"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing of a request is kept."""

    def _names_us(self) -> bool:
        """Another site's name that leads here (DNS rebinding) is refused by its Host."""
        hosts = [f"{name}:{self.server.port}" for name in _NAMES]
        return len(named := self.headers.get_all("Host", [])) == 1 and named[0].lower() in hosts

    def _is_own_page(self) -> bool:
        """Browsers say which site a form was sent from."""
        return self.headers.get("Origin", "") in [f"http://{name}:{self.server.port}" for name in _NAMES]

    def _read_form(self) -> dict[str, str]:
        """The form's fields; none where it is not one, too long or broken off."""
        length = self.headers.get("Content-Length", "")
        if self.headers.get_content_type() != _FORM or not _LENGTH.fullmatch(length):
            return {}
        raw = self.rfile.read(int(length))
        if len(raw) != int(length):
            return {}
        return {name: values[0] for name, values in parse_qs(raw.decode("utf-8", "replace")).items()}

    def _show(self, status: HTTPStatus, answer: str) -> None:
        body = self.server.html.page(self.server.token, answer).encode()
        self.send_response(status)
        for name, value in self.server.html.headers.items():
            self.send_header(name, value)
        if answer:
            self.send_header("Refresh", f"{SHOWN_S}; url=/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _refuse(self, status: HTTPStatus) -> None:
        self.send_error(status)

"""The local Slack as an HTTP server on loopback, on a thread of its own; it starts no bot."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.clock import Clock
from bot.playground import answers, files_api, web_api
from bot.playground.control import Door
from bot.playground.days import Days
from bot.playground.deadlines import Deadlines
from bot.playground.door_body import BadRequest
from bot.playground.guard import Handler, guard
from bot.playground.hub import LocalSlack, new_tokens
from bot.playground.watching import Watching

HOST = "127.0.0.1"
PAGE = Path(__file__).parent / "page"
LARGEST_BODY = files_api.LARGEST + 1024 * 1024


class PlaygroundServer:
    """`start()`, use `url`, `api_url`, `bot_token` and `app_token`, `stop()`. Safe to use from any thread.

    `set_days_ahead` moves the clock when somebody moves the day; `is_drained(days)` says whether the bot has done that
    day's work (None: it cannot tell). `port` 0 takes any free one; a port that is taken raises OSError from `start`.
    """

    def __init__(
        self,
        *,
        manifest: Mapping[str, Any],
        clock: Clock,
        set_days_ahead: Callable[[int], None],
        days_ahead: int = 0,
        is_drained: Callable[[int], bool | None] = lambda days: None,
        port: int = 0,
        deadlines: Deadlines | None = None,
    ) -> None:
        self.bot_token, self.app_token = new_tokens()
        self._slack = LocalSlack(
            manifest=manifest,
            clock=clock,
            bot_token=self.bot_token,
            app_token=self.app_token,
            deadlines=deadlines or Deadlines(),
        )
        self._days = Days(self._slack, days_ahead=days_ahead, set_days_ahead=set_days_ahead, is_drained=is_drained)
        self._watching = Watching(self._slack)
        self._port = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="playground", daemon=True)
        self._started = threading.Event()
        self._connected = threading.Event()
        self._failure: OSError | None = None
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=1.0)
        self._slack.workspace.watch(lambda change: self._note_connection())

    @property
    def url(self) -> str:
        """`http://127.0.0.1:N`, without a slash at the end."""
        return self._slack.base_url

    @property
    def api_url(self) -> str:
        """The Web API's address as slack_sdk wants its base_url."""
        return f"{self.url}/api/"

    @property
    def connected(self) -> bool:
        """Whether a bot is connected by Socket Mode."""
        return self._connected.is_set()

    def start(self) -> None:
        """Listen. Raises OSError when the port is taken."""
        self._thread.start()
        self._started.wait()
        if self._failure is not None:
            self._thread.join()
            raise self._failure

    def stop(self) -> None:
        """Close every connection and end the thread; does nothing the second time."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=10)

    def wait_connected(self, timeout_s: float = 10.0) -> bool:
        """Whether a bot is connected, waiting for it that long."""
        return self._connected.wait(timeout_s)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._listen())
            self._started.set()
            self._loop.run_forever()
        except OSError as error:
            self._failure = error
            self._started.set()
        finally:
            self._loop.run_until_complete(self._close())
            self._loop.close()

    async def _listen(self) -> None:
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self._port)
        await site.start()
        self._slack.base_url = f"http://{HOST}:{self._runner.addresses[0][1]}"

    async def _close(self) -> None:
        self._watching.close()
        await self._slack.link.close()
        await self._runner.cleanup()
        await self._loop.shutdown_asyncgens()

    def _note_connection(self) -> None:
        if self._slack.link.connected:
            self._connected.set()
        else:
            self._connected.clear()

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[guard, _explain], client_max_size=LARGEST_BODY)
        api = partial(web_api.answer_call, self._slack)
        application.add_routes(
            [
                web.get("/", _show_page),
                web.static("/page/", PAGE),
                web.get("/api/{method}", api),
                web.post("/api/{method}", api),
                web.post("/response/{secret}", partial(answers.answer_response_url, self._slack)),
                web.post("/upload/{file_id}", partial(files_api.take_upload, self._slack)),
                web.get("/files/{file_id}/{name}", partial(files_api.hand_out, self._slack)),
                web.get("/link/", self._slack.link.serve),
                *Door(self._slack, self._days, self._watching).routes(),
            ]
        )
        return application


async def _show_page(request: web.Request) -> web.StreamResponse:
    return web.FileResponse(PAGE / "index.html")


@web.middleware
async def _explain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The control door answers in JSON whatever happens."""
    try:
        return await handler(request)
    except BadRequest as wrong:
        return web.json_response({"ok": False, "error": "bad_request", "hint": str(wrong)}, status=400)
    except web.HTTPException as error:
        if not request.path.startswith("/playground/"):
            raise
        answer = {"ok": False, "error": "not_found" if error.status == 404 else "bad_request", "hint": error.reason}
        return web.json_response(answer, status=error.status)

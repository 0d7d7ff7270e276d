"""Keeps other sites and other machines out: only loopback names, only the playground's own pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK = ("127.0.0.1", "localhost", "::1")
PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
PORTLESS = "/link/"
"""Socket Mode clients leave the port out of the Host header."""


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """403 for a foreign Host or Origin; the page's headers on everything else."""
    if not _is_own(request):
        return web.json_response({"ok": False, "error": "forbidden"}, status=403)
    response = await handler(request)
    if not response.prepared:
        for name, value in PAGE_HEADERS.items():
            response.headers.setdefault(name, value)
    return response


def _is_own(request: web.Request) -> bool:
    port = _own_port(request)
    if not _is_loopback(f"//{request.host}", port, port_needed=request.path != PORTLESS):
        return False
    origin = request.headers.get("Origin")
    return origin is None or (origin.startswith("http://") and _is_loopback(origin, port, port_needed=True))


def _is_loopback(address: str, port: int, *, port_needed: bool) -> bool:
    try:
        parts = urlsplit(address)
        named = parts.port
    except ValueError:
        return False
    return parts.hostname in LOOPBACK and (named == port or (named is None and not port_needed))


def _own_port(request: web.Request) -> int:
    transport = request.transport
    name = transport.get_extra_info("sockname") if transport is not None else None
    return int(name[1]) if name else 0

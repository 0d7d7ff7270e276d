"""The same code on the side, or for the episode of care, that the person named; it ranks nothing."""

from data.models import Code
from data.store.codes import CodeStore

_NEAR = 40


def on_side(store: CodeStore, code: Code, side: str) -> Code:
    """The code that says the same of `side` ("left", "right", "bilateral"), or the code itself."""
    if not side or side in _words(code):
        return code
    below = store.starting_with(code.code.replace(".", ""), code.system, limit=_NEAR)
    sided = next((other for other in (*store.detail(code).sides, *below) if side in _words(other)), code)
    default = None if sided.billable else store.default_ids([sided.id]).get(sided.id)
    return store.by_ids([default])[default] if default else sided


def in_episode(store: CodeStore, code: Code, seventh: str) -> Code:
    """The code with this 7th character ("A", "D", "S"), or the code itself where it takes none."""
    if not seventh:
        return code
    key = code.code.replace(".", "")
    stem = key[:6] if len(key) == 7 else key.ljust(6, "X")
    return next(iter(store.find(stem + seventh, code.system)), code)


def _words(code: Code) -> list[str]:
    return code.description.lower().replace(",", " ").split()

"""The same code on the side, or for the episode of care, that the person named; it ranks nothing."""

from data.models import Code
from data.store.codes import CodeStore
from data.words import search_words

_NEAR = 40
_FAMILY = 90
_UNSAID = frozenset("unspecified part site side of limb extremity other and or".split())

REGIONS = {
    **dict.fromkeys("arm hand wrist forearm elbow shoulder finger thumb".split(), ("upper", "limb")),
    **dict.fromkeys("leg foot ankle knee calf shin thigh toe heel".split(), ("lower", "limb")),
}
"""The limb that a part of the body belongs to."""


def on_side(store: CodeStore, code: Code, side: str) -> Code:
    """The code that says the same of `side` ("left", "right", "bilateral"), or the code itself."""
    if not side or side in _words(code):
        return code
    below = store.starting_with(code.code.replace(".", ""), code.system, limit=_NEAR)
    sided = next((other for other in (*store.detail(code).sides, *below) if side in _words(other)), code)
    default = None if sided.billable else store.default_ids([sided.id]).get(sided.id)
    return store.by_ids([default])[default] if default else sided


def in_family(store: CodeStore, code: Code, side: str, said: frozenset[str]) -> Code:
    """Where the code names no side: the code of its subcategory that names `side` and the part of the body `said`.

    "right leg cellulitis" goes from "unspecified part of limb" to "right lower limb".
    """
    key = code.code.replace(".", "")
    if not side or side in _words(code) or len(key) < 5:
        return code
    own = set(search_words(code.description))
    fitting = []
    for other in store.starting_with(key[:4], code.system, limit=_FAMILY):
        words = set(search_words(other.description))
        if side in words and other.billable == code.billable and words - own - said - _UNSAID <= {side}:
            missing = len(own - words - _UNSAID)
            fitting.append((missing, -len(words & said), len(words), other.code, other))
    return min(fitting)[4] if fitting else code


def in_episode(store: CodeStore, code: Code, seventh: str) -> Code:
    """The code with this 7th character ("A", "D", "S"), or the code itself where it takes none."""
    if not seventh:
        return code
    key = code.code.replace(".", "")
    stem = key[:6] if len(key) == 7 else key.ljust(6, "X")
    return next(iter(store.find(stem + seventh, code.system)), code)


def _words(code: Code) -> list[str]:
    return code.description.lower().replace(",", " ").split()

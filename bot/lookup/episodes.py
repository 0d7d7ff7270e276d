"""The episode of care that a text names, as a 7th character; pure: it knows no codes."""

from data.words import stem

_SEVENTH = {
    "initial": "A",
    "subsequent": "D",
    "sequela": "S",
    "sequelae": "S",
}
_OF_INJURIES = {
    **_SEVENTH,
    "closed": "A",
    "aftercare": "D",
    "recheck": "D",
    "followup": "D",
    "healing": "D",
    "healed": "D",
}
_OF_FRACTURES = {"open": "B", "nonunion": "K", "malunion": "P", "delayed": "G"}
_INJURIES = frozenset(
    "fracture fx fxs broken break sprain strain laceration cut burn dislocation injury wound contusion bruise".split()
)
_FRACTURES = frozenset("fracture fx fxs broken break".split())
_CLOSINGS = frozenset("encounter visit care routine".split())
_TWO_WORDS = {("follow", "up"): "followup", ("f", "u"): "followup", ("non", "union"): "nonunion"}


def split_episode(tokens: list[str]) -> tuple[list[str], str]:
    """The tokens without the words of an episode, and its 7th character, "" where none is named.

    "Open" and "healing" speak of an episode beside an injury only, "initial" and the like also as a closing.
    """
    joined = _join_pairs(tokens)
    words = {stem(token) for token in joined}
    known = _OF_INJURIES if words & _INJURIES else {}
    if words & _FRACTURES:
        known = {**known, **_OF_FRACTURES}
    named = [token for token in joined if token in known]
    if not named or len(joined) - len(named) < 1:
        return _closing(tokens)
    seventh = next((known[token] for token in named if token in _OF_FRACTURES), known[named[0]])
    return [token for token in joined if token not in known and token not in _CLOSINGS], seventh


def _closing(tokens: list[str]) -> tuple[list[str], str]:
    kept = tokens[:-1] if tokens and tokens[-1] in ("encounter", "visit") else tokens
    if len(kept) > 1 and kept[-1] in _SEVENTH:
        return kept[:-1], _SEVENTH[kept[-1]]
    return tokens, ""


def _join_pairs(tokens: list[str]) -> list[str]:
    joined: list[str] = []
    for token in tokens:
        pair = _TWO_WORDS.get((joined[-1], token)) if joined else None
        if pair:
            joined[-1] = pair
        else:
            joined.append(token)
    return joined

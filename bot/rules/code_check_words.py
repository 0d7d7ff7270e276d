"""Words that several rules of the code check share; it decides nothing."""

from collections.abc import Sequence


def standing_at(origin: str) -> str:
    """Where a note stands: "at code E11.22", "at category E11", "at block I10-I1A", "at Chapter 15"."""
    if origin.startswith("Chapter"):
        return f"at {origin}"
    if "-" in origin:
        return f"at block {origin}"
    return f"at category {origin}" if len(origin) == 3 else f"at {origin}"


def listed(codes: Sequence[str], *, joint: str = "and") -> str:
    """ "A, B and C"."""
    return codes[0] if len(codes) == 1 else f"{', '.join(codes[:-1])} {joint} {codes[-1]}"


def is_or_are(codes: Sequence[object]) -> str:
    return "is" if len(codes) == 1 else "are"

"""Medicare's amounts in controversy: the least that a hearing or a court takes up, by the year of the request."""

from collections.abc import Mapping

LEVELS = {3: "a hearing (third appeal)", 5: "federal court (fifth appeal)"}


def amount_in_controversy(level: int, year: int, amounts: Mapping[tuple[int, int], int]) -> tuple[int | None, str]:
    """Cents of the year and a sentence; None where none is needed, or where the year's is not known: never a guess.

    `amounts` are cents by (level, year).
    """
    name = LEVELS.get(level)
    if name is None:
        return None, "No amount in controversy is needed at this level."
    cents = amounts.get((level, year))
    if cents is None:
        return None, (
            f"The amount in controversy for {name} in {year} is not known here: look it up in the Federal Register "
            "before you file."
        )
    return cents, f"Filed in {year}, {name} needs at least ${cents // 100:,} in controversy."

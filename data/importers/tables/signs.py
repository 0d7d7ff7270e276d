"""Signs that an export writes otherwise or leaves out, put right where its own balances prove them; never by habit.

A report may write a 20.00 write-off as -20.00: charge 100.00, adjustment -20.00, paid 30.00, balance 50.00. In a listed
claim an amount that lessens the balance is positive, as in a remittance. OpenEMR's CSV files lose every minus sign at
the start of a cell (`csvEscape` in library/htmlspecialchars.inc.php), so that a credit of 5.00 reads as a debt of 5.00.
"""

from collections.abc import Sequence
from typing import TypeAlias

Amounts: TypeAlias = tuple[int, int, int, int]
"""Billed, paid, adjusted and balance of one row, in cents."""

_AS_WRITTEN = (1, 1)
_SIGNS = (_AS_WRITTEN, (1, -1), (-1, 1), (-1, -1))


def paid_and_adjusted_signs(rows: Sequence[Amounts]) -> tuple[int, int]:
    """1 or -1 for paid and for adjusted: the signs under which most balances come out, as written where equal."""

    def balanced(signs: tuple[int, int]) -> int:
        return sum(1 for billed, paid, adjusted, left in rows if billed - signs[0] * paid - signs[1] * adjusted == left)

    return max(_SIGNS, key=balanced)


def balance_with_sign(amounts: Amounts) -> int:
    """The balance, paid and adjusted being positive; negative where it comes out as a credit of the written amount."""
    billed, paid, adjusted, balance = amounts
    return -balance if balance > 0 and billed - paid - adjusted == -balance else balance

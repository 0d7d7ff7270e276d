"""Denial codes as people see them: a text or a button becomes the card, or the question which list is meant."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.rules.denial_advice import Advice
from bot.rules.denial_combined import Payer, combined
from bot.rules.denial_described import DescribedCode, describe
from bot.rules.denial_typed import Reading, as_status, read_denials
from bot.views.blocks import View
from bot.views.denial_card import DenialCard, denial_card, nothing_read, posted_denial, which_one
from bot.views.denial_ids import DenialRef
from data.denial_models import DenialTables


@dataclass(frozen=True, slots=True, kw_only=True)
class DenialAnswer:
    """Every code by itself, and the advice on all of them."""

    codes: tuple[DescribedCode, ...]
    advice: Advice | None


def answer_denials(reading: Reading, tables: DenialTables, payer: Payer) -> DenialAnswer:
    """The same answer for the chat and the command line."""
    return DenialAnswer(
        codes=tuple(describe(code, tables, payer.kind) for code in reading.codes),
        advice=combined(reading, tables, payer),
    )


class DenialDesk:
    """One desk for every surface on which denial codes are asked about. `tables` gives the tables as they are now."""

    def __init__(self, tables: Callable[[], DenialTables]) -> None:
        self._tables = tables

    def answer(self, text: str, *, can_post: bool) -> View:
        """The card, else the question which list a bare number means, else how to type codes."""
        tables = self._tables()
        reading = read_denials(text, tables)
        if not reading.codes:
            return nothing_read()
        if reading.unsure:
            return _ask(reading, tables)
        return denial_card(_card(reading, tables, can_post=can_post))

    def chosen(self, ref: DenialRef, *, can_post: bool) -> View:
        """The card of the codes as somebody said they are meant."""
        return denial_card(_card(_read_back(ref), self._tables(), can_post=can_post))

    def posted(self, ref: DenialRef, user_id: str) -> View:
        """The card for everybody in a channel."""
        return posted_denial(_card(_read_back(ref), self._tables(), can_post=False), user_id)


def _card(reading: Reading, tables: DenialTables, *, can_post: bool) -> DenialCard:
    answer = answer_denials(reading, tables, Payer(kind=reading.payer_kind, is_qmb=reading.is_qmb))
    return DenialCard(codes=answer.codes, advice=answer.advice, ref=_ref(reading), can_post=can_post, left=reading.left)


def _ask(reading: Reading, tables: DenialTables) -> View:
    pairs = [(describe(code, tables), describe(as_status(code, tables), tables)) for code in reading.unsure]
    as_statuses = tuple(as_status(code, tables) if code in reading.unsure else code for code in reading.codes)
    base = _ref(reading)
    status = DenialRef(codes=as_statuses, payer_kind=base.payer_kind, is_qmb=base.is_qmb, entity=base.entity)
    return which_one(pairs, base, status)


def _ref(reading: Reading) -> DenialRef:
    return DenialRef(codes=reading.codes, payer_kind=reading.payer_kind, is_qmb=reading.is_qmb, entity=reading.entity)


def _read_back(ref: DenialRef) -> Reading:
    return Reading(codes=ref.codes, unsure=(), entity=ref.entity, payer_kind=ref.payer_kind, is_qmb=ref.is_qmb)

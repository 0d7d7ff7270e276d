"""Code look-ups as people see them: a text, a button or a choice becomes the view that answers it."""

from dataclasses import dataclass, replace
from datetime import date

from bot.clock import Clock
from bot.code_check import CodeCheckDesk
from bot.lookup import CodeLookup, LookupAnswer
from bot.lookup.answers import AnswerKind, of_another_year
from bot.recent import RecentLists
from bot.rules.code_steps import narrowed
from bot.views.blocks import Block, View
from bot.views.code_card import CodeCard, code_card, notes_view, posted_card
from bot.views.code_check import check_together
from bot.views.code_list import PAGE_SIZE, CodeList, ListedCode, code_list, nothing_found
from bot.views.find_code import code_option, find_code_view
from bot.views.ids import CodeRef
from data.models import System

_MOST_LISTED = 40
_MOST_OPTIONS = 20
_CHECKED = (System.ICD10CM, System.HCPCS)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenList:
    """What to ask again for another page of a list of codes."""

    query: str
    system: System | None
    on: date | None


class CodeDesk:
    """One desk for every surface on which codes are looked up."""

    def __init__(self, lookup: CodeLookup, recent: RecentLists[OpenList], clock: Clock) -> None:
        self.lookup = lookup
        self._recent = recent
        self._clock = clock
        self._checks = CodeCheckDesk(lookup, clock)

    def answer(self, text: str, *, can_post: bool) -> View:
        """The check that was asked for, the card where one code was meant, else a list, else what to try instead."""
        checked = self._checks.answer(text)
        if checked is not None:
            return checked
        answer = self.lookup.look_up(text, limit=_MOST_LISTED)
        if not answer.matches:
            return nothing_found(answer.note)
        on = answer.on if answer.on != self._clock.today() else None
        if answer.kind is AnswerKind.EXACT and len(answer.matches) == 1:
            code = answer.matches[0].code
            ref = CodeRef(system=code.system, code=code.code, on=on)
            return code_card(self._card(ref, note=answer.note, can_post=can_post))
        list_id = self._recent.keep(OpenList(query=text, system=None, on=on))
        return _list(answer, list_id, 0, on)

    def card(self, ref: CodeRef, *, can_post: bool) -> View:
        """The card of the code a button stands for; where an answer leaves one code, its card. Raises CodeNotFound."""
        return code_card(self._card(self._onward(ref), can_post=can_post))

    def page(self, list_id: str, page: int) -> View:
        """Another page of a list. Raises ListGone."""
        opened = self._recent.get(list_id)
        answer = self.lookup.look_up(opened.query, system=opened.system, on=opened.on, limit=_MOST_LISTED)
        return _list(answer, list_id, page, opened.on)

    def posted(self, ref: CodeRef, user_id: str) -> View:
        """The card for everybody in a channel. Raises CodeNotFound."""
        return posted_card(self._card(replace(ref, on=None), can_post=False), user_id)

    def notes(self, ref: CodeRef) -> View:
        """All notes of a code, as a modal. Raises CodeNotFound."""
        return notes_view(self.lookup.detail(ref.system, ref.code, ref.on))

    def find(self, ref: CodeRef | None = None) -> View:
        """The "Find a code" modal, with the chosen code's card. Raises CodeNotFound."""
        return find_code_view(self._card(self._onward(ref), can_post=False) if ref else None)

    def options(self, text: str) -> list[Block]:
        """Choices for what has been typed so far; [] for nothing."""
        if not text.strip():
            return []
        return [code_option(code) for code in self.lookup.suggest(text, limit=_MOST_OPTIONS)]

    def _onward(self, ref: CodeRef) -> CodeRef:
        """The only code that what was picked leaves below a header, else the header itself."""
        left = narrowed(self.lookup.detail(ref.system, ref.code, ref.on).children, ref.picked) if ref.picked else ()
        return replace(ref, code=left[0].code, picked="") if len(left) == 1 else ref

    def _card(self, ref: CodeRef, *, note: str = "", can_post: bool) -> CodeCard:
        detail = self.lookup.detail(ref.system, ref.code, ref.on)
        release = self.lookup.release_of(detail.code)
        return CodeCard(
            detail=detail,
            release=release,
            dated=self.lookup.dated(detail.code, ref.on),
            on=ref.on,
            note=" ".join(said for said in (note, of_another_year(release) if detail.notes else "") if said),
            list_id=ref.list_id,
            picked=ref.picked,
            can_post=can_post,
        )


def _list(answer: LookupAnswer, list_id: str, page: int, on: date | None) -> View:
    first = page * PAGE_SIZE
    view = code_list(
        CodeList(
            title=answer.query,
            rows=tuple(
                ListedCode(code=match.code, why=match.why, dated=match.dated, others=match.others)
                for match in answer.matches[first : first + PAGE_SIZE]
            ),
            total=len(answer.matches),
            page=page,
            list_id=list_id,
            on=on,
            note=answer.note,
        )
    )
    typed = [match.code.code for match in answer.matches if match.code.system in _CHECKED]
    if answer.kind is AnswerKind.EXACT and len(typed) > 1:
        view["blocks"].append(check_together(typed, on))
    return view

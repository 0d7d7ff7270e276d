"""The shipped glossary as a book to ask: which entry a text means, and what tells two of them apart; pure."""

from dataclasses import dataclass, replace

from bot.rules.glossary import SURE, UNSURE, PhraseIndex, Scored, squeezed
from bot.rules.glossary_pairs import asks_difference, completions, sides
from bot.rules.glossary_words import asks_how, content_words
from data.glossary_models import Difference, EntryKind, Glossary, GlossaryEntry

_FAR_AHEAD, _MARGIN = 0.66, 0.2
"""An entry that agrees less is taken all the same where the next one that it does not lead to is far behind."""
_A_NAME = 0.85
"""From which agreement a text is one name, though it has an "or" in it."""
_NOT_WANTED = {EntryKind.TERM: 0.85, EntryKind.HOWTO: 0.93}
"""What a term counts where a way was asked for, and the other way around; a whole name counts in full."""
_MOST_NEAR = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The entry that a text means; where `is_sure` is False, only perhaps: ask. `near` are the next ones, best first.

    `read_as` is the name that was read out of a misspelling, "" where it was typed so.
    """

    entry: GlossaryEntry
    is_sure: bool
    near: tuple[GlossaryEntry, ...] = ()
    read_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two entries and the line that tells them apart: "" where we have none. Both may be one entry."""

    one: GlossaryEntry
    other: GlossaryEntry
    text: str

    @property
    def is_same(self) -> bool:
        """Whether both are told of in one entry."""
        return self.one.id == self.other.id


class GlossaryBook:
    """Made once from what is shipped; asking it takes some milliseconds."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._index = PhraseIndex({one.id: (one.term, *one.aliases) for one in glossary.entries.values()})
        self._differences = {frozenset((one.one, one.other)): one for one in glossary.differences}

    @property
    def entries(self) -> dict[str, GlossaryEntry]:
        """By id, in the order of the pages."""
        return self._glossary.entries

    def find(self, text: str) -> Found | None:
        """None where nothing in the text names, or is near to, an entry."""
        found = self._ranked(text)
        if not found or found[0].score < UNSURE:
            return None
        best = found[0]
        apart = next((one.score for one in found[1:] if not self._are_linked(best.key, one.key)), 0.0)
        is_far_ahead = best.score >= _FAR_AHEAD and best.score - apart >= _MARGIN and len(content_words(text)) > 1
        near = [self.entries[one.key] for one in found[1 : 1 + _MOST_NEAR] if one.score >= UNSURE]
        return Found(
            entry=self.entries[best.key],
            is_sure=best.score >= SURE or is_far_ahead,
            near=tuple(near),
            read_as="" if best.score == 1 else best.phrase,
        )

    def compare(self, one: str, other: str) -> Comparison | None:
        """Two names as people type them; a part that the other completes may be left out ("modifier 25", "59").

        None where one of them is not surely an entry.
        """
        first, second = self._whole(one), self._whole(other)
        if first and second and self.difference(first.id, second.id):
            return Comparison(one=first, other=second, text=self.difference(first.id, second.id))
        first = self._exact(completions(one, other, is_first=True)[1:]) or first
        second = self._exact(completions(other, one, is_first=False)[1:]) or second
        if first is None and second is not None:
            first = self._completed(one, other, is_first=True)
        elif second is None and first is not None:
            second = self._completed(other, one, is_first=False)
        if first is None or second is None:
            return None
        return Comparison(one=first, other=second, text=self.difference(first.id, second.id))

    def compared(self, text: str) -> Comparison | None:
        """The difference that a sentence asks for: "denial vs rejection", "LCD or NCD?"; None where it asks for none.

        A text that is the whole name of an entry ("Split or shared visit") compares nothing.
        """
        is_name = any(one.score >= _A_NAME for one in self._index.search(text)[:1])
        if is_name and not asks_difference(text):
            return None
        made = [pair for one, other in sides(text) if (pair := self.compare(one, other)) is not None]
        apart = [pair for pair in made if not pair.is_same]
        return next((pair for pair in apart if pair.text), next(iter(apart or made), None))

    def difference(self, one: str, other: str) -> str:
        """The line that tells two entries apart, by their ids; "" where we have none."""
        known = self._differences.get(frozenset((one, other)))
        return known.text if known else ""

    def differences_of(self, entry_id: str) -> list[Difference]:
        return [one for one in self._glossary.differences if entry_id in (one.one, one.other)]

    def howtos_of(self, entry_id: str) -> list[GlossaryEntry]:
        """Ways to do something that lead to this entry."""
        return [one for one in self.entries.values() if one.kind is EntryKind.HOWTO and entry_id in one.see]

    def phrases_of(self, entry: GlossaryEntry) -> set[str]:
        """All its names, as `squeezed` writes them."""
        return {squeezed(name) for name in (entry.term, *entry.aliases)}

    # --- parts ---

    def _are_linked(self, one: str, other: str) -> bool:
        return other in self.entries[one].see or one in self.entries[other].see

    def _ranked(self, text: str) -> list[Scored]:
        wanted = EntryKind.HOWTO if asks_how(text) else EntryKind.TERM
        weighed = []
        for one in self._index.search(text):
            kind = self.entries[one.key].kind
            is_wanted = kind is wanted or one.score == 1
            weighed.append(one if is_wanted else replace(one, score=one.score * _NOT_WANTED[kind]))
        return sorted(weighed, key=lambda one: -one.score)

    def _whole(self, name: str) -> GlossaryEntry | None:
        """The term that the name surely is."""
        found = [one for one in self._index.search(name) if self.entries[one.key].kind is EntryKind.TERM]
        return self.entries[found[0].key] if found and found[0].score >= SURE else None

    def _exact(self, names: list[str]) -> GlossaryEntry | None:
        """The term that one of the names is, letter by letter."""
        keys = (key for name in names for key in self._index.named(name))
        return next((self.entries[key] for key in keys if self.entries[key].kind is EntryKind.TERM), None)

    def _completed(self, part: str, whole: str, *, is_first: bool) -> GlossaryEntry | None:
        made = (self._whole(name) for name in completions(part, whole, is_first=is_first))
        return next((entry for entry in made if entry is not None), None)

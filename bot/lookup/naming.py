"""Codes that the vocabulary names for a text or a part of it, on the side that was asked; it searches no titles."""

from dataclasses import replace

from bot.lookup.found import Found
from bot.lookup.negation import denied_in_title
from bot.lookup.reading import Reader, Reading, says_more
from bot.lookup.sides import REGIONS, in_episode, in_family, on_side
from data.models import Code, System, VocabularyTerm
from data.store.codes import CodeStore
from data.words import search_words

_POINTS = 99.0
_DENIED = 24.0
"""Points taken from a usual code that says what the text denies."""
_OF_A_PART = 70.0
"""Points that the first part of a text gets, where the text as a whole says little."""


class Naming:
    """The vocabulary's codes in one store."""

    def __init__(self, store: CodeStore, reader: Reader) -> None:
        self._store = store
        self._reader = reader

    def knows(self, text: str) -> bool:
        """Whether the vocabulary gives codes for the text as a whole: "ra" does, "kx" does not."""
        whole = self._reader.read(text).whole
        return whole is not None and bool(whole.codes)

    def named(self, entry: VocabularyTerm | None, reading: Reading, system: System | None) -> list[Found]:
        """The codes that the vocabulary gives for the whole text, on the side that was asked."""
        if entry is None:
            return []
        said = self._said(reading) if reading.side else frozenset()
        found = []
        for place, dotted in enumerate(entry.codes):
            same_key = self._store.find(dotted.replace(".", ""), system)
            for code in [one for one in same_key if one.code == dotted]:
                why = f"a usual code for “{entry.term}”"
                if not place and says_more(entry):
                    why = f"“{entry.term}” stands for {entry.means[0]}"
                sided = in_family(self._store, self.as_asked(code, reading), reading.side, said)
                points = _POINTS - place - (_DENIED if _says_denied(sided, reading) else 0.0)
                found.append(Found(code=sided, points=points, term=None, why=why))
        return found

    def begun(self, text: str, reading: Reading, system: System | None) -> list[Found]:
        """The codes of the terms that an unfinished text begins."""
        entries = self._reader.phrases.beginning(text, limit=4)
        return [one for entry in entries for one in self.named(entry, reading, system)]

    def parts(self, reading: Reading, system: System | None) -> list[Found]:
        """The usual codes of the conditions that a text names beside each other, in its order: "cad s/p cabg"."""
        firsts = [self.named(entry, reading, system)[:1] for entry in reading.expanded]
        named = [one for first in firsts for one in first]
        return [replace(one, points=_OF_A_PART - place) for place, one in enumerate(named)]

    def as_asked(self, code: Code, reading: Reading) -> Code:
        """The code on the side and for the episode that the person named."""
        return in_episode(self._store, on_side(self._store, code, reading.side), reading.seventh)

    def _said(self, reading: Reading) -> frozenset[str]:
        """The search words of the text and of what each of them means by itself."""
        words = set(search_words(" ".join(reading.tokens)))
        for token in reading.tokens:
            entry = self._reader.phrases.find([token])
            words.update(REGIONS.get(token, ()))
            words.update(part for means in (entry.means[:2] if entry else ()) for part in search_words(means))
        return frozenset(words)


def _says_denied(code: Code, reading: Reading) -> bool:
    absent = denied_in_title(code.description)
    return bool(reading.denied & (set(search_words(code.description)) - absent))

"""Codes for what a text says as a whole: conditions that are coded together, a measure, a drug's harm; no titles."""

from collections.abc import Callable
from dataclasses import replace

from bot.lookup.conditions import Conditions, measure_code
from bot.lookup.found import Found
from bot.lookup.intents import harm_of, with_intent
from bot.lookup.naming import Naming
from bot.lookup.phrases import Phrases
from bot.lookup.reading import Reading
from data.models import System
from data.store.codes import CodeStore
from data.words import plain

_POINTS = 99.5
_STEP = 0.4
"""Points between codes that stand beside each other, so that they stay in their order."""


class Together:
    """Reads one store's codes for texts as a whole; `code_of_part` finds the code of a part in words, or ""."""

    def __init__(self, store: CodeStore, phrases: Phrases, naming: Naming, code_of_part: Callable[[str], str]) -> None:
        self._store = store
        self._phrases = phrases
        self._naming = naming
        self._conditions = Conditions(phrases, code_of_part)

    def of(self, reading: Reading, text: str) -> list[Found]:
        """The codes that the text's conditions have together, with what stands beside them, or a measure's code."""
        measured = measure_code(plain(text))
        if measured:
            return self._coded([measured], "the code for this value", reading)
        harmed = self._harmed(reading)
        if harmed:
            return harmed
        combined, _ = self._conditions.together(reading.tokens)
        if combined is None:
            return []
        said = [f"covers {' and '.join(parts)} together" if parts else "coded beside" for parts in combined.joined]
        return [
            replace(one, points=_POINTS - _STEP * place)
            for place, (code, why) in enumerate(zip(combined.codes, said, strict=True))
            for one in self._coded([code], why, reading)
        ]

    def _harmed(self, reading: Reading) -> list[Found]:
        """The code of a substance for the intent that the text names: "adverse reaction to ibuprofen"."""
        harm = harm_of(reading.tokens)
        if harm is None:
            return []
        names = ([*harm.substance, "poisoning"], [*harm.substance, "overdose"])
        entry = next((found for name in names if (found := self._phrases.find(name))), None)
        usual = self._naming.named(entry, reading, System.ICD10CM)[:1]
        return [
            replace(one, code=code, points=_POINTS, why=f"“{' '.join(harm.substance)}”, for what happened")
            for one in usual
            for code in self._store.find(with_intent(one.code, harm.intent), System.ICD10CM)
        ]

    def _coded(self, dotted: list[str], why: str, reading: Reading) -> list[Found]:
        return [
            Found(code=self._naming.as_asked(code, reading), points=_POINTS, term=None, why=why)
            for one in dotted
            for code in self._store.find(one.replace(".", ""), System.ICD10CM)
        ]

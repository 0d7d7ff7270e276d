"""The words of a worklist while they are read: each rule takes what it knows, what nobody took is left over."""

import re
from collections.abc import Iterator

_BREAK = " | "
"""Stands where words were taken out, so that their neighbors are not read together."""


class Typed:
    """Lower case, one blank between words."""

    def __init__(self, words: str) -> None:
        text = words.replace("’", "'").replace("“", '"').replace("”", '"')
        text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
        self.as_typed = " ".join(text.split())
        self.text = self.as_typed.lower()
        self.notes: list[str] = []

    def take(self, pattern: str) -> re.Match[str] | None:
        """The first place of the pattern between word borders, taken out; None where there is none."""
        found = re.search(rf"(?<![\w$@-])(?:{pattern})(?![\w])", self.text)
        if found is not None:
            self.text = " ".join(f"{self.text[: found.start()]}{_BREAK}{self.text[found.end() :]}".split())
        return found

    def take_each(self, pattern: str) -> Iterator[re.Match[str]]:
        """All places, one after the other."""
        while found := self.take(pattern):
            yield found

    def has(self, pattern: str) -> bool:
        return re.search(rf"(?<![\w-])(?:{pattern})(?!\w)", self.text) is not None

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    def left(self) -> list[str]:
        """The words that are left, without signs around them."""
        words = (word.strip("|,.;:!?()\"'*`_~+&/-") for word in self.text.split())
        return [word for word in words if word]

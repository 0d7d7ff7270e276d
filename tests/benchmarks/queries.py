"""Look-ups as people type them, drawn from the code store itself with a fixed seed: varied, and repeatable."""

import random

from bot.lookup import CodeLookup

_TYPINGS = (str, str.lower, lambda code: code.replace(".", ""), lambda code: code.replace(".", " "), "#{}".format)


def exact_queries(lookup: CodeLookup, count: int) -> list[str]:
    """Real codes of every system in different typings."""
    chosen = random.Random(1)
    with lookup.store.reading() as db:
        codes = [row[0] for row in db.execute("SELECT code FROM code ORDER BY id")]
    return [chosen.choice(_TYPINGS)(code) for code in chosen.sample(codes, count)]


def text_queries(lookup: CodeLookup, count: int) -> list[str]:
    """Parts of titles, inclusion terms and trade words, our vocabulary, and all of these misspelt."""
    chosen = random.Random(2)
    with lookup.store.reading() as db:
        texts = [row[0] for row in db.execute("SELECT text FROM term WHERE length(text) < 60 ORDER BY id")]
        terms = [row[0] for row in db.execute("SELECT term FROM vocabulary ORDER BY term")]
    queries = []
    for number in range(count):
        words = chosen.choice(texts if number % 3 else terms).split()
        start = chosen.randrange(max(1, len(words) - 2))
        text = " ".join(words[start : start + chosen.randint(1, 5)])
        queries.append(_misspelt(text, chosen) if number % 4 == 0 else text)
    return queries


def _misspelt(text: str, chosen: random.Random) -> str:
    """One letter left out, doubled or swapped."""
    if len(text) < 5:
        return text
    place = chosen.randrange(1, len(text) - 2)
    return chosen.choice(
        (
            text[:place] + text[place + 1 :],
            text[:place] + text[place] + text[place:],
            text[:place] + text[place + 1] + text[place] + text[place + 2 :],
        )
    )

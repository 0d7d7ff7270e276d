"""The shipped glossary (data/reference/glossary*.md), read into entries and differences; no database, no clock.

A page is headings and fields: "## Topic", "### Term", then lines such as "- Means: text", which may run on over
indented lines; numbered lines below "- Steps:" are a how-to's steps.
"""

import re
from collections.abc import Iterator
from importlib.resources import files

from data.errors import UnreadableFile
from data.glossary_models import Difference, EntryKind, Glossary, GlossaryEntry

TERMS, HOWTOS, DIFFERENCES = "glossary.md", "glossary_howto.md", "glossary_differences.md"
HOWTO_TOPIC = "How to do it"
_FIELD = re.compile(r"- (Also|Means|Do|See|Source|Steps|Difference):\s*(.*)")
_STEP = re.compile(r"\s+\d+\.\s+(.*)")
_Fields = dict[str, list[str]]


def read_glossary() -> Glossary:
    """Raises UnreadableFile naming the page and the heading that lack something."""
    entries: dict[str, GlossaryEntry] = {}
    for page, kind in ((TERMS, EntryKind.TERM), (HOWTOS, EntryKind.HOWTO)):
        for topic, term, fields in _sections(page):
            entry = _entry(page, topic, term, fields, kind)
            entries[entry.id] = entry
    return Glossary(entries=entries, differences=tuple(_difference(*one) for one in _sections(DIFFERENCES)))


def entry_id(term: str) -> str:
    """ "Split or shared visit" -> "split-or-shared-visit"."""
    return re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")


def _entry(page: str, topic: str, term: str, fields: _Fields, kind: EntryKind) -> GlossaryEntry:
    missing = {"Means", "Do", "Source"} - fields.keys()
    if missing:
        raise UnreadableFile(page, f"“{term}” has no {', '.join(sorted(missing))}")
    return GlossaryEntry(
        id=entry_id(term),
        term=term,
        aliases=_parts(fields, "Also"),
        topic=topic or HOWTO_TOPIC,
        kind=kind,
        meaning=fields["Means"][0],
        advice=fields["Do"][0],
        steps=tuple(fields.get("Steps", ())[1:]),
        see=tuple(map(entry_id, _parts(fields, "See"))),
        source=fields["Source"][0],
    )


def _difference(topic: str, heading: str, fields: _Fields) -> Difference:
    names = heading.split(" / ")
    if len(names) != 2 or "Difference" not in fields:
        raise UnreadableFile(DIFFERENCES, f"“{heading}” does not name two entries and their difference")
    return Difference(one=entry_id(names[0]), other=entry_id(names[1]), text=fields["Difference"][0])


def _parts(fields: _Fields, name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in fields.get(name, [""])[0].split(";") if part.strip())


def _sections(page: str) -> Iterator[tuple[str, str, _Fields]]:
    """(topic, heading, fields) of each entry of a page; of a field that has steps they follow its own text."""
    topic, heading, fields = "", "", _Fields()
    last = ""
    for line in (files("data") / "reference" / page).read_text(encoding="utf-8").splitlines():
        if line.startswith("## ") or line.startswith("### "):
            if heading:
                yield topic, heading, fields
            topic, heading = (topic, line[4:].strip()) if line.startswith("### ") else (line[3:].strip(), "")
            fields, last = _Fields(), ""
        elif found := _FIELD.match(line):
            last = found[1]
            fields[last] = [found[2].strip()]
        elif last == "Steps" and (step := _STEP.match(line)):
            fields[last].append(step[1].strip())
        elif last and line.strip():
            fields[last][-1] = f"{fields[last][-1]} {line.strip()}".strip()
    if heading:
        yield topic, heading, fields

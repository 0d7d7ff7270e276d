"""Where the Index refers to another entry, that entry's codes are found under both; the terms here are invented."""

import pytest

from data.importers.icd10cm_references import follow_references, path_key
from data.models import IndexEntry


def led_to(see: str, *others: tuple[str, IndexEntry]) -> tuple[str, ...]:
    """What an entry "Strangeness" with this reference leads to, beside these entries with their paths."""
    strange = IndexEntry(term="Strangeness", searched="Strangeness", see=see)
    keys = ["strangeness", *(path_key(path.split(", ")) for path, _ in others)]
    return follow_references([strange, *(entry for _, entry in others)], keys)[0].led_to


def an_entry(term: str, *codes: str, see: str = "") -> IndexEntry:
    return IndexEntry(term=term, searched=term, codes=codes, see=see)


DEEP = ("Oddness, deep", an_entry("Oddness, oddly, deep", "X00.1"))


@pytest.mark.parametrize("see", ["see Oddness, deep", "see Oddness, deep, by type", "see Oddness, of the deep"])
def test_a_reference_leads_to_the_codes_of_the_entry_that_it_names(see: str) -> None:
    assert led_to(see, DEEP) == ("X00.1",)


@pytest.mark.parametrize(
    "see",
    ["see also Oddness, deep", "see condition", "see category X00", "see Oddness, shallow", "see Growth, by site"],
)
def test_a_reference_to_no_one_entry_leads_nowhere(see: str) -> None:
    assert led_to(see, DEEP) == ()


def test_a_reference_to_a_reference_is_followed() -> None:
    assert led_to("see Quirk", ("Quirk", an_entry("Quirk", see="see Oddness, deep")), DEEP) == ("X00.1",)


def test_references_that_go_round_in_a_circle_lead_nowhere() -> None:
    assert led_to("see Quirk", ("Quirk", an_entry("Quirk", see="see Strangeness"))) == ()


def test_an_entry_with_codes_of_its_own_keeps_to_them() -> None:
    entry = IndexEntry(term="Strangeness", searched="Strangeness", codes=("X09",), see="see Oddness, deep")

    followed = follow_references([entry, DEEP[1]], ["strangeness", path_key(["Oddness", "deep"])])

    assert followed[0] == entry

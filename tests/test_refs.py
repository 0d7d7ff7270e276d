"""The bot's own references: random, readable over the phone, and told from codes and numbers."""

import pytest

from data.store.refs import new_ref, read_ref


def test_references_are_drawn_anew_each_time_and_read_back() -> None:
    drawn = {new_ref() for _ in range(2_000)}

    assert len(drawn) > 1_990
    assert all(read_ref(ref) == ref for ref in drawn)
    assert not any(set(ref) & set("AEIOUL01") for ref in drawn)


@pytest.mark.parametrize("typed", ["K7M-4QX", "k7m4qx", " K7M 4QX ", "k7m-4qx"])
def test_a_reference_is_read_however_it_is_typed(typed: str) -> None:
    assert read_ref(typed) == "K7M-4QX"


@pytest.mark.parametrize("typed", ["", "10432", "123456", "E11.9", "K7M-4Q", "K7M-4QXX", "A7M-4QX", "heart attack"])
def test_what_is_no_reference_reads_as_none(typed: str) -> None:
    assert read_ref(typed) == ""

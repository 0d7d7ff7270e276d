"""The lists that people have open are kept by an opaque id, the newest ones only, in memory only."""

import threading
from datetime import date

import pytest

from bot.codes import OpenList
from bot.recent import RecentLists
from data.errors import ListGone
from data.models import System


def an_open_list(query: str = "heart attack") -> OpenList:
    return OpenList(query=query, system=System.ICD10CM, on=date(2026, 1, 15))


def test_a_kept_list_is_given_back_as_often_as_asked() -> None:
    recent = RecentLists("/code")

    list_id = recent.keep(an_open_list())

    assert recent.get(list_id) == recent.get(list_id) == an_open_list()


def test_the_same_list_kept_twice_has_two_ids() -> None:
    recent = RecentLists("/code")

    assert recent.keep(an_open_list()) != recent.keep(an_open_list())


def test_an_id_tells_nothing_of_what_was_typed_and_fits_a_button() -> None:
    list_id = RecentLists("/code").keep(an_open_list("hiv"))

    assert "hiv" not in list_id
    assert 10 <= len(list_id) <= 20
    assert list_id.isascii()


@pytest.mark.parametrize("list_id", ["", "unknown", "x" * 500])
def test_a_list_that_is_not_kept_is_gone_with_a_hint(list_id: str) -> None:
    with pytest.raises(ListGone) as gone:
        RecentLists("/code").get(list_id)

    assert gone.value.hint == "Send the words again with /code."


def test_the_oldest_lists_go_first() -> None:
    recent = RecentLists("/code", most=2)
    first, second, third = [recent.keep(an_open_list(str(number))) for number in range(3)]

    assert (recent.get(second).query, recent.get(third).query) == ("1", "2")
    with pytest.raises(ListGone):
        recent.get(first)


def test_lists_go_with_the_process() -> None:
    list_id = RecentLists("/code").keep(an_open_list())

    with pytest.raises(ListGone):
        RecentLists("/code").get(list_id)


def test_many_threads_keep_lists_at_once() -> None:
    recent = RecentLists("/code", most=1_000)
    kept: dict[str, str] = {}

    def keep(name: str) -> None:
        for number in range(100):
            query = f"{name} {number}"
            kept[recent.keep(an_open_list(query))] = query

    threads = [threading.Thread(target=keep, args=(name,)) for name in "abcdefgh"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(kept) == 800
    assert all(recent.get(list_id).query == query for list_id, query in kept.items())

"""How fast a look-up is: in the engine, and from the chat to the chat beside a bot that does nothing."""

import time
from pathlib import Path

import pytest
from bot_child import BotChild, a_bot_child
from figures import percentiles
from queries import exact_queries, text_queries

from bot.lookup import CodeLookup

QUERIES = 3_000
TRIPS = 300
MOST_ABOVE_EMPTY_MS = 8.0


@pytest.mark.parametrize("kind", ["exact", "text"])
def test_engine_time_of_a_look_up(lookup: CodeLookup, kind: str) -> None:
    queries = (exact_queries if kind == "exact" else text_queries)(lookup, QUERIES)
    lookup.warm_up()
    times = []
    for query in queries:
        started = time.perf_counter()
        lookup.look_up(query)
        times.append((time.perf_counter() - started) * 1000)
    print(f"\n/code {kind}, engine, {len(queries):,} varied queries: {percentiles(times)}")


def test_round_trip_through_the_socket(lookup: CodeLookup, codes_dir: Path, tmp_path: Path) -> None:
    exact, text = exact_queries(lookup, TRIPS), text_queries(lookup, TRIPS)
    with (
        a_bot_child("-m", "bot", "run", codes_dir=codes_dir, folder=tmp_path / "real") as real,
        a_bot_child(
            str(Path(__file__).with_name("empty_bot.py")), codes_dir=codes_dir, folder=tmp_path / "empty"
        ) as empty,
    ):
        trips: dict[str, list[float]] = {"empty listener": [], "/code exact": [], "/code text": []}
        for one, other in zip(exact, text, strict=True):
            trips["empty listener"].append(_trip(empty, "nothing"))
            trips["/code exact"].append(_trip(real, one))
            trips["/code text"].append(_trip(real, other))
    print(f"\nRound trip through the playground's socket, {TRIPS} each, in turn:")
    for name, times in trips.items():
        print(f"  {name:<15} {percentiles(times[20:])}")
    medians = {name: sorted(times[20:])[len(times[20:]) // 2] for name, times in trips.items()}
    for name in ("/code exact", "/code text"):
        above = medians[name] - medians["empty listener"]
        print(f"  {name} is {above:.1f} ms above the empty listener at p50 (target: at most {MOST_ABOVE_EMPTY_MS})")
        assert above < 3 * MOST_ABOVE_EMPTY_MS


def _trip(bot: BotChild, text: str) -> float:
    """Milliseconds from the envelope sent to its acknowledgement, the answer included."""
    answer = bot.door.command("/code", text, settle=False)
    assert answer["ok"], answer
    return float(answer["ack_ms"])

"""Figures as benchmarks print them."""


def percentiles(times_ms: list[float]) -> str:
    """p50, p95, p99 and the slowest, in milliseconds."""
    ordered = sorted(times_ms)

    def at(part: float) -> float:
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]

    return f"p50 {at(0.5):.2f} ms, p95 {at(0.95):.2f} ms, p99 {at(0.99):.2f} ms, slowest {ordered[-1]:.1f} ms"

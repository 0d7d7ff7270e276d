"""How long the local Slack waits for what; Slack's own numbers, shorter ones in tests."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """Seconds. `retry_delays_s`: the pause before each redelivery of an event that was not acknowledged."""

    ack_s: float = 3.0
    retry_delays_s: tuple[float, ...] = (0.0, 3.0, 10.0)
    trigger_s: float = 3.0
    response_url_s: float = 1800.0
    old_link_s: float = 5.0
    quiet_s: float = 0.15
    settle_s: float = 10.0
    day_quiet_s: float = 2.5
    day_settle_s: float = 30.0

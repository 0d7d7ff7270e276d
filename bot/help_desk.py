"""Help, about and App Home as people see them, with what is loaded now."""

from bot import __version__
from bot.clock import Clock
from bot.lookup import CodeLookup
from bot.views.blocks import Block, View
from bot.views.help import about_message, claim_home_blocks, help_message, home_blocks
from bot.views.plain import SYSTEM_TITLES
from data.models import Release


class HelpDesk:
    """Speaks of the bot itself."""

    def __init__(self, lookup: CodeLookup, clock: Clock) -> None:
        self._lookup = lookup
        self._clock = clock

    def help(self, *, is_unknown: bool = False) -> View:
        """`is_unknown`: a topic was asked for that there is none of."""
        return help_message(is_unknown=is_unknown)

    def about(self) -> View:
        return about_message(__version__, self._lookup.releases())

    def claim_home_blocks(self) -> list[Block]:
        """What App Home says of claims, to those who work them."""
        return claim_home_blocks()

    def home_blocks(self) -> list[Block]:
        """What App Home says of codes."""
        releases = self._lookup.releases()
        return home_blocks(releases, self.warnings(releases))

    def warnings(self, releases: list[Release]) -> list[str]:
        """A sentence for each edition whose year is over."""
        today = self._clock.today()
        return [
            f"{SYSTEM_TITLES[release.system]} {release.name} ended on {release.year_ends}. Codes that changed since "
            "are not known here: check against the edition in force before you bill."
            for release in releases
            if release.year_ends is not None and release.valid_to is None and today > release.year_ends
        ]

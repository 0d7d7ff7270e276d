"""The invented people and channels of the playground's workspace; nobody here exists."""

from dataclasses import dataclass, field
from typing import Literal

PersonKind = Literal["member", "guest", "stranger", "deactivated", "bot"]
ChannelKind = Literal["channel", "private", "shared", "dm"]

TEAM_ID = "T0FAMILY01"
TEAM_NAME = "Invented Family Practice"
TEAM_DOMAIN = "invented-family-practice"
OTHER_TEAM_ID = "T0PARTNER1"
APP_ID = "A0BILLING1"
BOT_ID = "B0BILLING1"
BOT_USER_ID = "U0BILLBOT1"
BILLING_CHANNEL_ID = "C0BILLING1"
SLACKBOT_ID = "USLACKBOT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`time_zone` is an IANA name; `name` is the handle, `real_name` what the page shows."""

    id: str
    name: str
    real_name: str
    title: str
    kind: PersonKind
    time_zone: str = "America/New_York"

    @property
    def dm_id(self) -> str:
        """The channel of this person's conversation with the bot."""
        return "D" + self.id[1:]


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel, or a person's DM with the bot (`person_id` set)."""

    id: str
    name: str
    kind: ChannelKind
    topic: str = ""
    member_ids: set[str] = field(default_factory=set)
    person_id: str | None = None

    @property
    def is_private(self) -> bool:
        return self.kind in ("private", "dm")


PEOPLE = (
    Person(id="U0BEA0001", name="bea", real_name="Bea Biller", title="Biller", kind="member"),
    Person(
        id="U0CODY001",
        name="cody",
        real_name="Cody Coder",
        title="Coder",
        kind="member",
        time_zone="America/Chicago",
    ),
    Person(
        id="U0LEE0001",
        name="lee",
        real_name="Lee Lead",
        title="Billing lead",
        kind="member",
        time_zone="America/Denver",
    ),
    Person(
        id="U0ADA0001",
        name="ada",
        real_name="Ada Admin",
        title="Practice administrator",
        kind="member",
        time_zone="America/Phoenix",
    ),
    Person(
        id="U0PAT0001",
        name="pat",
        real_name="Pat Provider",
        title="Provider",
        kind="member",
        time_zone="America/Los_Angeles",
    ),
    Person(id="U0FRAN001", name="fran", real_name="Fran Frontdesk", title="Front desk", kind="member"),
    Person(id="U0CAM0001", name="cam", real_name="Cam Compliance", title="Compliance officer", kind="member"),
    Person(id="U0NIA0001", name="nia", real_name="Nia Newcomer", title="Not on the bot's list yet", kind="member"),
    Person(id="U0GUS0001", name="gus", real_name="Gus Guest", title="Guest", kind="guest"),
    Person(id="U0SAM0001", name="sam", real_name="Sam Stranger", title="Partner organization", kind="stranger"),
    Person(id="U0DEE0001", name="dee", real_name="Dee Parted", title="Left the practice", kind="deactivated"),
)
SLACKBOT = Person(id=SLACKBOT_ID, name="slackbot", real_name="Slackbot", title="", kind="bot")

_TEAM = (
    "U0BEA0001",
    "U0CODY001",
    "U0LEE0001",
    "U0ADA0001",
    "U0PAT0001",
    "U0FRAN001",
    "U0CAM0001",
    "U0NIA0001",
)
_CHANNELS: tuple[tuple[str, str, ChannelKind, str, tuple[str, ...]], ...] = (
    (BILLING_CHANNEL_ID, "billing", "private", "Claims, follow-up and payments", (*_TEAM, "U0GUS0001", BOT_USER_ID)),
    ("C0CODING01", "coding", "private", "Codes and documentation", (*_TEAM, BOT_USER_ID)),
    ("C0DENIALS1", "denials", "private", "Denials and appeals", (*_TEAM, BOT_USER_ID)),
    ("C0GENERAL1", "general", "channel", "Everyone; the bot is not a member here", (*_TEAM, "U0GUS0001")),
    (
        "C0PARTNER1",
        "partner-shared",
        "shared",
        "Shared with another organization",
        ("U0BEA0001", "U0LEE0001", "U0ADA0001", "U0SAM0001", BOT_USER_ID),
    ),
)


def bot_person(name: str) -> Person:
    """The bot's own user; its name comes from the manifest."""
    return Person(id=BOT_USER_ID, name=name, real_name=name, title="App", kind="bot")


def make_channels() -> list[Channel]:
    """Fresh channels in their order, then one DM with the bot for each person."""
    rooms = [
        Channel(id=id_, name=name, kind=kind, topic=topic, member_ids=set(members))
        for id_, name, kind, topic, members in _CHANNELS
    ]
    rooms += [
        Channel(id=one.dm_id, name=one.name, kind="dm", member_ids={one.id, BOT_USER_ID}, person_id=one.id)
        for one in PEOPLE
    ]
    return rooms

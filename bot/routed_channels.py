"""The channels that get claims, asked of Slack for `check`: which of them must not or cannot get any more."""

from bot.rules.channels import ChannelState
from bot.settings import Settings
from bot.slack_directory import SlackDirectory
from data.store.claims_file import ClaimsDb
from data.store.routing import find_practice, list_routes

_AMISS = {
    ChannelState.SHARED: "is shared with another organization",
    ChannelState.ARCHIVED: "is archived",
    ChannelState.NOT_MEMBER: "does not have the bot in it",
    ChannelState.NO_CHANNEL: "is no channel",
    ChannelState.NOT_FOUND: "is not there, or is private without the bot in it",
}


def routed_channels(db: ClaimsDb) -> list[str]:
    """Each once, that for administrators last."""
    practice = find_practice(db)
    routed = [one.route.channel for one in list_routes(db)]
    return [one for one in dict.fromkeys([*routed, practice.settings.admin_channel if practice else ""]) if one]


def amiss(channels: list[str], settings: Settings) -> list[str]:
    """ "C0AB12CD3 is archived". What Slack does not tell is left out: other findings say why it does not."""
    directory = SlackDirectory(settings.bot_token, settings.slack_api_url)
    states = [(channel, directory.state_of(channel)) for channel in channels] if settings.bot_token else []
    return [f"{channel} {_AMISS[state]}" for channel, state in states if state in _AMISS]

"""Hears `/billing appeals` and what is pressed about letters of appeals."""

from typing import Any

from slack_bolt import Respond

from bot.audit import CLAIM_VIEW, Witness
from bot.rules.access import allowed
from bot.rules.privacy import Place
from bot.rules.roles import Permission
from bot.services import Services
from data.people_models import Person
from handlers.replies import reply

Payload = dict[str, Any]
_TOPICS = ("appeal", "appeals")
_MINE = ("mine", "my", "me", "own")


def asks_appeals(command: Payload) -> bool:
    """`appeals`, `appeals mine`, `appeals medicare level 2`."""
    return _words(command)[:1] in ([topic] for topic in _TOPICS)


def answer_appeals(command: Payload, respond: Respond, bot: Services, person: Person) -> None:
    """After `/billing appeals` was acknowledged. Further words are those of a worklist of appealed claims."""
    if not asks_appeals(command):
        return
    allowed(person, Permission.SEE_CLAIM)
    witness = Witness(trail=bot.audit, person=person, action=CLAIM_VIEW, place=command.get("channel_id") or "")
    further = _words(command)[1:]
    is_mine = bool(further) and all(word in _MINE for word in further)
    if further and not is_mine:
        view = bot.worklists.answer(f"appealed {' '.join(further)}", Place.DIRECT, person, seen=witness.saw)
    else:
        view = bot.appeal_lists.view(person, Place.DIRECT, mine=is_mine, seen=witness.saw)
    reply(respond, response_type="ephemeral", replace_original=False, **view)


def _words(command: Payload) -> list[str]:
    return (command.get("text") or "").strip().lower().split()

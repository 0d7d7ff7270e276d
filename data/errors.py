"""The one error tree: each error carries what it is about and a hint for the person; no PHI in either."""


class BillingBotError(Exception):
    """Base of all errors that a person may read: `str(error)` says what happened, `hint` the next step."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class SettingsError(BillingBotError):
    """The settings cannot be used; `problems` lists every one at once."""

    def __init__(self, problems: list[str], *, hint: str = "Set the values named above and start again.") -> None:
        super().__init__("The settings have problems:\n" + "\n".join(f"- {problem}" for problem in problems), hint=hint)
        self.problems = problems


class UnreadableFile(BillingBotError):
    """A file that should hold official data cannot be read; `place` names where and why."""

    def __init__(self, name: str, place: str) -> None:
        super().__init__(f"{name} cannot be read: {place}", hint="Fetch the file again from its publisher.")
        self.name = name
        self.place = place


class BuildFailed(BillingBotError):
    """A new code store does not hold what its sources hold; the old one stays in use."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The code store could not be built: {what}.",
            hint="Check that the disk has 200 MB free, then start again; if it fails again, install billing-bot anew.",
        )


class CodeNotFound(BillingBotError):
    """A code that was there a moment ago is not in the store now."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{code} is not in the code store.", hint="Look it up again with /code.")
        self.code = code


class CodeStoreDamaged(BillingBotError):
    """The code store file does not read; nothing of it can be trusted until it is built again."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The code store {name} is missing or damaged.", hint="It is built again at the next look-up.")
        self.name = name


class ListGone(BillingBotError):
    """A list that was on screen is no longer kept, after a restart or many newer ones."""

    def __init__(self, command: str) -> None:
        super().__init__("That list is no longer kept.", hint=f"Send the words again with {command}.")


class SlackRefused(BillingBotError):
    """Slack did not take an answer; `reason` is Slack's own word, such as expired_url."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Slack did not take the answer ({reason}).", hint="Press again, or send the command again.")
        self.reason = reason


class ClaimStoreUnusable(BillingBotError):
    """The claim store cannot be opened or brought up to date; nothing was changed."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"The claim store {name} cannot be used: {why}.",
            hint="Check the data folder's permissions and free space; if the file is damaged, restore a backup.",
        )
        self.name = name


class ClaimNotFound(BillingBotError):
    """No claim has this reference or number."""

    def __init__(self, asked: str) -> None:
        super().__init__(
            f"No claim {asked} is in the store.",
            hint="Check the number, or import the file that it was sent or paid in: `billing-bot import FILE`.",
        )
        self.asked = asked


class NotAllowed(BillingBotError):
    """Somebody may not do what they tried; `why` is a word for the audit trail."""

    def __init__(self, sentence: str, *, why: str) -> None:
        super().__init__(sentence)
        self.why = why


class PersonExists(BillingBotError):
    """Somebody who is on the list already was added again."""

    def __init__(self, team: str, user: str) -> None:
        super().__init__(
            f"{user} of {team} is on the list already.",
            hint=f"Change them instead: `billing-bot people change {team} {user} --role ROLE`.",
        )
        self.team = team
        self.user = user


class PersonNotFound(BillingBotError):
    """Nobody on the list has these ids."""

    def __init__(self, team: str, user: str) -> None:
        super().__init__(
            f"{user} of {team} is not on the list.",
            hint="`billing-bot people list` shows everybody who is.",
        )
        self.team = team
        self.user = user


class AuditUnwritable(BillingBotError):
    """A view could not be written down in the audit trail, so it is not shown."""

    def __init__(self) -> None:
        super().__init__(
            "That is not shown, because I could not write down who looked at it.",
            hint="An import may be running: ask again in a minute. If it stays, ask an administrator to run "
            "`billing-bot check`.",
        )


class FileGone(BillingBotError):
    """A file that waited in the inbox is not there any more."""

    def __init__(self) -> None:
        super().__init__(
            "That file is no longer waiting.", hint="It was imported or taken away: /billing import again."
        )


class WorkRefused(BillingBotError):
    """Something cannot be done with a claim as it stands; nothing was changed."""

    def __init__(self, sentence: str, *, hint: str = "Nothing was changed.") -> None:
        super().__init__(sentence, hint=hint)
        self.sentence = sentence


class QueryNotFound(BillingBotError):
    """No query to a provider has this reference."""

    def __init__(self, ref: str) -> None:
        super().__init__(f"There is no query {ref}.", hint="`/billing queries` shows those that wait.")
        self.ref = ref


class QueryRefused(BillingBotError):
    """The text of a query leads, or tells what a provider must not be told; `mends` says what to write instead."""

    def __init__(self, mends: list[str]) -> None:
        super().__init__("The query cannot be sent as it is. " + " ".join(dict.fromkeys(mends)))
        self.mends = mends


class InboxBusy(BillingBotError):
    """Other files of the inbox are being imported."""

    def __init__(self) -> None:
        super().__init__("Other files are coming in just now.", hint="Nothing was changed. Try again in a minute.")


class PayerNotFound(BillingBotError):
    """No payer of the store is meant."""

    def __init__(self, asked: str, *, near: str = "") -> None:
        meant = f"Did you mean {near}?" if near else "`billing-bot payers list` shows all that are."
        super().__init__(f"No payer {asked} is in the store.", hint=meant)
        self.asked = asked


class RuleNotFound(BillingBotError):
    """No rule of the practice's own has this id, or it was withdrawn."""

    def __init__(self, rule_id: str) -> None:
        super().__init__(
            f"{rule_id} is no rule of your own that is in force.",
            hint="Open the payer again with /billing payers: it lists the rules that answer for it.",
        )
        self.rule_id = rule_id


class RuleChanged(BillingBotError):
    """Somebody else changed the rule first; nothing was changed here."""

    def __init__(self, rule_id: str, *, by: str) -> None:
        who = f"{by} changed" if by else "Somebody withdrew"
        super().__init__(
            f"{who} this rule while you had it open, so your change was not kept.",
            hint="Open the payer again, look at what the rule says now, then change it.",
        )
        self.rule_id = rule_id


class SheetChanged(BillingBotError):
    """Somebody else changed the payer's sheet first; nothing was changed here."""

    def __init__(self, payer: str, *, by: str) -> None:
        super().__init__(
            f"{by} changed the sheet of {payer} while you had it open, so your change was not kept.",
            hint="Open the payer again, look at what its sheet says now, then change it.",
        )
        self.payer = payer


class PayersRefused(BillingBotError):
    """Something cannot be kept about a payer or a rule as it was entered; `problems` is by field, in words."""

    def __init__(self, problems: dict[str, str], *, hint: str = "Nothing was changed.") -> None:
        super().__init__(" ".join(problems.values()), hint=hint)
        self.problems = problems


class TaskNotFound(BillingBotError):
    """No task has this number."""

    def __init__(self, task_id: int) -> None:
        super().__init__("That task is not in the store.", hint="`/billing tasks` lists those that wait.")
        self.task_id = task_id


class GlossaryEntryNotFound(BillingBotError):
    """An entry of the team's own is not there any more."""

    def __init__(self, *, by: str = "") -> None:
        super().__init__(
            f"{by} withdrew that entry." if by else "There is no such entry any more.",
            hint="Ask for the word again with /billing glossary.",
        )


class GlossaryEntryChanged(BillingBotError):
    """Somebody else changed the entry first; nothing was changed here."""

    def __init__(self, term: str, *, by: str) -> None:
        super().__init__(
            f"{by} changed “{term}” while you had it open, so your change was not kept.",
            hint="Ask for the word again with /billing glossary, look at what it says now, then change it.",
        )
        self.term = term

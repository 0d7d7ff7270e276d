"""Tasks in words: kinds, the pick-lists of questions and answers, and what happened as a sentence; no claim's data."""

from data.people_models import Role
from data.task_models import CodingAnswer, TaskDid, TaskKind, TaskState

KINDS = {
    TaskKind.FOLLOW_UP: "Follow-up",
    TaskKind.CODING_REVIEW: "Coding review",
    TaskKind.RECORDS: "Records",
    TaskKind.ELIGIBILITY: "Eligibility",
    TaskKind.COB: "Coordination of benefits",
    TaskKind.AUTHORIZATION: "Authorization",
    TaskKind.PATIENT_BALANCE: "Patient balance",
    TaskKind.CORRECTED_CLAIM: "Send the corrected claim",
}
NEW_KINDS = tuple(one for one in TaskKind if one not in (TaskKind.CODING_REVIEW, TaskKind.CORRECTED_CLAIM))
"""What "New task" offers: a review has a form of its own, a corrected claim follows from one."""
QUESTIONS = {
    "codes": "Do the codes agree with the note?",
    "diagnosis": "Does the diagnosis support the service, as documented?",
    "separate": "Are the services separate, as documented?",
    "modifier": "Is a modifier missing, or one too many?",
    "units": "Are the units as documented?",
    "level": "Is the level of service as documented?",
    "place": "Is the place of service right?",
    "other": "Something else: please look at the coding",
}
WHAT = {
    "payer_call": "Call the payer",
    "get_records": "Get the records from the provider's office",
    "send_records": "Send the records to the payer",
    "check_coverage": "Check the patient's coverage on the date of service",
    "ask_other_insurance": "Find out which insurance is first",
    "find_authorization": "Find the authorization, or ask for one after the fact",
    "check_address": "Check the patient's address",
    "send_statement": "Send a statement",
    "other": "Something else",
}
ANSWERS = {
    CodingAnswer.CORRECTED: "Corrected codes",
    CodingAnswer.STANDS: "The codes stand: appeal",
    CodingAnswer.WRITE_OFF: "Advise a write-off",
}
ANSWER_WAYS = {
    CodingAnswer.CORRECTED: {
        "diagnosis": "Another diagnosis, or a more specific one",
        "procedure": "Another procedure",
        "modifier": "Modifier added or taken off",
        "units": "Units",
        "several": "Several of these",
    },
    CodingAnswer.STANDS: {
        "documented": "The note supports the codes as they were sent",
        "separate": "The note shows services that are separate",
        "guideline": "The coding guideline supports it",
    },
    CodingAnswer.WRITE_OFF: {
        "not_documented": "The service is not documented",
        "part_of_other": "It is part of another service of that day",
        "not_billable": "It cannot be billed as it was done",
    },
}
STATES = {
    TaskState.OPEN: "open",
    TaskState.TAKEN: "taken",
    TaskState.PENDED: "pended",
    TaskState.ESCALATED: "with the lead",
    TaskState.DONE: "done",
    TaskState.CANCELLED: "cancelled",
}
_DID = {
    TaskDid.ASKED: "asked for it",
    TaskDid.TAKEN: "took it",
    TaskDid.HANDED_ON: "handed it on",
    TaskDid.PENDED: "pended it",
    TaskDid.ASKED_PROVIDER: "asked the provider",
    TaskDid.CAME_BACK: "brought it back",
    TaskDid.ESCALATED: "gave it to the lead",
    TaskDid.ANSWERED: "answered it",
    TaskDid.DONE: "finished it",
    TaskDid.CANCELLED: "cancelled it",
}


def did_words(did: TaskDid) -> str:
    """ "took it": what somebody did with a task."""
    return _DID[did]


def answer_words(answer: str, way: str) -> str:
    """ "The codes stand: appeal. The note supports the codes as they were sent"; "" where it was not answered."""
    if not answer:
        return ""
    kind = CodingAnswer(answer)
    return ". ".join(filter(None, [ANSWERS[kind], ANSWER_WAYS[kind].get(way, "")]))


def role_words(role: str) -> str:
    """ "any coder", "the team": who may take what nobody has."""
    return f"any {Role(role).value.replace('_', ' ')}" if role else "the team"


def task_text(way: str, by: str, to: str) -> str:
    """Of the claim's history: "Coding review asked for by Bea Biller, of Cody Coder". `way` is as work keeps it."""
    kind, did, word = (*way.split(), "", "", "")[:3]
    what = KINDS.get(TaskKind(kind), kind)
    match did:
        case TaskDid.ASKED:
            question = QUESTIONS.get(word, "") if kind == TaskKind.CODING_REVIEW else WHAT.get(word, "")
            told = f": {question[:1].lower()}{question[1:]}" if question else ""
            return f"{what} asked for{by}" + (f", of {to}" if to else "") + told
        case TaskDid.ANSWERED:
            answer = ANSWERS[CodingAnswer(word)]
            return f"{what} answered{by}: {answer[:1].lower()}{answer[1:]}"
        case _:
            return f"{what} {_HISTORY.get(did, did.replace('_', ' '))}{by}" + (f", to {to}" if to else "")


_HISTORY = {
    str(TaskDid.HANDED_ON): "handed on",
    str(TaskDid.ASKED_PROVIDER): "waits for the provider, who was asked",
    str(TaskDid.CAME_BACK): "back from the provider",
    str(TaskDid.ESCALATED): "given to the lead",
}

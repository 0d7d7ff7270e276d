"""Words for what happened to a query to a provider and where it stands; never what was asked or answered."""

from data.query_models import QueryAct, QueryState

_HAPPENED = {
    QueryAct.SEND: "Asked a provider",
    QueryAct.PASS_ON: "The query went to another provider",
    QueryAct.RETURN: "The provider gave the query back",
    QueryAct.ANSWER: "The provider answered",
    QueryAct.DOCUMENT: "The provider's answer stands in the chart",
    QueryAct.CLOSE: "The query to the provider was closed",
    QueryAct.WITHDRAW: "The query to the provider was withdrawn",
}
DONE = {
    QueryAct.DRAFT: "changed it",
    QueryAct.SEND: "sent it",
    QueryAct.ACKNOWLEDGE: "acknowledged it",
    QueryAct.ANSWER: "answered it",
    QueryAct.PASS_ON: "passed it on",
    QueryAct.RETURN: "gave it back",
    QueryAct.DOCUMENT: "confirmed that it is documented",
    QueryAct.CLOSE: "closed it",
    QueryAct.WITHDRAW: "withdrew it",
}
"""Behind a name."""
STANDS = {
    QueryState.DRAFT: "Not sent yet",
    QueryState.SENT: "Waiting for the provider",
    QueryState.ACKNOWLEDGED: "Acknowledged by the provider",
    QueryState.ANSWERED: "Answered",
    QueryState.DOCUMENTED: "Answered, and documented in the chart",
    QueryState.CLOSED: "Closed",
    QueryState.WITHDRAWN: "Withdrawn",
}
CAME_BACK = "Came back from the provider"
_ENDED = {
    QueryState.DOCUMENTED: "the chart says it",
    QueryState.ANSWERED: "the record stays as it is",
    QueryState.SENT: "no answer came",
    QueryState.ACKNOWLEDGED: "no answer came",
}


def happened(act: QueryAct) -> str:
    """A sentence without its full stop; "" for what is nobody's news."""
    return _HAPPENED.get(act, "")


def query_text(way: str, by: str) -> str:
    """A line of a claim's history: `way` is the act and the reference, `by` " by Cody Coder" or ""."""
    act, _, ref = way.partition(" ")
    return f"{happened(QueryAct(act))} ({ref})" + (f",{by}" if by else "")


def ended_words(reason: str) -> str:
    """Why a query was closed, from where it stood before: "no answer came"."""
    return {str(key): words for key, words in _ENDED.items()}.get(reason, "")

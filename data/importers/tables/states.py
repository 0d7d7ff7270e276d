"""The status words of practice-management systems as claim states; a word that is not known stays without a state.

Sources: the status lists of DrChrono (`billing_status`), athenahealth, Tebra, Canvas and clearinghouse work lists.
"""

from functools import cache

from data.words import plain

_WORDS = {
    "draft": (
        "draft|new|created|built|review|in review|approved|ready|ready to bill|ready to submit|ready to send|unbilled|"
        "unsent|not sent|not billed|open draft|hold|on hold|held|mgrhold|cbohold|athenadrop|drop|queued|"
        "queued for submission|waiting to send|incomplete|incomplete information|bill insurance|"
        "appointment|needs clinician review|needs coding review|internal review"
    ),
    "submitted": (
        "submitted|sent|billed|filed|transmitted|in process|sent to clearinghouse|resubmitted|rebilled|corrected|"
        "filed awaiting response|hcfa form faxed|claim sent|claim submitted|sent electronically|sent verified"
    ),
    "received": (
        "received|ack received|acknowledged|received by clearinghouse|at clearinghouse|clearinghouse received|"
        "clearinghouse accepted|accepted by clearinghouse"
    ),
    "accepted": (
        "accepted|accepted by payer|payer accepted|payer acknowledged|payor acknowledged|accepted into adjudication"
    ),
    "rejected": (
        "rejected|reject|rejection|error rejection|rejected needs review|clearinghouse rejected|payer rejected|"
        "claim rejected"
    ),
    "pending": (
        "pending|pended|processing|in process payer|in process payor|pending at payer|pending payer|pending insurance|"
        "insurance pending|in adjudication|suspended|under review by payer"
    ),
    "info_requested": (
        "info requested|information requested|additional information requested|additional info requested|"
        "records requested|medical records requested|documentation requested|request for information"
    ),
    "paid": "paid|paid in full|insurance paid|finalized paid|payment received",
    "partly_paid": "partial|partially paid|partly paid|partial payment|paid partial|paid partially|underpaid",
    "denied": (
        "denied|denial|error denial|era denied|insurance denied|finalized denied|appealed|appeal|in appeal|appeal sent|"
        "under appeal|denied by payer"
    ),
    "forwarded": (
        "forwarded|crossover|crossed over|forwarded to secondary|crossed over to secondary|sent to secondary"
    ),
    "patient_balance": (
        "patient balance|patient responsibility|patient due|bill patient|billed to patient|self pay balance|"
        "patient statement sent|transferred to patient"
    ),
    "written_off": "written off|write off|writeoff|bad debt|charged off|adjusted off",
    "closed": "closed|completed|complete|zero balance|voided|void|settled|cancelled|canceled|trash|deleted",
}
_CLEARINGHOUSE = (("in process ", "submitted"), ("rejected ", "rejected"), ("denied ", "denied"))
"""DrChrono writes the clearinghouse behind the word ("Rejected Waystar Professional"), others a reason."""


@cache
def _states() -> dict[str, str]:
    return {word: state for state, words in _WORDS.items() for word in words.split("|")}


def state_of(status: str) -> str:
    """The claim state that a status word means, or "" for a word that is not known."""
    word = plain(status)
    exact = _states().get(word)
    if exact:
        return exact
    return next((state for opening, state in _CLEARINGHOUSE if word.startswith(opening)), "")

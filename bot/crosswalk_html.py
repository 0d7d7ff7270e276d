"""The crosswalk page as HTML: the form, and the answer below it; whatever comes from data is escaped."""

import base64
import hashlib
from html import escape
from importlib.resources import files
from string import Template

from data.store.crosswalk import CrosswalkRow

NOT_A_REFERENCE = (
    "That is no reference. A claim's looks like K7M-4QX, a query's like Q-K7M-4QX; it stands first on the card "
    "in Slack."
)
NOT_FOUND = "No claim and no query has that reference. Check it on the card in Slack."
STALE = "The bot was started again after this page was opened. Type the reference once more."
SHOWN_S = 120
"""How long an answer stays on the screen."""


class CrosswalkHtml:
    """The page's own file, read once, and the headers that let it do nothing else."""

    def __init__(self) -> None:
        folder = files("bot") / "pages"
        self._page = Template((folder / "crosswalk.html").read_text(encoding="utf-8"))
        self._style = (folder / "crosswalk.css").read_text(encoding="utf-8")
        digest = base64.b64encode(hashlib.sha256(self._style.encode()).digest()).decode()
        self.headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": (
                f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'self'; "
                "base-uri 'none'; frame-ancestors 'none'"
            ),
            "Cache-Control": "no-store",
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    def page(self, token: str, answer: str = "") -> str:
        return self._page.substitute(style=self._style, token=escape(token), answer=answer)


def told(sentence: str) -> str:
    return f'<p class="told" role="status">{escape(sentence)}</p>'


def behind(row: CrosswalkRow) -> str:
    """What stands behind a reference; what is not known is left out."""
    facts = {
        "Reference": row.ref,
        "Account number": row.account_number,
        "Claim number": row.claim_number,
        "Payer's claim number": row.payer_claim_numbers,
        "Patient": ", ".join(filter(None, (row.patient_last, row.patient_first))),
        "Date of service": row.service_from,
    }
    lines = [f"<dt>{escape(name)}</dt><dd>{escape(fact)}</dd>" for name, fact in facts.items() if fact]
    return f'<dl role="status">{"".join(lines)}</dl>'

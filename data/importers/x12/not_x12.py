"""Whether a file is X12 at all, and what else it is, told from its first bytes; it reads no segments."""

import re
from pathlib import Path

from data.importers.x12.segments import LONGEST_LEAD, find_header

FETCH_AGAIN = "Save the file from the clearinghouse or payer again."
_ISA_LIKE = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*isa[^a-z0-9\s]", re.IGNORECASE)


def looks_like_x12(path: Path) -> bool:
    """Whether a file begins like X12, though its header may turn out to be damaged."""
    with path.open("rb") as stream:
        lead = stream.read(LONGEST_LEAD)
    return bool(_ISA_LIKE.match(lead)) or find_header(lead)[0] is not None


def why_not_x12(lead: bytes) -> str:
    start = lead.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start:
        return f"The file is empty. {FETCH_AGAIN}"
    if lead[:2] in (b"\xff\xfe", b"\xfe\xff") or lead[1::2].count(0) > len(lead) // 4:
        return "The file was saved as UTF-16. Save it as plain text (UTF-8) without changing it, or fetch it again."
    if _ISA_LIKE.match(lead):
        return "Its ISA header at the beginning is damaged: it does not have 16 elements as X12 demands. " + FETCH_AGAIN
    if b"\x00" in lead or _is_mostly_binary(lead):
        return f"It is not X12: it holds binary data at its beginning, such as an archive or a picture. {FETCH_AGAIN}"
    if start.startswith((b"<", b"{")):
        return "It is not X12: it begins like a web page, such as an expired log-in. Sign in there and save it again."
    first_line = start.partition(b"\n")[0]
    if first_line.count(b",") > 1 or first_line.count(b"\t") > 1:
        return "It is not X12: its first line looks like a table (CSV). Import it as a spreadsheet instead."
    return f"It is not X12: no ISA header stands in its first 64 KiB. {FETCH_AGAIN}"


def _is_mostly_binary(lead: bytes) -> bool:
    controls = sum(byte < 32 and byte not in b"\t\r\n\f" for byte in lead[:4096])
    return controls * 20 > len(lead[:4096])

"""Invented claims with a canary in every place from which one could get out, and the search for them in what did."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from claim_store import FilledStore
from x12_claims import Paid, a_batch_ack, a_claim_answer, a_remittance
from x12_text import a_group, a_set, an_interchange

Json = dict[str, Any]
TODAY = date(2026, 3, 6)
"""Seven days before an appeal of what was denied on January 20 is mailed, three before one of January 15."""
SERVICE = "20251223"
BYTES = (
    "19560229",
    "1956-02-29",
    "02/29/1956",
    "987654329",
    "987-65-4329",
    "CANARYMBR881",
    "CANARYSTREET",
    "5559871234",
)
"""What the store never holds, in no form: it is dropped when a file is read."""
LINES = ("CANARYLAST*CANARYFIRST", "4321.37")


def a_canary_claim(number: str, *, group: str, sent_on: str = "20251229") -> bytes:
    """An 837P with all that a real one says of a person."""
    name, charge = LINES
    lines = [
        f"BHT*0019*00*CANARYBATCH{group}*{sent_on}*0900*CH",
        "NM1*41*2*SAMPLE PRACTICE*****46*SENDER",
        "NM1*40*2*SAMPLE CLEARING*****46*RECEIVER",
        "HL*1**20*1",
        "NM1*85*2*SAMPLE PRACTICE*****XX*1234567893",
        "REF*EI*987654329",
        "HL*2*1*22*0",
        "SBR*P*18*CANARYGROUP******CI",
        f"NM1*IL*1*{name}*Q***MI*CANARYMBR881",
        "N3*77 CANARYSTREET",
        "N4*CANARYCITY*TX*75001",
        "DMG*D8*19560229*F",
        "REF*SY*987654329",
        "PER*IC*CANARYLAST*TE*5559871234",
        "NM1*PR*2*AETNA*****PI*60054",
        f"CLM*{number}*{charge}***11:B:1*Y*A*Y*Y",
        "REF*D9*CANARYREF",
        "REF*EA*CANARYMRN",
        "NTE*ADD*CANARYNOTE",
        "HI*ABK:S91332A",
        "LX*1",
        f"SV1*HC:28192*{charge}*UN*1***1",
        f"DTP*472*D8*{SERVICE}",
        "NTE*ADD*CANARYNOTE",
    ]
    version = "005010X222A1"
    sent = a_set("837", *lines, guide=version)
    raw = an_interchange(a_group(sent, version=version, control=group), control=f"{int(group):09}")
    return raw.replace(b"*250208*", f"*{sent_on[2:]}*".encode())


def a_canary_remittance(number: str, *, paid_on: str, check: str) -> bytes:
    paid = Paid(
        number=number,
        icn=f"CANARYICN{number[-1]}",
        paid="0",
        charge="4321.37",
        adjustments=("CO*50*4321.37",),
        remarks="N130",
        patient_name=f"{LINES[0]}*Q***MI*CANARYMBR881",
        service=SERVICE,
    )
    return a_remittance(paid, sequence_number=check, paid_on=paid_on)


EXPORT = (
    b"Claim #,Patient,Date of Birth,SSN,Member ID,Payer,DOS,Charges,Balance,Status,Notes\n"
    b'CANARYX75,"CANARYLAST, CANARYFIRST",02/29/1956,987-65-4329,CANARYMBR881,AETNA,12/23/2025,4321.37,4321.37,'
    b"CANARYSTATUS,CANARYNOTE\n"
)
EXPORT += b"".join(
    b'CANARYX%d,"CANARYLAST, CANARYFIRST",02/29/1956,987-65-4329,CANARYMBR881,CIGNA,12/23/2025,4321.37,4321.37,'
    b"CANARYSTATUS,CANARYNOTE\n" % number
    for number in range(60, 68)
)
WAITING = {
    "Canarylast 02-29-1956.csv": b"Our no.;Plan;Day;Amt\nCANARYX78;Aetna;12/23/2025;4321.37\n",
    "no heading.csv": b"CANARYX79;Canarylast;Aetna;12/23/2025;4321.37\nCANARYX80;Canarylast;Aetna;12/23/2025;4321.37\n",
}
"""Exports whose columns must be named: one that is called after a patient, one without a line of headings."""


def fill(folder: Path) -> FilledStore:
    """Denied claims on their last days, one without an answer, one rejected, one that an export names otherwise."""
    filled = FilledStore(folder)
    for group in "123456":
        filled.take(a_canary_claim(f"CANARY77{group}", group=group))
    filled.take(a_batch_ack(group="1", on="20251230"))
    filled.take(a_claim_answer("CANARY776", batch="CANARYBATCH6", category="A3", service=SERVICE, on="20251231"))
    filled.take(a_canary_remittance("CANARY771", paid_on="20260120", check="CANARYCHK1"))
    filled.take(a_canary_remittance("CANARY772", paid_on="20260115", check="CANARYCHK2"))
    filled.take(a_canary_remittance("CANARY773", paid_on="20260120", check="CANARYCHK3"))
    filled.take(EXPORT, name="export.csv")
    inbox = folder / "inbox"
    inbox.mkdir()
    for name, raw in WAITING.items():
        (inbox / name).write_bytes(raw)
    return filled


# --- what may be found where ---------------------------------------------------------------------------------------

PERSON = re.compile(
    r"canary_?(last|first|mbr|street|city|group|mrn)|987-?65-?4329|1956-?02-?29|0?2/29/1956|5559871234|feb\w* 29", re.I
)
"""Names in full, days of birth, numbers of the person, addresses: nowhere, in no mode."""
NUMBER = re.compile(r"canary(77\d|x\d\d|icn|batch|ref)", re.I)
DAY = re.compile(r"2025-?12-?23|12/23/2025|dec\w* 23|23 dec", re.I)
MONTH = re.compile(r"dec\w* 2025", re.I)
CODE = re.compile(r"s91\.?332|28192|puncture wound", re.I)
CENTS = re.compile(r"4,?321\.37|432,?137")
WORDS = re.compile(r"canary(status|note|typed|asked)", re.I)
ASKED = re.compile(r"canaryasked", re.I)
PAYMENT = re.compile(r"canarychk", re.I)
AGE = re.compile(r"\b73 days")
INITIALS = re.compile(r"\bC\. C\.")
MEANING = re.compile(r"puncture wound", re.I)

MACHINE_FIELDS = frozenset(
    {
        "value",
        "private_metadata",
        "metadata",
        "external_id",
        "callback_id",
        "action_id",
        "block_id",
        "filename",
        "title",
    }
)
"""What nobody reads and everybody in the workspace may get at."""
NOTIFIED = ("chat.postMessage", "chat.update", "chat.postEphemeral", "respond", "ack")


@dataclass(frozen=True, kw_only=True)
class Leak:
    """`found` in what left by `how` after somebody did `after`, at `path` of it."""

    after: str
    how: str
    path: str
    found: str


def leaks_in(after: str, how: str, what: Json, *, mode: str, is_alone: bool) -> Iterator[Leak]:
    """Every canary that must not be there."""
    for path, text in _texts(what):
        name = path.rpartition(".")[2]
        hidden = [PERSON]
        if mode == "minimum":
            hidden += [NUMBER, PAYMENT, DAY, MONTH, CODE, CENTS, WORDS, AGE, INITIALS]
        elif not is_alone:
            hidden += [NUMBER, DAY, MEANING, INITIALS, ASKED]
        if _is_machine_field(name, path, how):
            hidden += [NUMBER, PAYMENT, DAY, MONTH, CODE, CENTS, WORDS, INITIALS]
        for pattern in hidden:
            if found := pattern.search(text):
                yield Leak(after=after, how=how, path=path, found=found.group())


def _is_machine_field(name: str, path: str, how: str) -> bool:
    return (name in MACHINE_FIELDS and "title.text" not in path) or (path == ".text" and how in NOTIFIED)


def _texts(what: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(what, dict):
        for name, value in what.items():
            yield from _texts(value, f"{path}.{name}")
    elif isinstance(what, list):
        for number, value in enumerate(what):
            yield from _texts(value, f"{path}[{number}]")
    elif isinstance(what, str):
        yield path, what
    else:
        yield path, json.dumps(what)

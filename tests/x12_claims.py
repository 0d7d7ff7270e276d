"""Invented claims as X12 files: one claim sent, acknowledged, answered or paid, with only what a test cares about."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from x12_text import a_group, a_set, an_interchange


@dataclass(frozen=True, kw_only=True)
class Paid:
    """One CLP: amounts in dollars, adjustments of the claim as "CO*45*100"."""

    number: str = "1001"
    status: str = "1"
    charge: str = "200"
    paid: str = "120"
    patient: str = "0"
    icn: str = "ICN1001"
    original: str = ""
    adjustments: tuple[str, ...] = ("CO*45*80",)
    patient_name: str = "AGATE*APRIL"
    service: str = "20260105"
    remarks: str = ""


def a_sent_claim(
    number: str = "1001",
    *,
    charge: str = "200",
    frequency: str = "1",
    sequence: str = "P",
    original: str = "",
    sent_on: str = "20260106",
    service: str = "20260105",
    payer: str = "AETNA",
    patient: str = "AGATE*APRIL",
    batch: str = "B1",
    group: str = "7",
    control: str = "0001",
    others: Sequence[tuple[str, str]] = (),
    paid_at_check_in: str = "",
) -> bytes:
    """An 837P with one claim. `others` are (sequence, payer name) of loop 2320."""
    lines = [
        f"BHT*0019*00*{batch}*{sent_on}*0900*CH",
        "NM1*41*2*SAMPLE PRACTICE*****46*SENDER",
        "NM1*40*2*SAMPLE CLEARING*****46*RECEIVER",
        "HL*1**20*1",
        "NM1*85*2*SAMPLE PRACTICE*****XX*1234567893",
        "HL*2*1*22*0",
        f"SBR*{sequence}*18*******CI",
        f"NM1*IL*1*{patient}****MI*W000000001",
        f"NM1*PR*2*{payer}*****PI*60054",
        f"CLM*{number}*{charge}***11:B:{frequency}*Y*A*Y*Y",
        *([f"AMT*F5*{paid_at_check_in}"] if paid_at_check_in else []),
        *([f"REF*F8*{original}"] if original else []),
        "HI*ABK:E119",
    ]
    for other_sequence, name in others:
        lines += [
            f"SBR*{other_sequence}*18*******CI",
            f"NM1*IL*1*{patient}****MI*W000000001",
            f"NM1*PR*2*{name}*****PI*1",
        ]
    lines += ["LX*1", f"SV1*HC:99213*{charge}*UN*1***1", f"DTP*472*D8*{service}"]
    transaction = a_set("837", *lines, guide="005010X222A1", control=control)
    raw = an_interchange(a_group(transaction, version="005010X222A1", control=group), control=f"{int(group):09}")
    return raw.replace(b"*250208*", f"*{sent_on[2:]}*".encode())


def a_remittance(
    *claims: Paid,
    sequence_number: str = "EFT1",
    paid_on: str = "20260120",
    payer: str = "AETNA",
    payer_number: str = "60054",
    plb: Sequence[str] = (),
) -> bytes:
    """An 835 that balances: its payment is what its claims and PLB lines ("WO:1001*50") come to."""
    total = sum(float(claim.paid) for claim in claims) - sum(float(one.rpartition("*")[2]) for one in plb)
    lines = [
        f"BPR*I*{total:.2f}*C*ACH*CCP*01*111000025*DA*1*1234567890**01*111000025*DA*1*{paid_on}",
        f"TRN*1*{sequence_number}*1{payer_number}",
        f"N1*PR*{payer}*XV*{payer_number}",
        "N1*PE*SAMPLE PRACTICE*XX*1234567893",
        "LX*1",
    ]
    for claim in claims:
        lines.append(
            f"CLP*{claim.number}*{claim.status}*{claim.charge}*{claim.paid}*{claim.patient}*12*{claim.icn}*11*1"
        )
        lines += [f"CAS*{one}" for one in claim.adjustments]
        lines.append(f"NM1*QC*1*{claim.patient_name}")
        if claim.remarks:
            lines.append(f"MOA***{claim.remarks}")
        if claim.original:
            lines.append(f"REF*F8*{claim.original}")
        lines.append(f"DTM*232*{claim.service}")
    lines += [f"PLB*1234567893*20261231*{one}" for one in plb]
    return an_interchange(a_group(a_set("835", *lines)), control="000000055")


def a_claim_answer(
    number: str = "1001",
    *,
    category: str = "A2",
    on: str = "20260108",
    batch: str = "B1",
    icn: str = "",
    source: str = "PR",
    action: str = "WQ",
    kind: str = "277CA",
    service: str = "20260105",
) -> bytes:
    """A 277CA row, or a 277 row, about one claim."""
    lines = [
        f"BHT*0085*08*X{on}*{on}*0900*TH",
        "HL*1**20*1",
        f"NM1*{source}*2*AETNA*****PI*60054",
        "HL*2*1*21*1",
        "NM1*41*2*SAMPLE PRACTICE*****46*SENDER",
        *([f"TRN*2*{batch}", f"STC*A1:19:{source}*{on}*WQ*200"] if kind == "277CA" else []),
        "HL*3*2*19*1",
        "NM1*85*2*SAMPLE PRACTICE*****XX*1234567893",
        "HL*4*3*PT" if kind == "277CA" else "HL*4*3*22*0",
        "NM1*QC*1*AGATE*APRIL****MI*W1" if kind == "277CA" else "NM1*IL*1*AGATE*APRIL****MI*W1",
        f"TRN*2*{number}",
        f"STC*{category}:20:{source}*{on}*{action}*200",
        *([f"REF*EJ*{number}"] if kind == "277" else []),
        *([f"REF*1K*{icn}"] if icn else []),
        f"DTP*472*D8*{service}",
    ]
    guide = "005010X214" if kind == "277CA" else "005010X212"
    return an_interchange(a_group(a_set("277", *lines, guide=guide), version=guide), control="000000077")


def a_batch_ack(*, outcome: str = "A", group: str = "7", control: str = "0001", on: str = "20260107") -> bytes:
    """A 999 for one transaction of ours."""
    lines = [f"AK1*HC*{group}*005010X222A1", f"AK2*837*{control}*005010X222A1", f"IK5*{outcome}", "AK9*A*1*1*1"]
    raw = an_interchange(a_group(a_set("999", *lines, guide="005010X231A1"), version="005010X231A1"))
    return raw.replace(b"*250208*", f"*{on[2:]}*".encode())


def an_interchange_ack(*, outcome: str = "R", group: str = "7", on: str = "20260107") -> bytes:
    """A TA1 for the interchange of one transaction of ours."""
    raw = an_interchange(before_groups=[f"TA1*{int(group):09}*260106*0900*{outcome}*006"])
    return raw.replace(b"*250208*", f"*{on[2:]}*".encode())


def write(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path

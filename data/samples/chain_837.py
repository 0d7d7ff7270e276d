"""Writes the 837: professional and institutional claims as the practice sends them to its clearinghouse."""

from data.samples.chain_837_claim import claim_segments
from data.samples.practice import CLEARINGHOUSE, PHONE, SENDER, address_segments, biller
from data.samples.shapes import Coverage, Organization, Patient, Person, Sent
from data.samples.transmissions import File, SentSet, Transmission
from data.samples.x12_text import Group, Interchange, day, segment, written

_SUBSCRIBER_LEVEL = "22"
_DEPENDENT_LEVEL = "23"


def claim_file(transmission: Transmission) -> File:
    interchange = Interchange(
        sender=SENDER, receiver=CLEARINGHOUSE, on=transmission.on, time="1730", control=transmission.control
    )
    group = Group(
        function="HC",
        version=transmission.version,
        control=transmission.control,
        sets=tuple(("837", sent.control, _body(transmission, sent)) for sent in transmission.sets),
    )
    return File(on=transmission.on, kind=transmission.kind, text=written(interchange, [group]))


def _body(transmission: Transmission, sent: SentSet) -> list[str]:
    organization = biller(institutional=transmission.institutional)
    segments = [
        segment("BHT", "0019", "00", sent.reference, day(transmission.on), "1730", "CH"),
        segment("NM1", "41", "2", organization.name, "", "", "", "", "46", SENDER),
        segment("PER", "IC", "BILLING OFFICE", "TE", PHONE),
        segment("NM1", "40", "2", "SAMPLE CLEARINGHOUSE", "", "", "", "", "46", CLEARINGHOUSE),
        *_billing_provider(organization),
    ]
    level = 1
    for claim in sent.claims:
        segments += _patient_levels(claim, level)
        segments += claim_segments(claim)
        level += 2 if claim.claim.patient.subscriber else 1
    return segments


def _billing_provider(organization: Organization) -> list[str]:
    return [
        segment("HL", "1", "", "20", "1"),
        segment("PRV", "BI", "PXC", organization.taxonomy),
        segment("NM1", "85", "2", organization.name, "", "", "", "", "XX", organization.npi),
        *address_segments(organization.street),
        segment("REF", "EI", organization.tax_id),
    ]


def _patient_levels(sent: Sent, above: int) -> list[str]:
    """HL 22 of the subscriber and, for a dependent, HL 23 of the patient."""
    patient = sent.claim.patient
    coverage = patient.coverages[sent.rank]
    if not patient.subscriber:
        return [
            segment("HL", str(above + 1), "1", _SUBSCRIBER_LEVEL, "0"),
            segment("SBR", "PST"[sent.rank], "18", "", "", "", "", "", "", coverage.payer.filing_code),
            *_subscriber(patient.person, coverage, sent),
        ]
    return [
        segment("HL", str(above + 1), "1", _SUBSCRIBER_LEVEL, "1"),
        segment("SBR", "PST"[sent.rank], "", "", "", "", "", "", "", coverage.payer.filing_code),
        *_subscriber(patient.subscriber, coverage, sent),
        segment("HL", str(above + 2), str(above + 1), _DEPENDENT_LEVEL, "0"),
        *_dependent(patient),
    ]


def _subscriber(person: Person, coverage: Coverage, sent: Sent) -> list[str]:
    segments = [
        segment("NM1", "IL", "1", person.last, person.first, "", "", "", "MI", coverage.member_id),
        *address_segments(person.street),
        segment("DMG", "D8", day(person.born), person.gender),
    ]
    if sent.claim.injured_on:
        segments.append(segment("REF", "Y4", f"WC{sent.claim.number}"))
    return [
        *segments,
        segment("NM1", "PR", "2", coverage.payer.name.upper(), "", "", "", "", "PI", coverage.payer.number),
    ]


def _dependent(patient: Patient) -> list[str]:
    person = patient.person
    return [
        segment("PAT", "19"),
        segment("NM1", "QC", "1", person.last, person.first),
        *address_segments(person.street),
        segment("DMG", "D8", day(person.born), person.gender),
    ]

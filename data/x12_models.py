"""What the X12 readers make of a file: frozen values named by the guides' loops; no behavior beyond naming.

Money is integer cents. Codes, numbers and units are text. Dates are None where the file has none or an unreadable one.
Dates of birth, social security numbers and whole member numbers are never carried: readers drop them.
`place` names where in the file a thing stands, in words: "ST 0001, claim 3".
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class X12Kind(StrEnum):
    """The transaction sets that are read, by ST01 and the guide named in GS08 or ST03."""

    PROFESSIONAL = "837P"
    INSTITUTIONAL = "837I"
    IMPLEMENTATION_ACK = "999"
    INTERCHANGE_ACK = "TA1"
    CLAIM_ACK = "277CA"
    STATUS = "277"
    REMITTANCE = "835"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interchange:
    """ISA06, ISA08, ISA13 (blanks stripped), ISA15 = T, and ISA09."""

    sender: str
    receiver: str
    control: str
    is_test: bool
    sent_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionSet:
    """One ST to SE (or the TA1 segments of one interchange). `sha256` is of its normalized segments, in hex.

    `place` is where it starts, `position` its number in the file, from 1. `refusal` says why it cannot be read, ""
    where it can; `kind` is None only where it is refused. `warnings` are oddities that do not stop the reading.
    """

    position: int
    place: str
    kind: X12Kind | None
    version: str
    interchange: Interchange
    group_control: str
    control: str
    segments: int
    sha256: str
    refusal: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedProblem:
    """Something that a person should know about one place of a file, in words without names of patients."""

    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedClaim:
    """A claim (CLM, CLP or status row) that cannot be taken as it stands: its amount or number is unreadable."""

    place: str
    text: str


# --- 837: claims sent ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedLine:
    """Loop 2400. `procedure` is SV101-2 or SV202-2 ("" for a line with a revenue code alone)."""

    number: int
    revenue_code: str
    procedure: str
    modifiers: tuple[str, ...]
    charge_cents: int
    units: str
    pointers: tuple[int, ...]
    service_from: date | None
    service_to: date | None
    control_number: str
    """REF*6R."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPayer:
    """Loop 2320 and 2330B: another payer of the same claim. `paid_cents` is AMT*D, None where not given."""

    sequence: str
    filing_code: str
    name: str
    payer_number: str
    paid_cents: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedClaim:
    """Loop 2300 with what stands above it (billing provider, subscriber, payer)."""

    place: str
    ordinal: int
    """Number of the CLM in its transaction, from 1."""
    batch_reference: str
    """BHT03: what the 277CA echoes."""
    sent_on: date | None
    """BHT04, else the interchange's day."""
    claim_number: str
    """CLM01."""
    charge_cents: int
    facility_code: str
    """CLM05-1: place of service (837P) or the first two digits of the bill type (837I)."""
    frequency: str
    """CLM05-3: 1 original, 7 replacement, 8 void, as sent."""
    payer_sequence: str
    """SBR01: P, S, T, else as sent."""
    filing_code: str
    """SBR09."""
    payer_name: str
    payer_number: str
    payer_claim_number: str
    """REF*F8."""
    clearinghouse_number: str
    """REF*D9."""
    authorization: str
    """REF*G1."""
    billing_name: str
    billing_npi: str
    rendering_name: str
    """Last, First of NM1*82; "" where the billing provider rendered."""
    rendering_npi: str
    patient_last: str
    patient_first: str
    member_last4: str
    """At most the last four characters of the member number, and never more than half of it."""
    service_from: date | None
    """Earliest day of service: lines (837P), statement dates DTP*434 (837I)."""
    service_to: date | None
    patient_paid_cents: int
    """AMT*F5."""
    diagnoses: tuple[str, ...]
    """HI codes with their dot, principal first, each once."""
    other_payers: tuple[OtherPayer, ...]
    lines: tuple[SubmittedLine, ...]
    problems: tuple[str, ...] = ()


# --- 999 and TA1: syntax acknowledgements --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAck:
    """One 999: AK102 names our GS06. `outcome` is AK901 (A, E, P, R, ...), "" where AK9 is missing."""

    place: str
    on: date | None
    """The day of the acknowledging interchange (a 999 has no date of its own)."""
    group_control: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionAck:
    """One AK2 of a 999: our ST02 and IK501 (A, E accepted; R, M, W, X rejected). `errors` are places, in words."""

    place: str
    on: date | None
    group_control: str
    control: str
    outcome: str
    errors: tuple[str, ...]
    claim_numbers: tuple[str, ...]
    """CLM01s that CTX names beside the errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterchangeAck:
    """TA1: our ISA13, TA104 (A, E, R) and TA105, the note code."""

    place: str
    on: date | None
    control: str
    outcome: str
    note: str


# --- 277CA and 277: acknowledgement and status of claims -----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCode:
    """STC01, STC10 or STC11: category (A3, P1, F2), status and entity."""

    category: str
    status: str
    entity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchStatus:
    """A status of a whole batch (2200B, `level` "receiver") or billing provider (2200C, `level` "provider").

    `has_claims` says whether claim rows stand below it in the same transaction.
    """

    place: str
    level: str
    on: date | None
    batch_reference: str
    """2200B TRN02: BHT03 of the 837."""
    provider_npi: str
    action: str
    """STC03: WQ accepted, U rejected, "" where not given."""
    codes: tuple[StatusCode, ...]
    source_is_payer: bool
    source_name: str
    has_claims: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimStatus:
    """One claim row of a 277CA (2200D) or a 277; a search that found nothing (A4) is one too, without a number."""

    place: str
    ordinal: int
    on: date | None
    """STC02, else BHT04."""
    batch_reference: str
    claim_number: str
    """277CA: 2200D TRN02. 277: REF*EJ. "" where there is none."""
    payer_claim_number: str
    """REF*1K."""
    clearinghouse_number: str
    """REF*D9."""
    action: str
    codes: tuple[StatusCode, ...]
    charge_cents: int | None
    """STC04."""
    source_is_payer: bool
    source_name: str
    source_number: str
    patient_last: str
    patient_first: str
    service_from: date | None
    service_to: date | None
    message: str
    """STC12, free text of the source; kept local."""
    problems: tuple[str, ...] = ()


# --- 835: remittances ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """The head of one 835: one check or transfer. `amount_cents` is None where BPR is missing."""

    place: str
    amount_cents: int | None
    """BPR02; negative where BPR03 is D."""
    method: str
    """BPR04: ACH, CHK, NON, ..."""
    paid_on: date | None
    """BPR16, else DTM*405."""
    trace: str
    """TRN02: check or transfer number."""
    payer_name: str
    payer_number: str
    """N1*PR N104, else REF*2U, else TRN03."""
    payee_name: str
    payee_npi: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """One triplet of a CAS, signed as there: positive reduces the payment."""

    group: str
    carc: str
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemittedLine:
    """Loop 2110."""

    number: int
    revenue_code: str
    procedure: str
    modifiers: tuple[str, ...]
    submitted_procedure: str
    """SVC06: what was sent where the payer changed it."""
    charge_cents: int
    paid_cents: int
    units: str
    service_from: date | None
    service_to: date | None
    control_number: str
    allowed_cents: int | None
    """AMT*B6."""
    adjustments: tuple[Adjustment, ...]
    remarks: tuple[str, ...]
    """LQ*HE."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemittedClaim:
    """Loop 2100: one CLP with all below it."""

    place: str
    ordinal: int
    claim_number: str
    status: str
    """CLP02."""
    charge_cents: int
    paid_cents: int
    patient_cents: int
    filing_code: str
    payer_claim_number: str
    """CLP07."""
    original_payer_claim_number: str
    """REF*F8 of loop 2100: the number of the claim that this one replaces."""
    facility_code: str
    frequency: str
    patient_last: str
    patient_first: str
    member_last4: str
    rendering_npi: str
    crossover_name: str
    """NM1*TT: the payer it was forwarded to."""
    crossover_number: str
    service_from: date | None
    service_to: date | None
    received_on: date | None
    """DTM*050."""
    adjustments: tuple[Adjustment, ...]
    remarks: tuple[str, ...]
    """MOA and MIA remark codes."""
    lines: tuple[RemittedLine, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderAdjustment:
    """One reason of a PLB, signed as there: positive reduces the payment."""

    place: str
    provider: str
    reason: str
    """PLB03-1: WO, FB, L6, 72, CS, J1, ..."""
    reference: str
    """PLB03-2."""
    cents: int


X12Item = (
    SubmittedClaim
    | GroupAck
    | TransactionAck
    | InterchangeAck
    | BatchStatus
    | ClaimStatus
    | Payment
    | RemittedClaim
    | ProviderAdjustment
    | RefusedClaim
)
"""What one transaction yields, in the order of the file; an 835's Payment comes first."""

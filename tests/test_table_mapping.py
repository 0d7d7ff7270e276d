"""Headings become fields: words of real exports, personal columns, misspellings, typed and saved mappings."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from data.importers.tables.errors import UnreadableTable
from data.importers.tables.fields import Field
from data.importers.tables.mapping import Mapping, fingerprint, mapping_from_json, read_map_options
from data.importers.tables.reading import read_table
from data.importers.tables.shapes import TableRow
from data.importers.tables.suggestions import Confidence, Suggestion, suggest_mapping


def suggest(headers: Sequence[str], *rows: Sequence[str]) -> Suggestion:
    return suggest_mapping(headers, [TableRow(f"line {number}", row) for number, row in enumerate(rows, 2)])


def suggest_from_file(folder: Path, headers: str, *rows: str) -> Suggestion:
    """The suggestion for a file with a real header and invented rows."""
    path = folder / "export.csv"
    path.write_text("\n".join((headers, *rows)) + "\n", encoding="utf-8")
    table = read_table(path)
    return suggest_mapping(table.headers, table.sample)


def sure(suggestion: Suggestion) -> dict[str, str]:
    return {c.header: str(c.field) for c in suggestion.columns if c.field and c.confidence is Confidence.SURE}


def with_confidence(suggestion: Suggestion, confidence: Confidence) -> list[str]:
    return [column.header for column in suggestion.columns if column.confidence is confidence]


def test_an_aging_report_with_a_translated_tail_is_mapped(tmp_path: Path) -> None:
    suggestion = suggest_from_file(
        tmp_path,
        "Insurance,Name,SSN,DOB,ID,Policy,Group Number,Phone,City,Invoice,DOS,Referrer,Provider,Charge,Adjust,"
        "Paid,Balance,Aging Days,Error",
        '"Example Health","Sample, Pat","000-00-0000","1980-01-01","77","X1","G1","555-0100","Anytown","12.34",'
        '"2026-01-05","","Example, Alex","100.00","20.00","30.00","50.00","41","",',
    )

    assert suggestion.is_unambiguous
    assert sure(suggestion) == {
        "Insurance": "payer",
        "Name": "patient_name",
        "Invoice": "claim_number",
        "DOS": "service_from",
        "Provider": "provider",
        "Charge": "billed",
        "Adjust": "adjusted",
        "Paid": "paid",
        "Balance": "balance",
    }
    assert with_confidence(suggestion, Confidence.PERSONAL) == [
        "SSN",
        "DOB",
        "Policy",
        "Group Number",
        "Phone",
        "City",
    ]


def test_an_export_with_three_payers_side_by_side_is_mapped(tmp_path: Path) -> None:
    payers = ",".join(
        f"{payer}Insurance{column}"
        for payer in ("Primary", "Secondary", "Tertiary")
        for column in ("CheckNo", "CheckAmount", "PostingDate", "AdjudicationDate", "Payment", "Adjustment")
    )

    suggestion = suggest_from_file(
        tmp_path,
        "CreatedDate,Encounter,PID,PatientName,DOB,CaseName,ServiceStartDate,ServiceEndDate,RendarringProvider,CPT,Modifier,"
        f"Units,TotalCharge,{payers},PatientPayment",
        '2026-01-06,501,12,"Sample, Pat",1980-01-01,Default,2026-01-05,2026-01-05,"Example, Alex",99213,25,1,100.00,'
        + ",".join(["9001,500.00,2026-02-01,2026-01-31,60.00,20.00"] + [",0.00,,,0.00,0.00"] * 2)
        + ",20.00",
    )

    assert suggestion.is_unambiguous
    assert sure(suggestion) == {
        "Encounter": "claim_number",
        "PID": "account_number",
        "PatientName": "patient_name",
        "ServiceStartDate": "service_from",
        "ServiceEndDate": "service_to",
        "RendarringProvider": "provider",
        "CPT": "procedure",
        "Modifier": "modifier",
        "Units": "units",
        "TotalCharge": "billed",
        "PrimaryInsurancePayment": "payer_paid",
        "PrimaryInsuranceAdjustment": "payer_adjusted",
        "SecondaryInsurancePayment": "secondary_paid",
        "SecondaryInsuranceAdjustment": "secondary_adjusted",
        "TertiaryInsurancePayment": "tertiary_paid",
        "TertiaryInsuranceAdjustment": "tertiary_adjusted",
        "PatientPayment": "patient_paid",
    }
    assert with_confidence(suggestion, Confidence.PERSONAL) == ["DOB"]


def test_an_export_of_charges_takes_the_encounter_and_the_charge_status(tmp_path: Path) -> None:
    suggestion = suggest_from_file(
        tmp_path,
        "ID,EncounterID,EncounterStatus,PatientID,PatientName,ProcedureCode,ProcedureModifier1,ServiceStartDate,PostingDate,"
        "Status,TotalCharges,TotalBalance,InsuranceBalance,PatientBalance,PrimaryInsuranceCompanyName,"
        "PrimaryInsuranceAdjudicationDate,PrimaryInsuranceInsurancePayment,PrimaryInsuranceInsuranceAllowed,"
        "PrimaryInsuranceInsuranceDeductible,PrimaryInsuranceInsuranceContractAdjustment,"
        "PrimaryInsuranceInsuranceContractAdjustmentReason",
        "9001,501,Approved,12,Pat Sample,99213,25,1/5/2026,1/6/2026,Pending,100.00,40.00,40.00,0.00,Example Health,"
        "1/31/2026,60.00,80.00,0.00,20.00,45",
    )

    assert suggestion.is_unambiguous
    assert sure(suggestion) == {
        "EncounterID": "claim_number",
        "PatientID": "account_number",
        "PatientName": "patient_name",
        "ProcedureCode": "procedure",
        "ProcedureModifier1": "modifier",
        "ServiceStartDate": "service_from",
        "Status": "status",
        "TotalCharges": "billed",
        "TotalBalance": "balance",
        "InsuranceBalance": "insurance_balance",
        "PatientBalance": "patient_balance",
        "PrimaryInsuranceCompanyName": "payer",
        "PrimaryInsuranceInsurancePayment": "payer_paid",
        "PrimaryInsuranceInsuranceContractAdjustment": "payer_adjusted",
    }


def test_line_items_of_an_appointment_are_mapped_and_a_patient_number_is_asked_about(tmp_path: Path) -> None:
    suggestion = suggest_from_file(
        tmp_path,
        "code,posted_date,billing_status,allowed,ins3_paid,pt_paid,patient,appointment",
        "99213,2026-01-06,In Process Payer,80.00,0.00,20.00,7700012,880001",
    )

    assert suggestion.is_unambiguous
    assert sure(suggestion) == {
        "code": "procedure",
        "billing_status": "status",
        "ins3_paid": "tertiary_paid",
        "pt_paid": "patient_paid",
        "appointment": "claim_number",
    }
    assert with_confidence(suggestion, Confidence.TO_CONFIRM) == ["patient"]
    assert "patient=account_number" in suggestion.as_map_options()


def test_an_export_of_claim_queues_is_mapped(tmp_path: Path) -> None:
    suggestion = suggest_from_file(
        tmp_path,
        "claim_id,account_number,date_of_service,patient_name,patient_mrn,provider_name,current_queue,current_payer,"
        "patient_balance,insurance_balance,total_charges,total_paid,total_adjusted",
        'c-1,A-1,2026-01-05,Pat Sample,77,"Example, Alex",FiledAwaitingResponse,Example Health,'
        "0.00,50.00,100.00,30.00,20.00",
    )

    assert suggestion.is_unambiguous
    assert sure(suggestion) == {
        "claim_id": "claim_number",
        "account_number": "account_number",
        "date_of_service": "service_from",
        "patient_name": "patient_name",
        "provider_name": "provider",
        "current_queue": "status",
        "current_payer": "payer",
        "patient_balance": "patient_balance",
        "insurance_balance": "insurance_balance",
        "total_charges": "billed",
        "total_paid": "paid",
        "total_adjusted": "adjusted",
    }


def test_an_outstanding_claims_report_without_claim_numbers_is_asked_about(tmp_path: Path) -> None:
    suggestion = suggest_from_file(
        tmp_path,
        "Carrier Name\tPhone\tType\tPatName\tDateService\tDateSent\tDateSentOrig\tTrackStat\tDateStat\tError\tAmount",
        "Example Dental\t555-0100\tPrimary\tSample, Pat\t01/05/2026\t01/06/2026\t01/06/2026\t\t01/01/0001\t\t100.00",
    )

    assert not suggestion.is_unambiguous
    assert sure(suggestion) == {
        "Carrier Name": "payer",
        "PatName": "patient_name",
        "DateService": "service_from",
        "DateSent": "sent_on",
        "TrackStat": "status",
        "Amount": "billed",
    }


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Claim #", "claim_number"),
        ("CLAIM NO.", "claim_number"),
        ("Clm ID", "claim_number"),
        ("Acct #", "account_number"),
        ("Svc Date", "service_from"),
        ("Date of Service", "service_from"),
        ("From DOS", "service_from"),
        ("DOS To", "service_to"),
        ("Date Billed", "sent_on"),
        ("Billed Amt", "billed"),
        ("Charges ($)", "billed"),
        ("Pmts", "paid"),
        ("Adjustments", "adjusted"),
        ("Balance Due", "balance"),
        ("Ins Bal", "insurance_balance"),
        ("Pt Balance", "patient_balance"),
        ("Primary Ins", "payer"),
        ("Secondary Ins", "secondary_payer"),
        ("Tertiary Insurance", "tertiary_payer"),
        ("Ins2 Paid", "secondary_paid"),
        ("Dx 2", "diagnosis"),
        ("ICD-10 Codes", "diagnosis"),
        ("Mod 3", "modifier"),
        ("CPT/HCPCS", "procedure"),
        ("Patient's Last Name", "patient_last"),
        ("Qty", "units"),
    ],
)
def test_common_headings_are_sure(heading: str, field: str) -> None:
    assert sure(suggest([heading])) == {heading: field}


@pytest.mark.parametrize(
    "heading",
    [
        "DOB",
        "Patient DOB",
        "Date of Birth",
        "Birth Date",
        "Date of Brith",
        "SSN",
        "Social Security No.",
        "Member ID",
        "Primary Member ID",
        "Policy #",
        "PolicyNumber",
        "Subscriber ID",
        "Insured ID",
        "MBI",
        "Primary Ins ID",
        "Medicare No.",
        "HICN",
        "Group No",
        "Home Phone",
        "Address 1",
        "City",
        "Zip Code",
        "E-mail",
    ],
)
def test_personal_columns_are_never_read(heading: str) -> None:
    (column,) = suggest([heading]).columns

    assert (column.field, column.confidence) == (None, Confidence.PERSONAL)


def test_a_misspelt_heading_of_a_needed_field_is_asked_about() -> None:
    suggestion = suggest(["Claim ID", "Servce Date", "Charge"], ["C1", "01/05/2026", "100.00"])

    assert with_confidence(suggestion, Confidence.TO_CONFIRM) == ["Servce Date"]
    assert not suggestion.is_unambiguous
    assert suggestion.as_map_options() == ["Claim ID=claim_number", "Charge=billed", "Servce Date=service_from"]


@pytest.mark.parametrize("heading", ["Payer ID", "Claim Type", "Claim Age", "Posting Date", "Allowed", "Paid Date"])
def test_a_heading_close_to_a_known_one_that_means_something_else_is_not_read(heading: str) -> None:
    (column,) = suggest([heading], ["60054"]).columns

    assert (column.field, column.confidence) == (None, Confidence.UNKNOWN)


def test_a_heading_whose_cells_are_something_else_is_asked_about() -> None:
    suggestion = suggest(["Claim ID", "DOS", "Charge"], ["C1", "Example Health", "100.00"], ["C2", "Other", "5.00"])

    assert with_confidence(suggestion, Confidence.TO_CONFIRM) == ["DOS"]
    assert not suggestion.is_unambiguous


def test_two_columns_for_one_field_are_ambiguous_and_the_first_is_offered() -> None:
    suggestion = suggest(["Claim ID", "Charge", "Total Charges"], ["C1", "100.00", "100.00"])

    assert not suggestion.is_unambiguous
    assert suggestion.claimed_twice == (Field.BILLED,)
    assert suggestion.as_map_options() == ["Claim ID=claim_number", "Charge=billed"]


def test_an_encounter_is_no_claim_number_beside_one() -> None:
    suggestion = suggest(["Encounter ID", "Claim ID", "DOS"], ["501", "C1", "01/05/2026"])

    assert sure(suggestion) == {"Claim ID": "claim_number", "DOS": "service_from"}
    assert suggestion.is_unambiguous


def test_a_claim_number_alone_is_not_enough() -> None:
    assert not suggest(["Claim ID", "Provider"], ["C1", "Example, Alex"]).is_unambiguous


def test_several_diagnoses_and_modifiers_are_not_ambiguous() -> None:
    suggestion = suggest(
        ["Claim ID", "DOS", "CPT", "Mod 1", "Mod 2", "Dx 1", "Dx 2"],
        ["C1", "01/05/2026", "99213", "25", "59", "I10", "E11.9"],
    )

    assert suggestion.is_unambiguous
    assert suggestion.mapping.columns(Field.MODIFIER) == (3, 4)
    assert suggestion.mapping.columns(Field.DIAGNOSIS) == (5, 6)


def test_the_options_of_a_suggestion_make_its_mapping_again() -> None:
    headers = ["Claim ID", "DOS", "Mod 1", "Mod 2", "CPT", "Weight=kg"]
    suggestion = suggest(headers, ["C1", "01/05/2026", "25", "59", "99213", "70"])

    mapping = read_map_options(suggestion.as_map_options(), headers)

    assert mapping == suggestion.mapping


def test_a_typed_column_is_found_however_it_is_capitalized() -> None:
    mapping = read_map_options(["claim id=Claim-Number", "Weight=kg=status"], ["Claim ID", "Weight=kg"])

    assert mapping == Mapping(("Claim ID", "Weight=kg"), (Field.CLAIM_NUMBER, Field.STATUS))


@pytest.mark.parametrize(
    ("options", "said", "hint"),
    [
        (["Invioce=claim_number"], 'no column "Invioce"', '"Invoice"'),
        (["Invoice=claim_nr"], 'no field "claim_nr"', '"claim_number"'),
        (["Invoice=zzz"], 'no field "zzz"', "claim_number"),
        (["Invoice"], "is no mapping", "column=field"),
        (["=claim_number"], "is no mapping", "column=field"),
        (["DOB=service_from", "Invoice=claim_number"], "personal data", "Leave"),
        (["Charge=billed"], "No column is mapped to claim_number", "claim_number"),
        (["Invoice=claim_number", "Charge=claim_number"], "are both mapped to claim_number", "Leave"),
        (["Invoice=claim_number", "Invoice=billed"], "is mapped to two fields", "Leave"),
    ],
)
def test_a_wrong_option_is_named_with_the_nearest_right_one(options: list[str], said: str, hint: str) -> None:
    with pytest.raises(UnreadableTable, match=said) as raised:
        read_map_options(options, ["Invoice", "DOB", "Charge", "Zone"])

    assert hint in raised.value.hint


def test_a_mapping_is_saved_by_heading_and_fits_columns_in_another_order() -> None:
    mapping = read_map_options(["Invoice=claim_number", "Fee=billed"], ["Invoice", "Fee", "Zone"])

    saved = mapping.as_json()

    assert saved == {"Invoice": "claim_number", "Fee": "billed"}
    assert mapping_from_json(saved, ["Fee", "Invoice"]).fields == (Field.BILLED, Field.CLAIM_NUMBER)


def test_a_saved_mapping_whose_column_is_gone_is_refused() -> None:
    with pytest.raises(UnreadableTable, match='no column "Fee"'):
        mapping_from_json({"Invoice": "claim_number", "Fee": "billed"}, ["Invoice"])


def test_a_fingerprint_ignores_capitals_and_spaces_but_not_the_columns() -> None:
    headers = ["Claim ID", "Date of Service"]

    assert fingerprint(headers) == fingerprint(["claim_id", " DATE OF SERVICE "])
    assert fingerprint(headers) != fingerprint([*headers, "Paid"])
    assert fingerprint(headers) == hashlib.sha256(b"claim id\ndate of service").hexdigest()

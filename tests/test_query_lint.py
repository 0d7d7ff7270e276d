"""Texts of queries to providers, right in both directions: what leads, tells of money or names a patient is refused."""

import pytest

from bot.rules.query_kinds import TEMPLATES, options_of
from bot.rules.query_lint import QueryWords, Surroundings, findings_in
from bot.rules.query_lint_base import Rule
from data.query_models import QueryKind, Question

PAYERS = ("Bluebird Mutual of Ohio", "Lakeside Health Plan", "First Harbor", "State Medicaid")

REFUSED = [
    # --- leading ---
    ("Please document sepsis.", Rule.LEADS),
    ("Please add acute respiratory failure to your discharge summary.", Rule.LEADS),
    ("Can you add malnutrition?", Rule.LEADS),
    ("Could you please include CKD stage 4 in the note?", Rule.LEADS),
    ("Would you agree that the patient has encephalopathy?", Rule.LEADS),
    ("Do you agree with a diagnosis of acute blood loss anemia?", Rule.LEADS),
    ("The patient meets SIRS criteria with a lactate of 4.", Rule.LEADS),
    ("We believe this is an acute kidney injury.", Rule.LEADS),
    ("I think the pneumonia is from aspiration.", Rule.LEADS),
    ("This looks like type 2 MI.", Rule.LEADS),
    ("The record appears to support severe malnutrition.", Rule.LEADS),
    ("The ulcer should be documented as stage 3.", Rule.LEADS),
    ("Heart failure needs to be coded as acute on chronic.", Rule.LEADS),
    ("Please consider documenting hyponatremia.", Rule.LEADS),
    ("You forgot to document the side.", Rule.LEADS),
    ("Why didn't you document the stage?", Rule.LEADS),
    ("The labs suggest sepsis.", Rule.LEADS),
    ("Please confirm that the patient had a stroke.", Rule.LEADS),
    ("This was clearly an acute event.", Rule.LEADS),
    ("You need to document acute respiratory failure.", Rule.LEADS),
    ("It was sepsis, correct?", Rule.LEADS),
    ("Coding is looking for a diagnosis of cachexia here.", Rule.LEADS),
    # --- yes or no ---
    ("Does the patient have sepsis?", Rule.YES_NO),
    ("WBC 18, lactate 4. Is this sepsis?", Rule.YES_NO),
    ("Was the excision down to muscle?", Rule.YES_NO),
    ("Should the condition be listed as acute?", Rule.YES_NO),
    ("Is the wound a pressure ulcer of stage 3?", Rule.YES_NO),
    # --- money ---
    ("This affects our reimbursement.", Rule.MONEY),
    ("The visit will not be paid without it.", Rule.MONEY),
    ("A payment of $1,240.00 depends on the answer.", Rule.MONEY),
    ("There is money on the table.", Rule.MONEY),
    ("The charge was 250 dollars.", Rule.MONEY),
    ("It cannot be billed as written.", Rule.MONEY),
    ("The allowed amount drops otherwise.", Rule.MONEY),
    ("Otherwise we write off the balance.", Rule.MONEY),
    ("We lose revenue without a specific type.", Rule.MONEY),
    # --- who pays ---
    ("Medicare requires the laterality.", Rule.PAYER),
    ("Aetna asks for the stage.", Rule.PAYER),
    ("The payer wants the operative note.", Rule.PAYER),
    ("The insurance company asks for the indication.", Rule.PAYER),
    ("bcbs needs the acuity", Rule.PAYER),
    ("Bluebird sent the record back.", Rule.PAYER),
    ("lakeside asks for more detail on the wound", Rule.PAYER),
    ("First Harbor wants the depth of the excision.", Rule.PAYER),
    ("Please clarify the indication, the LCD lists only a few.", Rule.PAYER),
    ("Please clarify the indication for the prior authorization.", Rule.PAYER),
    # --- denials and claims ---
    ("The claim was denied for laterality.", Rule.DENIAL),
    ("To avoid a denial, please clarify the side.", Rule.DENIAL),
    ("Denied: CO-16.", Rule.DENIAL),
    ("We received CARC 50 on this.", Rule.DENIAL),
    ("Remark code N30 asks for the stage.", Rule.DENIAL),
    ("co-97 on the second line", Rule.DENIAL),
    ("Returned with CO 197.", Rule.DENIAL),
    ("RARC MA130 came back.", Rule.DENIAL),
    ("We are preparing an appeal.", Rule.DENIAL),
    ("This claim waits for you.", Rule.DENIAL),
    ("The service was rejected.", Rule.DENIAL),
    ("PR-96 was given.", Rule.DENIAL),
    # --- impact ---
    ("The DRG changes with the type.", Rule.IMPACT),
    ("This would be an MCC.", Rule.IMPACT),
    ("Please clarify, it is an HCC.", Rule.IMPACT),
    ("It raises the severity of the stay.", Rule.IMPACT),
    ("Severity of illness would be higher.", Rule.IMPACT),
    ("The RVU is different for deep excision.", Rule.IMPACT),
    ("wRVUs depend on the depth.", Rule.IMPACT),
    ("This counts in our quality scores.", Rule.IMPACT),
    ("It hurts the mortality index.", Rule.IMPACT),
    ("A more specific diagnosis supports a higher level of service.", Rule.IMPACT),
    ("It improves the case mix.", Rule.IMPACT),
    ("The RAF score needs the stage.", Rule.IMPACT),
    # --- audits ---
    ("We are being audited on this.", Rule.REVIEW),
    ("An auditor asked for the note.", Rule.REVIEW),
    ("A RAC review asks for it.", Rule.REVIEW),
    # --- patients ---
    ("Please clarify the side for SSN 123-45-6789.", Rule.PATIENT),
    ("MBI 1EG4-TE5-MK73, please clarify the stage.", Rule.PATIENT),
    ("DOB 01/02/1950, wound of the foot.", Rule.PATIENT),
    ("Call me at 555-123-4567 about the stage.", Rule.PATIENT),
    ("Mrs. Alderwood was seen for a wound.", Rule.PATIENT),
    ("Patient John Testman was seen for a wound.", Rule.PATIENT),
    ("Jane Sample, 56 yo, with a wound of the foot.", Rule.PATIENT),
    ("The wound of Quillfeather is described twice.", Rule.PATIENT),
    ("MRN 00412377: two notes differ.", Rule.PATIENT),
    ("Lives at 12 Maple Street.", Rule.PATIENT),
]
SENT = [
    "Please clarify the type of heart failure that is documented.",
    "Can you please clarify which side was treated?",
    "Could you specify the acuity of the documented anemia?",
    "Please document your clinical judgment in the chart.",
    "Please document the type in an addendum, as far as the record supports it.",
    "Patient denies chest pain and fever.",
    "Pt denied any alcohol use.",
    "She denies chills.",
    "The family denied recent falls.",
    "Moderate amount of serous drainage on the dressing.",
    "A small amount of free fluid on CT.",
    "WBC 18.2, lactate 4.1, temperature 38.9, blood cultures pending.",
    "PR interval 160 ms on the ECG.",
    "PR 180 ms, QTc 440 ms.",
    "Cardiac output CO 5.2 L/min.",
    "pCO2 55 on arrival, CO2 31 on the basic panel.",
    "The charge nurse notes redness of the left heel.",
    "Discharge summary and progress note differ.",
    "Costochondral tenderness is described.",
    "Antibiotic coverage was broadened on the second day.",
    "The care plan names a wound of the left heel.",
    "AUDIT-C score 2 at intake.",
    "Pain severity 7 of 10.",
    "Severity of the asthma is not stated.",
    "Please clarify the severity of the documented malnutrition.",
    "Range of motion of the right knee is limited.",
    "Acute rejection of the graft is named in the biopsy report.",
    "Transplant rejection is named in one note, not in the other.",
    "The patient claims to have fallen twice.",
    "Quality of life is described as poor.",
    "Creatinine 1.1 on admission, 2.9 on day 3, 1.3 at discharge.",
    "Medication compliance is described as good.",
    "Sodium 128, fluids restricted.",
    "BMI 17.2, weight loss of 12 pounds, dietitian consult on day 2.",
    "Incentive spirometry was ordered.",
    "The imaging report names an opacity, the notes do not mention it.",
    "Oxygen by mask at 10 L, respirations 28, use of accessory muscles.",
    "Please indicate the depth of the debridement.",
    "What was the indication for the MRI?",
    "Which entry describes this encounter: the one of the consult or the one of the progress note?",
    "Kidney stone on the left side in the CT report.",
    "Carrier status is named in the history.",
    "Patient Health Questionnaire completed at intake.",
    "Paid close attention to the left foot.",
    "Based on your judgment, please clarify the clinical significance of the finding.",
    "The operative note was dictated by another surgeon.",
    "Please review the entry and clarify how the conditions are related.",
    "Dressing changed, 500 cc of saline given.",
    "Troponin 0.9, then 1.4; no interpretation is documented.",
    "Please specify whether the ulcer was present at admission or developed later.",
]


def _rules(text: str, **more: object) -> set[Rule]:
    query = QueryWords(kind=QueryKind.TYPE, text=text)
    return {one.rule for one in findings_in(query, Surroundings(payers=PAYERS, names=("Quillfeather", "Stone")))}


@pytest.mark.parametrize(("text", "rule"), REFUSED)
def test_a_text_that_leads_or_tells_what_it_must_not_is_refused_with_its_mend(text: str, rule: Rule) -> None:
    query = QueryWords(kind=QueryKind.TYPE, text=text)

    found = findings_in(query, Surroundings(payers=PAYERS, names=("Quillfeather", "Stone")))

    assert rule in {one.rule for one in found}
    assert all(one.mend for one in found)
    assert all(one.words.lower() in text.lower() for one in found)


@pytest.mark.parametrize("text", SENT)
def test_a_neutral_text_is_sent(text: str) -> None:
    assert _rules(text) == set()


# --- yes and no, titles, options ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [QueryKind.PRESENT_ON_ADMISSION, QueryKind.CAUSE])
def test_yes_or_no_may_be_asked_of_admission_and_of_cause(kind: QueryKind) -> None:
    query = QueryWords(kind=kind, text="Was the documented ulcer present when the patient was admitted?")

    assert findings_in(query) == ()


@pytest.mark.parametrize(
    ("title", "documented", "is_refused"),
    [
        ("Sepsis clarification", (), True),
        ("Severe malnutrition", (), True),
        ("Query about encephalopathy", (), True),
        ("Acute kidney injury", (), True),
        ("Osteomyelitis of the foot", (), True),
        ("CHF", (), True),
        ("Heart failure type", ("heart failure",), False),
        ("Sepsis clarification", ("Sepsis, unspecified",), False),
        ("Clarification of the type", (), False),
        ("Clarification of the diagnosis", (), False),
        ("Conflicting documentation", (), False),
        ("Anastomosis technique", (), False),
    ],
)
def test_a_title_names_only_a_diagnosis_that_is_documented(
    title: str, documented: tuple[str, ...], is_refused: bool
) -> None:
    query = QueryWords(kind=QueryKind.TYPE, title=title, text="Please clarify.", documented=documented)

    assert (Rule.TITLE in {one.rule for one in findings_in(query)}) is is_refused


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (("Acute", "Chronic", "Other", "Unable to determine"), 0),
        (("Acute", "Chronic", "Other (please specify)", "Clinically undetermined"), 0),
        (("Acute", "Chronic", "Unable to determine"), 1),
        (("Acute", "Chronic", "Other"), 1),
        (("Acute", "Chronic"), 2),
        (("Acute", "Other", "Unable to determine"), 1),
        (("Acute", "acute", "Other", "Unable to determine"), 1),
        (("Acute",), 3),
        ((), 0),
    ],
)
def test_choices_are_two_or_more_with_other_and_unable_to_determine(options: tuple[str, ...], count: int) -> None:
    query = QueryWords(kind=QueryKind.ACUITY, text="Please clarify the acuity.", options=options)

    found = findings_in(query)

    assert [one.rule for one in found] == [Rule.OPTIONS] * count
    assert all(one.mend for one in found)


def test_a_choice_is_read_as_closely_as_the_text() -> None:
    options = ("Acute (higher DRG)", "Chronic", "Other", "Unable to determine")

    found = findings_in(QueryWords(kind=QueryKind.ACUITY, text="Please clarify.", options=options))

    assert Rule.IMPACT in {one.rule for one in found}


def test_what_names_a_patient_is_not_repeated() -> None:
    found = findings_in(QueryWords(kind=QueryKind.TYPE, text="SSN 123-45-6789 of Mrs. Alderwood, MRN 00412377"))

    assert {one.words for one in found if one.rule is Rule.PATIENT} == {""}


def test_a_name_is_only_guessed_where_none_may_be_shown() -> None:
    query = QueryWords(kind=QueryKind.TYPE, text="Patient Jane Sample has a wound of the foot.")

    guessed = findings_in(query, Surroundings(guesses_names=True))
    shown = findings_in(query, Surroundings(guesses_names=False))

    assert [one.rule for one in guessed] == [Rule.PATIENT]
    assert shown == ()


@pytest.mark.parametrize("kind", list(QueryKind))
def test_every_kind_has_a_neutral_question_and_may_be_sent_as_it_is(kind: QueryKind) -> None:
    template = TEMPLATES[kind]
    options = options_of(Question(kind=kind))

    found = findings_in(
        QueryWords(kind=kind, title=template.title, text=template.question, options=tuple(options.values()))
    )

    assert found == ()
    assert list(options)[-2:] == ["other", "undetermined"]
    assert all(len(words) <= 75 for words in options.values())

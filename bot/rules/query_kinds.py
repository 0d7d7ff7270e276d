"""The kinds of queries to providers: neutral questions of our own words, with choices; it knows no claim and no money.

Every kind offers "other" and "unable to determine", which cannot be left out. Sources: the practice that coders' and
documentation specialists' associations publish jointly (2022), read in secondary texts.
"""

from dataclasses import dataclass

from data.query_models import OTHER, UNDETERMINED, QueryKind, Question

OTHER_WORDS = "Other (I will say what in the chart)"
UNDETERMINED_WORDS = "Unable to determine"
_ALWAYS = {OTHER: OTHER_WORDS, UNDETERMINED: UNDETERMINED_WORDS}
MOST_CHOICES = 7
"""Slack shows ten radio buttons: these, the two that close the list, and that it is answered in the chart."""
LONGEST_CHOICE = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """`title` stands on the card; `label` in the list of kinds; `choices` are key -> words.

    `takes_choices`: the asker may list choices of their own where free words are kept.
    """

    label: str
    title: str
    question: str
    choices: dict[str, str]
    takes_choices: bool = False


TEMPLATES: dict[QueryKind, Template] = {
    QueryKind.LATERALITY: Template(
        label="Side (laterality)",
        title="Clarification of the side",
        question="Please clarify in the chart which side the documented condition or procedure concerns.",
        choices={"right": "Right", "left": "Left", "bilateral": "Both sides", "midline": "Midline, no side applies"},
    ),
    QueryKind.TYPE: Template(
        label="Type of a documented condition",
        title="Clarification of the type",
        question=(
            "Please clarify the type of the documented condition, as far as your clinical judgment and the record "
            "support it."
        ),
        choices={
            "documented_type": "The type can be specified: I will document which",
            "no_further": "No more specific type applies",
        },
        takes_choices=True,
    ),
    QueryKind.ACUITY: Template(
        label="Acuity of a documented condition",
        title="Clarification of the acuity",
        question="Please clarify the acuity of the documented condition at this encounter.",
        choices={
            "acute": "Acute",
            "chronic": "Chronic",
            "acute_on_chronic": "Acute on chronic",
            "subacute": "Subacute",
            "resolved": "Resolved, history only",
        },
    ),
    QueryKind.STAGE: Template(
        label="Stage, grade or degree",
        title="Clarification of the stage or grade",
        question="Please clarify the stage, grade or degree of the documented condition at this encounter.",
        choices={
            "documented_stage": "The stage or grade can be specified: I will document which",
            "not_staged": "It cannot be staged or graded",
        },
        takes_choices=True,
    ),
    QueryKind.SIGNIFICANCE: Template(
        label="Clinical significance of a finding",
        title="Clinical significance of a finding",
        question=(
            "A finding stands in the record without an interpretation. Please clarify its clinical significance, if "
            "it has any."
        ),
        choices={
            "condition": "It stands for a condition: I will document which",
            "expected": "It is an expected or normal finding",
            "not_significant": "It is not clinically significant",
        },
        takes_choices=True,
    ),
    QueryKind.CONFLICT: Template(
        label="Conflicting documentation",
        title="Conflicting documentation",
        question="Two places of the record differ. Please clarify which of them describes this encounter.",
        choices={
            "earlier": "The earlier entry",
            "later": "The later entry",
            "both": "Both, at different times",
            "neither": "Neither: I will document what applies",
        },
        takes_choices=True,
    ),
    QueryKind.CAUSE: Template(
        label="Cause and effect (due to, with)",
        title="Relationship between documented conditions",
        question="Please clarify whether the documented conditions, or a condition and a treatment, are related.",
        choices={
            "due_to": "One is due to the other: I will document which",
            "associated": "They occur together, without one causing the other",
            "unrelated": "They are not related",
        },
    ),
    QueryKind.PRESENT_ON_ADMISSION: Template(
        label="Present on admission",
        title="Present on admission",
        question="Was the documented condition present when the order for inpatient admission was written?",
        choices={"yes": "Yes", "no": "No", "insufficient": "The documentation does not say"},
    ),
    QueryKind.PROCEDURE_DETAIL: Template(
        label="Detail of a procedure",
        title="Clarification of a procedure",
        question=(
            "Please clarify the detail that the procedure note leaves open: approach, depth, extent, device or site."
        ),
        choices={
            "addendum": "I will add the detail to the procedure note",
            "as_written": "The note is complete as written",
        },
        takes_choices=True,
    ),
    QueryKind.INDICATION: Template(
        label="Indication for a service",
        title="Indication for a service",
        question=(
            "Please clarify the sign, symptom or condition for which the service was ordered, as your documentation of "
            "that day supports it."
        ),
        choices={
            "in_record": "The indication stands in the record: I will point to the entry",
            "addendum": "I will document the indication in an addendum",
            "screening": "It was ordered as routine or for screening",
        },
        takes_choices=True,
    ),
    QueryKind.SIGNATURE: Template(
        label="Missing signature or addendum",
        title="Entry that is not complete",
        question=(
            "An entry of yours lacks a signature, a date or an addendum that it refers to. Please look at the entry "
            "and complete it where you can."
        ),
        choices={
            "signed": "Signed and dated",
            "addendum": "Addendum written",
            "not_mine": "The entry is not mine",
        },
    ),
}
SOURCES = {
    "progress_note": "Progress note",
    "history": "History and physical",
    "consult": "Consultation note",
    "operative": "Operative or procedure note",
    "discharge": "Discharge summary",
    "laboratory": "Laboratory result",
    "imaging": "Imaging report",
    "pathology": "Pathology report",
    "medication": "Medication list or administration record",
    "vitals": "Vital signs",
    "nursing": "Nursing or wound note",
    "orders": "Orders",
    "anesthesia": "Anesthesia record",
    "emergency": "Emergency department note",
}
"""Where in the record a provider finds what the question is about: by pointer, so that no finding needs to be typed."""


def options_of(question: Question) -> dict[str, str]:
    """key -> words; the asker's own choices where there are any, and always the two that close the list."""
    template = TEMPLATES[question.kind]
    if template.takes_choices and question.choices:
        own = {f"c{place}": words for place, words in enumerate(question.choices, 1)}
        return {**own, **_ALWAYS}
    return {**template.choices, **_ALWAYS}


def without_words(question: Question) -> Question:
    """What of it was chosen from lists: where no free words may be kept or shown."""
    return Question(kind=question.kind, sources=question.sources)

"""Numbers that are codes: a body mass index, weeks of pregnancy, a stage of kidney disease; pure."""

import re

_BMI = re.compile(r"\b(?:bmi|body mass index)(?: (?:of|is|over|at))? (\d{2})(?: \d+)?\b")
_WEEKS = re.compile(
    r"\b(\d{1,2}) ?(?:wk|wks|week|weeks)(?: \d ?(?:d|day|days))? (?:gestation|gestational|pregnant|ga|iup)\b"
)
_CKD = re.compile(
    r"(?:\b(?:stage|stg) ([1-5]) ?(a|b)? (?:ckd|chronic kidney|kidney|chronic renal)\b)|"
    r"\b(?:ckd|chronic kidney disease|chronic renal disease|kidney disease)(?: st(?:age|g)?)? ?([1-5])(?: ?(a|b))?\b"
)
_LOWEST_ADULT = 20
_STEPS = ((45, "Z68.41"), (50, "Z68.42"), (60, "Z68.43"), (70, "Z68.44"))
_FIRST_STEP = 40
_PARTS = {"a": "1", "b": "2"}


def measured_codes(text: str) -> list[str]:
    """ICD-10-CM codes of the measures that a plain text names: "bmi 42 3" -> Z68.41, "ckd 3b" -> N18.32."""
    found = [
        *(_bmi_code(int(match.group(1))) for match in _BMI.finditer(text)),
        *(_weeks_code(int(match.group(1))) for match in _WEEKS.finditer(text)),
        *(
            _ckd_code(match.group(1) or match.group(3), match.group(2) or match.group(4) or "")
            for match in _CKD.finditer(text)
        ),
    ]
    return [code for code in found if code]


def is_measure_alone(text: str) -> bool:
    """Whether the text names a body mass index or weeks and nothing else."""
    return bool(_BMI.fullmatch(text) or _WEEKS.fullmatch(text))


def _bmi_code(value: int) -> str:
    """Adult codes by whole numbers (Z68.20 to Z68.39), wider steps outside. Source: tabular list, Z68."""
    if value < _LOWEST_ADULT:
        return "Z68.1"
    if value < _FIRST_STEP:
        return f"Z68.{value}"
    return next((code for below, code in _STEPS if value < below), "Z68.45")


def _weeks_code(weeks: int) -> str:
    """Z3A.08 to Z3A.42; "" outside."""
    return f"Z3A.{weeks:02d}" if 8 <= weeks <= 42 else ""


def _ckd_code(stage: str, part: str) -> str:
    """N18.1 to N18.5; stage 3 has its parts. Source: tabular list, N18."""
    return f"N18.3{_PARTS.get(part, '0')}" if stage == "3" else f"N18.{stage}"

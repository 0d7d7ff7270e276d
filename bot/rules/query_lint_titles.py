"""Names of diagnoses in a title: a query's title may name none that the record does not; it knows no code."""

import re

_NAMES = (
    *("sepsis", "septic", "septicemia", "bacteremia", "pneumonia", "malnutrition", "cachexia", "encephalopathy", "aki"),
    *(
        "ckd",
        "esrd",
        "chf",
        "copd",
        "dvt",
        "stroke",
        "cva",
        "tia",
        "nstemi",
        "stemi",
        "infarct",
        "infarction",
        "angina",
    ),
    *("diabetes", "diabetic", "dka", "hypertension", "hypertensive", "anemia", "coagulopathy", "shock", "cancer"),
    *("malignancy", "metastasis", "metastases", "tumor", "neoplasm", "ulcer", "embolism", "thrombosis", "fracture"),
    *("obesity", "obese", "hyponatremia", "dehydration", "depression", "dementia", "delirium", "seizure", "epilepsy"),
    *("asthma", "arrest", "acidosis", "alkalosis", "ileus", "gangrene", "abscess", "cellulitis", "covid", "influenza"),
    *("hemorrhage", "hematoma", "edema", "arthritis", "cirrhosis", "hepatitis", "pancreatitis", "ards", "sirs", "afib"),
    *("fibrillation", "cardiomyopathy", "myocardial", "atelectasis", "pneumothorax", "neutropenia", "pancytopenia"),
    *("rhabdomyolysis", "quadriplegia", "paraplegia", "hemiplegia", "paralysis", "coma", "substance use", "alcoholism"),
    *("heart failure", "respiratory failure", "renal failure", "kidney failure", "liver failure", "kidney injury"),
    *("kidney disease", "heart disease", "pressure injury", "pressure ulcer", "urinary tract infection", "uti"),
    *("organ failure", "organ dysfunction", "failure to thrive", "heart attack", "blood loss", "overdose", "poisoning"),
)
_NAMED = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, _NAMES), key=len, reverse=True))})\b", re.IGNORECASE)
_ENDS = re.compile(
    r"\b\w{3,}(?:itis|emia|aemia|osis|pathy|penia|oma|plegia|algia|ectasis|megaly|stenosis)\b", re.IGNORECASE
)
_NO_DIAGNOSES = frozenset(
    {
        *(
            "diagnosis",
            "prognosis",
            "anastomosis",
            "hypnosis",
            "osmosis",
            "mitosis",
            "stoma",
            "coma",
            "aroma",
            "diploma",
        ),
        *("sympathy", "empathy", "osteopathy", "homeopathy", "naturopathy", "apoptosis"),
    }
)


def diagnoses_in(title: str) -> list[str]:
    """What reads as the name of a condition, as it is written there."""
    found = [match[0] for match in _NAMED.finditer(title)]
    found += [match[0] for match in _ENDS.finditer(title) if match[0].lower() not in _NO_DIAGNOSES]
    return list(dict.fromkeys(found))

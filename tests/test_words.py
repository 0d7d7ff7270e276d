"""Text becomes search words: lower case, ASCII, singular, American; the index and the query in the same way."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.words import fold, plain, search_words, stem

ANY_TEXT = st.text(st.characters(), max_size=200)
"""Every code point, lone surrogates too, as a broken terminal sends them."""
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=15)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ménière’s", "meniere's"),
        ("CAFÉ–au–lait", "cafe-au-lait"),
        ("½ tablet", "12 tablet"),
        ("Sjögren", "sjogren"),
        ("\uff25\uff11\uff11", "e11"),
        ("心臓 heart", " heart"),
    ],
)
def test_text_is_folded_to_lower_case_ascii(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("A-fib, B12", "a fib b12"),
        ("Crohn's disease", "crohn disease"),
        ("Bell’s palsy", "bell palsy"),
        ("  two   spaces ", "two spaces"),
        ("kidneys", "kidneys"),
        ("", ""),
        ("!?…", ""),
    ],
)
def test_plain_text_keeps_whole_words_and_drops_punctuation(written: str, read: str) -> None:
    assert plain(written) == read


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Type II, kidneys", ["type", "2", "kidney"]),
        ("type i diabetes", ["type", "1", "diabetes"]),
        ("Bipolar I disorder", ["bipolar", "1", "disorder"]),
        ("i have pain", ["i", "have", "pain"]),
        ("CKD3b", ["ckd", "3", "b"]),
        ("Alzheimer's", ["alzheimer"]),
        ("stage iv ulcers", ["stage", "4", "ulcer"]),
        ("50-59%", ["50", "59"]),
        ("", []),
    ],
)
def test_search_words_part_letters_from_digits_and_read_roman_numerals(written: str, words: list[str]) -> None:
    assert search_words(written) == words


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("fractures", "fracture"),
        ("biopsies", "biopsy"),
        ("masses", "mass"),
        ("boxes", "box"),
        ("rashes", "rash"),
        ("crutches", "crutch"),
        ("stones", "stone"),
        ("cysts", "cyst"),
    ],
)
def test_a_plural_is_read_as_its_singular(plural: str, singular: str) -> None:
    assert stem(plural) == singular


@pytest.mark.parametrize(
    "word", ["diabetes", "abscess", "sinus", "arthritis", "pancreas", "pertussis", "lotos", "gas", "pus", "is", "us"]
)
def test_a_word_that_only_looks_like_a_plural_stays(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("anaemia", "anemia"),
        ("leukaemia", "leukemia"),
        ("haemorrhage", "hemorrhage"),
        ("haemorrhoids", "hemorrhoid"),
        ("oedema", "edema"),
        ("oesophagus", "esophagus"),
        ("diarrhoea", "diarrhea"),
        ("gonorrhoea", "gonorrhea"),
        ("paediatric", "pediatric"),
        ("gynaecological", "gynecological"),
        ("tumours", "tumor"),
        ("foetal", "fetal"),
        ("coeliac", "celiac"),
        ("ischaemic", "ischemic"),
        ("anaesthesia", "anesthesia"),
        ("hypoglycaemia", "hypoglycemia"),
        ("faecal", "fecal"),
    ],
)
def test_british_spelling_is_read_as_american(british: str, american: str) -> None:
    assert stem(british) == american


@pytest.mark.parametrize("word", ["tumor", "esophagus", "hemorrhoid", "fracture", "child", "leukocyte", "phlebitis"])
def test_american_singular_words_stay_as_they_are(word: str) -> None:
    assert stem(word) == word


@given(ANY_TEXT)
def test_any_text_becomes_words_of_lower_case_ascii_letters_or_digits(text: str) -> None:
    assert all(re.fullmatch(r"[a-z]+|[0-9]+", word) for word in search_words(text))
    assert re.fullmatch(r"([a-z0-9]+( [a-z0-9]+)*)?", plain(text))
    assert fold(text).isascii()


@given(ANY_TEXT)
def test_plain_text_is_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(ANY_TEXT)
def test_case_does_not_matter(text: str) -> None:
    ascii_text = fold(text)

    assert search_words(ascii_text.upper()) == search_words(ascii_text)


@given(LETTERS.filter(lambda word: "ae" not in word and "oe" not in word and "ou" not in word and "re" not in word))
def test_a_stem_is_its_own_stem(word: str) -> None:
    assert stem(stem(word)) == stem(word)

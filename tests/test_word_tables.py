"""The small word tables against the code store: what they name is there, and nothing of use is switched off."""

from bot.lookup import CodeLookup
from data.importers.reference_tables import read_everyday_words, read_word_forms
from data.store.code_terms import CodeTerms
from data.words import stem


def test_every_group_of_forms_leads_to_a_word_of_the_tables(lookup: CodeLookup) -> None:
    counts = CodeTerms(lookup.store).word_counts()

    astray = [group for group in read_word_forms() if not any(stem(word) in counts for word in group)]

    assert astray == []
    assert all(len(set(group)) > 1 for group in read_word_forms())


def test_no_everyday_word_is_a_vocabulary_term_for_a_code(lookup: CodeLookup) -> None:
    vocabulary = CodeTerms(lookup.store).vocabulary()

    switched_off = [word for word in read_everyday_words() if word in vocabulary and vocabulary[word].codes]

    assert switched_off == []


def test_either_form_finds_the_other(lookup: CodeLookup) -> None:
    assert lookup.look_up("abscess rectum").matches[0].code.code == "K61.1"
    assert lookup.look_up("vaginal cancer").matches[0].code.code == "C52"
    assert lookup.look_up("jejunal ulcer").note == ""


def test_an_everyday_word_is_not_read_as_a_misspelt_condition(lookup: CodeLookup) -> None:
    assert lookup.look_up("the printer is broken").matches == ()

"""What the code store says of real codes: what stands above, below and beside them, and the notes that bind them."""

from datetime import date
from pathlib import Path

import pytest
from small_codes import build_small

from data.errors import CodeNotFound, CodeStoreDamaged
from data.models import Code, CodeDetail, NoteKind, Release, System
from data.store.codes import CodeStore


@pytest.fixture(scope="module")
def store(codes_dir: Path) -> CodeStore:
    return CodeStore(codes_dir / "codes.db")


def the_code(store: CodeStore, code: str, system: System = System.ICD10CM) -> Code:
    [found] = store.find(code.replace(".", ""), system)
    return found


def the_detail(store: CodeStore, code: str) -> CodeDetail:
    return store.detail(the_code(store, code))


def names(codes: tuple[Code, ...] | list[Code]) -> list[str]:
    return [code.code for code in codes]


def texts(detail: CodeDetail, kind: NoteKind, origin: str) -> list[str]:
    return [note.text for note in detail.notes if (note.kind, note.origin) == (kind, origin)]


def test_a_code_has_its_description_dates_and_release(store: CodeStore) -> None:
    code = the_code(store, "E11.9")

    assert (code.system, code.code, code.billable) == (System.ICD10CM, "E11.9", True)
    assert code.description == "Type 2 diabetes mellitus without complications"
    assert (code.valid_from, code.valid_to, code.release) == (date(2025, 10, 1), None, "FY2026")


def test_a_hcpcs_code_keeps_the_date_of_its_own_row(store: CodeStore) -> None:
    assert the_code(store, "J1885", System.HCPCS).valid_from < date(2026, 1, 1)


def test_the_same_letters_may_name_codes_of_two_systems(store: CodeStore) -> None:
    assert [(code.system, code.code) for code in store.find("E0781")] == [
        (System.ICD10CM, "E07.81"),
        (System.HCPCS, "E0781"),
    ]


def test_one_system_may_be_asked_alone(store: CodeStore) -> None:
    assert names(store.find("E0781", System.HCPCS)) == ["E0781"]
    assert store.find("E0781", System.POS) == []


@pytest.mark.parametrize("key", ["", "E", "E11999", "E11.9", "e119", "'; DROP TABLE code; --", "E11%"])
def test_a_key_that_no_code_has_finds_nothing(store: CodeStore, key: str) -> None:
    assert store.find(key) == []


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("H25.11", ["Chapter 7", "H25-H28", "H25", "H25.1"]),
        ("E11.65", ["Chapter 4", "E08-E13", "E11", "E11.6"]),
        ("I10", ["Chapter 9", "I10-I1A"]),
        ("W19.XXXA", ["Chapter 20", "V00-X58", "W00-X58", "W00-W19", "W19"]),
        ("C50.911", ["Chapter 2", "C00-C96", "C00-C75", "C50-C50", "C50", "C50.9", "C50.91"]),
        ("S52.501A", ["Chapter 19", "S50-S59", "S52", "S52.5", "S52.50", "S52.501"]),
    ],
)
def test_the_path_runs_from_the_chapter_down_to_the_code(store: CodeStore, code: str, path: list[str]) -> None:
    parents = the_detail(store, code).parents

    assert [parent.name for parent in parents] == path
    assert all(parent.description for parent in parents)


def test_headings_that_are_no_codes_carry_no_code(store: CodeStore) -> None:
    parents = the_detail(store, "H25.11").parents

    assert [(parent.name, parent.code) for parent in parents] == [
        ("Chapter 7", ""),
        ("H25-H28", ""),
        ("H25", "H25"),
        ("H25.1", "H25.1"),
    ]
    assert parents[0].description == "Diseases of the eye and adnexa"


def test_a_header_has_the_codes_directly_below_it(store: CodeStore) -> None:
    assert names(the_detail(store, "H25.1").children) == ["H25.10", "H25.11", "H25.12", "H25.13"]


def test_a_stem_has_its_7th_character_codes_below_it(store: CodeStore) -> None:
    assert names(the_detail(store, "W19").children) == ["W19.XXXA", "W19.XXXD", "W19.XXXS"]


def test_a_billable_code_has_nothing_below_it(store: CodeStore) -> None:
    assert the_detail(store, "E11.9").children == ()


def test_own_notes_come_first_and_those_above_follow_nearest_first(store: CodeStore) -> None:
    origins = list(dict.fromkeys(note.origin for note in the_detail(store, "S52.501A").notes))

    assert origins == ["S52.5", "S52", "S50-S59", "Chapter 19"]


def test_notes_of_the_category_the_block_and_the_chapter_bind_the_code(store: CodeStore) -> None:
    detail = the_detail(store, "E11.65")

    assert "insulin (Z79.4)" in texts(detail, NoteKind.USE_ADDITIONAL, "E11")
    assert "gestational diabetes (O24.4-)" in texts(detail, NoteKind.EXCLUDES1, "E11")
    umbrella = the_detail(store, "M17.11")
    assert texts(umbrella, NoteKind.INCLUDES, "M00-M25") == [
        "Disorders affecting predominantly peripheral (limb) joints"
    ]
    assert any("external cause" in text for text in texts(umbrella, NoteKind.NOTE, "Chapter 13"))


def test_inclusion_terms_of_the_codes_above_are_not_inherited(store: CodeStore) -> None:
    header_terms = texts(the_detail(store, "H35.31"), NoteKind.INCLUSION_TERM, "H35.31")
    below = the_detail(store, "H35.311")

    assert "Dry age-related macular degeneration" in header_terms
    assert [note.text for note in below.notes if note.kind is NoteKind.INCLUSION_TERM and note.origin == "H35.31"] == []


def test_a_7th_character_code_keeps_the_inclusion_terms_of_its_stem(store: CodeStore) -> None:
    terms = texts(the_detail(store, "W19.XXXA"), NoteKind.INCLUSION_TERM, "W19")

    assert terms == ["Accidental fall NOS"]


def test_every_inclusion_term_of_a_code_is_its_own(store: CodeStore) -> None:
    for code in ("I21.9", "J45.909", "M54.50", "K21.9"):
        detail = the_detail(store, code)
        assert {note.origin for note in detail.notes if note.kind is NoteKind.INCLUSION_TERM} <= {code}


def test_a_stem_offers_its_7th_characters(store: CodeStore) -> None:
    assert the_detail(store, "W19").sevenths == (
        ("A", "initial encounter"),
        ("D", "subsequent encounter"),
        ("S", "sequela"),
    )


def test_a_7th_character_code_offers_the_other_characters_too(store: CodeStore) -> None:
    sevenths = dict(the_detail(store, "S52.501A").sevenths)

    assert list(sevenths) == list("ABCDEFGHJKMNPQRS")
    assert sevenths["K"] == "subsequent encounter for closed fracture with nonunion"


def test_a_billable_code_without_7th_character_offers_none(store: CodeStore) -> None:
    assert the_detail(store, "E11.9").sevenths == ()


@pytest.mark.parametrize(
    ("code", "sides"),
    [
        ("H25.11", ["H25.10", "H25.12", "H25.13"]),
        ("S52.501A", ["S52.502A", "S52.509A"]),
        ("M17.11", ["M17.10", "M17.12"]),
        ("M25.561", ["M25.562", "M25.569"]),
        ("C50.911", ["C50.912", "C50.919"]),
        ("H35.3111", ["H35.3121", "H35.3131", "H35.3191"]),
        ("E11.9", []),
        ("I10", []),
        ("G43.909", []),
    ],
)
def test_a_sided_code_knows_its_other_sides_with_the_same_7th_character(
    store: CodeStore, code: str, sides: list[str]
) -> None:
    assert names(the_detail(store, code).sides) == sides


def test_the_detail_of_a_code_that_is_gone_says_so(store: CodeStore) -> None:
    gone = Code(
        id=999_999_999,
        system=System.ICD10CM,
        code="X99.9",
        description="",
        billable=True,
        valid_from=date(2025, 10, 1),
        valid_to=None,
        release="FY2026",
    )

    with pytest.raises(CodeNotFound, match=r"X99\.9"):
        store.detail(gone)


def test_releases_state_their_dates_counts_and_sources(store: CodeStore) -> None:
    releases = {release.system: release for release in store.releases()}

    assert list(releases) == [System.ICD10CM, System.HCPCS, System.MODIFIER, System.POS]
    icd = releases[System.ICD10CM]
    assert (icd.name, icd.codes, icd.billable) == ("FY2026", 98_186, 74_719)
    assert (icd.valid_from, icd.valid_to, icd.year_ends) == (date(2025, 10, 1), None, date(2026, 9, 30))
    assert icd.source.startswith("simple_icd_10_cm 1.5.0")
    assert "starter" in releases[System.HCPCS].name
    assert all(isinstance(release, Release) and release.codes > 0 for release in releases.values())


def test_codes_with_a_beginning_come_shortest_first(store: CodeStore) -> None:
    found = names(store.starting_with("E11", System.ICD10CM, limit=13))

    assert found[0] == "E11"
    assert found[1:11] == ["E11.0", "E11.1", "E11.2", "E11.3", "E11.4", "E11.5", "E11.6", "E11.8", "E11.9", "E11.A"]
    assert found[11] == "E11.00"


def test_a_beginning_may_be_of_every_system_and_is_limited(store: CodeStore) -> None:
    both = store.starting_with("E078", limit=50)

    assert {code.system for code in both} == {System.ICD10CM, System.HCPCS}
    assert len(store.starting_with("S", limit=7)) == 7
    assert store.starting_with("ZZ", limit=7) == []


def test_codes_by_ids_come_with_their_id(store: CodeStore) -> None:
    wanted = [the_code(store, code) for code in ("I10", "E11.9", "W19.XXXA")]

    assert store.by_ids([code.id for code in wanted]) == {code.id: code for code in wanted}
    assert store.by_ids([]) == {}


@pytest.mark.parametrize(
    ("header", "usual"),
    [
        ("E11", "E11.9"),
        ("E10", "E10.9"),
        ("I50", "I50.9"),
        ("I21", "I21.9"),
        ("N18", "N18.9"),
        ("M54", "M54.9"),
        ("E78", "E78.9"),
        ("J45", "J45.909"),
        ("A38", "A38.9"),
        ("B05", "B05.9"),
        ("K51.0", "K51.00"),
        ("K50", "K50.90"),
        ("J18", "J18.9"),
        ("H25", "H25.9"),
    ],
)
def test_a_header_knows_the_code_that_says_nothing_more(store: CodeStore, header: str, usual: str) -> None:
    header_id = the_code(store, header).id

    assert names(list(store.by_ids(list(store.default_ids([header_id]).values())).values())) == [usual]


@pytest.mark.parametrize("header", ["S72", "E66.0", "Z12.3", "E11.9", "I10"])
def test_a_header_without_such_a_code_and_a_billable_code_know_none(store: CodeStore, header: str) -> None:
    assert store.default_ids([the_code(store, header).id]) == {}


def test_a_missing_file_raises_the_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(CodeStoreDamaged, match=r"codes\.db is missing or damaged"):
        CodeStore(tmp_path / "codes.db").find("I10")


def test_a_folder_with_spaces_question_marks_and_percents_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "what? 50% of #codes"
    folder.mkdir()

    store = CodeStore(build_small(folder / "codes.db", "X00", "X00.1"))

    assert names(store.find("X001")) == ["X00.1"]

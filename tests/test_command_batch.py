"""`billing-bot code --batch`: one JSON object a row, in order; a bad row says why, a bad file is refused."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import Result
from command_line import CommandLine, Json, a_command_line, codes_of


@pytest.fixture
def cli(codes_dir: Path, tmp_path: Path) -> CommandLine:
    return a_command_line(codes_dir, tmp_path)


def rows_of(result: Result) -> list[Json]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def a_csv(folder: Path, rows: list[dict[str, str]], *, encoding: str = "utf-8") -> str:
    path = folder / "batch.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def test_a_batch_answers_every_row_in_order_with_its_own_system_and_date(cli: CommandLine, tmp_path: Path) -> None:
    rows = [
        {"query": "E0781", "system": "hcpcs", "on": ""},
        {"query": "heart attack", "system": "", "on": "10/2/2025"},
        {"query": "E0781", "system": "ICD-10-CM", "on": "2026-10-01"},
        {"query": "12345", "system": "", "on": ""},
    ]

    result = cli.run("code", "--batch", a_csv(tmp_path, rows))

    answers = rows_of(result)
    assert result.exit_code == 0
    assert [answer["query"] for answer in answers] == [row["query"] for row in rows]
    assert [codes_of(answer)[:1] for answer in answers] == [["E0781"], ["I21.9"], ["E07.81"], []]
    assert [answer["on"] for answer in answers] == ["2026-01-15", "2025-10-02", "2026-10-01", "2026-01-15"]
    assert all(list(answer) == ["query", "on", "matches", "note", "took_ms"] for answer in answers)


def test_a_rows_system_and_date_go_before_those_of_the_command(cli: CommandLine, tmp_path: Path) -> None:
    rows = [{"query": "E0781", "system": "", "on": ""}, {"query": "E0781", "system": "hcpcs", "on": "2026-03-01"}]

    result = cli.run("code", "--batch", a_csv(tmp_path, rows), "--system", "icd10cm", "--on", "2026-02-01")

    assert [(codes_of(answer), answer["on"]) for answer in rows_of(result)] == [
        (["E07.81"], "2026-02-01"),
        (["E0781"], "2026-03-01"),
    ]


def test_a_batch_needs_no_more_than_the_column_query(cli: CommandLine, tmp_path: Path) -> None:
    result = cli.run("code", "--batch", a_csv(tmp_path, [{"id": "1", "query": "I10"}, {"id": "2", "query": "N39.0"}]))

    assert [codes_of(answer) for answer in rows_of(result)] == [["I10"], ["N39.0"]]


def test_a_bad_row_says_why_and_the_others_are_answered(cli: CommandLine, tmp_path: Path) -> None:
    rows = [
        {"query": "I10", "system": "", "on": ""},
        {"query": "I10", "system": "ICD-9", "on": ""},
        {"query": "I10", "system": "", "on": "2025-13-45"},
        {"query": "N39.0", "system": "", "on": ""},
    ]

    result = cli.run("code", "--batch", a_csv(tmp_path, rows), "--json")

    answers = rows_of(result)
    assert result.exit_code == 1
    assert [codes_of(answer) for answer in answers] == [["I10"], [], [], ["N39.0"]]
    assert answers[1]["note"].startswith("row 3: “ICD-9” is no code system")
    assert answers[2]["note"].startswith("row 4: “2025-13-45” is no date")
    assert [list(answer) for answer in answers] == [["query", "on", "matches", "note", "took_ms"]] * 4
    assert result.stderr.strip() == "2 of 4 rows could not be read; each says why in its note."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_csv_of_excel_with_its_byte_order_mark_is_read(cli: CommandLine, tmp_path: Path, encoding: str) -> None:
    result = cli.run("code", "--batch", a_csv(tmp_path, [{"query": "Ménière"}], encoding=encoding))

    [answer] = rows_of(result)
    assert answer["query"] == "Ménière"
    assert codes_of(answer)[0].startswith("H81.0")


def test_quoted_commas_line_ends_empty_lines_and_short_rows_are_read(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "batch.csv"
    path.write_bytes(
        b'query,system,on\r\n"I10, N39.0",,\r\n\r\n"heart\nattack"\r\nE0781,hcpcs,2026-01-02,more,still\r\n'
    )

    result = cli.run("code", "--batch", str(path))

    answers = rows_of(result)
    assert result.exit_code == 0
    opening = [codes_of(answer)[:2] for answer in answers]
    assert [opening[0], opening[1][:1], opening[2]] == [["I10", "N39.0"], ["I21.9"], ["E0781"]]


def test_a_batch_without_rows_prints_nothing(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "batch.csv"
    path.write_text("query,system\n")

    assert (cli.run("code", "--batch", str(path)).exit_code, cli.run("code", "--batch", str(path)).stdout) == (0, "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"code\nI10\n",
        b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe",
        b"PK\x03\x04\xff\xff\xff\xff",
        "query\nMénière\n".encode("latin-1"),
        "query\nI10\n".encode("utf-16"),
        b'query\n"' + b"x" * 200_000,
    ],
    ids=["empty", "empty lines", "no column query", "picture", "zip", "latin-1", "utf-16", "huge cell"],
)
def test_a_file_that_is_no_such_csv_exits_2_without_json(cli: CommandLine, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "batch.csv"
    path.write_bytes(content)

    result = cli.run("code", "--batch", str(path), "--json")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("batch.csv ")


@pytest.mark.parametrize(
    "content", ["Query;System\nI10;ICD-10-CM\n", "QUERY\tsystem\nI10\tany\n", " query ,on\nI10,\n"]
)
def test_other_delimiters_and_capitals_in_the_header_are_read(cli: CommandLine, tmp_path: Path, content: str) -> None:
    path = tmp_path / "batch.csv"
    path.write_text(content)

    result = cli.run("code", "--batch", str(path), "--json")

    assert result.exit_code == 0
    assert '"code": "I10"' in result.stdout

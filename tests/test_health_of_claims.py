"""What `check` says of the claim store and the inbox."""

from pathlib import Path

from claim_store import FilledStore
from x12_claims import a_sent_claim

from bot.health import check_health
from bot.settings import read_settings


def findings(codes_dir: Path, folder: Path) -> dict[str, list[str]]:
    environment = {"BILLING_BOT_CODES_DIR": str(codes_dir)}
    found: dict[str, list[str]] = {}
    for finding in check_health(read_settings(data_dir=folder, environment=environment)):
        found.setdefault(finding.name, []).append(f"{'ok' if finding.ok else 'NO'} {finding.text}")
    return found


def test_a_new_install_has_no_claim_store_yet_and_checking_makes_none(codes_dir: Path, tmp_path: Path) -> None:
    assert findings(codes_dir, tmp_path)["claim store"] == ["ok none yet: it is made with the first import"]
    assert not (tmp_path / "claims.db").exists()


def test_a_claim_store_is_counted_and_checked(codes_dir: Path, tmp_path: Path) -> None:
    FilledStore(tmp_path).take(a_sent_claim())

    assert findings(codes_dir, tmp_path)["claim store"] == ["ok 1 claim, whole"]


def test_a_damaged_claim_store_is_found(codes_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "claims.db").write_bytes(b"not a database " * 400)

    (found,) = findings(codes_dir, tmp_path)["claim store"]

    assert found.startswith("NO The claim store claims.db cannot be used")


def test_files_that_wait_or_were_refused_are_told(codes_dir: Path, tmp_path: Path) -> None:
    for place, name in (("waiting", "a.csv"), ("refused", "b.835")):
        (tmp_path / "inbox" / place).mkdir(parents=True, exist_ok=True)
        (tmp_path / "inbox" / place / name).touch()
        (tmp_path / "inbox" / place / f"{name}.report.txt").touch()

    assert findings(codes_dir, tmp_path)["inbox"] == ["ok 1 waiting until their columns are named", "ok 1 refused"]


def test_an_inbox_in_which_nothing_waits_is_usable(codes_dir: Path, tmp_path: Path) -> None:
    assert findings(codes_dir, tmp_path)["inbox"] == ["ok none yet: it is made when the bot starts"]

    (tmp_path / "inbox").mkdir()

    assert findings(codes_dir, tmp_path)["inbox"] == [f"ok {tmp_path / 'inbox'}: no file waits for a person"]


def test_an_inbox_that_is_no_folder_is_told(codes_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "inbox").write_text("a file")

    (found,) = findings(codes_dir, tmp_path)["inbox"]

    assert found.startswith(f"NO {tmp_path / 'inbox'} cannot be used")

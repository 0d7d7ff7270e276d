"""Logs are lines on stderr that never hold a token, in a message, a value or a traceback."""

import logging
import sys
from collections.abc import Iterator
from urllib.error import URLError

import pytest
from structlog.stdlib import ProcessorFormatter

from bot.logs import start_logging, without_tokens
from data.store.connection import OperationalError

TOKEN = "xoxb-" + "1234567890-abcDEF"
APP_TOKEN = "xapp-" + "1-A012-345-abcdef"
SECRETS = ("1234567890", "abcDEF", "A012-345", "abcdef")


LIBRARIES = ("slack_bolt", "slack_sdk", "apscheduler", "aiohttp.access", "asyncio")


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    levels = {name: logging.getLogger(name).level for name in (*LIBRARIES, "root")}
    yield
    root = logging.getLogger()
    root.handlers[:] = [one for one in root.handlers if not isinstance(one.formatter, ProcessorFormatter)]
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def a_log() -> logging.Logger:
    """A logger of ours after logging was started."""
    start_logging()
    return logging.getLogger("bot.test")


def assert_no_secret(text: str) -> None:
    assert [secret for secret in SECRETS if secret in text] == []


def test_a_line_has_its_time_level_and_event_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    log = a_log()
    log.info("look-ups answered: %d", 3)

    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "level='info'" in err
    assert "event='look-ups answered: 3'" in err
    assert err.startswith("timestamp='20")
    assert "Z'" in err


@pytest.mark.parametrize("token", [TOKEN, APP_TOKEN, TOKEN.replace("xoxb", "xoxp"), "xoxe." + TOKEN])
def test_a_token_in_a_message_is_cut_to_its_prefix(capsys: pytest.CaptureFixture[str], token: str) -> None:
    log = a_log()
    log.warning("refused for %s at once", token)
    log.warning(f"refused for {token}")

    err = capsys.readouterr().err
    assert_no_secret(err)
    assert err.count("...") == 2


def test_several_tokens_in_one_line_are_all_cut(capsys: pytest.CaptureFixture[str]) -> None:
    log = a_log()
    log.error("tokens %s", {"bot": TOKEN, "app": [APP_TOKEN]})

    err = capsys.readouterr().err
    assert_no_secret(err)
    assert "xoxb-..." in err
    assert "xapp-..." in err


def test_a_traceback_names_its_errors_without_what_they_say(capsys: pytest.CaptureFixture[str]) -> None:
    log = a_log()
    said = f"bad header Authorization: Bearer {TOKEN}"
    try:
        try:
            raise ValueError(said)
        except ValueError as cause:
            raise URLError(f"https://slack.example/?token={APP_TOKEN}") from cause
    except URLError:
        log.exception("Slack could not be reached")

    err = capsys.readouterr().err
    assert "Traceback (most recent call last)" in err
    assert "URLError" in err
    assert "ValueError" in err
    assert "bad header" not in err
    assert_no_secret(err)


def test_a_token_in_a_traceback_of_a_library_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging()
    library = logging.getLogger("slack_sdk.web.base_client")
    try:
        raise RuntimeError(f"request with {TOKEN} failed")
    except RuntimeError as error:
        library.error("Failed to send a request: %s", error, exc_info=sys.exc_info())

    assert_no_secret(capsys.readouterr().err)


def test_an_error_of_the_database_says_which_table_it_is_about(capsys: pytest.CaptureFixture[str]) -> None:
    log = a_log()
    try:
        raise OperationalError("UNIQUE constraint failed: claim.ref")
    except OperationalError:
        log.exception("not kept")

    assert "UNIQUE constraint failed: claim.ref" in capsys.readouterr().err


def test_an_error_that_happened_while_another_was_handled_is_told_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    log = a_log()
    try:
        try:
            raise KeyError("first")
        except KeyError:
            raise RuntimeError("second")  # noqa: B904
    except RuntimeError:
        log.exception("both")

    err = capsys.readouterr().err
    assert err.index("RuntimeError") < err.index("KeyError")


def test_an_error_logged_as_itself_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    log = a_log()
    log.error(RuntimeError(f"with {TOKEN}"))
    log.info("with a stack", stack_info=True, extra={"token": TOKEN})

    assert_no_secret(capsys.readouterr().err)


def test_libraries_of_slack_only_warn(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging()
    for name in LIBRARIES:
        logging.getLogger(name).info("body of a message")
        logging.getLogger(name).debug("body of a message")
        logging.getLogger(name).warning("warned by %s", name)

    err = capsys.readouterr().err
    assert "body of a message" not in err
    assert err.count("warned by") == 5


def test_starting_twice_does_not_double_the_lines(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging()
    start_logging()

    logging.getLogger("bot.test").info("once")

    assert capsys.readouterr().err.count("once") == 1


def test_debug_lines_come_only_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging(logging.DEBUG)

    logging.getLogger("bot.test").debug("detail")

    assert "detail" in capsys.readouterr().err


def test_values_that_are_no_text_are_kept() -> None:
    assert without_tokens(None, "", {"event": f"a {TOKEN} b", "count": 3, "none": None}) == {
        "event": "a xoxb-... b",
        "count": 3,
        "none": None,
    }

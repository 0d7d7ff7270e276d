"""What a failed call to Slack means, by the words that Slack documents and by what its client raises."""

import pytest

from bot.rules.slack_errors import Failure, FailureKind, classify, is_too_long, wait_s

WORDS = {
    FailureKind.RATE: "ratelimited rate_limited message_limit_exceeded",
    FailureKind.AMBIGUOUS: "fatal_error internal_error request_timeout service_unavailable duplicate_channel_not_found "
    "duplicate_message_not_found",
    FailureKind.DESTINATION: "channel_not_found not_in_channel is_archived restricted_action "
    "restricted_action_read_only_channel restricted_action_thread_only_channel ekm_access_denied "
    "messages_tab_disabled cannot_dm_bot user_not_found",
    FailureKind.WORKSPACE: "account_inactive token_revoked token_expired invalid_auth not_authed missing_scope",
    FailureKind.PAYLOAD: "msg_too_long msg_blocks_too_long invalid_blocks invalid_blocks_format too_many_attachments "
    "no_text invalid_metadata_format invalid_metadata_schema",
    FailureKind.UNKNOWN: "something_new as_user_not_supported",
}
EXCEPTIONS = {
    FailureKind.SURELY_NOT_SENT: [
        ("URLError", "gaierror"),
        ("URLError", "ConnectionRefusedError"),
        ("URLError", "SSLCertVerificationError"),
    ],
    FailureKind.AMBIGUOUS: [
        ("TimeoutError",),
        ("URLError", "TimeoutError"),
        ("ConnectionResetError",),
        ("RemoteDisconnected",),
        ("IncompleteRead",),
        ("JSONDecodeError",),
        ("UnicodeDecodeError",),
        ("AttributeError",),
    ],
}


@pytest.mark.parametrize(("kind", "word"), [(kind, word) for kind, words in WORDS.items() for word in words.split()])
def test_a_word_of_slacks_says_what_happened(kind: FailureKind, word: str) -> None:
    assert classify(Failure(status=200, error=word)) is kind


@pytest.mark.parametrize(("kind", "names"), [(kind, names) for kind, some in EXCEPTIONS.items() for names in some])
def test_only_what_never_reached_slack_was_surely_not_sent(kind: FailureKind, names: tuple[str, ...]) -> None:
    assert classify(Failure(exceptions=names)) is kind


@pytest.mark.parametrize("status", [500, 502, 503, 504, 599])
@pytest.mark.parametrize("word", ["", "internal_error", "channel_not_found"])
def test_a_server_error_is_ambiguous_whatever_it_says(status: int, word: str) -> None:
    assert classify(Failure(status=status, error=word)) is FailureKind.AMBIGUOUS


@pytest.mark.parametrize("status", [200, 301, 403, 404])
def test_an_answer_without_a_word_is_ambiguous(status: int) -> None:
    assert classify(Failure(status=status)) is FailureKind.AMBIGUOUS


@pytest.mark.parametrize("word", ["", "ratelimited", "invalid_auth"])
def test_status_429_was_not_sent_whatever_it_says(word: str) -> None:
    assert classify(Failure(status=429, error=word)) is FailureKind.RATE


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30),
        ("1.5", 1.5),
        ("0", 0),
        (None, 30),
        ("", 30),
        ("abc", 30),
        ("-5", 30),
        ("nan", 30),
        ("3600", 3_600),
        ("100000", 3_600),
        ("inf", 3_600),
    ],
)
def test_retry_after_is_read_whatever_stands_there_and_never_longer_than_an_hour(
    header: str | None, seconds: float
) -> None:
    assert wait_s(header) == seconds


def test_a_wait_of_more_than_an_hour_is_for_a_person_to_see() -> None:
    assert [is_too_long(one) for one in ("3600", "3601", "inf", "nan", "abc", None)] == [
        False,
        True,
        True,
        False,
        False,
        False,
    ]

"""The card of denial codes: what to do about all of them, then each by itself. Facts are handed in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.rules.denial_advice import Advice
from bot.rules.denial_described import DescribedCode
from bot.rules.denial_words import says_what_to_do
from bot.views.blocks import Block, View, actions, button, context, divider, escape, message, section, shorten
from bot.views.denial_ids import POST_DENIAL, READ_AS, DenialRef
from bot.views.plain import counted
from data.denial_models import DenialKind, TypedDenial

_MOST_STEPS = 14
_MOST_GUARDS = 10
_MOST_OFFICIAL = 600
_KINDS = {
    DenialKind.REASON: "reason code (CARC)",
    DenialKind.REMARK: "remark code (RARC)",
    DenialKind.STATUS_CATEGORY: "status category (277)",
    DenialKind.STATUS: "status code (277)",
    DenialKind.GROUP: "group code",
}
_CATEGORIES = {"cob": "other payer (COB)", "benefit_max": "benefit maximum", "missing_info": "missing information"}
_OWNERS = {"front_desk": "front desk", "none": "nobody"}
_TRUST = {
    "high": "",
    "medium": "Usual, but it varies by payer.",
    "low": "Not sure: check the remark code and the payer before you act.",
    "unknown": "Not in my tables: check with the payer.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DenialCard:
    """`advice` is None where only a group was named."""

    codes: tuple[DescribedCode, ...]
    advice: Advice | None
    ref: DenialRef
    can_post: bool = False
    left: int = 0
    """Codes that were too many to answer at once."""


def denial_card(card: DenialCard) -> View:
    left = [context(f"{counted(card.left, 'more code')} left out: ask for fewer at once.")] if card.left else []
    blocks = [*_advice(card), *_each(card.codes), *left]
    if card.can_post:
        blocks += actions([button("Post to channel", POST_DENIAL, card.ref.value())])
    return message(_title(card.codes), [*blocks, context(_SOURCE)])


def posted_denial(card: DenialCard, user_id: str) -> View:
    """The card as it goes to everybody in a channel: the same facts, nothing to press."""
    view = denial_card(replace(card, can_post=False))
    return message(view["text"], [*view["blocks"][:-1], context(f"Posted by <@{user_id}>. {_SOURCE}")])


def which_one(unsure: Sequence[tuple[DescribedCode, DescribedCode]], reason: DenialRef, status: DenialRef) -> View:
    """Asks whether bare numbers are reasons or statuses: each pair is one number, read both ways."""
    lines = [
        f"*{one.typed.code}* as a {_KINDS[one.typed.kind]}: {escape(one.meaning)}\n"
        f"*{one.typed.code}* as a {_KINDS[other.typed.kind]}: {escape(other.meaning)}"
        for one, other in unsure
    ]
    names = ", ".join(one.typed.code for one, _ in unsure)
    as_reason, as_status = ("Reason", _short(unsure[0][1].typed)) if len(unsure) == 1 else ("Reasons", "Status codes")
    return message(
        f"{names}: which list?",
        [
            section(f"{names} stands in two lists. Which do you mean?\n" + "\n".join(lines)),
            *actions(
                [
                    button(f"{as_reason} {names} (on a remittance)", f"{READ_AS}:reason", reason.value()),
                    button(f"{as_status} {names} (on a status report)", f"{READ_AS}:status", status.value()),
                ]
            ),
            context("With a group or remark code I need not ask: `CO-16`, `16 M51`; nor with a category: `A7 16`."),
        ],
    )


def nothing_read() -> View:
    return message(
        "No denial code in that",
        [
            section(
                "I found no denial code in that. Type codes as they stand on the remittance or status report:\n"
                "`/denial CO-97 N30`, `/denial co16 m51 medicare`, `/denial MA130`, `/denial A7 562`."
            ),
            context(
                "I read reason codes (CARC) with or without their group, remark codes (RARC), status categories and "
                "status codes (277, 277CA). For a claim, type `/claim` and its reference."
            ),
        ],
    )


_SOURCE = (
    "Meanings are in our own words, and the step is the usual one; the payer's rules and the contract outweigh it. "
    "Official texts: x12.org/codes."
)


def _title(codes: Sequence[DescribedCode]) -> str:
    return " ".join(code.typed.name for code in codes)


# --- what to do ----------------------------------------------------------------------------------------------------


def _advice(card: DenialCard) -> list[Block]:
    advice = card.advice
    if advice is None:
        return []
    steps = "\n".join(f"{number}. {escape(step)}" for number, step in enumerate(advice.steps[:_MOST_STEPS], 1))
    left = len(advice.steps) - _MOST_STEPS
    more = f"\n{counted(left, 'more step')}: ask for fewer codes at once." if left > 0 else ""
    blocks = [section(f"*What to do: {_title(card.codes)}*\n{steps}{more}")]
    if advice.guards:
        guards = "\n".join(f"🚫 {escape(guard)}" for guard in advice.guards[:_MOST_GUARDS])
        blocks.append(section(f"*What not to do*\n{guards}"))
    return [*blocks, context("  ·  ".join(_facts(advice)))]


def _facts(advice: Advice) -> list[str]:
    facts = [f"Usually the work of: {_owner(advice.owner)}"]
    if advice.correction:
        facts.append(f"Correction: {advice.correction}")
    facts.append(f"Decided by: {escape(advice.why)}")
    if _TRUST[advice.confidence]:
        facts.append(f"⚠️ {_TRUST[advice.confidence]}")
    return facts


# --- each code -----------------------------------------------------------------------------------------------------


def _each(codes: Sequence[DescribedCode]) -> list[Block]:
    return [divider(), *(section(_line(code)) for code in codes)]


def _line(code: DescribedCode) -> str:
    head = f"*{escape(code.typed.name)}*  ·  {_KINDS[code.typed.kind]}"
    if not code.is_known:
        return f"{head}\n❔ {escape(code.note)}{_official(code)}"
    facts = [_CATEGORIES.get(code.category, code.category.replace("_", " ")), f"usually {_owner(code.owner)}"]
    lines = [head, escape(code.meaning), f"_{'  ·  '.join(facts)}_"]
    if code.fixes:
        lines.append(escape(code.fixes) if says_what_to_do(code.fixes) else f"To mend: {escape(code.fixes)}")
    if code.note:
        lines.append(f"{'🕰️' if code.is_retired else 'ℹ️'} {escape(code.note)}")
    if code.typed.kind is DenialKind.GROUP:
        lines += [f"🚫 {escape(guard)}" for guard in code.guards]
    if code.confidence in ("low", "medium"):
        lines.append(f"⚠️ {_TRUST[code.confidence]}")
    return "\n".join(lines) + _official(code)


def _official(code: DescribedCode) -> str:
    if not code.official:
        return ""
    return f"\n*Official text (imported)*: {escape(shorten(code.official, _MOST_OFFICIAL))}"


def _owner(owner: str) -> str:
    return _OWNERS.get(owner, owner)


def _short(code: TypedDenial) -> str:
    return "Status category" if code.kind is DenialKind.STATUS_CATEGORY else "Status code"

"""Why a claim is denied, on its card: each reason with its sum and lines, the usual step, what must not be done."""

from collections.abc import Sequence

from bot.rules.denied_reasons import DeniedReason
from bot.rules.privacy import Shown, money_text
from bot.views.blocks import Block, context, escape, section
from bot.views.plain import counted

_MOST_REASONS = 8
_MOST_LINES = 8


def reason_blocks(reasons: Sequence[DeniedReason], shown: Shown, *, with_procedures: bool) -> list[Block]:
    """`with_procedures` is whether the claim's codes may be shown."""
    if not reasons:
        return []
    told = [_reason(one, shown, with_procedures=with_procedures) for one in reasons[:_MOST_REASONS]]
    told[0] = f"*Why it is denied*\n{told[0]}"
    left = len(reasons) - len(told)
    more = [context(f"and {counted(left, 'more reason')}")] if left else []
    return [*map(section, told), *more, context(f"{_billing(reasons)}  ·  {_all_steps(reasons)}")]


def _reason(reason: DeniedReason, shown: Shown, *, with_procedures: bool) -> str:
    first, *remarks = map(escape, reason.codes)
    head = f"{', '.join([f'*{first}*', *remarks])}  ·  {money_text(reason.cents, shown)}"
    usual = f"Usual next step ({reason.owner})" if reason.owner else "Usual next step"
    lines = [f"{head}{_lines(reason, with_procedures=with_procedures)}", escape(reason.meaning)]
    lines.append(f"{usual}: {escape(reason.step)}")
    return "\n".join([*lines, *([f"🚫 {escape(reason.guard)}"] if reason.guard else [])])


def _lines(reason: DeniedReason, *, with_procedures: bool) -> str:
    names = [
        f"{one.line} ({escape(one.procedure)})" if with_procedures and one.procedure else str(one.line)
        for one in reason.denials
        if one.line
    ]
    if not names:
        return ""
    word = "line" if len(names) == 1 else "lines"
    return f"  ·  {word} {', '.join(names[:_MOST_LINES])}" + ("…" if len(names) > _MOST_LINES else "")


def _billing(reasons: Sequence[DeniedReason]) -> str:
    return " ".join(f"🚫 {escape(guard)}" for guard in dict.fromkeys(one.billing_guard for one in reasons))


def _all_steps(reasons: Sequence[DeniedReason]) -> str:
    others = ", likewise for the others" if len(reasons) > 1 else ""
    return f"All steps: `/denial {escape(reasons[0].question)}`{others}"

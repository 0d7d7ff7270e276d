"""What the bot can do, what it stands on, and the App Home page; facts are handed in, nothing is looked up."""

from bot.views.blocks import Block, View, actions, button, context, divider, escape, header, message, section
from bot.views.ids import FIND_CODE
from bot.views.plain import SYSTEM_TITLES, counted
from data.models import Release

_EXAMPLES = (
    ("`/code heart attack`", "find codes by words, abbreviations, lay terms or misspellings"),
    ("`/code E11.9`", "one code: billable or not, dates, notes, what lies above and below it"),
    ("`/code e119 on 2026-01-15`", "the same, as of a date of service"),
    ("`/code I10, E11.22, N18.30`", "several codes at once"),
    ("`/code check I10, E11.22, N18.30`", "whether they go together: excludes, code first, sequence, what is missing"),
    ("`/code wheelchair`", "HCPCS Level II: equipment, drugs, supplies, ambulance, modifiers"),
)
_CLAIM_EXAMPLES = (
    ("`/claim K7M-4QX`", "where a claim stands, what it comes to, why it is denied, what is next"),
    (
        "`/claims denied aetna over 60`",
        "a worklist in your own words; `/claims help` tells more, `/claims` alone is yours",
    ),
    ("`claim K7M-4QX`", "the same as a message to me, or where you mention me"),
    ("`/billing import`", "for those who bring files in: what came in last, and exports whose columns wait for a name"),
    ("`/billing report aging`, `/billing report kpi`", "what is owed by age; denial rates, days in A/R and more"),
    ("`/billing queries`", "queries to providers: what waits for you, and what you wait for"),
    ("`/billing payers aetna`", "a payer: its deadline rules, how well each is known, how it wants to be written to"),
)
_DENIAL_EXAMPLES = (
    ("`/denial CO-97 N30`", "what a denial means in plain words, what to do, what not to do, and whose work it is"),
    ("`/denial co16 m51 medicare`", "the same for a kind of payer"),
    ("`/denial A7 562`", "status codes of a 277 or 277CA"),
)
_GLOSSARY_EXAMPLES = (
    (
        "`/billing glossary clean claim`",
        "a word of billing or coding: what it means, what to do, where the rule stands",
    ),
    ("`/billing glossary denial vs rejection`", "what tells two of them apart"),
    ("`/billing glossary how do i appeal`", "a way to do something; without a word, the index"),
)
_TOLD_EXAMPLES = (
    ("`/billing digest`", "when and where I tell you what is yours: your hours, your list of the day, who covers"),
    ("`/billing settings`", "for leads: which channel gets which claims, and what the practice has settled"),
)
_ICD_NOTICE = (
    "ICD-10-CM is maintained by the CDC's National Center for Health Statistics under authorization of the World "
    "Health Organization. Its codes and descriptions are shown unaltered. Their use here implies no endorsement by "
    "CDC or the Department of Health and Human Services, and the material is available free of charge on the agency's "
    "own website."
)


def help_message(*, is_unknown: bool = False) -> View:
    """`is_unknown`: a topic was asked for that there is none of. It may be a name, so it is not repeated."""
    lines = "\n".join(f"{example}  {what}" for example, what in _EXAMPLES)
    claim_lines = "\n".join(f"{example}  {what}" for example, what in _CLAIM_EXAMPLES)
    denial_lines = "\n".join(f"{example}  {what}" for example, what in _DENIAL_EXAMPLES)
    glossary_lines = "\n".join(f"{example}  {what}" for example, what in _GLOSSARY_EXAMPLES)
    told_lines = "\n".join(f"{example}  {what}" for example, what in _TOLD_EXAMPLES)
    return message(
        "How to use billing-bot",
        [
            *([section("`/billing` has no such topic. This is what I can do:")] if is_unknown else []),
            section(f"*Look up codes*\n{lines}"),
            section(
                "Or write to me directly without the command, mention me in a channel, or use the shortcuts "
                "*Find a code* and *Look up codes here*."
            ),
            *actions([button("Find a code", FIND_CODE, "open", style="primary")]),
            section(f"*Look up denial codes*\n{denial_lines}"),
            section(f"*Look up words*\n{glossary_lines}"),
            section(f"*Look up claims*\n{claim_lines}"),
            section(f"*How you and your channels are told*\n{told_lines}"),
            context("Answers to a command are seen by you alone until you press *Post to channel*."),
        ],
    )


def about_message(version: str, releases: list[Release]) -> View:
    return message(
        "About billing-bot",
        [
            section(f"*billing-bot {version}*\nRuns on your own machine and asks no other service to answer."),
            *_loaded(releases),
            context(_ICD_NOTICE),
            context(
                "HCPCS Level II and modifiers are described in our own words until the official CMS file is loaded, "
                "place of service always; the official CMS text governs. CPT and CDT are not included."
            ),
        ],
    )


def claim_home_blocks() -> list[Block]:
    """How claims are asked for, on the App Home of those who work them."""
    lines = "\n".join(f"{example}  {what}" for example, what in (*_CLAIM_EXAMPLES, *_TOLD_EXAMPLES))
    return [header("Claims"), section(lines), divider()]


def home_blocks(releases: list[Release], warnings: list[str]) -> list[Block]:
    lines = "\n".join(f"{example}  {what}" for example, what in _EXAMPLES)
    return [
        header("Codes, at once"),
        section("Ask in any channel with a command, or write to me in *Messages*."),
        *actions([button("Find a code", FIND_CODE, "open", style="primary")]),
        divider(),
        section(lines),
        divider(),
        *_loaded(releases),
        *(section(f"⚠️ {escape(warning)}") for warning in warnings),
    ]


def _loaded(releases: list[Release]) -> list[Block]:
    rows = [
        f"• {SYSTEM_TITLES[release.system]} {escape(release.name)}: {counted(release.codes, 'code')}, "
        f"from {release.valid_from}" + (f" to {release.year_ends}" if release.year_ends else "")
        for release in releases
    ]
    return [section("*Loaded code sets*\n" + "\n".join(rows))]

"""Blocks, elements and views for the tests of the linter, each legal as it comes."""

from typing import Any

Json = dict[str, Any]


def plain(text: str = "words") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "words") -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "words", **more: object) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def button(text: str = "Go", **more: object) -> Json:
    return {"type": "button", "action_id": "go", "text": plain(text), **more}


def options(count: int = 2, text: str = "one", value: str = "v", **more: object) -> list[Json]:
    return [{"text": plain(text), "value": f"{value}{number}", **more} for number in range(count)]


def select(count: int = 2, **more: object) -> Json:
    return {"type": "static_select", "action_id": "s", "options": options(count), **more}


def grouped(groups: int = 1, count: int = 1, label: str = "group") -> Json:
    listed = [{"label": plain(label), "options": options(count, value=f"g{number}-")} for number in range(groups)]
    return {"type": "static_select", "action_id": "s", "option_groups": listed}


def choice(kind: str, count: int = 2, **more: object) -> Json:
    return {"type": kind, "action_id": "c", "options": options(count), **more}


def confirm(title: str = "Sure?", text: str = "Really?", yes: str = "Yes", no: str = "No") -> Json:
    return {"title": plain(title), "text": mrkdwn(text), "confirm": plain(yes), "deny": plain(no)}


def an_input(element: Json | None = None, **more: object) -> Json:
    typed = {"type": "plain_text_input", "action_id": "t"}
    return {"type": "input", "label": plain("Label"), "element": element or typed, **more}


def typed(**more: object) -> Json:
    return an_input({"type": "plain_text_input", "action_id": "t", **more})


def image(url: str = "https://x.example/a.png", alt: str = "alt", **more: object) -> Json:
    return {"type": "image", "image_url": url, "alt_text": alt, **more}


def table(rows: int = 2, columns: int = 2) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}


def bullets(indent: int = 0) -> Json:
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "x", "style": {"bold": True}}]}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_list", "style": "bullet", "indent": indent, "elements": [item]}],
    }


def modal(*blocks: Json, title: str = "Title", **more: object) -> Json:
    return {"type": "modal", "title": plain(title), "blocks": list(blocks) or [section()], **more}

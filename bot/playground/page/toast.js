// Short words in a corner that say what happened; they leave by themselves, errors later.

import { el } from "./dom.js";
import { icon } from "./icons.js";

const SHOWN_MS = { note: 4000, error: 9000 };
const AT_MOST = 3;

export function toast(text, kind = "note") {
  const box = document.getElementById("toasts");
  const close = () => node.remove();
  const node = el(
    "div",
    { class: kind === "error" ? "toast failed" : "toast", data: { test: "toast" } },
    icon(kind === "error" ? "alert" : "check"),
    el("span", {}, text),
    el(
      "button",
      { type: "button", class: "icon-button small", "aria-label": "Dismiss", on: { click: close } },
      icon("close"),
    ),
  );
  // A modal dialog makes the rest of the page inert and lies above it; only the top layer is above the dialog.
  box.popover = "manual";
  if (box.matches(":popover-open")) box.hidePopover();
  box.showPopover();
  [...box.children].find((other) => other.dataset.words === text)?.remove();
  node.dataset.words = text;
  while (box.children.length >= AT_MOST) box.firstChild.remove();
  box.append(node);
  setTimeout(close, SHOWN_MS[kind]);
}

// The line across the top while something essential is missing; one at a time.

import { el } from "./dom.js";
import { icon } from "./icons.js";

let shown = "";

/** Words, or "" for none; action {label, run} adds a button. */
export function showBanner(words, action = null) {
  if (words === shown) return;
  shown = words;
  const node = document.getElementById("banner");
  node.hidden = !words;
  const button =
    action &&
    el(
      "button",
      { type: "button", class: "button small", data: { test: "banner-action" }, on: { click: action.run } },
      action.label,
    );
  node.replaceChildren(...(words ? [icon("alert"), el("span", {}, words), button].filter(Boolean) : []));
}

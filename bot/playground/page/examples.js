// The card an empty conversation opens with: what to try first, ready to be sent.

import { el } from "./dom.js";

const EXAMPLES = [
  ["/code heart attack", "plain words to a diagnosis code"],
  ["/claim 10432", "where a claim stands, why it was denied, what to do"],
  ["/claims denied over 60", "a worklist, in words"],
  ["/denial CO-97 N30", "what a denial means and the next step"],
  ["/code E11.9", "one code: billable or not, notes, release"],
  ["/code e119 on 2026-01-15", "the same, for a date of service"],
  ["/code wheelchair", "supplies and equipment (HCPCS)"],
];

/** onPick gets the text to put into the composer; in a direct message no slash command is needed. */
export function renderExamples({ title, isDirect, onPick }) {
  const rows = EXAMPLES.map(([command, words]) => {
    const text = isDirect ? command.replace(/^\/code /, "") : command;
    return el(
      "button",
      { type: "button", class: "example", data: { test: "example" }, on: { click: () => onPick(text) } },
      el("code", {}, text),
      el("span", {}, words),
    );
  });
  return el(
    "section",
    { class: "hint-card", data: { test: "examples" }, "aria-label": "Things to try" },
    el("h2", {}, title),
    el(
      "p",
      {},
      isDirect
        ? "Ask in plain words. Pick one to put it in the box below, then press Enter."
        : "Pick one to put it in the box below, then press Enter. Only you see the answer.",
    ),
    el("div", { class: "example-list" }, rows),
  );
}

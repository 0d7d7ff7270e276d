// The keys that work everywhere, and the list of them behind "?".

import { openDialog } from "./dialog.js";
import { el } from "./dom.js";

const KEYS = [
  ["/", "Slash commands, in the composer"],
  ["@", "Mention the bot or a person"],
  ["Enter", "Send; Shift+Enter starts a new line"],
  ["↑", "In an empty composer: the last sent line"],
  ["Ctrl K", "Shortcuts"],
  ["Esc", "Close what is on top"],
  ["?", "This list"],
];

export function startKeys({ openShortcuts }) {
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openShortcuts();
    } else if (event.key === "?" && !event.target.closest("input, textarea, select, [role=menu]")) {
      event.preventDefault();
      openKeys();
    }
  });
}

function openKeys() {
  const rows = KEYS.map(([key, words]) =>
    el("div", { class: "key-row" }, el("dt", {}, el("kbd", {}, key)), el("dd", {}, words)),
  );
  const dialog = openDialog({
    title: "Keys",
    body: el("dl", { class: "keys" }, rows),
    className: "small",
    onClose: () => dialog.close(),
  });
}

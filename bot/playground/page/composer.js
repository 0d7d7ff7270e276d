// The box one writes in: completion, recall of sent lines, a draft per place. What sending means is the caller's.

import { lastAckMs } from "./acts.js";
import { createCompletion } from "./completion.js";
import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { workspace } from "./workspace.js";

const WORKING_AFTER_MS = 250;
const HISTORY_LENGTH = 50;
const history = [];
const drafts = new Map();

/** onSend(text) resolves to true when it went out; then the box stays empty, else the text comes back. */
export function createComposer({ label, test, sendTest, withCommands = true, onSend, tools = [] }) {
  const hintId = freshId("composer-hint");
  const input = el("textarea", {
    class: "composer-input",
    rows: "1",
    "aria-label": label,
    "aria-autocomplete": "list",
    "aria-describedby": hintId,
    autocomplete: "off",
    spellcheck: "true",
    data: { test },
  });
  const sendButton = el(
    "button",
    {
      type: "button",
      class: "icon-button send",
      "aria-label": "Send",
      title: "Send (Enter)",
      data: { test: sendTest },
      on: { click: () => submit() },
    },
    icon("send"),
  );
  const hint = el("div", { class: "composer-hint", id: hintId });
  const status = el("div", { class: "composer-status", role: "status" });
  const box = el("div", { class: "composer-box" }, input, el("div", { class: "composer-tools" }, tools, sendButton));
  const node = el("div", { class: "composer" }, hint, box, status);
  const completion = createCompletion(input, { withCommands });
  let place = "";
  let recalled = -1;
  let sending = 0;

  function changed() {
    grow();
    sendButton.classList.toggle("ready", input.value.trim() !== "");
    const command = withCommands && workspace.app.commands.find((one) => input.value.startsWith(`${one.command} `));
    hint.replaceChildren(
      ...(command ? [el("b", {}, command.command), ` ${command.usage_hint || command.description || ""}`] : []),
    );
    if (place) drafts.set(place, input.value);
  }

  function grow() {
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight, innerHeight * 0.4)}px`;
  }

  function put(text) {
    input.value = text;
    input.setSelectionRange(text.length, text.length);
    changed();
  }

  async function submit() {
    const text = input.value;
    if (!text.trim()) return;
    completion.close();
    if (history.at(-1) !== text) history.push(text);
    if (history.length > HISTORY_LENGTH) history.shift();
    recalled = -1;
    put("");
    input.focus();
    const from = place;
    sending += 1;
    const timer = setTimeout(
      () => (status.textContent = `${workspace.app.name || "The bot"} is working…`),
      WORKING_AFTER_MS,
    );
    const isSent = await onSend(text);
    clearTimeout(timer);
    sending -= 1;
    if (sending === 0)
      status.textContent =
        isSent && lastAckMs() !== null ? `Answered in ${Math.max(1, Math.round(lastAckMs()))} ms` : "";
    if (isSent) return;
    if (place === from && !input.value) put(text);
    else if (place !== from && !drafts.get(from)) drafts.set(from, text);
  }

  function recall(step) {
    const next = recalled < 0 ? history.length - 1 : recalled + step;
    if (next < 0) return;
    recalled = next >= history.length ? -1 : next;
    put(recalled < 0 ? "" : history[recalled]);
    completion.close();
  }

  input.addEventListener("input", () => {
    recalled = -1;
    changed();
    completion.refresh();
  });
  input.addEventListener("blur", () => completion.close());
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || completion.handleKey(event)) return;
    const canRecall = input.value === "" || (recalled >= 0 && input.value === history[recalled]);
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "ArrowUp" && canRecall && history.length) {
      event.preventDefault();
      recall(-1);
    } else if (event.key === "ArrowDown" && recalled >= 0 && canRecall) {
      event.preventDefault();
      recall(1);
    }
  });
  box.addEventListener("pointerdown", (event) => {
    if (event.target !== box && !event.target.matches(".composer-tools")) return;
    event.preventDefault();
    input.focus();
  });

  return {
    node,
    input,
    put,
    focus: () => input.focus({ preventScroll: true }),
    /** Turn to another place: its draft appears; words shows in the empty box. */
    turnTo(next, words) {
      place = next;
      recalled = -1;
      status.textContent = "";
      input.placeholder = words;
      input.setAttribute("aria-label", words);
      put(drafts.get(next) || "");
      completion.close();
    },
  };
}

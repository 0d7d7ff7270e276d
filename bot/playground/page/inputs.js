// Fields of blocks to type into: text of one line or several, numbers, addresses, dates, times.

import { el } from "./dom.js";
import { watchBusy } from "./busy.js";

const SENT_AFTER_MS = 700;

export function renderTextInput(element, control) {
  const isLong = element.multiline === true;
  const node = el(isLong ? "textarea" : "input", {
    ...control.naming(),
    class: "field",
    type: isLong ? null : "text",
    rows: isLong ? "4" : null,
    placeholder: control.placeholder || null,
    maxlength: element.max_length || 3000,
    autocomplete: "off",
    autofocus: element.focus_on_load || null,
  });
  node.value = control.first(element.initial_value ?? "") ?? "";
  const counter = element.max_length || element.min_length ? el("span", { class: "counter" }) : null;
  const count = () => counter && (counter.textContent = countWords(node.value.length, element));
  count();
  const triggers = element.dispatch_action_config?.trigger_actions_on || ["on_enter_pressed"];
  let timer = 0;
  node.addEventListener("input", () => {
    count();
    control.keep(node.value);
    if (!control.isSent || !triggers.includes("on_character_entered")) return;
    clearTimeout(timer);
    timer = setTimeout(() => control.change(node.value), SENT_AFTER_MS);
  });
  node.addEventListener("keydown", (event) => {
    if (
      event.key !== "Enter" ||
      isLong ||
      event.isComposing ||
      !control.isSent ||
      !triggers.includes("on_enter_pressed")
    )
      return;
    event.preventDefault();
    event.stopPropagation();
    control.change(node.value);
  });
  if (control.isSent) watchBusy(control.busyKey, node);
  return counter ? el("div", { class: "counted" }, node, counter) : node;
}

function countWords(length, { min_length: fewest = 0, max_length: most }) {
  if (length < fewest) return `${fewest - length} more needed`;
  return most ? `${most - length} left` : "";
}

/** email, url and number inputs: a text input with the browser's own keyboard for it. */
export function renderTypedInput(element, control) {
  const types = { email_text_input: "email", url_text_input: "url", number_input: "text" };
  const node = renderTextInput(element, control);
  const field = node.matches("input") ? node : node.querySelector("input");
  field.type = types[element.type];
  if (element.type === "number_input") field.inputMode = element.is_decimal_allowed ? "decimal" : "numeric";
  return node;
}

export function renderDate(element, control) {
  const node = el("input", {
    ...control.naming(),
    class: "field date",
    type: "date",
    title: control.placeholder || null,
  });
  node.value = control.first(element.initial_date ?? null) ?? "";
  keepLater(node, control, (value) => value === "" || Number(value.slice(0, 4)) >= 1900);
  return node;
}

export function renderTime(element, control) {
  const node = el("input", {
    ...control.naming(),
    class: "field time",
    type: "time",
    title: control.placeholder || null,
  });
  node.value = control.first(element.initial_time ?? null) ?? "";
  keepLater(node, control, () => true);
  return node;
}

// A date typed on the keyboard passes through dates nobody meant (year 0002): wait for a pause, or until it is left.
function keepLater(node, control, isMeant) {
  let timer = 0;
  let sent = node.value;
  const commit = () => {
    clearTimeout(timer);
    if (node.value === sent || !isMeant(node.value)) return;
    sent = node.value;
    control.change(node.value || null);
  };
  node.addEventListener("change", () => {
    if (!control.isSent) return commit();
    clearTimeout(timer);
    timer = setTimeout(commit, SENT_AFTER_MS);
  });
  node.addEventListener("blur", commit);
  watchBusy(control.busyKey, node);
}

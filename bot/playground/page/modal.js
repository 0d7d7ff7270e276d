// The modals the bot has open for this person: the top one as a dialog, with its fields, errors, submit and close.

import { act } from "./acts.js";
import { createBlockList } from "./block_list.js";
import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import { plainWords } from "./texts.js";
import { createSurface } from "./surface.js";

let shown = null;
// Each modal of the stack keeps what was typed in it while another lies on top.
const surfaces = new Map();

/** Show the top of the stack (last in the list), or nothing when it is empty. changed() runs after submit and close. */
export function showModals(modals, changed) {
  const top = modals.at(-1);
  for (const id of surfaces.keys()) if (!modals.some((view) => view.id === id)) surfaces.delete(id);
  if (shown && shown.id !== top?.id) {
    shown.dialog.close();
    shown = null;
  }
  if (!top) return;
  if (!shown) shown = openModal(top, changed, modals.length);
  shown.update(top);
}

function openModal(view, changed, depth) {
  if (!surfaces.has(view.id)) surfaces.set(view.id, createSurface("modal", { view: view.id }));
  const surface = surfaces.get(view.id);
  const list = createBlockList(surface);
  let current = view;
  let isSending = false;
  const submitButton = el(
    "button",
    { type: "button", class: "button primary", data: { test: "modal-submit" }, on: { click: submit } },
    el("span", { class: "button-words" }),
  );
  const closeButton = el("button", {
    type: "button",
    class: "button",
    data: { test: "modal-close" },
    on: { click: leave },
  });
  const dialog = openDialog({
    title: "",
    body: list.node,
    footer: [closeButton, submitButton],
    onClose: leave,
    className: "modal",
    data: { test: "modal", viewId: view.id },
    closeLabel: depth > 1 ? "Back" : "Close",
  });
  let isFirst = true;

  function update(next) {
    current = next;
    dialog.heading.textContent = plainWords(next.title);
    closeButton.textContent = plainWords(next.close) || (depth > 1 ? "Back" : "Close");
    const canSubmit = plainWords(next.submit) || next.blocks.some((block) => block.type === "input");
    submitButton.hidden = !canSubmit;
    submitButton.firstChild.textContent = plainWords(next.submit) || "Submit";
    list.show(next.blocks);
    if (!isFirst) return;
    isFirst = false;
    const first =
      list.node.querySelector("[autofocus]") ||
      list.node.querySelector("input, textarea, select, button, a") ||
      (canSubmit ? submitButton : dialog.heading);
    first.focus();
  }

  async function submit() {
    if (isSending) return;
    const missing = findMissing(current.blocks, surface.values(current.blocks));
    showErrors(missing);
    if (Object.keys(missing).length) return;
    setSending(true);
    const answer = await act("submit", { view: current.id, values: surface.values(current.blocks) });
    setSending(false);
    if (answer?.errors) showErrors(answer.errors);
    changed();
  }

  async function leave() {
    if (isSending) return;
    await act("close", { view: current.id });
    changed();
  }

  function setSending(isOn) {
    isSending = isOn;
    submitButton.toggleAttribute("aria-busy", isOn);
    submitButton.setAttribute("aria-busy", String(isOn));
    submitButton.setAttribute("aria-disabled", String(isOn));
  }

  function showErrors(errors) {
    let first = null;
    for (const place of list.node.querySelectorAll("[data-error-for]")) {
      const words = errors[place.dataset.errorFor] || "";
      place.textContent = words;
      const field = place.parentElement.querySelector("[data-action-id]");
      field?.setAttribute("aria-invalid", String(Boolean(words)));
      if (words) first ??= field;
    }
    first?.focus();
  }

  // Enter in a one-line field submits, as people expect of a form; fields that dispatch have taken it before.
  list.node.addEventListener("keydown", (event) => {
    const isField = event.target.matches("input.field") && !event.isComposing;
    if (
      event.key === "Enter" &&
      (isField || ((event.ctrlKey || event.metaKey) && event.target.matches("textarea"))) &&
      !submitButton.hidden
    ) {
      event.preventDefault();
      submit();
    }
  });
  return { id: view.id, dialog, update };
}

/** {block_id: words} for inputs Slack itself would not let pass. */
function findMissing(blocks, values) {
  const missing = {};
  for (const block of blocks) {
    if (block.type !== "input") continue;
    const { element } = block;
    const value = values[block.block_id]?.[element.action_id];
    const isEmpty = isBlank(value);
    if (isEmpty && !block.optional) missing[block.block_id] = "Please complete this required field.";
    else if (!isEmpty && element.min_length && value.length < element.min_length)
      missing[block.block_id] = `Please write at least ${element.min_length} characters.`;
  }
  return missing;
}

function isBlank(value) {
  const plain =
    value?.selected_options ??
    (value && typeof value === "object" && "selected_option" in value ? value.selected_option : value);
  return plain === null || plain === undefined || plain === "" || (Array.isArray(plain) && plain.length === 0);
}

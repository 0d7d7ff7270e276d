// Checkboxes and radio buttons of blocks.

import { el, freshId } from "./dom.js";
import { renderText } from "./texts.js";

export function renderCheckboxes(element, control) {
  const firsts = (element.initial_options || []).map((option) => option.value);
  const chosen = new Set(control.first(firsts) || []);
  return renderChoices(
    "checkbox",
    element,
    control,
    (value) => chosen.has(value),
    (value, isOn) => {
      if (isOn) chosen.add(value);
      else chosen.delete(value);
      return element.options.map((option) => option.value).filter((one) => chosen.has(one));
    },
  );
}

export function renderRadios(element, control) {
  const first = control.first(element.initial_option?.value ?? null);
  return renderChoices(
    "radio",
    element,
    control,
    (value) => value === first,
    (value) => value,
  );
}

function renderChoices(type, element, control, isOn, next) {
  const name = freshId(type);
  const rows = element.options.map((option) => {
    const id = freshId("choice");
    const box = el("input", { type, id, name, value: option.value, data: { actionId: control.action_id } });
    box.checked = isOn(option.value);
    box.addEventListener("change", async () => {
      const kept = await control.change(next(option.value, box.checked));
      if (kept === false) box.checked = !box.checked;
    });
    const words = el(
      "label",
      { for: id },
      renderText(option.text),
      option.description ? el("div", { class: "choice-description" }, renderText(option.description)) : null,
    );
    return el("div", { class: "choice" }, box, words);
  });
  const { data, ...naming } = control.naming();
  return el("div", { class: "choices", role: type === "radio" ? "radiogroup" : "group", ...naming }, rows);
}

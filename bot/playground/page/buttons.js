// Buttons and overflow menus of blocks.

import { el, safeLink } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { watchBusy } from "./busy.js";
import { plainWords } from "./texts.js";

const CLASSES = { primary: "button primary", danger: "button danger" };

export function renderButton(element, control) {
  const href = element.url ? safeLink(element.url) : null;
  const props = {
    class: CLASSES[element.style] || "button",
    "aria-label": element.accessibility_label || null,
    data: { actionId: control.action_id },
    on: { click: pressed },
  };
  const words = el("span", { class: "button-words" }, plainWords(element.text));
  const node = href
    ? el("a", { ...props, href, target: "_blank", rel: "noopener noreferrer" }, words)
    : el("button", { ...props, type: "button" }, words);
  watchBusy(control.busyKey, node);

  function pressed() {
    // The value is left out: the server takes the one in the message, as Slack does.
    control.press(undefined);
  }
  return node;
}

export function renderOverflow(element, control) {
  const node = el(
    "button",
    {
      type: "button",
      class: "button overflow",
      "aria-label": "More actions",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      data: { actionId: control.action_id },
      on: { click: open },
    },
    icon("more"),
  );
  watchBusy(control.busyKey, node);

  function open() {
    const items = (element.options || []).map((option) => ({
      label: plainWords(option.text),
      description: plainWords(option.description),
      data: { value: option.value },
      onChoose() {
        const href = option.url && safeLink(option.url);
        if (href) window.open(href, "_blank", "noopener,noreferrer");
        control.press(option.value);
      },
    }));
    openMenu({ anchor: node, label: "More actions", items, alignEnd: true });
  }
  return node;
}

// A menu of things to do beside a button: arrows, Home, End, first letters, Enter; the focus returns to the button.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { openPopup } from "./popup.js";

/**
 * items: {label, description?, picture?, mark?, isChosen?, isDisabled?, isDanger?, data?, onChoose} or {heading}.
 * isChosen (true or false) makes an item a radio item.
 */
export function openMenu({
  anchor,
  label,
  items,
  above = false,
  alignEnd = false,
  isWide = false,
  empty = "Nothing here.",
}) {
  const entries = items.map((item) =>
    item.heading ? el("div", { class: "menu-heading", role: "presentation" }, item.heading) : renderItem(item),
  );
  const menu = el(
    "div",
    { class: "menu", role: "menu", "aria-label": label },
    entries.length ? entries : el("p", { class: "menu-empty" }, empty),
  );
  const choices = entries.filter((node) => node.getAttribute("role")?.startsWith("menuitem"));
  anchor.setAttribute("aria-expanded", "true");
  const popup = openPopup({ anchor, content: menu, above, alignEnd, isWide, onClose: closed });

  function renderItem(item) {
    const role = item.isChosen === undefined ? "menuitem" : "menuitemradio";
    const props = {
      type: "button",
      class: item.isDanger ? "menu-item danger" : "menu-item",
      role,
      tabindex: "-1",
      data: item.data || {},
      "aria-checked": item.isChosen === undefined ? null : String(item.isChosen),
      "aria-disabled": item.isDisabled ? "true" : null,
      on: { click: () => choose(item) },
    };
    const words = el(
      "span",
      { class: "menu-words" },
      el("span", { class: "menu-label" }, item.label),
      item.description ? el("span", { class: "menu-description" }, item.description) : null,
    );
    return el(
      "button",
      props,
      item.picture || null,
      words,
      item.mark || null,
      item.isChosen ? icon("check", "icon menu-check") : null,
    );
  }

  function choose(item) {
    if (item.isDisabled) return;
    popup.close();
    item.onChoose();
  }

  function closed() {
    anchor.setAttribute("aria-expanded", "false");
    if (anchor.isConnected && (document.activeElement === document.body || !document.activeElement)) anchor.focus();
  }

  function move(to) {
    choices[(to + choices.length) % choices.length]?.focus();
  }

  menu.addEventListener("keydown", (event) => {
    const at = choices.indexOf(document.activeElement);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: choices.length - 1 };
    if (event.key in moves) {
      event.preventDefault();
      move(moves[event.key]);
    } else if (event.key === "Tab") {
      popup.close();
    } else if (event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.metaKey) {
      const after = [...choices.slice(at + 1), ...choices.slice(0, at + 1)];
      after
        .find((node) => node.querySelector(".menu-label").textContent.toLowerCase().startsWith(event.key.toLowerCase()))
        ?.focus();
    }
  });
  // An open menu holds the focus, so that Escape and the arrows reach it even when it is empty.
  menu.tabIndex = -1;
  (choices.find((node) => node.getAttribute("aria-checked") === "true") || choices[0] || menu).focus();
  return popup;
}

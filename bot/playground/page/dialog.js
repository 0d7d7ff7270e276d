// A dialog on top of the page: the browser keeps the focus inside it; Escape and the cross close it.

import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { addLayer } from "./layers.js";

/**
 * Show a dialog; body and footer are nodes. onClose runs when the person wants to leave; the dialog stays until
 * close() is called.
 */
export function openDialog({ title, body, footer = null, onClose, className = "", data = {}, closeLabel = "Close" }) {
  const titleId = freshId("dialog-title");
  const heading = el("h2", { id: titleId, tabindex: "-1" }, title);
  const cross = el(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": closeLabel,
      data: { test: data.test ? `${data.test}-close` : null },
      on: { click: onClose },
    },
    icon("close"),
  );
  const node = el(
    "dialog",
    { class: `dialog ${className}`, "aria-labelledby": titleId, data },
    el("header", { class: "dialog-head" }, heading, cross),
    el("div", { class: "dialog-body" }, body),
    footer ? el("footer", { class: "dialog-foot" }, footer) : null,
  );
  const dropLayer = addLayer(onClose);
  const before = document.activeElement;
  document.body.append(node);
  node.addEventListener("cancel", (event) => event.preventDefault());
  node.showModal();

  function close() {
    dropLayer();
    node.close();
    node.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
  }
  return { node, heading, close };
}

/** Ask before something is done, with Slack's confirm object or words of our own; resolves to true or false. */
export function confirmFirst({ title, text, confirm, deny, style }, render = (words) => words) {
  return new Promise((resolve) => {
    const answer = (isSure) => {
      dialog.close();
      resolve(isSure);
    };
    const yes = el(
      "button",
      {
        type: "button",
        class: style === "danger" ? "button danger" : "button primary",
        data: { test: "confirm" },
        on: { click: () => answer(true) },
      },
      confirm || "Yes",
    );
    const no = el(
      "button",
      { type: "button", class: "button", data: { test: "deny" }, on: { click: () => answer(false) } },
      deny || "Cancel",
    );
    const dialog = openDialog({
      title: title || "Are you sure?",
      body: render(text),
      footer: [no, yes],
      className: "small",
      data: { test: "confirm-dialog" },
      onClose: () => answer(false),
    });
    yes.focus();
  });
}

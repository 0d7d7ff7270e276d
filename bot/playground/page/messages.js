// A list of messages that changes as little as it can: nodes are kept by message id, the place and the focus stay.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { authorOf, renderMessage } from "./message.js";
import { dayName, dayOf } from "./times.js";
import { workspace, zone } from "./workspace.js";

const TOGETHER_SECONDS = 300;
const NEAR_END_PX = 40;
const ABOVE_PX = 8;

/** tools as renderMessage takes them. onRead runs whenever the end of the list is in view. */
export function createMessageList({ label, tools, onRead = () => {} }) {
  const rows = el("div", { class: "rows", role: "log", "aria-label": label, "aria-live": "polite" });
  const before = el("div", { class: "before-rows" });
  const node = el("div", { class: "scroller", tabindex: "-1" }, before, rows);
  const jump = el(
    "button",
    { type: "button", class: "jump", hidden: true, on: { click: () => toEnd() } },
    icon("down"),
    "New messages",
  );
  const frame = el("div", { class: "message-list" }, node, jump);
  let kept = new Map();
  let lastIds = new Set();

  const isAtEnd = () => node.scrollHeight - node.scrollTop - node.clientHeight < NEAR_END_PX;

  function toEnd() {
    node.scrollTop = node.scrollHeight;
    jump.hidden = true;
    onRead();
  }

  // An answer taller than the window is read from its first line, so its beginning is shown, not its end.
  function toNewest(row) {
    toEnd();
    if (row.offsetHeight <= node.clientHeight) return;
    node.scrollTop += row.getBoundingClientRect().top - node.getBoundingClientRect().top - ABOVE_PX;
    wasAtEnd = isAtEnd();
  }

  node.addEventListener("scroll", () => {
    if (!isAtEnd()) return;
    jump.hidden = true;
    onRead();
  });
  // The list grows or shrinks with the window, the composer and late images: whoever was at the end stays there.
  let wasAtEnd = true;
  node.addEventListener("scroll", () => (wasAtEnd = isAtEnd()));
  const sizes = new ResizeObserver(() => wasAtEnd && (node.scrollTop = node.scrollHeight));
  sizes.observe(node);
  sizes.observe(rows);

  /** Show messages, oldest first. replies(message): what the row says of its thread; forget empties the list first. */
  function show(messages, { replies = () => null, intro = null, forget = false } = {}) {
    if (forget) {
      kept = new Map();
      lastIds = new Set();
      rows.replaceChildren();
    }
    before.replaceChildren(...[intro].flat().filter(Boolean));
    const wasEnd = forget || isAtEnd();
    const anchor = wasEnd ? null : firstInView();
    const focus = focusPlace();
    const next = new Map();
    let cursor = rows.firstChild;
    for (const item of withDays(messages, replies)) {
      const old = kept.get(item.key);
      const entry = old?.signature === item.signature ? old : { signature: item.signature, node: item.render() };
      if (old && old !== entry) {
        if (cursor === old.node) cursor = entry.node;
        old.node.replaceWith(entry.node);
      }
      if (entry.node === cursor) cursor = cursor.nextSibling;
      else rows.insertBefore(entry.node, cursor);
      next.set(item.key, entry);
    }
    for (const [key, entry] of kept) if (!next.has(key)) entry.node.remove();
    kept = next;
    restoreFocus(focus);
    const ids = new Set(messages.map((message) => message.id));
    const hasNew = messages.some((message) => !lastIds.has(message.id));
    const newest = messages.at(-1);
    // What only this person sees answers what they just did, so they want to see it wherever they had scrolled to.
    const isForMe = newest?.ephemeral || newest?.user === workspace.person.id;
    const isMine = hasNew && newest && !lastIds.has(newest.id) && isForMe;
    lastIds = ids;
    if (wasEnd || isMine) return newest ? toNewest(kept.get(`m${newest.id}`).node) : toEnd();
    if (anchor?.node.isConnected) node.scrollTop += anchor.node.getBoundingClientRect().top - anchor.top;
    if (hasNew) jump.hidden = false;
  }

  function firstInView() {
    const top = node.getBoundingClientRect().top;
    const id = [...rows.querySelectorAll("[data-id]")].find((row) => row.getBoundingClientRect().bottom > top)?.dataset
      .id;
    if (!id) return null;
    const row = kept.get(`m${id}`).node;
    // The node itself may be replaced, so the place is remembered by id.
    return {
      get node() {
        return kept.get(`m${id}`)?.node ?? row;
      },
      top: row.getBoundingClientRect().top,
    };
  }

  function focusPlace() {
    const active = document.activeElement;
    const row = active?.closest?.("[data-id]");
    if (!row || !rows.contains(row)) return null;
    return {
      active,
      id: row.dataset.id,
      action: active.dataset.actionId,
      block: active.closest("[data-block-id]")?.dataset.blockId,
      test: active.dataset.test,
      start: active.selectionStart,
      end: active.selectionEnd,
    };
  }

  function restoreFocus(place) {
    if (!place || place.active.isConnected) return;
    const row = kept.get(`m${place.id}`)?.node;
    if (!row) return node.focus({ preventScroll: true });
    const same = [...row.querySelectorAll("[data-action-id]")].filter((one) => one.dataset.actionId === place.action);
    const found =
      same.find((one) => one.closest("[data-block-id]")?.dataset.blockId === place.block) ||
      same[0] ||
      (place.test && [...row.querySelectorAll("[data-test]")].find((one) => one.dataset.test === place.test)) ||
      row;
    found.focus({ preventScroll: true });
    if (place.start !== null && place.start !== undefined && found.setSelectionRange)
      found.setSelectionRange(place.start, place.end);
  }

  function withDays(messages, replies) {
    const items = [];
    let last = null;
    for (const message of messages) {
      const day = dayOf(message.ts, zone());
      const isNewDay = !last || last.day !== day;
      if (isNewDay) items.push(dayItem(day));
      const isFollowUp = !isNewDay && isSameVoice(last.message, message);
      const thread = replies(message);
      const signature = JSON.stringify([message, isFollowUp, thread, workspace.app.today]);
      items.push({
        key: `m${message.id}`,
        signature,
        render: () => renderMessage(message, { isFollowUp, replies: thread }, tools),
      });
      last = { message, day };
    }
    return items;
  }

  function dayItem(day) {
    const words = dayName(day, workspace.app.today);
    return {
      key: `d${day}`,
      signature: words,
      render: () => el("div", { class: "day", role: "separator", "aria-label": words }, el("span", {}, words)),
    };
  }

  return { node: frame, scroller: node, show, toEnd, isAtEnd };
}

function isSameVoice(before, message) {
  if (before.ephemeral || message.ephemeral || before.user !== message.user) return false;
  return authorOf(before).name === authorOf(message).name && Number(message.ts) - Number(before.ts) < TOGETHER_SECONDS;
}

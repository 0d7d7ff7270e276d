// A list of messages that changes as little as it can: nodes are kept by message id, the place and the focus stay.

import { el } from "./dom.js";
import { authorOf, renderMessage } from "./message.js";
import { createScrolling } from "./scrolling.js";
import { dayName, dayOf } from "./times.js";
import { workspace, zone } from "./workspace.js";

const TOGETHER_SECONDS = 300;

/** tools as renderMessage takes them. onRead runs whenever the person comes to what is newest. */
export function createMessageList({ label, tools, onRead = () => {} }) {
  const rows = el("div", { class: "rows", role: "log", "aria-label": label, "aria-live": "polite" });
  const before = el("div", { class: "before-rows" });
  const after = el("div", { class: "after-rows" });
  const node = el("div", { class: "scroller", tabindex: "-1" }, before, rows, after);
  const scrolling = createScrolling(node, rows, onRead);
  const frame = el("div", { class: "message-list" }, node, scrolling.jump);
  let kept = new Map();

  /**
   * Show messages, oldest first. replies(message): what the row says of its thread; forget empties the list first;
   * outro stands below the newest one.
   */
  function show(messages, { replies = () => null, intro = null, outro = null, forget = false } = {}) {
    if (forget) {
      kept = new Map();
      rows.replaceChildren();
    }
    before.replaceChildren(...[intro].flat().filter(Boolean));
    if (after.firstChild !== outro) after.replaceChildren(...[outro].filter(Boolean));
    const isFollowing = scrolling.isFollowing();
    const anchor = firstInView();
    const focus = focusPlace();
    const measure = scrolling.measure();
    const changes = reconcile(withDays(messages, replies), measure);
    restoreFocus(focus);
    if (forget) {
      scrolling.toEnd();
      return;
    }
    if (isFollowing && scrolling.follow(changes)) return;
    const kin = anchor?.current();
    if (kin?.isConnected) node.scrollTop += kin.getBoundingClientRect().top - anchor.top;
    if (changes.some((change) => !change.before)) scrolling.announce();
  }

  /** Make the rows these items, keeping what can be kept; gives [{row, before}] of the others, new ones before null. */
  function reconcile(items, measure) {
    const next = new Map();
    const changes = [];
    let cursor = rows.firstChild;
    for (const item of items) {
      const old = kept.get(item.key);
      const entry = old?.signature === item.signature ? old : { signature: item.signature, node: item.render() };
      if (entry !== old) {
        changes.push({ row: entry.node, before: old ? measure(old.node) : null });
        if (old && cursor === old.node) cursor = entry.node;
        old?.node.replaceWith(entry.node);
      }
      if (entry.node === cursor) cursor = cursor.nextSibling;
      else rows.insertBefore(entry.node, cursor);
      next.set(item.key, entry);
    }
    for (const [key, entry] of kept) if (!next.has(key)) entry.node.remove();
    kept = next;
    return changes;
  }

  function firstInView() {
    const top = node.getBoundingClientRect().top;
    const row = [...rows.querySelectorAll("[data-id]")].find((one) => one.getBoundingClientRect().bottom > top);
    if (!row) return null;
    // The node itself may be replaced, so the place is remembered by the message's id.
    const current = () => kept.get(`m${row.dataset.id}`)?.node ?? row;
    return { current, top: row.getBoundingClientRect().top };
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

  return { node: frame, show, toEnd: scrolling.toEnd, isFollowing: scrolling.isFollowing };
}

function isSameVoice(before, message) {
  if (before.ephemeral || message.ephemeral || before.user !== message.user) return false;
  return authorOf(before).name === authorOf(message).name && Number(message.ts) - Number(before.ts) < TOGETHER_SECONDS;
}

// The blocks of a modal or the Home. Only blocks that changed are drawn again: typing and focus survive an update.

import { renderBlock } from "./blocks.js";
import { el } from "./dom.js";

export function createBlockList(surface) {
  const node = el("div", { class: "blocks" });
  let kept = new Map();

  function show(blocks) {
    const active = node.contains(document.activeElement) ? document.activeElement : null;
    const place = active && {
      action: active.dataset.actionId,
      block: active.closest("[data-block-id]")?.dataset.blockId,
    };
    const next = new Map();
    let cursor = node.firstChild;
    blocks.forEach((block, index) => {
      const key = block.block_id || String(index);
      const signature = JSON.stringify(block);
      const old = kept.get(key);
      const entry = old?.signature === signature ? old : { signature, node: renderBlock(block, surface, index) };
      if (old && old !== entry) {
        if (cursor === old.node) cursor = entry.node;
        old.node.replaceWith(entry.node);
      }
      if (entry.node === cursor) cursor = cursor.nextSibling;
      else node.insertBefore(entry.node, cursor);
      next.set(key, entry);
    });
    for (const [key, entry] of kept) if (next.get(key)?.node !== entry.node) entry.node.remove();
    kept = next;
    if (active && !active.isConnected) refocus(place);
  }

  function refocus({ action, block }) {
    const same = [...node.querySelectorAll("[data-action-id]")].filter((one) => one.dataset.actionId === action);
    const found = same.find((one) => one.closest("[data-block-id]")?.dataset.blockId === block) || same[0];
    found?.focus({ preventScroll: true });
  }

  return { node, show };
}

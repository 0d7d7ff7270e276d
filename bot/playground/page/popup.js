// A box that floats beside an anchor, above everything else. What is in it and its keys belong to the caller.

import { el } from "./dom.js";
import { addLayer } from "./layers.js";

const GAP_PX = 4;
const EDGE_PX = 8;
const TALLEST_PX = 460;

/**
 * Show content beside anchor until close() is called, Escape, a press elsewhere, or the anchor leaves the page.
 * above: prefer the place over the anchor; isWide: as wide as the anchor. onClose runs once, however it closed.
 */
export function openPopup({ anchor, content, above = false, isWide = false, alignEnd = false, onClose = () => {} }) {
  const box = el("div", { class: "popup", popover: "manual" }, content);
  // A popup outside an open dialog would be inert.
  (anchor.closest("dialog") || document.body).append(box);
  box.showPopover();
  const dropLayer = addLayer(close);
  let isOpen = true;

  function place() {
    if (!anchor.isConnected) return close();
    const at = anchor.getBoundingClientRect();
    if (isWide) box.style.minWidth = `${at.width}px`;
    const size = box.getBoundingClientRect();
    const over = at.top - GAP_PX - EDGE_PX;
    const under = innerHeight - at.bottom - GAP_PX - EDGE_PX;
    const isAbove = above ? over >= size.height || over > under : under < size.height && over > under;
    box.style.maxHeight = `${Math.min(Math.max(isAbove ? over : under, 96), TALLEST_PX)}px`;
    const height = box.getBoundingClientRect().height;
    const left = alignEnd ? at.right - size.width : at.left;
    box.style.left = `${Math.max(EDGE_PX, Math.min(left, innerWidth - size.width - EDGE_PX))}px`;
    box.style.top = `${isAbove ? at.top - GAP_PX - height : at.bottom + GAP_PX}px`;
  }

  function pressedElsewhere(event) {
    if (!box.contains(event.target) && !anchor.contains(event.target)) close();
  }

  function scrolled(event) {
    if (event.target instanceof Node && !box.contains(event.target)) place();
  }

  function close() {
    if (!isOpen) return;
    isOpen = false;
    dropLayer();
    watcher.disconnect();
    document.removeEventListener("pointerdown", pressedElsewhere, true);
    document.removeEventListener("scroll", scrolled, true);
    removeEventListener("resize", place);
    box.remove();
    onClose();
  }

  const watcher = new MutationObserver(() => {
    if (!anchor.isConnected) close();
  });
  watcher.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("pointerdown", pressedElsewhere, true);
  document.addEventListener("scroll", scrolled, true);
  addEventListener("resize", place);
  place();
  return {
    box,
    place,
    close,
    get isOpen() {
      return isOpen;
    },
  };
}

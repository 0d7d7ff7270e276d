// Where a person reads in a list of messages: stays with what is new, or leaves them in peace where they scrolled to.

import { el } from "./dom.js";
import { icon } from "./icons.js";

const NEAR_END_PX = 40;
const ROOM_ABOVE_PX = 8;

/**
 * Scrolls node, whose content is rows. The person follows the list while at its end, or where the list itself last
 * scrolled to: the top of an answer too tall to be shown whole. onRead runs when they come to what is newest.
 */
export function createScrolling(node, rows, onRead) {
  const jump = el(
    "button",
    { type: "button", class: "jump", hidden: true, on: { click: () => toEnd() } },
    icon("down"),
    "New messages",
  );
  let isStuck = true;
  let ownTop = 0;

  const isAtEnd = () => node.scrollHeight - node.scrollTop - node.clientHeight < NEAR_END_PX;
  const isFollowing = () => isStuck || Math.abs(node.scrollTop - ownTop) < 2;

  function scrollTo(top) {
    node.scrollTop = top;
    ownTop = node.scrollTop;
    isStuck = isAtEnd();
    jump.hidden = true;
    onRead();
  }

  function toEnd() {
    scrollTo(node.scrollHeight);
  }

  /** A function that tells where a row stands in view and how high it is. */
  function measure() {
    const view = node.getBoundingClientRect().top;
    return (row) => {
      const { top, height } = row.getBoundingClientRect();
      return { top: top - view, height };
    };
  }

  /** Keep up with [{row, before}]: what is new, was seen from its top, or much changed shows from its top. */
  function follow(changes) {
    const sizeOf = measure();
    const isAnother = ({ row, before }) => Math.abs(sizeOf(row).height - before.height) > node.clientHeight / 3;
    const found = changes.find((change) => !change.before || change.before.top >= -NEAR_END_PX || isAnother(change));
    if (found) reveal(found.row);
    else if (isStuck) toEnd();
    return Boolean(found) || isStuck;
  }

  /** Show a row that is new or has changed: to the end of the list, but never past the row's own top. */
  function reveal(row) {
    const top = node.scrollTop + row.getBoundingClientRect().top - node.getBoundingClientRect().top;
    scrollTo(Math.min(top - ROOM_ABOVE_PX, node.scrollHeight - node.clientHeight));
  }

  node.addEventListener("scroll", () => {
    isStuck = isAtEnd();
    if (!isStuck) return;
    jump.hidden = true;
    onRead();
  });
  // The list grows or shrinks with the window, the composer and late images: whoever was at the end stays there.
  const sizes = new ResizeObserver(() => isStuck && (node.scrollTop = node.scrollHeight));
  sizes.observe(node);
  sizes.observe(rows);

  return { jump, isFollowing, toEnd, measure, follow, announce: () => (jump.hidden = false) };
}

// Which buttons wait for their answer; a message replaced meanwhile shows its new button waiting too.

const waiting = new Map();

/** The element that stands for key from now on; it shows as waiting while its act runs. */
export function watchBusy(key, node) {
  node.dataset.busyKey = key;
  if (waiting.has(key)) mark(node, true);
}

export function isBusy(key) {
  return waiting.has(key);
}

/** Run an act once at a time per key; a second press while it runs does nothing. */
export async function whileBusy(key, run) {
  if (waiting.has(key)) return null;
  waiting.set(key, true);
  markAll(key, true);
  try {
    return await run();
  } finally {
    waiting.delete(key);
    markAll(key, false);
  }
}

function markAll(key, isOn) {
  for (const node of document.querySelectorAll("[data-busy-key]")) if (node.dataset.busyKey === key) mark(node, isOn);
}

// Not the disabled attribute: it would throw the keyboard focus away.
function mark(node, isOn) {
  if (isOn) {
    node.setAttribute("aria-busy", "true");
    node.setAttribute("aria-disabled", "true");
  } else {
    node.removeAttribute("aria-busy");
    node.removeAttribute("aria-disabled");
  }
}

// Builds DOM nodes from plain values. Text only ever becomes a text node; nothing here parses markup.

/**
 * el("button", {class: "small", data: {test: "send"}, on: {click: send}}, "Send")
 * A value of null, undefined or false leaves the attribute out.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (isAbsent(value)) continue;
    if (key === "on") {
      for (const [type, heard] of Object.entries(value)) node.addEventListener(type, heard);
    } else if (key === "data") {
      for (const [name, text] of Object.entries(value)) if (!isAbsent(text)) node.dataset[name] = text;
    } else {
      node.setAttribute(key, value === true ? "" : value);
    }
  }
  node.append(...children.flat(Infinity).filter((child) => !isAbsent(child)));
  return node;
}

function isAbsent(value) {
  return value === null || value === undefined || value === false;
}

let lastId = 0;

/** An id no other node on the page has, for aria-controls and the like. */
export function freshId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/** The address when a person may safely follow it, else null: javascript: and data: links must not run. */
export function safeLink(address) {
  try {
    const url = new URL(address);
    return ["http:", "https:", "mailto:", "tel:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

export function link(address, ...children) {
  const href = safeLink(address);
  if (!href) return el("span", {}, ...children);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

/** The address when the page's security policy lets it load as an image (same origin or data:), else null. */
export function localImage(address) {
  if (/^data:image\//.test(address || "")) return address;
  try {
    const url = new URL(address, location.href);
    const isFile = url.pathname.startsWith("/files/") && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname);
    if (isFile) return url.pathname + url.search;
    return url.origin === location.origin ? url.href : null;
  } catch {
    return null;
  }
}

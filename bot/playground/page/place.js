// Who the page is and where it is, kept in the address: #/bea/billing/thread/1732.0001. Knows nothing of the workspace.

/** {person, where, thread}: names as in the address, "" when missing; where is a channel's name, "dm" or "home". */
export function readPlace(hash = location.hash) {
  const [person = "", where = "", word = "", thread = ""] = hash.replace(/^#\/?/, "").split("/").map(decode);
  return { person, where, thread: word === "thread" ? thread : "" };
}

export function placeHash({ person, where, thread }) {
  const parts = [person, where, ...(thread ? ["thread", thread] : [])];
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

/** Go to a place; with replace the Back button does not return to the present one. */
export function goTo(place, { replace = false } = {}) {
  const hash = placeHash(place);
  if (hash === location.hash) return;
  if (replace) history.replaceState(null, "", hash);
  else history.pushState(null, "", hash);
  for (const heard of listeners) heard(readPlace());
}

const listeners = [];

export function onPlace(heard) {
  listeners.push(heard);
  addEventListener("popstate", () => heard(readPlace()));
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

// The only way from the page to the playground's server: JSON calls and the stream of changes. Shows nothing.

export class DoorError extends Error {
  constructor(code, hint = "") {
    super(code);
    this.code = code;
    this.hint = hint;
  }
}

/** GET /playground/PATH; throws DoorError, with code "unreachable" when nothing answers. */
export async function read(path, query = {}) {
  const words = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
  const search = words.size ? `?${words}` : "";
  return call(`/playground/${path}${search}`, { cache: "no-store" });
}

/** POST /playground/PATH; an answer with ok false is returned, not thrown. */
export async function send(path, body) {
  return call(`/playground/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

const unreachableListeners = [];

/** heard runs whenever a call finds nobody there, which the stream may notice only later. */
export function onUnreachable(heard) {
  unreachableListeners.push(heard);
}

async function call(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch {
    for (const heard of unreachableListeners) heard();
    throw new DoorError("unreachable");
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok || answer === null) {
    throw new DoorError(answer?.error || `http_${response.status}`, answer?.hint);
  }
  return answer;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5000;
const HIDDEN_WAIT_MS = 60000;

/**
 * Hears what changes for one person until stop() is called; opens again by itself.
 * onOpen runs at every opening, as changes may have been missed before it; onLost when the server went away.
 */
export function listen(user, { onChange, onOpen, onLost }) {
  let source = null;
  let timer = 0;
  let wait = FIRST_WAIT_MS;

  function open() {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(`/playground/events?${new URLSearchParams({ user })}`);
    source.onopen = () => {
      wait = FIRST_WAIT_MS;
      onOpen();
    };
    source.onmessage = (event) => onChange(JSON.parse(event.data));
    source.onerror = () => {
      close();
      onLost();
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    };
  }

  function close() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  // A browser allows six connections to one host: pages left in the background must not hold them all.
  function visibilityChanged() {
    if (document.hidden) timer = setTimeout(close, HIDDEN_WAIT_MS);
    else if (!source) open();
    else clearTimeout(timer);
  }

  document.addEventListener("visibilitychange", visibilityChanged);
  open();
  return {
    retry: open,
    stop() {
      document.removeEventListener("visibilitychange", visibilityChanged);
      close();
    },
  };
}

// What the present person sees in each channel, fetched again only where something changed. No DOM.

import { read } from "./door.js";
import { workspace } from "./workspace.js";

let byChannel = new Map();
const fetching = new Map();
// As in Slack, an ephemeral message lives until the page is loaded again.
let loadedAt = null;
const dismissed = new Set();

/** Fetch all that this person sees; the first call of the page also decides which ephemerals are past. */
export async function loadAll() {
  const person = workspace.person;
  const { messages } = await read("messages", { user: person.id });
  if (workspace.person !== person) return;
  if (loadedAt === null) loadedAt = messages.reduce((latest, message) => later(latest, message.ts), "");
  byChannel = new Map();
  for (const message of messages) {
    if (!byChannel.has(message.channel)) byChannel.set(message.channel, []);
    byChannel.get(message.channel).push(message);
  }
}

/** Fetch one channel again; calls that come while one runs share a single further one. */
export function refetch(channelId) {
  const running = fetching.get(channelId);
  if (running) {
    running.next ??= running.now.then(() => fetchChannel(channelId));
    return running.next;
  }
  return fetchChannel(channelId);
}

function fetchChannel(channelId) {
  const person = workspace.person;
  const run = { next: null };
  run.now = read("messages", { user: person.id, channel: channelId })
    .then(({ messages }) => {
      if (workspace.person === person) byChannel.set(channelId, messages);
    })
    .finally(() => {
      if (fetching.get(channelId) === run) fetching.delete(channelId);
    });
  fetching.set(channelId, run);
  return run.now;
}

/** Everything to show of a channel, oldest first: past and dismissed ephemerals are left out. */
export function messagesOf(channelId) {
  return (byChannel.get(channelId) || []).filter(
    (message) => !message.ephemeral || (isLater(message.ts, loadedAt) && !dismissed.has(message.id)),
  );
}

export function dismiss(message) {
  dismissed.add(message.id);
}

export function isReply(message) {
  return Boolean(message.thread_ts) && message.thread_ts !== message.ts;
}

/** {ts of the thread: {count, lastTs}} of a channel's replies that this person sees. */
export function threadsOf(messages) {
  const threads = new Map();
  for (const message of messages) {
    if (!isReply(message)) continue;
    const thread = threads.get(message.thread_ts) || { count: 0, lastTs: "" };
    if (!message.ephemeral) thread.count += 1;
    thread.lastTs = later(thread.lastTs, message.ts);
    threads.set(message.thread_ts, thread);
  }
  return threads;
}

/** Timestamps have one width, so that their texts order as their instants do, and keep their sixth decimal. */
export function isLater(ts, than) {
  return !than || ts > than;
}

function later(one, other) {
  return isLater(other, one) ? other : one;
}

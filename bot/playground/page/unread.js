// Up to where each person has read each channel and thread; remembered for this tab as far as the browser allows.

import { isLater, messagesOf } from "./timeline.js";
import { workspace } from "./workspace.js";

const KEY = "billing-bot-read";
let marks = load();

function load() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}

function keep() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(marks));
  } catch {
    // Storage is blocked: what was read is remembered until the page closes.
  }
}

function place(name) {
  return `${workspace.person.id}/${name}`;
}

/** Mark read up to the newest message; name is a channel id, or channel id + thread ts. */
export function markRead(name, ts) {
  if (!ts || marks[place(name)] === ts) return;
  marks[place(name)] = ts;
  keep();
}

export function isUnreadSince(name, ts) {
  const mark = marks[place(name)];
  return !mark || isLater(ts, mark);
}

/** Whether somebody else wrote in the channel after this person last read it. */
export function hasUnread(channelId) {
  const messages = messagesOf(channelId);
  const newest = messages.at(-1);
  const mark = marks[place(channelId)];
  // A playground started again may have an earlier day: marks from its future say nothing.
  const isStale =
    mark &&
    newest &&
    !isLater(newest.ts, mark) &&
    newest.ts !== mark &&
    messages.every((message) => message.ts !== mark);
  return messages.some(
    (message) => message.user !== workspace.person.id && (isStale || !mark || isLater(message.ts, mark)),
  );
}

// One message as DOM nodes: who, when, blocks or text, files, thread, and the tools beside it. Sends nothing itself.

import { renderAvatar } from "./avatar.js";
import { renderBlocks } from "./blocks.js";
import { el } from "./dom.js";
import { findEmoji } from "./emoji.js";
import { renderFiles } from "./files.js";
import { icon } from "./icons.js";
import { renderMrkdwn } from "./mrkdwn.js";
import { createSurface } from "./surface.js";
import { clockTime, fullTime } from "./times.js";
import { botPerson, findPerson, zone } from "./workspace.js";

// A surface outlives the nodes, so that what was typed into a message survives its replacement.
const surfaces = new Map();

function surfaceOf(message) {
  if (!surfaces.has(message.id)) surfaces.set(message.id, createSurface("message", { message: message.id }));
  return surfaces.get(message.id);
}

export function authorOf(message) {
  const person = findPerson(message.user);
  const isBot = message.is_bot ?? person?.kind === "bot";
  const name = person?.real_name || message.user_name || (isBot ? botPerson().real_name : message.user) || "Unknown";
  return { id: message.user, name, title: person?.title || "", isBot };
}

/**
 * layout: {isFollowUp, replies: {count, lastTs, isUnread} or null}; tools: {openThread, openMenu, dismiss}.
 * A follow-up stands under its author's message before it and repeats neither face nor name.
 */
export function renderMessage(message, { isFollowUp = false, replies = null }, tools) {
  const author = authorOf(message);
  const time = clockTime(message.ts, zone());
  const stamp = el(
    "time",
    { class: "stamp", datetime: message.ts_iso || null, title: fullTime(message.ts, zone()) },
    time,
  );
  const gutter = el("div", { class: "gutter" }, isFollowUp ? stamp : renderAvatar(author));
  const byline = isFollowUp
    ? null
    : el(
        "div",
        { class: "byline" },
        el("span", { class: "author", title: author.title || null }, author.name),
        author.isBot ? el("span", { class: "badge" }, "APP") : null,
        stamp,
      );
  const content = el(
    "div",
    { class: "content", data: { test: message.ephemeral ? "ephemeral" : null } },
    message.ephemeral ? renderEphemeralMark(message, tools) : null,
    byline,
    renderBody(message),
    renderFiles(message.files),
    renderReactions(message.reactions),
    replies ? renderReplies(message, replies, tools) : null,
  );
  return el(
    "article",
    {
      class: ["message", isFollowUp ? "follow-up" : "", message.ephemeral ? "ephemeral" : ""].filter(Boolean).join(" "),
      tabindex: "-1",
      "aria-label": `${author.name}, ${time}`,
      data: { test: "message", id: message.id, ts: message.ts },
    },
    gutter,
    content,
    message.ephemeral ? null : renderTools(message, tools),
  );
}

function renderBody(message) {
  const edited = message.edited ? el("span", { class: "edited" }, " (edited)") : null;
  const hasBlocks = message.blocks?.length > 0;
  const body = hasBlocks ? renderBlocks(message.blocks, surfaceOf(message)) : [renderMrkdwn(message.text || "")];
  return el("div", { class: hasBlocks ? "body blocks" : "body" }, body, edited);
}

function renderReactions(reactions) {
  if (!reactions?.length) return null;
  return el(
    "div",
    { class: "reactions" },
    reactions.map(({ name, count }) =>
      el("span", { class: "reaction", title: `:${name}:` }, `${findEmoji(name) ?? name} ${count}`),
    ),
  );
}

function renderEphemeralMark(message, tools) {
  return el(
    "div",
    { class: "ephemeral-mark" },
    icon("eye"),
    el("span", {}, "Only visible to you"),
    el(
      "button",
      { type: "button", class: "link-button", data: { test: "dismiss" }, on: { click: () => tools.dismiss(message) } },
      "Dismiss",
    ),
  );
}

function renderReplies(message, { count, lastTs, isUnread }, tools) {
  return el(
    "button",
    {
      type: "button",
      class: isUnread ? "replies unread" : "replies",
      data: { test: "replies" },
      on: { click: () => tools.openThread(message) },
    },
    icon("reply"),
    el("span", {}, `${count} ${count === 1 ? "reply" : "replies"}`),
    el("span", { class: "replies-last" }, `Last reply ${clockTime(lastTs, zone())}`),
    isUnread ? el("span", { class: "hidden-words" }, "unread") : null,
  );
}

function renderTools(message, tools) {
  const reply =
    tools.openThread &&
    el(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": "Reply in thread",
        title: "Reply in thread",
        data: { test: "reply" },
        on: { click: () => tools.openThread(message) },
      },
      icon("reply"),
    );
  const more = el(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": "More actions for this message",
      title: "More actions",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      data: { test: "more" },
      on: { click: () => tools.openMenu(message, more) },
    },
    icon("more"),
  );
  return el("div", { class: "tools" }, reply, more);
}

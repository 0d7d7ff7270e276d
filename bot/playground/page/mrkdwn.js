// Turns Slack's mrkdwn into DOM nodes. Names come from the workspace; no text is ever parsed as markup of the page.

import { el, link } from "./dom.js";
import { findEmoji, withEmoji } from "./emoji.js";
import { placeHash } from "./place.js";
import { dateWords } from "./times.js";
import { findChannel, findPerson, workspace, zone } from "./workspace.js";

const DEEPEST = 8;
const STYLES = { "*": "b", _: "i", "~": "s" };
const TOKEN =
  /`([^`\n]+)`|<([^<>\n]+)>|:([a-z0-9_+-]+):|(https?:\/\/(?:(?!&[lg]t;)[^\s<>|"'])*[^\s<>|"'.,;:!?)\]&])|([*_~])/g;
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** Text as Slack stores it, its three entities decoded. */
export function decodeEntities(text) {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}

/** A block of mrkdwn: fences, quotes, list lines and paragraphs. */
export function renderMrkdwn(text) {
  const parts = splitFences(text);
  const nodes = parts.flatMap((part, index) => {
    if (index % 2)
      return [el("pre", { class: "fence", tabindex: "0" }, plainControls(part.replace(/^\n/, "").replace(/\n$/, "")))];
    const before = index > 0 ? part.replace(/^\n/, "") : part;
    return renderLines(index < parts.length - 1 ? before.replace(/\n$/, "") : before);
  });
  return el("div", { class: "mrkdwn" }, nodes);
}

/** Odd places are inside a fence; a fence that is never closed is only three characters. */
function splitFences(text) {
  const parts = text.split("```");
  if (parts.length % 2 === 0) {
    const rest = parts.pop();
    parts[parts.length - 1] += "```" + rest;
  }
  return parts;
}

function plainControls(text) {
  return decodeEntities(
    text.replace(/<([^<>\n|]+)(?:\|([^<>\n]*))?>/g, (whole, address, label) =>
      /^(https?|mailto):/.test(address) ? label || address : whole,
    ),
  );
}

function renderLines(text) {
  if (!text) return [];
  const runs = [];
  for (const line of text.split("\n")) {
    const kind = lineKind(line);
    const last = runs.at(-1);
    if (last && last.kind === kind && kind !== "item") last.lines.push(line);
    else runs.push({ kind, lines: [line] });
  }
  return runs.map((run) => RUNS[run.kind](run.lines));
}

function lineKind(line) {
  if (/^(?:>|&gt;)/.test(line)) return "quote";
  if (/^\s*(?:[•◦▪‣-]|\d{1,3}\.)\s+\S/.test(line)) return "item";
  return line.trim() === "" ? "blank" : "words";
}

const RUNS = {
  quote: (lines) =>
    el("blockquote", {}, renderInline(lines.map((line) => line.replace(/^(?:>|&gt;) ?/, "")).join("\n"))),
  item: ([line]) => {
    const [, space, mark, words] = line.match(/^(\s*)(\S+)\s+(.*)$/);
    return el(
      "div",
      { class: space.length > 1 ? "item deeper" : "item" },
      el("span", { class: "mark" }, mark),
      el("span", {}, renderInline(words)),
    );
  },
  blank: () => el("div", { class: "gap" }),
  words: (lines) => el("div", { class: "words" }, renderInline(lines.join("\n"))),
};

/** Nodes for one run of text; used alone where Slack allows no blocks. */
export function renderInline(text, depth = 0) {
  const nodes = [];
  const scan = new RegExp(TOKEN);
  const deadEnds = {};
  let from = 0;
  for (let match = scan.exec(text); match; match = scan.exec(text)) {
    const [whole, code, control, emoji, address, mark] = match;
    let node = null;
    let end = scan.lastIndex;
    if (code) node = el("code", {}, decodeEntities(code));
    else if (control) node = renderControl(control);
    else if (emoji) node = findEmoji(emoji);
    else if (address) node = link(decodeEntities(address), decodeEntities(address));
    else if (depth < DEEPEST && opensStyle(text, match.index)) {
      const close = findClose(text, mark, match.index + 1, deadEnds);
      if (close > 0) {
        node = el(STYLES[mark], {}, renderInline(text.slice(match.index + 1, close), depth + 1));
        end = close + 1;
      }
    }
    if (!node) {
      // The second colon of ":no:" may open the next name.
      if (emoji) scan.lastIndex = match.index + whole.length - 1;
      continue;
    }
    nodes.push(decodeEntities(text.slice(from, match.index)), node);
    from = end;
    scan.lastIndex = end;
  }
  nodes.push(decodeEntities(text.slice(from)));
  return nodes.filter((node) => node !== "");
}

function opensStyle(text, at) {
  return !/[\p{L}\p{N}]/u.test(text[at - 1] ?? " ") && /\S/.test(text[at + 1] ?? " ") && text[at + 1] !== text[at];
}

/** Where a style opened with mark ends, or -1. deadEnds spares a text full of marks a search from each of them. */
function findClose(text, mark, from, deadEnds) {
  const lineEnd = text.indexOf("\n", from) < 0 ? text.length : text.indexOf("\n", from);
  if (deadEnds[mark] >= lineEnd) return -1;
  for (let at = from; at < lineEnd; at += 1) {
    const isOver = text[at] === "<" || text[at] === "`";
    if (isOver) {
      const past = text.indexOf(text[at] === "<" ? ">" : "`", at + 1);
      if (past > at && past < lineEnd) at = past;
    } else if (
      text[at] === mark &&
      at > from &&
      /\S/.test(text[at - 1]) &&
      !/[\p{L}\p{N}]/u.test(text[at + 1] ?? " ")
    ) {
      return at;
    }
  }
  deadEnds[mark] = lineEnd;
  return -1;
}

/** What stands between < and >: a mention, a channel, a date, a link; else the characters themselves. */
function renderControl(control) {
  const bar = control.indexOf("|");
  const target = bar < 0 ? control : control.slice(0, bar);
  const label = bar < 0 ? "" : control.slice(bar + 1);
  if (target.startsWith("@")) return renderPerson(target.slice(1), decodeEntities(label));
  if (target.startsWith("#")) return renderChannel(target.slice(1), decodeEntities(label));
  if (target.startsWith("!date^")) return renderDate(target, decodeEntities(label));
  if (target.startsWith("!"))
    return el("span", { class: "mention broadcast" }, `@${decodeEntities(label || target.slice(1)).replace(/^@/, "")}`);
  const address = decodeEntities(target);
  if (/^(https?|mailto|tel):/i.test(address))
    return link(address, label ? withEmoji(decodeEntities(label)) : address.replace(/^mailto:/, ""));
  return decodeEntities(`<${control}>`);
}

export function renderPerson(id, label = "") {
  const person = findPerson(id);
  const isMe = person && person.id === workspace.person?.id;
  return el(
    "span",
    { class: isMe ? "mention me" : "mention", title: person?.title },
    `@${person?.real_name || label || "unknown"}`,
  );
}

export function renderChannel(id, label = "") {
  const channel = findChannel(id);
  if (!channel) return el("span", { class: "mention" }, label ? `#${label}` : "a private channel");
  return el(
    "a",
    { class: "mention", href: placeHash({ person: workspace.person.name, where: channel.name }) },
    `#${channel.name}`,
  );
}

function renderDate(target, fallback) {
  const [, ts, template = "", address] = target.split("^");
  const isDate = /^\d+$/.test(ts) && template;
  const words = isDate
    ? dateWords(decodeEntities(template), ts, { tz: zone(), today: workspace.app?.today })
    : fallback;
  return address ? link(decodeEntities(address), words) : el("time", { title: fallback }, words);
}

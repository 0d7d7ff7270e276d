// Turns a rich_text block into DOM nodes: sections, lists, quotes, preformatted text.

import { el, link } from "./dom.js";
import { findEmoji } from "./emoji.js";
import { renderChannel, renderPerson } from "./mrkdwn.js";
import { dateWords } from "./times.js";
import { workspace, zone } from "./workspace.js";

export function renderRichText(block) {
  return el("div", { class: "rich-text" }, (block.elements || []).map(renderPart));
}

function renderPart(part) {
  if (part.type === "rich_text_list") return renderList(part);
  const tags = { rich_text_quote: "blockquote", rich_text_preformatted: "pre" };
  const tag = tags[part.type] || "div";
  const props = tag === "pre" ? { class: "fence", tabindex: "0" } : { class: "words" };
  return el(tag, props, (part.elements || []).map(renderSpan));
}

const BULLETS = ["disc", "circle", "square"];
const NUMBERS = ["decimal", "lower-alpha", "lower-roman"];

function renderList(list) {
  const isOrdered = list.style === "ordered";
  const depth = Math.min(Number(list.indent) || 0, 8);
  const marks = isOrdered ? NUMBERS : BULLETS;
  const props = {
    class: `indent-${depth} ${marks[depth % 3]}`,
    start: isOrdered && list.offset ? list.offset + 1 : null,
  };
  return el(
    isOrdered ? "ol" : "ul",
    props,
    (list.elements || []).map((item) => el("li", {}, (item.elements || []).map(renderSpan))),
  );
}

const SPANS = {
  text: (span) => span.text,
  link: (span) => link(span.url, span.text || span.url),
  emoji: (span) => findEmoji(span.name) ?? `:${span.name}:`,
  user: (span) => renderPerson(span.user_id),
  usergroup: () => el("span", { class: "mention" }, "@group"),
  channel: (span) => renderChannel(span.channel_id),
  broadcast: (span) => el("span", { class: "mention broadcast" }, `@${span.range}`),
  date: (span) =>
    el(
      "time",
      { title: span.fallback },
      dateWords(span.format || "{date_short}", span.timestamp, { tz: zone(), today: workspace.app?.today }),
    ),
  color: (span) => el("code", {}, span.value),
};

const STYLES = [
  ["code", "code"],
  ["strike", "s"],
  ["italic", "i"],
  ["bold", "b"],
];

function renderSpan(span) {
  let node = SPANS[span.type] ? SPANS[span.type](span) : span.text || "";
  for (const [style, tag] of STYLES) if (span.style?.[style]) node = el(tag, {}, node);
  return node;
}

// Turns the standard Markdown of a markdown block into DOM nodes; the common subset, no raw HTML.

import { el, link } from "./dom.js";
import { withEmoji } from "./emoji.js";

const DEEPEST = 6;

// One alternative per kind of span; the first that fits at a place wins.
const SPANS = [
  /\\(?<escaped>[\\`*_~[\]()#>|!-])/u,
  /(?<ticks>`+)(?<code>[^`]|[^`].*?[^`])\k<ticks>(?!`)/u,
  /\[(?<label>[^\]\n]*)\]\((?<address>[^()\s]+)\)/u,
  /<(?<plain>https?:[^<>\s]+)>/u,
  /(?<bare>https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/u,
  /(?<two>\*\*|__)(?=\S)(?<strong>.+?\S|\S)\k<two>/u,
  /~~(?=\S)(?<struck>.+?)~~/u,
  /(?<one>[*_])(?=\S)(?<slanted>[^*_\n]*[^*_\s])\k<one>(?![\p{L}\p{N}])/u,
];
const INLINE = new RegExp(SPANS.map((span) => span.source).join("|"), "gu");

export function renderMarkdown(text, depth = 0) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const nodes = [];
  for (let at = 0; at < lines.length;) {
    const [node, next] = renderBlock(lines, at, depth);
    if (node) nodes.push(node);
    at = next;
  }
  return el("div", { class: "markdown" }, nodes);
}

function renderBlock(lines, at, depth) {
  const line = lines[at];
  if (line.trim() === "") return [null, at + 1];
  const fence = line.match(/^\s*```/);
  if (fence) return renderFence(lines, at);
  const heading = line.match(/^(#{1,6})\s+(.*?)\s*#*$/);
  if (heading)
    return [
      el(`h${Math.min(heading[1].length + 2, 6)}`, { class: `level-${heading[1].length}` }, renderSpans(heading[2])),
      at + 1,
    ];
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) return [el("hr"), at + 1];
  if (depth < DEEPEST && /^\s*>/.test(line)) return renderQuote(lines, at, depth);
  if (isTable(lines, at)) return renderTable(lines, at);
  if (itemOf(line)) return renderList(lines, at);
  return renderParagraph(lines, at);
}

function renderFence(lines, at) {
  let end = at + 1;
  while (end < lines.length && !/^\s*```\s*$/.test(lines[end])) end += 1;
  return [el("pre", { class: "fence", tabindex: "0" }, lines.slice(at + 1, end).join("\n")), end + 1];
}

function renderQuote(lines, at, depth) {
  let end = at;
  while (end < lines.length && /^\s*>/.test(lines[end])) end += 1;
  const words = lines
    .slice(at, end)
    .map((line) => line.replace(/^\s*> ?/, ""))
    .join("\n");
  return [el("blockquote", {}, [...renderMarkdown(words, depth + 1).childNodes]), end];
}

function itemOf(line) {
  const match = line.match(/^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/);
  return (
    match && {
      indent: match[1].replace(/\t/g, "  ").length,
      isOrdered: /\d/.test(match[2]),
      start: parseInt(match[2], 10),
      words: match[3],
    }
  );
}

function renderList(lines, at) {
  const first = itemOf(lines[at]);
  const list = el(first.isOrdered ? "ol" : "ul", { start: first.isOrdered && first.start !== 1 ? first.start : null });
  let next = at;
  while (next < lines.length) {
    const item = itemOf(lines[next]);
    if (!item || item.indent < first.indent) break;
    if (item.indent > first.indent + 1 && list.lastChild) {
      const [inner, after] = renderList(lines, next);
      list.lastChild.append(inner);
      next = after;
    } else {
      list.append(el("li", {}, renderSpans(item.words)));
      next += 1;
    }
  }
  return [list, next];
}

function cells(line) {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

function isTable(lines, at) {
  return lines[at].includes("|") && /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(lines[at + 1] ?? "");
}

function renderTable(lines, at) {
  const sides = cells(lines[at + 1]).map((cell) =>
    /^:-+:$/.test(cell) ? "center" : /-:$/.test(cell) ? "right" : null,
  );
  let end = at + 2;
  while (end < lines.length && lines[end].includes("|")) end += 1;
  const row = (line, tag) =>
    el(
      "tr",
      {},
      cells(line).map((cell, index) => el(tag, { class: sides[index] }, renderSpans(cell))),
    );
  const body = lines.slice(at + 2, end).map((line) => row(line, "td"));
  const table = el("table", { class: "table" }, el("thead", {}, row(lines[at], "th")), el("tbody", {}, body));
  return [el("div", { class: "table-frame", tabindex: "0", role: "region", "aria-label": "Table" }, table), end];
}

function renderParagraph(lines, at) {
  let end = at + 1;
  while (
    end < lines.length &&
    lines[end].trim() !== "" &&
    !/^\s*(```|#{1,6}\s|>)/.test(lines[end]) &&
    !itemOf(lines[end]) &&
    !isTable(lines, end)
  )
    end += 1;
  return [el("p", {}, renderSpans(lines.slice(at, end).join("\n"))), end];
}

function renderSpans(text, depth = 0) {
  if (depth > DEEPEST) return [withEmoji(text)];
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(withEmoji(text.slice(from, match.index)), renderSpan(match.groups, depth + 1));
    from = match.index + match[0].length;
  }
  nodes.push(withEmoji(text.slice(from)));
  return nodes;
}

function renderSpan({ escaped, code, label, address, plain, bare, strong, struck, slanted }, depth) {
  if (escaped) return escaped;
  if (code !== undefined) return el("code", {}, code);
  if (address) return link(address, renderSpans(label, depth));
  if (plain || bare) return link(plain || bare, plain || bare);
  if (strong) return el("strong", {}, renderSpans(strong, depth));
  if (struck) return el("s", {}, renderSpans(struck, depth));
  return el("em", {}, renderSpans(slanted, depth));
}

// Turns a table block into a real table, its first row the header; wide ones scroll inside their own frame.

import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { renderRichText } from "./rich_text.js";

export function renderTable(block) {
  const settings = block.column_settings || [];
  const [head, ...rows] = block.rows || [];
  const table = el(
    "table",
    { class: "table" },
    block.caption ? el("caption", {}, words(block.caption)) : null,
    el("thead", {}, renderRow(head || [], "th", settings)),
    el(
      "tbody",
      {},
      rows.map((row) => renderRow(row, "td", settings)),
    ),
  );
  const size = `Table, ${rows.length} ${rows.length === 1 ? "row" : "rows"}`;
  return el("div", { class: "table-frame", tabindex: "0", role: "region", "aria-label": size }, table);
}

function renderRow(row, tag, settings) {
  return el(
    "tr",
    {},
    row.map((cell, index) => {
      const setting = settings[index] || {};
      const isMissing = !cell || (cell.type === "raw_text" && !cell.text);
      const props = {
        class: [setting.align, setting.is_wrapped ? "wrapped" : null].filter(Boolean).join(" ") || null,
        scope: tag === "th" ? "col" : null,
      };
      return el(tag, props, isMissing ? "" : renderCell(cell));
    }),
  );
}

function renderCell(cell) {
  if (cell.type === "rich_text") return renderRichText(cell);
  return words(cell);
}

function words(value) {
  if (typeof value === "string") return withEmoji(value);
  return withEmoji(String(value.text ?? value.value ?? ""));
}

// Turns Block Kit blocks into DOM nodes on a surface.

import { el, freshId } from "./dom.js";
import { renderElement, renderImage, renderUnknown } from "./elements.js";
import { renderMarkdown } from "./markdown.js";
import { renderRichText } from "./rich_text.js";
import { renderTable } from "./table.js";
import { plainWords, renderText } from "./texts.js";

const BLOCKS = {
  actions: renderActions,
  context: renderContext,
  data_table: renderTable,
  divider: () => el("hr", { class: "divider" }),
  header: (block) => el("h3", { class: "block-header" }, plainWords(block.text)),
  image: renderImageBlock,
  input: renderInput,
  markdown: (block) => renderMarkdown(block.text || ""),
  rich_text: renderRichText,
  section: renderSection,
  table: renderTable,
};

export function renderBlocks(blocks, surface) {
  return (blocks || []).map((block, index) => renderBlock(block, surface, index));
}

export function renderBlock(block, surface, index) {
  const render = BLOCKS[block.type];
  const block_id = block.block_id || String(index);
  const inner = render ? render(block, surface, block_id) : renderUnknown(`block “${block.type}”`);
  return el("div", { class: `block block-${block.type}`, data: { blockId: block_id } }, inner);
}

function renderSection(block, surface, block_id) {
  const fields = block.fields?.length
    ? el(
        "div",
        { class: "fields" },
        block.fields.map((field) => el("div", { class: "field-words" }, renderText(field))),
      )
    : null;
  const words = el("div", { class: "section-words" }, renderText(block.text), fields);
  if (!block.accessory) return words;
  const label = plainWords(block.text)
    .split("\n")[0]
    .replace(/[*_~`]/g, "");
  const accessory = renderElement(block.accessory, { surface, block_id, label });
  return el(
    "div",
    { class: "section" },
    words,
    el("div", { class: `accessory accessory-${block.accessory.type}` }, accessory),
  );
}

function renderContext(block) {
  return el(
    "div",
    { class: "context" },
    (block.elements || []).map((element) =>
      element.type === "image"
        ? renderImage(element, "context-image")
        : el("div", { class: "context-words" }, renderText(element)),
    ),
  );
}

function renderActions(block, surface, block_id) {
  return el(
    "div",
    { class: "actions" },
    (block.elements || []).map((element) => renderElement(element, { surface, block_id })),
  );
}

function renderImageBlock(block) {
  const title = block.title ? el("figcaption", {}, plainWords(block.title)) : null;
  return el("figure", { class: "figure" }, title, renderImage(block, "picture"));
}

function renderInput(block, surface, block_id) {
  const labelId = freshId("label");
  const hintId = block.hint ? freshId("hint") : null;
  const element = block.element || {};
  const where = {
    surface,
    block_id,
    label: plainWords(block.label),
    labelId,
    hintId,
    isSent: block.dispatch_action === true,
    isOptional: block.optional === true,
  };
  const words = el(
    "div",
    { class: "label", id: labelId },
    plainWords(block.label),
    block.optional ? el("span", { class: "optional" }, " (optional)") : null,
  );
  return el(
    "div",
    { class: "input" },
    words,
    renderElement(element, where),
    block.hint ? el("div", { class: "hint", id: hintId }, plainWords(block.hint)) : null,
    el("div", { class: "field-error", role: "alert", data: { errorFor: block_id } }),
  );
}

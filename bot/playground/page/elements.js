// The table of block elements and the functions that show them; an unknown one says so instead of vanishing.

import { renderButton, renderOverflow } from "./buttons.js";
import { renderCheckboxes, renderRadios } from "./choices.js";
import { createControl } from "./control.js";
import { el, localImage } from "./dom.js";
import { renderDate, renderTextInput, renderTime, renderTypedInput } from "./inputs.js";
import { renderSelect } from "./selects.js";

const ELEMENTS = {
  button: renderButton,
  overflow: renderOverflow,
  static_select: renderSelect,
  external_select: renderSelect,
  users_select: renderSelect,
  channels_select: renderSelect,
  conversations_select: renderSelect,
  multi_static_select: renderSelect,
  multi_external_select: renderSelect,
  multi_users_select: renderSelect,
  multi_channels_select: renderSelect,
  multi_conversations_select: renderSelect,
  plain_text_input: renderTextInput,
  email_text_input: renderTypedInput,
  url_text_input: renderTypedInput,
  number_input: renderTypedInput,
  datepicker: renderDate,
  timepicker: renderTime,
  checkboxes: renderCheckboxes,
  radio_buttons: renderRadios,
};

/** where: {surface, block_id, label?, labelId?, hintId?, isSent?, isOptional?}. */
export function renderElement(element, where) {
  if (element.type === "image") return renderImage(element, "thumb");
  const render = ELEMENTS[element.type];
  if (!render) return renderUnknown(`element “${element.type}”`);
  return render(element, createControl(element, where));
}

/** An image the page may load; else its words, as the page never fetches from another host. */
export function renderImage(image, className) {
  const file = image.slack_file;
  const address = localImage(image.image_url || file?.url || (file?.id && `/files/${encodeURIComponent(file.id)}/picture`));
  if (address) return el("img", { class: className, src: address, alt: image.alt_text || "" });
  return el("span", { class: "image-words", title: image.image_url }, image.alt_text || "Image");
}

export function renderUnknown(what) {
  return el("div", { class: "unknown" }, `The playground does not show the ${what} yet.`);
}

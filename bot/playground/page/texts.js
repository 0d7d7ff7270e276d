// Turns Slack's text objects (plain_text, mrkdwn) into nodes or plain words.

import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { renderMrkdwn } from "./mrkdwn.js";

export function renderText(object) {
  if (!object) return null;
  if (typeof object === "string") return el("div", { class: "words" }, object);
  if (object.type === "mrkdwn") return renderMrkdwn(object.text || "");
  return el("div", { class: "words" }, plainWords(object));
}

/** The words of a text object, its emoji names replaced unless it says not to. */
export function plainWords(object) {
  if (!object) return "";
  if (typeof object === "string") return object;
  return object.emoji === false ? object.text || "" : withEmoji(object.text || "");
}

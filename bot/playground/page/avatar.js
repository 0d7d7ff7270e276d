// The small square that stands for a person: initials on one of eight colors, or the bot's own sign.

import { el } from "./dom.js";
import { icon } from "./icons.js";

export function renderAvatar({ id = "", name = "", isBot = false }, className = "") {
  if (isBot) return el("span", { class: `avatar bot ${className}`, "aria-hidden": "true" }, icon("clipboard"));
  const words = name.trim().split(/\s+/);
  const initials = `${words[0]?.[0] ?? "?"}${words.length > 1 ? words.at(-1)[0] : ""}`.toUpperCase();
  return el("span", { class: `avatar hue-${hueOf(id || name)} ${className}`, "aria-hidden": "true" }, initials);
}

function hueOf(text) {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + letter.codePointAt(0)) % 8191;
  return sum % 8;
}

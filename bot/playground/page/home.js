// The bot's Home as the present person sees it.

import { renderAvatar } from "./avatar.js";
import { createBlockList } from "./block_list.js";
import { el } from "./dom.js";
import { createSurface } from "./surface.js";
import { botPerson, workspace } from "./workspace.js";

let shown = null;

/** view: what the bot published for this person, or null; isOpening: the bot has been told and may still be at it. */
export function showHome(place, view, isOpening) {
  if (!view) {
    shown = null;
    place.replaceChildren(isOpening ? renderSkeleton() : renderEmpty());
    return;
  }
  const id = `${workspace.person.id} ${view.id}`;
  if (shown?.id !== id) {
    shown = { id, list: createBlockList(createSurface("home", { view: view.id })) };
    place.replaceChildren(el("div", { class: "home-page" }, shown.list.node));
    place.scrollTop = 0;
  }
  shown.list.show(view.blocks || []);
}

function renderSkeleton() {
  return el(
    "div",
    { class: "home-page skeleton", "aria-busy": "true", "aria-label": "Loading the Home" },
    [5, 9, 7, 8, 4].map((width) => el("div", { class: `bone bone-${width}` })),
  );
}

function renderEmpty() {
  const bot = botPerson();
  return el(
    "div",
    { class: "empty" },
    renderAvatar({ isBot: true }, "large"),
    el("h2", {}, `${bot.real_name || bot.name} has no Home page for ${workspace.person.real_name} yet`),
    el(
      "p",
      {},
      "The bot draws it when the Home is opened. If it stays empty, the bot is away or gives this person no role.",
    ),
  );
}

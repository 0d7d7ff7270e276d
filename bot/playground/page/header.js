// The line above a conversation: the channel with its marks and topic, or the bot with its two tabs.

import { renderAvatar } from "./avatar.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { placeHash } from "./place.js";
import { botPerson, workspace } from "./workspace.js";

const MARKS = { channel: "hash", private: "lock", shared: "shared" };
const NOTES = { shared: "Shared with another organization", private: "Private", channel: "Public" };

/** openDrawer shows the sidebar in a narrow window; goTo follows a tab. */
export function showHeader(node, { place, channel, openDrawer, goTo }) {
  const drawer = el(
    "button",
    {
      type: "button",
      class: "icon-button drawer-button",
      "aria-label": "Channels and people",
      data: { test: "drawer" },
      on: { click: openDrawer },
    },
    icon("menu"),
  );
  const isApp = place.where === "dm" || place.where === "home";
  node.replaceChildren(drawer, ...(isApp ? renderApp(place, goTo) : renderChannel(channel)));
}

function renderChannel(channel) {
  if (!channel) return [el("h1", {}, "No such channel")];
  const notes = [NOTES[channel.kind], channel.bot_member === false ? "billing-bot is not a member" : ""].filter(
    Boolean,
  );
  return [
    el(
      "div",
      { class: "header-words" },
      el("h1", {}, icon(MARKS[channel.kind] || "hash"), el("span", {}, channel.name)),
      el("p", { class: "topic", title: channel.topic || null }, channel.topic || "No topic"),
    ),
    el(
      "div",
      { class: "header-notes" },
      notes.map((words) =>
        el("span", { class: words.startsWith("Shared") || words.includes("not") ? "note warn" : "note" }, words),
      ),
    ),
  ];
}

function renderApp(place, goTo) {
  const bot = botPerson();
  const tab = (where, words, test) => {
    const target = { person: workspace.person.name, where, thread: "" };
    const follow = (event) => {
      event.preventDefault();
      goTo(target);
    };
    return el(
      "a",
      {
        class: place.where === where ? "tab here" : "tab",
        href: placeHash(target),
        "aria-current": place.where === where ? "page" : null,
        data: { test },
        on: { click: follow },
      },
      words,
    );
  };
  return [
    renderAvatar({ isBot: true }),
    el("h1", {}, el("span", {}, bot.real_name || bot.name), el("span", { class: "badge" }, "APP")),
    el(
      "nav",
      { class: "tabs", "aria-label": "Tabs of the app" },
      workspace.app.home === false ? null : tab("home", "Home", "tab-home"),
      tab("dm", "Messages", "tab-messages"),
    ),
  ];
}

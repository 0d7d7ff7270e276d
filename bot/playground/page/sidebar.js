// The left column: who one is, where one can go, the day, and the tools. Draws itself from the workspace.

import { renderAvatar } from "./avatar.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { placeHash } from "./place.js";
import { isDark, toggleTheme } from "./theme.js";
import { shortDate } from "./times.js";
import { cast, channelPlace, workspace } from "./workspace.js";

const MARKS = { channel: "hash", private: "lock", shared: "shared", dm: "message" };
const KINDS = { guest: "Guest", stranger: "Other organization", deactivated: "Deactivated" };
const MARK_WORDS = {
  channel: "public channel",
  private: "private channel",
  shared: "shared with another organization",
};

/** doing: {goTo(place), become(person), day(days), openFaults()}; each returns a promise or nothing. */
export function createSidebar(node, doing) {
  const brand = el(
    "div",
    { class: "brand" },
    el("span", { class: "brand-mark", "aria-hidden": "true" }, icon("clipboard")),
    el("div", { class: "brand-words" }, el("strong", {}, "billing-bot playground"), el("span", { class: "team" })),
  );
  const switcher = el("button", {
    type: "button",
    class: "switcher",
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    data: { test: "person-switcher" },
    on: { click: openSwitcher },
  });
  const places = el("div", { class: "places" });
  const today = el("span", { class: "today", data: { test: "today" } });
  const dayButtons = [
    dayButton(1, "+1 day", "Next day", "next-day"),
    dayButton(7, "+7 days", "A week ahead", "next-week"),
  ];
  const day = el(
    "div",
    { class: "day-control", role: "group", "aria-label": "The playground's day" },
    el("div", { class: "day-words" }, icon("calendar"), today),
    el("div", { class: "day-buttons" }, dayButtons),
  );
  const faultCount = el("span", { class: "count", hidden: true });
  const faults = el(
    "button",
    { type: "button", class: "tool", data: { test: "faults" }, on: { click: doing.openFaults } },
    icon("flask"),
    el("span", {}, "Faults & calls"),
    faultCount,
  );
  const theme = el("button", { type: "button", class: "icon-button", data: { test: "theme" }, on: { click: flip } });
  node.replaceChildren(
    brand,
    switcher,
    places,
    el("div", { class: "sidebar-foot" }, day, el("div", { class: "tool-row" }, faults, theme)),
  );
  showTheme();

  function flip() {
    toggleTheme();
    showTheme();
  }

  function showTheme() {
    const words = isDark() ? "Light colors" : "Dark colors";
    theme.replaceChildren(icon(isDark() ? "sun" : "moon"));
    theme.title = words;
    theme.setAttribute("aria-label", words);
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTheme);

  function dayButton(days, words, title, test) {
    const button = el(
      "button",
      { type: "button", class: "button small", title, data: { test }, on: { click: turn } },
      el("span", { class: "button-words" }, words),
    );
    async function turn() {
      if (button.getAttribute("aria-busy") === "true") return;
      for (const one of dayButtons) one.setAttribute("aria-disabled", "true");
      button.setAttribute("aria-busy", "true");
      await doing.day(days);
      button.removeAttribute("aria-busy");
      for (const one of dayButtons) one.removeAttribute("aria-disabled");
    }
    return button;
  }

  function openSwitcher() {
    const items = cast().map((person) => ({
      label: person.real_name,
      description: [person.title, KINDS[person.kind], shortZone(person.tz)].filter(Boolean).join(" · "),
      picture: renderAvatar({ id: person.id, name: person.real_name }),
      isChosen: person.id === workspace.person.id,
      isDisabled: person.kind === "deactivated",
      data: { test: `person-${person.name}` },
      onChoose: () => doing.become(person),
    }));
    openMenu({ anchor: switcher, label: "Act as", items: [{ heading: "Act as" }, ...items], isWide: true });
  }

  /** Draw what depends on the person, the place and what is unread. isUnread(channel) is asked per channel. */
  function show(place, isUnread) {
    const { person, app } = workspace;
    brand.querySelector(".team").textContent = app.team || "";
    switcher.replaceChildren(
      renderAvatar({ id: person.id, name: person.real_name }),
      el(
        "span",
        { class: "switcher-words" },
        el("span", { class: "switcher-name" }, person.real_name),
        el("span", { class: "switcher-title" }, person.title || KINDS[person.kind] || ""),
      ),
      icon("chevron"),
    );
    switcher.setAttribute("aria-label", `Acting as ${person.real_name}. Switch person`);
    today.textContent = shortDate(app.today);
    const focused = places.contains(document.activeElement) ? document.activeElement.dataset.test : null;
    const channels = workspace.channels.filter((channel) => channel.kind !== "dm");
    const direct = workspace.channels.find((channel) => channel.kind === "dm");
    const rows = [
      el("h2", {}, "Channels"),
      channels.length
        ? channels.map((channel) =>
            placeLink(
              channelPlace(channel),
              channel.name,
              MARKS[channel.kind] || "hash",
              `channel-${channel.name}`,
              place,
              isUnread(channel),
              MARK_WORDS[channel.kind],
            ),
          )
        : el("p", { class: "places-empty" }, "None for this person."),
      el("h2", {}, "Apps"),
      el(
        "div",
        { class: "app-name" },
        renderAvatar({ isBot: true }, "small"),
        el("span", {}, app.name || "billing-bot"),
        el(
          "span",
          { class: app.connected ? "presence on" : "presence", title: app.connected ? "Connected" : "Not connected" },
          el("span", { class: "hidden-words" }, app.connected ? "connected" : "not connected"),
        ),
      ),
      app.home === false ? null : placeLink("home", "Home", "home", "home-tab", place, false, ""),
      placeLink("dm", "Messages", "message", "dm", place, direct ? isUnread(direct) : false, "direct messages"),
    ];
    places.replaceChildren(...rows.flat().filter(Boolean));
    if (focused) places.querySelector(`[data-test="${CSS.escape(focused)}"]`)?.focus();
  }

  function placeLink(where, words, mark, test, place, unread, kind) {
    const isHere = place.where === where;
    const target = { person: workspace.person.name, where, thread: "" };
    return el(
      "a",
      {
        class: ["place", isHere ? "here" : "", unread ? "unread" : ""].filter(Boolean).join(" "),
        href: placeHash(target),
        title: kind || null,
        "aria-current": isHere ? "page" : null,
        data: { test },
        on: { click: (event) => follow(event, target) },
      },
      icon(mark),
      el("span", { class: "place-name" }, words),
      unread ? el("span", { class: "unread-dot" }, el("span", { class: "hidden-words" }, "unread")) : null,
    );
  }

  function follow(event, target) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    doing.goTo(target);
  }

  function showFaults(count) {
    faultCount.hidden = count === 0;
    faultCount.textContent = `${count} on`;
    faults.classList.toggle("on", count > 0);
  }

  return { show, showFaults };
}

function shortZone(tz) {
  return tz ? tz.split("/").pop().replace(/_/g, " ") : "";
}

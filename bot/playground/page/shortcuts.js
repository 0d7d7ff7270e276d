// The menus that start the bot's shortcuts: the global ones, and those of a message beside what else one does with it.

import { act } from "./acts.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { placeHash } from "./place.js";
import { toast } from "./toast.js";
import { channelPlace, workspace } from "./workspace.js";

function shortcutItems(type, run) {
  return workspace.app.shortcuts
    .filter((one) => one.type === type)
    .map((one) => ({
      label: one.name,
      description: one.description,
      picture: icon("bolt"),
      data: { test: `shortcut-${one.callback_id}` },
      onChoose: () => run(one.callback_id),
    }));
}

/** The lightning button; changed() runs after the bot has answered. */
export function createShortcutButton(changed) {
  const button = el(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": "Shortcuts",
      title: "Shortcuts (Ctrl+K)",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-keyshortcuts": "Control+K Meta+K",
      data: { test: "shortcuts" },
      on: { click: () => open() },
    },
    icon("bolt"),
  );

  function open(anchor = button) {
    const items = shortcutItems("global", async (callback_id) => {
      await act("shortcut", { callback_id });
      changed();
    });
    openMenu({
      anchor,
      label: "Shortcuts",
      items: items.length ? [{ heading: "Shortcuts" }, ...items] : [],
      above: anchor === button,
      alignEnd: true,
      empty: "The bot has no global shortcuts.",
    });
  }
  return { button, open };
}

/** The "more" menu of one message. */
export function openMessageMenu(message, anchor, { openThread, channel, changed }) {
  const thread = message.thread_ts || message.ts;
  const place = { person: workspace.person.name, where: channelPlace(channel), thread };
  const own = shortcutItems("message", async (callback_id) => {
    await act("shortcut", { callback_id, message: message.id, channel: message.channel });
    changed();
  });
  const items = [
    openThread ? { label: "Reply in thread", picture: icon("reply"), onChoose: () => openThread(message) } : null,
    { label: "Copy text", picture: icon("copy"), onChoose: () => copy(message.text || "") },
    { label: "Copy link", picture: icon("link"), onChoose: () => copy(`${location.origin}/${placeHash(place)}`) },
    own.length ? { heading: workspace.app.name } : null,
    ...own,
  ].filter(Boolean);
  openMenu({ anchor, label: "Actions for this message", items, alignEnd: true });
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast("The browser did not allow copying.", "error");
  }
}

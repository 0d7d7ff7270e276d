// The pane at the right: one message and its replies, with a composer of its own.

import { createComposer } from "./composer.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { addLayer } from "./layers.js";
import { createMessageList } from "./messages.js";
import { openMessageMenu } from "./shortcuts.js";
import { speak } from "./speak.js";
import { dismiss, messagesOf } from "./timeline.js";
import { isUnreadSince, markRead } from "./unread.js";
import { workspace } from "./workspace.js";

/** doing: {close(), changed(channelId), read()}. */
export function createThread(node, doing) {
  let channel = null;
  let ts = "";
  let shownFor = "";
  let dropLayer = null;
  const where = el("p", { class: "topic" });
  const cross = el(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": "Close thread",
      data: { test: "thread-close" },
      on: { click: doing.close },
    },
    icon("close"),
  );
  const list = createMessageList({
    label: "Thread",
    tools: {
      openThread: null,
      openMenu: (message, anchor) =>
        openMessageMenu(message, anchor, { channel, openThread: null, changed: doing.changed }),
      dismiss(message) {
        dismiss(message);
        show();
        composer.focus();
      },
    },
  });
  const composer = createComposer({
    label: "Reply",
    test: "thread-composer",
    sendTest: "thread-send",
    withCommands: false,
    onSend: sent,
  });
  node.replaceChildren(
    el("header", { class: "header" }, el("div", { class: "header-words" }, el("h2", {}, "Thread"), where), cross),
    list.node,
    composer.node,
  );

  async function sent(text) {
    list.toEnd();
    const isSent = await speak(text, { channel, thread: ts });
    doing.changed(channel.id);
    return isSent;
  }

  /** Open on a message's thread, or close with ts "". */
  function turnTo(nextChannel, nextTs) {
    const isSame = !node.hidden && channel?.id === nextChannel?.id && ts === nextTs;
    channel = nextChannel;
    ts = nextTs;
    node.hidden = !ts;
    if (!ts) {
      dropLayer?.();
      dropLayer = null;
      shownFor = "";
      // Nodes left in the closed pane would stand twice for one message.
      list.show([], { forget: true });
      return;
    }
    dropLayer ??= addLayer(doing.close);
    where.textContent = channel.kind === "dm" ? workspace.app.name : `#${channel.name}`;
    if (!isSame) composer.turnTo(`${workspace.person.id}/${channel.id}/${ts}`, "Reply…");
    show();
    if (!isSame) composer.focus();
  }

  function show() {
    if (!ts || !channel) return;
    const messages = messagesOf(channel.id).filter((message) => message.ts === ts || message.thread_ts === ts);
    const key = `${workspace.person.id}/${channel.id}/${ts}`;
    const gone = el(
      "p",
      { class: "thread-gone" },
      "This thread is not here for this person. It may have been deleted, or it is in another channel.",
    );
    list.show(messages, { forget: key !== shownFor, intro: messages.length ? null : gone });
    shownFor = key;
    const newest = messages.at(-1);
    if (newest && isUnreadSince(`${channel.id}/${ts}`, newest.ts)) {
      markRead(`${channel.id}/${ts}`, newest.ts);
      doing.read();
    }
  }

  return { turnTo, show };
}

// The middle of the page for a channel or the direct messages: its messages and the composer.

import { createComposer } from "./composer.js";
import { el } from "./dom.js";
import { renderExamples } from "./examples.js";
import { createMessageList } from "./messages.js";
import { createShortcutButton, openMessageMenu } from "./shortcuts.js";
import { speak } from "./speak.js";
import { dismiss, isReply, messagesOf, threadsOf } from "./timeline.js";
import { isUnreadSince, markRead } from "./unread.js";
import { channelPlace, workspace } from "./workspace.js";

/** doing: {openThread(message), changed(), read()}. */
export function createConversation(node, doing) {
  let channel = null;
  let shownFor = "";
  let examples = null;
  const shortcuts = createShortcutButton(doing.changed);
  const list = createMessageList({
    label: "Messages",
    tools: {
      openThread: (message) => doing.openThread(message),
      openMenu: (message, anchor) =>
        openMessageMenu(message, anchor, { channel, openThread: doing.openThread, changed: doing.changed }),
      dismiss(message) {
        dismiss(message);
        show();
        composer.focus();
      },
    },
    onRead: markSeen,
  });
  const composer = createComposer({
    label: "Message",
    test: "composer",
    sendTest: "send",
    tools: [shortcuts.button],
    onSend: sent,
  });
  node.replaceChildren(list.node, composer.node);

  async function sent(text) {
    // Who speaks wants to see the answer, wherever they were reading.
    list.toEnd();
    const isSent = await speak(text, { channel });
    doing.changed(channel.id);
    return isSent;
  }

  function markSeen() {
    if (!channel || document.hidden || node.hidden || !list.isFollowing()) return;
    const newest = messagesOf(channel.id).at(-1);
    if (!newest || !isUnreadSince(channel.id, newest.ts)) return;
    markRead(channel.id, newest.ts);
    doing.read();
  }

  /** Turn to a channel; the composer takes the focus unless the person is typing elsewhere. */
  function turnTo(next) {
    channel = next;
    const words = channel.kind === "dm" ? `Message ${workspace.app.name}` : `Message #${channel.name}`;
    composer.turnTo(`${workspace.person.id}/${channel.id}`, words);
    show();
    if (!document.querySelector("dialog[open]")) composer.focus();
  }

  function show() {
    if (!channel) return;
    const all = messagesOf(channel.id);
    const threads = threadsOf(all);
    const main = all.filter((message) => !isReply(message));
    const key = `${workspace.person.id}/${channel.id}`;
    if (key !== shownFor) examples = renderIntro();
    list.show(main, {
      forget: key !== shownFor,
      outro: isNewHere(main) ? examples : null,
      replies: (message) => repliesOf(message, threads),
    });
    shownFor = key;
  }

  /** Whether the person asked nothing here yet. What the bot writes unasked fills a channel before they come. */
  function isNewHere(main) {
    if (channel.kind === "dm") return !main.length;
    return !main.some((message) => message.ephemeral || message.user === workspace.person.id);
  }

  function repliesOf(message, threads) {
    const thread = threads.get(message.ts);
    if (!thread) return null;
    const count = Math.max(thread.count, message.thread_count || 0);
    return { count, lastTs: thread.lastTs, isUnread: isUnreadSince(`${channel.id}/${message.ts}`, thread.lastTs) };
  }

  function renderIntro() {
    const title =
      channel.kind === "dm"
        ? `Ask ${workspace.app.name} something`
        : `Try ${workspace.app.name} in #${channelPlace(channel)}`;
    return el(
      "div",
      { class: "intro" },
      renderExamples({
        title,
        isDirect: channel.kind === "dm",
        onPick(text) {
          composer.put(text);
          composer.focus();
        },
      }),
    );
  }

  return { turnTo, show, focus: composer.focus, openShortcuts: shortcuts.open, markSeen };
}

// What a sent line means: a slash command or a message.

import { act } from "./acts.js";
import { toast } from "./toast.js";

/** Send text to a channel, or into a thread of it; resolves to whether it went out. */
export async function speak(text, { channel, thread = "" }) {
  const command = text.match(/^\/\S+/)?.[0];
  if (!command) return Boolean(await act("message", { channel: channel.id, text, thread_ts: thread || undefined }));
  if (thread) {
    toast(
      "Slash commands do not work in threads, as in Slack. Send it in the channel, or write a sentence here.",
      "error",
    );
    return false;
  }
  return Boolean(await act("command", { channel: channel.id, command, text: text.slice(command.length).trim() }));
}

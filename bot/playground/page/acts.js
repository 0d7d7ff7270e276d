// What the person does, sent to the server; failures are told in words. Knows no page elements but the toast.

import { DoorError, send } from "./door.js";
import { toast } from "./toast.js";
import { workspace } from "./workspace.js";

const WORDS = {
  no_ack: "The bot did not answer within 3 seconds. Slack would say the same; the playground's log says why.",
  unreachable: "The playground does not answer. Is it still running?",
  not_connected: "The bot is not connected, so nobody heard that. It usually comes back by itself.",
  unknown_command: "There is no such slash command in this workspace.",
  no_such_action: "That button is no longer in the message.",
  message_not_found: "That message is gone.",
  view_not_found: "That window is no longer open.",
  not_in_channel: "You are not in this channel.",
  account_inactive: "This person is deactivated and can do nothing in Slack.",
  unknown_shortcut: "The app has no such shortcut.",
  invalid_command_response:
    "The bot answered with something Slack would not show. The panel “Faults & calls” has the details.",
};

export function explain(code, hint = "") {
  const known = WORDS[code];
  if (known) return known;
  return hint ? `The playground refused this: ${hint}` : `The playground refused this (${code || "no reason given"}).`;
}

/** POST as the present person. Gives the answer, or null after telling what went wrong. */
export async function act(path, body) {
  try {
    const answer = await send(path, { user: workspace.person.id, ...body });
    lastAck = typeof answer.ack_ms === "number" ? answer.ack_ms : null;
    const hasFieldErrors = answer.errors && Object.keys(answer.errors).length > 0;
    if (!answer.ok && !hasFieldErrors) {
      toast(explain(answer.error, answer.hint), "error");
      return null;
    }
    return answer;
  } catch (error) {
    if (!(error instanceof DoorError)) throw error;
    toast(explain(error.code, error.hint), "error");
    return null;
  }
}

let lastAck = null;

/** How long the bot took to acknowledge the latest act, in milliseconds, or null. */
export function lastAckMs() {
  return lastAck;
}

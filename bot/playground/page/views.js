// The bot's views of the present person: the Home and the open modals. No DOM.

import { read } from "./door.js";
import { workspace } from "./workspace.js";

export const views = { home: null, modals: [] };

export async function loadViews() {
  const person = workspace.person;
  const answer = await read("views", { user: person.id });
  if (workspace.person === person) Object.assign(views, { home: answer.home, modals: answer.modals });
}

export function forgetViews() {
  Object.assign(views, { home: null, modals: [] });
}

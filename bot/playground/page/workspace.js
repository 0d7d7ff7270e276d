// What the page knows of the local workspace: the app, the people, the channels of the person it is. No DOM.

import { read } from "./door.js";

export const workspace = { app: null, people: [], channels: [], person: null };

export async function loadApp() {
  workspace.app = await read("app");
}

export async function loadPeople() {
  workspace.people = (await read("people")).people;
}

/** Become this person: what follows is seen with that person's eyes. */
export async function becomePerson(person) {
  const channels = await channelsOf(person);
  Object.assign(workspace, { person, channels });
}

export async function loadChannels() {
  const { person } = workspace;
  const channels = await channelsOf(person);
  if (workspace.person === person) workspace.channels = channels;
}

/** The channels in a person's sidebar; only full members of the workspace see public channels they are not in. */
async function channelsOf(person) {
  const { channels } = await read("channels", { user: person.id });
  const isFull = person.kind === "member";
  return channels.filter(
    (channel) => channel.kind === "dm" || channel.member || (isFull && channel.kind === "channel"),
  );
}

export function findPerson(idOrName) {
  return workspace.people.find((person) => person.id === idOrName || person.name === idOrName);
}

/** The channel at a place of the address ("billing", "dm") or with an id; undefined when this person sees none. */
export function findChannel(idOrName) {
  if (idOrName === "dm") return workspace.channels.find((channel) => channel.kind === "dm");
  return workspace.channels.find(
    (channel) => channel.id === idOrName || (channel.kind !== "dm" && channel.name === idOrName),
  );
}

/** How the address calls a channel. */
export function channelPlace(channel) {
  return channel.kind === "dm" ? "dm" : channel.name;
}

/** People a person can act as: everybody but bots. */
export function cast() {
  return workspace.people.filter((person) => person.kind !== "bot");
}

/** The bot user's id and name, whichever of the two the server names it by. */
export function botPerson() {
  const named = workspace.app.bot_user;
  return findPerson(named) || { id: named, name: workspace.app.name, real_name: workspace.app.name, kind: "bot" };
}

export function zone() {
  return workspace.person?.tz || undefined;
}

// Starts the page and keeps its parts in step: the place, the person, messages, views, the bot's connection.

import { act } from "./acts.js";
import { showBanner } from "./banner.js";
import { createConversation } from "./conversation.js";
import { DoorError, listen, onUnreachable, send } from "./door.js";
import { startDrawer } from "./drawer.js";
import { createFaultPanel } from "./faults.js";
import { showHeader } from "./header.js";
import { showHome } from "./home.js";
import { startKeys } from "./keys.js";
import { showModals } from "./modal.js";
import { goTo, onPlace, placeHash, readPlace } from "./place.js";
import { createSidebar } from "./sidebar.js";
import { startTheme } from "./theme.js";
import { createThread } from "./thread.js";
import { loadAll, refetch } from "./timeline.js";
import { shortDate } from "./times.js";
import { toast } from "./toast.js";
import { hasUnread } from "./unread.js";
import { forgetViews, loadViews, views } from "./views.js";
import {
  becomePerson,
  cast,
  channelPlace,
  findChannel,
  findPerson,
  loadApp,
  loadChannels,
  loadPeople,
  workspace,
} from "./workspace.js";

const START_AGAIN_MS = 1500;
const LOST = "The playground does not answer. Trying again…";
const nodes = Object.fromEntries(
  ["sidebar", "header", "conversation", "home", "thread", "starting"].map((id) => [id, document.getElementById(id)]),
);
let place = readPlace();
let stream = null;
let isLost = false;
let isOpeningHome = false;
let wanted = null;
let following = Promise.resolve();

startTheme();
const drawer = startDrawer(nodes.sidebar);
const faults = createFaultPanel((count) => sidebar.showFaults(count));
const sidebar = createSidebar(nodes.sidebar, {
  goTo: leaveFor,
  become: (person) => leaveFor({ person: person.name, where: place.where, thread: "" }),
  day: turnDay,
  openFaults,
});
const conversation = createConversation(nodes.conversation, {
  openThread: (message) => goTo({ ...place, thread: message.thread_ts || message.ts }),
  changed: refreshAfterAct,
  read: showSidebar,
});
const thread = createThread(nodes.thread, { close: closeThread, changed: refreshAfterAct, read: threadRead });
startKeys({ openShortcuts: () => conversation.openShortcuts(nodes.conversation.hidden ? nodes.header : undefined) });
onUnreachable(() => isLost || stream?.retry());
onPlace(follow);
document.addEventListener("visibilitychange", () => conversation.markSeen());
start();

async function start() {
  try {
    await Promise.all([loadApp(), loadPeople()]);
    await arrive(place);
  } catch (error) {
    if (!(error instanceof DoorError)) throw error;
    showBanner(LOST, { label: "Try now", run: () => location.reload() });
    setTimeout(start, START_AGAIN_MS);
  }
}

/** One after the other, so that two quick changes cannot mix their answers; only the last one matters. */
function follow(next) {
  wanted = next;
  following = following.then(() => (wanted === next ? quietly(arrive(next)) : null));
}

/** Be where the address says, as the person it says; what does not exist falls back to the nearest thing that does. */
async function arrive(next) {
  const person = findPerson(next.person) || cast()[0];
  const isNewPerson = workspace.person !== person;
  if (isNewPerson) {
    await becomePerson(person);
    forgetViews();
    await Promise.all([loadAll(), loadViews()]);
    stream?.stop();
    stream = listen(person.id, { onChange: changed, onOpen: caughtUp, onLost: lost });
  }
  const before = place;
  place = { person: person.name, where: nearest(next.where, person), thread: next.thread };
  if (place.where !== next.where || place.where === "home") place.thread = "";
  goTo(place, { replace: true });
  nodes.starting.hidden = true;
  const isNewPlace = isNewPerson || before.where !== place.where || nodes.conversation.hidden === nodes.home.hidden;
  show(isNewPlace);
  if (isNewPlace && (place.where === "home" || place.where === "dm")) openApp();
}

function nearest(where, person) {
  if (where === "home" || where === "dm") return where;
  if (findChannel(where)) return where;
  const first = workspace.channels[0];
  if (where) toast(`${person.real_name} does not see #${where}.`);
  return first ? channelPlace(first) : "dm";
}

function show(isNewPlace) {
  const channel = findChannel(place.where);
  const isHome = place.where === "home";
  nodes.home.hidden = !isHome;
  nodes.conversation.hidden = isHome || !channel;
  showHeader(nodes.header, { place, channel, openDrawer: drawer.open, goTo: leaveFor });
  if (isHome) showHome(nodes.home, views.home, isOpeningHome);
  else if (channel && isNewPlace) conversation.turnTo(channel);
  else conversation.show();
  thread.turnTo(channel, channel ? place.thread : "");
  showModals(views.modals, refreshAfterAct);
  showSidebar();
  showState();
}

function showSidebar() {
  sidebar.show(place, (channel) => hasUnread(channel.id));
  const name = place.where === "home" ? "Home" : place.where === "dm" ? workspace.app.name : `#${place.where}`;
  const mark = workspace.channels.some((channel) => hasUnread(channel.id)) ? "• " : "";
  document.title = `${mark}${name} · ${workspace.person.real_name} · billing-bot playground`;
}

function showState() {
  if (isLost) showBanner(LOST, { label: "Try now", run: () => stream.retry() });
  else if (workspace.app.connected === false)
    showBanner("The bot is not connected. What you send now is not heard; it usually comes back by itself.");
  else showBanner("");
}

/** The bot hears that its Home or its direct messages were opened, as Slack tells it. */
async function openApp() {
  if (place.where === "dm") return quietly(send("home", { user: workspace.person.id, tab: "messages" }));
  isOpeningHome = true;
  showHome(nodes.home, views.home, true);
  await act("home", {});
  isOpeningHome = false;
  await quietly(loadViews());
  if (place.where === "home") showHome(nodes.home, views.home, false);
}

const CHANGES = {
  async messages({ channel }) {
    if (channel && !workspace.channels.some((one) => one.id === channel)) await loadChannels();
    if (channel) await refetch(channel);
    else await loadAll();
    showMessages();
    if (faults.isOpen) faults.refresh();
  },
  async views() {
    await loadViews();
    showModals(views.modals, refreshAfterAct);
    if (place.where === "home") showHome(nodes.home, views.home, isOpeningHome);
  },
  day({ today }) {
    workspace.app.today = today;
    showMessages();
  },
  bot({ connected }) {
    workspace.app.connected = connected;
    showSidebar();
    showState();
  },
  faults: () => faults.refresh(),
};

function changed(change) {
  quietly(CHANGES[change.what]?.(change));
}

/** Whenever the stream opens, anything may have happened before: look at everything once. */
async function caughtUp() {
  isLost = false;
  await quietly(Promise.all([loadApp(), loadChannels(), loadAll(), loadViews(), faults.refresh()]));
  // A person or place chosen while the server was away is still wanted.
  await quietly(arrive(readPlace()));
}

function lost() {
  isLost = true;
  showState();
}

function showMessages() {
  conversation.show();
  thread.turnTo(findChannel(place.where), place.where === "home" ? "" : place.thread);
  showSidebar();
}

/** After an act the server has settled: see its result now, whether or not the stream was quick. */
async function refreshAfterAct(channelId = findChannel(place.where)?.id) {
  await quietly(Promise.all([channelId && refetch(channelId), loadViews()]));
  showMessages();
  showModals(views.modals, refreshAfterAct);
}

function threadRead() {
  conversation.show();
  showSidebar();
}

function leaveFor(target) {
  drawer.close();
  if (placeHash(target) === placeHash(place)) conversation.focus();
  else goTo(target);
}

function closeThread() {
  goTo({ ...place, thread: "" });
  conversation.focus();
}

async function turnDay(days) {
  const answer = await act("day", { days });
  if (!answer) return;
  workspace.app.today = answer.today || workspace.app.today;
  await quietly(loadAll());
  showMessages();
  toast(`It is now ${shortDate(workspace.app.today)}. What came due is in the channels and in Home.`);
}

function openFaults() {
  drawer.close();
  faults.open();
}

/** A call that failed because the server is away is told by the banner; anything else is a fault of this page. */
async function quietly(running) {
  try {
    return await running;
  } catch (error) {
    if (!(error instanceof DoorError)) throw error;
    return null;
  }
}

// The panel of faults: what Slack can do to the bot, what is on now, and the latest calls the bot made.

import { explain } from "./acts.js";
import { openDialog } from "./dialog.js";
import { DoorError, read, send } from "./door.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { clockTime } from "./times.js";
import { toast } from "./toast.js";
import { zone } from "./workspace.js";

const KINDS = [
  ["429", "Too many requests", "Slack refuses a call and asks to wait."],
  ["slow", "Slow answers", "Slack takes seconds to answer a call."],
  ["drop_answer", "Lost answer", "Slack does what was asked, but the answer never arrives."],
  ["error", "Internal error", "Slack answers a call with an error of its own."],
  ["disconnect", "Disconnect", "The bot's connection is closed; it should come back by itself."],
  ["redeliver", "Delivered twice", "Slack sends the same event again."],
];
const CHOICES = [
  ["once", "Next", { count: 1 }],
  ["five", "Next 5", { count: 5 }],
  ["third", "30 %", { rate: 0.3 }],
  ["off", "Off", { count: 0 }],
];
// A connection is closed at once, not at the next call.
const DISCONNECT_CHOICES = [
  ["once", "Now", { count: 1 }],
  ["third", "30 %", { rate: 0.3 }],
  ["off", "Off", { count: 0 }],
];
const SLOW_SECONDS = 4;
const LATEST = 60;

/** onFaults(count) hears how many faults are on, open or not. */
export function createFaultPanel(onFaults) {
  let dialog = null;
  const kinds = el("div", { class: "fault-kinds" });
  const calls = el("ol", { class: "calls", tabindex: "0", "aria-label": "Latest calls, newest first" });
  const onlyFailed = el("input", { type: "checkbox", id: "only-failed", on: { change: () => showCalls() } });
  let latest = [];

  function open() {
    if (dialog) return;
    const body = el(
      "div",
      { class: "fault-panel" },
      el(
        "section",
        { "aria-label": "Faults" },
        el(
          "p",
          { class: "quiet" },
          "Make the local Slack misbehave and watch the bot cope. Nothing should get lost or arrive twice.",
        ),
        kinds,
        el(
          "button",
          {
            type: "button",
            class: "button small",
            data: { test: "fault-clear" },
            on: { click: () => set("none", { count: 0 }) },
          },
          "All off",
        ),
      ),
      el(
        "section",
        { "aria-label": "Latest calls" },
        el(
          "div",
          { class: "calls-head" },
          el("h3", {}, "Calls the bot made"),
          el("label", { class: "inline-choice" }, onlyFailed, " only failed"),
        ),
        calls,
      ),
    );
    dialog = openDialog({
      title: "Faults and calls",
      body,
      className: "wide",
      data: { test: "faults-panel" },
      onClose: close,
    });
    refresh();
  }

  function close() {
    dialog.close();
    dialog = null;
  }

  async function refresh() {
    try {
      const [{ faults }, answer] = await Promise.all([read("fault"), dialog ? read("calls") : { calls: latest }]);
      onFaults(Object.keys(faults).length);
      latest = answer.calls;
      if (!dialog) return;
      showKinds(faults);
      showCalls();
    } catch (error) {
      if (!(error instanceof DoorError)) throw error;
    }
  }

  async function set(kind, amount) {
    try {
      const answer = await send("fault", { kind, ...amount, ...(kind === "slow" ? { seconds: SLOW_SECONDS } : {}) });
      if (!answer.ok) toast(explain(answer.error, answer.hint), "error");
    } catch (error) {
      if (!(error instanceof DoorError)) throw error;
      toast(explain(error.code, error.hint), "error");
    }
    refresh();
  }

  function showKinds(faults) {
    const focused = document.activeElement?.dataset.test;
    kinds.replaceChildren(
      ...KINDS.map(([kind, name, words]) => {
        const on = faults[kind];
        const buttons = (kind === "disconnect" ? DISCONNECT_CHOICES : CHOICES).map(([id, label, amount]) =>
          el(
            "button",
            {
              type: "button",
              class: "button small",
              "aria-label": `${name}: ${label}`,
              data: { test: `fault-${kind}-${id}` },
              on: { click: () => set(kind, amount) },
            },
            label,
          ),
        );
        return el(
          "div",
          { class: on ? "fault on" : "fault", role: "group", "aria-label": name },
          el(
            "div",
            { class: "fault-words" },
            el("strong", {}, name),
            on ? el("span", { class: "note warn" }, amountWords(on)) : null,
            el("span", { class: "quiet" }, words),
          ),
          el("div", { class: "fault-buttons" }, buttons),
        );
      }),
    );
    if (focused) kinds.querySelector(`[data-test="${CSS.escape(focused)}"]`)?.focus();
  }

  function showCalls() {
    const shown = latest
      .filter((call) => !onlyFailed.checked || !call.ok)
      .slice(-LATEST)
      .reverse();
    calls.replaceChildren(
      ...(shown.length
        ? shown.map(renderCall)
        : [el("li", { class: "quiet" }, onlyFailed.checked ? "No call failed." : "No calls yet.")]),
    );
  }

  return {
    open,
    refresh,
    get isOpen() {
      return dialog !== null;
    },
  };
}

function amountWords({ count, rate, seconds }) {
  const amount = count ? `next ${count}` : `${Math.round((rate || 0) * 100)} % of calls`;
  return seconds ? `${amount}, ${seconds} s` : amount;
}

function renderCall(call) {
  const details = el(
    "details",
    { class: call.ok ? "call" : "call failed" },
    el(
      "summary",
      {},
      icon(call.ok ? "check" : "alert"),
      el("code", {}, call.method),
      el("span", { class: "call-error" }, call.ok ? "" : call.error || "failed"),
      el("time", {}, timeOf(call.at)),
    ),
    el("pre", { class: "fence" }, JSON.stringify(call.args, null, 2)),
  );
  return el("li", {}, details);
}

function timeOf(at) {
  const seconds = typeof at === "number" ? at : Date.parse(at) / 1000;
  return Number.isFinite(seconds) ? clockTime(seconds, zone()) : "";
}

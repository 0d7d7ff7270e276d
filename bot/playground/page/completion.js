// The list above the composer: slash commands while one is typed, people after an @. Decides nothing about sending.

import { el, freshId } from "./dom.js";
import { renderAvatar } from "./avatar.js";
import { openPopup } from "./popup.js";
import { botPerson, cast, workspace } from "./workspace.js";

const AT_MOST = 12;

/** Attach to a textarea. handleKey(event) gives true when the list used the key. */
export function createCompletion(input, { withCommands }) {
  const listId = freshId("completion");
  let popup = null;
  let matches = [];
  let active = 0;
  let closedFor = null;

  function find() {
    const before = input.value.slice(0, input.selectionStart);
    if (withCommands && /^\/\S*$/.test(before) && input.value.length === before.length) return findCommands(before);
    const mention = before.match(/(?:^|\s)@([\w.-]*)$/);
    return mention ? findPeople(mention[1], before.length - mention[1].length - 1) : [];
  }

  function findCommands(typed) {
    const words = typed.toLowerCase();
    return workspace.app.commands
      .filter((one) => one.command.startsWith(words))
      .map((one) => ({
        from: 0,
        to: input.selectionStart,
        insert: `${one.command} `,
        exact: one.command,
        row: [
          el("b", {}, one.command),
          el("span", { class: "completion-hint" }, one.usage_hint || ""),
          el("span", { class: "completion-words" }, one.description || ""),
        ],
      }));
  }

  function findPeople(typed, from) {
    const words = typed.toLowerCase();
    const everybody = [botPerson(), ...cast().filter((person) => person.kind !== "deactivated")];
    const fits = (person) =>
      person.name.toLowerCase().startsWith(words) ||
      (person.real_name || "")
        .toLowerCase()
        .split(" ")
        .some((part) => part.startsWith(words));
    return everybody
      .filter(fits)
      .slice(0, AT_MOST)
      .map((person) => ({
        from,
        to: input.selectionStart,
        insert: `@${person.name} `,
        row: [
          renderAvatar({ id: person.id, name: person.real_name, isBot: person.kind === "bot" }, "small"),
          el("b", {}, person.real_name || person.name),
          el("span", { class: "completion-hint" }, `@${person.name}`),
          el("span", { class: "completion-words" }, person.title || ""),
        ],
      }));
  }

  function refresh() {
    matches = input.value === closedFor ? [] : find();
    if (input.value !== closedFor) closedFor = null;
    if (!matches.length) return popup?.close();
    active = 0;
    const rows = matches.map((match, at) =>
      el(
        "div",
        {
          id: `${listId}-${at}`,
          class: "option completion",
          role: "option",
          "aria-selected": "false",
          on: {
            pointerdown: (event) => event.preventDefault(),
            click: () => pick(at),
            pointermove: () => active !== at && highlight(at),
          },
        },
        match.row,
      ),
    );
    const list = el("div", { id: listId, class: "options", role: "listbox", "aria-label": "Suggestions" }, rows);
    if (popup?.isOpen) popup.box.replaceChildren(list);
    else
      popup = openPopup({
        anchor: input.closest(".composer-box"),
        content: list,
        above: true,
        isWide: true,
        onClose: closed,
      });
    input.setAttribute("aria-controls", listId);
    highlight(0);
    popup.place();
  }

  function closed() {
    closedFor = input.value;
    input.removeAttribute("aria-activedescendant");
    input.removeAttribute("aria-controls");
  }

  function highlight(at) {
    active = at;
    for (const [index, row] of [...popup.box.querySelectorAll(".option")].entries()) {
      row.classList.toggle("active", index === at);
      row.setAttribute("aria-selected", String(index === at));
      if (index === at) row.scrollIntoView({ block: "nearest" });
    }
    input.setAttribute("aria-activedescendant", `${listId}-${at}`);
  }

  function pick(at) {
    const { from, to, insert } = matches[at];
    input.setRangeText(insert, from, to, "end");
    popup?.close();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  }

  function handleKey(event) {
    if (!popup?.isOpen) return false;
    if (event.key === "ArrowDown") highlight((active + 1) % matches.length);
    else if (event.key === "ArrowUp") highlight((active + matches.length - 1) % matches.length);
    else if (event.key === "Tab" && !event.shiftKey) pick(active);
    else if (event.key === "Enter" && !event.shiftKey) {
      // A command typed in full is sent; Enter must not be needed twice.
      if (matches[active].exact === input.value.trim()) {
        popup.close();
        return false;
      }
      pick(active);
    } else return false;
    event.preventDefault();
    return true;
  }

  return { refresh, handleKey, close: () => popup?.close() };
}

// A field with a list of options that narrows while one types; one choice or several. Knows nothing of Slack.

import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { openPopup } from "./popup.js";

/**
 * load(text) gives groups [{label, options: [{value, label, description?}]}], now or later; it may
 * reject with words to show.
 * onChange gets the chosen options. canClear: an emptied single field means no choice. waitMs: pause before load.
 */
export function createCombobox({
  chosen,
  isMultiple = false,
  atMost = Infinity,
  canClear = false,
  placeholder,
  naming,
  load,
  onChange,
  waitMs = 0,
  tooShort = () => "",
}) {
  const listId = freshId("options");
  const input = el("input", {
    type: "text",
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": listId,
    autocomplete: "off",
    spellcheck: "false",
    placeholder,
    ...naming,
  });
  const chips = el("span", { class: "chips" });
  const node = el(
    "div",
    { class: isMultiple ? "combobox multiple" : "combobox" },
    chips,
    input,
    icon("chevron", "icon combobox-mark"),
  );
  let options = [];
  let active = -1;
  let popup = null;
  let list = null;
  let asked = 0;
  let timer = 0;

  function showChosen() {
    if (!isMultiple) {
      input.value = chosen[0]?.label ?? "";
      return;
    }
    chips.replaceChildren(
      ...chosen.map((option) =>
        el(
          "span",
          { class: "chip" },
          el("span", {}, option.label),
          el(
            "button",
            { type: "button", "aria-label": `Remove ${option.label}`, on: { click: () => remove(option) } },
            icon("close"),
          ),
        ),
      ),
    );
    input.placeholder = chosen.length ? "" : placeholder || "";
  }

  function choose(option) {
    const has = chosen.some((one) => one.value === option.value);
    if (!isMultiple) {
      close();
      if (has) return showChosen();
      return commit([option]);
    }
    input.value = "";
    if (has) return remove(option);
    if (chosen.length < atMost) commit([...chosen, option]);
    refresh("");
  }

  function remove(option) {
    commit(chosen.filter((one) => one.value !== option.value));
    input.focus();
    if (popup?.isOpen) refresh(input.value);
  }

  async function commit(next) {
    const before = chosen;
    chosen = next;
    showChosen();
    if ((await onChange(next)) === false) {
      chosen = before;
      showChosen();
    }
  }

  function open(text) {
    if (!popup?.isOpen) {
      list = el("div", {
        id: listId,
        class: "options",
        role: "listbox",
        "aria-multiselectable": isMultiple ? "true" : null,
        "aria-label": "Options",
      });
      popup = openPopup({ anchor: node, content: list, isWide: true, onClose: closed });
      input.setAttribute("aria-expanded", "true");
    }
    refresh(text);
  }

  function close() {
    popup?.close();
  }

  function closed() {
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    clearTimeout(timer);
    asked += 1;
    options = [];
    active = -1;
  }

  function refresh(text) {
    clearTimeout(timer);
    const wanting = tooShort(text);
    if (wanting) return say(wanting);
    if (!list.childElementCount) say("Looking…");
    timer = setTimeout(() => ask(text), waitMs);
  }

  async function ask(text) {
    asked += 1;
    const mine = asked;
    try {
      const groups = await load(text);
      if (mine === asked && popup?.isOpen) fill(groups);
    } catch (error) {
      if (mine === asked && popup?.isOpen) say(error.message);
    }
  }

  function say(words) {
    options = [];
    list.replaceChildren(el("p", { class: "options-note", role: "status" }, words));
    popup.place();
  }

  function fill(groups) {
    options = [];
    const nodes = groups
      .filter((group) => group.options.length)
      .map((group) => {
        const rows = group.options.map(renderOption);
        if (!group.label) return rows;
        return el(
          "div",
          { role: "group", "aria-label": group.label },
          el("div", { class: "options-heading", "aria-hidden": "true" }, group.label),
          rows,
        );
      });
    if (!options.length) return say("Nothing matches.");
    list.replaceChildren(...nodes.flat());
    const at = options.findIndex(({ option }) => option.value === chosen[0]?.value);
    highlight(!isMultiple && at >= 0 ? at : 0);
    popup.place();
  }

  function renderOption(option) {
    const at = options.length;
    const isChosen = chosen.some((one) => one.value === option.value);
    const row = el(
      "div",
      {
        id: freshId("option"),
        class: "option",
        role: "option",
        "aria-selected": String(isChosen),
        data: { value: option.value },
      },
      el(
        "span",
        { class: "option-words" },
        el("span", {}, option.label),
        option.description ? el("span", { class: "option-description" }, option.description) : null,
      ),
      isChosen ? icon("check") : null,
    );
    row.addEventListener("pointerdown", (event) => event.preventDefault());
    row.addEventListener("click", () => choose(option));
    row.addEventListener("pointermove", () => active !== at && highlight(at, false));
    options.push({ option, row });
    return row;
  }

  function highlight(at, isScrolled = true) {
    options[active]?.row.classList.remove("active");
    active = at;
    const row = options[at]?.row;
    if (!row) return;
    row.classList.add("active");
    input.setAttribute("aria-activedescendant", row.id);
    if (isScrolled) row.scrollIntoView({ block: "nearest" });
  }

  input.addEventListener("input", () => open(input.value));
  input.addEventListener("keydown", (event) => {
    const isOpen = popup?.isOpen;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) open("");
      else if (options.length)
        highlight((active + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (isOpen && options[active]) choose(options[active].option);
      else if (!isOpen) open("");
    } else if (event.key === "Backspace" && isMultiple && !input.value && chosen.length) {
      remove(chosen.at(-1));
    } else if (event.key === "Tab") {
      close();
    }
  });
  input.addEventListener("blur", () => {
    close();
    if (!isMultiple && canClear && !input.value.trim() && chosen.length) commit([]);
    else if (isMultiple) input.value = "";
    else showChosen();
  });
  node.addEventListener("click", (event) => {
    if (event.target.closest(".chip")) return;
    input.focus();
    if (!popup?.isOpen) {
      if (!isMultiple) input.select();
      open("");
    }
  });
  showChosen();
  return { node, input };
}

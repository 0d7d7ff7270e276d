// Select menus of blocks: fixed options, options the bot suggests, people, channels; one choice or several.

import { explain } from "./acts.js";
import { createCombobox } from "./combobox.js";
import { readPlace } from "./place.js";
import { plainWords } from "./texts.js";
import { cast, findChannel, workspace } from "./workspace.js";

const TYPING_PAUSE_MS = 150;

function toOption(option) {
  return { value: option.value, label: plainWords(option.text), description: plainWords(option.description) };
}

function narrow(groups, text) {
  const words = text.trim().toLowerCase();
  if (!words) return groups;
  const fits = (option) => `${option.label} ${option.description ?? ""}`.toLowerCase().includes(words);
  return groups.map((group) => ({ ...group, options: group.options.filter(fits) }));
}

function fixedGroups(element) {
  if (element.option_groups)
    return element.option_groups.map((group) => ({
      label: plainWords(group.label),
      options: group.options.map(toOption),
    }));
  return [{ label: "", options: (element.options || []).map(toOption) }];
}

function peopleGroups() {
  return [
    {
      label: "",
      options: cast()
        .filter((person) => person.kind !== "deactivated")
        .map((person) => ({ value: person.id, label: person.real_name, description: person.title })),
    },
  ];
}

const INCLUDED_AS = { private: "private", channel: "public", shared: "public" };

/** Channels that the menu's filter lets through; direct messages are not offered. */
function channelGroups({ filter = {} }) {
  const isOffered = ({ kind }) =>
    kind !== "dm" &&
    (!filter.include || filter.include.includes(INCLUDED_AS[kind])) &&
    !(filter.exclude_external_shared_channels && kind === "shared");
  return [
    {
      label: "",
      options: workspace.channels
        .filter(isOffered)
        .map((channel) => ({ value: channel.id, label: `#${channel.name}`, description: channel.topic })),
    },
  ];
}

const GROUPS = { static: fixedGroups, users: peopleGroups, channels: channelGroups, conversations: channelGroups };
const INITIAL = { users: "initial_user", channels: "initial_channel", conversations: "initial_conversation" };

// The server knows the words of an external option only while its list is open: send the choice in Slack's own shape.
function slackValue(options, isMultiple) {
  const full = options.map(({ value, label }) => ({ text: { type: "plain_text", text: label, emoji: true }, value }));
  return isMultiple ? { selected_options: full } : { selected_option: full[0] ?? null };
}

function optionsOf({ selected_option, selected_options }) {
  return (selected_options || [selected_option]).filter(Boolean).map(toOption);
}

/** Every *_select; the first part of its type says where its options come from. */
export function renderSelect(element, control) {
  const isMultiple = element.type.startsWith("multi_");
  const source = element.type.replace("multi_", "").replace("_select", "");
  const isExternal = source === "external";
  // The options by value, so that a kept value shows its words again.
  const seen = new Map();
  const remember = (groups) => {
    for (const group of groups) for (const option of group.options) seen.set(option.value, option);
    return groups;
  };
  const own = isExternal ? [] : remember(GROUPS[source](element));
  const valueOf = (options) =>
    isExternal
      ? slackValue(options, isMultiple)
      : isMultiple
        ? options.map((option) => option.value)
        : (options[0]?.value ?? null);
  const kept = control.first(valueOf(initialOptions(element, source, isMultiple, seen)));
  const chosen = isExternal
    ? optionsOf(kept)
    : [kept]
        .flat()
        .filter((value) => value !== null)
        .map((value) => seen.get(value) || { value, label: value });
  const shortest = element.min_query_length ?? 3;

  const { node } = createCombobox({
    chosen,
    isMultiple,
    atMost: element.max_selected_items || Infinity,
    canClear: control.isOptional || !control.isSent,
    placeholder: control.placeholder || "Choose…",
    naming: control.naming(),
    waitMs: isExternal ? TYPING_PAUSE_MS : 0,
    tooShort: (text) =>
      isExternal && text.trim().length < shortest
        ? shortest === 1
          ? "Type to search."
          : `Type ${shortest} or more characters.`
        : "",
    load: isExternal ? suggested : (text) => narrow(own, text),
    onChange: (options) => control.change(valueOf(options)),
  });

  async function suggested(text) {
    try {
      const options = await control.surface.suggest({ block_id: control.block_id, action_id: control.action_id, text });
      return [{ label: "", options: options.map(toOption) }];
    } catch (error) {
      throw new Error(explain(error.code, error.hint));
    }
  }
  return node;
}

/** The conversation the person is in, where the menu begins with it and offers it. */
function presentChannel(element, seen) {
  if (!element.default_to_current_conversation) return null;
  const id = findChannel(readPlace().where)?.id;
  return seen.has(id) ? id : null;
}

function initialOptions(element, source, isMultiple, seen) {
  const name = INITIAL[source];
  if (name)
    return [(isMultiple ? element[`${name}s`] : element[name]) ?? presentChannel(element, seen)]
      .flat()
      .filter(Boolean)
      .map((id) => seen.get(id) || { value: id, label: id });
  const options = (isMultiple ? element.initial_options : [element.initial_option]) || [];
  return options
    .filter(Boolean)
    .map(toOption)
    .map((option) => {
      seen.set(option.value, option);
      return option;
    });
}

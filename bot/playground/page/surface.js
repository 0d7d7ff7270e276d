// Where blocks are shown: a message, a modal or the Home. Keeps what was typed there and sends what is pressed there.

import { act } from "./acts.js";
import { DoorError, send } from "./door.js";
import { isBusy, whileBusy } from "./busy.js";
import { workspace } from "./workspace.js";

/** source: {message: id} or {view: id}; kind: "message", "modal" or "home". */
export function createSurface(kind, source) {
  const values = new Map();
  // Values the server has not heard yet.
  const unheard = new Set();
  const busyKey = (block_id, action_id) => `${source.message || source.view}\n${pairOf(block_id, action_id)}`;

  /** The server learns what was typed before it is told of a press, whose payload carries the state of every field. */
  async function tellUnheard(except) {
    const pairs = [...unheard].filter((pair) => pair !== except);
    unheard.clear();
    await Promise.all(
      pairs.map((pair) => {
        const [block_id, action_id] = pair.split("\n");
        return send("click", {
          user: workspace.person.id,
          ...source,
          block_id,
          action_id,
          value: values.get(pair),
        }).catch(() => null);
      }),
    );
  }

  return {
    kind,
    source,
    busyKey,
    isBusy: (block_id, action_id) => isBusy(busyKey(block_id, action_id)),
    kept: (block_id, action_id) => values.get(pairOf(block_id, action_id)),

    /** Keep the value an element begins with. */
    begin: (block_id, action_id, value) => values.set(pairOf(block_id, action_id), value),

    /** Keep what the person entered; quiet: in an input that the bot hears of only at submit. */
    keep(block_id, action_id, value, { isQuiet }) {
      values.set(pairOf(block_id, action_id), value);
      if (isQuiet) unheard.add(pairOf(block_id, action_id));
    },

    /** Press, choose or enter: one block_actions for the bot. */
    click({ block_id, action_id, value }) {
      return whileBusy(busyKey(block_id, action_id), async () => {
        await tellUnheard(pairOf(block_id, action_id));
        return act("click", { ...source, block_id, action_id, value });
      });
    },

    /** Options of an external select. Raises DoorError. */
    async suggest({ block_id, action_id, text }) {
      const answer = await send("suggest", { user: workspace.person.id, ...source, block_id, action_id, text });
      if (answer.ok === false) throw new DoorError(answer.error || "no_options", answer.hint);
      return answer.options || [];
    },

    /** {block_id: {action_id: value}} of everything kept, for blocks that are still shown. */
    values(blocks) {
      const shown = new Set(blocks.map((block) => block.block_id));
      const answer = {};
      for (const [pair, value] of values) {
        const [block_id, action_id] = pair.split("\n");
        if (!shown.has(block_id)) continue;
        answer[block_id] ??= {};
        answer[block_id][action_id] = value;
      }
      return answer;
    },
  };
}

function pairOf(block_id, action_id) {
  return `${block_id}\n${action_id}`;
}

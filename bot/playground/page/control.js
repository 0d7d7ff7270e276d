// One interactive element in its block: keeps its value in the surface and sends it to the bot where Slack would.

import { confirmFirst } from "./dialog.js";
import { plainWords, renderText } from "./texts.js";

/** isSent: a change goes to the bot at once (sections, actions, inputs that dispatch); else it waits for submit. */
export function createControl(
  element,
  { surface, block_id, label = "", labelId = null, hintId = null, isSent = true, isOptional = false },
) {
  const { action_id } = element;
  return {
    element,
    surface,
    block_id,
    action_id,
    label,
    labelId,
    hintId,
    isSent,
    isOptional,
    busyKey: surface.busyKey(block_id, action_id),
    placeholder: plainWords(element.placeholder),

    /** What to show first: what was chosen before the blocks were replaced, else the element's own initial value. */
    first(initial) {
      const kept = surface.kept(block_id, action_id);
      if (kept !== undefined) return kept;
      surface.begin(block_id, action_id, initial);
      return initial;
    },

    /** A new value: kept, and sent if changes are sent here. Gives false when the person took it back. */
    async change(value) {
      if (this.isSent && !(await this.isSure())) return false;
      this.keep(value);
      if (this.isSent) await surface.click({ block_id, action_id, value });
      return true;
    },

    keep(value) {
      surface.keep(block_id, action_id, value, { isQuiet: !isSent });
    },

    /** A press of something that has no value of its own to keep. */
    async press(value) {
      if (surface.isBusy(block_id, action_id) || !(await this.isSure())) return;
      await surface.click({ block_id, action_id, value });
    },

    async isSure() {
      const asked = element.confirm;
      if (!asked) return true;
      const words = {
        title: plainWords(asked.title),
        text: asked.text,
        confirm: plainWords(asked.confirm),
        deny: plainWords(asked.deny),
        style: asked.style,
      };
      return confirmFirst(words, renderText);
    },

    /** Attributes that name the element for assistive technology and for tests. */
    naming() {
      const isNamed = this.labelId;
      return {
        "aria-labelledby": isNamed || null,
        "aria-label": isNamed ? null : label || this.placeholder || action_id,
        "aria-describedby": hintId,
        data: { actionId: action_id },
      };
    },
  };
}

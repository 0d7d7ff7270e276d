// Names of the commonest emoji and their characters. Unknown names stay as typed.

const EMOJI = {
  alarm_clock: "⏰", ambulance: "🚑", arrow_down: "⬇️", arrow_left: "⬅️", arrow_right: "➡️", arrow_up: "⬆️",
  arrows_counterclockwise: "🔄", ballot_box_with_check: "☑️", bar_chart: "📊", bell: "🔔", bell_off: "🔕", bangbang: "‼️",
  bookmark: "🔖", books: "📚", bulb: "💡", calendar: "📅", card_index: "📇", card_index_dividers: "🗂️", chart_with_downwards_trend: "📉",
  chart_with_upwards_trend: "📈", clipboard: "📋", clock: "🕒", clock1: "🕐", clock3: "🕒", clock9: "🕘", credit_card: "💳", dart: "🎯",
  date: "📆", dollar: "💵", email: "✉️", exclamation: "❗", eyes: "👀", file_folder: "📁", fire: "🔥", flag: "🚩", gear: "⚙️",
  green_circle: "🟢", grey_question: "❔", hand: "✋", handshake: "🤝", heart: "❤️", heavy_check_mark: "✔️", heavy_minus_sign: "➖",
  heavy_multiplication_x: "✖️", heavy_plus_sign: "➕", hospital: "🏥", hourglass: "⌛", hourglass_flowing_sand: "⏳", hundred: "💯",
  inbox_tray: "📥", information_source: "ℹ️", key: "🔑", label: "🏷️", large_blue_circle: "🔵", large_green_circle: "🟢",
  large_orange_circle: "🟠", large_yellow_circle: "🟡", link: "🔗", lock: "🔒", loudspeaker: "📢", mag: "🔍", mag_right: "🔎",
  mailbox: "📫", medical_symbol: "⚕️", memo: "📝", money_with_wings: "💸", moneybag: "💰", muscle: "💪", newspaper: "📰", no_entry: "⛔",
  no_entry_sign: "🚫", ok_hand: "👌", orange_circle: "🟠", outbox_tray: "📤", page_facing_up: "📄", paperclip: "📎", pencil: "📝",
  pencil2: "✏️", phone: "☎️", telephone_receiver: "📞", pill: "💊", point_right: "👉", pushpin: "📌", question: "❓", raised_hand: "✋",
  receipt: "🧾", recycle: "♻️", red_circle: "🔴", repeat: "🔁", robot_face: "🤖", rocket: "🚀", rotating_light: "🚨", scales: "⚖️",
  shield: "🛡️", slightly_smiling_face: "🙂", smile: "😄", sos: "🆘", sparkles: "✨", speech_balloon: "💬", star: "⭐", stethoscope: "🩺",
  stop_sign: "🛑", stopwatch: "⏱️", syringe: "💉", tada: "🎉", thinking_face: "🤔", thumbsdown: "👎", "-1": "👎", thumbsup: "👍", "+1": "👍",
  triangular_flag_on_post: "🚩", unlock: "🔓", warning: "⚠️", wave: "👋", wheelchair: "♿", white_check_mark: "✅", white_circle: "⚪",
  wrench: "🔧", x: "❌", zap: "⚡", zzz: "💤",
};

export function findEmoji(name) {
  return Object.hasOwn(EMOJI, name) ? EMOJI[name] : undefined;
}

/** Text with every known :name: replaced. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => findEmoji(name) ?? whole);
}

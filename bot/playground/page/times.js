// Instants and dates as this person reads them. Never asks the browser for the present: the playground has its own day.

const formats = new Map();

function format(options, tz) {
  const key = JSON.stringify([options, tz]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-US", { ...options, timeZone: tz }));
  return formats.get(key);
}

/** The instant of a Slack timestamp ("1732442400.000100") or of seconds. */
export function instant(ts) {
  return new Date(Math.round(Number(String(ts).split(".")[0])) * 1000);
}

export function clockTime(ts, tz) {
  return format({ hour: "numeric", minute: "2-digit" }, tz).format(instant(ts));
}

export function fullTime(ts, tz) {
  const options = {
    weekday: "short",
    month: "short",
    day: "numeric",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  };
  return format(options, tz).format(instant(ts));
}

/** The ISO date of an instant in a time zone. */
export function dayOf(ts, tz) {
  const parts = format({ year: "numeric", month: "2-digit", day: "2-digit" }, tz).formatToParts(instant(ts));
  const part = (type) => parts.find((one) => one.type === type).value;
  return `${part("year")}-${part("month")}-${part("day")}`;
}

function dateOf(iso) {
  return new Date(`${iso}T12:00:00Z`);
}

/** "Today", "Yesterday" or the date in words; the year only where it differs from today's. */
export function dayName(iso, today) {
  if (iso === today) return "Today";
  const day = dateOf(iso);
  if (today && dateOf(today) - day === 86400000) return "Yesterday";
  const year = today && iso.slice(0, 4) === today.slice(0, 4) ? undefined : "numeric";
  return format({ weekday: "long", month: "long", day: "numeric", year }, "UTC").format(day);
}

export function shortDate(iso) {
  return format({ weekday: "short", month: "short", day: "numeric", year: "numeric" }, "UTC").format(dateOf(iso));
}

const TOKENS = {
  date_num: (ts, tz) => dayOf(ts, tz),
  date: (ts, tz) => format({ month: "long", day: "numeric", year: "numeric" }, tz).format(instant(ts)),
  date_short: (ts, tz) => format({ month: "short", day: "numeric", year: "numeric" }, tz).format(instant(ts)),
  date_long: (ts, tz) =>
    format({ weekday: "long", month: "long", day: "numeric", year: "numeric" }, tz).format(instant(ts)),
  time: clockTime,
  time_secs: (ts, tz) => format({ hour: "numeric", minute: "2-digit", second: "2-digit" }, tz).format(instant(ts)),
  ago: (ts, tz) => TOKENS.date_short(ts, tz),
};

/** Slack's date words: "{date_short} at {time}". An unknown token stays as it is written. */
export function dateWords(template, ts, { tz, today }) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => {
    const plain = name.replace(/_pretty$/, "").replace(/^day_divider$/, "date_long");
    if (!TOKENS[plain]) return whole;
    const day = name.endsWith("_pretty") ? dayName(dayOf(ts, tz), today) : "";
    return ["Today", "Yesterday"].includes(day) ? day.toLowerCase() : TOKENS[plain](ts, tz);
  });
}

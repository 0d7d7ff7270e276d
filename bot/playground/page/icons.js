// The page's own line icons, drawn as SVG nodes. Decorative only: the button around one carries the words.

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  alert: ["M12 8v5", "M12 16.5v.01", "M12 3 2.5 20h19z"],
  bolt: ["M13 3 5 14h6l-1 7 8-11h-6z"],
  calendar: ["M4 6h16v14H4z", "M4 10h16", "M8 3v4", "M16 3v4"],
  check: ["m5 12.5 4.5 4.5L19 7.5"],
  chevron: ["m6 9 6 6 6-6"],
  clipboard: ["M7 5h10v15l-2.5-1.5L12 20l-2.5-1.5L7 20z", "M10 9.5h4", "M10 13h4"],
  close: ["M6 6l12 12", "M18 6 6 18"],
  copy: ["M9 9h11v11H9z", "M5 15H4V4h11v1"],
  down: ["M12 5v14", "m6 13 6 6 6-6"],
  eye: [
    "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z",
    "M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  ],
  file: ["M6 3h8l5 5v13H6z", "M14 3v5h5", "M9.5 13h6", "M9.5 17h6"],
  flask: ["M9 3h6", "M10 3v6L4.5 19.5a1 1 0 0 0 .9 1.5h13.2a1 1 0 0 0 .9-1.5L14 9V3", "M7.5 15h9"],
  hash: ["M9.5 4 7.5 20", "M16.5 4l-2 16", "M4.5 9.5h16", "M3.5 14.5h16"],
  home: ["M4 11 12 4l8 7", "M6 9.5V20h12V9.5", "M10 20v-5h4v5"],
  link: ["M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7L12 7", "M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7L12 17"],
  lock: ["M6 11h12v9H6z", "M8.5 11V8a3.5 3.5 0 0 1 7 0v3"],
  menu: ["M4 7h16", "M4 12h16", "M4 17h16"],
  message: ["M4 5h16v11H10l-4 4v-4H4z"],
  moon: ["M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z"],
  more: ["M5.5 11.5a.5.5 0 1 0 .01 0z", "M12 11.5a.5.5 0 1 0 .01 0z", "M18.5 11.5a.5.5 0 1 0 .01 0z"],
  reply: ["M9 7 4 12l5 5", "M4 12h10a6 6 0 0 1 6 6v1"],
  send: ["M4 4.5 20.5 12 4 19.5l2-7.5z", "M6 12h7"],
  shared: [
    "M9 5.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
    "M3 19c.4-3.3 2.7-5 6-5s5.6 1.7 6 5",
    "M16 6.2a2.6 2.6 0 0 1 0 5",
    "M17.5 14.3c2 .6 3.2 2.2 3.5 4.7",
  ],
  sun: [
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
    "M12 2.5v2",
    "M12 19.5v2",
    "M2.5 12h2",
    "M19.5 12h2",
    "m5.3 5.3 1.4 1.4",
    "m17.3 17.3 1.4 1.4",
    "m5.3 18.7 1.4-1.4",
    "m17.3 6.7 1.4-1.4",
  ],
};

export function icon(name, className = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

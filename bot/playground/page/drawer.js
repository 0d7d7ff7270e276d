// In a narrow window the sidebar slides over the page; this opens and closes it.

import { addLayer } from "./layers.js";

export function startDrawer(sidebar) {
  const scrim = document.getElementById("scrim");
  const rest = [document.getElementById("main"), document.getElementById("thread")];
  const narrow = matchMedia("(max-width: 720px)");
  let dropLayer = null;

  function open() {
    if (dropLayer) return;
    dropLayer = addLayer(close);
    sidebar.classList.add("open");
    scrim.hidden = false;
    for (const node of rest) node.inert = true;
    sidebar.querySelector('[aria-current="page"], a, button')?.focus();
  }

  function close() {
    if (!dropLayer) return;
    dropLayer();
    dropLayer = null;
    sidebar.classList.remove("open");
    scrim.hidden = true;
    for (const node of rest) node.inert = false;
    document.querySelector(".drawer-button")?.focus();
  }

  scrim.addEventListener("click", close);
  narrow.addEventListener("change", close);
  return { open, close };
}

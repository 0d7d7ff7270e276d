// Which things lie on top of the page (menus, dialogs, panes): Escape closes the top one only.

const layers = [];

/** Put a layer on top; close is called on Escape. Returns a function that takes the layer off again. */
export function addLayer(close) {
  const layer = { close };
  layers.push(layer);
  return () => {
    const at = layers.indexOf(layer);
    if (at >= 0) layers.splice(at, 1);
  };
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || layers.length === 0) return;
  event.preventDefault();
  layers.at(-1).close();
});

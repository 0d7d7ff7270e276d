// Files of a message: pictures inline, everything else as a card with a download.

import { el, localImage } from "./dom.js";
import { icon } from "./icons.js";

export function renderFiles(files) {
  if (!files?.length) return null;
  return el("div", { class: "files" }, files.map(renderFile));
}

function renderFile(file) {
  const address = localImage(file.url_private_download || file.url_private || file.url || file.permalink);
  const name = file.title || file.name || "file";
  if (address && (file.mimetype || "").startsWith("image/")) {
    return el(
      "a",
      { class: "picture-link", href: address, target: "_blank", rel: "noopener" },
      el("img", { class: "picture", src: address, alt: file.alt_txt || name }),
    );
  }
  const words = el(
    "span",
    { class: "file-words" },
    el("span", { class: "file-name" }, name),
    el("span", { class: "file-kind" }, describe(file)),
  );
  if (!address) return el("div", { class: "file" }, icon("file"), words);
  return el(
    "a",
    { class: "file", href: address, download: file.name || name, "aria-label": `Download ${name}` },
    icon("file"),
    words,
    icon("down"),
  );
}

function describe(file) {
  const kind = (
    file.filetype ||
    file.pretty_type ||
    file.mimetype?.split("/").pop() ||
    file.name?.split(".").pop() ||
    "file"
  ).toUpperCase();
  return typeof file.size === "number" ? `${kind} · ${readableSize(file.size)}` : kind;
}

function readableSize(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

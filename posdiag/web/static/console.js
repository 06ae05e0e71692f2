// The console's own script: shortcuts, copying, and what a job tells. Pages work without it.
import { follow } from "./live.js";

const told = document.getElementById("told");
const main = document.getElementById("main");

export function tell(text) {
  const row = document.createElement("p");
  row.textContent = text;
  told.replaceChildren(row);
  setTimeout(() => row.remove(), 4000);
}

const writes = (element) => element instanceof HTMLElement && (element.matches("input:not([type=checkbox]):not([type=radio]), textarea, select") || element.isContentEditable);

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  const text = [...source.querySelectorAll("[data-text]")].map((one) => one.textContent.trim()).join("\n") || source.textContent.trim();
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    document.execCommand("copy");
  }
  tell(button.dataset.done);
}

function press(element) {
  if (element.matches("input, textarea, select")) { element.focus(); element.select?.(); } else { element.focus(); element.click(); }
}

// -- shortcuts: an element says its own with data-key, a sequence has a blank in it --------------------
let before = "";
let at = -1;
document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = (event.target.closest && event.target.closest("form")) || main.querySelector("form");
    if (form) { event.preventDefault(); form.requestSubmit(); }
    return;
  }
  if (event.key === "Escape" && writes(event.target)) { event.target.blur(); main.focus(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target) || document.querySelector("dialog[open]")) return;
  const key = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key; // also where the keyboard is Korean
  const keys = [before ? `${before} ${key}` : "", key];
  before = key === "g" ? "g" : "";
  for (const name of keys) {
    const found = name && document.querySelector(`[data-key="${CSS.escape(name)}"]`);
    if (found) { event.preventDefault(); before = ""; press(found); return; }
  }
  if (key === "j" || key === "k") {
    const rows = [...document.querySelectorAll("main tbody tr:has(a)")];
    if (!rows.length) return;
    at = Math.min(Math.max(at + (key === "j" ? 1 : -1), 0), rows.length - 1);
    rows.forEach((row, index) => row.classList.toggle("at", index === at));
    rows[at].querySelector("a").focus();
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) { event.preventDefault(); copy(button); return; }
  const printer = event.target.closest("[data-print]");
  if (printer) { event.preventDefault(); print(); return; }
  const frame = event.target.closest("[data-frame]");
  if (frame && !event.ctrlKey && !event.metaKey) { event.preventDefault(); zoom(frame); }
});

// a form is sent once, however often the button is pressed
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) { event.preventDefault(); return; }
  event.target.dataset.sent = "yes";
  setTimeout(() => delete event.target.dataset.sent, 5000);
});

async function zoom(link) {
  const dialog = document.getElementById("frame");
  const answer = await fetch(`${link.getAttribute("href")}?part=1`);
  if (!dialog || !answer.ok) { location.href = link.href; return; }
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = document.createElement("form");
  form.method = "dialog";
  const close = document.createElement("button");
  close.textContent = "Esc";
  form.append(close);
  dialog.replaceChildren(...parsed.body.childNodes, form);
  dialog.showModal();
}

// -- dropping a file -------------------------------------------------------------------------------------
const drop = document.querySelector(".drop");
if (drop) {
  const input = drop.querySelector("input[type=file]");
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; input.form.requestSubmit(); }
  });
}

const run = document.getElementById("run");
if (run && !run.dataset.over) follow(run);

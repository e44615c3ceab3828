// Keys for the cards of claims, and nothing else: every page works without this file.
"use strict";

const cards = () => [...document.querySelectorAll(".card")];
const current = () => document.activeElement?.closest?.(".card") ?? null;

function go(card) {
  if (!card) return;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "center" });
}

function step(by) {
  const all = cards();
  const at = all.indexOf(current());
  go(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, textarea, select")) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else current()?.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});

// In a source, the words of the claim that has the focus.
document.addEventListener("focusin", (event) => {
  const card = event.target.closest?.(".reader .card");
  if (!card) return;
  document.querySelectorAll(".mark.looked-at").forEach((mark) => mark.classList.remove("looked-at"));
  const id = CSS.escape(card.id.replace(/^card-/, ""));
  const marks = document.querySelectorAll(`.mark[data-claims~="${id}"]`);
  marks.forEach((mark) => mark.classList.add("looked-at"));
  if (matchMedia("(min-width: 58rem)").matches) marks[0]?.scrollIntoView({ block: "nearest" });
});

// A decided card is put in place of the one that had the focus; the new one takes it over, so that j goes on
// from there.
document.addEventListener("htmx:afterSettle", (event) => {
  const id = event.detail.target?.id;
  if (id) document.getElementById(id)?.focus({ preventScroll: true });
});

document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("form[data-go]")?.requestSubmit();
});

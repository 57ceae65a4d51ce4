// A file that is open for reading only: the page counts the minutes, and closes when the file does.
"use strict";

(() => {
  const box = document.querySelector("[data-nt-open]");
  if (!box) return;
  const close = () => location.replace("/");

  const look = async () => {
    const reply = await fetch(box.dataset.ntOpen, { headers: { "X-Nahtlos-By-Itself": "1" }, redirect: "manual" }).catch(() => null);
    if (reply && [403, 404].includes(reply.status)) close();
  };
  setInterval(look, 30_000);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  window.addEventListener("pageshow", (event) => event.persisted && look());

  const note = document.querySelector("[data-nt-until]");
  const minutes = note && note.querySelector("[data-nt-minutes]");
  if (!minutes) return;
  const until = Date.parse(note.dataset.ntUntil);
  setInterval(() => {
    const left = Math.ceil((until - Date.now()) / 60_000);
    if (left > 0) minutes.textContent = left;
    else close();
  }, 5_000);
})();

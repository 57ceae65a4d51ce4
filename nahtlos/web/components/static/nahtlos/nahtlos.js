// Conveniences. Every page works without this file.
"use strict";

(() => {
  const typing = (target) => target.closest("input, select, textarea, [contenteditable]");

  // "/" goes to the search, Escape closes an open menu, arrows walk through the rows of a list.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && !typing(event.target)) {
      const search = document.querySelector("[data-nt-search]");
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    } else if (event.key === "Escape") {
      closeMenus(null, true);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !typing(event.target)) {
      walk(event);
    }
  });

  function walk(event) {
    const rows = [...document.querySelectorAll("[data-nt-rows] a[data-nt-row]")];
    if (!rows.length) return;
    const here = rows.indexOf(document.activeElement);
    if (here < 0 && document.activeElement !== document.body && document.activeElement.id !== "main") return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    rows[Math.min(rows.length - 1, Math.max(0, here + step))].focus();
  }

  function closeMenus(except, restore) {
    for (const menu of document.querySelectorAll("details[data-nt-menu][open]")) {
      if (menu === except) continue;
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (restore && inside) menu.querySelector("summary").focus();
    }
  }
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-nt-menu]")));

  // Leaving a form with unsaved entries asks first.
  let changed = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-nt-unsaved]")) changed = true;
  });
  document.addEventListener("submit", () => {
    changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });

  // Before one is logged out for having done nothing the page asks. Another window may have kept the session: the server knows.
  const still = document.querySelector("dialog[data-nt-still]");
  if (still) {
    const asksAfter = Number(still.dataset.ntStill);
    const warning = Number(still.dataset.ntWarning);
    const ask = (method) =>
      fetch(still.dataset.ntAlive, {
        method,
        headers: method === "POST" ? { "X-CSRFToken": still.dataset.ntCsrf } : { "X-Nahtlos-By-Itself": "1" },
      }).then((reply) => reply.json());
    const later = (left) => setTimeout(look, Math.max(1, left - warning) * 1000);
    const look = async () => {
      const { left } = await ask("GET").catch(() => ({ left: warning }));
      if (left > warning + 1) {
        later(left);
      } else if (left > 0) {
        if (!still.open) still.showModal();
        setTimeout(look, Math.min(left, 15) * 1000);
      } else {
        changed = false;
        location.assign(location.pathname + location.search);
      }
    };
    still.addEventListener("close", () => ask("POST"));
    setTimeout(look, asksAfter * 1000);
  }

  // A link into something folded away unfolds it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-nt-open]");
    const target = link && document.querySelector(link.getAttribute("href"));
    const folded = target && target.closest("details");
    if (folded) folded.open = true;
  });

  // After an error the list of errors is read first.
  const announce = (root) => root.querySelector("#error-summary")?.focus();
  announce(document);
  document.addEventListener("htmx:afterSwap", (event) => announce(event.target));
})();

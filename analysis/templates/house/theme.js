// Light or dark as the reader chose, before anything is drawn; kept where the browser lets a page keep something.
"use strict";
(() => {
  const KEY = "analysis.theme";
  const WORN = { light: "not all", dark: "screen" };
  const dark = document.getElementById("dark");
  const system = dark.media;
  const wear = (name) => { dark.media = WORN[name] ?? system; };
  let chosen = "";
  try { chosen = localStorage.getItem(KEY) ?? ""; } catch { /* a page from disk may be refused */ }
  if (!(chosen in WORN)) chosen = "";
  wear(chosen);
  addEventListener("DOMContentLoaded", () => {
    const choices = [...document.querySelectorAll(".theme select")];
    for (const choice of choices) {
      choice.closest(".theme").hidden = false;
      choice.value = chosen;
      choice.addEventListener("change", () => {
        for (const other of choices) other.value = choice.value;
        wear(choice.value);
        try { localStorage.setItem(KEY, choice.value); } catch { /* worn until the page is left */ }
      });
    }
  });
})();

// The language that a link asks for (index.html#language-en), that was chosen before, or that the reader's browser speaks.
"use strict";
(() => {
  const KEY = "analysis.language";
  const choices = [...document.querySelectorAll("[name=language]")];
  const of = (lang) => choices.find((choice) => choice.id === lang);
  let kept = "";
  try { kept = localStorage.getItem(KEY) ?? ""; } catch { /* a page from disk may be refused */ }
  const spoken = navigator.languages.map((lang) => of(lang.split("-")[0])).find(Boolean);
  const choice = of(location.hash.replace("#language-", "")) ?? of(kept) ?? spoken ?? choices[0];
  choice.checked = true;
  const told = () => {
    const lang = choices.find((each) => each.checked).id;
    document.documentElement.lang = lang;
    document.title = document.querySelector(`.page[lang="${lang}"]`).dataset.title;
  };
  addEventListener("DOMContentLoaded", told);
  for (const each of choices) {
    each.addEventListener("change", () => {
      told();
      try { localStorage.setItem(KEY, each.id); } catch { /* chosen until the page is left */ }
    });
  }
})();

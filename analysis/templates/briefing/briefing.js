// Marks the section being read in the contents list. Everything works without it.
"use strict";
(() => {
  const links = new Map();
  for (const link of document.querySelectorAll(".contents a")) {
    links.set(decodeURIComponent(link.hash.slice(1)), link);
  }
  const heads = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  if (heads.length === 0) return;
  let current = null;
  const follow = () => {
    let read = heads[0];
    for (const head of heads) {
      if (head.getBoundingClientRect().top > 120) break;
      read = head;
    }
    if (read === current) return;
    if (current) links.get(current.id).removeAttribute("aria-current");
    current = read;
    links.get(current.id).setAttribute("aria-current", "location");
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });
  follow();
})();

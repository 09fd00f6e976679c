// Searches the page: headings, sentences, rows of tables, captions and sources that have every word of the query.
"use strict";
(() => {
  const form = document.querySelector(".find");
  const input = form.querySelector("input");
  const box = form.querySelector(".finds");
  const count = form.querySelector("[role=status]");
  const list = form.querySelector("ol");
  const SHOWN = 50;
  const AROUND = 45;
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const filled = (text, fields) => text.replace(/\{(\w+)\}/g, (all, name) => fields[name] ?? all);
  const element = (tag, text, name) => {
    const made = document.createElement(tag);
    made.append(text);
    if (name) made.className = name;
    return made;
  };

  // What can be found, under the heading it stands under; read when the first word is asked for.
  let units = null;
  const read = () => {
    units = [];
    let head = "";
    for (const node of document.querySelectorAll("main :is(h2, h3, h4, figcaption, tbody tr, .source), main > :is(p, ul > li, blockquote), main > ul > li")) {
      const parts = node.cells ? [...node.cells] : [node];
      const text = parts.map((part) => part.textContent.replace(/\s+/g, " ").trim()).filter(Boolean).join(" · ");
      if (/^H\d$/.test(node.tagName)) head = text;
      if (text) units.push({ node, head, text, asked: plain(text) });
    }
  };
  const piece = (unit, words) => {
    const at = Math.max(0, Math.min(...words.map((word) => unit.asked.indexOf(word)).filter((place) => place >= 0)));
    const from = Math.max(0, at - AROUND);
    const to = at + AROUND * 2;
    const shown = element("span", from ? "…" : "", "piece");
    const parts = unit.text.slice(from, to).split(new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "iu"));
    parts.forEach((part, place) => shown.append(place % 2 ? element("mark", part) : part));
    if (to < unit.text.length) shown.append("…");
    return shown;
  };
  const go = (unit) => {
    close();
    for (let node = unit.node; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    unit.node.setAttribute("tabindex", "-1");
    unit.node.focus({ preventScroll: true });
    unit.node.scrollIntoView({ block: "center" });
  };
  const close = () => { box.hidden = true; };
  const search = () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    box.hidden = !words.length;
    if (!words.length) return;
    if (!units) read();
    const found = units.filter((unit) => words.every((word) => unit.asked.includes(word)));
    const n = found.length;
    count.textContent = !n ? filled(form.dataset.none, { words: input.value.trim() })
      : n > SHOWN ? filled(form.dataset.part, { n: SHOWN, all: n })
      : n > 1 ? filled(form.dataset.many, { n }) : form.dataset.one;
    list.replaceChildren(...found.slice(0, SHOWN).map((unit) => {
      const button = element("button", "");
      button.type = "button";
      if (unit.text !== unit.head) button.append(element("span", unit.head, "under"));
      button.append(piece(unit, words));
      button.addEventListener("click", () => go(unit));
      const item = document.createElement("li");
      item.append(button);
      return item;
    }));
  };
  input.addEventListener("input", search);
  input.addEventListener("focus", search);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (!box.hidden) event.stopPropagation(); // the panel stays for the next one
      event.preventDefault();
      input.focus();
      close();
      return;
    }
    const stops = [input, ...list.querySelectorAll("button")];
    const at = stops.indexOf(document.activeElement);
    const next = { ArrowDown: stops[at + 1], ArrowUp: stops[at - 1], Enter: at ? undefined : stops[1] }[event.key];
    if (at < 0 || !next || box.hidden) return;
    event.preventDefault();
    next.focus();
  });
  document.addEventListener("click", (event) => { if (!form.contains(event.target)) close(); });
  form.addEventListener("focusout", (event) => { if (event.relatedTarget && !form.contains(event.relatedTarget)) close(); });
  form.hidden = false;
})();

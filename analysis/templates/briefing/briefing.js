// What a page does beyond being read: the contents list follows the reader, a figure shows its source beside the text,
// a mark of a chart says what it is, and an entry of a legend picks out its marks. Everything works without it.
"use strict";
(() => {
  const place = (link) => decodeURIComponent(link.getAttribute("href").slice(1));

  // The section being read is marked in the contents list.
  const contents = document.querySelector(".contents");
  const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [place(link), link]));
  const heads = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let current = null;
  const follow = () => {
    let read = heads[0];
    for (const head of heads) {
      if (head.getBoundingClientRect().top > 120) break;
      read = head;
    }
    if (!read || read === current) return;
    if (current) links.get(current.id).removeAttribute("aria-current");
    current = read;
    const link = links.get(current.id);
    link.setAttribute("aria-current", "location");
    // A list longer than the screen moves along, and the page stays where it is.
    const [list, spot] = [contents.getBoundingClientRect(), link.getBoundingClientRect()];
    if (spot.top < list.top || spot.bottom > list.bottom) contents.scrollTop += spot.top - list.top - list.height / 3;
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });
  follow();

  // A figure opens its source in a panel that stays while other figures are tried; Escape closes it and goes back.
  const panel = document.getElementById("panel");
  const body = panel.querySelector(".panel-body");
  const whole = panel.querySelector(".panel-whole");
  let opener = null;
  const bare = (source, id) => {
    const copy = source.cloneNode(true);
    copy.removeAttribute("id");
    for (const mark of copy.querySelectorAll("mark")) {
      if (mark.id === id) mark.className = "current";
      mark.removeAttribute("id");
      mark.textContent = mark.textContent;
    }
    return copy;
  };
  const close = () => {
    panel.close();
    if (opener) opener.focus();
    opener = null;
  };
  const show = (link) => {
    const mark = document.getElementById(place(link));
    const source = mark && mark.closest(".source");
    if (!source) return false;
    if (!panel.contains(link)) opener = link;
    body.replaceChildren(bare(source, mark.id));
    whole.setAttribute("href", link.getAttribute("href"));
    if (!panel.open) panel.show();
    const shown = body.querySelector(".current");
    body.scrollTop = shown.offsetTop - body.clientHeight / 3;
    panel.querySelector("h2").focus({ preventScroll: true });
    return true;
  };
  document.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a.cite, svg a");
    if (link && show(link)) event.preventDefault();
  });
  panel.querySelector("button").addEventListener("click", close);
  whole.addEventListener("click", () => { opener = null; panel.close(); });

  // Marks of charts: one stop of the tabulator for each chart, arrow keys inside it.
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("role", "tooltip");
  tip.id = "tip";
  tip.hidden = true;
  document.querySelector("main").append(tip);
  let leaving = 0;
  let told = null;
  const tell = (mark) => {
    clearTimeout(leaving);
    if (told) told.removeAttribute("aria-describedby");
    told = mark;
    const said = document.createElement("strong");
    said.textContent = mark.dataset.tip;
    tip.replaceChildren(said);
    const number = mark.hasAttribute("href") && document.getElementById(place(mark));
    if (number) {
      const sentence = (number.closest(".sentence") || number).cloneNode(true);
      for (const each of sentence.querySelectorAll("mark")) {
        const own = each.id === number.id;
        each.replaceWith(own ? Object.assign(document.createElement("mark"), { textContent: each.textContent }) : each.textContent);
      }
      const quote = document.createElement("p");
      quote.lang = "zh";
      quote.append(...sentence.childNodes);
      const where = document.createElement("p");
      where.className = "where";
      where.textContent = number.closest(".source").querySelector(".where").lastChild.textContent.trim();
      tip.append(quote, where);
    }
    tip.hidden = false;
    const spot = mark.getBoundingClientRect();
    const room = tip.getBoundingClientRect();
    const left = Math.min(Math.max(8, spot.left + spot.width / 2 - room.width / 2), innerWidth - room.width - 8);
    const above = spot.top - room.height - 10;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${(above > 8 ? above : spot.bottom + 10) + scrollY}px`;
    mark.setAttribute("aria-describedby", "tip");
  };
  const hush = () => {
    tip.hidden = true;
    if (told) told.removeAttribute("aria-describedby");
    told = null;
  };
  const leave = () => { leaving = setTimeout(hush, 200); };
  tip.addEventListener("mouseenter", () => clearTimeout(leaving));
  tip.addEventListener("mouseleave", leave);
  for (const chart of document.querySelectorAll(".chart svg")) {
    const marks = [...chart.querySelectorAll("[data-tip]")];
    marks.forEach((mark, index) => {
      mark.setAttribute("tabindex", index ? "-1" : "0");
      mark.addEventListener("mouseenter", () => tell(mark));
      mark.addEventListener("mouseleave", leave);
      mark.addEventListener("focus", () => tell(mark));
      mark.addEventListener("blur", hush);
      mark.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        const next = step && marks[index + step];
        if (!next) return;
        event.preventDefault();
        mark.setAttribute("tabindex", "-1");
        next.setAttribute("tabindex", "0");
        next.focus();
      });
    });

    // An entry of the legend picks out the marks of its colour, and lets them go again.
    const has = (mark, colour) => [mark, ...mark.querySelectorAll("*")].some(
      (part) => part.getAttribute("fill") === colour || part.getAttribute("stroke") === colour);
    const entries = [...chart.querySelectorAll("[data-legend]")];
    for (const entry of entries) {
      entry.setAttribute("role", "button");
      entry.setAttribute("tabindex", "0");
      entry.setAttribute("aria-pressed", "false");
      const pick = () => {
        const on = entry.getAttribute("aria-pressed") !== "true";
        for (const other of entries) other.setAttribute("aria-pressed", String(on && other === entry));
        for (const mark of marks) {
          mark.classList.toggle("faded", on && !has(mark, entry.dataset.legend));
        }
      };
      entry.addEventListener("click", pick);
      entry.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        pick();
      });
    }
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!tip.hidden) hush();
    else if (panel.open) close();
  });
})();

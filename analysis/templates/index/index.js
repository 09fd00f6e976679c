// Searches the facts that the page carries: every word of the query in the name, the subject, the sentence, the year.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("facts").textContent);
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const facts = data.facts.map(([subject, indicator, period, status, amounts, quote, start, end, report, briefing, anchor]) => {
    const names = data.indicators[indicator];
    const name = plain([subject, ...names].join(" "));
    return {
      subject, names, period, status, amounts, quote, start, end, report, briefing, anchor, name,
      all: `${name} ${period} ${plain(data.quotes[quote])} ${plain(data.status[status].join(" "))}`,
    };
  });
  const element = (tag, text, attributes = {}) => {
    const made = document.createElement(tag);
    made.append(text);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const filled = (text, fields) => text.replace(/\{(\w+)\}/g, (all, name) => fields[name] ?? all);
  const SHOWN = 20;

  for (const form of document.querySelectorAll("form.search")) {
    const lang = data.langs.indexOf(form.closest(".page").lang);
    const input = form.querySelector("input");
    const count = form.querySelector("[role=status]");
    const others = form.querySelector(".others");
    const list = form.querySelector("ol");
    const more = form.querySelector(".more");
    let limit = SHOWN;
    const item = (fact) => {
      const made = document.createElement("li");
      const head = element("p", "", { class: "hit" });
      const name = fact.names[lang] || fact.subject;
      const path = fact.briefing < 0 ? "" : data.briefings[fact.briefing][lang];
      const title = path ? element("a", name, { href: `${path}#${encodeURIComponent(fact.anchor)}` }) : element("span", name);
      if (!fact.names[lang]) title.lang = "zh";
      head.append(title, " ", element("b", fact.amounts[lang]), " ",
        element("span", `${data.status[fact.status][lang]}${fact.period ? ` · ${fact.period}` : ""}`, { class: "muted" }));
      const text = data.quotes[fact.quote];
      const from = Math.max(0, fact.start - 60);
      const to = Math.min(text.length, fact.end + 60);
      const quote = element("p", (from ? "…" : "") + text.slice(from, fact.start), { lang: "zh" });
      quote.append(element("mark", text.slice(fact.start, fact.end)), text.slice(fact.end, to) + (to < text.length ? "…" : ""));
      made.append(head, quote, element("p", data.reports[lang][fact.report], { class: "muted" }));
      return made;
    };
    const having = (asked) => facts.filter((fact) => asked.every((word) => fact.all.includes(word)));
    const search = () => {
      const asked = plain(input.value).split(/\s+/).filter(Boolean);
      const found = asked.length ? having(asked) : [];
      const own = (fact) => asked.every((word) => fact.name.includes(word) || fact.period.includes(word));
      found.sort((a, b) => own(b) - own(a) || b.period.localeCompare(a.period));
      list.replaceChildren(...found.slice(0, limit).map(item));
      const n = found.length;
      count.textContent = !asked.length ? ""
        : !n ? filled(form.dataset.none, { words: input.value.trim() })
        : n > limit ? filled(form.dataset.part, { n: limit, all: n })
        : filled(n === 1 ? form.dataset.one : form.dataset.many, { n });
      more.hidden = n <= limit;
      // Where the words are nowhere together, each that is somewhere is offered by itself.
      const alone = n || asked.length < 2 ? [] : asked.map((word) => [word, having([word]).length]).filter(([, hits]) => hits);
      others.replaceChildren(...alone.map(([word, hits]) =>
        element("button", filled(form.dataset.word, { word, n: hits }), { type: "button", "data-query": word })));
      others.hidden = !alone.length;
    };
    const fresh = () => { limit = SHOWN; search(); };
    input.addEventListener("input", fresh);
    more.addEventListener("click", () => {
      const next = limit;
      limit += SHOWN * 4;
      search();
      list.children[next]?.querySelector("a")?.focus();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("click", (event) => {
      const query = event.target.dataset.query;
      if (!query) return;
      input.value = query;
      fresh();
      input.focus();
    });
    // Down and up lead from the query through what was found, Escape back to the query.
    form.addEventListener("keydown", (event) => {
      const stops = [input, ...list.querySelectorAll("a")];
      const at = stops.indexOf(document.activeElement);
      const next = { ArrowDown: stops[at + 1], ArrowUp: stops[at - 1], Escape: at > 0 ? input : undefined, Enter: at ? undefined : stops[1] }[event.key];
      if (at < 0 || !next) return;
      event.preventDefault();
      next.focus();
      if (next === input) input.select();
    });
    form.hidden = false;
    search();
  }
})();

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
  const SHOWN = 30;

  for (const form of document.querySelectorAll("form.search")) {
    const lang = data.langs.indexOf(form.lang);
    const input = form.querySelector("input");
    const count = form.querySelector("[role=status]");
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
    const search = () => {
      const asked = plain(input.value).split(/\s+/).filter(Boolean);
      const found = asked.length ? facts.filter((fact) => asked.every((word) => fact.all.includes(word))) : [];
      const own = (fact) => asked.every((word) => fact.name.includes(word) || fact.period.includes(word));
      found.sort((a, b) => own(b) - own(a) || b.period.localeCompare(a.period));
      list.replaceChildren(...found.slice(0, limit).map(item));
      count.textContent = !asked.length ? "" : found.length ? form.dataset.found.replace("{}", found.length) : form.dataset.none;
      more.hidden = found.length <= limit;
    };
    input.addEventListener("input", () => { limit = SHOWN; search(); });
    more.addEventListener("click", () => { limit += SHOWN * 4; search(); });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    search();
  }
})();

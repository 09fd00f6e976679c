// What can be taken along: every chart as a picture, every table as a file, the line to cite by. All of it is made here,
// from what the page shows; only the numbers behind a chart stand in the page as a file already.
"use strict";
(() => {
  const main = document.querySelector("main");
  const said = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const save = (name, address) => Object.assign(document.createElement("a"), { download: name, href: address }).click();
  const encoded = (type, text) => `data:${type};charset=utf-8,${encodeURIComponent(text)}`;
  const button = (text, label, action) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.setAttribute("aria-label", label);
    made.addEventListener("click", action);
    return made;
  };

  // A picture has the chart with its title above and its notes and where it is from below, black on white.
  const SVG = "http://www.w3.org/2000/svg";
  const EDGE = 24;
  const pen = document.createElement("canvas").getContext("2d");
  const family = getComputedStyle(document.body).fontFamily;
  const node = (tag, attributes) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  const wrapped = (text, size, weight, room) => {
    pen.font = `${weight} ${size}px ${family}`;
    const lines = [""];
    for (const word of text.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+/gu) ?? []) {
      const last = lines.at(-1);
      if (last && pen.measureText(last + word.trimEnd()).width > room && !/^[，。；：、）》”]/u.test(word)) lines.push(word);
      else lines[lines.length - 1] = last + word;
    }
    return lines;
  };
  const picture = (figure) => {
    const drawn = figure.querySelector(".wide svg, .only svg");
    const chart = drawn.cloneNode(true);
    for (const link of chart.querySelectorAll("a")) link.replaceWith(...link.childNodes);
    for (const each of [chart, ...chart.querySelectorAll("*")]) {
      for (const name of each.getAttributeNames()) {
        if (/^(tabindex|role|class|style|aria-|data-)/.test(name)) each.removeAttribute(name);
      }
    }
    const [width, height] = ["width", "height"].map((name) => Number(drawn.getAttribute(name)));
    const whole = node("svg", { width: width + 2 * EDGE, "font-family": family });
    let y = EDGE;
    const write = (text, size, weight, fill) => {
      for (const line of wrapped(text, size, weight, width)) {
        y += size * 1.4;
        const shown = node("text", { x: EDGE, y: y - size * 0.4, "font-size": size, "font-weight": weight, fill });
        shown.textContent = line.trimEnd();
        whole.append(shown);
      }
    };
    write(said(figure.querySelector("figcaption")), 18, 700, "#1a232e");
    chart.setAttribute("x", EDGE);
    chart.setAttribute("y", (y += 10));
    whole.append(chart);
    y += height + 6;
    for (const note of figure.querySelectorAll(".note")) write(said(note), 12, 400, "#57626e");
    write(said(document.querySelector(".citation")), 12, 400, "#57626e");
    whole.setAttribute("height", Math.ceil(y + EDGE));
    whole.prepend(node("rect", { width: "100%", height: "100%", fill: "#ffffff" }));
    return new XMLSerializer().serializeToString(whole);
  };
  const painted = (text, name) => {
    const image = new Image();
    image.addEventListener("load", () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width * 2, image.height * 2];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      save(name, canvas.toDataURL("image/png"));
    });
    image.src = encoded("image/svg+xml", text);
  };
  for (const figure of document.querySelectorAll("figure.chart")) {
    const files = figure.querySelector(".files");
    const title = said(figure.querySelector("figcaption"));
    const { svg, png } = main.dataset;
    files.append(
      button(svg, `${svg}: ${title}`, () => save(`${files.dataset.file}.svg`, encoded("image/svg+xml", picture(figure)))),
      button(png, `${png}: ${title}`, () => painted(picture(figure), `${files.dataset.file}.png`)),
    );
  }

  // A table as a spreadsheet takes it; what it would run as a formula is marked as text.
  const cell = (shown) => {
    const text = said(shown);
    const formula = /^[=+@-]/.test(text) && !/^[+-][\d.,]+%?$/.test(text);
    return `"${(formula ? `'${text}` : text).replaceAll('"', '""')}"`;
  };
  const csv = (table) => [...table.rows].map((row) => [...row.cells].map(cell).join(",")).join("\r\n");
  [...document.querySelectorAll("main .scroll > .data-table")].forEach((table, place) => {
    const title = said(table.caption);
    const name = `${main.dataset.file}-table-${place + 1}.csv`;
    const files = Object.assign(document.createElement("p"), { className: "files" });
    files.append(button(main.dataset.csv, `${main.dataset.csv}: ${title}`,
      () => save(name, encoded("text/csv", `\ufeff${csv(table)}\r\n`))));
    const scroll = table.parentElement;
    const last = scroll.nextElementSibling?.matches(".note") ? scroll.nextElementSibling : scroll;
    last.after(files);
  });

  for (const copy of document.querySelectorAll(".copy")) {
    if (!navigator.clipboard) continue;
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(said(document.querySelector(".citation")));
      copy.textContent = copy.dataset.done;
    });
  }
})();

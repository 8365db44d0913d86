"use strict";
/* Search, the view of a number's place, and what can be taken along. Pages work without it. */
window.kk = window.kk || {};
(() => {
  const root = document.body.dataset.root;
  const language = kk.language;
  document.documentElement.classList.add("js");

  kk.say = (key, facts = {}) => (kk.words[key] || key).replace(/\{(\w+)\}/g, (all, name) => facts[name] ?? all);
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  kk.number = (value) => (value === null || value === undefined ? "" : format.format(value));
  kk.signed = (value) => (value === null ? "" : (value > 0 ? "+" : value < 0 ? "−" : "±") + format.format(Math.abs(value)));
  const collator = new Intl.Collator(language);
  kk.compare = (one, other) => collator.compare(one, other);
  kk.element = (name, facts = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(facts)) {
      if (key === "class") made.className = value;
      else if (key in made && key !== "list") made[key] = value;
      else made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };
  kk.load = (path) => new Promise((done, failed) => {
    const script = kk.element("script", { src: root + path });
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });

  /* The language switch keeps what stands in the address. */
  const other = document.querySelector("a.language");
  const address = other.getAttribute("href");
  const keep = () => other.setAttribute("href", address + location.hash);
  addEventListener("hashchange", keep);
  keep();

  /* A field that offers names: choose(item) is told what was picked. */
  const plain = (text) => text.toLocaleLowerCase(language).normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  kk.offer = (input, list, items, choose, tell = () => {}) => {
    let shown = [];
    let at = -1;
    const mark = (index) => {
      at = index;
      [...list.children].forEach((child, number) => child.setAttribute("aria-selected", String(number === at)));
      if (at >= 0) {
        input.setAttribute("aria-activedescendant", list.children[at].id);
        list.children[at].scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    };
    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      mark(-1);
    };
    const open = () => {
      const wanted = plain(input.value.trim());
      const exact = input.value.trim().toLocaleLowerCase(language);
      const rank = (item) => (item.name.toLocaleLowerCase(language).startsWith(exact) ? 0 : plain(item.name).startsWith(wanted) ? 1 : 2);
      shown = wanted
        ? items().filter((item) => plain(item.name + " " + (item.more || "")).includes(wanted))
          .sort((one, two) => rank(one) - rank(two) || kk.compare(one.name, two.name)).slice(0, 12)
        : [];
      list.replaceChildren(...shown.map((item, number) => kk.element(
        "li", { id: list.id + "-" + number, role: "option", "aria-selected": "false" },
        kk.element("span", {}, item.name), kk.element("small", {}, item.more || ""),
      )));
      list.hidden = !shown.length;
      input.setAttribute("aria-expanded", String(shown.length > 0));
      mark(-1);
      tell(wanted ? shown.length : -1);
    };
    const pick = (item) => {
      close();
      input.value = "";
      choose(item);
    };
    input.addEventListener("input", open);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && shown.length) { event.preventDefault(); mark((at + 1) % shown.length); }
      else if (event.key === "ArrowUp" && shown.length) { event.preventDefault(); mark((at - 1 + shown.length) % shown.length); }
      else if (event.key === "Enter") { event.preventDefault(); if (!list.hidden && shown.length) pick(shown[Math.max(at, 0)]); }
      else if (event.key === "Escape") close();
    });
    input.addEventListener("blur", () => setTimeout(close, 150));
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const child = event.target.closest("[role=option]");
      if (child) pick(shown[[...list.children].indexOf(child)]);
    });
  };
  const search = document.querySelector("[data-search]");
  if (search) {
    const items = [...document.querySelectorAll("#names a, #facsimile-list ~ .names a")].map((link) => ({
      name: link.textContent, more: link.nextElementSibling.textContent, href: link.href,
    }));
    const told = document.getElementById("search-told");
    kk.offer(document.getElementById("search"), document.getElementById("search-list"), () => items,
      (item) => { location.href = item.href; },
      (count) => { told.textContent = count === 0 ? kk.say("search.none") : ""; });
    search.addEventListener("submit", (event) => event.preventDefault());
  }

  /* A number's place on the page. */
  const dialog = document.getElementById("crop");
  const show = (link) => {
    const [page, left, top, width, height] = link.dataset.crop.split(" ").map(Number);
    const [proof, witnesses, confirmed] = (link.dataset.proof || "").split(" ");
    const line = link.closest("tr");
    const section = link.closest("section");
    const frame = kk.element("i");
    Object.assign(frame.style, { left: left + "%", top: top + "%", width: width + "%", height: height + "%" });
    const image = kk.element("img", { src: link.href, alt: kk.say("crop.alt", { page }) });
    const sheet = kk.element("div", { class: "sheet", tabIndex: 0, role: "group", "aria-label": kk.say("crop.alt", { page }) },
      kk.element("div", {}, image, frame));
    const told = [kk.say("crop.page", { page })];
    if (proof) told.push(kk.say("proof." + proof), kk.say("crop.witnesses", { n: witnesses }));
    if (Number(confirmed)) told.push(kk.say("crop.confirmed", { n: confirmed }));
    const report = section.querySelector("a[rel=noreferrer]");
    const last = kk.element("p", { class: "quiet" }, kk.say("crop.owner") + " ");
    if (report) last.append(kk.element("a", { href: report.href, rel: "noreferrer" }, report.textContent));
    const title = `${document.querySelector("h1").textContent} ${section.querySelector("h2").textContent.split(":")[0]}: ${line.querySelector("th").textContent}, ${link.textContent}`;
    dialog.replaceChildren(
      kk.element("h2", { id: "crop-title" }, title),
      kk.element("button", { type: "button", class: "close", "aria-label": kk.say("close"), onclick: () => dialog.close() }, "✕"),
      sheet, kk.element("p", {}, told.join(" ")), last,
    );
    dialog.setAttribute("aria-labelledby", "crop-title");
    dialog.showModal();
    const centre = () => frame.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    image.addEventListener("load", centre);
    centre();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-crop]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link);
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

  /* Sub-areas come when they are asked for. */
  for (const details of document.querySelectorAll(".subareas")) {
    details.addEventListener("toggle", async () => {
      const place = details.querySelector(".filled");
      if (!details.open || place.dataset.done) return;
      place.dataset.done = "yes";
      if (!kk.subareas) await kk.load(`data/subareas/${document.body.dataset.place}.js`);
      const body = kk.element("tbody");
      for (const [no, name, points, most, picture, ...at] of kk.subareas.rounds[details.dataset.round]) {
        const shown = picture === undefined ? kk.number(points) : kk.element("a", {
          class: "n", href: `${root}crops/${kk.subareas.pictures[picture]}`, "data-crop": at.join(" "),
        }, kk.number(points));
        body.append(kk.element("tr", {},
          kk.element("th", { scope: "row" }, `${no} ${name}`), kk.element("td", { class: "number" }, shown),
          kk.element("td", { class: "number" }, kk.number(most))));
      }
      const heads = [["field.subarea", ""], ["field.points", "number"], ["field.most", "number"]];
      const title = details.querySelector("summary").textContent;
      place.replaceChildren(kk.element("div", { class: "scroll", tabIndex: 0, role: "group", "aria-label": title },
        kk.element("table", {}, kk.element("caption", {}, title),
          kk.element("thead", {}, kk.element("tr", {}, ...heads.map(([key, kind]) => kk.element("th", { scope: "col", class: kind }, kk.say(key))))),
          body)));
    });
  }

  /* Pictures and rows to take along. */
  const save = (blob, name) => {
    const link = kk.element("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const wrap = (text, most) => {
    const lines = [""];
    for (const word of text.split(" ")) {
      if ((lines.at(-1) + " " + word).length > most) lines.push(word);
      else lines[lines.length - 1] = (lines.at(-1) + " " + word).trim();
    }
    return lines;
  };
  const picture = (box) => {
    const drawn = box.querySelector(".drawing svg");
    const [, , width, height] = (drawn.getAttribute("viewBox") || `0 0 ${drawn.getAttribute("width")} ${drawn.getAttribute("height")}`).split(" ").map(Number);
    const title = wrap(box.dataset.title || box.querySelector(".drawing").getAttribute("aria-label"), width / 7);
    const source = wrap(box.dataset.source, width / 5);
    const top = 14 + 18 * title.length;
    const whole = height + top + 12 * source.length + 20;
    const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const set = (node, facts) => { for (const [key, value] of Object.entries(facts)) node.setAttribute(key, value); return node; };
    const add = (name, facts, text) => { const node = set(document.createElementNS(made.namespaceURI, name), facts); if (text) node.textContent = text; made.append(node); return node; };
    set(made, { xmlns: made.namespaceURI, viewBox: `0 0 ${width + 24} ${whole}`, width: width + 24, height: whole, "font-family": "Arial, Helvetica, sans-serif" });
    add("rect", { width: width + 24, height: whole, fill: "#ffffff" });
    title.forEach((line, number) => add("text", { x: 12, y: 20 + 18 * number, "font-size": 14, "font-weight": "bold", fill: "#1d2733" }, line));
    const inner = set(drawn.cloneNode(true), { x: 12, y: top, width, height });
    inner.removeAttribute("style");
    made.append(inner);
    source.forEach((line, number) => add("text", { x: 12, y: top + height + 16 + 12 * number, "font-size": 9, fill: "#55606c" }, line));
    return { text: new XMLSerializer().serializeToString(made), width: width + 24, height: whole };
  };
  const takePicture = async (button) => {
    const box = button.closest(".picture");
    const { text, width, height } = picture(box);
    const svg = new Blob([text], { type: "image/svg+xml" });
    if (button.dataset.take === "svg") return save(svg, box.dataset.name + ".svg");
    const image = new Image();
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
    await image.decode();
    const canvas = kk.element("canvas", { width: width * 3, height: height * 3 });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toBlob((blob) => save(blob, box.dataset.name + ".png"));
  };
  const read = (cell) => {
    if (!cell) return null;
    const text = cell.textContent.trim();
    if (!cell.classList.contains("number") || !text) return text || null;
    const figure = text.replace(/[\s\u00a0]/g, "").replace("−", "-").replace(/[±+]/, "").replace(language === "sv" ? "," : /,/g, language === "sv" ? "." : "").replace(/[^\d.\-]/g, "");
    return figure === "" || Number.isNaN(Number(figure)) ? text : Number(figure);
  };
  kk.rows = () => {
    const tables = [...document.querySelectorAll("table[data-export]")];
    const heads = [];
    const lines = [];
    for (const table of tables) {
      const fixed = JSON.parse(table.dataset.export);
      const names = [...Object.keys(fixed), ...[...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim())];
      names.forEach((name) => { if (!heads.includes(name)) heads.push(name); });
      for (const row of table.tBodies[0].rows) {
        const values = [...Object.values(fixed), ...[...row.cells].map(read)];
        lines.push(Object.fromEntries(names.map((name, number) => [name, values[number]])));
      }
    }
    return [heads, ...lines.map((line) => heads.map((name) => line[name] ?? null))];
  };
  const takeRows = async (button) => {
    const rows = kk.rows();
    const name = button.dataset.name;
    if (button.dataset.rows === "xlsx") {
      if (!window.writeXlsxFile) await kk.load("assets/write-excel-file.js");
      const data = rows.map((row, number) => row.map((value) => (value === null ? null : number ? { value } : { value, fontWeight: "bold" })));
      return save(await writeXlsxFile(data).toBlob(), name + ".xlsx");
    }
    const swedish = language === "sv";
    const cell = (value) => {
      if (value === null) return "";
      if (typeof value === "number") return swedish ? String(value).replace(".", ",") : String(value);
      const safe = /^[=+\-@\t\r]/.test(value) ? "'" + value : /^0\d+$/.test(value) && swedish ? `="${value}"` : value;
      return /[";,\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    const text = rows.map((row) => row.map(cell).join(swedish ? ";" : ",")).join("\r\n") + "\r\n";
    return save(new Blob(["\ufeff" + text], { type: "text/csv;charset=utf-8" }), name + ".csv");
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-take], button[data-rows]");
    if (button) (button.dataset.take ? takePicture : takeRows)(button);
  });
  addEventListener("beforeprint", () => document.querySelectorAll(".picture ~ details").forEach((each) => { each.open = true; }));
})();

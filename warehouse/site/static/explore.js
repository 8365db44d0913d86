"use strict";
/* Comparing, rankings and distributions. What is chosen stands in the address, so that it can be sent. */
document.addEventListener("DOMContentLoaded", () => {
  const { data, say, number, signed, element, compare } = kk;
  const get = (id) => document.getElementById(id);
  const page = document.body.dataset.explore;
  const INK = "#1d2733", MUTED = "#55606c", GRID = "#d5dbe1";
  const COLOURS = ["#0b5cad", "#a8480f", "#1f7a4d", "#7a2f8f", "#b3261e"];
  const SHAPES = ["circle", "square", "triangle-up", "diamond", "cross"];
  const MOST = 5, FEW = 5;

  const read = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  const state = (changes) => {
    const next = { ...read(), ...changes };
    Object.keys(next).forEach((key) => { if (!next[key]) delete next[key]; });
    const text = Object.entries(next).map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll("%2C", ",")}`).join("&");
    if (text === location.hash.slice(1)) draw(); else location.hash = text;
  };
  const origin = () => (read().origin === "facsimile" ? "facsimile" : data.origin);
  const evaluations = () => data.evaluations.filter((each) => each[1] === origin()).map(
    ([code, , round, edition, total, join, scores, joins]) => ({ code, round, edition, total, join, scores, joins }));
  const places = () => new Map(data.places.filter((each) => each.origin === origin()).map((each) => [each.code, each]));
  const latest = (list) => {
    const found = new Map();
    for (const each of list) found.set(each.code, each);
    return [...found.values()];
  };
  const themeName = (theme) => (theme === "total" ? say("total") : data.themes[theme][kk.language]);
  const points = (each, theme) => {
    if (theme === "total") return each.total;
    const area = data.themes[theme].areas[each.edition];
    return area ? each.scores[area - 1] : null;
  };
  const joined = (each, theme) => {
    if (theme === "total") return each.join;
    const area = data.themes[theme].areas[each.edition];
    return area ? each.joins[area - 1] : "x";
  };
  const quantile = (sorted, share) => {
    const at = (sorted.length - 1) * share, below = Math.floor(at), rest = at - below;
    return rest ? sorted[below] * (1 - rest) + sorted[below + 1] * rest : sorted[below];
  };
  const summarise = (values) => {
    const sorted = [...values].sort((one, other) => one - other);
    return sorted.length ? { n: sorted.length, low: sorted[0], q1: quantile(sorted, 0.25), median: quantile(sorted, 0.5), q3: quantile(sorted, 0.75), high: sorted.at(-1) } : null;
  };
  const cells = (values, kind = "td") => values.map((value) => {
    const made = element(kind, { class: typeof value === "number" ? "number" : "" });
    made.append(typeof value === "number" ? number(value) : value ?? "");
    return made;
  });
  const fill = (table, title, heads, lines) => {
    table.replaceChildren(
      element("caption", {}, title),
      element("thead", {}, element("tr", {}, ...heads.map(([text, kind]) => element("th", { scope: "col", class: kind || "" }, text)))),
      element("tbody", {}, ...lines.map(([head, ...rest]) => element("tr", {},
        head instanceof HTMLElement && head.tagName === "TD" ? head : element("th", { scope: "row" }, head),
        ...rest.map((value) => (value instanceof HTMLElement ? value : cells([value])[0]))))));
  };
  const room = (id) => Math.min(Math.max(get(id).clientWidth - 8, 240), 900);
  /* Names beside a narrow chart stand on several lines. */
  const fold = (text, width) => {
    const lines = [""];
    for (const word of text.split(" ")) {
      if (width < 500 && lines.at(-1) && (lines.at(-1) + " " + word).length > 17) lines.push(word);
      else lines[lines.length - 1] = (lines.at(-1) + " " + word).trim();
    }
    return lines.join("\n");
  };
  const LINES = { labelExpr: "split(datum.label, '\\n')", labelLimit: 330, ticks: false, domain: false, labelPadding: 8 };
  const show = async (id, label, spec) => {
    const place = get(id);
    const width = room(id);
    place.setAttribute("aria-label", label);
    place.closest(".picture").dataset.title = (origin() === "facsimile" ? say("facsimile") + " " : "") + label;
    const mark = origin() === "facsimile" ? { title: { text: say("facsimile"), color: "#a8480f", anchor: "start", fontSize: 12 } } : {};
    const whole = {
      $schema: "https://vega.github.io/schema/vega-lite/v6.json", background: "transparent", padding: 4,
      width, autosize: { type: "fit-x", contains: "padding" }, ...mark, ...spec,
      config: {
        font: "system-ui, sans-serif", view: { stroke: null }, aria: false,
        axis: { labelColor: MUTED, titleColor: MUTED, gridColor: GRID, domainColor: GRID, tickColor: GRID, labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal" },
        legend: { labelColor: INK, labelFontSize: 13, orient: "top", title: null, columns: width < 500 ? 1 : 3, symbolSize: 90, labelLimit: width - 40 },
      },
    };
    await vegaEmbed(place, whole, { actions: false, renderer: "svg", ast: true, tooltip: false });
    /* The drawing has one label and a table beside it; its parts say nothing more. */
    for (const part of place.querySelectorAll("svg [role], svg[role]")) ["role", "aria-label", "aria-roledescription"].forEach((each) => part.removeAttribute(each));
  };

  const drawCompare = async () => {
    const known = places();
    const said = read();
    const codes = (said.m || "").split(",").filter((code) => known.has(code)).slice(0, MOST);
    const group = said.with || "none";
    const theme = said.theme && (said.theme === "total" || data.themes[said.theme]) ? said.theme : "total";
    get("with").value = group;
    get("theme").value = theme;
    get("chosen").replaceChildren(...codes.map((code) => element("li", {}, known.get(code).name, element("button", {
      type: "button", "aria-label": say("compare.remove", { name: known.get(code).name }),
      onclick: () => state({ m: codes.filter((each) => each !== code).join(",") }),
    }, "✕"))));
    get("results").hidden = !codes.length;
    get("told").textContent = codes.length ? "" : say("compare.nobody");
    if (!codes.length) return;
    const all = evaluations();
    const last = new Map(latest(all).map((each) => [each.code, each]));
    const first = known.get(codes[0]);
    const name = (code) => `${known.get(code).name} ${last.get(code).round}`;
    const names = codes.map(name);
    const member = (place) => place.code !== first.code && place.country === first.country &&
      (group === "all" || (first[group] !== null && first[group] !== undefined && place[group] === first[group]));
    const peers = group === "none" ? [] : [...known.values()].filter(member).map((place) => place.code);
    const edition = last.get(codes[0]).edition;
    const peerLatest = latest(all.filter((each) => peers.includes(each.code) && each.edition === edition));
    const groupName = group === "none" ? "" : group === "all" ? say("group.all") : group === "size" ? say("size." + first.size) : first[group] || say("group.none");
    const warnings = [];
    const editions = new Set(codes.map((code) => last.get(code).edition));
    if (editions.size > 1) warnings.push(say("compare.editions"));
    if (group !== "none") warnings.push(say(peerLatest.length ? (peerLatest.length < FEW ? "compare.few" : "compare.peers") : "compare.no_peers", { n: peerLatest.length, group: groupName, edition }));
    get("warnings").replaceChildren(...warnings.map((text) => element("p", { class: "quiet" }, text)));

    const shown = Object.keys(data.themes).filter((each) => codes.some((code) => points(last.get(code), each) !== null));
    const folded = (each) => fold(themeName(each), room("area-chart"));
    const rows = shown.flatMap((each) => codes.map((code) => ({ theme: folded(each), name: name(code), points: points(last.get(code), each) }))).filter((row) => row.points !== null);
    const spread = shown.map((each) => ({ theme: folded(each), ...summarise(peerLatest.map((one) => points(one, each)).filter((value) => value !== null)) })).filter((row) => row.n);
    const yAxis = { field: "theme", type: "nominal", sort: shown.map(folded), title: null, axis: { ...LINES, grid: true } };
    const xScale = { domain: [0, 100] };
    const byName = {
      color: { field: "name", type: "nominal", scale: { domain: names, range: COLOURS }, sort: names },
      shape: { field: "name", type: "nominal", scale: { domain: names, range: SHAPES }, sort: names },
    };
    const label = say("compare.area_label", { names: names.join(", ") });
    await show("area-chart", label, {
      height: { step: room("area-chart") < 500 ? 44 : 34 },
      layer: [
        { data: { values: spread }, mark: { type: "bar", height: 16, color: GRID }, encoding: { y: yAxis, x: { field: "q1", type: "quantitative", scale: xScale, title: say("points"), axis: { tickCount: 5 } }, x2: { field: "q3" } } },
        { data: { values: spread }, mark: { type: "tick", color: INK, thickness: 2, height: 20 }, encoding: { y: yAxis, x: { field: "median", type: "quantitative", scale: xScale } } },
        { data: { values: rows }, mark: { type: "point", filled: true, size: 110, opacity: 0.9 }, encoding: { y: yAxis, x: { field: "points", type: "quantitative", scale: xScale, title: say("points") }, ...byName } },
      ],
    });
    const heads = [[say("field.theme")], ...names.map((each) => [each, "number"])];
    if (peerLatest.length) heads.push([say("compare.median", { group: groupName, n: peerLatest.length }), "number"]);
    fill(get("area-table"), label, heads, ["total", ...shown].map((each) => [
      themeName(each), ...codes.map((code) => points(last.get(code), each) ?? "–"),
      ...(peerLatest.length ? [summarise(peerLatest.map((one) => points(one, each)).filter((value) => value !== null))?.median ?? "–"] : []),
    ]));

    const lines = [], dots = [], table = [];
    codes.forEach((code, index) => {
      const mine = all.filter((each) => each.code === code && points(each, theme) !== null);
      mine.forEach((each, at) => {
        const value = points(each, theme);
        const how = at ? joined(each, theme) : "-";
        dots.push({ name: known.get(code).name, round: each.round, points: value });
        if (at && how !== "x") lines.push({ name: known.get(code).name, round: mine[at - 1].round, round2: each.round, points: points(mine[at - 1], theme), points2: value, dash: how === "~" });
        table.push([known.get(code).name, each.round, each.edition, value, at && how !== "x" ? signed(value - points(mine[at - 1], theme)) + (how === "~" ? " ~" : "") : how === "x" ? "≠" : ""]);
      });
    });
    const rounds = peers.length ? [...new Set(all.filter((each) => peers.includes(each.code)).map((each) => `${each.round} ${each.edition}`))].map((key) => {
      const [round, of] = key.split(" ").map(Number);
      const found = summarise(all.filter((each) => peers.includes(each.code) && each.round === round && each.edition === of).map((each) => points(each, theme)).filter((value) => value !== null));
      return found && { round, edition: of, ...found };
    }).filter(Boolean) : [];
    const simple = codes.map((code) => known.get(code).name);
    const colour = { field: "name", type: "nominal", scale: { domain: simple, range: COLOURS }, sort: simple };
    const x = (field) => ({ field, type: "quantitative", title: null, scale: { zero: false, nice: false, padding: 12 }, axis: { format: "d", tickMinStep: 1, grid: false } });
    const y = { type: "quantitative", scale: { domain: [0, theme === "total" ? 800 : 100] }, title: say("points") };
    const roundLabel = say("compare.round_label", { theme: themeName(theme), names: simple.join(", ") });
    await show("round-chart", roundLabel, {
      height: 260,
      layer: [
        { data: { values: rounds }, mark: { type: "line", color: MUTED, strokeWidth: 1 }, encoding: { x: x("round"), y: { ...y, field: "median" }, detail: { field: "edition" } } },
        { data: { values: rounds }, mark: { type: "tick", color: MUTED, thickness: 2, width: 12, orient: "horizontal" }, encoding: { x: x("round"), y: { ...y, field: "median" } } },
        { data: { values: lines }, mark: { type: "rule", strokeWidth: 2 }, encoding: { x: x("round"), x2: { field: "round2" }, y: { ...y, field: "points" }, y2: { field: "points2" }, color: colour, strokeDash: { field: "dash", type: "nominal", scale: { domain: [false, true], range: [[1, 0], [5, 4]] }, legend: null } } },
        { data: { values: dots }, mark: { type: "point", filled: true, size: 90 }, encoding: { x: x("round"), y: { ...y, field: "points" }, color: colour, shape: { field: "name", type: "nominal", scale: { domain: simple, range: SHAPES }, sort: simple } } },
      ],
    });
    fill(get("round-table"), roundLabel, [[say("field.municipality")], [say("field.round"), "number"], [say("field.edition"), "number"], [say("field.points"), "number"], [say("field.change"), "number"]],
      table.map(([who, round, of, value, change]) => [who, element("td", { class: "number" }, String(round)), element("td", { class: "number" }, String(of)), value, element("td", { class: "number" }, change)]));
  };

  const startCompare = () => {
    kk.offer(get("add"), get("add-list"),
      () => [...places().values()].map((place) => ({ name: place.name, more: place.county || "", code: place.code })),
      (item) => {
        const codes = (read().m || "").split(",").filter(Boolean);
        if (codes.includes(item.code)) return;
        if (codes.length >= MOST) { get("told").textContent = say("compare.most"); return; }
        state({ m: [...codes, item.code].join(",") });
      });
    get("with").addEventListener("change", (event) => state({ with: event.target.value }));
    get("theme").addEventListener("change", (event) => state({ theme: event.target.value }));
    get("share").addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(location.href); get("shared").textContent = say("compare.copied"); }
      catch { get("shared").textContent = location.href; }
    });
  };

  /* What rankings and distribution are about. */
  const choose = (all) => {
    const said = read();
    const known = places();
    const countries = new Set([...known.values()].map((place) => place.country));
    const country = countries.has(said.country) ? said.country : countries.has("SE") ? "SE" : "NO";
    const mine = all.filter((each) => known.get(each.code).country === country);
    const editions = [...new Set(mine.map((each) => each.edition))].sort((one, other) => other - one);
    const edition = editions.includes(Number(said.edition)) ? Number(said.edition) : editions[0];
    const scope = said.scope === "all" ? "all" : "latest";
    const area = /^[1-8]$/.test(said.area || "") ? said.area : page === "rankings" || said.area === "total" ? "total" : "all";
    const choices = [[page === "rankings" ? "total" : "all", say(page === "rankings" ? "total" : "all_areas")]];
    if (page !== "rankings") choices.push(["total", say("total")]);
    data.areas[edition].forEach((text, index) => choices.push([String(index + 1), `${index + 1} ${text}`]));
    get("area").replaceChildren(...choices.map(([value, text]) => element("option", { value }, text)));
    get("area").value = area;
    get("edition").value = String(edition);
    [...get("edition").options].forEach((option) => { option.hidden = !editions.includes(Number(option.value)); });
    get("country").value = country;
    get("country").parentElement.hidden = countries.size < 2;
    get("scope").value = scope;
    return { country, edition, scope, area, mine, known };
  };
  const areaName = (edition, area) => (area === "total" ? say("total") : `${area} ${data.areas[edition][area - 1]}`);
  const title = (key, area, edition, country) => say(key, { area, edition, country: say("country." + country) });

  const drawRankings = () => {
    const { country, edition, scope, area, mine, known } = choose(evaluations());
    let list = mine.filter((each) => each.edition === edition);
    if (scope === "latest") list = latest(list);
    const value = (each) => (area === "total" ? each.total : each.scores[area - 1]);
    const most = area === "total" ? 800 : 100;
    list.sort((one, other) => value(other) - value(one) || compare(known.get(one.code).name, known.get(other.code).name) || other.round - one.round);
    const values = list.map(value);
    const lines = list.map((each) => {
      const rank = values.indexOf(value(each)) + 1;
      const shared = values.filter((one) => one === value(each)).length > 1;
      const bar = element("td", { class: "number share" }, element("i"), number(value(each)));
      bar.firstChild.style.width = (100 * value(each)) / most + "%";
      return [element("td", { class: "number" }, shared ? say("rankings.shared", { rank }) : String(rank)),
        element("th", { scope: "row" }, element("a", { href: known.get(each.code).page }, known.get(each.code).name)),
        element("td", { class: "number" }, String(each.round)), bar];
    });
    get("told").textContent = say(list.length === 1 ? "count.one" : "count.other", { n: list.length });
    fill(get("ranking"), title("rankings.title", areaName(edition, area), edition, country),
      [[say("field.rank"), "number"], [say("field.municipality")], [say("field.round"), "number"], [say("field.points"), "number"]], lines);
  };

  const drawDistribution = async () => {
    const { country, edition, scope, area, mine } = choose(evaluations());
    const pick = (of) => { const list = mine.filter((each) => each.edition === of); return scope === "latest" ? latest(list) : list; };
    const rows = [];
    if (area === "all") data.areas[edition].forEach((text, index) => rows.push({ label: `${index + 1} ${text}`, values: pick(edition).map((each) => each.scores[index]) }));
    else if (area === "total") for (const of of Object.keys(data.areas).map(Number)) rows.push({ label: String(of), values: pick(of).map((each) => each.total) });
    else {
      const theme = Object.keys(data.themes).find((each) => data.themes[each].areas[edition] === Number(area));
      for (const of of Object.keys(data.areas).map(Number)) {
        const no = data.themes[theme].areas[of];
        if (no) rows.push({ label: `${of}: ${areaName(of, no)}`, values: pick(of).map((each) => each.scores[no - 1]) });
      }
    }
    const filled = rows.filter((row) => row.values.length).map((row) => ({ ...row, line: fold(row.label, room("spread")) }));
    const name = area === "all" ? say("all_areas") : areaName(edition, area);
    const label = title(area === "all" ? "distribution.title" : "distribution.by_edition", name, edition, country);
    const dots = filled.flatMap((row) => {
      const level = {};
      return [...row.values].sort((one, other) => one - other).map((value) => ({ label: row.line, points: value, level: (level[value] = (level[value] ?? -1) + 1) }));
    });
    const spread = filled.map((row) => ({ label: row.line, ...summarise(row.values) }));
    get("told").textContent = say(dots.length === 1 ? "count.one" : "count.other", { n: area === "all" ? pick(edition).length : dots.length });
    const scale = { domain: [0, area === "total" ? 800 : 100] };
    const y = { field: "label", type: "nominal", sort: filled.map((row) => row.line), title: null, axis: LINES };
    await show("spread", label, {
      height: { step: 52 },
      layer: [
        { data: { values: spread }, mark: { type: "bar", height: 18, color: GRID }, encoding: { y, x: { field: "q1", type: "quantitative", scale, title: say("points"), axis: { tickCount: 5 } }, x2: { field: "q3" } } },
        { data: { values: dots }, mark: { type: "circle", size: 34, color: COLOURS[0], opacity: 0.85 }, encoding: { y, x: { field: "points", type: "quantitative", scale, title: say("points") }, yOffset: { field: "level", type: "quantitative", scale: { domain: [-4, 4], reverse: true }, legend: null } } },
        { data: { values: spread }, mark: { type: "tick", color: COLOURS[1], thickness: 3, height: 30 }, encoding: { y, x: { field: "median", type: "quantitative", scale } } },
      ],
    });
    fill(get("spread-table"), label, [[say("field.area")], ...["count", "lowest", "quartile1", "median", "quartile3", "highest"].map((key) => [say("field." + key), "number"])],
      spread.map((row, at) => [filled[at].label, row.n, row.low, row.q1, row.median, row.q3, row.high]));
  };

  const draws = { compare: drawCompare, rankings: drawRankings, distribution: drawDistribution };
  /* What is chosen may be test material where the page itself is not. */
  const warn = () => {
    const there = document.querySelector(".facsimile");
    if (origin() === "facsimile" && !there) document.querySelector("header.top").append(element("p", { class: "facsimile", id: "chosen-test" }, say("facsimile") + " " + say("facsimile.warning")));
    else if (origin() !== "facsimile") get("chosen-test")?.remove();
  };
  let last = Promise.resolve();
  const draw = () => { last = last.then(() => { warn(); return draws[page](); }).then(() => { document.body.dataset.drawn = location.hash || "#"; }); };
  if (page === "compare") startCompare();
  else for (const id of ["edition", "area", "country", "scope"]) get(id).addEventListener("change", (event) => state({ [id]: event.target.value }));
  addEventListener("hashchange", draw);
  let wide = innerWidth;
  addEventListener("resize", () => { if (Math.abs(innerWidth - wide) > 60) { wide = innerWidth; draw(); } });
  if (page !== "distribution" || location.hash) draw();
  else choose(evaluations());
});

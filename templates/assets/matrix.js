// The matrix and its heat map with script: which districts and rules are shown, in what order, as of
// which day, all in the address; the words behind a cell beside it. The tables read without.
"use strict";
(() => {
  const table = document.querySelector("table[data-rows]");
  if (!table) return;
  const all = (what, from = document) => [...from.querySelectorAll(what)];
  const make = (tag, has = {}, ...inner) => {
    const made = Object.assign(document.createElement(tag), has);
    made.append(...inner);
    return made;
  };
  const button = (text, label) => {
    const made = make("button", { type: "button", textContent: text });
    if (label) made.setAttribute("aria-label", label);
    return made;
  };

  // A row or a column is a district (d) or a rule (r), and has its key.
  const down = table.dataset.rows;
  const across = down === "d" ? "r" : "d";
  const rows = new Map(all("tbody tr", table).map((row) => [row.dataset[down], row]));
  const heads = new Map(all(`thead th[data-${across}]`, table).map((head) => [head.dataset[across], head]));
  const known = { [down]: [...rows.keys()], [across]: [...heads.keys()] };
  const cells = new Map([...rows].map(([key, row]) => [key, new Map([...row.cells].slice(1).map((cell, i) => [known[across][i], cell]))]));
  const cell = (d, r) => (down === "d" ? cells.get(d).get(r) : cells.get(r).get(d));
  const name = {
    [down]: (key) => rows.get(key).querySelector("th a").textContent,
    [across]: (key) => heads.get(key).querySelector("a").textContent,
  };
  const words = { d: "districts", r: "rules" };

  // What is in the address: the districts and rules that are chosen (d, r), in their order; or else
  // those that are left out (nd, nr) and those that come first (od, or). A page has some of the
  // districts, and keeps what is said of others.
  const lists = ["d", "r", "nd", "nr", "od", "or"];
  const nothing = { d: null, r: null, nd: [], nr: [], od: [], or: [], sort: "", date: "", differ: false, q: "" };
  const state = { ...nothing };
  const here = (what, list) => list.filter((key) => known[what].includes(key));
  const away = (what, list) => list.filter((key) => !known[what].includes(key));
  const chosen = (what) => {
    if (state[what]) return here(what, state[what]);
    const first = here(what, state[`o${what}`]);
    return [...first, ...known[what].filter((key) => !first.includes(key))].filter((key) => !state[`n${what}`].includes(key));
  };
  const read = () => {
    const given = new URLSearchParams(location.search);
    // Addresses of before had these in their fragment.
    if (location.hash.includes("=")) new URLSearchParams(location.hash.slice(1)).forEach((value, key) => given.set(key, value));
    for (const what of lists) {
      const list = [...new Set((given.get(what) ?? "").split(",").filter(Boolean))];
      state[what] = list.length ? list : nothing[what];
    }
    state.sort = known.r.includes(given.get("sort")) ? given.get("sort") : "";
    state.date = /^\d{4}-\d{2}-\d{2}$/.test(given.get("date") ?? "") && !isNaN(new Date(given.get("date"))) ? given.get("date") : "";
    state.differ = given.has("differ");
    state.q = given.get("q") ?? "";
  };
  const query = () => {
    const parts = lists.filter((what) => state[what]?.length).map((what) => `${what}=${state[what].map(encodeURIComponent).join(",")}`);
    for (const what of ["sort", "date", "q"]) if (state[what]) parts.push(`${what}=${encodeURIComponent(state[what])}`);
    if (state.differ) parts.push("differ=1");
    return parts.length ? `?${parts.join("&")}` : "";
  };
  // The other pages of the matrix and its heat map show the same.
  const others = all('a[href]').filter((link) => /(^|\/)(matrix(-\d+)?|heat-map)\.html$/.test(link.getAttribute("href")) && !link.closest("header.site"));
  const bare = new Map(others.map((link) => [link, link.getAttribute("href")]));
  const write = () => {
    const hash = location.hash.includes("=") ? "" : location.hash;
    try {
      history.replaceState(null, "", location.pathname + query() + hash);
    } catch {
      // A browser that keeps no address for a file shows the table all the same.
    }
    others.forEach((link) => link.setAttribute("href", bare.get(link) + query()));
  };

  // What a cell says as of a day: the name of its verdict, and its place among the earlier ones.
  const scale = new Map(all(".scale li").map((item) => [item.dataset.s, { symbol: item.children[0].textContent, word: item.children[1].textContent }]));
  // An earlier day has verdicts of its own.
  scale.set("no-text", { symbol: "?", word: "no text here" });
  scale.set("not-known", { symbol: "?", word: "not known" });
  const times = (d, own) => (own.dataset.t ?? (down === "d" ? rows.get(d) : heads.get(d)).dataset.t ?? "").split(" ").filter(Boolean).map((one) => one.split(":"));
  const said = (d, r) => {
    const own = cell(d, r);
    if (!state.date) return { verdict: own.dataset.s };
    const list = times(d, own);
    const at = list.findLastIndex(([day]) => day <= state.date);
    if (at < 0 || list[at][1] === "now") return { verdict: own.dataset.s };
    const before = list.length - (list.at(-1)[1] === "now" ? 2 : 1);
    return { verdict: list[at][1], past: before - at };
  };
  const capital = (word) => word[0].toUpperCase() + word.slice(1);
  // Puts the verdict of a day in place of that of the page.
  const put = (d, r) => {
    const own = cell(d, r);
    const { verdict, past } = said(d, r);
    own.querySelector(".then")?.remove();
    const inner = [...own.children].filter((child) => !child.matches(".then"));
    inner.forEach((child) => (child.hidden = past !== undefined));
    if (past === undefined) return;
    const { symbol, word } = scale.get(verdict) ?? { symbol: "?", word: verdict };
    const then = make("div", { className: "then" });
    const sym = make("span", { className: `sym s-${verdict}`, textContent: symbol });
    sym.setAttribute("aria-hidden", "true");
    if (down === "d") then.append(sym, make("span", { className: "vh", textContent: capital(word) }));
    else {
      then.append(make("p", {}, sym, " ", make("span", { className: "verdict", textContent: capital(word) })));
      const line = all(".past li", own)[past];
      for (const part of all("q, a, .sub", line ?? own.ownerDocument.createElement("p"))) then.append(make("p", { className: part.matches("q") ? "" : "at" }, part.cloneNode(true)));
    }
    own.append(then);
  };

  // The districts in the order of their answers to a rule: that of the scale.
  const rank = [...scale.keys()];
  const order = (what) => {
    const list = chosen(what);
    if (what === "r" || !state.sort) return list;
    const place = (d) => rank.indexOf(said(d, state.sort).verdict);
    return [...list].sort((a, b) => place(a) - place(b));
  };
  // The day of which the cells are as they stand.
  let day = "";
  const show = () => {
    const shown = { d: order("d"), r: order("r") };
    const wanted = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    if (state.date !== day) for (const d of known.d) for (const r of known.r) put(d, r);
    day = state.date;
    const differs = (r) => new Set(shown.d.map((d) => said(d, r).verdict)).size > 1;
    const has = (r) => {
      if (!wanted.length) return true;
      const text = `${name.r(r)} ${shown.d.map((d) => cell(d, r).textContent).join(" ")}`.toLowerCase();
      return wanted.every((word) => text.includes(word));
    };
    shown.r = shown.r.filter((r) => (!state.differ || differs(r)) && has(r));
    const visible = { d: new Set(shown.d), r: new Set(shown.r) };
    // Rows and columns move only when their order is another one.
    const after = (parent, items) => items.some((item, i) => parent.children[parent.children.length - items.length + i] !== item) && parent.append(...items);
    heads.forEach((head, key) => (head.hidden = !visible[across].has(key)));
    after(table.tHead.rows[0], shown[across].map((key) => heads.get(key)));
    rows.forEach((row, key) => (row.hidden = !visible[down].has(key)));
    after(table.tBodies[0], shown[down].map((key) => rows.get(key)));
    for (const [key, row] of rows) {
      const own = cells.get(key);
      own.forEach((one, other) => (one.hidden = !visible[across].has(other)));
      if (visible[down].has(key)) after(row, shown[across].map((other) => own.get(other)));
    }
    for (const head of [...heads.values(), ...rows.values()]) head.classList.toggle("sorted", Boolean(state.sort) && head.dataset.r === state.sort);
    table.classList.toggle("as-of", Boolean(state.date));
    const count = shown.d.length;
    told.textContent = `${shown.r.length} of ${known.r.length} rules, ${count} of ${known.d.length} districts${state.date ? `, as of ${long(state.date)}` : ""}${count ? "" : ". None of the chosen districts stands on this page."}`;
    elsewhere();
    if (address) address.textContent = `, ${location.href}, seen on ${new Date().toISOString().slice(0, 10)}`;
  };
  // How many of the chosen districts stand on the other pages.
  const elsewhere = () =>
    all(".pages li[data-d]").forEach((item) => {
      item.querySelector(".n")?.remove();
      const on = (d) => (state.d ? state.d.includes(d) : !state.nd.includes(d));
      const own = item.dataset.d.split(" ").filter(on).length;
      if (state.d || state.nd.length) item.append(make("span", { className: "n sub", textContent: ` (${own} chosen)` }));
    });

  const set = (change, focus) => {
    Object.assign(state, change);
    write();
    sync(focus);
  };
  const choose = (what, key, is, focus) => {
    const [list, without] = [state[what], state[`n${what}`]];
    // One at least stays.
    if (!is && chosen(what).length < 2) return sync(focus);
    if (list) set({ [what]: is ? [...list, key] : list.filter((k) => k !== key) }, focus);
    else set({ [`n${what}`]: is ? without.filter((k) => k !== key) : [...without, key] }, focus);
  };
  // The districts or rules of this page in another order.
  const reorder = (what, list, focus) => {
    const change = what === "d" ? { sort: "" } : {};
    if (state[what]) return set({ ...change, [what]: [...list, ...away(what, state[what])] }, focus);
    const left = known[what].filter((key) => list.includes(key));
    let first = 0;
    while (left.length) {
      const rest = list.slice(first);
      if (rest.every((key, i) => key === left[i])) break;
      left.splice(left.indexOf(list[first]), 1);
      first += 1;
    }
    const o = `o${what}`;
    set({ ...change, [o]: [...list.slice(0, first), ...away(what, state[o])] }, focus);
  };
  const moved = (what, key, by) => {
    const list = [...order(what)];
    const at = list.indexOf(key);
    const to = Math.max(0, Math.min(list.length - 1, at + by));
    list.splice(to, 0, ...list.splice(at, 1));
    return list;
  };

  // Choosing and ordering: a list of boxes with a button up and a button down each.
  const picker = (what, label) => {
    const list = make("ul");
    list.setAttribute("role", "list");
    const find = make("input", { type: "search", autocomplete: "off" });
    find.setAttribute("aria-label", `Find ${words[what]}`);
    const none = button("None", `Choose none of the ${words[what]}`);
    const box = make("div", { className: "list", hidden: true }, make("p", {}, find, " ", none), list);
    const opener = button(label);
    opener.setAttribute("aria-expanded", "false");
    const open = (is) => {
      if (is) fill();
      box.hidden = !is;
      opener.setAttribute("aria-expanded", String(is));
    };
    opener.addEventListener("click", () => open(box.hidden));
    const fold = make("div", { className: "pick" }, opener, box);
    fold.addEventListener("keydown", (e) => e.key === "Escape" && !box.hidden && (open(false), opener.focus()));
    addEventListener("pointerdown", (e) => fold.contains(e.target) || open(false));
    addEventListener("focusin", (e) => fold.contains(e.target) || open(false));
    // The next box that is ticked is the first of a new choice; until then the table stays.
    let empty = false;
    none.addEventListener("click", () => ((empty = true), fill()));
    find.addEventListener("input", () => sift());
    const sift = () => [...list.children].forEach((item) => (item.hidden = !item.textContent.toLowerCase().includes(find.value.toLowerCase())));
    const fill = (focus) => {
      const on = empty ? [] : order(what);
      const items = [...on, ...known[what].filter((key) => !on.includes(key))].map((key) => {
        const tick = make("input", { type: "checkbox", checked: on.includes(key) });
        tick.addEventListener("change", () => {
          const focus = { what, key, part: "input" };
          if (empty) ((empty = false), set({ [what]: [key], [`n${what}`]: [], [`o${what}`]: [] }, focus));
          else choose(what, key, tick.checked, focus);
        });
        const move = (by, sign, way) => {
          const one = button(sign, `${name[what](key)} ${way}`);
          one.disabled = !on.includes(key);
          one.dataset.by = by;
          one.addEventListener("click", () => reorder(what, moved(what, key, by), { what, key, part: `[data-by="${by}"]` }));
          return one;
        };
        const item = make("li", {}, make("label", {}, tick, " ", name[what](key)), move(-1, "↑", "up"), move(1, "↓", "down"));
        item.dataset.key = key;
        return item;
      });
      list.replaceChildren(...items);
      sift();
      if (focus?.what === what) items.find((item) => item.dataset.key === focus.key)?.querySelector(focus.part)?.focus();
    };
    return { fold, fill: (focus) => box.hidden || fill(focus) };
  };
  const pickers = [picker("d", "Choose districts"), picker("r", "Choose rules")];

  const labelled = (text, field) => make("label", {}, `${text} `, field);
  const select = (options) => make("select", {}, ...options.map(([value, text]) => make("option", { value, textContent: text })));
  const field = make("input", { type: "search", id: "pb-matrix-filter", autocomplete: "off" });
  const differ = make("input", { type: "checkbox", id: "pb-matrix-differ" });
  const sort = select([["", "as they are listed"], ...known.r.map((r) => [r, name.r(r)])]);
  // The days on which something here changed.
  const dates = () => {
    const found = new Set([...rows.values(), ...heads.values(), ...all("td[data-t]", table)].flatMap((one) => (one.dataset.t ?? "").split(" ").map((t) => t.slice(0, 10))));
    return [...found].filter((day) => /^\d{4}-\d\d-\d\d$/.test(day)).sort().reverse();
  };
  const long = (day) => new Date(day).toLocaleDateString("en-US", { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" });
  const days = dates();
  const date = select([["", "the texts in force"], ...days.map((day) => [day, long(day)])]);
  const told = make("p", { className: "told" });
  told.setAttribute("role", "status");
  const everything = button("Show all");
  const address = document.querySelector(".cite-table .address");
  const controls = make(
    "div",
    { className: "filter choose" },
    labelled("Show only rules with", field),
    make("label", { htmlFor: differ.id }, differ, " Only where they differ"),
    ...pickers.map((p) => p.fold),
    labelled("Order districts", sort),
    ...(days.length ? [labelled("As of", date)] : []),
    everything,
  );
  // On a narrow screen they are folded away, so that the table comes first.
  const opener = button("Choose, order, filter");
  const fold = make("div", { className: "controls" }, opener, controls);
  const unfold = (is) => (fold.classList.toggle("open", is), opener.setAttribute("aria-expanded", String(is)));
  opener.addEventListener("click", () => unfold(!fold.classList.contains("open")));
  unfold(false);
  table.parentElement.before(fold, told);
  const sync = (focus) => {
    if (field.value !== state.q) field.value = state.q;
    differ.checked = state.differ;
    sort.value = state.sort;
    if (state.date && ![...date.options].some((option) => option.value === state.date)) date.append(make("option", { value: state.date, textContent: long(state.date) }));
    date.value = state.date;
    show();
    pickers.forEach((p) => p.fill(focus));
    if (focus?.head) focus.head.focus();
  };
  field.addEventListener("input", () => set({ q: field.value }));
  differ.addEventListener("change", () => set({ differ: differ.checked }));
  sort.addEventListener("change", () => set({ sort: sort.value }));
  date.addEventListener("change", () => set({ date: date.value }));
  everything.addEventListener("click", () => set({ ...nothing }));

  // Columns move by the buttons in their heads, by Alt and an arrow key, and by dragging.
  const shift = (head, by, focus) => reorder(across, moved(across, head.dataset[across], by), focus);
  let dragged = null;
  if (down === "r")
    for (const head of heads.values()) {
      const title = head.querySelector("a").textContent;
      const bar = make("span", { className: "moves" });
      for (const [by, sign, way] of [[-1, "←", "left"], [1, "→", "right"]]) {
        const one = button(sign, `Move ${title} ${way}`);
        one.addEventListener("click", () => shift(head, by, { head: one }));
        bar.append(one);
      }
      head.append(bar);
      head.draggable = true;
      head.querySelector("a").draggable = false;
      head.addEventListener("dragstart", (e) => ((dragged = head), e.dataTransfer.setData("text/plain", title)));
      head.addEventListener("dragover", (e) => dragged && e.preventDefault());
      head.addEventListener("drop", (e) => {
        e.preventDefault();
        const list = order(across);
        const from = dragged?.dataset[across];
        if (from) shift(dragged, list.indexOf(head.dataset[across]) - list.indexOf(from));
      });
      head.addEventListener("dragend", () => (dragged = null));
    }
  addEventListener("popstate", () => (read(), sync()));
  addEventListener("hashchange", () => location.hash.includes("=") && (read(), write(), sync()));
  read();
  if (location.hash.includes("=")) write();
  others.forEach((link) => link.setAttribute("href", bare.get(link) + query()));
  sync();

  // What stands behind a cell, beside it while one points at it or is on it.
  const beside = policybook.besides("pb-proof", "proof");
  const note = (place, box, content) => beside.show(place, box.getBoundingClientRect(), content);
  table.parentElement.addEventListener("scroll", beside.hide, { passive: true });
  if (down === "d") {
    const keys = (own) => {
      const row = own.closest("tr");
      return { d: row.dataset.d, r: [...cells.get(row.dataset.d)].find(([, one]) => one === own)[0] };
    };
    const tell = (own) =>
      note(own, own, () => {
        const { d, r } = keys(own);
        const verdict = [...own.querySelectorAll(".vh")].find((one) => !one.closest("[hidden]"));
        return [make("p", { className: "head", textContent: name.d(d) }), make("p", { textContent: `${name.r(r)}: ${verdict.textContent}` })];
      });
    const at = (e) => e.target.closest?.("td");
    table.addEventListener("pointerover", (e) => e.pointerType === "mouse" && at(e) && tell(at(e)));
    table.addEventListener("pointerout", (e) => e.pointerType === "mouse" && at(e) && beside.later());
    // One square is in the order of Tab; the arrow keys go to the others, Enter to its words.
    const first = () => all("tbody td", table).find((own) => !own.hidden && !own.closest("tr").hidden);
    let square = first();
    if (square) square.tabIndex = 0;
    const go = (own) => {
      if (!own) return;
      if (square) square.removeAttribute("tabindex");
      square = own;
      square.tabIndex = 0;
      square.focus();
    };
    const seen = (list) => list.filter((one) => !one.hidden);
    table.addEventListener("keydown", (e) => {
      const own = at(e);
      if (!own) return;
      const line = seen([...own.parentElement.cells].slice(1));
      const lines = seen([...table.tBodies[0].rows]);
      const column = line.indexOf(own);
      const beyond = (by) => lines[lines.indexOf(own.parentElement) + by];
      const to = {
        ArrowLeft: () => line[column - 1],
        ArrowRight: () => line[column + 1],
        ArrowUp: () => beyond(-1) && seen([...beyond(-1).cells].slice(1))[column],
        ArrowDown: () => beyond(1) && seen([...beyond(1).cells].slice(1))[column],
        Home: () => line[0],
        End: () => line.at(-1),
      }[e.key];
      if (to) (e.preventDefault(), go(to()));
      else if (e.key === "Enter") open(keys(own));
    });
    const open = ({ d, r }) => location.assign(`${rows.get(d).dataset.page}?d=${encodeURIComponent(d)}&r=${encodeURIComponent(r)}${state.date ? `&date=${state.date}` : ""}`);
    table.addEventListener("click", (e) => at(e) && open(keys(at(e))));
    addEventListener("focusin", (e) => (at(e)?.matches(":focus-visible") ? tell(at(e)) : beside.hide()));
    return;
  }
  const noteOn = (summary) => {
    if (summary.parentElement.open) return;
    note(summary, summary.closest("td"), () => {
      const copies = [...summary.nextElementSibling.childNodes].map((node) => node.cloneNode(true));
      const inner = make("div");
      inner.append(...copies);
      // What can be followed is in the cell; the note is for reading.
      all("a", inner).forEach((link) => link.replaceWith(...link.childNodes));
      return inner.childNodes;
    });
  };
  const at = (e) => e.target.closest?.("td summary");
  table.addEventListener("pointerover", (e) => e.pointerType === "mouse" && at(e) && noteOn(at(e)));
  table.addEventListener("pointerout", (e) => e.pointerType === "mouse" && at(e) && beside.later());
  addEventListener("focusin", (e) => (at(e)?.matches(":focus-visible") ? noteOn(at(e)) : beside.hide()));
  table.addEventListener("toggle", beside.hide, true);
})();

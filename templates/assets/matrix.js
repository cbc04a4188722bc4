// The matrix with script: which districts and rules are shown, in what order, kept in the address;
// the words behind a cell beside it. The table reads without.
"use strict";
(() => {
  const table = document.querySelector("table.matrix");
  if (!table) return;
  const all = (what, from = document) => [...from.querySelectorAll(what)];
  const make = (tag, has = {}, ...inner) => {
    const made = Object.assign(document.createElement(tag), has);
    made.append(...inner);
    return made;
  };
  const rows = new Map(all("tbody tr", table).map((row) => [row.dataset.r, row]));
  const heads = new Map(all("thead th[data-d]", table).map((head) => [head.dataset.d, head]));
  const places = [...heads.keys()];
  const cells = new Map([...rows].map(([rule, row]) => [rule, new Map([...row.cells].slice(1).map((cell, i) => [places[i], cell]))]));
  const known = { d: places, r: [...rows.keys()] };
  const name = { d: (key) => heads.get(key).querySelector("a").textContent, r: (key) => rows.get(key).querySelector("th a").textContent };

  // What is shown: lists of keys in their order, or null for all.
  const state = { d: null, r: null, differ: false, q: "" };
  const shown = (what) => state[what] ?? known[what];
  const read = () => {
    const given = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    for (const what of ["d", "r"]) {
      const list = given.get(what)?.split(",").filter((key) => known[what].includes(key));
      state[what] = list?.length ? [...new Set(list)] : null;
    }
    state.differ = given.has("differ");
    state.q = given.get("q") ?? "";
  };
  const write = () => {
    const parts = ["d", "r"].filter((what) => state[what]).map((what) => `${what}=${state[what].map(encodeURIComponent).join(",")}`);
    if (state.differ) parts.push("differ=1");
    if (state.q) parts.push(`q=${encodeURIComponent(state.q)}`);
    const hash = parts.join("&");
    if (hash || location.hash.includes("=")) history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  };

  const show = () => {
    const districts = shown("d");
    const wanted = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    const headRow = table.tHead.rows[0];
    heads.forEach((head, key) => (head.hidden = !districts.includes(key)));
    headRow.append(...districts.map((key) => heads.get(key)));
    let count = 0;
    for (const [rule, row] of rows) {
      const own = cells.get(rule);
      own.forEach((cell, key) => (cell.hidden = !districts.includes(key)));
      row.append(...districts.map((key) => own.get(key)));
      const verdicts = new Set(districts.map((key) => own.get(key).dataset.s));
      const text = wanted.length ? `${row.cells[0].textContent} ${districts.map((key) => own.get(key).textContent).join(" ")}`.toLowerCase() : "";
      row.hidden = !shown("r").includes(rule) || (state.differ && verdicts.size < 2) || !wanted.every((word) => text.includes(word));
      count += !row.hidden;
    }
    table.tBodies[0].append(...shown("r").map((rule) => rows.get(rule)));
    told.textContent = `${count} of ${known.r.length} rules, ${districts.length} of ${known.d.length} districts`;
    address.textContent = `, ${location.href}, seen on ${new Date().toISOString().slice(0, 10)}`;
  };

  // Choosing and ordering: a list of boxes with a button up and a button down each.
  const picker = (what, label) => {
    const list = make("ul");
    list.setAttribute("role", "list");
    list.hidden = true;
    const opener = make("button", { type: "button", textContent: label });
    opener.setAttribute("aria-expanded", "false");
    const open = (is) => {
      list.hidden = !is;
      opener.setAttribute("aria-expanded", String(is));
    };
    opener.addEventListener("click", () => open(list.hidden));
    const fold = make("div", { className: "pick" }, opener, list);
    fold.addEventListener("keydown", (e) => e.key === "Escape" && !list.hidden && (open(false), opener.focus()));
    addEventListener("pointerdown", (e) => fold.contains(e.target) || open(false));
    addEventListener("focusin", (e) => fold.contains(e.target) || open(false));
    const fill = (focus) => {
      const chosen = shown(what);
      const order = [...chosen, ...known[what].filter((key) => !chosen.includes(key))];
      list.replaceChildren(
        ...order.map((key) => {
          const box = make("input", { type: "checkbox", checked: chosen.includes(key) });
          box.addEventListener("change", () => choose(box.checked ? [...shown(what), key] : shown(what).filter((k) => k !== key), { key, part: "input" }));
          const move = (by, sign, words) => {
            const button = make("button", { type: "button", textContent: sign, disabled: !chosen.includes(key) });
            button.setAttribute("aria-label", `${name[what](key)} ${words}`);
            button.dataset.by = by;
            button.addEventListener("click", () => {
              const list = [...shown(what)];
              const at = list.indexOf(key);
              const to = Math.max(0, Math.min(list.length - 1, at + by));
              list.splice(to, 0, ...list.splice(at, 1));
              choose(list, { key, part: `[data-by="${by}"]` });
            });
            return button;
          };
          const item = make("li", {}, make("label", {}, box, " ", name[what](key)), move(-1, "↑", "up"), move(1, "↓", "down"));
          item.dataset.key = key;
          return item;
        }),
      );
      if (focus) [...list.children].find((item) => item.dataset.key === focus.key)?.querySelector(focus.part)?.focus();
    };
    const choose = (keys, focus) => {
      if (!keys.length) keys = [focus.key];
      state[what] = keys.join() === known[what].join() ? null : keys;
      fill(focus);
      write();
      show();
    };
    return { fold, fill };
  };
  const pickers = [picker("d", "Choose districts"), picker("r", "Choose rules")];
  const field = make("input", { type: "search", id: "pb-matrix-filter", autocomplete: "off" });
  const differ = make("input", { type: "checkbox", id: "pb-matrix-differ" });
  const told = make("span", { className: "told" });
  told.setAttribute("role", "status");
  const everything = make("button", { type: "button", textContent: "Show all" });
  const address = document.querySelector(".cite-table .address");
  const controls = make(
    "div",
    { className: "filter choose" },
    make("label", { htmlFor: field.id, textContent: "Show only rules with" }),
    field,
    make("label", { htmlFor: differ.id }, differ, " Only where they differ"),
    ...pickers.map((p) => p.fold),
    everything,
    told,
  );
  table.parentElement.before(controls);
  const sync = () => {
    field.value = state.q;
    differ.checked = state.differ;
    pickers.forEach((p) => p.fill());
    show();
  };
  field.addEventListener("input", () => ((state.q = field.value), write(), show()));
  differ.addEventListener("change", () => ((state.differ = differ.checked), write(), show()));
  everything.addEventListener("click", () => (Object.assign(state, { d: null, r: null, differ: false, q: "" }), write(), sync()));
  addEventListener("hashchange", () => (read(), sync()));
  read();
  sync();

  // The words behind a cell, beside it while one points at it or is on it. Opened, they stand in it.
  const beside = policybook.besides("pb-proof", "proof");
  const noteOn = (summary) => {
    if (summary.parentElement.open) return;
    beside.show(summary, summary.closest("td").getBoundingClientRect(), () => {
      const words = [...summary.nextElementSibling.childNodes].map((node) => node.cloneNode(true));
      const note = make("div");
      note.append(...words);
      // What can be followed is in the cell; the note is for reading.
      all("a", note).forEach((link) => link.replaceWith(...link.childNodes));
      return note.childNodes;
    });
  };
  const at = (e) => e.target.closest?.("td summary");
  table.addEventListener("pointerover", (e) => e.pointerType === "mouse" && at(e) && noteOn(at(e)));
  table.addEventListener("pointerout", (e) => e.pointerType === "mouse" && at(e) && beside.later());
  addEventListener("focusin", (e) => (at(e)?.matches(":focus-visible") ? noteOn(at(e)) : beside.hide()));
  table.addEventListener("toggle", beside.hide, true);
  table.parentElement.addEventListener("scroll", beside.hide, { passive: true });
})();

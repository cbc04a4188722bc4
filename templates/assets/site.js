// What the pages gain with script: copying, a filter, the place in the contents.
// Everything reads without it, and it never changes a policy's words.
"use strict";
(() => {
  const all = (what, from = document) => [...from.querySelectorAll(what)];
  const named = (hash) => {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return null;
    }
  };
  const make = (tag, has) => Object.assign(document.createElement(tag), has);

  // Says what happened, to ears and to eyes.
  const said = make("p", { className: "said" });
  said.setAttribute("role", "status");
  document.body.append(said);
  let gone;
  const say = (words) => {
    clearTimeout(gone);
    said.textContent = words;
    gone = setTimeout(() => (said.textContent = ""), 5000);
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const had = document.activeElement;
      const box = make("textarea", { value: text, readOnly: true, className: "said" });
      document.body.append(box);
      box.select();
      let done = false;
      try {
        done = document.execCommand("copy");
      } catch {}
      box.remove();
      had?.focus({ preventScroll: true });
      return done;
    }
  };

  // A note beside a place while one points at it or is on it: a definition, the words behind a cell.
  const besides = (id, kind = "") => {
    const note = make("div", { id, className: `note ${kind}`, hidden: true });
    note.setAttribute("role", "tooltip");
    document.body.append(note);
    let owner = null;
    let hiding;
    const hide = () => {
      note.hidden = true;
      owner?.removeAttribute("aria-describedby");
      owner = null;
    };
    const later = () => {
      clearTimeout(hiding);
      hiding = setTimeout(() => document.activeElement === owner || hide(), 250);
    };
    const show = (place, box, content) => {
      clearTimeout(hiding);
      if (place === owner) return;
      hide();
      owner = place;
      note.replaceChildren(...content());
      note.hidden = false;
      note.style.maxHeight = "";
      note.scrollTop = 0;
      place.setAttribute("aria-describedby", id);
      const wide = document.documentElement.clientWidth;
      note.style.left = `${Math.max(8, Math.min(box.left, wide - note.offsetWidth - 8)) + scrollX}px`;
      // On the side that has more room, and never longer than that.
      const room = [innerHeight - box.bottom - 14, box.top - 14];
      const below = note.offsetHeight <= room[0] || room[0] >= room[1];
      note.style.maxHeight = `${Math.max(96, below ? room[0] : room[1])}px`;
      note.style.top = `${(below ? box.bottom + 6 : box.top - note.offsetHeight - 6) + scrollY}px`;
    };
    note.addEventListener("pointerenter", () => clearTimeout(hiding));
    note.addEventListener("pointerleave", later);
    addEventListener("keydown", (e) => e.key === "Escape" && hide());
    return { show, hide, later, of: () => owner, holds: (element) => note.contains(element) };
  };
  // For the scripts of single pages.
  globalThis.policybook = { besides };

  const article = document.querySelector("article.policy");
  if (article) {
    const { policy, district, stamp } = article.dataset;
    const place = (link) => link.getAttribute("aria-label").replace(/^Link to /, "");
    const address = (link) => new URL(link.getAttribute("href"), location.href).href;
    const citation = (link) =>
      `${district}, ${place(link)}${stamp ? ` (${stamp})` : ""}, ${address(link)}`;
    const own = (clause) =>
      clause && all(".permalink", clause).find((link) => link.closest(".clause") === clause);
    // The clause's own words, without those of the clauses under it.
    const words = (link) => {
      const row = link.closest("tr");
      if (row) return [...row.cells].map((cell) => cell.textContent.trim()).join(" | ");
      const clause = link.closest(".clause");
      const from = clause.matches("section") ? clause.firstElementChild : clause.matches("li") ? clause.querySelector("p") : clause;
      const text = from.cloneNode(true);
      all(".permalink, .back, .rule-mark, .tools, .num, .clause", text).forEach((e) => e.remove());
      return text.textContent.trim().replace(/\s+/g, " ");
    };

    // One pair of buttons, which goes to the clause pointed at, focused or arrived at.
    const tools = make("span", { className: "tools" });
    let at = null;
    const button = (label, what) => {
      const b = make("button", { type: "button" });
      b.dataset.words = label;
      b.addEventListener("click", async () => {
        say((await copy(what(at))) ? `${label.replace("Copy", "Copied")}: ${place(at)}` : "This browser does not allow copying.");
      });
      tools.append(b);
      return b;
    };
    const buttons = [
      button("Copy citation", citation),
      button("Copy quote", (link) => `“${words(link)}” ${citation(link)}`),
    ];
    // The clause that the address names.
    const arrived = () => named(location.hash)?.closest("article.policy .clause");
    // The pointer does not take the buttons away from the keyboard.
    const held = () => tools.contains(document.activeElement) || document.activeElement.matches(".permalink:focus-visible");
    const show = (link, pointed) => {
      const table = link?.closest(".table");
      if (!link || (pointed && (table || held()))) return;
      tools.classList.toggle("arrived", Boolean(table) || link.closest(".clause") === arrived());
      if (link === at || tools.contains(document.activeElement)) return;
      at = link;
      buttons.forEach((b) => b.setAttribute("aria-label", `${b.dataset.words} of ${place(link)}`));
      (table ?? link).after(tools);
    };
    const target = () => {
      const link = own(arrived());
      if (link) show(link);
      else if (!held()) {
        tools.remove();
        at = null;
      }
    };
    article.addEventListener("pointerover", (e) => {
      if (e.pointerType === "mouse") show(own(e.target.closest(".clause")), true);
    });
    article.addEventListener("pointerleave", target);
    article.addEventListener("focusin", (e) => {
      if (e.target.matches(".permalink")) show(e.target);
    });
    addEventListener("hashchange", target);
    target();

    article.addEventListener("click", async (e) => {
      const link = e.target.closest(".permalink");
      if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
      say((await copy(address(link))) ? `Link copied: ${place(link)}` : `The address of ${place(link)} is in the address bar.`);
    });

    // The definition of a term, beside it while one points at it or is on it; a touch shows it, and
    // a second one goes there.
    const beside = besides("pb-note");
    const noteOn = (term, touched) => {
      const from = document.getElementById(`pb-term-${term.dataset.term}`);
      if (!from) return;
      beside.show(term, term.getClientRects()[0], () => [
        make("p", { className: "head", textContent: from.querySelector("dt").textContent }),
        from.querySelector(".meaning").cloneNode(true),
        make("p", { className: "sub", textContent: `Defined in ${from.querySelector(".sub a").textContent}.${touched ? " Touch again to go there." : ""}` }),
      ]);
    };
    const termAt = (e) => e.target.closest?.("a.term");
    article.addEventListener("pointerover", (e) => e.pointerType === "mouse" && termAt(e) && noteOn(termAt(e)));
    article.addEventListener("pointerout", (e) => e.pointerType === "mouse" && termAt(e) && beside.later());
    let touch = null;
    article.addEventListener("pointerdown", (e) => (touch = e.pointerType === "mouse" ? null : termAt(e)));
    article.addEventListener("focusin", (e) => termAt(e) && !touch && noteOn(termAt(e)));
    // It is never in the way of what has the focus next.
    addEventListener("focusin", (e) => termAt(e) === beside.of() || beside.hide());
    article.addEventListener("click", (e) => {
      const term = termAt(e);
      if (term && term === touch && term !== beside.of()) {
        e.preventDefault();
        noteOn(term, true);
      } else if (term) beside.hide();
      touch = null;
    });
    addEventListener("pointerdown", (e) => termAt(e) || beside.holds(e.target) || beside.hide());

    // Old browsers cannot unfold the contents by style on a wide screen.
    if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 64rem)").matches) {
      all(".side details").forEach((d) => (d.open = true));
    }
    // A folded contents closes once it has been used.
    const contents = document.querySelector(".contents");
    contents?.addEventListener("click", (e) => {
      const fold = contents.querySelector("details");
      if (e.target.closest("a") && !matchMedia("(min-width: 64rem)").matches) fold.open = false;
    });
    // Where one is in the contents.
    const entries = all("a", contents ?? article.ownerDocument.createElement("p"));
    const heads = entries.map((a) => named(a.hash));
    let waiting = false;
    const mark = () => {
      waiting = false;
      const here = heads.findLastIndex((h) => h && h.getBoundingClientRect().top < innerHeight / 4);
      entries.forEach((a, i) => (i === here ? a.setAttribute("aria-current", "location") : a.removeAttribute("aria-current")));
    };
    if (entries.length) {
      addEventListener("scroll", () => waiting || ((waiting = true), requestAnimationFrame(mark)), { passive: true });
      mark();
    }
  }

  // Another view of two texts opens at the clause that one reads.
  const clauses = all(":is(.row, .pair)[id]");
  all(".views a").forEach((link) => {
    const plain = link.getAttribute("href");
    link.addEventListener("click", () => {
      const here = scrollY > innerHeight ? clauses.find((c) => c.getBoundingClientRect().bottom > innerHeight / 5 && !c.id.includes("_")) : null;
      link.setAttribute("href", here ? `${plain}#${here.id}` : plain);
    });
  });

  // A filter over the lists of clauses.
  const lists = all("section.register");
  if (lists.length) {
    const rows = all("tbody tr", document.querySelector("main")).map((row) => [row, row.textContent.toLowerCase()]);
    const field = make("input", { type: "search", id: "pb-filter", autocomplete: "off" });
    const label = make("label", { htmlFor: "pb-filter", textContent: "Show only clauses with" });
    const count = make("span", { id: "pb-filter-count" });
    count.setAttribute("role", "status");
    const box = make("div", { className: "filter" });
    box.append(label, field, count);
    lists[0].before(box);
    field.addEventListener("input", () => {
      const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let found = 0;
      for (const [row, text] of rows) {
        row.hidden = !wanted.every((word) => text.includes(word));
        found += !row.hidden;
      }
      lists.forEach((list) => (list.hidden = !list.querySelector("tbody tr:not([hidden])")));
      count.textContent = wanted.length ? `${found} of ${rows.length} clauses` : "";
    });
  }
})();

"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const root = document.documentElement;
  root.classList.add("js");
  const all = document.getElementById("show-lines");
  const numbers = (element) => (element.dataset.events || "").split(" ").filter(Boolean);

  /* The marks of an article by event, read when they are first needed: a page may hold hundreds of articles. */
  class Sheet {
    constructor(article) {
      this.article = article;
      this.text = article.querySelector(".text");
      this.cards = [...article.querySelectorAll(".card")];
      this.marks = [...this.text.querySelectorAll("mark")];
      this.tags = [...this.text.querySelectorAll("a.tag")];
      this.events = new Map();
      for (const mark of this.marks) {
        for (const number of numbers(mark)) {
          if (!this.events.has(number)) this.events.set(number, { trigger: [], roles: new Map() });
          const event = this.events.get(number);
          if (mark.classList.contains("trigger")) event.trigger.push(mark);
          else event.roles.set(mark.dataset.span, [...(event.roles.get(mark.dataset.span) || []), mark]);
        }
      }
      this.kept = [];
      this.pointed = null;
      this.over = document.createElementNS(SVG, "svg");
      this.over.setAttribute("class", "lines-over");
      this.over.setAttribute("aria-hidden", "true");
      this.text.prepend(this.over);
      new ResizeObserver(() => this.draw()).observe(this.text);
    }

    show() {
      const active = new Set(this.pointed || this.kept);
      const touches = (element) => numbers(element).some((number) => active.has(number));
      for (const element of [...this.marks, ...this.tags, ...this.cards]) element.classList.toggle("on", touches(element));
      const records = new Set(this.cards.filter(touches).map((card) => card.id));
      for (const element of document.querySelectorAll("svg [data-record]")) {
        if (!this.article.contains(element) && !element.closest(".overview")) continue;
        element.classList.toggle("on", element.dataset.record.split(" ").some((id) => records.has(id)));
      }
      this.draw();
    }

    draw() {
      const shown = all.checked ? [...this.events.keys()] : this.pointed || this.kept;
      const origin = this.text.getBoundingClientRect();
      const links = [];
      for (const number of shown) {
        const event = this.events.get(number);
        if (!event || !event.trigger.length) continue;
        const from = event.trigger[0];
        const style = [...from.classList].find((name) => name.startsWith("f-"));
        const tone = [...from.classList].find((name) => /^t\d/.test(name));
        for (const [span, marks] of event.roles) {
          const link = document.createElementNS(SVG, "g");
          link.setAttribute("class", `link ${tone} ${style}`);
          link.dataset.event = number;
          link.dataset.span = span;
          const { path, x, y, turn } = route(from.getClientRects()[0], marks[0].getClientRects()[0], origin);
          const line = document.createElementNS(SVG, "path");
          line.setAttribute("d", path);
          const end = document.createElementNS(SVG, "use");
          end.setAttribute("href", style === "f-denied" ? "#end-denied" : style === "f-foiled" ? "#end-foiled" : "#end-asserted");
          end.setAttribute("transform", `translate(${x} ${y}) rotate(${turn})`);
          link.append(line, end);
          links.push(link);
        }
      }
      this.over.replaceChildren(...links);
    }
  }

  /* An arc over the words of one line, a curve from one line to another. */
  const route = (from, to, origin) => {
    const round = (value) => Math.round(value * 10) / 10;
    const x0 = round(from.left + from.width / 2 - origin.left);
    const x1 = round(to.left + to.width / 2 - origin.left);
    const apart = to.top + to.height / 2 - from.top - from.height / 2;
    if (Math.abs(apart) < from.height * 0.7) {
      const y0 = round(from.top - origin.top);
      const y1 = round(to.top - origin.top - 2);
      const high = round(Math.min(y0, y1) - Math.min(16, 8 + Math.abs(x1 - x0) * 0.08));
      return { path: `M${x0} ${y0}C${x0} ${high} ${x1} ${high} ${x1} ${y1}`, x: x1, y: y1, turn: 0 };
    }
    const down = apart > 0;
    const y0 = round((down ? from.bottom : from.top) - origin.top);
    const y1 = round((down ? to.top - 2 : to.bottom + 2) - origin.top);
    const middle = round((y0 + y1) / 2);
    return { path: `M${x0} ${y0}C${x0} ${middle} ${x1} ${middle} ${x1} ${y1}`, x: x1, y: y1, turn: 0 };
  };

  const sheets = new Map();
  const sheetOf = (element) => {
    const article = element.closest("article");
    if (!article || !article.querySelector(".card")) return null;
    if (!sheets.has(article)) sheets.set(article, new Sheet(article));
    return sheets.get(article);
  };

  /* What an element stands for: its sheet, the events and the record to be shown. */
  const meant = (target) => {
    const found = target.closest && target.closest("[data-events], [data-event], [data-record]");
    if (!found) return null;
    if (found.dataset.record) {
      const card = document.getElementById(found.dataset.record.split(" ")[0]);
      return { sheet: sheetOf(card), events: numbers(card), card };
    }
    const sheet = sheetOf(found);
    const events = found.dataset.event ? [found.dataset.event] : numbers(found);
    const card = sheet && sheet.cards.find((each) => numbers(each).includes(events[0]));
    return { sheet, events, card, found };
  };

  const point = (target) => {
    const now = meant(target);
    for (const sheet of sheets.values()) {
      if (sheet.pointed && (!now || now.sheet !== sheet)) { sheet.pointed = null; sheet.show(); }
    }
    if (now && now.sheet && String(now.sheet.pointed) !== String(now.events)) { now.sheet.pointed = now.events; now.sheet.show(); }
  };
  const keep = (sheet, events) => {
    for (const other of sheets.values()) if (other !== sheet && other.kept.length) { other.kept = []; other.show(); }
    sheet.kept = events;
    sheet.pointed = null;
    sheet.show();
  };

  document.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") point(event.target); });
  document.addEventListener("focusin", (event) => point(event.target));
  document.addEventListener("focusout", (event) => { if (!event.relatedTarget) point(document.body); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const sheet of sheets.values()) { sheet.kept = []; sheet.pointed = null; sheet.show(); }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const inside = event.target.closest("article, .overview");
    const now = inside && meant(event.target);
    if (!now || !now.sheet || (link && event.detail === 0)) return; /* a key on a link: the address changes, see below */
    if (String(getSelection())) return;
    keep(now.sheet, now.events);
    const away = now.found && now.found.closest(".card") ? now.sheet.events.get(now.events[0]).trigger[0] : now.card;
    if (event.target.closest(".overview") || !away) return;
    event.preventDefault();
    history.replaceState(null, "", `#${now.card.id}`);
    away.scrollIntoView({ block: "nearest" });
  });

  /* An address may name a record (a1r2), an event (a1e3) or an article (a1). */
  const arrive = () => {
    const target = document.getElementById(location.hash.slice(1));
    const now = target && meant(target);
    if (now && now.sheet) keep(now.sheet, now.events);
  };
  addEventListener("hashchange", arrive);
  arrive();

  const articles = [...document.querySelectorAll("article")];
  const entries = [...document.querySelectorAll(".list li")];
  const visible = new Set();
  const mark = () => {
    const first = articles.findIndex((article) => visible.has(article));
    entries.forEach((entry, number) => {
      entry.classList.toggle("current", number === first);
      if (number === first) entry.firstElementChild.setAttribute("aria-current", "true");
      else entry.firstElementChild.removeAttribute("aria-current");
    });
  };
  const watcher = new IntersectionObserver((changes) => {
    for (const { isIntersecting, target } of changes) {
      if (isIntersecting) visible.add(target);
      else visible.delete(target);
      const sheet = isIntersecting && all.checked && sheetOf(target);
      if (sheet) sheet.draw();
    }
    mark();
  });
  for (const article of articles) watcher.observe(article);
  all.addEventListener("change", () => {
    for (const article of visible) sheetOf(article);
    for (const sheet of sheets.values()) sheet.draw();
  });

  const filter = document.getElementById("filter");
  if (filter) {
    const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const said = document.getElementById("filtered");
    const texts = new Map();
    filter.addEventListener("input", () => {
      const wanted = folded(filter.value).split(/\s+/).filter(Boolean);
      let kept = 0;
      entries.forEach((entry, number) => {
        if (wanted.length && !texts.has(number)) texts.set(number, folded(articles[number].textContent));
        const fits = wanted.every((word) => texts.get(number).includes(word));
        entry.hidden = articles[number].hidden = !fits;
        kept += fits;
      });
      said.textContent = wanted.length ? `${kept} of ${articles.length}` : "";
    });
  }
})();

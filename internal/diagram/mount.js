// mount.js: the component, put together.

// Diagram is one behaviour on a page.
class Diagram {
  constructor(element, behaviour, options) {
    this.options = options;
    this.at = 0;
    this.model = new Model(behaviour);
    this.filter = new Filter(this.model, () => this.layout());
    this.build(element);
    this.show(behaviour, options.at ?? "violation");
    new ResizeObserver(() => this.resized()).observe(this.scroll);
  }

  build(element) {
    const button = (words, title, act) => el("button", { type: "button", title, onclick: act }, words);
    this.where = el("span", { class: "ad-where" });
    this.toViolation = button("✗ to the violation", "go to the violation (v)", () => this.go("violation"));
    this.bar = el(
      "div",
      { class: "ad-bar", role: "toolbar", "aria-label": "steps" },
      button("start", "go to the start (Home)", () => this.go(0)),
      button("← back", "one step back (←)", () => this.move(-1)),
      button("next →", "next step (→)", () => this.move(1)),
      button("end", "go to the end (End)", () => this.go(this.model.steps.length)),
      this.where,
      this.toViolation,
      this.filter.element,
    );
    this.group = svg("g");
    this.picture = svg("svg", { class: "ad-svg", role: "img" }, this.group);
    this.canvas = el("div", { class: "ad-canvas" });
    this.scroll = el("div", { class: "ad-scroll", tabindex: "0", role: "group", "aria-label": this.options.label ?? "space-time diagram" });
    this.step = el("div", { class: "ad-panel" });
    this.state = el("div", { class: "ad-panel ad-state" });
    this.extra = el("div", { class: "ad-extra" });
    this.side = el("div", { class: "ad-side", tabindex: "0", role: "group", "aria-label": "this state" }, this.step, this.extra, this.state);
    this.list = el("details", { class: "ad-list" }, el("summary", {}, "Steps as a list"));
    this.list.addEventListener("toggle", () => this.fillList());
    this.live = el("div", { class: "ad-live", "aria-live": "polite" });
    this.legend = el("p", { class: "ad-legend" });
    this.root = el("div", { class: "ad" }, this.bar, el("div", { class: "ad-body" }, this.scroll, this.side, el("div", { class: "ad-foot" }, this.legend, this.list)), this.live);
    element.replaceChildren(this.root);
    this.scroll.addEventListener("scroll", () => this.scrolled());
    this.canvas.addEventListener("click", (event) => event.target.dataset?.at !== undefined && this.go(Number(event.target.dataset.at)));
    if (this.options.keys !== false) this.root.addEventListener("keydown", (event) => this.key(event));
  }

  // show draws another behaviour.
  show(behaviour, at) {
    if (this.behaviour !== undefined) this.model = new Model(behaviour);
    this.behaviour = behaviour;
    this.filter.show(this.model);
    const violation = this.model.violation();
    this.toViolation.hidden = violation < 0;
    this.legend.replaceChildren(...legendOf(this.model));
    this.at = this.moment(at ?? this.at);
    this.layout();
    this.fillList();
  }

  // moment is a number of steps that there is.
  moment(at) {
    if (at === "violation") at = this.model.violation() >= 0 ? this.model.violation() : this.model.lastOnly ? this.model.steps.length : this.options.at === "violation" ? this.model.steps.length : 0;
    return Math.max(0, Math.min(this.model.steps.length, Number(at) || 0));
  }

  // go shows the state after so many steps, or "violation".
  go(at) {
    const target = this.moment(at);
    if (target === this.at) return;
    this.at = target;
    this.refresh();
    this.options.onmove?.(this.at, this);
  }

  // move goes so many rows on: a filter leaves out others.
  move(by) {
    const row = this.sheet.row(this.at);
    const hidden = this.sheet.rows[row] !== this.at;
    const next = Math.max(0, Math.min(this.sheet.rows.length - 1, row + by + (hidden && by < 0 ? 1 : 0)));
    this.go(this.sheet.rows[next]);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return false;
    if (this.side.contains(event.target) && /^(Arrow|Page|Home|End)/.test(event.key)) return false; // it scrolls
    const acts = {
      ArrowRight: () => this.move(1), ArrowDown: () => this.move(1), n: () => this.move(1), j: () => this.move(1),
      ArrowLeft: () => this.move(-1), ArrowUp: () => this.move(-1), b: () => this.move(-1), k: () => this.move(-1),
      PageDown: () => this.move(10), PageUp: () => this.move(-10),
      Home: () => this.go(0), End: () => this.go(this.model.steps.length), v: () => this.go("violation"),
    };
    const act = acts[event.key];
    if (!act) return false;
    event.preventDefault();
    act();
    return true;
  }

  resized() {
    if (this.scroll.clientWidth !== this.width) this.layout();
    else this.scrolled();
  }

  // layout places rows and columns anew.
  layout() {
    this.width = this.scroll.clientWidth;
    const filter = this.filter;
    this.sheet = new Sheet(this.model, this.width - 2, { lane: (i) => filter.lane(i), step: (step) => filter.step(step) });
    this.canvas.style.width = this.sheet.width + "px";
    this.canvas.style.height = this.sheet.height + "px";
    filter.summary.textContent = filter.active ? `Filter: ${this.sheet.rows.length - 1} of ${plural(this.model.steps.length, "step")}` : "Filter";
    this.refresh();
  }

  // refresh draws the moment.
  refresh() {
    this.drawHead();
    if (this.canvas.parentNode !== this.scroll) {
      this.scroll.append(this.canvas);
      this.canvas.append(this.picture);
    }
    this.reveal();
    this.draw();
    this.step.replaceChildren(...drawStep(this.model, this.at));
    this.state.replaceChildren(...drawState(this.model, this.at));
    this.where.textContent = this.at === 0 ? `start of ${plural(this.model.steps.length, "step")}` : `step ${this.at} of ${this.model.steps.length}`;
    this.live.textContent = spoken(this.model, this.at);
    this.markList();
  }

  // drawHead draws the names anew where one went down or up, or the columns are others.
  drawHead() {
    const downs = this.sheet.lanes.filter((lane) => this.model.isDown(lane, this.at)).join();
    if (this.head?.sheet === this.sheet && this.head.downs === downs) return;
    this.head?.drawn.remove();
    this.head = { sheet: this.sheet, downs, drawn: drawHead(this.sheet, this.at) };
    this.scroll.prepend(this.head.drawn);
  }

  // reveal scrolls so that the moment is in view, with the row after it.
  reveal() {
    const y = this.sheet.y(this.at);
    const { scrollTop, clientHeight } = this.scroll;
    const room = clientHeight - headHeight;
    if (y - rowHeight < scrollTop) this.scroll.scrollTop = Math.max(0, y - rowHeight * 1.5);
    else if (y + rowHeight * 1.5 > scrollTop + room) this.scroll.scrollTop = y + rowHeight * 1.5 - room;
    this.revealLane();
  }

  // revealLane scrolls sideways so that whoever took the step is in view.
  revealLane() {
    const x = this.at > 0 ? this.sheet.x(this.model.steps[this.at - 1].to) : undefined;
    if (x === undefined) return;
    const { scrollLeft, clientWidth } = this.scroll;
    const half = this.sheet.laneWidth / 2;
    if (x - half < scrollLeft) this.scroll.scrollLeft = Math.max(0, x - clientWidth / 2);
    else if (x + half > scrollLeft + clientWidth) this.scroll.scrollLeft = x - clientWidth / 2;
  }

  scrolled() {
    const { scrollTop, clientHeight } = this.scroll;
    if (scrollTop < this.top || scrollTop + clientHeight > this.bottom) this.draw();
  }

  draw() {
    const { scrollTop, clientHeight } = this.scroll;
    const view = drawRows(this.sheet, this.group, scrollTop, scrollTop + clientHeight, this.at);
    this.top = view.first * rowHeight;
    this.bottom = view.last === this.sheet.rows.length - 1 ? Infinity : view.last * rowHeight;
    if (view.first === 0) this.top = -1;
    this.picture.setAttribute("width", this.sheet.width);
    this.picture.setAttribute("height", this.sheet.height);
    this.picture.setAttribute("aria-label", `space-time diagram of ${plural(this.model.steps.length, "step")} among ${plural(this.model.lanes.length, "participant")}; the list of steps says the same in words`);
  }

  // fillList writes the steps in words, once somebody wants them.
  fillList() {
    this.list.querySelector("ol")?.remove();
    if (!this.list.open) return;
    const items = this.model.steps.map((step, i) => el("li", {}, el("button", { type: "button", "data-to": i + 1 }, clip(wordsOf(step), 200))));
    const list = el("ol", {}, ...items);
    list.addEventListener("click", (event) => event.target.dataset.to && this.go(Number(event.target.dataset.to)));
    this.list.append(list);
    this.markList();
  }

  markList() {
    if (!this.list.open) return;
    this.list.querySelector("[aria-current]")?.removeAttribute("aria-current");
    this.list.querySelector(`[data-to="${this.at}"]`)?.setAttribute("aria-current", "step");
  }
}

function mount(element, behaviour, options = {}) {
  return new Diagram(element, behaviour, options);
}

// mountMarked mounts what a page marked: at once where it stands on the first two screens, so that a picture of the page has it, and
// once it comes into view elsewhere. Each tells the page that it is drawn.
function mountMarked() {
  const draw = (element) => {
    const data = document.getElementById(element.dataset.assayBehaviour);
    if (!data) return;
    mount(element, JSON.parse(data.textContent), { at: "violation", label: element.dataset.assayLabel });
    element.dispatchEvent(new CustomEvent("assay-drawn", { bubbles: true }));
  };
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.unobserve(entry.target);
      draw(entry.target);
    }
  }, { rootMargin: "400px" });
  for (const element of document.querySelectorAll("[data-assay-behaviour]")) {
    if (!element.closest("details:not([open])") && element.getBoundingClientRect().top < 2 * innerHeight) draw(element);
    else seen.observe(element);
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mountMarked);
else mountMarked();

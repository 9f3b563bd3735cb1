// filter.js: which participants and which kinds of step are shown.

class Filter {
  constructor(model, changed) {
    this.lanesOff = new Set();
    this.kindsOff = new Set();
    this.changed = changed;
    this.summary = el("summary", {}, "Filter");
    this.element = el("details", { class: "ad-filter" }, this.summary);
    this.element.addEventListener("toggle", () => this.element.open && this.fill());
    this.model = model;
  }

  // show takes another behaviour; what is off stays off.
  show(model) {
    this.model = model;
    if (this.element.open) this.fill();
  }

  get active() {
    return this.lanesOff.size + this.kindsOff.size > 0;
  }

  lane(i) {
    return !this.lanesOff.has(this.model.lanes[i]);
  }

  // step is shown where its kind is, and one of its participants; what is of the whole always is.
  step(step) {
    if (this.kindsOff.has(kindOf(step))) return false;
    const who = [step.from, step.to].filter((id) => this.model.index.has(id));
    return who.length === 0 || who.some((id) => !this.lanesOff.has(id));
  }

  fill() {
    const lanes = this.model.lanes.map((lane) => [lane, lane || "state"]);
    const kinds = [...this.model.kinds.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, n]) => [kind, `${kind} (${n})`]);
    const fieldset = (title, all, off) => {
      const boxes = all.map(([key, words]) => this.box(key, words, off));
      const every = (on) => {
        all.forEach(([key]) => (on ? off.delete(key) : off.add(key)));
        boxes.forEach((box) => (box.firstChild.checked = on));
        this.changed();
      };
      const button = (words, on) => el("button", { type: "button", onclick: () => every(on) }, words);
      return el("fieldset", {}, el("legend", {}, title), el("div", {}, button("all", true), button("none", false)), el("div", { class: "ad-boxes" }, ...boxes));
    };
    const panel = el("div", { class: "ad-filter-panel" }, fieldset("Participants", lanes, this.lanesOff), fieldset("Steps and messages", kinds, this.kindsOff));
    this.element.replaceChildren(this.summary, panel);
  }

  box(key, words, off) {
    const input = el("input", { type: "checkbox" });
    input.checked = !off.has(key);
    input.addEventListener("change", () => {
      if (input.checked) off.delete(key);
      else off.add(key);
      this.changed();
    });
    return el("label", {}, input, " ", clip(words, 60));
  }
}

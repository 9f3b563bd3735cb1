// panel.js: one moment in words, beside the diagram.

const truths = {
  true: { sign: "✓", words: "true here", kind: "good" },
  false: { sign: "✗", words: "violated here", kind: "bad" },
  reached: { sign: "●", words: "reached here", kind: "good" },
  "not reached": { sign: "○", words: "not reached here", kind: "soft" },
  open: { sign: "…", words: "not decided by one state", kind: "soft" },
};

// flyingMax is how many messages in flight are listed before a person asks for all.
const flyingMax = 30;

// section is a titled part. It is no landmark: a page may have a hundred of each, which would hide its own.
function section(title, className, ...children) {
  return el("section", { class: "ad-section " + className, role: "group", "aria-label": title }, el("h2", {}, title), ...children);
}

// drawStep is what there is to say of a moment first: the step that led to it, and the properties.
function drawStep(model, at) {
  const says = model.saysAt(at);
  const list = says.length > 0 ? section("Properties in this state", "ad-says", el("ul", {}, ...says.map((said) => saying(said, at)))) : "";
  return [stepSection(model, at), list];
}

// drawState is the state of a moment.
function drawState(model, at) {
  const flying = model.flyingAt(at);
  const states = model.known(at) ? statesSection(model, at) : el("p", { class: "ad-soft" }, untold(model));
  return [states, flying.length > 0 ? flyingSection(flying) : ""];
}

// untold says why there is no state to be seen.
function untold(model) {
  if (model.whole > 0) return `The behaviour is long: its states are kept from step ${model.whole} on. assay explore shows all of them.`;
  return model.lastOnly ? "Of this behaviour the states at its end alone are kept: go to the end to see them. assay explore shows all of them." : "No states were told.";
}

// stepSection says which step led here, and what it changed.
function stepSection(model, at) {
  if (at === 0) return section("The start", "ad-step", el("p", { class: "ad-soft" }, "All participants have started; no step was taken."));
  const step = model.steps[at - 1];
  const title = `Step ${at} of ${model.steps.length}`;
  const words = el("p", { class: "ad-words" + (step.failure ? " ad-bad" : "") }, long(wordsOf(step)));
  const note = step.note ? el("p", { class: "ad-soft" }, long(step.note)) : null;
  const nowhere = step.nowhere ? el("p", { class: "ad-bad" }, "The handler failed: there is no state after this step.") : null;
  return section(title, "ad-step", words, note, nowhere);
}

function saying(said, at) {
  const truth = truths[said.truth] ?? truths.open;
  return el(
    "li",
    { class: "ad-saying" },
    el("span", { class: "ad-sign-text ad-" + truth.kind, "aria-hidden": "true" }, truth.sign + " "),
    el("span", { class: "ad-property" }, visible(said.property)),
    el("span", { class: "ad-" + truth.kind }, ` ${truth.words}${said.since === at && at > 0 && said.truth === "false" ? ", since this step" : ""}`),
    said.why ? el("div", { class: "ad-why" }, long(said.why)) : null,
    said.hint ? el("div", { class: "ad-soft" }, "hint: ", long(said.hint)) : null,
  );
}

// statesSection is each participant with what it is and has; what the step changed is marked.
function statesSection(model, at) {
  const parts = model.partsAt(at);
  const boxes = [];
  for (const [i, lane] of model.lanes.entries()) {
    const own = parts.filter((part) => (part.lane ?? "") === lane);
    if (own.length > 0) boxes.push(boxOf(model, lane || "state", own, model.isDown(i, at)));
  }
  const world = parts.filter((part) => !part.lane && !model.index.has(""));
  if (world.length > 0) boxes.push(laneBox("the system", world, false));
  return section(at === 0 ? "States" : "States, and what this step changed", "ad-states", ...boxes);
}

// boxOf is the box of a lane, the one that stands there already where it says the same.
function boxOf(model, name, parts, down) {
  const key = JSON.stringify([parts.map((part) => [part.name, part.text, part.gone, part.changes]), down]);
  let known = model.boxes.get(name);
  if (known?.key !== key) model.boxes.set(name, (known = { key, box: laneBox(name, parts, down) }));
  return known.box;
}

function laneBox(name, parts, down) {
  const changed = parts.some((part) => part.changes?.length);
  const rows = parts.flatMap(partRows);
  return el(
    "div",
    { class: "ad-box" + (changed ? " ad-changed" : "") },
    el("h3", {}, visible(name), down ? el("span", { class: "ad-bad" }, " down") : null, changed ? el("span", { class: "ad-badge" }, "changed") : null),
    el("dl", {}, ...rows),
  );
}

// partRows are a part, or its fields where it is a struct.
function partRows(part) {
  const changes = new Map((part.changes ?? []).map((change) => [change.field ?? "", change]));
  const all = part.gone ? null : fields(part.text);
  if (!all || all.length === 0) return row(part.name || "state", part.text, changes.get(""), part.gone);
  const whole = changes.get("");
  return all.flatMap((field) => row((part.name ? part.name + "." : "") + field.name, field.text, changes.get(field.name) ?? (whole && { before: undefined, after: field.text })));
}

function row(name, text, change, gone) {
  const value = el("dd", { class: change ? "ad-new" : "" });
  if (change && change.before !== undefined) value.append(el("del", {}, long(change.before)), el("span", { class: "ad-soft" }, " → "));
  value.append(gone ? el("span", { class: "ad-soft" }, "none") : change ? el("ins", {}, long(text)) : long(text));
  return [el("dt", {}, visible(name)), value];
}

function flyingSection(flying) {
  const list = el("ul", { class: "ad-flying" });
  const item = (message) => el("li", {}, el("span", { class: "ad-soft" }, `${visible(message.from)} → ${visible(message.to)} `), long(message.what));
  list.append(...flying.slice(0, flyingMax).map(item));
  const title = `In flight: ${plural(flying.length, "message")}`;
  if (flying.length <= flyingMax) return section(title, "ad-air", list);
  const more = el("button", { type: "button", class: "ad-all" }, `show ${flying.length - flyingMax} more`);
  more.addEventListener("click", () => {
    list.append(...flying.slice(flyingMax).map(item));
    more.remove();
  });
  return section(title, "ad-air", list, more);
}

// spoken is what a screen reader says of a moment.
function spoken(model, at) {
  const violated = model.saysAt(at).filter((said) => said.truth === "false");
  const words = at === 0 ? "Start." : `Step ${at} of ${model.steps.length}: ${visible(wordsOf(model.steps[at - 1]))}.`;
  return [words, ...violated.map((said) => `${visible(said.property)} is violated. ${clip(said.why ?? "", 200)}`)].join(" ");
}

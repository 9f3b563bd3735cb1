// page.js: the page, which asks the system what can happen and shows what did.

const { visible, clip, el, wordsOf } = assayDiagram;
const $ = (id) => document.getElementById(id);

const page = { about: null, system: 0, branches: [], active: 0, beside: -1, diagrams: [], enabled: new Map(), properties: [], busy: 0, generation: 0 };
window.assayPage = page; // for a person at the console, and for the tests of the page

// ask puts one question about the system that is shown.
async function ask(question, system = page.system) {
  const response = await fetch("api/ask", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ system, ask: question }) });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

// notice tells a person what went wrong; without a text it is gone.
function notice(text) {
  $("notice").hidden = !text;
  $("notice").textContent = text ? visible(text.replace(/^(walk|check|sim|trace|side|explore|cli): /, "")).replaceAll("\\u{a}", "\n") : "";
  above();
}

// guarded does something, and tells what went wrong in it.
async function guarded(act) {
  page.busy++;
  try {
    return await act();
  } catch (error) {
    notice(error instanceof TypeError ? "assay explore does not answer any more: it was ended, or its test binary died" : String(error.message ?? error));
  } finally {
    page.busy--;
  }
}

// above measures how much of the window is taken, so that the diagram fits what is left.
function above() {
  const top = $("main").getBoundingClientRect().top + window.scrollY;
  if (page.above === Math.round(top)) return;
  page.above = Math.round(top);
  document.documentElement.style.setProperty("--xp-above", page.above + 92 + "px");
}

// begin reads what the page is about, and opens what its address names.
async function begin() {
  page.about = await (await fetch("api/page")).json();
  $("package").textContent = visible(page.about.package);
  page.about.systems.forEach((system, i) => $("system").append(el("option", { value: i }, systemWords(system))));
  if (page.about.problem) notice(page.about.problem);
  const name = decodeURI(location.hash.slice(1)) || page.about.begin;
  page.system = page.about.first;
  page.system = systemOf(name) ?? page.about.first;
  await open(name);
}

function systemWords(system) {
  const violates = system.violates ? ` — violates ${clip(system.violates, 60)}` : "";
  return clip(system.name, 80) + (system.sort === "sim" ? " (simulated)" : "") + violates;
}

// systemOf is the system that a name belongs to.
function systemOf(name) {
  const system = decodeURIComponent(name.slice(0, name.lastIndexOf(":")).replace(/@[^@]*$/, ""));
  const shown = page.about.systems[page.system];
  if (!name.includes(":") || shown?.name === system) return name.includes(":") ? page.system : undefined;
  const i = page.about.systems.findIndex((other) => other.name === system);
  return i < 0 ? undefined : i;
}

// open shows a behaviour of the system, or its start and then what is violated.
async function open(name) {
  const generation = ++page.generation;
  clearTimeout(page.naming);
  page.endHunt?.();
  $("system").value = page.system;
  Object.assign(page, { branches: [], active: 0, beside: -1, verdicts: null });
  page.enabled.clear();
  const system = page.about.systems[page.system];
  document.title = `${system.name} · assay explore`;
  const wanted = new URLSearchParams(location.search).get("at");
  let answer = await guarded(() => ask({ what: "see", behaviour: name || encodeName(system.name) + ":" }));
  if (generation !== page.generation || !answer) return;
  if (answer.error) notice(answer.error);
  if (!answer.behaviour) answer = await guarded(() => ask({ what: "see", behaviour: encodeName(system.name) + ":" }));
  $("loading").hidden = true;
  if (!answer?.behaviour) return (page.hunted = true);
  performance.mark("told");
  page.properties = answer.properties ?? [];
  add(whole(answer.behaviour), name ? "as named" : "from the start", wanted);
  performance.mark("shown");
  await hunt(generation, !name);
}

function encodeName(name) {
  return name.replace(/[^\p{L}\p{Nd}\-_./+~]/gu, (c) => [...new TextEncoder().encode(c)].map((b) => "%" + b.toString(16).toUpperCase().padStart(2, "0")).join(""));
}

function whole(behaviour) {
  return { ...behaviour, steps: behaviour.steps ?? [], states: behaviour.states ?? [], package: page.about.package };
}

// add makes a branch and shows it.
function add(behaviour, label, at) {
  const branch = new Branch(behaviour, label);
  page.branches.push(branch);
  activate(page.branches.length - 1, at ?? "violation");
}

// activate shows a branch.
function activate(i, at) {
  page.active = i;
  if (page.beside === i) page.beside = -1;
  const branch = page.branches[i];
  if (!page.diagrams[0]) {
    page.diagrams[0] = assayDiagram.mount($("first"), branch.behaviour, { at: at ?? branch.at, keys: false, onmove: (at) => moved(at) });
    page.diagrams[0].extra.append(...panels());
  } else {
    page.diagrams[0].show(branch.behaviour, at ?? branch.at);
  }
  moved(page.diagrams[0].at);
  showBeside();
  if (page.verdicts) drawVerdicts(page.verdicts);
}

// namingWaitMS is how long a person rests on a state before the address names it: a browser is slow to change a long address.
const namingWaitMS = 150;

// address is that of the behaviour, and of where on it the person is.
function address() {
  const { behaviour, at, length } = page.branches[page.active];
  return location.pathname + (at === length ? "" : "?at=" + at) + "#" + behaviour.name;
}

// moved is called when the person is somewhere else on the branch.
function moved(at) {
  const branch = page.branches[page.active];
  branch.at = at;
  clearTimeout(page.naming);
  page.naming = setTimeout(() => history.replaceState(null, "", address()), namingWaitMS);
  page.diagrams[1]?.go(Math.min(at, page.branches[page.beside]?.length ?? 0));
  page.drawn = drawEnabled();
}

// showBeside shows a second branch, or none.
function showBeside() {
  const other = page.branches[page.beside];
  $("main").classList.toggle("xp-two", !!other);
  $("second").hidden = !other;
  page.diagrams[1] = other ? assayDiagram.mount($("second"), other.behaviour, { at: Math.min(other.length, page.branches[page.active].at), keys: false, label: "space-time diagram of the other branch" }) : null;
  drawBranches();
  above();
}

// beside turns the comparison on and off: with the branch before, or the first other one.
function toggleBeside() {
  if (page.beside >= 0) page.beside = -1;
  else if (page.branches.length > 1) page.beside = page.active > 0 ? page.active - 1 : 1;
  showBeside();
}

function drawBranches() {
  const nav = $("branches");
  if (page.branches.length < 2) return nav.replaceChildren();
  const current = page.branches[page.active];
  const tabs = page.branches.map((branch, i) => {
    const common = i === page.active ? "" : sharedWords(shared(current, branch));
    return el("button", { type: "button", "aria-current": i === page.active ? "true" : null, title: clip(branch.behaviour.name, 200), onclick: () => activate(i) }, `${i + 1} · ${branch.label} (${branch.length} step${branch.length === 1 ? "" : "s"}${common})`);
  });
  const others = page.branches.map((_, i) => i).filter((i) => i !== page.active);
  const choice = el("select", { "aria-label": "branch shown beside this one", onchange: (event) => ((page.beside = Number(event.target.value)), showBeside()) },
    el("option", { value: -1 }, "one branch"), ...others.map((i) => el("option", { value: i }, `beside branch ${i + 1}`)));
  choice.value = page.beside;
  nav.replaceChildren(el("span", { class: "ad-soft" }, "branches "), ...tabs, choice);
}

// panels are what stands beside the diagram that a page without a system cannot have.
function panels() {
  page.steps = el("section", { class: "ad-section", "aria-label": "next steps" });
  page.searching = el("div", { class: "xp-result", role: "status" });
  page.condition = el("input", { type: "search", id: "condition", "aria-label": "a state where", placeholder: "a state where …", spellcheck: "false", autocomplete: "off" });
  const form = el("form", { class: "xp-search" }, page.condition, el("button", { type: "submit" }, "search"));
  form.addEventListener("submit", (event) => (event.preventDefault(), search(page.condition.value)));
  const search_ = el("details", { class: "ad-section", id: "search" }, el("summary", {}, "Search for a state from here on"), form, page.searching, searchHelp());
  return [page.steps, search_];
}

function searchHelp() {
  const examples = [["text", "some participant's state contains it"], ["2 of text", "at least two do"], ["name: text", "that participant's does"],
    ["flying text", "a message in flight does"], ["not …", "it is not so"], ["… & …", "both are so"]];
  const list = el("ul", { class: "xp-search-help ad-soft" }, ...examples.map(([form, words]) => el("li", {}, el("code", {}, form), " " + words)));
  page.named = el("div", { class: "xp-goals" });
  return el("div", {}, page.named, list);
}

// drawEnabled shows the steps that can be taken from here.
async function drawEnabled() {
  const branch = page.branches[page.active];
  const at = branch.at;
  const name = nameOf(branch.behaviour, at);
  if (!page.enabled.has(name)) {
    const answer = await guarded(() => ask({ what: "see", behaviour: name, from: at + 1 }));
    if (!answer) return;
    page.enabled.set(name, answer.enabled ?? []);
  }
  if (branch !== page.branches[page.active] || branch.at !== at) return; // the person went on
  const taken = branch.behaviour.steps[at]?.number;
  page.options = page.enabled.get(name);
  const group = (title, options) => options.length === 0 ? [] : [el("p", { class: "xp-group" }, title), el("ul", { class: "xp-steps" }, ...options.map((o) => optionItem(o, taken)))];
  const usual = page.options.filter((o) => !o.failure);
  const failures = page.options.filter((o) => o.failure);
  page.keyed = [...usual, ...failures].slice(0, 9);
  const none = page.options.length === 0 ? [el("p", { class: "ad-soft" }, "No step is enabled: the behaviour ends here.")] : [];
  page.steps.replaceChildren(el("h2", {}, "What can happen next"), ...none, ...group("", usual), ...group("what can go wrong", failures));
  page.steps.querySelectorAll(".xp-group:empty").forEach((p) => p.remove());
}

function optionItem(option, taken) {
  const key = page.options.indexOf(option) >= 0 ? keyOf(option) : "";
  const mark = option.number === taken ? "taken" : option.fails ? "fails" : option.idle ? "changes nothing" : "";
  const classes = (option.failure ? "ad-bad " : "") + (option.number === taken ? "xp-taken" : "");
  const words = clip(wordsOf(option) + (option.note ? "  " + option.note : ""), 160);
  return el("li", {}, el("button", { type: "button", class: classes, "data-number": option.number, title: clip(option.fails || wordsOf(option), 400), onclick: () => take(option) },
    el("span", { class: "xp-key", "aria-hidden": "true" }, key), el("span", { class: "xp-what" }, words), el("span", { class: "xp-mark" }, mark)));
}

// keyOf is the digit that takes an option: usual steps come first.
function keyOf(option) {
  const order = [...page.options.filter((o) => !o.failure), ...page.options.filter((o) => o.failure)];
  const i = order.indexOf(option);
  return i < 9 ? String(i + 1) : "";
}

// take takes a step: along the branch where it is the next one there, else on a new branch.
async function take(option) {
  const branch = page.branches[page.active];
  const at = branch.at;
  if (branch.behaviour.steps[at]?.number === option.number) return page.diagrams[0].go(at + 1);
  const name = longerName(nameOf(branch.behaviour, at), option.number);
  const answer = await guarded(() => ask({ what: "see", behaviour: name, from: at + 1 }));
  if (!answer) return;
  notice(answer.error);
  if (!answer.behaviour) return;
  page.enabled.set(name, answer.enabled ?? []);
  follow(branch, at, whole(answer.behaviour));
}

// follow goes on from a moment of a branch with what an answer told.
function follow(branch, at, more) {
  if (at === branch.length) {
    branch.grow(more);
    return activate(page.active, branch.length);
  }
  const forked = branch.cut(at);
  forked.grow(more);
  forked.label = `from step ${at} of branch ${page.active + 1}`;
  page.branches.push(forked);
  activate(page.branches.length - 1, forked.length);
}

// wait looks after a job until it is done.
async function wait(job, generation, told) {
  while (job && !job.done && generation === page.generation) {
    told(job);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const answer = await ask({ what: "look", job: job.id });
    if (answer.error) throw new Error(answer.error);
    job = answer.job;
  }
  return generation === page.generation ? job : null;
}

async function search(condition) {
  const branch = page.branches[page.active];
  const at = branch.at;
  const base = nameOf(branch.behaviour, at);
  const generation = page.generation;
  await guarded(async () => {
    if (page.looking) await ask({ what: "cancel", job: page.looking });
    const answer = await ask({ what: "search", behaviour: base, condition });
    if (answer.error) return page.searching.replaceChildren(el("span", { class: "ad-bad" }, visible(answer.error.replace(/^walk: /, "").replace("\nhint:", ". Hint:"))));
    page.looking = answer.job.id;
    const stop = el("button", { type: "button", onclick: () => ask({ what: "cancel", job: answer.job.id }) }, "stop");
    const job = await wait(answer.job, generation, (job) => page.searching.replaceChildren(`looked at ${(job.states ?? 0).toLocaleString("en")} states, ${job.depth ?? 0} steps from here `, stop));
    page.looking = 0;
    if (!job) return;
    page.searching.replaceChildren(visible(job.says ?? ""));
    if (!job.found?.length) return;
    const seen = await ask({ what: "see", behaviour: job.found[0].name, from: at + 1 });
    if (seen.behaviour) follow(branch, at, whole(seen.behaviour));
  });
}

// hunt lets the system be searched as its test does it, and shows what is violated if nobody has begun to look elsewhere.
async function hunt(generation, show) {
  const at = $("verdicts");
  at.replaceChildren();
  await guarded(async () => {
    const { system } = page;
    const answer = await ask({ what: "hunt" });
    if (answer.error) throw new Error(answer.error);
    page.endHunt = () => ask({ what: "cancel", job: answer.job.id }, system).catch(() => {}); // it may be gone
    const stop = el("button", { type: "button", onclick: page.endHunt }, "stop");
    const job = await wait(answer.job, generation, (job) => at.replaceChildren(el("span", { class: "ad-soft" }, `looking for what is violated… ${(job.states ?? 0).toLocaleString("en")} looked at`), stop));
    if (!job) return;
    page.endHunt = null;
    drawVerdicts(job);
    const all = (job.found ?? []).filter((found) => found.verdict === "violated" && found.name);
    const violated = all.find((found) => found.property === page.about.systems[page.system].violates) ?? all[0];
    const untouched = page.branches.length === 1 && page.branches[0].length === 0;
    if (show && violated && untouched) await seeFound(violated, true);
  });
  page.hunted = true;
}

function drawVerdicts(job) {
  page.verdicts = job;
  const shown = page.branches[page.active]?.behaviour.name;
  const signs = { holds: ["✓", "good"], violated: ["✗", "bad"], unknown: ["?", "warn"] };
  const items = (job.found ?? []).map((found) => {
    const [sign, kind] = signs[found.verdict] ?? signs.unknown;
    const what = el("span", { class: "xp-verdict ad-" + kind, title: clip(found.why ?? "", 600) }, `${sign} ${clip(found.property, 100)}: ${found.verdict}`);
    const button = !found.name ? "" : el("button", { type: "button", "data-found": found.property, onclick: () => guarded(() => seeFound(found, false)) }, `see its ${found.steps} step${found.steps === 1 ? "" : "s"}`);
    if (!found.name || found.name !== shown) return el("span", {}, what, " ", button);
    const these = el("span", { class: "xp-shown" }, `(these ${found.steps} step${found.steps === 1 ? "" : "s"})`);
    return el("span", { class: "xp-verdict" }, what, " ", these, " ", clip(found.why ?? "", 300));
  });
  const label = el("span", { class: "ad-soft" }, "what the test finds: ");
  const says = job.says ? el("span", { class: "ad-soft" }, clip(job.says, 300)) : null;
  $("verdicts").replaceChildren(label, ...items, says ?? "");
  drawGoals();
  above();
}

// drawGoals are buttons that search for where a property is violated, or reached.
function drawGoals() {
  const button = (p) => {
    const word = p.goal ? "reached" : "violated";
    const condition = `${word} ${p.name}`;
    return el("button", { type: "button", onclick: () => ((page.condition.value = condition), search(condition)) }, `${clip(p.name, 80)} ${word}`);
  };
  page.named.replaceChildren(...(page.properties.length > 0 ? [el("span", { class: "ad-soft" }, "go to:"), ...page.properties.map(button)] : []));
}

// seeFound shows a behaviour that a job found: instead of the start, or as a branch.
async function seeFound(found, instead) {
  const known = page.branches.findIndex((branch) => branch.behaviour.name === found.name);
  if (known >= 0) return activate(known, momentOf(page.branches[known].behaviour, found.property));
  const answer = await ask({ what: "see", behaviour: found.name });
  if (answer.error || !instead) notice(answer.error); // what nobody asked for hides no error
  if (!answer.behaviour) return;
  if (instead) page.branches = [];
  const behaviour = whole(answer.behaviour);
  add(behaviour, found.property, momentOf(behaviour, found.property));
}

// momentOf is where a property is violated first; of one that no single state violates, the end.
function momentOf(behaviour, property) {
  const at = behaviour.states.findIndex((state) => state.says?.some((said) => said.property === property && said.truth === "false"));
  return at < 0 ? behaviour.steps.length : at;
}

async function copy(text, button, done) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = done;
  } catch {
    notice("this browser does not let a page copy; here it is:\n" + text);
  }
  setTimeout(() => (button.textContent = button.dataset.words), 1500);
}

const quoted = (text) => (/[^\w@%+=:,./~-]/.test(text) ? "'" + text.replaceAll("'", "'\\''") + "'" : text);

function command() {
  const { behaviour, at } = page.branches[page.active];
  return `assay replay ${quoted(page.about.package)} ${quoted(nameOf(behaviour, at))}`;
}

for (const id of ["copy", "command"]) $(id).dataset.words = $(id).textContent;
$("copy").addEventListener("click", () => copy(new URL(address(), location.href).href, $("copy"), "copied"));
$("command").addEventListener("click", () => copy(command(), $("command"), "copied"));
$("help").addEventListener("click", () => $("helping").showModal());
$("system").addEventListener("change", () => {
  page.system = Number($("system").value);
  notice("");
  history.replaceState(null, "", location.pathname);
  guarded(() => open(""));
});
window.addEventListener("hashchange", () => {
  const name = decodeURI(location.hash.slice(1));
  if (!name || name === page.branches[page.active]?.behaviour.name) return;
  const system = systemOf(name);
  if (system === undefined) return notice(`the address names ${clip(name, 200)}, which is of no system here`);
  page.system = system;
  notice("");
  guarded(() => open(name));
});
window.addEventListener("resize", above);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("helping").open || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const other = (by) => activate((page.active + by + page.branches.length) % page.branches.length);
  const acts = {
    "/": () => (($("search").open = true), page.condition.focus()), "?": () => $("helping").showModal(), c: () => $("copy").click(),
    "[": () => other(-1), "]": () => other(1), s: toggleBeside,
  };
  if (/^[1-9]$/.test(event.key) && page.keyed?.[event.key - 1]) acts[event.key] = () => take(page.keyed[event.key - 1]);
  if (acts[event.key] && page.diagrams[0]) {
    event.preventDefault();
    return acts[event.key]();
  }
  page.diagrams[0]?.key(event);
});
guarded(begin);

// model.js: what a behaviour is at each of its moments. Moment 0 is the start, moment i the state after step i.

const downKinds = new Set(["crash", "unsync", "tear"]);
const arrowKinds = new Set(["deliver", "redeliver", "lose", "lie", "flush"]);
const worldKinds = new Set(["cut", "heal", "tick", "move"]);

class Model {
  constructor(behaviour) {
    this.lanes = behaviour.lanes ?? [];
    this.steps = [];
    this.index = new Map(this.lanes.map((lane, i) => [lane, i]));
    this.messages = []; // {id, from, to, what, sent, gone}
    this.parts = new Map(); // by lane and name, what was told when
    this.says = new Map(); // by property, what was said when
    this.told = 0; // of how many moments something was told
    this.whole = 0; // the first moment of which the states were told
    this.downs = this.lanes.map(() => []); // by lane, the moments at which it goes down and up, in turn
    this.boxes = new Map(); // by lane, what is drawn of it
    this.kinds = new Map(); // how many steps there are of each kind
    const states = behaviour.states ?? [];
    this.lastOnly = states.length === 1 && (behaviour.steps ?? []).length > 0;
    this.append(behaviour.steps ?? [], states);
  }

  // append goes on with further steps and the states after them.
  append(steps, states) {
    for (const step of steps) this.step(step);
    states.forEach((state) => this.state(state, this.lastOnly ? this.steps.length : this.told++));
  }

  step(step) {
    this.steps.push(step);
    const at = this.steps.length;
    const lane = this.index.get(step.to);
    if (lane !== undefined) {
      const downs = this.downs[lane];
      const isDown = downs.length % 2 === 1;
      if (downKinds.has(step.kind) && !isDown) downs.push(at);
      if (step.kind === "recover" && isDown) downs.push(at);
    }
    const kind = kindOf(step);
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
  }

  state(state, at) {
    if (state.leftOut) this.whole = at + 1;
    for (const part of state.parts ?? []) push(this.parts, JSON.stringify([part.lane ?? "", part.name ?? ""]), { at, part });
    for (const message of state.sent ?? []) this.messages.push({ ...message, id: this.messages.length, sent: at, gone: Infinity });
    for (const id of state.gone ?? []) if (this.messages[id]) this.messages[id].gone = at;
    for (const said of state.says ?? []) push(this.says, said.property, { at, said });
  }

  // known says whether the state of a moment was told.
  known(at) {
    return this.lastOnly ? at === this.steps.length : this.whole <= at && at < this.told;
  }

  // partsAt are the parts of a state, with what the step that led to it changed in them.
  partsAt(at) {
    const all = [];
    for (const told of this.parts.values()) {
      const i = latest(told, at);
      const entry = told[i];
      const fresh = entry?.at === at && at > this.whole && !this.lastOnly;
      if (!entry || (entry.part.gone && !fresh)) continue;
      const before = i > 0 && !told[i - 1].part.gone ? told[i - 1].part.text : "none";
      all.push({ ...entry.part, changes: fresh ? changesOf(before, entry.part.gone ? "none" : entry.part.text) : undefined });
    }
    return all;
  }

  saysAt(at) {
    const all = [];
    for (const told of this.says.values()) {
      const entry = told[latest(told, at)];
      if (entry) all.push({ ...entry.said, since: entry.at });
    }
    return all;
  }

  flyingAt(at) {
    return this.messages.filter((message) => message.sent <= at && at < message.gone);
  }

  // isFlying says whether the message that a later step takes is in flight.
  isFlying(step, moment, at) {
    const message = step.message >= 0 ? this.messages[step.message] : undefined;
    return message !== undefined && message.sent <= at && at < moment;
  }

  // violation is the first moment at which something is false, or -1.
  violation() {
    let first = Infinity;
    for (const told of this.says.values()) for (const { at, said } of told) if (said.truth === "false") first = Math.min(first, at);
    return first === Infinity ? -1 : first;
  }

  violatedAt(at) {
    return this.saysAt(at).some((said) => said.truth === "false" && said.since === at);
  }

  isDown(lane, at) {
    return this.downs[lane].filter((moment) => moment <= at).length % 2 === 1;
  }

  // sentAt is when the message of a step was sent, or -1 where that is not known.
  sentAt(step) {
    const message = step.message >= 0 ? this.messages[step.message] : undefined;
    return message ? message.sent : -1;
  }
}

function push(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

// latest is the place of the last entry at or before a moment, or -1.
function latest(list, at) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].at <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// changesOf are what is another in a part: of a struct those of its fields that are.
function changesOf(before, after) {
  if (before === after) return [];
  const old = fields(before);
  const fresh = fields(after);
  if (!fresh?.length || old?.length !== fresh.length || fresh.some((field, i) => field.name !== old[i].name)) return [{ before, after }];
  return fresh.map((field, i) => ({ field: field.name, before: old[i].text, after: field.text })).filter((change) => change.before !== change.after);
}

// wordsOf is a step in one line.
function wordsOf(step) {
  const what = step.kind === "timeout" && step.what ? JSON.stringify(step.what) : step.what; // a timer's name
  return [step.kind, step.from ? `${step.from} ->` : "", step.to, what].filter(Boolean).join(" ");
}

// kindOf is what a filter calls a step: a kind, with the type of its message.
function kindOf(step) {
  if (!arrowKinds.has(step.kind) || !step.what) return step.kind;
  return step.kind + " " + step.what.split(/[{(\s]/, 1)[0];
}

// branch.js: behaviours that a person went along, and what they share.

// nameOf is the name of the first steps of a behaviour.
function nameOf(behaviour, steps) {
  const colon = behaviour.name.lastIndexOf(":");
  const numbers = behaviour.name.slice(colon + 1).split(".").filter((number) => number !== "");
  const initial = numbers[0]?.startsWith("i") ? 1 : 0;
  return behaviour.name.slice(0, colon + 1) + numbers.slice(0, initial + steps).join(".");
}

// longerName is the name with one step more.
function longerName(name, number) {
  return name + (name.endsWith(":") ? "" : ".") + number;
}

// Branch is one behaviour, and where on it a person is.
class Branch {
  constructor(behaviour, label) {
    this.behaviour = behaviour;
    this.label = label;
    this.at = behaviour.steps.length;
  }

  get length() {
    return this.behaviour.steps.length;
  }

  // cut is a copy of its first steps.
  cut(steps) {
    const { behaviour } = this;
    return new Branch({ ...behaviour, name: nameOf(behaviour, steps), title: "", steps: behaviour.steps.slice(0, steps), states: behaviour.states.slice(0, steps + 1) }, this.label);
  }

  // grow goes on with what an answer tells.
  grow(more) {
    const { behaviour } = this;
    this.behaviour = { ...more, steps: [...behaviour.steps, ...(more.steps ?? [])], states: [...behaviour.states, ...(more.states ?? [])] };
    this.at = this.length;
  }
}

// shared is how many steps two branches have in common.
function shared(a, b) {
  let n = 0;
  while (n < a.length && n < b.length && a.behaviour.steps[n].number === b.behaviour.steps[n].number) n++;
  return n;
}

// sharedWords is that in words.
function sharedWords(n) {
  if (n === 0) return ", shares its start";
  return n === 1 ? ", shares its first step" : `, shares its first ${n} steps`;
}

// legend.js: one line that says what the lines and signs of a behaviour mean: those that it has.

// legendOf is that line.
function legendOf(model) {
  const kinds = new Set(model.steps.map((step) => step.kind));
  const has = (...all) => all.some((kind) => kinds.has(kind));
  const items = [
    [has("deliver"), sample(svg("line", { x1: 0, y1: 5, x2: 18, y2: 5, class: "ad-key" }), tip(19, 5, 0, "")), "delivered"],
    [model.messages.length > 0, sample(svg("line", { x1: 0, y1: 5, x2: 22, y2: 5, class: "ad-key ad-stub" })), "in flight"],
    [has("timeout"), sample(sign({ kind: "timeout" }, 11, 5, "")), "timer"],
    [has("choose", "mistake", "malice"), sample(sign({ kind: "choose" }, 11, 5, "")), "choice"],
    [has("recover"), sample(sign({ kind: "recover" }, 11, 5, "")), "recovery"],
    [has(...downKinds), sample(sign({ kind: "crash" }, 11, 5, "")), "crash, and down"],
    [has("lose"), sample(sign({ kind: "crash" }, 11, 5, "")), "lost"],
    [model.steps.length > 0, "", "faint: still to come"],
  ];
  return items.filter(([shown]) => shown).map(([, drawn, words]) => el("span", {}, drawn, drawn ? " " : "", words));
}

function sample(...drawn) {
  return svg("svg", { class: "ad-svg-key", width: 24, height: 12, viewBox: "-1 -2 24 14", "aria-hidden": "true" }, ...drawn);
}

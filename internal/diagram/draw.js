// draw.js: the part of a diagram that is in view. Time goes down, each participant is a line.

const rowHeight = 40;
const gutter = 52;
const laneMin = 84;
const laneMax = 240;
const charWidth = 6.7; // of the labels' font, for clipping
const headHeight = 34;
const overscan = 6;

// Sheet lays out rows: which steps are shown, and where.
class Sheet {
  constructor(model, width, shows) {
    this.model = model;
    this.lanes = model.lanes.map((_, i) => i).filter((i) => shows.lane(i));
    this.rows = [0];
    model.steps.forEach((step, i) => shows.step(step) && this.rows.push(i + 1));
    const free = (width - gutter) / Math.max(1, this.lanes.length);
    this.laneWidth = Math.max(laneMin, Math.min(laneMax, free));
    this.width = Math.max(width, gutter + this.laneWidth * this.lanes.length);
    this.height = (this.rows.length + 0.6) * rowHeight;
    this.column = new Map(this.lanes.map((lane, i) => [lane, gutter + this.laneWidth * (i + 0.5)]));
  }

  x(id) {
    return this.column.get(this.model.index.get(id));
  }

  // row is the last row at or before a moment.
  row(at) {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rows[middle] <= at) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  // y is where a moment is. One whose row is not shown lies just below the row before it.
  y(at) {
    const row = this.row(at);
    return (row + 0.5) * rowHeight + (this.rows[row] === at ? 0 : rowHeight / 4);
  }

  // between are the moments that are shown from one height to another.
  between(top, bottom) {
    const first = Math.max(0, Math.floor(top / rowHeight) - overscan);
    const last = Math.min(this.rows.length - 1, Math.ceil(bottom / rowHeight) + overscan);
    return { first, last, moments: this.rows.slice(first, last + 1) };
  }
}

// drawHead is the line of names.
function drawHead(sheet, at) {
  const head = svg("svg", { class: "ad-head", width: sheet.width, height: headHeight, "aria-hidden": "true" });
  for (const lane of sheet.lanes) {
    const down = sheet.model.isDown(lane, at);
    const name = sheet.model.lanes[lane] || "state";
    const text = svg("text", { x: sheet.column.get(lane), y: 22, class: "ad-name" + (down ? " ad-down" : "") }, clip(name, Math.floor(sheet.laneWidth / 7.4)));
    text.append(svg("title", {}, visible(name) + (down ? " is down" : "")));
    head.append(text);
  }
  return head;
}

// drawRows fills a group with the rows from one height to another, as they are at a moment.
function drawRows(sheet, group, top, bottom, at) {
  const { model } = sheet;
  const view = sheet.between(top, bottom);
  const layer = { back: svg("g"), arrows: svg("g"), labels: svg("g"), marks: svg("g") };
  const lines = new Lines(sheet);
  const from = (view.first + 0.5) * rowHeight;
  const to = Math.min(sheet.height, (view.last + 1) * rowHeight);
  for (const moment of view.moments) drawBand(sheet, layer.back, moment, at);
  for (const lane of sheet.lanes) drawLane(sheet, layer.back, lane, view.first === 0 ? from : from - rowHeight, to);
  const arrows = crossing(sheet, view);
  arrows.forEach((moment) => drawArrow(sheet, lines, layer.arrows, model.steps[moment - 1], moment, at));
  drawStubs(sheet, lines, layer.arrows, at, new Set(arrows.filter((moment) => moment > at).map((moment) => model.steps[moment - 1].message)));
  for (const moment of view.moments) if (moment > 0) drawMark(sheet, lines, layer, model.steps[moment - 1], moment, at);
  group.replaceChildren(layer.back, layer.arrows, layer.labels, layer.marks);
  return view;
}

// crossing are the moments whose arrow is in view, or goes through it.
function crossing(sheet, view) {
  const top = view.moments[0] ?? 0;
  const bottom = view.moments.at(-1) ?? 0;
  return sheet.rows.filter((moment) => {
    if (moment === 0 || moment < top) return false;
    const step = sheet.model.steps[moment - 1];
    if (!arrowKinds.has(step.kind)) return false;
    return moment <= bottom || (sheet.model.sentAt(step) >= 0 && sheet.model.sentAt(step) <= bottom);
  });
}

// drawLane is the line of a participant: dashed while it is down.
function drawLane(sheet, group, lane, from, to) {
  const x = sheet.column.get(lane);
  let y = from;
  let down = false;
  const line = (end) => end > y && group.append(svg("line", { x1: x, x2: x, y1: y, y2: end, class: down ? "ad-lane ad-lane-down" : "ad-lane" }));
  for (const moment of sheet.model.downs[lane]) {
    const turn = sheet.y(moment);
    if (turn >= to) break;
    if (turn > y) {
      line(turn);
      y = turn;
    }
    down = !down;
  }
  line(to);
}

// drawBand is the ground of a row, its number, and what a click on it goes to.
function drawBand(sheet, group, moment, at) {
  const y = sheet.y(moment);
  const violated = sheet.model.violatedAt(moment);
  const classes = ["ad-row", moment === at ? "ad-now" : "", violated ? "ad-violated" : ""].join(" ");
  const words = moment === 0 ? "start" : `${moment}  ${visible(wordsOf(sheet.model.steps[moment - 1]))}`;
  const band = svg("rect", { x: 0, y: y - rowHeight / 2, width: sheet.width, height: rowHeight, class: classes, "data-at": moment });
  band.append(svg("title", {}, clip(words, 400)));
  const number = svg("text", { x: gutter - 12, y: y + 4, class: "ad-number" + (violated ? " ad-bad" : "") }, (violated ? "✗ " : "") + (moment === 0 ? "start" : moment));
  group.append(band, number);
}

function future(moment, at) {
  return moment > at ? " ad-future" : "";
}

// ends are where an arrow begins and comes to.
function ends(sheet, step, moment) {
  const sent = sheet.model.sentAt(step);
  const y2 = sheet.y(moment);
  const y1 = sent >= 0 ? sheet.y(sent) : y2 - rowHeight * 0.55;
  return { x1: sheet.x(step.from), y1, x2: sheet.x(step.to), y2 };
}

// drawArrow is a message on its way. One that is in flight at the moment looks so, whatever becomes of it.
function drawArrow(sheet, lines, group, step, moment, at) {
  const { x1, y1, x2, y2 } = ends(sheet, step, moment);
  if (x1 === undefined || x2 === undefined) return;
  const look = `ad-${step.kind}${step.failure ? " ad-failure" : ""}${future(moment, at)}`;
  const way = sheet.model.isFlying(step, moment, at) ? "ad-arrow ad-stub" : "ad-arrow " + look;
  if (x1 === x2) {
    const out = x1 + 46;
    lines.add(x1, y1, out, (y1 + y2) / 2);
    lines.add(out, (y1 + y2) / 2, x2, y2);
    group.append(svg("path", { d: `M${x1},${y1} C${out},${y1} ${out},${y2} ${x2 + 12},${y2}`, class: way }), tip(x2 + 5, y2, 180, look));
    return;
  }
  const lost = step.kind === "lose";
  const share = lost ? 0.72 : 1 - 5 / Math.hypot(x2 - x1, y2 - y1);
  const ex = x1 + (x2 - x1) * share;
  const ey = y1 + (y2 - y1) * share;
  lines.add(x1, y1, ex, ey);
  group.append(svg("line", { x1, y1, x2: ex, y2: ey, class: way }));
  group.append(lost ? cross(ex, ey, "ad-failure" + future(moment, at)) : tip(ex, ey, (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI, look));
}

// tip is the head of an arrow that comes to a point at an angle.
function tip(x, y, angle, look) {
  return svg("path", { d: "M-9,-4.5 L1,0 L-9,4.5 Z", transform: `translate(${x} ${y}) rotate(${angle})`, class: "ad-tip " + look });
}

// drawStubs are the messages that are in flight at a moment and for which no arrow is drawn: the beginning of one.
function drawStubs(sheet, lines, group, at, drawn) {
  for (const message of sheet.model.flyingAt(at).slice(0, 200)) {
    const x1 = sheet.x(message.from);
    const x2 = sheet.x(message.to);
    if (x1 === undefined || x2 === undefined || x1 === x2 || drawn.has(message.id)) continue;
    const y = sheet.y(message.sent);
    const to = x1 + Math.sign(x2 - x1) * Math.min(30, sheet.laneWidth / 3);
    lines.add(x1, y, to, y + 12);
    const stub = svg("line", { x1, y1: y, x2: to, y2: y + 12, class: "ad-stub" });
    stub.append(svg("title", {}, clip(`in flight: ${message.from} -> ${message.to} ${message.what}`, 400)));
    group.append(stub);
  }
}

function cross(x, y, classes) {
  return svg("path", { d: `M${x - 6},${y - 6} L${x + 6},${y + 6} M${x + 6},${y - 6} L${x - 6},${y + 6}`, class: "ad-cross " + classes });
}

// drawMark is the sign of a step on its line, with its words. A ring is round that of a step since which something is violated.
function drawMark(sheet, lines, layer, step, moment, at) {
  const y = sheet.y(moment);
  const x = sheet.x(step.to);
  const later = future(moment, at);
  if (worldKinds.has(step.kind) || x === undefined) return drawWorld(sheet, layer, step, moment, at);
  if (sheet.model.violatedAt(moment)) layer.marks.append(svg("circle", { cx: x, cy: y, r: 10, class: "ad-ring" + later }));
  layer.marks.append(sign(step, x, y, later));
  drawLabel(sheet, lines, layer.labels, step, moment, at);
}

// drawWorld is a step that is nobody's: its words stand on the left.
function drawWorld(sheet, layer, step, moment, at) {
  const y = sheet.y(moment);
  const later = future(moment, at);
  if (step.kind === "cut" || step.kind === "heal") layer.marks.append(svg("line", { x1: gutter, x2: sheet.width - 8, y1: y + 8, y2: y + 8, class: `ad-across ad-${step.kind}${later}` }));
  const words = clip([step.kind === "move" ? "" : step.kind, step.what, step.note].filter(Boolean).join("  "), (sheet.width - gutter - 16) / charWidth);
  const box = { left: gutter + 8, right: gutter + 8 + words.length * charWidth, top: y - 9, bottom: y + 5 };
  layer.labels.append(groundOf(sheet, box, moment, at), svg("text", { x: gutter + 8, y: y + 2, class: "ad-label ad-own" + (step.failure ? " ad-bad" : "") + later }, words));
}

// sign says by its form what kind a step is, and by its colour too.
function sign(step, x, y, later) {
  if (downKinds.has(step.kind)) return cross(x, y, "ad-failure" + later);
  const classes = `ad-sign ad-sign-${step.kind}${step.failure ? " ad-failure" : ""}${later}`;
  switch (step.kind) {
    case "timeout":
    case "read":
      return svg("g", { class: classes }, svg("circle", { cx: x, cy: y, r: 7 }), svg("path", { d: `M${x},${y - 4} V${y} H${x + 3}` }));
    case "choose":
    case "mistake":
    case "malice":
      return svg("path", { d: `M${x},${y - 7} L${x + 7},${y} L${x},${y + 7} L${x - 7},${y} Z`, class: classes });
    case "recover":
      return svg("path", { d: `M${x},${y - 7} L${x + 7},${y + 6} L${x - 7},${y + 6} Z`, class: classes });
    case "deploy":
    case "act":
    case "observe":
      return svg("rect", { x: x - 6, y: y - 6, width: 12, height: 12, class: classes });
    case "lose":
      return svg("g");
  }
  return svg("circle", { cx: x, cy: y, r: 4, class: classes });
}

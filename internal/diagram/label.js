// label.js: where the words of a step stand, so that no line goes through them.

const labelHeight = 13;
const crossedCost = 25; // of a line that goes through a label
const laneCost = 6; // of the line of a participant
const lostCost = 2; // of a character that there is no room for, up to lostMost of them
const lostMost = 30;
const beyondMost = 200; // how far words may go beyond the lane beside
const besideSign = 13; // from the line of a participant
const besideStub = 36; // as far as what was sent just then is drawn

// Lines are those that a label should not stand on: pieces of arrows, each {x1, y1, x2, y2}.
class Lines {
  constructor(sheet) {
    this.sheet = sheet;
    this.all = [];
  }

  add(x1, y1, x2, y2) {
    this.all.push({ x1, y1, x2, y2 });
  }

  // place is the best of some places for words: {x, y, left, text}. Of equal ones it is the first.
  place(words, places) {
    const shown = visible(words);
    let best;
    places.forEach(({ x, y, left, room }, rank) => {
      const max = Math.max(3, Math.floor(room / charWidth));
      const text = clip(shown, max);
      const width = text.length * charWidth;
      const box = { left: left ? x - width : x, right: left ? x : x + width, top: y - labelHeight + 3, bottom: y + 3 };
      const cost = rank + lostCost * Math.min(lostMost, Math.max(0, shown.length - max)) + crossedCost * this.through(box) + laneCost * this.lanes(box);
      if (!best || cost < best.cost) best = { x, y, left, text, box, cost };
    });
    return best;
  }

  through(box) {
    return this.all.filter((line) => goesThrough(line, box)).length;
  }

  lanes(box) {
    return [...this.sheet.column.values()].filter((x) => x > box.left - 3 && x < box.right + 3).length;
  }
}

// goesThrough says whether a piece of a line has a point in a box: by Liang and Barsky, it is cut at each side in turn.
function goesThrough({ x1, y1, x2, y2 }, box) {
  let from = 0;
  let to = 1;
  const cut = (slope, room) => {
    if (slope === 0) return room >= 0;
    const at = room / slope;
    if (slope < 0) from = Math.max(from, at);
    else to = Math.min(to, at);
    return from <= to;
  };
  return cut(x1 - x2, x1 - box.left) && cut(x2 - x1, box.right - x1) && cut(y1 - y2, y1 - box.top) && cut(y2 - y1, box.bottom - y1);
}

// placesOf are where the words of a step may stand: beside its sign, on the side of its sender below the arrow, or on the other side.
function placesOf(sheet, step, x, y) {
  const arrow = arrowKinds.has(step.kind);
  const from = arrow ? sheet.x(step.from) : undefined;
  const first = x === sheet.column.get(sheet.lanes[0]);
  const last = x === sheet.column.get(sheet.lanes.at(-1));
  const place = (left, dy, away = besideSign) => {
    const edge = (left ? x - gutter : sheet.width - x) - away - 1;
    const free = left ? first : last; // nobody's line is there
    const way = from !== undefined && left === from < x ? Math.abs(x - from) : 0;
    const room = free ? edge : Math.min(edge, Math.max(sheet.laneWidth, way) - away - 9);
    return { x: left ? x - away : x + away, y: y + dy, left, room, edge };
  };
  const own = from === undefined || from === x;
  const left = own ? last && !first : from < x;
  const all = own
    ? [place(left, 4), place(!left, 4), place(left, -7), place(!left, -7), place(left, 16), place(!left, 16)]
    : [place(left, 14), place(!left, 4), place(left, 14, besideStub), place(!left, 15), place(!left, -6)];
  return [...all, ...all.map((p) => ({ ...p, room: Math.min(p.edge, beyondMost) }))]; // where lanes are narrow, across those beside
}

// drawLabel is what a step is about, beside its sign, on the ground of its row.
function drawLabel(sheet, lines, group, step, moment, at) {
  const name = step.kind === "deliver" ? "" : step.kind === "lose" ? "lost" : step.kind;
  const arrow = arrowKinds.has(step.kind);
  const words = [name, step.what, arrow ? "" : step.note].filter(Boolean).join(" ");
  const { x, y, left, text, box } = lines.place(words, placesOf(sheet, step, sheet.x(step.to), sheet.y(moment)));
  const classes = `ad-label${left ? " ad-left" : ""}${arrow ? "" : " ad-own"}${step.failure ? " ad-bad" : ""}${future(moment, at)}`;
  group.append(groundOf(sheet, box, moment, at), svg("text", { x, y, class: classes }, text));
}

// groundOf is what a label stands on: the colour of its row.
function groundOf(sheet, box, moment, at) {
  const classes = "ad-ground" + (sheet.model.violatedAt(moment) ? " ad-violated" : moment === at ? " ad-now" : "");
  return svg("rect", { x: box.left - 2, y: box.top, width: box.right - box.left + 4, height: box.bottom - box.top, class: classes });
}

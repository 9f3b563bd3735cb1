// text.js: texts of systems, which may hold anything, as text that cannot mislead.

// visible shows characters that cannot be seen, or that turn the text around them about, by their codes.
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;
function visible(text) {
  return String(text ?? "").replace(hidden, (c) => "\\u{" + c.codePointAt(0).toString(16) + "}");
}

// clip is a text of at most so many characters.
function clip(text, max) {
  const shown = visible(text);
  return shown.length <= max ? shown : shown.slice(0, Math.max(1, max - 1)) + "…";
}

// el makes an HTML element. A child that is a string is put in as text.
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

// svg makes an SVG element in the same way.
function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes ?? {})) node.setAttribute(name, value);
  node.append(...children.filter((child) => child != null));
  return node;
}

// lengthMax is how many characters of a text are shown before a person asks for all.
const lengthMax = 240;

// long is a text of which all can be seen.
function long(text, className) {
  const shown = visible(text);
  if (shown.length <= lengthMax) return el("span", { class: "ad-text " + (className ?? "") }, shown);
  const body = el("span", { class: "ad-text" }, shown.slice(0, lengthMax) + "…");
  const all = el("button", { type: "button", class: "ad-all" }, `show all ${shown.length} characters`);
  all.addEventListener("click", () => {
    const whole = all.getAttribute("aria-expanded") === "true";
    body.textContent = whole ? shown.slice(0, lengthMax) + "…" : shown;
    all.textContent = whole ? `show all ${shown.length} characters` : "show less";
    all.setAttribute("aria-expanded", String(!whole));
  });
  all.setAttribute("aria-expanded", "false");
  return el("span", { class: className ?? "" }, body, " ", all);
}

// fields are those of a struct as text, {Holder: client1, Waiting: []}, or null where it is no such text.
function fields(text) {
  if (text.length < 2 || text[0] !== "{" || text.at(-1) !== "}") return null;
  const all = [];
  for (let rest = text.slice(1, -1); rest !== ""; ) {
    const end = fieldEnd(rest);
    const colon = rest.slice(0, end).indexOf(": ");
    if (colon < 0 || /[ "]/.test(rest.slice(0, colon))) return null;
    all.push({ name: rest.slice(0, colon), text: rest.slice(colon + 2, end) });
    rest = rest.slice(end).replace(/^, /, "");
  }
  return all;
}

// fieldEnd is where the first field ends: at a comma that stands in no brackets and no quotation.
function fieldEnd(text) {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === "\\") i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if ("{[(".includes(c)) depth++;
    else if ("}])".includes(c)) depth--;
    else if (c === "," && depth === 0) return i;
  }
  return text.length;
}

// plural is a number with its noun.
function plural(n, noun) {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}

(function () {
  const data = JSON.parse(document.getElementById("data").textContent), pick = document.getElementById("pick"), choice = pick.querySelector("select");
  const left = 66, right = 788, top = 24, bottom = 146;
  const figures = Array.from(document.querySelectorAll("figure"));
  let lit = data.lit, at = -1;
  const digits = (x) => x === 0 ? "0" : Math.abs(x) >= 100 ? Math.round(x).toLocaleString("en") : String(Number(x.toPrecision(3)));
  const words = (x, t) => x === null ? "–" : digits(x * t.times) + (t.unit === "1/s" ? "/s" : " " + t.unit);
  const moment = (s) => s < 1 ? digits(s * 1000) + " ms" : s < 600 ? digits(s) + " s" : s < 36000 ? digits(s / 60) + " min" : digits(s / 3600) + " h";
  function draw() {
    data.tracks.forEach((t) => {
      let d = "", on = false;
      t.runs[lit].forEach((v, c) => {
        if (v !== null) d += (on ? "L" : "M") + data.columns[c] + " " + (bottom - (bottom - top) * v / t.top) + "h0";
        on = v !== null;
      });
      document.querySelector("path.run.t" + t.track).setAttribute("d", d);
    });
    figures.forEach((f) => f.querySelector("use").setAttribute("href", "#marks" + lit));
    document.getElementById("lit").textContent = data.seeds[lit];
    read();
  }
  function read() {
    figures.forEach((f) => {
      const line = f.querySelector(".cursor");
      line.classList.toggle("on", at >= 0);
      if (at >= 0) { line.setAttribute("x1", data.columns[at]); line.setAttribute("x2", data.columns[at]); }
    });
    data.tracks.forEach((t) => {
      const all = t.runs.map((r) => r[at]).filter((v) => v !== null && v !== undefined), here = document.querySelector('output[data-track="' + t.track + '"]');
      let text = at < 0 ? "" : words(t.runs[lit][at], t);
      const low = digits(Math.min(...all) * t.times), high = digits(Math.max(...all) * t.times);
      if (at >= 0 && all.length && low !== high) text += " (" + low + " to " + high + ")";
      here.textContent = text;
    });
    const near = at < 0 ? [] : data.marks[lit].filter((m) => Math.abs(m.at - (at + .5) * data.step) <= Math.max(data.step, data.length / 200)).slice(0, 4);
    pick.querySelector("span").textContent = at < 0 ? "Point at a picture to read its values, or go through it with ← and →."
      : ["at " + moment(at * data.step)].concat(near.map((m) => m.what + " at " + moment(m.at))).join("; ");
  }
  data.seeds.forEach((s, i) => choice.add(new Option("seed " + s, i, i === lit, i === lit)));
  choice.addEventListener("change", () => { lit = Number(choice.value); draw(); });
  pick.hidden = false;
  figures.forEach((f) => {
    const svg = f.querySelector("svg");
    svg.addEventListener("pointermove", (e) => {
      const box = svg.getBoundingClientRect(), x = (e.clientX - box.left) / box.width * 800;
      at = x < left - 4 || x > right + 4 ? -1 : Math.min(data.columns.length - 1, Math.max(0, Math.floor((x - left) / (right - left) * data.length / data.step)));
      read();
    });
    svg.addEventListener("pointerleave", () => { at = -1; read(); });
    svg.addEventListener("keydown", (e) => {
      if (e.key !== "ArrowLeft" && e.key !== "ArrowRight") return;
      at = Math.min(data.columns.length - 1, Math.max(0, at + (e.key === "ArrowLeft" ? -1 : 1)));
      e.preventDefault();
      read();
    });
  });
})();

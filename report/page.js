// page.js: what a report's page does beside its diagrams: it finds claims, opens what a link leads to, and closes the text of what is drawn.
(() => {
  const systems = [...document.querySelectorAll(".system")];
  const input = document.getElementById("filter");
  const all = document.getElementById("openall");
  const matches = document.getElementById("matches");
  const tools = document.querySelector(".tools");

  function find() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const system of systems) {
      system.hidden = !words.every((word) => system.dataset.text.includes(word));
      found += system.hidden ? 0 : 1;
    }
    for (const group of document.querySelectorAll(".package, .technique")) {
      group.hidden = ![...group.querySelectorAll(".system")].some((system) => !system.hidden);
    }
    matches.textContent = words.length ? `${found} of ${systems.length} systems` : "";
  }

  // A link into something that is closed opens it.
  function reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.localName === "details") at.open = true;
    target.scrollIntoView();
  }

  if (tools && systems.length > 1) {
    tools.hidden = false;
    input.addEventListener("input", find);
    all.addEventListener("change", () => systems.forEach((system) => (system.open = all.checked)));
  }
  // The text of a behaviour is open until its picture is there: nobody sees an empty place.
  addEventListener("assay-drawn", ({ target }) => {
    const text = target.nextElementSibling;
    if (text?.matches("details.text")) text.open = false;
  });
  addEventListener("hashchange", reveal);
  addEventListener("DOMContentLoaded", reveal); // once the first pictures stand, which move what is below
})();

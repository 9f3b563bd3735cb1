package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/browser"
	"github.com/assay-dev/assay/trace"
)

// TestPageDiagram: a report draws a behaviour as the explorer does, from what its trace tells: each arrow from where the message was sent,
// a state at each step, what is violated in its own colour, and no line through a label.
func TestPageDiagram(t *testing.T) {
	b := browser.Start(t)
	t.Run("long", func(t *testing.T) { longIsSaid(t, b) })
	p := b.Open(t, pageFile(t, broken(t), nil), browser.Look{Width: 400, Height: 900})
	browser.Eval[bool](p, `(location.hash = "#w1", true)`)
	p.Wait(`document.querySelector("#w1 .ad-svg")`)
	for _, c := range [][2]string{
		{`[...document.querySelectorAll("#w1 .ad-canvas line.ad-arrow")].map((a) => Math.floor(a.getAttribute("y1") / 40)).join(" ")`, "0 1 0 5"},
		{`document.querySelectorAll("#w1 .ad-row.ad-violated.ad-now[data-at='6']").length + " " + document.querySelectorAll("#w1 .ad-ring").length`, "1 1"},
		{`[...document.querySelectorAll("#w1 .ad-legend span")].map((s) => s.textContent.trim()).join()`, "delivered,in flight,recovery,crash, and down,faint: still to come"},
		{`(document.querySelector("#w1 [data-at='3']").dispatchEvent(new MouseEvent("click", { bubbles: true })), document.querySelector("#w1 .ad-box.ad-changed h3").textContent)`, "lock downchanged"},
		{`(([, claim, more]) => String(more.getBoundingClientRect().top >= claim.getBoundingClientRect().bottom && more.offsetLeft === claim.offsetLeft))(document.querySelector(".system.bad tbody tr").children)`, "true"},
		{`((scroll) => String(scroll.scrollHeight <= scroll.clientHeight + 1 && scroll.clientHeight < 340))(document.querySelector("#w1 .ad-scroll"))`, "true"},
		{labelsCrossed, ""},
	} {
		if have := browser.Eval[string](p, c[0]); have != c[1] {
			t.Errorf("%s = %q, expected %q", c[0], have, c[1])
		}
	}
	p.Shot("report-diagram-400")
}

// longIsSaid: of a behaviour whose first states were left out, the page says so, and draws its messages all the same.
func longIsSaid(t *testing.T, b *browser.Browser) {
	r := broken(t)
	i := slices.IndexFunc(r.Records, func(e evidence.Record) bool { return e.System == "lock/forgetful" && e.Trace != nil })
	long := *r.Records[i].Trace
	long.Told = slices.Clone(long.Told)
	for at := range 3 {
		long.Told[at].Parts, long.Told[at].LeftOut = nil, true
	}
	long.Told[3].Parts = []trace.Part{{Lane: "client0", Text: "holding"}, {Lane: "lock", Text: "down"}}
	r.Records[i].Trace = &long
	p := b.Open(t, pageFile(t, r, nil), browser.Look{Width: 1280, Height: 900})
	browser.Eval[bool](p, `(location.hash = "#w1", true)`)
	p.Wait(`document.querySelector("#w1 .ad-svg")`)
	at := func(step string) string {
		return browser.Eval[string](p, `(document.querySelector("#w1 [data-at='`+step+`']").dispatchEvent(new MouseEvent("click", { bubbles: true })), document.querySelector("#w1 .ad-state").textContent)`)
	}
	if said := at("1"); !strings.Contains(said, "its states are kept from step 3 on") || !strings.Contains(said, "In flight: 2 messages") {
		t.Errorf("of a state that was left out it says %q", said)
	}
	if said := at("3"); !strings.Contains(said, "lock down") || strings.Contains(said, "changed") && strings.Contains(said, "none →") {
		t.Errorf("of the first state that is told it says %q", said)
	}
	if said := at("4"); !strings.Contains(said, "lockchanged") {
		t.Errorf("of the next it says %q", said)
	}
	if n := browser.Eval[int](p, `document.querySelectorAll("#w1 .ad-canvas line.ad-arrow").length`); n != 4 {
		t.Errorf("%d arrows are drawn, expected 4", n)
	}
}

// labelsCrossed are the labels through which an arrow goes, at each step.
const labelsCrossed = `(() => {
	const wrong = [];
	for (let at = 6; at >= 0; at--) {
		document.querySelector("#w1 [data-at='" + at + "']").dispatchEvent(new MouseEvent("click", { bubbles: true }));
		for (const label of document.querySelectorAll("#w1 text.ad-label")) {
			const box = label.getBBox();
			for (const line of document.querySelectorAll("#w1 line.ad-arrow, #w1 line.ad-stub")) {
				const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map((name) => Number(line.getAttribute(name)));
				for (let share = 0; share <= 1; share += 0.01) {
					const [x, y] = [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share];
					if (x > box.x && x < box.x + box.width && y > box.y + 2 && y < box.y + box.height - 2) { wrong.push(at + ": " + label.textContent); break }
				}
			}
		}
	}
	return wrong.join("; ");
})()`

// TestPageTitle: a report of one module says which.
func TestPageTitle(t *testing.T) {
	for packages, want := range map[string]string{
		"":                   "",
		"example.com/broken": "example.com/broken",
		"example.com/broken example.com/broken/sub": "example.com/broken",
		"example.com/m/a example.com/m/ab":          "example.com/m",
		"a.com/x b.com/x":                           "",
	} {
		var records []evidence.Record
		for _, name := range strings.Fields(packages) {
			records = append(records, evidence.Record{Package: name})
		}
		if have := commonPath(records); have != want {
			t.Errorf("of %q it says %q, expected %q", packages, have, want)
		}
	}
}

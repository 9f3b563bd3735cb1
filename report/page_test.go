package report

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assay-dev/assay/internal/browser"
)

// pageFile writes the page of a report into a file, as a person has it, and answers its address.
func pageFile(t *testing.T, r Report, trend *Trend) string {
	t.Helper()
	var text bytes.Buffer
	if err := HTML(&text, r, trend); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, text.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return (&url.URL{Scheme: "file", Path: file}).String()
}

// TestPage walks through a report as a person does, in a real browser: it opens offline, leads to the counterexample, steps through it,
// finds claims, and shows what is hostile as text.
func TestPage(t *testing.T) {
	b := browser.Start(t)
	t.Run("walk", func(t *testing.T) {
		p := b.Open(t, pageFile(t, broken(t), Compare(sample(t), broken(t))), browser.Look{Width: 1280, Height: 900})
		if h1 := browser.Eval[string](p, `document.querySelector("h1").innerText`); !strings.Contains(h1, "1 claim does not hold") {
			t.Errorf("the first thing that is said is %q", h1)
		}
		if n := browser.Eval[int](p, `performance.getEntriesByType("resource").length`); n != 0 {
			t.Errorf("the page asks for %d things", n)
		}
		browser.Eval[bool](p, `document.querySelector('.tile.bad a').click(), true`)
		p.Wait(`document.querySelector("#w1 .ad-svg")`)
		p.Shot("report-violated")
		where := func() string { return browser.Eval[string](p, `document.querySelector("#w1 .ad-where").innerText`) }
		before := where()
		browser.Eval[bool](p, `document.querySelector("#w1 .ad-scroll").focus(), true`)
		p.Press("\u0302") // ←
		if after := where(); after == before || !strings.Contains(before, "6") {
			t.Errorf("one step back from %q leads to %q", before, after)
		}
		browser.Eval[bool](p, `(() => { const f = document.getElementById("filter"); f.value = "FENCED holds"; f.dispatchEvent(new Event("input")); return true })()`)
		if seen := browser.Eval[string](p, `[...document.querySelectorAll(".system:not([hidden]) > summary b")].map((b) => b.innerText).join()`); seen != "lock/fenced" {
			t.Errorf("the filter leaves %q, expected lock/fenced", seen)
		}
		browser.Eval[bool](p, `(location.hash = "#b1", true)`)
		p.Wait(`document.getElementById("b1").open`)
	})
	t.Run("hostile", func(t *testing.T) {
		p := b.Open(t, pageFile(t, hostile(), Compare(Report{}, hostile())), browser.Look{Width: 1280, Height: 900})
		browser.Eval[bool](p, `document.querySelectorAll("details").forEach((d) => (d.open = true)), true`)
		browser.Eval[bool](p, `document.querySelector("[data-assay-behaviour]").scrollIntoView(), true`)
		p.Wait(`document.querySelector(".ad-svg")`)
		if browser.Eval[bool](p, `!!window.hacked || !!document.querySelector("img")`) {
			t.Error("the payload runs")
		}
		if text := browser.Eval[string](p, `document.body.innerText`); strings.ContainsAny(text, "\u202e\x1b") || !strings.Contains(text, "<img src=x onerror") {
			t.Error("the payload is not shown as text")
		}
		p.Shot("report-hostile")
	})
	t.Run("empty", func(t *testing.T) {
		p := b.Open(t, pageFile(t, Report{}, nil), browser.Look{Width: 1280, Height: 900})
		if h1 := browser.Eval[string](p, `document.querySelector("h1").innerText`); !strings.Contains(h1, "no evidence") {
			t.Errorf("of nothing it says %q", h1)
		}
	})
}

// TestPageIsAccessible lets axe-core look at the page with all of it open: light and wide, dark and narrow. Colours do not depend on
// the width, and what is where not on the colours. With ASSAY_SHOTS all four are looked at.
func TestPageIsAccessible(t *testing.T) {
	b := browser.Start(t)
	address := pageFile(t, broken(t), Compare(sample(t), broken(t)))
	looks := map[string]browser.Look{"light-1280": {Width: 1280, Height: 1000}, "dark-400": {Width: 400, Height: 900, Dark: true}}
	if os.Getenv("ASSAY_SHOTS") != "" {
		looks["dark-1280"], looks["light-400"] = browser.Look{Width: 1280, Height: 1000, Dark: true}, browser.Look{Width: 400, Height: 900}
	}
	for name, look := range looks {
		p := b.Open(t, address, look)
		p.Shot("report-" + name)
		browser.Eval[bool](p, `document.querySelectorAll("details").forEach((d) => (d.open = true)), true`)
		p.Wait(`(() => { const left = document.querySelector("[data-assay-behaviour]:empty"); left?.scrollIntoView(); return !left })()`)
		for _, wrong := range p.Inaccessible() {
			t.Errorf("%s: %s", name, wrong)
		}
		if wide := browser.Eval[[]string](p, `[...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".wide > *, pre, .ad-scroll, .ad-side, .skip")).map((e) => e.outerHTML.slice(0, 120)).slice(0, 5)`); len(wide) > 0 {
			t.Errorf("%s: too wide: %q", name, wide)
		}
		if over := browser.Eval[int](p, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
			t.Errorf("%s: the page is %d pixels wider than the window", name, over)
		}
		for _, part := range []string{"sweeps", "series", "risks", "claims", "broken", "trend"} {
			browser.Eval[bool](p, `document.getElementById("`+part+`").scrollIntoView(), true`)
			p.Shot("report-" + name + "-" + part)
		}
	}
}

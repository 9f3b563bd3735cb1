package page_test

import (
	"net/url"
	"path/filepath"
	"testing"

	"github.com/assay-dev/assay/internal/browser"
)

// TestNarrow: on a narrow window the page is no wider than that, says under a picture what does not fit into it, and axe-core finds
// nothing wrong with any part of it.
func TestNarrow(t *testing.T) {
	file, err := filepath.Abs(filepath.Join("testdata", "storm.html"))
	if err != nil {
		t.Fatal(err)
	}
	p := browser.Start(t).Open(t, (&url.URL{Scheme: "file", Path: file}).String(), browser.Look{Width: 400, Height: 900, Dark: true})
	browser.Eval[bool](p, `document.querySelectorAll("details").forEach((d) => (d.open = true)), true`)
	if over := browser.Eval[int](p, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
		t.Errorf("the page is %d pixels wider than the window", over)
	}
	if said := browser.Eval[string](p, `[...document.querySelectorAll("figure p.narrow")].map((e) => e.innerText).join("; ")`); said != "Dotted line: what server can serve, 300/s.; Dotted line: behind 300 a message waits longer than the timeout, 1 s: served for nobody." {
		t.Errorf("below the pictures it says %q", said)
	}
	for _, wrong := range p.Inaccessible() {
		t.Error(wrong)
	}
	p.Shot("sim-narrow")
}

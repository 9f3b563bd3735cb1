package report

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/assay-dev/assay/internal/browser"
)

// TestPageIsNeverEmpty: a behaviour is there as text until its picture is, and the pictures of the first screens are there as soon as the
// page is, without waiting for anything to come into view: so a headless picture of the page, a print and a page without script show it.
func TestPageIsNeverEmpty(t *testing.T) {
	b := browser.Start(t)
	var text bytes.Buffer
	if err := HTML(&text, broken(t), nil); err != nil {
		t.Fatal(err)
	}
	ways := strings.Count(text.String(), "data-assay-behaviour=\"")
	if open := strings.Count(text.String(), `<details class="text" open>`); open != ways || ways < 3 {
		t.Errorf("%d texts are open in the page of %d behaviours", open, ways)
	}
	// Without the policy, which allows the script as it was alone, and with an observer that sees nothing.
	page := regexp.MustCompile(`<meta http-equiv[^>]*>`).ReplaceAllLiteralString(text.String(), "")
	page = strings.Replace(page, "new IntersectionObserver(", "new (class { observe() {} unobserve() {} })(", 1)
	file := filepath.Join(t.TempDir(), "blind.html")
	if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	for width, look := range map[string]browser.Look{"1280": {Width: 1280, Height: 900}, "400": {Width: 400, Height: 900}} {
		p := b.Open(t, (&url.URL{Scheme: "file", Path: file}).String(), look)
		p.Wait(`document.readyState === "complete"`)
		p.Shot("report-first-" + width)
		for _, c := range [][2]string{
			{`[...document.querySelectorAll(".diagram")].filter((d) => !d.firstChild === !d.nextElementSibling.open).length + " wrong"`, "0 wrong"},
			{`[...document.querySelectorAll("#wrong .ad-svg")].length + " drawn"`, "1 drawn"},
			{`[...document.querySelectorAll("#broken .ad-svg")].length + " drawn"`, "0 drawn"},
		} {
			if have := browser.Eval[string](p, c[0]); have != c[1] {
				t.Errorf("%s pixels: %s = %q, expected %q", width, c[0], have, c[1])
			}
		}
	}
}

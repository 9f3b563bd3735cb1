package browser_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assay-dev/assay/internal/browser"
)

// TestBrowser opens a page with a planted fault: its picture says nothing to who cannot see it.
func TestBrowser(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page.html")
	const page = `<!DOCTYPE html><html lang="en"><title>x</title><main><h1>x</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><input aria-label="here" autofocus></main>`
	if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	shots := t.TempDir()
	t.Setenv("ASSAY_SHOTS", shots)
	var b *browser.Browser = browser.Start(t)
	var p *browser.Page = b.Open(t, "file://"+file, browser.Look{Width: 400, Height: 300, Dark: true})
	if dark := browser.Eval[bool](p, `matchMedia("(prefers-color-scheme: dark)").matches && innerWidth === 400`); !dark {
		t.Error("the page is not looked at as was asked for")
	}
	browser.Eval[bool](p, `document.querySelector("input").focus(), true`)
	p.Press("ab")
	p.Wait(`document.querySelector("input").value === "ab"`)
	p.Shot("page")
	if picture, err := os.ReadFile(filepath.Join(shots, "page.png")); err != nil || !strings.HasPrefix(string(picture), "\x89PNG") {
		t.Errorf("no picture: %v", err)
	}
	if wrong := p.Inaccessible(); len(wrong) != 1 || !strings.HasPrefix(wrong[0], "image-alt: ") {
		t.Errorf("axe-core finds %q, expected the picture without words alone", wrong)
	}
}

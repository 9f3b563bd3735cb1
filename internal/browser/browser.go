// Package browser does one thing: it opens pages in a real headless Chromium, for tests.
//
// Tests are skipped where there is no Chromium, and where axe-core is not installed. With ASSAY_BROWSER=required in the environment, as
// .ci/run has it, they fail there: a test that nobody runs shows nothing.
package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// openMaxS is how long a page may take to do what a test asks, in seconds.
const openMaxS = 120

// Page is a page that is open in a tab.
type Page struct {
	t      testing.TB
	ctx    context.Context
	mu     sync.Mutex
	thrown []string
}

// Look is how a page is looked at.
type Look struct {
	Width, Height int64
	Dark          bool
}

// Browser is a Chromium with no page yet. It ends with the test.
type Browser struct{ ctx context.Context }

// Start starts a Chromium, or skips the test.
func Start(t testing.TB) *Browser {
	t.Helper()
	path := chromium()
	if path == "" {
		absent(t, "no Chromium is installed (Debian: apt-get install chromium)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:len(chromedp.DefaultExecAllocatorOptions):len(chromedp.DefaultExecAllocatorOptions)],
		chromedp.ExecPath(path), chromedp.NoSandbox)
	allocated, endAllocated := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(allocated)
	t.Cleanup(func() { end(); endAllocated() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("browser: %s did not start: %v", path, err)
	}
	return &Browser{ctx}
}

func chromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

func absent(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("ASSAY_BROWSER") == "required" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// Open opens a page in a tab of its own, and fails the test if its scripts throw.
func (b *Browser) Open(t testing.TB, url string, look Look) *Page {
	t.Helper()
	tab, end := chromedp.NewContext(b.ctx)
	ctx, endTime := context.WithTimeout(tab, openMaxS*time.Second)
	t.Cleanup(func() { endTime(); end() })
	p := &Page{t: t, ctx: ctx}
	p.must(chromedp.Listen(ctx, p.hear))
	scheme := "light"
	if look.Dark {
		scheme = "dark"
	}
	media := func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
		return chromedp.Void{}, err
	}
	p.must(chromedp.Do(ctx, chromedp.EmulateViewport(look.Width, look.Height), media, chromedp.Navigate(url)))
	t.Cleanup(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if len(p.thrown) > 0 {
			t.Errorf("%s: its scripts threw %q", url, p.thrown)
		}
	})
	return p
}

func (p *Page) hear(event any) {
	if e, ok := event.(*runtime.EventExceptionThrown); ok {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.thrown = append(p.thrown, fmt.Sprintf("%+v", e.ExceptionDetails))
	}
}

func (p *Page) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatalf("browser: %v", err)
	}
}

// Eval is the value of an expression in the page; a promise is waited for.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("browser: %s: %v", expression, err)
	}
	return value
}

// Wait waits until an expression is true.
func (p *Page) Wait(expression string) {
	p.t.Helper()
	_, err := chromedp.Run(p.ctx, chromedp.Poll[bool]("!!("+expression+")", chromedp.WithPollingTimeout(openMaxS*time.Second)))
	if err != nil {
		p.t.Fatalf("browser: %s did not become true: %v", expression, err)
	}
}

// Press presses keys, where the focus is.
func (p *Page) Press(keys string) {
	p.t.Helper()
	p.must(chromedp.Do(p.ctx, chromedp.KeyEvent(keys)))
}

// Shot writes what is seen into a file: a directory that ASSAY_SHOTS names, for a person to look at. It writes nothing without.
func (p *Page) Shot(name string) {
	p.t.Helper()
	dir := os.Getenv("ASSAY_SHOTS")
	if dir == "" {
		return
	}
	picture, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	p.must(err)
	p.must(os.MkdirAll(dir, 0o755))
	p.must(os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o644))
}

// Inaccessible is what axe-core finds wrong with the page, for people who see little, hear it read, or use no mouse: a line for each
// rule and element.
func (p *Page) Inaccessible() []string {
	p.t.Helper()
	Eval[bool](p, axe(p.t)+"\n;true")
	const run = `axe.run(document, {resultTypes: ["violations"]}).then((found) => found.violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + v.help + ": " + n.target.join(" ") + ": " + n.html.slice(0, 200))))`
	return Eval[[]string](p, run)
}

// axe is the text of axe-core, which .ci/run installs from npm.
func axe(t testing.TB) string {
	t.Helper()
	for dir := "."; ; dir = filepath.Join(dir, "..") {
		if text, err := os.ReadFile(filepath.Join(dir, ".ci", "node_modules", "axe-core", "axe.min.js")); err == nil {
			return string(text)
		}
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil || strings.Count(dir, "..") > 10 {
			break
		}
	}
	absent(t, "axe-core is not installed (npm install --prefix .ci axe-core)")
	return ""
}

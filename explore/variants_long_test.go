//go:build long

package explore_test

import (
	"strings"
	"testing"

	"github.com/assay-dev/assay/internal/browser"
)

// showVariants chooses each broken variant that a page offers: its violation is shown, and is one of the state that is shown.
func showVariants(t *testing.T, p *browser.Page) {
	systems := browser.Eval[[]struct{ Name, Violates, Sort string }](p, `assayPage.about.systems`)
	tried := 0
	for i, s := range systems {
		if s.Violates == "" {
			continue
		}
		tried++
		choose(p, i)
		p.Wait(ready)
		found := browser.Eval[[]struct{ Property, Verdict, Name, Why string }](p, `(assayPage.verdicts?.found ?? []).map((f) => ({ Property: f.property, Verdict: f.verdict, Name: f.name ?? "", Why: (f.why ?? "").slice(0, 60).split("\n")[0] }))`)
		shown := browser.Eval[string](p, `[...document.querySelectorAll("#first .ad-saying")].map((s) => s.textContent).join("; ")`)
		verdicts := browser.Eval[string](p, `document.querySelector("#verdicts").textContent`)
		violated := false
		for _, f := range found {
			if f.Property != s.Violates {
				continue
			}
			violated = violated || f.Verdict == "violated"
			// What can follow is no matter of one state: then the verdict above says what is wrong with it.
			says := strings.Contains(shown, s.Violates+" violated here") ||
				strings.Contains(shown, s.Violates+" not decided by one state") && strings.Contains(verdicts, "(these ") && strings.Contains(verdicts, f.Why)
			if f.Name != "" && !says {
				t.Errorf("%s: %q is violated, and the page says %q and %q", s.Name, s.Violates, shown, verdicts)
			}
		}
		if !violated {
			t.Errorf("%s: %q is not violated on the page: %+v, notice %q", s.Name, s.Violates, found, browser.Eval[string](p, `document.querySelector("#notice").textContent`))
		}
	}
	t.Logf("%d of %d systems are broken variants", tried, len(systems))
}

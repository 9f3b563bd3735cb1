package report

import (
	"bufio"
	"strings"
	"testing"

	"github.com/assay-dev/assay/evidence"
)

// TestExceptions: "crashes none" and "shop0 crashes at most 1" are said as one, in the text and on the page.
func TestExceptions(t *testing.T) {
	s := shared{assumptions: []evidence.Entry{{Name: "losses", Value: "none"}, {Name: "crashes", Value: "none"}, {Name: "disk", Value: "kept"},
		{Name: "shop0 alone", Value: "crashes at most 1, disk torn"},
		{Name: "shop1 alone", Value: "crashes at most 1, says Put{A: 1, B: 2} or disk, disk kept"},
		{Name: "shop2 alone", Value: "as all"},
		{Name: evidence.Purity, Value: "not shown"}}}
	want := "losses none; crashes none, but of shop0 at most 1, of shop1 at most 1; disk kept, but of shop0 torn; " +
		"shop1 alone says Put{A: 1, B: 2} or disk, disk kept; shop2 alone as all; " + evidence.Purity + " not shown"
	if have := strings.Join(groundsOf(s)[0].Values, "; "); have != want {
		t.Errorf("the page says\n%s, expected\n%s", have, want)
	}
	if s.assumptions[1].Value != "none" {
		t.Error("the record itself was changed")
	}
	var text strings.Builder
	p := printer{w: bufio.NewWriter(&text)}
	p.grounds(0, s)
	_ = p.w.Flush()
	if have := strings.Join(strings.Fields(text.String()), " "); !strings.Contains(have, "crashes (none, but of shop0 at most 1, of shop1 at most 1), disk kept, but of shop0 torn, ") {
		t.Errorf("the text says\n%s", have)
	}
}

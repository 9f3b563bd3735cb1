package report

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestTextSweep: no line of a sweep is wider than the terminal but one that replays, and nothing of it is lost.
func TestTextSweep(t *testing.T) {
	words := func(text string) string { return strings.Join(strings.Fields(text), "") }
	for _, s := range append(sample(t).Sweeps, hostile().Sweeps...) {
		for _, width := range []int{0, 48, 72} {
			var out bytes.Buffer
			if err := TextSweep(&out, s, Options{Width: width}); err != nil {
				t.Fatal(err)
			}
			if words(out.String()) != words(lines(s.Text())) {
				t.Errorf("%s in %d columns is\n%s\nexpected, in other lines,\n%s", s.System, width, &out, s.Text())
			}
			if width == 0 {
				width = 100
			}
			for _, line := range strings.Split(out.String(), "\n") {
				if n := utf8.RuneCountInString(line); n > width && !strings.Contains(line, "assay replay ") {
					t.Errorf("%d columns, expected at most %d: %s", n, width, line)
				}
			}
		}
	}
	const line = "    breaks with  what is declared: no relaxation is needed   [6 steps]"
	if have, want := hung(line, 17, 40), "    breaks with  what is declared: no\n                 relaxation is needed\n                 [6 steps]"; have != want {
		t.Errorf("it is\n%s\nexpected\n%s", have, want)
	}
}

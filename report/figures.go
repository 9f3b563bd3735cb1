package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

// The figures that come first, in this order. The others follow by name.
var figuresFirst = []string{"states", "steps", "depth", "handlerRuns"}

// figuresHidden are left out: handlerCalls follows from handlerRuns, and what a simulation reached stands in words.
var figuresHidden = []string{"handlerCalls", "reached"}

// parts are the figures as a person reads them: "check", "1,204 states", "depth 14", "0.31 s".
func (f figures) parts() []string {
	var parts []string
	if f.technique != "" {
		parts = append(parts, trace.Line(f.technique))
	}
	for _, name := range figuresFirst {
		if n, ok := f.counted[name]; ok {
			parts = append(parts, figure(name, n))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(f.counted)) {
		if !slices.Contains(figuresFirst, name) {
			parts = append(parts, figure(name, f.counted[name]))
		}
	}
	if f.seconds > 0 {
		parts = append(parts, seconds(f.seconds))
	}
	if f.cached {
		parts = append(parts, "cached")
	}
	return parts
}

// figure is "1,204 states"; a depth is no number of things.
func figure(name string, n uint64) string {
	text := words(trace.Line(name))
	if name == "depth" {
		return text + " " + thousands(n)
	}
	if n == 1 {
		text = strings.TrimSuffix(text, "s")
	}
	return thousands(n) + " " + text
}

// words makes "handler runs" of "handlerRuns".
func words(camel string) string {
	var b strings.Builder
	for _, r := range camel {
		if unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.TrimSpace(b.String())
}

func thousands(n uint64) string {
	digits := strconv.FormatUint(n, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func seconds(s float64) string {
	switch {
	case s < 0.01:
		return "under 0.01 s"
	case s < 10:
		return fmt.Sprintf("%.2f s", s)
	case s < 100:
		return fmt.Sprintf("%.1f s", s)
	}
	return thousands(uint64(s+0.5)) + " s"
}

// total is the last line: how many of each verdict.
func (p *printer) total(records []evidence.Record) {
	if len(records) == 0 {
		io.WriteString(p.w, "no evidence: nothing was checked\n")
		return
	}
	s, failed := evidence.Summarize(records, 0), 0
	for _, r := range records {
		if failedTest(r) && !r.Expected {
			failed++
		}
	}
	var parts []string
	add := func(n int, one, many string) {
		switch {
		case n == 1:
			parts = append(parts, "1 "+one)
		case n > 1:
			parts = append(parts, thousands(uint64(n))+" "+many)
		}
	}
	add(s.Holds, "holds", "hold")
	add(s.Violated-failed, "violated", "violated")
	add(failed, "failed", "failed")
	add(s.Unknown, "unknown", "unknown")
	add(s.Expected, "violated as expected", "violated as expected")
	add(s.Accepted, "unknown and accepted", "unknown and accepted")
	p.line(0, "")
	p.wrap(0, "", 0, parts, ", ")
}

package cli

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

// When progress is shown: work of less than a second is not worth a line.
const (
	meterFirstMS = 1000
	meterDrawMS  = 100   // between two pictures on a terminal
	meterPlainMS = 5000  // between two plain lines of one system
	meterSweepMS = 10000 // of one sweep, which may take minutes
	meterWidth   = 100   // columns, where the terminal does not say
)

// meter shows progress on standard error: one line for each running system, rewritten in place on a terminal, and a plain line
// now and then elsewhere.
type meter struct {
	w        io.Writer
	terminal bool
	width    int
	now      func() time.Time
	running  []*gauge
	drawn    int       // lines on the terminal that belong to the meter
	last     time.Time // when they were drawn
}

// gauge is one running system.
type gauge struct {
	last    evidence.Progress
	since   time.Time
	printed time.Time
	hinted  bool
}

func newMeter(c *command) *meter {
	_, isTerminal := terminal(c.stderr)
	w := c.stderr
	if c.isQuiet() {
		w, isTerminal = io.Discard, false
	}
	return &meter{
		w:        w,
		terminal: isTerminal && c.getenv("TERM") != "dumb",
		width:    cmp.Or(terminalOptions(c, c.stderr).Width, meterWidth),
		now:      time.Now,
	}
}

func (m *meter) update(p evidence.Progress) {
	now := m.now()
	i := slices.IndexFunc(m.running, func(g *gauge) bool { return g.last.Package == p.Package && g.last.System == p.System })
	if i < 0 {
		i = len(m.running)
		began := now.Add(-time.Duration(p.Seconds * float64(time.Second)))
		m.running = append(m.running, &gauge{since: began, printed: began})
	}
	g := m.running[i]
	g.last = p
	if p.Hint != "" && !g.hinted {
		g.hinted = true
		m.clear() // it stays, above the meter
		fmt.Fprintf(m.w, "%s  still going on after %.0f s\nhint: %s\n", gaugeName(p), p.Seconds, trace.Line(p.Hint))
	}
	if m.terminal {
		if now.Sub(m.last) >= meterDrawMS*time.Millisecond {
			m.draw(now)
		}
		return
	}
	every := meterPlainMS * time.Millisecond
	if p.SetsOf > 0 {
		every = meterSweepMS * time.Millisecond
	}
	if now.Sub(g.printed) >= every {
		g.printed = now
		fmt.Fprintln(m.w, gaugeText(p))
	}
}

// finish takes the lines of a system away, or those of a whole package.
func (m *meter) finish(pkg, system string) {
	m.running = slices.DeleteFunc(m.running, func(g *gauge) bool {
		return g.last.Package == pkg && (system == "" || g.last.System == system)
	})
	if m.terminal && m.drawn > 0 {
		m.draw(m.now())
	}
}

func (m *meter) draw(now time.Time) {
	m.clear()
	m.last = now
	for _, g := range m.running {
		if now.Sub(g.since) < meterFirstMS*time.Millisecond {
			continue
		}
		fmt.Fprintln(m.w, cutText(gaugeText(g.last), m.width-1))
		m.drawn++
	}
}

// clear takes the meter off the terminal, so that something else can be written.
func (m *meter) clear() {
	if m.drawn > 0 {
		// Line by line: where the meter stands at the top, tmux keeps what "clear to the end of the screen" takes away.
		fmt.Fprint(m.w, strings.Repeat("\x1b[A\x1b[2K", m.drawn), "\r")
		m.drawn = 0
	}
}

// gaugeText is one system's line: "lock (mutex)  1,194,428 states, 512,000/s, depth 23, frontier 12,345, 61 MB, 12 s".
func gaugeText(p evidence.Progress) string {
	var parts []string
	rate := func(n uint64) {
		if p.Seconds > 0 {
			parts = append(parts, thousands(uint64(math.Round(float64(n)/p.Seconds)))+"/s")
		}
	}
	switch {
	case p.SetsOf > 0:
		parts = append(parts, fmt.Sprintf("%d of %d sets of relaxations done", p.Sets, p.SetsOf))
		if p.States > 0 {
			parts = append(parts, thousands(p.States)+" states of the next")
		}
	case p.SeedsOf > 0:
		parts = append(parts, fmt.Sprintf("%d of %d seeds", p.Seeds, p.SeedsOf))
	case p.TriedOf > 0:
		parts = append(parts, thousands(p.Tried)+" of "+thousands(p.TriedOf)+" tried")
		rate(p.Tried)
	default:
		parts = append(parts, thousands(p.States)+" states")
		rate(p.States)
		parts = append(parts, fmt.Sprintf("depth %d", p.Depth), "frontier "+thousands(p.Frontier), bytesText(p.Bytes))
	}
	if p.Seconds >= 1 {
		parts = append(parts, fmt.Sprintf("%.0f s", p.Seconds))
	}
	return gaugeName(p) + "  " + strings.Join(parts, ", ")
}

// gaugeName is "lock (mutex)", or "lock" in a package that is called so.
func gaugeName(p evidence.Progress) string {
	name := cmp.Or(p.System, "(no name)")
	if base := path.Base(p.Package); p.Package != "" && base != p.System {
		name += " (" + base + ")"
	}
	return trace.Line(name)
}

func thousands(n uint64) string {
	digits := fmt.Sprint(n)
	var b strings.Builder
	for i, digit := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	return b.String()
}

func bytesText(n uint64) string {
	switch {
	case n >= 10<<30:
		return fmt.Sprintf("%d GB", n>>30)
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
	}
	return fmt.Sprintf("%d MB", (n+1<<19)>>20)
}

func cutText(text string, width int) string {
	if width < 1 || utf8.RuneCountInString(text) <= width {
		return text
	}
	return string([]rune(text)[:width-1]) + "…"
}

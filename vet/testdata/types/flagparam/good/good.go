// Package good has bools that are data.
package good

import (
	"encoding/binary"
	"fmt"
	"io"
	"strings"

	"github.com/assay-dev/assay"
)

// Options say how to print.
type Options struct {
	Verbose bool
	Color   bool
	indent  int
}

// Printer prints as its options say.
type Printer struct {
	w       io.Writer
	options Options
	enabled bool
	lines   []bool
}

// New stores what it is given.
func New(w io.Writer, enabled bool) *Printer {
	return &Printer{w: w, enabled: enabled}
}

// SetEnabled is a setter.
func (p *Printer) SetEnabled(on bool) { p.enabled = on }

// SetVerbose is a setter of a part.
func (p *Printer) SetVerbose(verbose bool) *Printer {
	p.options.Verbose = verbose
	return p
}

// WithColor changes a copy.
func (o Options) WithColor(color bool) Options {
	o.Color = color
	return o
}

// Print reads a field, not a parameter.
func (p *Printer) Print(text string) error {
	if !p.enabled {
		return nil
	}
	if p.options.Verbose {
		text = strings.Repeat(" ", p.options.indent) + text
	}
	_, err := fmt.Fprintln(p.w, text)
	return err
}

// Add appends a bool to a list of them.
func (p *Printer) Add(line bool) { p.lines = append(p.lines, line) }

// Option is a functional option.
type Option func(*Options)

// Verbose makes an Option.
func Verbose(on bool) Option { return func(o *Options) { o.Verbose = on } }

// Logic works on bools: that is its subject.
func implies(a, b bool) bool { return !a || b }

func xor(a, b bool) bool { return a != b }

func majority(votes ...bool) bool {
	yes := 0
	for _, vote := range votes {
		if vote {
			yes++
		}
	}
	return 2*yes > len(votes)
}

// A predicate returns a bool and takes none.
func even(n int) bool { return n%2 == 0 }

func filter(all []int, keep func(int) bool) (kept []int) {
	for _, n := range all {
		if keep(n) {
			kept = append(kept, n)
		}
	}
	return kept
}

// count compares.
func count(flags []bool, want bool) (n int) {
	for _, flag := range flags {
		if flag == want {
			n++
		}
	}
	return n
}

// write hands it on as a value.
func write(w io.Writer, flag bool) error { return binary.Write(w, binary.BigEndian, flag) }

func print(name string, done bool) string { return fmt.Sprintf("%s: %t", name, done) }

// index remembers it under a key.
func index(all map[bool][]string, name string, known bool) {
	all[known] = append(all[known], name)
}

// Vote is a message.
type Vote struct {
	Round   int
	Granted bool
}

type Msg interface{ voteMsg() }

func (Vote) voteMsg() {}

func answer(to assay.ID, round int, granted bool) assay.Effects {
	return assay.Effects{assay.Send(to, Vote{Round: round, Granted: granted})}
}

// Tally branches on what a message says.
type Tally struct{}

func (Tally) Start(self assay.ID) (int, assay.Effects) { return 0, nil }

func (Tally) Receive(self assay.ID, n int, from assay.ID, m Msg) (int, assay.Effects) {
	switch m := m.(type) {
	case Vote:
		if m.Granted {
			return n + 1, nil
		}
	}
	return n, nil
}

// all branches on a local variable.
func all(ns []int, f func(int) bool) (found bool) {
	found = true
	for _, n := range ns {
		if !f(n) {
			found = false
		}
	}
	if found {
		return true
	}
	return len(ns) == 0
}

// send puts it into a channel.
func send(results chan<- bool, ok bool) { results <- ok }

// swap gives both back.
func swap(a, b bool) (bool, bool) { return b, a }

// Toggle is one method for each of two behaviours: no parameter chooses.
type Toggle struct{ on bool }

// On switches on.
func (t Toggle) On() Toggle { return Toggle{on: true} }

// Off switches off.
func (t Toggle) Off() Toggle { return Toggle{on: false} }

// Equal compares with a bool.
func (t Toggle) Equal(on bool) bool { return t.on == on }

// seq yields, and asks its yield whether to go on.
func seq(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

// unused takes a bool because an interface says so.
func unused(_ string, _ bool) int { return 0 }

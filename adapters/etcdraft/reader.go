package etcdraft

import (
	"slices"

	"github.com/assay-dev/assay"
)

// Reader probes members, some contexts more than once, as a client does that tries again: whichever member it likes, whenever it likes.
// It knows what leaders have told it that they committed, and remembers for each context what it knew when it first called: an answer
// below that is stale.
type Reader struct {
	Members []assay.ID
	Calls   []Call
	Knows   uint64 // what is committed since before the beginning
}

// Call is how often a Reader calls under a context.
type Call struct {
	Context string
	Times   int
}

// ReaderState is what a Reader knows and has still to do.
type ReaderState struct {
	Known  uint64
	Left   []Call
	Floors []Floor // by first call
}

// Floor is what was known to be committed when a context was first called.
type Floor struct {
	Context string
	Index   uint64
}

// Probing is a choice of a Reader: which context it calls, and whom.
type Probing struct {
	Context string
	Member  assay.ID
}

const callKey = "call"

// Start makes the first choice pending.
func (r Reader) Start(self assay.ID) (ReaderState, assay.Effects) {
	s := ReaderState{Known: r.Knows, Left: slices.Clone(r.Calls)}
	return s, r.choose(s)
}

// Receive learns what is committed.
func (r Reader) Receive(self assay.ID, s ReaderState, from assay.ID, m Committed) (ReaderState, assay.Effects) {
	if len(s.Left) > 0 { // later it makes no difference
		s.Known = max(s.Known, m.Index)
	}
	return s, nil
}

// Chosen calls.
func (r Reader) Chosen(self assay.ID, s ReaderState, c assay.Choice) (ReaderState, assay.Effects) {
	p, ok := c.Option.(Probing)
	if !ok {
		return s, nil
	}
	if !slices.ContainsFunc(s.Floors, func(f Floor) bool { return f.Context == p.Context }) {
		s.Floors = append(slices.Clip(s.Floors), Floor{p.Context, s.Known})
	}
	var left []Call
	for _, call := range s.Left {
		if call.Context == p.Context {
			call.Times--
		}
		if call.Times > 0 {
			left = append(left, call)
		}
	}
	if s.Left = left; len(left) == 0 {
		s.Known = 0
	}
	return s, append(assay.Effects{assay.Send(p.Member, Probe{p.Context})}, r.choose(s)...)
}

func (r Reader) choose(s ReaderState) assay.Effects {
	var options []any
	for _, call := range s.Left {
		for _, id := range r.Members {
			options = append(options, Probing{call.Context, id})
		}
	}
	if len(options) == 0 {
		return nil
	}
	return assay.Effects{assay.Choose(callKey, options...)}
}

package lts

import (
	"sync"

	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/step"
)

// A label names the action that a step is, as far as fairness goes: the delivery of one message to one participant, or on a FIFO link
// of whatever stands at the head; the firing of one timer; one choice, whatever is chosen; a clock's answer; a recovery; a deploy; a flush of one
// buffer; a heal; a tick. A failure has none.

// LabelFailure is the label of a failure.
const LabelFailure = ^uint32(0)

// LabelMay is the label of what a contract allows unprompted: it may happen, and nothing says that it does.
const LabelMay = ^uint32(0) - 1

type labelKey struct {
	kind     step.Kind
	actor    int
	envelope step.Envelope
	from     int
	name     string
}

// Labelling is which labels steps have, for Labelled.
type Labelling uint8

const (
	LabelNone   Labelling = iota
	LabelFair             // as fairness goes
	LabelActors           // who takes the step, and whether it is a failure: see Act
)

// Act is what a label of LabelActors says: who takes the step, or -1 where nobody does, and whether it is a failure.
func Act(label uint32) (actor int, failure bool) { return int(label>>1) - 1, label&1 != 0 }

func actLabel(actor int, kind step.Kind) uint32 {
	label := uint32(actor+1) << 1
	if kind.Failure() {
		label |= 1
	}
	return label
}

// labels numbers them as they come.
type labels struct {
	mu    sync.Mutex
	known map[labelKey]uint32
}

func (n *Net) label(actor int, e *step.Enabled) uint32 {
	if n.config.Labels == LabelActors {
		return actLabel(actor, e.Kind)
	}
	if e.Kind.Failure() {
		return LabelFailure
	}
	if e.Kind == step.Choose && e.Way > 0 {
		return LabelMay
	}
	key := labelKey{kind: e.Kind, actor: actor}
	switch e.Kind {
	case step.Deliver:
		if from, fifo := n.Sys.Sender(e.Envelope, actor); fifo {
			key.from = from
		} else {
			key.envelope, key.from = e.Envelope, from
		}
	case step.Timeout:
		key.name = e.Timer
	case step.Choose:
		key.name = e.Key
	case step.Flush:
		key.from = e.From
	}
	return n.named.number(key)
}

// worldLabel is the label of a step of the World.
func (n *Net) worldLabel(kind step.Kind) uint32 {
	switch {
	case n.config.Labels == LabelActors:
		return actLabel(-1, kind)
	case kind.Failure():
		return LabelFailure
	}
	return n.named.number(labelKey{kind: kind})
}

func (l *labels) number(key labelKey) uint32 {
	l.mu.Lock()
	defer l.mu.Unlock()
	number, ok := l.known[key]
	if !ok {
		if l.known == nil {
			l.known = map[labelKey]uint32{}
		}
		number = uint32(len(l.known))
		l.known[key] = number
	}
	return number
}

// Labels is one more than the greatest label that was given.
func (n *Net) Labels() uint32 {
	n.named.mu.Lock()
	defer n.named.mu.Unlock()
	return uint32(len(n.named.known))
}

// labelled notes the label of the step that was just taken, if it was enabled.
func (w *Worker) labelled(actor, move int, v []uint32, out *graph.Steps) {
	if len(out.Ends) == len(w.labels) {
		return
	}
	t := w.net.moves[actor]
	e := t.pairs.find(pairKey(v[actor], v[w.net.actors+actor]))
	w.labels = append(w.labels, t.labels.at(uint32(e.value>>32), int(uint32(e.value)))[move])
}

// Labelled is Expand for a caller that wants the label of each step too. out must be empty. spent says whether a step that is no failure
// would be enabled, had its budget not been spent or the horizon not been reached. The labels are good until the next call.
func (w *Worker) Labelled(v []uint32, fingerprint uint64, out *graph.Steps) (labels []uint32, spent bool) {
	w.Expand(v, fingerprint, out)
	return w.labels, w.spent
}

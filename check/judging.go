package check

import (
	"github.com/assay-dev/assay/internal/graph"
)

// judging is one worker's eye on the properties.
type judging struct {
	pass   *pass
	eye    eye
	slot   *slot
	view   *view // the eye, if it is on actors
	look   func(what uint32) uint32
	recent []recent // by property, the declared bound last
	_      apart
}

// apart is memory that nobody uses behind what one worker writes to at every state: two that write to one cache line would pass it
// from processor to processor.
type apart [64]byte

func (p *pass) judging(e eye) judging {
	j := judging{pass: p, eye: e, slot: p.watch.slots[len(p.watch.slots)-1], recent: make([]recent, len(p.judged)+1)}
	if w, ok := e.(*view); ok {
		j.view, j.look = w, w.lookAndNote
	}
	return j
}

// recent is what a property last read, and answered. States found one after the other share most components, so that a comparison
// or two spare the way through the tree.
type recent struct {
	trail  []reading
	answer outcome
	known  bool
	_      apart
}

func (r *recent) holds(w *view) bool {
	if !r.known {
		return false
	}
	for _, read := range r.trail {
		if w.look(read.what) != read.found {
			return false
		}
	}
	return true
}

func (r *recent) keep(trail []reading, answer outcome) {
	r.trail, r.answer, r.known = append(r.trail[:0], trail...), answer, true
}

func (j *judging) show(v []uint32) {
	if j.view != nil {
		j.view.v = v
		return
	}
	j.eye.(*machineView).v = v
}

// Judge asks every property about a state, also one that is decided: which of its answers comes first depends on the order of the
// search, and what it reads and how it fails must not.
func (j *judging) Judge(v []uint32, fingerprint uint64, out *graph.Reports) {
	j.show(v)
	sure := fingerprint%rejudgeOneIn == 0
	for i, property := range j.pass.judged {
		if j.pass.alone != nil && !j.pass.alone(i) {
			continue
		}
		if answer := j.ask(i, property, sure); answer != silent && answer != restart {
			out.Report(j.pass.propertyCode(i, answer))
		}
	}
}

func (j *judging) ask(i int, property *judged, sure bool) outcome {
	if j.view != nil && !sure && !property.strays.Load() {
		if answer, known := j.remembered(&j.recent[i], property); known {
			return answer
		}
	}
	j.slot.enter(&property.call)
	defer j.slot.Leave()
	return property.in(j.eye, sure)
}

// remembered is what is known of a property without asking it.
func (j *judging) remembered(r *recent, property *judged) (outcome, bool) {
	if r.holds(j.view) {
		return r.answer, true
	}
	j.view.forget()
	answer, known := property.tree.find(j.look)
	if known {
		r.keep(j.view.trail, answer)
	}
	return answer, known
}

// inside asks the declared bound. A bound that fails is a finding, and nothing holds then: behaviours end there.
func (j *judging) inside(v []uint32) bool {
	j.show(v)
	answer := j.ask(len(j.pass.judged), j.pass.within, false)
	return answer == struck || answer == restart
}

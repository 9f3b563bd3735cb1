package check

import (
	"context"
	"math/bits"

	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/lts"
)

// Counterexample surgery: of all shortest ways to where a code is reported, one with the fewest failures, of those one with the fewest
// participants that take a step, and of those the least. All shortest ways together are the edges of the search that lead one level
// down; on them the fewest failures are found backwards, and of the edges that are left the sets of participants.

// surgeryStatesMax bounds the states that are found again, and surgerySetsMax the sets of participants that are kept for one of them.
const (
	surgeryStatesMax = 400_000
	surgerySetsMax   = 64
)

// notOperated is what the record says where a bound kept surgery from being done.
const notOperated = "the shortest way; whether another one as short has fewer failures or participants was not looked for"

// operate is the best way as short as path to where code is reported. It answers with path where it can do no better or cannot tell,
// and says which.
func (p *pass) operate(ctx context.Context, code uint32, path []uint32) (better []uint32, done bool) {
	if p.sys.Machine() || len(path) < 2 {
		return path, true // nothing fails, and nobody acts
	}
	c := p.config
	c.progress = nil
	again, err := newPass(ctx, p.source, c, p.needed)
	if err != nil || again.initial == nil || len(p.sys.Actors) > 64 {
		return path, false
	}
	again.labels = lts.LabelActors
	defer again.ready(ctx, c)()
	o := &operation{pass: again, found: newFound(again.net.Width(), c.exact), code: code, levels: len(path)}
	if !o.explore() {
		return path, false
	}
	return o.best(path), !o.crowded
}

// operation is all shortest ways.
type operation struct {
	pass   *pass
	code   uint32
	levels int // of states on a way

	found  // the states
	level  []int32
	starts []uint32 // by state that the system may begin in, its number among those
	first  []uint32
	edges  []wayStep
	goal   []bool

	failures []int32    // by state: the fewest on from here, or -1
	sets     [][]uint64 // by state: the least sets of participants on from here with so few failures
	crowded  bool       // some set was left out
}

// wayStep is an edge to the next level.
type wayStep struct {
	to, number, label uint32
}

// explore finds the levels again, and where the code is reported on the last of them.
func (o *operation) explore() bool {
	worker, out := o.pass.expander()
	states, fingerprints := o.pass.net.Initial()
	for i, v := range states {
		if s := o.meet(v, fingerprints[i], 1); int(s) == len(o.starts) {
			o.starts = append(o.starts, uint32(i))
		}
	}
	for s := 0; s < len(o.level); s++ {
		o.first = append(o.first, uint32(len(o.edges)))
		last := int(o.level[s]) == o.levels
		o.goal = append(o.goal, false)
		if _, over := o.pass.watch.over(); over || len(o.level) > surgeryStatesMax {
			return false
		}
		if last && !o.expands() {
			o.goal[s] = o.strikes(o.row(uint32(s)))
			continue
		}
		out.Reset()
		o.expand(worker, uint32(s), out, last)
		o.goal[s] = last && out.Reported(o.code)
	}
	o.first = append(o.first, uint32(len(o.edges)))
	return true
}

// expands says whether the code is reported of a state when it is expanded, and not when it is judged.
func (o *operation) expands() bool { return o.code >= o.pass.findingCode(findings[0], 0) }

func (o *operation) strikes(v []uint32) bool {
	i := int(o.code) / int(outcomes)
	if i >= len(o.pass.judged) {
		return false
	}
	return o.pass.propertyCode(i, o.pass.judged[i].in(o.pass.eyeOn(v), false)) == o.code
}

func (o *operation) meet(v []uint32, fingerprint uint64, level int32) uint32 {
	if known, ok := o.known(v, fingerprint); ok {
		return known
	}
	o.level = append(o.level, level)
	return o.add(v, fingerprint)
}

func (o *operation) expand(worker *lts.Worker, s uint32, out *graph.Steps, last bool) {
	source := append([]uint32(nil), o.row(s)...)
	labels, _ := worker.Labelled(source, o.fingerprints[s], out)
	if last {
		return
	}
	next := o.level[s] + 1
	for i, target := range out.Targets(source) {
		if to := o.meet(target, out.Fingerprints[i], next); o.level[to] == next {
			o.edges = append(o.edges, wayStep{to, uint32(i), labels[i]})
		}
	}
}

// best is the best of all ways.
func (o *operation) best(path []uint32) []uint32 {
	o.failures, o.sets = make([]int32, len(o.level)), make([][]uint64, len(o.level))
	for s := len(o.level) - 1; s >= 0; s-- {
		o.weigh(uint32(s))
	}
	start, least := uint32(0), int32(-1)
	for s := range o.starts {
		if f := o.failures[s]; f >= 0 && (least < 0 || f < least || f == least && o.fewest(uint32(s), 0) < o.fewest(start, 0)) {
			start, least = uint32(s), f
		}
	}
	if least < 0 {
		return path // it is not found again: some function is none
	}
	return o.follow(start)
}

// weigh works out what is needed from a state on, once it is known of all states that it leads to.
func (o *operation) weigh(s uint32) {
	o.failures[s] = -1
	if o.goal[s] {
		o.failures[s], o.sets[s] = 0, []uint64{0}
		return
	}
	for _, e := range o.steps(s) {
		if f := o.after(e); f >= 0 && (o.failures[s] < 0 || f < o.failures[s]) {
			o.failures[s] = f
		}
	}
	for _, e := range o.steps(s) {
		if o.failures[s] >= 0 && o.after(e) == o.failures[s] {
			for _, set := range o.sets[e.to] {
				o.keep(s, set|bit(e))
			}
		}
	}
}

func (o *operation) steps(s uint32) []wayStep { return o.edges[o.first[s]:o.first[s+1]] }

// after is how many failures there are at least on a way that begins with a step, or -1.
func (o *operation) after(e wayStep) int32 {
	f := o.failures[e.to]
	if _, failure := lts.Act(e.label); failure && f >= 0 {
		f++
	}
	return f
}

// bit is the set of who takes a step.
func bit(e wayStep) uint64 {
	actor, _ := lts.Act(e.label)
	if actor < 0 {
		return 0
	}
	return 1 << actor
}

// keep adds a set, unless one that is kept is within it.
func (o *operation) keep(s uint32, set uint64) {
	kept := o.sets[s][:0]
	for _, known := range o.sets[s] {
		if known&^set == 0 {
			return // which no set so far contains, so that all of them stay
		}
		if set&^known != 0 {
			kept = append(kept, known)
		}
	}
	if len(kept) == surgerySetsMax {
		o.crowded = true
		return
	}
	o.sets[s] = append(kept, set)
}

// fewest is how many participants act at least on a way from a state on, those of used included.
func (o *operation) fewest(s uint32, used uint64) int {
	least := 65
	for _, set := range o.sets[s] {
		least = min(least, bits.OnesCount64(set|used))
	}
	return least
}

// follow is the least of the best ways from a start.
func (o *operation) follow(start uint32) []uint32 {
	way, used, want := []uint32{o.starts[start]}, uint64(0), o.fewest(start, 0)
	for s := start; !o.goal[s]; {
		for _, e := range o.steps(s) {
			if o.after(e) == o.failures[s] && o.fewest(e.to, used|bit(e)) <= want {
				way, used, s = append(way, e.number), used|bit(e), e.to
				break
			}
		}
	}
	return way
}

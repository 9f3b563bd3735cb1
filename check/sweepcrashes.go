package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/lattice"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

// crashKinds are the steps in which a participant goes down.
var crashKinds = []string{step.Crash.String(), step.Unsync.String(), step.Tear.String()}

// crash are those that go down in the behaviour of a point, in the order in which they first do, where the words of the point leave
// open who does.
func (s *sweep) crash(p lattice.Point, t *trace.Trace) (all []assay.ID) {
	i := slices.IndexFunc(s.dimensions, func(d Dimension) bool { return len(d.whose) > 1 })
	if t == nil || i < 0 || p[i] == 0 {
		return nil
	}
	for _, step := range t.Steps {
		if slices.Contains(crashKinds, step.Kind) && !slices.Contains(all, step.To) {
			all = append(all, step.To)
		}
	}
	return all
}

// witnesses are the hints at those that crash though only the sweep says that they may, while a property reads them: a property that
// asks a witness which has forgotten is broken by the sweep, and not by the system.
func (s *sweep) witnesses(crash, read []assay.ID) string {
	var hints strings.Builder
	for _, id := range crash {
		own := s.declared.Per[id].Crashes
		declared := mayCrash(own) || own == assay.Default && mayCrash(s.declared.Crashes)
		if !declared && slices.Contains(read, id) {
			fmt.Fprintf(&hints, "\nhint: %s is read by the property, and crashes; if it stands for the world outside, Per: {%q: {Crashes: assay.None}} keeps it up", id, id)
		}
	}
	return hints.String()
}

// allReads are the participants that any property of a run reads.
func (r ran) allReads() (ids []assay.ID) {
	for _, some := range r.reads {
		ids = append(ids, some...)
	}
	return ids
}

// readsOf are the participants whose state a property is known to read. Where what it reads varies, nothing is known.
func (p *pass) readsOf(property string) (ids []assay.ID) {
	for _, j := range p.judged {
		if j.name != property || j.direct || j.strays.Load() {
			continue
		}
		for _, n := range *j.tree.nodes.Load() {
			if n.leaf || n.what&readWhat != readLocal {
				continue
			}
			if id := p.sys.Actors[actorIn(n.what)].ID; !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

package total

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/roots"
)

// reached are the functions that roots lead to, breadth first, and whether a panic in them gets out.
func (p *pkg) reached(panics bool) (all []roots.Reached) {
	seen := map[*ssa.Function]bool{}
	for _, root := range p.roots.Roots {
		if fn := root.Fn; fn != nil && p.info[fn] != nil && !seen[fn] && !(panics && p.info[fn].recovers) {
			seen[fn] = true
			all = append(all, roots.Reached{Fn: fn, Root: root})
		}
	}
	for i := 0; i < len(all); i++ {
		from := all[i]
		for _, e := range p.info[from.Fn].calls {
			if seen[e.callee] || panics && p.info[e.callee].recovers {
				continue
			}
			seen[e.callee] = true
			chain := append(from.Chain[:len(from.Chain):len(from.Chain)], roots.Step{Pos: e.at.Pos(), Callee: e.callee})
			all = append(all, roots.Reached{Fn: e.callee, Root: from.Root, Chain: chain})
		}
	}
	return all
}

// place is where a problem is reported, and of which kind: each is reported once.
type place struct {
	pos     token.Pos
	endless bool
}

// report reports the problems of the functions that roots lead to, each once, with a shortest chain, in the order of the source.
func (p *pkg) report() {
	found := map[place]analysis.Diagnostic{}
	for _, endless := range []bool{false, true} {
		for _, r := range p.reached(!endless) {
			for _, problem := range p.info[r.Fn].problems {
				if problem.Endless != endless {
					continue
				}
				at := place{problem.pos, endless}
				d := p.diagnostic(r, problem)
				if old, ok := found[at]; !ok || old.Category == directive.CategoryResidual && d.Category == "" {
					found[at] = d
				}
			}
		}
	}
	var all []analysis.Diagnostic
	for _, d := range found {
		all = append(all, d)
	}
	slices.SortFunc(all, func(a, b analysis.Diagnostic) int {
		if a.Pos != b.Pos {
			return int(a.Pos - b.Pos)
		}
		return slices.Compare([]byte(a.Message), []byte(b.Message))
	})
	for _, d := range all {
		directive.Report(p.pass, d)
	}
}

func (p *pkg) diagnostic(r roots.Reached, problem problem) analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: problem.pos, Message: r.Says() + " " + problem.Says}
	if problem.Left {
		d.Category = directive.CategoryResidual
	}
	for _, step := range r.Chain {
		if step.Pos.IsValid() {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: step.Pos, Message: "calls " + roots.Name(step.Callee)})
		}
	}
	if problem.call.IsValid() && problem.call != problem.pos {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: problem.call, Message: "by way of this call"})
	}
	return d
}

const hazardMax = 3 // told to other packages: more than one is of no use to a reader

// export leaves what other packages need to know.
func (p *pkg) export() {
	for _, component := range p.order {
		for range component { // those of one component need each other's
			for _, fn := range component {
				p.hazards(fn)
			}
		}
	}
	for _, fn := range p.funcs {
		f := p.info[fn]
		if obj := fn.Object(); obj != nil && obj.Pkg() == p.pass.Pkg && fn.Parent() == nil && !f.summary.empty() {
			p.pass.ExportObjectFact(obj, &f.summary)
		}
	}
}

// hazards gathers what may go wrong in a function whatever its caller does, and in those that it calls.
func (p *pkg) hazards(fn *ssa.Function) {
	f := p.info[fn]
	add := func(h Hazard) {
		_, ignored := p.marks.Ignored(p.pass.Analyzer.Name, h.pos)
		if ignored || h.Left || f.recovers && !h.Endless || len(f.summary.Hazards) >= hazardMax {
			return
		}
		if !slices.ContainsFunc(f.summary.Hazards, func(old Hazard) bool { return old.pos == h.pos && old.Endless == h.Endless }) {
			f.summary.Hazards = append(f.summary.Hazards, h)
		}
	}
	for _, problem := range f.problems {
		add(problem.Hazard)
	}
	for _, e := range f.calls {
		for _, h := range p.info[e.callee].summary.Hazards {
			h.Says = "calls " + roots.Name(e.callee) + ", which " + h.Says
			add(h)
		}
	}
}

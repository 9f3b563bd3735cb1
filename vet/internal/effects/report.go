package effects

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/roots"
)

// Report reports the effects of the roots of a package that are the named analyzer's to report, each place once.
func Report(pass *analysis.Pass) {
	r := pass.ResultOf[Analyzer].(*Result)
	for _, f := range r.findings(pass.Analyzer.Name) {
		message := f.message
		if f.more > 0 {
			message += ", and " + strconv.Itoa(f.more) + " more lead here"
		}
		directive.Report(pass, analysis.Diagnostic{
			Pos:     f.pos,
			Message: message,
			Related: []analysis.RelatedInformation{{Pos: f.root.Pos, Message: f.root.Name() + " is held to be " + pass.Analyzer.Name}},
		})
	}
}

// finding is an effect of a root.
type finding struct {
	pos     token.Pos
	kind    Kind
	root    roots.Root
	length  int // of the chain
	message string
	more    int // further roots that lead there
}

// findings are the effects of all roots that an analyzer reports, by position. Of the roots that lead to one place the first is named.
func (r *Result) findings(analyzer string) (all []finding) {
	for _, root := range r.p.roots.Roots {
		for _, f := range r.ofRoot(analyzer, root) {
			if !f.pos.IsValid() || !r.p.here(f.pos) {
				f.pos = root.Pos
			}
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(a, b finding) int {
		return cmp.Or(
			cmp.Compare(a.pos, b.pos), cmp.Compare(a.kind, b.kind), cmp.Compare(a.root.Pos, b.root.Pos),
			cmp.Compare(a.length, b.length), cmp.Compare(a.message, b.message),
		)
	})
	var kept []finding
	for _, f := range all {
		last := len(kept) - 1
		if last < 0 || kept[last].pos != f.pos || kept[last].kind != f.kind {
			kept = append(kept, f)
		} else if kept[last].root.Pos != f.root.Pos {
			kept[last].more++
		}
	}
	return kept
}

// here says whether a position lies in the files of the package.
func (p *program) here(pos token.Pos) bool {
	return slices.ContainsFunc(p.pass.Files, func(f *ast.File) bool { return f.FileStart <= pos && pos <= f.FileEnd })
}

// ofRoot are the effects of one root.
func (r *Result) ofRoot(analyzer string, root roots.Root) (all []finding) {
	add := func(kind Kind, w Witness, chain []string, suffix string) {
		if kind.analyzer() == analyzer {
			w.Chain = append(chain[:len(chain):len(chain)], w.Chain...)
			all = append(all, finding{pos: w.Site, kind: kind, root: root, length: len(w.Chain), message: root.Name() + " " + w.text(suffix)})
		}
	}
	if root.Fn == nil {
		if sum, ok := r.p.imported(root.Func); ok {
			r.ofImported(root, sum, add)
		}
		return all
	}
	body := roots.Body(root.Fn)
	if body == nil {
		return nil
	}
	f := r.p.frames[body]
	if f == nil {
		return nil
	}
	for key, w := range f.writes {
		if f.all[key.node].kind == inputKind {
			add(key.kind, w, nil, " "+f.inputText(key.node, w.Off)+notOwn[key.kind])
		}
	}
	for _, a := range f.asks {
		if !a.method.optional && !leftToCallers(root, f, a) {
			add(KindUnknown, a.witness, nil, ", which may be anything")
		}
	}
	reached := r.reached(analyzer, body)
	written := map[*types.Var]bool{}
	for _, reached := range reached {
		for _, e := range r.direct(reached.fn) {
			if e.Kind == KindWriteGlobal {
				written[e.Global] = true
			}
		}
	}
	for _, reached := range reached {
		for _, e := range r.direct(reached.fn) {
			if e.Kind == KindReadGlobal && written[e.Global] {
				continue // that it is written says enough
			}
			add(e.Kind, e.Witness, reached.chain, r.suffix(e))
		}
	}
	return all
}

// notOwn says what is wrong with touching what was given.
var notOwn = map[Kind]string{
	KindWriteInput: ", which is not its own: clone it first",
	KindCapacity:   ", which is no part of its value",
	KindAddress:    ", which are others in a copy",
}

// leftToCallers says whether a call of what was given is for the caller to judge: a function that is marked pure may be given others.
func leftToCallers(root roots.Root, f *frame, a ask) bool {
	if root.Kind != roots.Function || a.fn == 0 {
		return false
	}
	n := f.all[a.fn]
	return n.kind == inputKind && n.path == "" && a.method.name == "" || n.kind == answerKind
}

// ofImported are the effects of a root whose body lies in another package.
func (r *Result) ofImported(root roots.Root, sum *Summary, add func(kind Kind, w Witness, chain []string, suffix string)) {
	for _, e := range sum.Effects {
		e.Witness.Outside = true
		add(e.Kind, e.Witness, nil, "")
	}
	for _, w := range sum.Writes {
		if sum.Nodes[w.Node].Kind == inputKind {
			w.Witness.Outside = true
			add(w.Kind, w.Witness, nil, " what is not its own")
		}
	}
}

// suffix says of a variable that is read where it is written.
func (r *Result) suffix(e Effect) string {
	if e.Kind != KindReadGlobal || e.Global == nil {
		return ""
	}
	if w, ok := r.written[e.Global]; ok {
		return ", which is written outside init (" + place(r.p.pass.Fset, w.Site) + ")"
	}
	return ", which is written outside init"
}

// direct are the effects of a function itself, those of the functions that it calls left out: in the order of their places.
func (r *Result) direct(fn *ssa.Function) (all []Effect) {
	f := r.p.frames[fn]
	if f == nil {
		return nil
	}
	for _, e := range f.effects {
		if e.Kind == KindReadGlobal && e.Global != nil {
			if start, ok := r.readsStart(e.Global, e.Site); ok {
				all = append(all, start)
			}
			if !r.isWritten(e) {
				continue
			}
		}
		all = append(all, e)
	}
	all = append(all, r.order.of(fn)...)
	slices.SortFunc(all, func(a, b Effect) int {
		return cmp.Or(cmp.Compare(a.Site, b.Site), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.What, b.What))
	})
	return all
}

// isWritten says whether the variable that is read is written outside init.
func (r *Result) isWritten(e Effect) bool {
	v := e.Global
	if v.Pkg() == r.p.pkg {
		_, ok := r.written[v]
		return ok
	}
	_, ok := r.p.knownOf(v.Pkg()).Written[v.Name()]
	return ok
}

// A reachedFunc is a function that another leads to, with the chain of names on the way.
type reachedFunc struct {
	fn    *ssa.Function
	chain []string
}

// reached are the functions of the package that a function leads to, itself first, breadth first. What is ignored for an analyzer
// leads no further: its own effects are reported as ignored, for the evidence.
func (r *Result) reached(analyzer string, from *ssa.Function) []reachedFunc {
	all := []reachedFunc{{fn: from}}
	seen := map[*ssa.Function]bool{from: true}
	for i := 0; i < len(all); i++ {
		at := all[i]
		if r.p.ignored(analyzer, at.fn.Pos(), at.fn) {
			continue
		}
		for _, e := range r.p.edgesOf(at.fn) {
			if seen[e.callee] || r.p.ignored(analyzer, e.pos, at.fn) {
				continue
			}
			seen[e.callee] = true
			chain := at.chain
			if f := r.p.frames[at.fn]; f != nil {
				chain = append(chain[:len(chain):len(chain)], Witness{}.from(e.via).Chain...)
				if name := f.chainName(e.callee); name != "" {
					chain = append(chain, name)
				}
			}
			all = append(all, reachedFunc{e.callee, chain})
		}
	}
	return all
}

// edgesOf are the calls within the package that a function makes, by position. The functions within it count as called.
func (p *program) edgesOf(fn *ssa.Function) []edge {
	f := p.frames[fn]
	if f == nil {
		return nil
	}
	var all []edge
	for e := range f.edges {
		all = append(all, e)
	}
	for _, anon := range fn.AnonFuncs {
		all = append(all, edge{anon, anon.Pos(), ""})
	}
	slices.SortFunc(all, func(a, b edge) int {
		return cmp.Or(cmp.Compare(a.pos, b.pos), cmp.Compare(p.order[a.callee], p.order[b.callee]), cmp.Compare(a.via, b.via))
	})
	return all
}

// kinds are, of each function, one effect of each kind that it leads to, with the shortest chain.
func (r *Result) kinds() map[*ssa.Function][]Exported {
	best := map[*ssa.Function]map[Kind]Effect{}
	var order []*ssa.Function
	for fn := range r.p.frames {
		order = append(order, fn)
	}
	slices.SortFunc(order, func(a, b *ssa.Function) int { return cmp.Compare(r.p.order[a], r.p.order[b]) })
	better := func(fn *ssa.Function, e Effect) bool {
		old, ok := best[fn][e.Kind]
		if ok && !r.p.shorter(e.Witness, old.Witness) {
			return false
		}
		best[fn][e.Kind] = e
		return true
	}
	for _, fn := range order {
		best[fn] = map[Kind]Effect{}
		for _, e := range r.direct(fn) {
			if !r.p.ignored(e.Kind.analyzer(), e.Site, fn) {
				better(fn, e)
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for _, fn := range order {
			for _, e := range r.p.edgesOf(fn) {
				for _, effect := range best[e.callee] {
					if r.p.ignored(effect.Kind.analyzer(), e.pos, fn) {
						continue
					}
					if name := r.p.frames[fn].chainName(e.callee); name != "" {
						effect.Witness = effect.Witness.through(name)
					}
					effect.Witness = effect.Witness.from(e.via)
					if better(fn, effect) {
						changed = true
					}
				}
			}
		}
	}
	out := map[*ssa.Function][]Exported{}
	for _, fn := range order {
		for _, e := range best[fn] {
			e.What += r.suffix(e)
			out[fn] = append(out[fn], Exported{Kind: e.Kind, Witness: r.p.outwardWitness(e.Witness)})
		}
		slices.SortFunc(out[fn], func(a, b Exported) int { return cmp.Compare(a.Kind, b.Kind) })
	}
	return out
}

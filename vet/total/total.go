// Package total finds what may panic and what may not return, in handlers and pure functions and all that they call.
package total

import (
	_ "embed"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/buildssa"
	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/bounds"
	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/roots"
)

// Explain is what assay explain total prints.
//
//go:embed explain.md
var Explain string

// Analyzer holds handlers and pure functions, and what they call, to return on every input.
var Analyzer = &analysis.Analyzer{
	Name:      "total",
	Doc:       "total finds what may panic and what may not return\n\nHandlers of actors, functions marked //assay:pure and all that they call return on every input. What is not proved is a finding.",
	URL:       "https://pkg.go.dev/github.com/assay-dev/assay/vet/total",
	Run:       run,
	Requires:  []*analysis.Analyzer{directive.Analyzer, roots.Analyzer, buildssa.Analyzer},
	FactTypes: []analysis.Fact{new(Summary)},
}

// modulePath is the vocabulary. What panics there is an error of the actor, and check reports it as one.
const modulePath = "github.com/assay-dev/assay"

// Summary is what callers in other packages know of a function.
type Summary struct {
	Hazards []Hazard      // what may go wrong whatever the caller does
	Needs   []Need        // what the caller must see to
	Posts   []bounds.Post // what holds after a call
	Quiet   bool          // it writes nothing that was there before
}

// AFact makes a Summary a fact.
func (*Summary) AFact() {}

func (s *Summary) String() string {
	var says []string
	for _, h := range s.Hazards {
		says = append(says, h.Says)
	}
	for _, n := range s.Needs {
		if n.Granted {
			continue
		}
		says = append(says, n.Says)
	}
	return "total(" + strings.Join(says, "; ") + ")"
}

func (s *Summary) empty() bool {
	return len(s.Hazards) == 0 && len(s.Needs) == 0 && len(s.Posts) == 0 && !s.Quiet
}

// Hazard is what may go wrong in a function or in what it calls.
type Hazard struct {
	Says    string // "indexes xs at 0, where xs may be empty"
	Endless bool   // it may not return; otherwise it may panic
	Left    bool   // it is left open rather than found: a residual
	pos     token.Pos
}

// Need is a Hazard that the caller rules out where all Bounds hold.
type Need struct {
	Hazard
	Bounds []bounds.Bound
	// NonZero says that the one bound, which is x >= 1, is more than is needed: x != 0 will do.
	NonZero bool
	// Granted says that an ignore at the function answers for the callers: what it needs is known to hold behind the call.
	Granted bool
}

// pkg is one package under analysis.
type pkg struct {
	pass   *analysis.Pass
	marks  *directive.Set
	roots  *roots.Result
	texts  *texts
	isRoot map[*ssa.Function]roots.Kind
	funcs  []*ssa.Function
	info   map[*ssa.Function]*function
	wholes map[*ssa.Function]*bounds.Prover // by outermost function
	known  map[*ssa.Function]*Summary       // of other packages
	order  [][]*ssa.Function                // the components of the calls, those that are called first

	invariants []invariant
	broken     []bool // by invariant, in this round
	reach      map[*ssa.Function]bool
	handedOn   map[*ssa.Function]bool // called by others, with arguments that are not seen
}

// function is what is found out about one function.
type function struct {
	fn       *ssa.Function
	summary  Summary
	calls    []edge
	byInstr  map[ssa.Instruction][]edge
	problems []problem
	recovers bool
	checked  bool
	cycle    []*ssa.Function // the functions that it calls and that call it, itself among them; nil if there are none
}

// problem is a Hazard within one function.
type problem struct {
	Hazard
	call token.Pos // the call that leads to it, if it lies in another function of the package
}

func run(pass *analysis.Pass) (any, error) {
	built := pass.ResultOf[buildssa.Analyzer].(*buildssa.SSA)
	p := &pkg{
		pass: pass, marks: pass.ResultOf[directive.Analyzer].(*directive.Set), roots: pass.ResultOf[roots.Analyzer].(*roots.Result),
		texts: newTexts(pass), isRoot: map[*ssa.Function]roots.Kind{}, info: map[*ssa.Function]*function{},
		wholes: map[*ssa.Function]*bounds.Prover{}, known: map[*ssa.Function]*Summary{},
	}
	for _, root := range p.roots.Roots {
		if root.Fn != nil {
			p.isRoot[root.Fn] = root.Kind
		}
	}
	for _, fn := range built.SrcFuncs {
		p.add(fn)
	}
	for _, fn := range p.funcs {
		p.info[fn].calls = p.callsOf(fn)
	}
	p.order = p.components()
	p.settle()
	p.report()
	p.export()
	return nil, nil
}

// add adds a function and those made for it.
func (p *pkg) add(fn *ssa.Function) {
	if len(fn.Blocks) == 0 || p.info[fn] != nil {
		return
	}
	p.info[fn] = &function{fn: fn, recovers: recovers(fn)}
	p.funcs = append(p.funcs, fn)
}

// component checks functions that call each other, after all others that they call.
func (p *pkg) component(fns []*ssa.Function) {
	for _, fn := range fns {
		c := p.checker(fn)
		c.body()
		c.loops()
		c.breaks()
	}
	for _, fn := range fns {
		p.info[fn].checked = true
	}
	if len(fns) > 1 || p.callsItself(fns[0]) {
		for _, fn := range fns {
			p.info[fn].cycle = fns
			p.checker(fn).callsWithin(fns)
		}
		p.recursion(fns)
	}
	for _, fn := range fns {
		p.summarize(fn)
	}
}

// prover is the prover of a function and those around it and within it.
func (p *pkg) prover(fn *ssa.Function) *bounds.Prover {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	if p.wholes[fn] == nil {
		p.wholes[fn] = bounds.NewProver(p)
	}
	return p.wholes[fn]
}

// recovers says whether a function defers one that recovers, and does not panic again: a panic becomes a return.
func recovers(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if d, ok := instr.(*ssa.Defer); ok && callsRecover(d.Call.Value) {
				return true
			}
		}
	}
	return false
}

func callsRecover(v ssa.Value) bool {
	if mc, ok := v.(*ssa.MakeClosure); ok {
		v = mc.Fn
	}
	fn, ok := v.(*ssa.Function)
	if !ok {
		return false
	}
	found := false
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if isType[*ssa.Panic](instr) {
				return false
			}
			if call, ok := instr.(*ssa.Call); ok {
				if builtin, ok := call.Call.Value.(*ssa.Builtin); ok && builtin.Name() == "recover" {
					found = true
				}
			}
		}
	}
	return found
}

func isType[T any](v any) bool {
	_, ok := v.(T)
	return ok
}

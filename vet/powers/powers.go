// Package powers finds methods of actors that are nearly a power, and so are never called.
package powers

import (
	_ "embed"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/assay-dev/assay/vet/internal/directive"
)

// Explain says in plain words what the analyzer finds.
//
//go:embed explain.md
var Explain string

// Analyzer finds methods that were meant as Timeout, Recover, Chosen or Clock, or as Start or Receive, and have another name,
// another signature or another receiver.
//
// Does not find: a near miss that other code of the package calls, which is a helper, and names that are far from the right one.
var Analyzer = &analysis.Analyzer{
	Name:     "powers",
	Doc:      "powers finds methods of actors that are nearly Timeout, Recover, Chosen or Clock\n\nA power is found by its name and signature: an actor whose method is nearly one silently lacks it.",
	Requires: []*analysis.Analyzer{directive.Analyzer, inspect.Analyzer},
	Run:      run,
}

// survey is the analysis of one package.
type survey struct {
	pass     *analysis.Pass
	in       *inspector.Inspector
	reported map[*types.Func]bool
	called   map[*types.Func]bool // methods that the package calls; tests of a method do not count
	spawned  map[*types.TypeName]spawn
	parts    map[*types.TypeName]bool // types that are embedded in others
}

// spawn is how a type is made a participant.
type spawn struct{ value, pointer bool }

func run(pass *analysis.Pass) (any, error) {
	if pass.Pkg.Path() != vocabulary && !slices.ContainsFunc(pass.Pkg.Imports(), func(p *types.Package) bool { return p.Path() == vocabulary }) {
		return nil, nil
	}
	s := &survey{pass: pass, in: pass.ResultOf[inspect.Analyzer].(*inspector.Inspector), reported: map[*types.Func]bool{}}
	s.readUses()
	for _, name := range s.declared() {
		s.judge(name)
	}
	return nil, nil
}

// declared are the types of the package that have methods, in the order of their declarations.
func (s *survey) declared() (names []*types.TypeName) {
	for c := range s.in.Root().Preorder((*ast.TypeSpec)(nil)) {
		name, ok := s.pass.TypesInfo.Defs[c.Node().(*ast.TypeSpec).Name].(*types.TypeName)
		if !ok || name.IsAlias() || types.IsInterface(name.Type()) || name.Parent() != s.pass.Pkg.Scope() {
			continue
		}
		names = append(names, name)
	}
	return names
}

// actor is one type with the methods of its pointer.
type actor struct {
	name    *types.TypeName
	methods []method // by name
	state   types.Type
}

// method is a method that a type has, declared or promoted.
type method struct {
	fn      *types.Func // as it is declared
	sig     *types.Signature
	byValue bool // the value has it too
	own     bool // it is declared on the type itself
}

// judge reports what is wrong with the methods of a type that is an actor, or nearly one.
func (s *survey) judge(name *types.TypeName) {
	a := actorOf(name)
	receive, start := a.method("Receive"), a.method("Start")
	received, isReceive := receiveShape(receive)
	started, isStart := startShape(start)
	switch {
	case isReceive && isStart && types.Identical(received, started):
		a.state = received
		s.powers(a, receive.byValue && start.byValue)
	case isStart && inPlaceShape(receive, started): // it is spawned by assay.Mutable, which refuses a wrong power itself
	case isReceive:
		a.state = received
		s.half(a, start, form{"Start", nil, "self assay.ID", startNames})
	case isStart:
		a.state = started
		s.half(a, receive, form{"Receive", nil, "self assay.ID, state S, from assay.ID, msg M", receiveNames})
	}
}

// actorOf collects the methods of a type. The methods of a generic type are taken with its own type parameters.
func actorOf(name *types.TypeName) *actor {
	a := &actor{name: name}
	t := name.Type()
	if named, ok := t.(*types.Named); ok && named.TypeParams().Len() > 0 {
		var own []types.Type
		for p := range named.TypeParams().TypeParams() {
			own = append(own, p)
		}
		t, _ = types.Instantiate(nil, named, own, false)
	}
	values := types.NewMethodSet(t)
	for selection := range types.NewMethodSet(types.NewPointer(t)).Methods() {
		fn := selection.Obj().(*types.Func)
		a.methods = append(a.methods, method{
			fn: fn.Origin(), sig: selection.Type().(*types.Signature), own: len(selection.Index()) == 1,
			byValue: values.Lookup(fn.Pkg(), fn.Name()) != nil,
		})
	}
	return a
}

func (a *actor) method(name string) *method {
	at := slices.IndexFunc(a.methods, func(m method) bool { return m.fn.Name() == name })
	if at < 0 {
		return nil
	}
	return &a.methods[at]
}

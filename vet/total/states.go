package total

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/bounds"
	"github.com/assay-dev/assay/vet/internal/roots"
)

// invariant is what holds of every state of an actor of the package: a field that is never nil, or never negative. Start and
// Recover begin with it, and every handler and all that it calls keep it.
type invariant struct {
	of    types.Type
	bound bounds.Bound // of the value as parameter 0
}

// invariants are tried for the types of the states of the actors that are declared here.
func (p *pkg) tryInvariants() (all []invariant) {
	var seen []types.Type
	for _, root := range p.roots.Roots {
		if root.Kind != roots.Handler || root.Fn == nil || root.Fn.Signature.Results().Len() != 2 {
			continue
		}
		state := root.Fn.Signature.Results().At(0).Type()
		if !p.declaredHere(state) || slices.ContainsFunc(seen, func(t types.Type) bool { return types.Identical(t, state) }) {
			continue
		}
		seen = append(seen, state)
		for _, b := range begins(state) {
			all = append(all, invariant{state, b})
		}
	}
	return all
}

// declaredHere says whether a type is named, by this package, and not generic: its values are made here.
func (p *pkg) declaredHere(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() == p.pass.Pkg && named.TypeArgs().Len() == 0
}

// begins are the bounds that are tried for a type.
func begins(t types.Type) (all []bounds.Bound) {
	try := func(t types.Type, path ...int) {
		basic, _ := t.Underlying().(*types.Basic)
		switch {
		case bounds.HasNil(t):
			all = append(all, least(bounds.Place{Path: path, Of: bounds.IsSet}, 1))
		case basic != nil && basic.Info()&types.IsInteger != 0 && basic.Info()&types.IsUnsigned == 0:
			all = append(all, least(bounds.Place{Path: path}, 0))
		}
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		try(t)
		return all
	}
	for i := range s.NumFields() {
		try(s.Field(i).Type(), i)
	}
	return all
}

// about is an invariant about another root than parameter 0.
func (i invariant) about(root int) bounds.Bound {
	b := i.bound
	for _, at := range []*bounds.Place{&b.X, &b.Y} {
		if at.Root == 0 {
			at.Root = root
		}
	}
	return b
}

// settle analyzes the package with ever fewer invariants, until those that are left are kept by all (Houdini).
func (p *pkg) settle() {
	p.invariants = p.tryInvariants()
	p.handedOn = map[*ssa.Function]bool{}
	p.reach = map[*ssa.Function]bool{}
	for _, r := range p.reached(false) {
		p.reach[r.Fn] = true
		for _, e := range p.info[r.Fn].calls {
			if e.call == nil {
				p.handedOn[e.callee] = true
			}
		}
	}
	for {
		p.broken = make([]bool, len(p.invariants))
		for _, component := range p.order {
			if p.reach[component[0]] {
				p.component(component)
			}
		}
		if !slices.Contains(p.broken, true) {
			break
		}
		var kept []invariant
		for i, inv := range p.invariants {
			if !p.broken[i] {
				kept = append(kept, inv)
			}
		}
		p.invariants = kept
		p.forget()
	}
	// The others matter to packages that import this one.
	for _, component := range p.order {
		if fn := component[0]; !p.reach[fn] && p.pass.Pkg.Name() != "main" && !p.inTest(fn) {
			p.component(component)
		}
	}
}

// inTest says whether a function stands in a file of tests, which no other package calls.
func (p *pkg) inTest(fn *ssa.Function) bool {
	return strings.HasSuffix(p.pass.Fset.Position(fn.Pos()).Filename, "_test.go")
}

// forget takes back what was found with invariants that do not hold.
func (p *pkg) forget() {
	p.wholes = map[*ssa.Function]*bounds.Prover{}
	for _, f := range p.info {
		f.summary, f.problems, f.checked, f.cycle = Summary{}, nil, false, nil
	}
}

// keeps says whether the invariants are assumed of the parameters of a function: all its callers are known.
func (p *pkg) keeps(fn *ssa.Function) bool {
	return len(p.invariants) > 0 && p.reach[fn] && !p.handedOn[fn] && fn.Parent() == nil
}

// assumeStates takes the invariants to hold of the function's parameters.
func (c *checker) assumeStates() {
	if !c.keeps(c.fn) {
		return
	}
	for i, param := range c.fn.Params {
		for _, inv := range c.invariants {
			if types.Identical(inv.of, param.Type()) {
				if claim, ok := c.prove.Inside(inv.about(i), c.fn); ok {
					c.prove.AssumeAtEntry(c.fn, claim)
				}
			}
		}
	}
}

// statePosts are the invariants of the results of a call.
func (p *pkg) statePosts(caller, callee *ssa.Function, sig *types.Signature) (posts []bounds.Post) {
	if len(p.invariants) == 0 || !p.reach[caller] || callee != nil && (roots.Body(callee) == nil || !p.reach[roots.Body(callee)]) {
		return nil
	}
	for i := range sig.Results().Len() {
		for _, inv := range p.invariants {
			if types.Identical(inv.of, sig.Results().At(i).Type()) {
				posts = append(posts, bounds.Post{Bound: inv.about(bounds.RootResult - i)})
			}
		}
	}
	return posts
}

// breaks notes the invariants that the function does not keep: of its results, and of what it passes to those that rely on them.
func (c *checker) breaks() {
	if len(c.invariants) == 0 || !c.reach[c.fn] {
		return
	}
	for _, b := range c.fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && c.fn.Parent() == nil {
			for i, result := range ret.Results {
				c.held(ret, result, func(inv invariant) (bounds.Constraint, bool) {
					return c.prove.AtReturn(inv.about(bounds.RootResult-i), ret)
				})
			}
		}
	}
	for _, e := range c.calls {
		if e.call == nil || !c.keeps(e.callee) {
			continue
		}
		args := e.call.Common().Args
		if e.invoke {
			args = append([]ssa.Value{e.call.Common().Value}, args...)
		}
		for i, arg := range args {
			c.held(e.call, arg, func(inv invariant) (bounds.Constraint, bool) { return c.prove.BoundAtCall(inv.about(i), args, e.call) })
		}
	}
}

// held notes which invariants of a value are not shown to hold at an instruction.
func (c *checker) held(at ssa.Instruction, v ssa.Value, claim func(invariant) (bounds.Constraint, bool)) {
	for i, inv := range c.invariants {
		if c.broken[i] || !types.Identical(inv.of, v.Type()) {
			continue
		}
		if k, ok := claim(inv); !ok || !c.prove.ProvesUnwrapped(at, k) {
			c.broken[i] = true
		}
	}
}

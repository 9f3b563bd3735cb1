package total

import (
	"go/constant"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/bounds"
	"github.com/assay-dev/assay/vet/internal/roots"
	"github.com/assay-dev/assay/vet/internal/std"
)

// summaryOf is the Summary of a function, of this package or another; nil where nothing is known.
func (p *pkg) summaryOf(fn *ssa.Function) *Summary {
	if body := roots.Body(fn); body != nil && p.info[body] != nil {
		if !p.info[body].checked {
			return nil
		}
		return &p.info[body].summary
	}
	if s, ok := p.known[fn]; ok {
		return s
	}
	var s *Summary
	if obj, ok := origined(fn).Object().(*types.Func); ok {
		var fact Summary
		if p.pass.ImportObjectFact(obj.Origin(), &fact) {
			s = &fact
		}
	}
	p.known[fn] = s
	return s
}

// Posts are what is known to hold after a call.
func (p *pkg) Posts(call *ssa.Call) []bounds.Post {
	callee := call.Call.StaticCallee()
	sig := call.Call.Signature()
	if callee == nil && call.Call.IsInvoke() && p.roots.Resolver().Closed(call.Call.Method) {
		implementers := p.roots.Resolver().Implementers(call.Call.Method)
		if len(implementers) != 1 {
			return p.statePosts(call.Parent(), nil, sig)
		}
		callee = implementers[0]
	}
	if callee == nil {
		return nil
	}
	if s := p.summaryOf(callee); s != nil {
		return append(s.Posts[:len(s.Posts):len(s.Posts)], p.statePosts(call.Parent(), callee, sig)...)
	}
	return p.statePosts(call.Parent(), callee, sig)
}

// Quiet says whether a call writes nothing that was there before.
func (p *pkg) Quiet(call ssa.CallInstruction) bool {
	if callee := call.Common().StaticCallee(); callee != nil {
		switch path := packageOf(callee); {
		case path == modulePath || path == modulePath+"/refine":
			return true
		case standardLibrary(path):
			return p.quietStandard(callee, call.Common())
		}
		s := p.summaryOf(callee)
		return s != nil && s.Quiet
	}
	if !call.Common().IsInvoke() || !p.roots.Resolver().Closed(call.Common().Method) {
		return false
	}
	return !slices.ContainsFunc(p.roots.Resolver().Implementers(call.Common().Method), func(fn *ssa.Function) bool {
		s := p.summaryOf(fn)
		return s == nil || !s.Quiet
	})
}

// quietStandard says whether a call of the standard library writes none of its arguments, nor what the functions among these capture.
func (p *pkg) quietStandard(callee *ssa.Function, call *ssa.CallCommon) bool {
	obj, ok := origined(callee).Object().(*types.Func)
	if !ok {
		return false
	}
	entry, ok := std.Lookup(obj)
	if !ok || len(entry.Writes) > 0 || len(entry.Deep) > 0 {
		return false
	}
	for _, arg := range call.Args {
		if !isType[*types.Signature](arg.Type().Underlying()) {
			continue
		}
		functions := targets(arg, 0)
		if len(functions) == 0 || slices.ContainsFunc(functions, func(fn *ssa.Function) bool {
			s := p.summaryOf(fn)
			return s == nil || !s.Quiet
		}) {
			return false
		}
	}
	return true
}

// summarize finds what callers may rely on, once a function is checked.
func (p *pkg) summarize(fn *ssa.Function) {
	f := p.info[fn]
	f.summary.Quiet = p.quiet(fn)
	if fn.Parent() == nil {
		f.summary.Posts = p.posts(fn)
	}
}

// quiet says whether a function writes to its own variables alone.
func (p *pkg) quiet(fn *ssa.Function) bool {
	prove := p.prover(fn)
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Store:
				if !prove.Own(instr.Addr) {
					return false
				}
			case *ssa.MapUpdate:
				if !isType[*ssa.MakeMap](instr.Map) {
					return false
				}
			case *ssa.Go, *ssa.Defer, *ssa.Send, *ssa.Select:
				return false
			case *ssa.Call:
				if !p.quietCall(instr) {
					return false
				}
			}
		}
	}
	return true
}

func (p *pkg) quietCall(call *ssa.Call) bool {
	if builtin, ok := call.Call.Value.(*ssa.Builtin); ok {
		switch builtin.Name() {
		case "copy", "clear", "delete", "close":
			return false
		}
		return true
	}
	return p.Quiet(call)
}

// posts tries what often holds of results.
func (p *pkg) posts(fn *ssa.Function) (posts []bounds.Post) {
	var returns []*ssa.Return
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && b != fn.Recover {
			returns = append(returns, ret)
		}
	}
	results := fn.Signature.Results()
	if len(returns) == 0 || p.info[fn].recovers {
		return nil
	}
	for i := range results.Len() {
		if isBool(results.At(i).Type()) {
			posts = append(posts, p.consequences(fn, returns, i, true)...)
			posts = append(posts, p.consequences(fn, returns, i, false)...)
		}
		for _, group := range candidates(fn, i) {
			for _, b := range group {
				if post, ok := p.holds(fn, returns, b); ok {
					posts = append(posts, post)
					break // the ones behind it are weaker
				}
			}
		}
	}
	return posts
}

// holds says whether a bound holds at each return, or at each that does not say false or answer an error.
func (p *pkg) holds(fn *ssa.Function, returns []*ssa.Return, b bounds.Bound) (bounds.Post, bool) {
	prove := p.prover(fn)
	fails := func(ret *ssa.Return) bool {
		claim, ok := prove.AtReturn(b, ret)
		return !ok || !prove.Quickly(ret, claim)
	}
	var failing []*ssa.Return
	for _, ret := range returns {
		if fails(ret) {
			failing = append(failing, ret)
		}
	}
	if len(failing) == 0 {
		return bounds.Post{Bound: b}, true
	}
	last := fn.Signature.Results().Len() - 1
	if last == 0 || len(failing) == len(returns) && len(returns) > 1 {
		return bounds.Post{}, false
	}
	switch t := fn.Signature.Results().At(last).Type(); {
	case isBool(t) && !slices.ContainsFunc(failing, func(ret *ssa.Return) bool { return !isFalse(ret.Results[last]) && !provenIf(prove, ret, last, b) }):
		return bounds.Post{Bound: b, When: bounds.True, Result: last}, true
	case isError(t) && !slices.ContainsFunc(failing, func(ret *ssa.Return) bool {
		return !prove.Quickly(ret, bounds.AtLeast(prove.Set(prove.Term(ret.Results[last])), bounds.Zero, 1))
	}):
		return bounds.Post{Bound: b, When: bounds.Nil, Result: last}, true
	}
	return bounds.Post{}, false
}

// provenIf says whether a bound holds at a return if its last result is true.
func provenIf(prove *bounds.Prover, ret *ssa.Return, last int, b bounds.Bound) bool {
	claim, ok := prove.AtReturn(b, ret)
	return ok && prove.ProvesIf(ret, ret.Results[last], claim)
}

func isFalse(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.Bool && !constant.BoolVal(c.Value)
}

func isBoolConst(v ssa.Value, is bool) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.Bool && constant.BoolVal(c.Value) == is
}

// consequences are what follows for the arguments where the i-th result, a bool, is what it is.
func (p *pkg) consequences(fn *ssa.Function, returns []*ssa.Return, i int, is bool) (posts []bounds.Post) {
	var only *ssa.Return
	for _, ret := range returns {
		if isBoolConst(ret.Results[i], !is) {
			continue
		}
		if only != nil {
			return nil
		}
		only = ret
	}
	if only == nil {
		return nil
	}
	outcome := bounds.False
	if is {
		outcome = bounds.True
	}
	for _, b := range p.prover(fn).Follows(only, only.Results[i], is) {
		posts = append(posts, bounds.Post{Bound: b, When: outcome, Result: i})
	}
	return posts
}

func isBool(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsBoolean != 0
}

func isError(t types.Type) bool { return types.Identical(t, types.Universe.Lookup("error").Type()) }

// candidates are the bounds that are tried for a result, in groups of which the first that holds is kept.
func candidates(fn *ssa.Function, i int) (groups [][]bounds.Bound) {
	result := bounds.Place{Root: bounds.RootResult - i}
	t := fn.Signature.Results().At(i).Type()
	of := func(aspect bounds.Aspect, path ...int) bounds.Place {
		return bounds.Place{Root: result.Root, Path: path, Of: aspect}
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsInteger != 0 {
			groups = append(groups, []bounds.Bound{least(result, 1), least(result, 0), least(result, -1)})
			for _, place := range lengths(fn) {
				groups = append(groups, []bounds.Bound{{X: result, Y: place, C: -1}, {X: result, Y: place}})
			}
		}
	case *types.Slice:
		groups = append(groups, []bounds.Bound{least(of(bounds.Length), 1)})
		for _, place := range lengths(fn) {
			groups = append(groups, []bounds.Bound{{X: place, Y: of(bounds.Length), C: -1}, {X: place, Y: of(bounds.Length)}},
				[]bounds.Bound{{X: of(bounds.Length), Y: place}})
		}
	case *types.Struct:
		for k := range u.NumFields() {
			if bounds.HasNil(u.Field(k).Type()) {
				groups = append(groups, []bounds.Bound{least(of(bounds.IsSet, k), 1)})
			}
		}
	}
	if bounds.HasNil(t) && !isError(t) {
		groups = append(groups, []bounds.Bound{least(of(bounds.IsSet), 1)})
	}
	return groups
}

// lengths are the lengths of the parameters, and of their fields where these are few.
func lengths(fn *ssa.Function) (places []bounds.Place) {
	for i, param := range fn.Params {
		switch u := param.Type().Underlying().(type) {
		case *types.Slice:
			places = append(places, length(i))
		case *types.Basic:
			if u.Info()&types.IsString != 0 && u == param.Type() {
				places = append(places, length(i))
			}
		case *types.Struct:
			for k := range min(u.NumFields(), 8) {
				if isSlice(u.Field(k).Type()) {
					places = append(places, bounds.Place{Root: i, Path: []int{k}, Of: bounds.Length})
				}
			}
		}
	}
	return places[:min(len(places), 4)]
}

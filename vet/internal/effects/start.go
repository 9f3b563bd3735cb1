package effects

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/std"
)

// Start is what the value of a package variable comes from before main begins, where that is another in another process: the clock, the
// environment, a file, chance, the order of a map. It is no constant then, though nothing writes it later.
type Start struct {
	Kind Kind
	What string // "reads the environment (os.Getenv)"
}

// startKinds are the kinds of effects whose outcome a variable may keep.
var startKinds = []Kind{KindIO, KindOrder, KindTime, KindRandom, KindEnvironment}

// startRoundsMax bounds how far a value is followed from one variable into another.
const startRoundsMax = 4

// starter follows the values that variables are given at start, backwards to where they come from.
type starter struct {
	*Result
	kinds map[*ssa.Function][]Exported
	seen  map[ssa.Value]bool
}

// findStarted finds the variables whose values come from the world, and what each function does once that is known.
func (r *Result) findStarted() map[*ssa.Function][]Exported {
	kinds := r.kinds()
	during := r.p.duringInit()
	for range startRoundsMax {
		found := starter{Result: r, kinds: kinds}.stores(during)
		if len(found) == len(r.started) {
			break
		}
		r.started = found
		kinds = r.kinds() // of those that read such variables
	}
	return kinds
}

// stores goes over what is stored in variables of the package before main begins. Of several sources of one variable the least is kept.
func (s starter) stores(during map[*ssa.Function]bool) map[*types.Var]Start {
	found := map[*types.Var]Start{}
	for fn, in := range during {
		if !in {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				store, ok := instr.(*ssa.Store)
				if !ok {
					continue
				}
				v := globalOf(store.Addr)
				if v == nil || v.Pkg() != s.p.pkg {
					continue
				}
				s.seen = map[ssa.Value]bool{}
				start, ok := s.from(store.Val)
				if old, already := found[v]; ok && (!already || cmp.Or(cmp.Compare(start.Kind, old.Kind), cmp.Compare(start.What, old.What)) < 0) {
					found[v] = start
				}
			}
		}
	}
	return found
}

// globalOf is the package variable that an address lies in, or nil.
func globalOf(addr ssa.Value) *types.Var {
	for {
		switch a := addr.(type) {
		case *ssa.Global:
			v, _ := a.Object().(*types.Var)
			return v
		case *ssa.FieldAddr:
			addr = a.X
		case *ssa.IndexAddr:
			addr = a.X
		default:
			return nil
		}
	}
}

// from is what a value comes from, if anything that it is computed of comes from the world. Functions are no sources: what they do is
// judged where they are called.
func (s starter) from(v ssa.Value) (start Start, ok bool) {
	if v == nil || s.seen[v] {
		return Start{}, false
	}
	s.seen[v] = true
	switch v := v.(type) {
	case *ssa.Function, *ssa.MakeClosure, *ssa.Const, *ssa.Builtin:
		return Start{}, false
	case *ssa.Global:
		return s.ofVariable(v)
	case *ssa.Call:
		if start, ok := s.ofCall(v); ok {
			return start, true
		}
	}
	for _, stored := range storedIn(v) {
		if start, ok := s.from(stored); ok {
			return start, true
		}
	}
	instr, isInstr := v.(ssa.Instruction)
	if !isInstr {
		return Start{}, false
	}
	for _, operand := range instr.Operands(nil) {
		if start, ok := s.from(*operand); ok {
			return start, true
		}
	}
	return Start{}, false
}

// storedIn is what is put into a variable or a map that a value is made of, in the function that makes it.
func storedIn(v ssa.Value) (all []ssa.Value) {
	switch v.(type) {
	case *ssa.Alloc, *ssa.FieldAddr, *ssa.IndexAddr, *ssa.MakeMap:
	default:
		return nil
	}
	for _, user := range *v.Referrers() {
		switch user := user.(type) {
		case *ssa.Store:
			if user.Addr == v {
				all = append(all, user.Val)
			}
		case *ssa.MapUpdate:
			if user.Map == v {
				all = append(all, user.Key, user.Value)
			}
		case *ssa.FieldAddr:
			all = append(all, user)
		case *ssa.IndexAddr:
			all = append(all, user)
		}
	}
	return all
}

func (s starter) ofVariable(v *ssa.Global) (Start, bool) {
	obj, ok := v.Object().(*types.Var)
	if !ok {
		return Start{}, false
	}
	if !s.p.standard(obj.Pkg()) {
		return s.startOf(obj)
	}
	entry, _ := std.Variable(obj)
	return leastStart(entry.Effects, obj.Pkg().Name()+"."+obj.Name())
}

// ofCall is what the result of a call comes from by what the called function does.
func (s starter) ofCall(call *ssa.Call) (Start, bool) {
	callee := call.Call.StaticCallee()
	if callee == nil || s.ignoredAt(call) {
		return Start{}, false
	}
	if callee.Origin() != nil {
		callee = callee.Origin()
	}
	if len(callee.Blocks) > 0 {
		return ofKinds(s.kinds[callee], s.p.frames[call.Parent()].chainName(callee))
	}
	obj, ok := callee.Object().(*types.Func)
	if !ok {
		return Start{}, false
	}
	if obj = obj.Origin(); s.p.standard(obj.Pkg()) {
		entry, _ := std.Lookup(obj)
		return leastStart(entry.Effects, std.Name(obj))
	}
	sum, ok := s.p.imported(obj)
	if !ok {
		return Start{}, false
	}
	return ofKinds(sum.Effects, obj.Pkg().Name()+"."+obj.Name())
}

// ignoredAt says whether an ignore stands at the declaration that a call is a part of.
func (s starter) ignoredAt(call *ssa.Call) bool {
	return s.p.ignored(kindDeterministic, call.Pos(), call.Parent()) || s.p.ignored(kindPure, call.Pos(), call.Parent())
}

// ofKinds is the first of the effects of a function that a variable may keep.
func ofKinds(effects []Exported, name string) (Start, bool) {
	for _, e := range effects {
		if slices.Contains(startKinds, e.Kind) {
			w := e.Witness
			if name != "" {
				w = w.through(name)
			}
			return Start{e.Kind, w.text("")}, true
		}
	}
	return Start{}, false
}

func leastStart(effects []string, name string) (Start, bool) {
	for _, effect := range effects {
		if k := standardKinds[effect]; slices.Contains(startKinds, k.kind) {
			return Start{k.kind, k.what + " (" + name + ")"}, true
		}
	}
	return Start{}, false
}

// startOf is what a variable of this package or of another comes from.
func (r *Result) startOf(v *types.Var) (Start, bool) {
	if v.Pkg() == r.p.pkg {
		start, ok := r.started[v]
		return start, ok
	}
	start, ok := r.p.knownOf(v.Pkg()).Started[v.Name()]
	return start, ok
}

// readsStart is the effect of reading a variable that comes from the world.
func (r *Result) readsStart(v *types.Var, at token.Pos) (Effect, bool) {
	start, ok := r.startOf(v)
	if !ok {
		return Effect{}, false
	}
	what := "reads the package variable " + globalText(v, r.p.pkg) + ", which is set when the program starts by what " + start.What
	return Effect{Kind: start.Kind, Witness: Witness{What: what, Site: at}}, true
}

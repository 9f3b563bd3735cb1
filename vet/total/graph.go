package total

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/roots"
)

// edge is one function of the package that another may call.
type edge struct {
	at     ssa.Instruction
	call   ssa.CallInstruction // nil where the function is only mentioned, for others to call
	callee *ssa.Function
	invoke bool // by way of an interface
}

// callsOf are the functions of the package that fn may call, in the order of its instructions: those that it calls statically or by
// a variable that holds known functions, those that it makes or hands on, and those that implement a method that it calls.
func (p *pkg) callsOf(fn *ssa.Function) (edges []edge) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			edges = append(edges, p.callsAt(instr)...)
		}
	}
	return edges
}

func (p *pkg) callsAt(instr ssa.Instruction) (edges []edge) {
	call, _ := instr.(ssa.CallInstruction)
	add := func(callee *ssa.Function, call ssa.CallInstruction, invoke bool) {
		if callee = roots.Body(callee); callee != nil && p.info[callee] != nil {
			edges = append(edges, edge{instr, call, callee, invoke})
		}
	}
	if call != nil && call.Common().IsInvoke() {
		for _, callee := range p.roots.Resolver().Implementers(call.Common().Method) {
			add(callee, call, true)
		}
	}
	for i, operand := range instr.Operands(nil) {
		if *operand == nil {
			continue
		}
		called := call != nil && !call.Common().IsInvoke() && i == 0
		for _, target := range targets(*operand, 0) {
			if !called {
				add(target, nil, false)
				continue
			}
			add(target, call, false)
		}
	}
	return edges
}

// at are the calls that an instruction makes.
func (f *function) at(instr ssa.Instruction) []edge {
	if f.byInstr == nil {
		f.byInstr = map[ssa.Instruction][]edge{}
		for _, e := range f.calls {
			f.byInstr[e.at] = append(f.byInstr[e.at], e)
		}
	}
	return f.byInstr[instr]
}

// targets are the functions that a value is known to be, and no others.
func targets(v ssa.Value, depth int) []*ssa.Function {
	if depth > 4 {
		return nil
	}
	switch v := v.(type) {
	case *ssa.Function:
		return []*ssa.Function{v}
	case *ssa.MakeClosure:
		return []*ssa.Function{v.Fn.(*ssa.Function)}
	case *ssa.ChangeType:
		return targets(v.X, depth+1)
	case *ssa.MakeInterface:
		return targets(v.X, depth+1)
	case *ssa.Phi:
		var all []*ssa.Function
		for _, edge := range v.Edges {
			all = append(all, targets(edge, depth+1)...)
		}
		return all
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return stored(v.X, depth+1)
		}
	}
	return nil
}

// stored are the functions that a variable of the function, or of one around it, may hold.
func stored(address ssa.Value, depth int) (all []*ssa.Function) {
	for free, ok := address.(*ssa.FreeVar); ok; free, ok = address.(*ssa.FreeVar) {
		if address = bound(free); address == nil {
			return nil
		}
	}
	alloc, ok := address.(*ssa.Alloc)
	if !ok {
		return nil
	}
	for _, user := range *alloc.Referrers() {
		if store, ok := user.(*ssa.Store); ok && store.Addr == alloc {
			all = append(all, targets(store.Val, depth+1)...)
		}
	}
	return all
}

// bound is what a closure has for a free variable.
func bound(free *ssa.FreeVar) ssa.Value {
	fn := free.Parent()
	if fn.Parent() == nil {
		return nil
	}
	for _, b := range fn.Parent().Blocks {
		for _, instr := range b.Instrs {
			if mc, ok := instr.(*ssa.MakeClosure); ok && mc.Fn == fn {
				if at := slices.Index(fn.FreeVars, free); at >= 0 {
					return mc.Bindings[at]
				}
			}
		}
	}
	return nil
}

func (p *pkg) callsItself(fn *ssa.Function) bool {
	return slices.ContainsFunc(p.info[fn].calls, func(e edge) bool { return e.callee == fn })
}

// components are the strongly connected components of the calls (Tarjan), each after those that it calls. Their order, and that
// within each, follows from that of the source.
func (p *pkg) components() (all [][]*ssa.Function) {
	index, low := map[*ssa.Function]int{}, map[*ssa.Function]int{}
	open := map[*ssa.Function]bool{}
	var stack []*ssa.Function
	var visit func(fn *ssa.Function)
	visit = func(fn *ssa.Function) {
		index[fn], low[fn] = len(index)+1, len(index)+1
		stack, open[fn] = append(stack, fn), true
		for _, e := range p.info[fn].calls {
			if index[e.callee] == 0 {
				visit(e.callee)
				low[fn] = min(low[fn], low[e.callee])
			} else if open[e.callee] {
				low[fn] = min(low[fn], index[e.callee])
			}
		}
		if low[fn] != index[fn] {
			return
		}
		at := slices.Index(stack, fn)
		component := slices.Clone(stack[at:])
		stack = stack[:at]
		for _, member := range component {
			open[member] = false
		}
		slices.SortFunc(component, func(a, b *ssa.Function) int { return int(a.Pos() - b.Pos()) })
		all = append(all, component)
	}
	for _, fn := range p.funcs {
		if index[fn] == 0 {
			visit(fn)
		}
	}
	return all
}

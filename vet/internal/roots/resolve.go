package roots

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/buildssa"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"
)

// A Resolver answers what a call may lead to within one package, without following values. It answers too much rather than too
// little: a function that is mentioned is one that may be called.
type Resolver struct {
	pkg  *types.Package
	prog *ssa.Program
	// methods are the methods that are declared in the package, by name, and types the types that may implement an interface.
	methods map[string][]*ssa.Function
	types   []*types.TypeName
	sets    typeutil.MethodSetCache // a package asks for the same ones at each call
}

func newResolver(pass *analysis.Pass, built *buildssa.SSA) *Resolver {
	r := &Resolver{pkg: pass.Pkg, prog: built.Pkg.Prog, methods: map[string][]*ssa.Function{}}
	for _, fn := range built.SrcFuncs {
		if fn.Signature.Recv() != nil && fn.Object() != nil {
			r.methods[fn.Name()] = append(r.methods[fn.Name()], fn)
		}
	}
	for _, name := range declared(pass) {
		if !types.IsInterface(name.Type()) {
			r.types = append(r.types, name)
		}
	}
	return r
}

// Closed says whether all implementations of an interface's method lie in this package: its name is not exported, or the interface
// that declares it has another method whose name is not, so that no other package can declare a type that has them.
func (r *Resolver) Closed(method *types.Func) bool {
	recv := method.Signature().Recv()
	return !method.Exported() && method.Pkg() == r.pkg || recv != nil && r.sealed(recv.Type())
}

// ClosedAt is Closed for a method that is called through an interface, which may be sealed where the one that declares it is not.
func (r *Resolver) ClosedAt(iface types.Type, method *types.Func) bool {
	return r.Closed(method) || iface != nil && r.sealed(iface)
}

// sealed says whether an interface has a method that only types of this package have.
func (r *Resolver) sealed(iface types.Type) bool {
	u, ok := iface.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for m := range u.Methods() {
		if !m.Exported() && m.Pkg() == r.pkg {
			return true
		}
	}
	return false
}

// Implementers are the methods of this package that a call of an interface's method may lead to, by position. Each is the body as it
// is written, of generic types the generic one.
func (r *Resolver) Implementers(method *types.Func) []*ssa.Function {
	if recv := method.Signature().Recv(); recv != nil {
		return r.ImplementersAt(recv.Type(), method)
	}
	return r.ImplementersAt(nil, method)
}

// ImplementersAt is Implementers for a method that is called through an interface. Of a name that is not exported they are all methods
// of that name and shape, since a type that has only some of the interface's methods may be embedded in one that has the others.
func (r *Resolver) ImplementersAt(iface types.Type, method *types.Func) (found []*ssa.Function) {
	if !method.Exported() || iface == nil {
		for _, fn := range r.methods[method.Name()] {
			if fn.Object().Pkg() == method.Pkg() && alike(fn.Signature, method.Signature()) {
				found = append(found, fn)
			}
		}
		return found
	}
	u, ok := iface.Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	for _, name := range r.types {
		set := r.sets.MethodSet(types.NewPointer(name.Type()))
		sel := set.Lookup(method.Pkg(), method.Name())
		if sel == nil || !alike(sel.Type().(*types.Signature), method.Signature()) || !has(set, u) {
			continue
		}
		if fn := r.prog.FuncValue(sel.Obj().(*types.Func).Origin()); fn != nil && len(fn.Blocks) > 0 && !slices.Contains(found, fn) {
			found = append(found, fn)
		}
	}
	return found
}

// alike says whether two methods have as many parameters and results: types of generic methods are not compared.
func alike(a, b *types.Signature) bool {
	return a.Params().Len() == b.Params().Len() && a.Results().Len() == b.Results().Len()
}

// has says whether a type has methods of all the names of an interface.
func has(set *types.MethodSet, u *types.Interface) bool {
	for m := range u.Methods() {
		if set.Lookup(m.Pkg(), m.Name()) == nil {
			return false
		}
	}
	return true
}

// Mentioned are the functions of this package that a function may call: those that it calls statically, whose values it takes, that
// implement the methods of closed interfaces that it calls, and those of a type that it makes an interface of, as far as the interface
// has them; with the instruction that mentions them, in order.
func (r *Resolver) Mentioned(fn *ssa.Function, yield func(at ssa.Instruction, callee *ssa.Function)) {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok && call.Common().IsInvoke() {
				c := call.Common()
				if r.ClosedAt(c.Value.Type(), c.Method) {
					for _, callee := range r.ImplementersAt(c.Value.Type(), c.Method) {
						yield(instr, callee)
					}
				}
			}
			if made, ok := instr.(*ssa.MakeInterface); ok {
				r.boxed(made, yield)
			}
			var space [8]*ssa.Value
			for _, operand := range instr.Operands(space[:0]) {
				if callee, ok := (*operand).(*ssa.Function); ok {
					if own := Body(callee); own != nil {
						yield(instr, own)
					}
				}
			}
		}
	}
}

// boxed are the methods that an interface has of a value that it is made of: whoever is given it may call them, such as sort.Sort.
func (r *Resolver) boxed(made *ssa.MakeInterface, yield func(at ssa.Instruction, callee *ssa.Function)) {
	u, ok := made.Type().Underlying().(*types.Interface)
	if !ok || u.NumMethods() == 0 || r.sealed(made.Type()) { // the methods of a sealed one are followed where they are called
		return
	}
	set := r.sets.MethodSet(made.X.Type())
	for m := range u.Methods() {
		sel := set.Lookup(m.Pkg(), m.Name())
		if sel == nil {
			continue
		}
		if fn := r.prog.FuncValue(sel.Obj().(*types.Func).Origin()); fn != nil && len(fn.Blocks) > 0 {
			yield(made, fn)
		}
	}
}

// Body is the function whose body says what fn does: of an instance the generic function, of a wrapper what it wraps where that is
// plain. It is nil where there is no body here.
func Body(fn *ssa.Function) *ssa.Function {
	for fn.Origin() != nil && fn.Origin() != fn {
		fn = fn.Origin()
	}
	if len(fn.Blocks) == 0 {
		return nil
	}
	return fn
}

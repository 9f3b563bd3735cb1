package roots

import (
	"go/types"

	"golang.org/x/tools/go/analysis/passes/buildssa"
	"golang.org/x/tools/go/ssa"
)

// A Resolver answers what a call may lead to within one package, without following values. It answers too much rather than too
// little: a function that is mentioned is one that may be called.
type Resolver struct {
	pkg *types.Package
	// methods are the methods that are declared in the package, by name.
	methods map[string][]*ssa.Function
}

func newResolver(pkg *types.Package, built *buildssa.SSA) *Resolver {
	r := &Resolver{pkg: pkg, methods: map[string][]*ssa.Function{}}
	for _, fn := range built.SrcFuncs {
		if fn.Signature.Recv() != nil && fn.Object() != nil {
			r.methods[fn.Name()] = append(r.methods[fn.Name()], fn)
		}
	}
	return r
}

// Closed says whether all implementations of an interface's method lie in this package: its name is not exported, so that no
// other package can declare one.
func (r *Resolver) Closed(method *types.Func) bool {
	return !method.Exported() && method.Pkg() == r.pkg
}

// Implementers are the methods of this package that a call of an interface's method may lead to, by position: all of that name and
// shape, since a type that has only some of the interface's methods may be embedded in one that has the others. Each is the body as it
// is written, of generic types the generic one.
func (r *Resolver) Implementers(method *types.Func) (found []*ssa.Function) {
	want := method.Type().(*types.Signature)
	for _, fn := range r.methods[method.Name()] {
		have := fn.Signature
		if fn.Object().Pkg() == method.Pkg() && have.Params().Len() == want.Params().Len() && have.Results().Len() == want.Results().Len() {
			found = append(found, fn)
		}
	}
	return found
}

// Mentioned are the functions of this package that a function may call: those that it calls statically, whose values it takes, and
// that implement the methods of closed interfaces that it calls; with the instruction that mentions them, in order.
func (r *Resolver) Mentioned(fn *ssa.Function, yield func(at ssa.Instruction, callee *ssa.Function)) {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok && call.Common().IsInvoke() {
				c := call.Common()
				if r.Closed(c.Method) {
					for _, callee := range r.Implementers(c.Method) {
						yield(instr, callee)
					}
				}
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

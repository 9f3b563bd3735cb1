package effects

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// floats finds products of floating-point numbers that are added to something before they are rounded: some processors do both at once,
// and round once. An explicit conversion rounds the product. The builder of the intermediate form drops conversions that change no type,
// so that the syntax says which products are converted.
type floats struct {
	p         *program
	converted map[token.Pos]bool // operators whose results are converted
	rounded   map[operandOf]bool // operands that are converted
	seen      map[flow]bool
}

// operandOf is an operand of the operator at a place.
type operandOf struct {
	op  token.Pos
	two bool
}

// flow is a product that is followed, and where it got to.
type flow struct {
	product token.Pos
	at      ssa.Value
}

// findFloats notes the products, as effects of the functions that compute them.
func (p *program) findFloats(o *orders) {
	f := &floats{p: p, converted: map[token.Pos]bool{}, rounded: map[operandOf]bool{}, seen: map[flow]bool{}}
	var products []*ssa.BinOp
	for _, fn := range p.source {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if op, ok := instr.(*ssa.BinOp); ok && op.Op == token.MUL && floating(op.Type()) && !exact(op.X) && !exact(op.Y) {
					products = append(products, op)
				}
			}
		}
	}
	if len(products) == 0 {
		return
	}
	for _, file := range p.pass.Files {
		ast.Inspect(file, f.conversion)
	}
	for _, product := range products {
		if !f.converted[product.Pos()] && f.added(product, product) {
			o.note(product.Parent(), KindFloat, Witness{
				What: "adds a product of floating-point numbers, which some processors round differently: convert it, float64(x * y)", Site: product.Pos(),
			})
		}
	}
}

// conversion notes what a conversion rounds.
func (f *floats) conversion(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		if tv, ok := f.p.pass.TypesInfo.Types[n.Fun]; ok && tv.IsType() && len(n.Args) == 1 {
			if op, ok := unsigned(n.Args[0]).(*ast.BinaryExpr); ok {
				f.converted[op.OpPos] = true
			}
		}
	case *ast.BinaryExpr:
		f.rounded[operandOf{n.OpPos, false}] = f.isConversion(n.X)
		f.rounded[operandOf{n.OpPos, true}] = f.isConversion(n.Y)
	}
	return true
}

func (f *floats) isConversion(e ast.Expr) bool {
	call, ok := unsigned(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	tv, ok := f.p.pass.TypesInfo.Types[call.Fun]
	return ok && tv.IsType()
}

// unsigned is an expression without parentheses and signs.
func unsigned(e ast.Expr) ast.Expr {
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.UnaryExpr:
			if x.Op != token.SUB && x.Op != token.ADD {
				return e
			}
			e = x.X
		default:
			return e
		}
	}
}

// added says whether a product gets from a value to an operand of an addition.
func (f *floats) added(product *ssa.BinOp, v ssa.Value) bool {
	key := flow{product.Pos(), v}
	if f.seen[key] || v.Referrers() == nil {
		return false
	}
	f.seen[key] = true
	for _, user := range *v.Referrers() {
		if f.addedBy(product, v, user) {
			return true
		}
	}
	return false
}

func (f *floats) addedBy(product *ssa.BinOp, v ssa.Value, user ssa.Instruction) bool {
	switch u := user.(type) {
	case *ssa.BinOp:
		if u.Op != token.ADD && u.Op != token.SUB {
			return false
		}
		return u.X == v && !f.rounded[operandOf{u.Pos(), false}] || u.Y == v && !f.rounded[operandOf{u.Pos(), true}]
	case *ssa.Phi:
		return f.added(product, u)
	case *ssa.UnOp:
		return u.Op == token.SUB && f.added(product, u)
	case *ssa.Store:
		return u.Val == v && f.loadedFrom(product, u.Addr)
	case *ssa.Return:
		return f.returned(product, v, u)
	case *ssa.Extract:
		return f.added(product, u)
	case ssa.CallInstruction:
		return f.given(product, v, u.Common())
	}
	return false
}

// loadedFrom follows a product through memory: to the loads by the same pointer, or of the same field of the same variable.
func (f *floats) loadedFrom(product *ssa.BinOp, addr ssa.Value) bool {
	loads := func(a ssa.Value) bool {
		if a.Referrers() == nil {
			return false
		}
		for _, user := range *a.Referrers() {
			if load, ok := user.(*ssa.UnOp); ok && load.Op == token.MUL && f.added(product, load) {
				return true
			}
		}
		return false
	}
	if loads(addr) {
		return true
	}
	field, ok := addr.(*ssa.FieldAddr)
	if !ok || field.X.Referrers() == nil {
		return false
	}
	for _, user := range *field.X.Referrers() {
		if other, ok := user.(*ssa.FieldAddr); ok && other != field && other.Field == field.Field && loads(other) {
			return true
		}
	}
	return false
}

// returned follows a product to the callers, which the compiler may compile together with the function.
func (f *floats) returned(product *ssa.BinOp, v ssa.Value, ret *ssa.Return) bool {
	fn := ret.Parent()
	for at, result := range ret.Results {
		if result != v {
			continue
		}
		for caller := range f.p.users[fn] {
			for _, b := range caller.Blocks {
				for _, instr := range b.Instrs {
					if call, ok := instr.(*ssa.Call); ok && call.Call.StaticCallee() == fn && f.result(product, call, at, len(ret.Results)) {
						return true
					}
				}
			}
		}
	}
	return false
}

func (f *floats) result(product *ssa.BinOp, call *ssa.Call, at, of int) bool {
	if of == 1 {
		return f.added(product, call)
	}
	for _, user := range *call.Referrers() {
		if extract, ok := user.(*ssa.Extract); ok && extract.Index == at && f.added(product, extract) {
			return true
		}
	}
	return false
}

// given follows a product into a function of the package.
func (f *floats) given(product *ssa.BinOp, v ssa.Value, c *ssa.CallCommon) bool {
	callee := c.StaticCallee()
	if callee == nil || len(callee.Blocks) == 0 {
		return false
	}
	for i, arg := range c.Args {
		if arg == v && i < len(callee.Params) && f.added(product, callee.Params[i]) {
			return true
		}
	}
	return false
}

// floating says whether a type is, or may be, of floating-point numbers.
func floating(t types.Type) bool {
	if param, ok := types.Unalias(t).(*types.TypeParam); ok {
		return floatingTerms(param.Constraint())
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsFloat|types.IsComplex) != 0
}

// floatingTerms says whether a type argument may be of floating-point numbers.
func floatingTerms(constraint types.Type) bool {
	iface, ok := constraint.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for embedded := range iface.EmbeddedTypes() {
		union, ok := embedded.(*types.Union)
		if !ok {
			if floatingTerms(embedded) || floating(embedded) {
				return true
			}
			continue
		}
		for term := range union.Terms() {
			if floating(term.Type()) {
				return true
			}
		}
	}
	return false
}

// exact says whether a factor is a power of two, by which a product is exact.
func exact(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil {
		return false
	}
	n, ok := constant.Val(constant.ToInt(c.Value)).(int64)
	if ok {
		return n != 0 && n&(n-1) == 0 || n == -1
	}
	f, _ := constant.Float64Val(constant.ToFloat(c.Value)) // which may be complex: .5 + 0i
	return f == 0.5 || f == 0.25 || f == 0.125
}

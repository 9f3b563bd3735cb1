package effects

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/std"
)

// orders finds where the order of a map shows. It reads the syntax, since the idioms by which it does not show are idioms of the
// syntax: a range whose body sets keys, counts, or collects what is then sorted.
//
// A function may return what it collected without sorting it. Then its callers are asked whether they do (unordered).
type orders struct {
	p     *program
	info  *types.Info
	decls map[*types.Func]*ast.FuncDecl
	fns   map[ast.Node]*ssa.Function // by their syntax
	found map[*ssa.Function][]Effect
	// unordered are the results that come in the order of a map, by function and index, with where that is.
	unordered map[resultOf]Witness
	// sorts says of parameters whether the function sorts them, or does not mind their order.
	sorts map[resultOf]bool
	news  bool // a result turned out to be unordered in this round
}

// resultOf is a result, or a parameter, of a function.
type resultOf struct {
	fn *types.Func
	at int
}

// ordersRoundsMax bounds how far the order of a map is followed through functions that return it.
const ordersRoundsMax = 8

// findOrders goes over the functions of the package until it is known which of them return what is unordered.
func (p *program) findOrders() *orders {
	o := &orders{
		p: p, info: p.pass.TypesInfo, decls: map[*types.Func]*ast.FuncDecl{}, fns: map[ast.Node]*ssa.Function{},
		unordered: map[resultOf]Witness{}, sorts: map[resultOf]bool{},
	}
	for _, fn := range p.source {
		o.fns[fn.Syntax()] = fn
	}
	if init := p.ssa.Func("init"); init != nil {
		for _, fn := range init.AnonFuncs { // of package variables
			o.fns[fn.Syntax()] = fn
		}
	}
	for _, file := range p.pass.Files {
		for _, decl := range file.Decls {
			if d, ok := decl.(*ast.FuncDecl); ok {
				if fn, ok := o.info.Defs[d.Name].(*types.Func); ok {
					o.decls[fn] = d
				}
			}
		}
	}
	for range ordersRoundsMax {
		o.news, o.found = false, map[*ssa.Function][]Effect{}
		for _, file := range p.pass.Files {
			o.file(file)
		}
		if !o.news {
			break
		}
	}
	o.rootsAnswer()
	return o
}

// of are the effects of a function that are about order.
func (o *orders) of(fn *ssa.Function) []Effect { return o.found[fn] }

// rootsAnswer makes an effect of what roots return unordered: they have no callers who could sort it.
func (o *orders) rootsAnswer() {
	for _, root := range o.p.roots.Roots {
		sig := root.Func.Type().(*types.Signature)
		for at := range sig.Results().Len() {
			if w, ok := o.unordered[resultOf{root.Func, at}]; ok && root.Fn != nil {
				o.note(root.Fn, KindOrder, w)
			}
		}
	}
}

func (o *orders) note(fn *ssa.Function, kind Kind, w Witness) {
	if fn == nil {
		return
	}
	o.found[fn] = append(o.found[fn], Effect{Kind: kind, Witness: w})
}

// file goes over the functions of a file.
func (o *orders) file(file *ast.File) {
	for _, decl := range file.Decls {
		if d, ok := decl.(*ast.FuncDecl); ok && d.Body != nil {
			fn, _ := o.info.Defs[d.Name].(*types.Func)
			o.function(d, d.Body, fn)
			continue
		}
		ast.Inspect(decl, func(n ast.Node) bool {
			if lit, ok := n.(*ast.FuncLit); ok {
				o.function(lit, lit.Body, nil)
				return false
			}
			return true
		})
	}
}

// scope is one function as its syntax is gone over. Functions within it are gone over with it, as scopes of their own.
type scope struct {
	*orders
	syntax ast.Node // the declaration or the literal
	body   *ast.BlockStmt
	fn     *types.Func // nil for a literal
	stack  []ast.Node  // of the node that is gone over, the outermost first
	outer  *scope
}

func (o *orders) function(syntax ast.Node, body *ast.BlockStmt, fn *types.Func) {
	s := &scope{orders: o, syntax: syntax, body: body, fn: fn}
	s.walk(body)
}

func (s *scope) walk(body *ast.BlockStmt) {
	ast.Inspect(body, func(n ast.Node) bool {
		if n == nil {
			s.stack = s.stack[:len(s.stack)-1]
			return true
		}
		if lit, ok := n.(*ast.FuncLit); ok {
			inner := &scope{orders: s.orders, syntax: lit, body: lit.Body, outer: s}
			inner.walk(lit.Body)
			return false
		}
		s.stack = append(s.stack, n)
		switch n := n.(type) {
		case *ast.RangeStmt:
			s.rangeStmt(n)
		case *ast.CallExpr:
			s.call(n)
		}
		return true
	})
}

// report notes that the order of a map shows.
func (s *scope) report(at token.Pos, what string) {
	s.note(s.fns[s.syntax], KindOrder, Witness{What: what, Site: at})
}

// source says whether a call gives, as one of its results, what comes in the order of a map: an iterator or a slice.
func (o *orders) source(call *ast.CallExpr, at int) (Witness, bool) {
	fn := o.callee(call)
	if fn == nil {
		return Witness{}, false
	}
	if fn.Pkg() != nil && o.p.standard(fn.Pkg()) {
		entry, _ := std.Lookup(fn)
		if entry.Order {
			return Witness{What: "goes over a map (" + std.Name(fn) + ") without sorting", Site: call.Pos()}, true
		}
		return Witness{}, false
	}
	if w, ok := o.unorderedBy(fn, at); ok {
		w.Site = call.Pos()
		return w.through(fn.Name()), true
	}
	if fn.Pkg() != nil && fn.Pkg() != o.p.pkg {
		if sum, ok := o.p.imported(fn); ok {
			if i := slices.IndexFunc(sum.Unordered, func(u Unordered) bool { return u.Result == at }); i >= 0 {
				w := sum.Unordered[i].Witness
				w.Site, w.Outside = call.Pos(), true
				return w.through(fn.Pkg().Name() + "." + fn.Name()), true
			}
		}
	}
	return Witness{}, false
}

// unorderedBy is the witness of a result of a function of the package that is unordered, or of a method of an interface that only types
// of this package have.
func (o *orders) unorderedBy(fn *types.Func, at int) (Witness, bool) {
	if w, ok := o.unordered[resultOf{fn, at}]; ok {
		return w, true
	}
	recv := fn.Type().(*types.Signature).Recv()
	if recv == nil || !types.IsInterface(recv.Type()) || !o.p.roots.Resolver().Closed(fn) {
		return Witness{}, false
	}
	for _, body := range o.p.roots.Resolver().Implementers(fn) {
		if w, ok := o.unordered[resultOf{body.Object().(*types.Func), at}]; ok {
			return w, true
		}
	}
	return Witness{}, false
}

// callee is the function or method that a call names, the generic one of an instance.
func (o *orders) callee(call *ast.CallExpr) *types.Func {
	fun := ast.Unparen(call.Fun)
	switch index := fun.(type) {
	case *ast.IndexExpr:
		fun = index.X
	case *ast.IndexListExpr:
		fun = index.X
	}
	var id *ast.Ident
	switch f := fun.(type) {
	case *ast.Ident:
		id = f
	case *ast.SelectorExpr:
		id = f.Sel
	default:
		return nil
	}
	fn, _ := o.info.Uses[id].(*types.Func)
	if fn == nil {
		return nil
	}
	return fn.Origin()
}

// rangeStmt judges a range over a map, or over what comes in the order of one.
func (s *scope) rangeStmt(loop *ast.RangeStmt) {
	overMap := mapOf(s.info.TypeOf(loop.X)) != nil
	var w Witness
	if !overMap {
		call, ok := ast.Unparen(loop.X).(*ast.CallExpr)
		if !ok {
			return
		}
		if w, ok = s.source(call, 0); !ok {
			return
		}
	}
	if blank(loop.Key) && blank(loop.Value) {
		return
	}
	s.judge(loop, overMap || yieldsKeys(s.info.TypeOf(loop.X)), w)
}

// yieldsKeys says whether an iterator yields two values, of which the first is a key.
func yieldsKeys(t types.Type) bool {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok || sig.Params().Len() != 1 {
		return false
	}
	yield, ok := sig.Params().At(0).Type().Underlying().(*types.Signature)
	return ok && yield.Params().Len() == 2
}

// judge judges a loop that goes over things in the order of a map.
func (s *scope) judge(loop *ast.RangeStmt, keyed bool, w Witness) {
	l := newLoop(s, loop, keyed)
	what, ok := l.commutes()
	if !ok {
		s.complain(loop, w, what)
		return
	}
	for _, c := range l.collected {
		if !s.settled(loop, c, w) {
			s.complain(loop, w, "appends without sorting")
			return
		}
	}
}

func (s *scope) complain(loop ast.Node, w Witness, what string) {
	if w.What == "" {
		s.report(loop.Pos(), "ranges over a map and "+what)
		return
	}
	s.note(s.fns[s.syntax], KindOrder, w)
}

func blank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return e == nil || ok && id.Name == "_"
}

// mapOf is the map type that a type is, or that all types of a type parameter are.
func mapOf(t types.Type) *types.Map {
	if t == nil {
		return nil
	}
	m, _ := underlying(t).(*types.Map)
	return m
}

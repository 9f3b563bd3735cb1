package immutable

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/assay-dev/assay/vet/internal/directive"
)

// A place is something that a statement writes: the left side of an assignment, or what a function changes.
type place struct {
	written ast.Expr
	element bool // what it refers to is changed, not the variable itself
	at      ast.Node
}

// places are what a node writes by itself.
func places(info *types.Info, n ast.Node) (all []place) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok == token.DEFINE {
			return nil
		}
		for _, left := range n.Lhs {
			all = append(all, place{left, false, left})
		}
	case *ast.IncDecStmt:
		return []place{{n.X, false, n}}
	case *ast.RangeStmt:
		for _, e := range []ast.Expr{n.Key, n.Value} {
			if e != nil && n.Tok == token.ASSIGN {
				all = append(all, place{e, false, e})
			}
		}
	case *ast.CallExpr:
		if arg := changed(info, n); arg != nil {
			return []place{{arg, true, n}}
		}
	}
	return all
}

// changing are the functions of the standard library that change what their first argument refers to.
var changing = map[string]bool{
	"sort.Ints": true, "sort.Strings": true, "sort.Float64s": true, "sort.Slice": true, "sort.SliceStable": true, "sort.Sort": true, "sort.Stable": true,
	"slices.Sort": true, "slices.SortFunc": true, "slices.SortStableFunc": true, "slices.Reverse": true, "slices.Delete": true, "slices.DeleteFunc": true,
	"slices.Compact": true, "slices.CompactFunc": true, "slices.Insert": true, "slices.Replace": true, "maps.Copy": true, "maps.DeleteFunc": true, "maps.Insert": true,
	"heap.Push": true, "heap.Pop": true, "heap.Fix": true, "heap.Init": true, "heap.Remove": true,
}

// changed is the argument whose memory a call changes, or nil. Appending to the front part of a slice writes over the rest of it.
func changed(info *types.Info, call *ast.CallExpr) ast.Expr {
	if len(call.Args) == 0 {
		return nil
	}
	switch f := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		if !info.Types[f].IsBuiltin() {
			return nil
		}
		switch f.Name {
		case "delete", "clear", "copy":
			return call.Args[0]
		case "append":
			if cut, ok := ast.Unparen(call.Args[0]).(*ast.SliceExpr); ok && cut.High != nil && !cut.Slice3 {
				return cut.X
			}
		}
	case *ast.SelectorExpr:
		fn, ok := info.Uses[f.Sel].(*types.Func)
		if ok && fn.Pkg() != nil && fn.Signature().Recv() == nil && changing[fn.Pkg().Name()+"."+fn.Name()] {
			return call.Args[0]
		}
	}
	return nil
}

// writes reports the changes of marked values in a function.
func (s *survey) writes(c inspector.Cursor, decl *ast.FuncDecl, fn *types.Func) {
	kinds := []ast.Node{(*ast.AssignStmt)(nil), (*ast.IncDecStmt)(nil), (*ast.RangeStmt)(nil), (*ast.CallExpr)(nil)}
	for w := range c.Preorder(kinds...) {
		for _, p := range places(s.info, w.Node()) {
			s.write(decl, fn, p)
		}
	}
}

// hit is the marked value that a place lies in.
type hit struct {
	of       *types.TypeName
	field    string // the field that is written, or ""
	root     *ast.Ident
	indirect bool // the write goes through a slice or map of the value
	pointer  bool // the write goes through a pointer to the value
}

// write reports a place that lies in a marked value, unless the function makes that value.
func (s *survey) write(decl *ast.FuncDecl, fn *types.Func, p place) {
	h, ok := s.hit(p)
	if !ok || h.of.Pkg() == s.pass.Pkg && s.makes(decl, fn, p, h) {
		return
	}
	var message string
	name := s.typeText(h.of.Type())
	switch {
	case h.field == "":
		message = fmt.Sprintf("%s changes a value of the immutable %s: make a new one", fn.Name(), name)
	case h.of.Pkg() != s.pass.Pkg:
		message = fmt.Sprintf("%s changes %s of the immutable %s: make a new one", fn.Name(), h.field, name)
	default:
		message = fmt.Sprintf("%s changes %s of the immutable %s: return a changed copy instead", fn.Name(), h.field, name)
	}
	directive.Report(s.pass, analysis.Diagnostic{Pos: p.at.Pos(), End: p.at.End(), Message: message})
}

// hit finds the marked value around a place, innermost first.
func (s *survey) hit(p place) (h hit, ok bool) {
	e := p.written
	through := p.element
	for {
		e = ast.Unparen(e)
		switch n := e.(type) {
		case *ast.SelectorExpr:
			selection := s.info.Selections[n]
			if selection == nil {
				return h, ok // a package-level variable of another package
			}
			if of := s.owner(n.X, selection); of != nil && !ok {
				h, ok = hit{of: of, field: n.Sel.Name, indirect: through}, true
			}
			if isPointer(s.info.TypeOf(n.X)) {
				h.pointer = h.pointer || ok
				through = true
			}
			e = n.X
		case *ast.IndexExpr:
			t := s.info.TypeOf(n.X)
			if of := s.markedType(t); of != nil && !ok {
				h, ok = hit{of: of, indirect: true}, true
			}
			if _, array := t.Underlying().(*types.Array); !array {
				through = true
			}
			e = n.X
		case *ast.SliceExpr:
			through, e = true, n.X
		case *ast.StarExpr:
			if of := s.markedType(s.info.TypeOf(n)); of != nil && !ok {
				h, ok = hit{of: of, pointer: true}, true
			}
			through, e = true, n.X
		case *ast.Ident:
			if of := s.markedType(s.info.TypeOf(n)); of != nil && !ok && p.element {
				h, ok = hit{of: of, indirect: true}, true
			}
			h.root = n
			return h, ok
		default:
			return h, ok
		}
	}
}

// owner is the marked type whose field a selection ends in: that of x, or one that x embeds.
func (s *survey) owner(x ast.Expr, selection *types.Selection) *types.TypeName {
	t := selection.Recv()
	found := s.markedType(t)
	for _, i := range selection.Index()[:len(selection.Index())-1] {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		structure, ok := t.Underlying().(*types.Struct)
		if !ok {
			return found
		}
		t = structure.Field(i).Type()
		if of := s.markedType(t); of != nil {
			found = of
		}
	}
	return found
}

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// makes says whether a function makes the value that it writes: it returns values of the type, and writes to a copy of its own or
// to one that it made.
func (s *survey) makes(decl *ast.FuncDecl, fn *types.Func, p place, h hit) bool {
	if h.root == nil {
		return false
	}
	v, ok := s.info.ObjectOf(h.root).(*types.Var)
	if !ok {
		return false
	}
	if recv := fn.Signature().Recv(); recv == v && decodes(fn.Name()) {
		return true
	}
	if !constructs(fn, h.of) || v.Parent() == s.pass.Pkg.Scope() || v.IsField() {
		return false
	}
	if !h.indirect && !h.pointer {
		return true // a variable of its own
	}
	return s.fresh(decl, v, p.written, h)
}

// fresh says whether what a local variable refers to was made in the function: every value that it gets is a literal or the like,
// or the field that is written through was given something new before.
func (s *survey) fresh(decl *ast.FuncDecl, v *types.Var, written ast.Expr, h hit) bool {
	var given []ast.Expr
	renewed, declared := false, false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if id, ok := left.(*ast.Ident); ok && s.info.ObjectOf(id) == v {
					given = append(given, right(n, i))
				}
				selector, ok := left.(*ast.SelectorExpr)
				if ok && n.Pos() < written.Pos() && selector.Sel.Name == h.field && s.roots(selector, v) && isNew(s.info, right(n, i)) {
					renewed = true
				}
			}
		case *ast.ValueSpec:
			for i, id := range n.Names {
				if s.info.Defs[id] == v {
					declared = true
					if i < len(n.Values) {
						given = append(given, n.Values[i])
					}
				}
			}
		}
		return true
	})
	if renewed && !h.pointer {
		return true
	}
	for _, e := range given {
		if !isNew(s.info, e) {
			return renewed && isPointerTo(s.info, e)
		}
	}
	return len(given) > 0 || declared && !h.pointer
}

func isPointerTo(info *types.Info, e ast.Expr) bool {
	unary, ok := ast.Unparen(e).(*ast.UnaryExpr)
	return ok && unary.Op == token.AND
}

// right is what the left side at i gets, or nil where several come from one call.
func right(n *ast.AssignStmt, i int) ast.Expr {
	if len(n.Lhs) == len(n.Rhs) {
		return n.Rhs[i]
	}
	return nil
}

// roots says whether a selection begins at a variable.
func (s *survey) roots(e ast.Expr, v *types.Var) bool {
	for {
		switch n := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = n.X
		case *ast.Ident:
			return s.info.ObjectOf(n) == v
		default:
			return false
		}
	}
}

// isNew says whether an expression makes what it refers to: a literal, make, new, or a clone.
func isNew(info *types.Info, e ast.Expr) bool {
	switch n := e.(type) {
	case nil:
		return false
	case *ast.ParenExpr:
		return isNew(info, n.X)
	case *ast.CompositeLit:
		return true
	case *ast.UnaryExpr:
		_, literal := ast.Unparen(n.X).(*ast.CompositeLit)
		return n.Op == token.AND && literal
	case *ast.CallExpr:
		return makesNew(info, n)
	}
	return info.Types[e].IsNil()
}

// makesNew says whether the result of a call shares nothing with its arguments.
func makesNew(info *types.Info, call *ast.CallExpr) bool {
	fun := ast.Unparen(call.Fun)
	if info.Types[fun].IsType() {
		return len(call.Args) == 1 && isNew(info, call.Args[0])
	}
	switch f := fun.(type) {
	case *ast.Ident:
		if info.Types[f].IsBuiltin() {
			return f.Name == "make" || f.Name == "new" || f.Name == "append" && isNew(info, call.Args[0])
		}
	case *ast.SelectorExpr:
		if fn, ok := info.Uses[f.Sel].(*types.Func); ok && fn.Pkg() != nil {
			switch fn.Pkg().Path() {
			case "slices", "maps", "bytes":
				return fn.Name() == "Clone" || fn.Name() == "Collect" || fn.Name() == "Sorted" || fn.Name() == "Concat" || fn.Name() == "Repeat"
			}
		}
	}
	return false
}

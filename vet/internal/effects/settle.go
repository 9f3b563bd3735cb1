package effects

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// call judges what becomes of the results of a call, the last on the stack, as far as they come in the order of a map.
func (s *scope) call(call *ast.CallExpr) {
	tuple, ok := s.info.TypeOf(call).(*types.Tuple)
	if !ok {
		if w, ok := s.source(call, 0); ok {
			s.use(len(s.stack)-1, w)
		}
		return
	}
	for i := range tuple.Len() {
		w, ok := s.source(call, i)
		if !ok {
			continue
		}
		switch p := s.stack[len(s.stack)-2].(type) {
		case *ast.ReturnStmt:
			s.returned(i, w)
		case *ast.AssignStmt:
			if i < len(p.Lhs) && !blank(p.Lhs[i]) {
				lhs := ast.Unparen(p.Lhs[i])
				s.held(p, collection{rootOf(s.info, lhs), types.ExprString(lhs), lhs}, w)
			}
		case *ast.ExprStmt:
		default:
			s.shows(w)
		}
	}
}

// use judges what becomes of the expression at a height of the stack, which comes in the order of a map.
func (s *scope) use(at int, w Witness) {
	e := s.stack[at].(ast.Expr)
	parent := at - 1
	for parent > 0 {
		if _, ok := s.stack[parent].(*ast.ParenExpr); !ok {
			break
		}
		parent--
	}
	switch p := s.stack[parent].(type) {
	case *ast.RangeStmt:
		return // judged as a loop
	case *ast.CallExpr:
		s.passed(parent, p, e, w)
	case *ast.ReturnStmt:
		s.returned(slices.Index(p.Results, e), w)
	case *ast.AssignStmt:
		s.assigned(p, e, w)
	case *ast.ValueSpec:
		if i := slices.Index(p.Values, e); i >= 0 && i < len(p.Names) {
			s.held(p, collection{s.info.Defs[p.Names[i]], p.Names[i].Name, p.Names[i]}, w)
		}
	case *ast.BinaryExpr, *ast.ExprStmt:
		// compared with nil, or dropped
	default:
		s.shows(w)
	}
}

func (s *scope) shows(w Witness) {
	s.note(s.fns[s.syntax], KindOrder, w)
}

// passed judges a call whose argument comes in the order of a map.
func (s *scope) passed(at int, call *ast.CallExpr, arg ast.Expr, w Witness) {
	i := slices.IndexFunc(call.Args, func(a ast.Expr) bool { return ast.Unparen(a) == ast.Unparen(arg) })
	if tv, ok := s.info.Types[call.Fun]; ok && tv.IsType() {
		s.use(at, w)
		return
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if b, ok := s.info.Uses[id].(*types.Builtin); ok {
			if b.Name() == "append" {
				s.use(at, w)
			}
			return // len and the like
		}
	}
	fn := s.callee(call)
	switch {
	case fn == nil || i < 0:
		s.shows(w)
	case sortsArgument(fn, i) && len(call.Args) == 2 && s.leavesTies(call.Args[1]):
		s.use(at, w) // what is alike comes in the order in which it was given
	case sortsArgument(fn, i):
	case orderless(fn):
	case passesOrder(fn):
		s.use(at, w)
	case s.sortsParameter(fn, i):
	default:
		s.shows(w)
	}
}

// sortsArgument says whether a function of the standard library sorts an argument, in place or into its result.
func sortsArgument(fn *types.Func, at int) bool {
	switch fn.FullName() {
	case "slices.Sort", "slices.SortFunc", "slices.SortStableFunc", "slices.Sorted", "slices.SortedFunc", "slices.SortedStableFunc",
		"sort.Strings", "sort.Ints", "sort.Float64s", "sort.Slice", "sort.SliceStable", "sort.Sort", "sort.Stable":
		return at == 0
	}
	return fn.Name() == "Sort" && fn.Pkg() != nil && fn.Pkg().Path() == "sort"
}

// orderless says whether a function of the standard library does not mind the order of what it is given.
func orderless(fn *types.Func) bool {
	switch fn.FullName() {
	case "maps.Collect", "maps.Insert", "slices.Contains", "slices.ContainsFunc", "slices.Max", "slices.Min":
		return true
	}
	return false
}

// passesOrder says whether the result of a function of the standard library comes in the order of what it is given.
func passesOrder(fn *types.Func) bool {
	switch fn.FullName() {
	case "slices.Collect", "slices.AppendSeq", "slices.Clone", "slices.Clip", "slices.Concat", "slices.Values", "slices.Compact", "slices.DeleteFunc", "slices.Grow":
		return true
	}
	return false
}

// returned notes that a result of the function comes in the order of a map: its callers are asked.
func (s *scope) returned(at int, w Witness) {
	if s.fn == nil || at < 0 {
		s.shows(w)
		return
	}
	key := resultOf{s.fn, at}
	if fn := s.fns[s.syntax]; fn != nil && s.p.ignored(kindDeterministic, w.Site, fn) {
		s.shows(w) // ignored here, and so for the callers
		return
	}
	if old, ok := s.unordered[key]; !ok || s.p.shorter(w, old) {
		s.unordered[key] = w
		s.news = true
	}
}

// assigned judges an assignment of what comes in the order of a map.
func (s *scope) assigned(a *ast.AssignStmt, e ast.Expr, w Witness) {
	i := slices.IndexFunc(a.Rhs, func(r ast.Expr) bool { return ast.Unparen(r) == ast.Unparen(e) })
	if i < 0 || i >= len(a.Lhs) || blank(a.Lhs[i]) {
		return
	}
	lhs := ast.Unparen(a.Lhs[i])
	s.held(a, collection{rootOf(s.info, lhs), types.ExprString(lhs), lhs}, w)
}

// held judges a variable that holds, after a statement, what comes in the order of a map.
func (s *scope) held(after ast.Node, c collection, w Witness) {
	if c.root == nil || c.root.Parent() == nil || !s.settledAfter(after, c, w) {
		s.shows(w)
	}
}

// settled says whether what a loop collected is sorted before anything else is done with it, or is returned.
func (s *scope) settled(loop *ast.RangeStmt, c collection, w Witness) bool {
	if c.root == nil {
		return false
	}
	if w.What == "" {
		w = Witness{What: "ranges over a map and appends without sorting", Site: loop.Pos()}
	}
	return s.settledAfter(loop, c, w)
}

// settledAfter says whether a collection is sorted after a statement and before anything else that minds its order. A collection that
// is returned first makes an unordered result.
func (s *scope) settledAfter(after ast.Node, c collection, w Witness) bool {
	u := &user{scope: s, c: c, after: after.End(), from: after.Pos(), w: w, blocks: map[ast.Node]bool{}}
	for _, n := range s.stack {
		u.blocks[n] = true
	}
	u.walk(s.body)
	return u.ok()
}

// user goes over the uses of a collection in the order of the source.
type user struct {
	*scope
	c           collection
	from, after token.Pos
	w           Witness
	blocks      map[ast.Node]bool // around the statement that collects
	path        []ast.Node        // to the node that is gone over
	sorted, bad bool
}

func (u *user) ok() bool { return !u.bad }

func (u *user) walk(body ast.Node) {
	ast.Inspect(body, func(n ast.Node) bool {
		if n == nil {
			u.path = u.path[:len(u.path)-1]
			return true
		}
		before := n.End() <= u.after && !u.contains(n)
		if u.sorted || u.bad || before || n.Pos() >= u.from && n.End() <= u.after {
			return false
		}
		if e, ok := n.(ast.Expr); ok && n.Pos() >= u.after && u.mentions(e) {
			u.usedAt(e, types.ExprString(ast.Unparen(e)) == u.c.text)
			return false
		}
		u.path = append(u.path, n)
		return true
	})
}

func (u *user) contains(n ast.Node) bool { return n.Pos() <= u.from && u.after <= n.End() }

// mentions says whether an expression is the collection itself, or a variable of which it is a part.
func (u *user) mentions(e ast.Expr) bool {
	e = ast.Unparen(e)
	if types.ExprString(e) == u.c.text && rootOf(u.info, e) == u.c.root {
		return true
	}
	id, ok := e.(*ast.Ident)
	if !ok || u.info.Uses[id] != u.c.root || u.c.text == id.Name {
		return false
	}
	if len(u.path) > 0 { // another field of the same variable
		if sel, ok := u.path[len(u.path)-1].(*ast.SelectorExpr); ok && sel.X == e {
			text := types.ExprString(sel)
			return len(u.c.text) > len(text) && u.c.text[:len(text)] == text
		}
	}
	return true
}

// usedAt judges one use of the collection, or, where it is not whole, of what it is a part of.
func (u *user) usedAt(e ast.Expr, whole bool) {
	switch parent := u.parent().(type) {
	case *ast.CallExpr:
		u.given(parent, e)
	case *ast.ReturnStmt:
		if at := slices.Index(parent.Results, e); whole && u.fn != nil {
			u.returned(at, u.w)
		} else {
			u.bad = true
		}
	case *ast.RangeStmt:
		if parent.X != e {
			u.bad = true
			return
		}
		if !whole && u.sortsEach(parent) {
			u.sorted = true
			return
		}
		inner := newLoop(u.scope, parent, false)
		what, ok := inner.commutes()
		u.bad = !ok || what != ""
		for _, c := range inner.collected {
			if c.text != u.c.text && !u.settledAfter(parent, c, u.w) {
				u.bad = true
			}
		}
	case *ast.BinaryExpr:
		// compared with nil
		u.bad = u.bad || parent.Op != token.EQL && parent.Op != token.NEQ
	case *ast.AssignStmt:
		u.assignedAt(parent, e)
	default:
		u.bad = true
	}
}

func (u *user) assignedAt(a *ast.AssignStmt, e ast.Expr) {
	if slices.Contains(a.Lhs, e) {
		u.sorted = true // it holds something else from here on
		return
	}
	i := slices.Index(a.Rhs, e)
	if i < 0 || i >= len(a.Lhs) {
		u.bad = true
		return
	}
	if blank(a.Lhs[i]) {
		return
	}
	lhs := ast.Unparen(a.Lhs[i])
	next := collection{rootOf(u.info, lhs), types.ExprString(lhs), lhs}
	if next.root == nil || !u.settledAfter(a, next, u.w) {
		u.bad = true
	}
}

func (u *user) parent() ast.Node {
	for i := len(u.path) - 1; i >= 0; i-- {
		if _, ok := u.path[i].(*ast.ParenExpr); !ok {
			return u.path[i]
		}
	}
	return nil
}

// given judges a call that the collection is an argument, or the receiver, of.
func (u *user) given(call *ast.CallExpr, e ast.Expr) {
	at := slices.Index(call.Args, e)
	if tv, ok := u.info.Types[call.Fun]; ok && tv.IsType() {
		u.converted(call)
		return
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if b, ok := u.info.Uses[id].(*types.Builtin); ok {
			u.builtin(b.Name(), call)
			return
		}
	}
	fn := u.callee(call)
	switch {
	case fn == nil:
		u.bad = true
	case sortsArgument(fn, max(at, 0)):
		u.sorts(call, fn)
	case orderless(fn):
	case passesOrder(fn):
		u.becomes(call)
	case u.sortsParameter(fn, at):
		u.sorted = u.writes(fn, at) // in place
	default:
		u.bad = true
	}
}

// sorts notes a sort of the collection, if it is on every way from there on.
func (u *user) sorts(call *ast.CallExpr, fn *types.Func) {
	if fn.Pkg().Path() == "slices" && (fn.Name() == "Sorted" || fn.Name() == "SortedFunc" || fn.Name() == "SortedStableFunc") {
		if len(call.Args) == 2 && u.leavesTies(call.Args[1]) {
			u.becomes(call)
		}
		return // a sorted copy
	}
	for _, n := range u.path {
		if i, ok := n.(*ast.IfStmt); ok && !u.blocks[n] && !u.mentionsLen(i.Cond) {
			u.bad = true
			return
		}
	}
	if len(call.Args) == 2 && u.leavesTies(call.Args[1]) {
		u.bad = true
		return
	}
	u.sorted = true
}

// mentionsLen says whether a condition is about how many were collected.
func (u *user) mentionsLen(cond ast.Expr) (found bool) {
	ast.Inspect(cond, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "len" {
				found = true
			}
		}
		return true
	})
	return found
}

// converted is a conversion, as in sort.Sort(byName(names)).
func (u *user) converted(call *ast.CallExpr) {
	for i := len(u.path) - 2; i >= 0; i-- {
		outer, ok := u.path[i].(*ast.CallExpr)
		if !ok {
			continue
		}
		if fn := u.callee(outer); fn != nil && sortsArgument(fn, 0) {
			u.sorted = true
			return
		}
		break
	}
	u.bad = true
}

func (u *user) builtin(name string, call *ast.CallExpr) {
	switch name {
	case "len", "cap":
	case "append":
		if a, ok := u.grandparent(call).(*ast.AssignStmt); ok && len(a.Lhs) == 1 && types.ExprString(a.Lhs[0]) == u.c.text {
			return // more of the same
		}
		u.becomes(call)
	case "clear":
		u.sorted = true
	default:
		u.bad = true
	}
}

// becomes goes on with the result of a call that has the elements of the collection in its order.
func (u *user) becomes(call *ast.CallExpr) {
	path := u.path
	defer func() { u.path = path }()
	if i := slices.Index(path, ast.Node(call)); i >= 0 {
		u.path = path[:i]
		u.usedAt(call, true)
	}
}

func (u *user) grandparent(of ast.Node) ast.Node {
	at := slices.Index(u.path, of)
	if at <= 0 {
		return nil
	}
	return u.path[at-1]
}

// sortsParameter says whether a function of the package does with a parameter nothing that minds its order before it sorts it.
func (s *scope) sortsParameter(fn *types.Func, at int) bool {
	key := resultOf{fn, at}
	if known, ok := s.sorts[key]; ok {
		return known
	}
	s.sorts[key] = false // for one that calls itself
	decl := s.decls[fn]
	if decl == nil || decl.Body == nil || at < 0 {
		return false
	}
	sig := fn.Type().(*types.Signature)
	if at >= sig.Params().Len() || sig.Variadic() && at >= sig.Params().Len()-1 {
		return false
	}
	param := sig.Params().At(at)
	inner := &scope{orders: s.orders, syntax: decl, body: decl.Body}
	u := &user{scope: inner, c: collection{param, param.Name(), nil}, from: decl.Body.Lbrace, after: decl.Body.Lbrace + 1}
	u.blocks = map[ast.Node]bool{}
	u.walk(decl.Body)
	s.sorts[key] = u.ok()
	return u.ok()
}

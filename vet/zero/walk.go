package zero

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/cfg"
)

// walk follows one variable through the graph of its function.
type walk struct {
	*checker
	v       *variable
	asked   *conditions
	results *types.Tuple
	loops   map[ast.Node][]*ast.IndexExpr
	targets map[ast.Node]bool // of ranges
	lengths map[ast.Node]bool // what is ranged over by its indices alone
	now     state
	hits    []hit
}

// hit is a place where parts are read that may be at zero.
type hit struct {
	at    ast.Node
	parts state
}

// run goes on until no block is reached in a new state.
func (w *walk) run(graph *cfg.CFG) {
	reached := make([][]state, len(graph.Blocks))
	var todo []*cfg.Block
	for _, b := range graph.Blocks {
		if b.Live {
			todo = append(todo, b)
		}
	}
	reached[0] = []state{0} // nothing is wrong before the variable begins
	if w.v.start == nil {
		reached[0] = []state{w.v.full()}
	}
	for len(todo) > 0 {
		block := todo[0]
		todo = todo[1:]
		after := w.block(block, reached[block.Index])
		for i, next := range block.Succs {
			if joined, more := w.join(reached[next.Index], w.branch(block, i, after)); more {
				reached[next.Index] = joined
				todo = append(todo, next)
			}
		}
	}
}

// branch are the states in which the end of a block leads to its successor i.
func (w *walk) branch(block *cfg.Block, i int, states []state) (after []state) {
	if len(block.Succs) != 2 || len(block.Nodes) == 0 {
		return states
	}
	condition, ok := block.Nodes[len(block.Nodes)-1].(ast.Expr)
	if !ok || !w.asked.heads[condition] {
		return states
	}
	for _, s := range states {
		if s, possible := w.asked.follow(s, condition, i == 0); possible {
			after = append(after, s)
		}
	}
	return after
}

// join adds states to others, and says whether there were new ones. Where there are too many, they become one, for good, which forgets
// what is known of conditions: sets that grew again would never end.
func (w *walk) join(to, from []state) (joined []state, more bool) {
	joined = slices.Clone(to)
	for _, s := range from {
		if !slices.Contains(joined, s) {
			joined = append(joined, s)
		}
	}
	isJoined := func(s state) bool { return s&joinedBit != 0 }
	if len(joined) > statesMax || slices.ContainsFunc(joined, isJoined) {
		all := state(joinedBit)
		for _, s := range joined {
			all |= s & (1<<partsMax - 1 | 1<<failureBit)
		}
		joined = []state{all}
	}
	slices.Sort(joined)
	return joined, !slices.Equal(to, joined)
}

func (w *walk) block(block *cfg.Block, before []state) []state {
	states := slices.Clone(before)
	for _, n := range block.Nodes {
		for i, s := range states {
			w.now = s
			if n == w.v.start {
				w.conditions(n)
				states[i] = w.now | w.v.full()
				continue
			}
			for _, target := range w.loops[n] {
				if path, ok := w.path(target.X); ok {
					w.clear(append(path, every))
				}
			}
			w.visit(n)
			w.conditions(n)
			states[i] = w.now
		}
		slices.Sort(states)
		states = slices.Compact(states)
	}
	return states
}

// conditions notes what a statement says about the variables that are asked about.
func (w *walk) conditions(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, target := range n.Lhs {
			var value ast.Expr
			if len(n.Lhs) == len(n.Rhs) && (n.Tok == token.ASSIGN || n.Tok == token.DEFINE) {
				value = n.Rhs[i]
			}
			w.now = w.asked.assigned(w.now, target, value)
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			switch {
			case len(n.Values) == 0:
				w.now = w.asked.declared(w.now, name)
			case len(n.Values) == len(n.Names):
				w.now = w.asked.assigned(w.now, name, n.Values[i])
			default:
				w.now = w.asked.assigned(w.now, name, nil)
			}
		}
	case *ast.Ident: // of a range
		if w.targets[n] {
			w.now = w.asked.assigned(w.now, n, nil)
		}
	}
}

// visit follows one statement or expression, in the order in which it is evaluated.
func (w *walk) visit(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		w.assign(n)
		return
	case *ast.ValueSpec:
		for _, value := range n.Values {
			w.visit(value)
		}
		return
	case *ast.ReturnStmt:
		w.returned(n)
		return
	case *ast.DeferStmt:
		for _, argument := range n.Call.Args {
			w.visit(argument)
		}
		return
	case *ast.FuncLit:
		w.closure(n)
		return
	case *ast.CallExpr:
		w.call(n)
		return
	case *ast.UnaryExpr:
		if path, ok := w.path(n.X); ok && n.Op == token.AND {
			w.clear(path) // who has the address may fill it
			return
		}
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			for _, operand := range []ast.Expr{n.X, n.Y} {
				if _, ok := w.path(operand); !ok {
					w.visit(operand)
				}
			}
			return
		}
	case *ast.KeyValueExpr:
		if id, ok := n.Key.(*ast.Ident); ok {
			if field, ok := w.TypesInfo.Uses[id].(*types.Var); ok && field.IsField() {
				w.visit(n.Value)
				return
			}
		}
	}
	if e, ok := n.(ast.Expr); ok {
		if path, ok := w.path(e); ok {
			if !w.isTarget(e) && !w.lengths[e] {
				w.read(e, path)
			}
			return
		}
		if selector, ok := e.(*ast.SelectorExpr); ok {
			w.visit(selector.X)
			return
		}
	}
	w.children(n)
}

func (w *walk) children(n ast.Node) {
	ast.Inspect(n, func(m ast.Node) bool {
		if m == nil || m == n {
			return true
		}
		w.visit(m)
		return false
	})
}

// isTarget says whether an expression of the graph is the variable of a range, which is assigned, and not read.
func (w *walk) isTarget(e ast.Expr) bool {
	path, ok := w.path(e)
	if ok && w.targets[e] {
		w.clear(path)
	}
	return w.targets[e]
}

func (w *walk) assign(n *ast.AssignStmt) {
	if n.Tok != token.ASSIGN && n.Tok != token.DEFINE {
		w.children(n)
		return
	}
	for i, value := range n.Rhs {
		if len(n.Lhs) == len(n.Rhs) && isBlank(n.Lhs[i]) {
			if _, ok := w.path(value); ok {
				continue // _ = v says that v is not used
			}
		}
		w.visit(value)
	}
	for _, target := range n.Lhs {
		if path, ok := w.path(target); ok {
			w.clear(path)
			continue
		}
		if id, ok := target.(*ast.Ident); ok {
			if w.v.failure != nil && w.TypesInfo.ObjectOf(id) == w.v.failure {
				w.now &^= 1 << failureBit
			}
			continue
		}
		w.visit(target)
	}
}

// returned follows a return. What stands beside a failure is not looked at by the caller.
func (w *walk) returned(n *ast.ReturnStmt) {
	if len(n.Results) > 0 {
		fails := w.fails(n, w.results)
		for i, e := range n.Results {
			if _, ok := w.path(e); ok && fails && i < len(n.Results)-1 {
				continue
			}
			w.visit(e)
		}
		return
	}
	if w.v.start != nil || w.results.Len() == 0 {
		return
	}
	last := w.results.At(w.results.Len() - 1)
	if w.v.failure != nil && w.now&(1<<failureBit) == 0 {
		return // beside an error that was assigned
	}
	if basic, ok := last.Type().Underlying().(*types.Basic); ok && basic.Kind() == types.Bool && last != w.v.object {
		return // beside an ok
	}
	w.read(n, nil)
}

// closure follows a literal: where it assigns the variable, that may well be its purpose. What it reads, it may read later.
func (w *walk) closure(n *ast.FuncLit) {
	ast.Inspect(n.Body, func(m ast.Node) bool {
		switch m := m.(type) {
		case *ast.AssignStmt:
			for _, target := range m.Lhs {
				if path, ok := w.path(target); ok {
					w.clear(path)
				}
				if id, ok := target.(*ast.Ident); ok && w.v.failure != nil && w.TypesInfo.ObjectOf(id) == w.v.failure {
					w.now &^= 1 << failureBit
				}
			}
		case *ast.UnaryExpr:
			if path, ok := w.path(m.X); ok && m.Op == token.AND {
				w.clear(path)
			}
		}
		return true
	})
}

func (w *walk) call(n *ast.CallExpr) {
	if w.TypesInfo.Types[ast.Unparen(n.Fun)].IsBuiltin() {
		switch name := calleeName(n); {
		case name == "len" || name == "cap":
			if _, ok := w.path(n.Args[0]); ok {
				return
			}
		case name == "copy" && len(n.Args) == 2:
			w.visit(n.Args[1])
			if path, ok := w.path(sliced(n.Args[0])); ok {
				w.clear(append(path, every))
				return
			}
		}
	}
	receiver, path, byRef := w.method(n)
	if receiver == nil {
		w.visit(n.Fun)
	} else if !byRef {
		w.read(receiver, path)
	}
	for _, argument := range n.Args {
		if p, ok := w.path(argument); ok && w.v.fresh && len(p) == 0 && w.v.pointer {
			w.clear(nil) // the function may be there to fill it
			continue
		}
		w.visit(argument)
	}
	if receiver != nil && byRef {
		w.clear(path)
	}
}

func sliced(e ast.Expr) ast.Expr {
	if s, ok := ast.Unparen(e).(*ast.SliceExpr); ok {
		return s.X
	}
	return e
}

// method is the receiver of a call of a method of the variable or a part of it, which byRef may change.
func (w *walk) method(n *ast.CallExpr) (receiver ast.Expr, path []string, byRef bool) {
	selector, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil, nil, false
	}
	selection := w.TypesInfo.Selections[selector]
	if selection == nil || selection.Kind() != types.MethodVal {
		return nil, nil, false
	}
	path, ok = w.path(selector.X)
	if !ok {
		return nil, nil, false
	}
	path = append(path, fieldNames(selection.Recv(), selection.Index()[:len(selection.Index())-1])...)
	_, byRef = selection.Obj().Type().(*types.Signature).Recv().Type().Underlying().(*types.Pointer)
	return selector.X, path, byRef
}

func fieldNames(t types.Type, index []int) (names []string) {
	for _, i := range index {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		s, ok := t.Underlying().(*types.Struct)
		if !ok {
			return names
		}
		names = append(names, s.Field(i).Name())
		t = s.Field(i).Type()
	}
	return names
}

// anyElement is an element whose index is no constant.
const anyElement = "[?]"

// path is the part of the variable that an expression names.
func (w *walk) path(e ast.Expr) (path []string, ok bool) {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return nil, e.Name != "_" && w.TypesInfo.ObjectOf(e) == w.v.object
	case *ast.StarExpr:
		if path, ok = w.path(e.X); ok && w.v.pointer {
			return path, true
		}
	case *ast.SelectorExpr:
		selection := w.TypesInfo.Selections[e]
		if selection == nil || selection.Kind() != types.FieldVal {
			return nil, false
		}
		if path, ok = w.path(e.X); ok {
			return append(path, fieldNames(selection.Recv(), selection.Index())...), true
		}
	case *ast.IndexExpr:
		if path, ok = w.path(e.X); !ok {
			return nil, false
		}
		switch w.TypesInfo.TypeOf(e.X).Underlying().(type) {
		case *types.Slice, *types.Array, *types.Pointer:
			return append(path, w.element(e.Index)), true
		}
	}
	return nil, false
}

func (w *walk) element(index ast.Expr) string {
	if value := w.TypesInfo.Types[index].Value; value != nil {
		at, _ := constant.Int64Val(constant.ToInt(value))
		return "[" + strconv.FormatInt(at, 10) + "]"
	}
	return anyElement
}

// read notes that a part is read, with what is in it, or within it.
func (w *walk) read(at ast.Node, path []string) {
	var parts state
	for i, p := range w.v.parts {
		if w.now&(1<<i) != 0 && overlap(p.path, path, false) {
			parts |= 1 << i
		}
	}
	if parts != 0 && !slices.Contains(w.hits, hit{at, parts}) {
		w.hits = append(w.hits, hit{at, parts})
	}
}

// clear notes that a part has a value.
func (w *walk) clear(path []string) {
	for i, p := range w.v.parts {
		if len(path) <= len(p.path) && overlap(p.path, path, true) {
			w.now &^= 1 << i
		}
	}
}

// overlap says whether one path leads along the other. An element whose index is not known may be read as any, and is assigned as none;
// every element is both.
func overlap(part, path []string, assigned bool) bool {
	for i := range min(len(part), len(path)) {
		a, b := part[i], path[i]
		switch {
		case a == b && !(assigned && b == anyElement):
		case !strings.HasPrefix(a, "[") || !strings.HasPrefix(b, "["):
			return false
		case b == every:
		case !assigned && (b == anyElement || a == every):
		default:
			return false
		}
	}
	return true
}

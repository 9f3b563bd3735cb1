package immutable

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// A state says what is known at one point of a function. A place is a variable or a part of one, written v3.Items; a value is the
// name of some memory: @81 was made at that position, what a place held in the beginning is called after it, and ?7:v3 is one of
// several that meet in block 7. A value of a struct followed by .Items is what that part of it refers to.
type state struct {
	values map[string]string // by place
	gone   map[string]handing
}

func newState() *state { return &state{values: map[string]string{}, gone: map[string]handing{}} }

func (st *state) clone() *state {
	return &state{values: maps.Clone(st.values), gone: maps.Clone(st.gone)}
}

func (st *state) equal(o *state) bool {
	return o != nil && maps.Equal(st.values, o.values) && maps.Equal(st.gone, o.gone)
}

// at is the value of a place.
func (st *state) at(place string) string {
	if v, ok := st.values[place]; ok {
		return v
	}
	if dot := strings.LastIndexByte(place, '.'); dot > strings.LastIndexByte(place, ')') {
		return st.at(place[:dot]) + place[dot:]
	}
	return place
}

// set gives a place a value. What was known of its parts is no longer so.
func (st *state) set(place, value string) {
	for p := range st.values {
		if strings.HasPrefix(p, place+".") {
			delete(st.values, p)
		}
	}
	st.values[place] = value
}

// copyParts makes the parts of one place those of another.
func (st *state) copyParts(to, from string) {
	parts := map[string]string{}
	for p, v := range st.values {
		if rest, ok := strings.CutPrefix(p, from+"."); ok {
			parts[to+"."+rest] = v
		}
	}
	value := st.at(from)
	st.set(to, value)
	maps.Copy(st.values, parts)
}

// below are the values of the parts of a place, sorted.
func (st *state) below(place string) (parts []string) {
	for p, v := range st.values {
		if strings.HasPrefix(p, place+".") {
			parts = append(parts, v)
		}
	}
	slices.Sort(parts)
	return parts
}

// hand notes that memory was handed over, the first time.
func (st *state) hand(memory string, h handing) {
	if memory == "" {
		return
	}
	if _, ok := st.gone[memory]; !ok {
		st.gone[memory] = h
	}
}

// handed says where memory was handed over: by itself, as a part of a struct, or by what points to it.
func (st *state) handed(memory string) (first handing, ok bool) {
	for gone, h := range st.gone {
		if memory == gone || strings.HasPrefix(memory, gone+".") || strings.Contains(memory, "*("+gone+")") {
			if !ok || h.pos < first.pos {
				first, ok = h, true
			}
		}
	}
	return first, ok
}

// renew makes a name free for memory that is made now: what was handed over under it was made in an earlier round of a loop.
func (st *state) renew(memory string) {
	for gone := range st.gone {
		if gone == memory || strings.HasPrefix(gone, memory+".") {
			delete(st.gone, gone)
		}
	}
}

// join is what is known where two ways meet. Places whose values differ get a name of the block.
func join(a, b *state, block int32) *state {
	if a == nil {
		return b.clone()
	}
	joined := a.clone()
	places := map[string]bool{}
	for p := range a.values {
		places[p] = true
	}
	for p := range b.values {
		places[p] = true
	}
	for p := range places {
		if a.at(p) != b.at(p) {
			joined.values[p] = fmt.Sprintf("?%d:%s", block, p)
		} else {
			joined.values[p] = a.at(p)
		}
	}
	for memory, h := range b.gone {
		if old, ok := joined.gone[memory]; !ok || h.pos < old.pos {
			joined.gone[memory] = h
		}
	}
	return joined
}

// place is the place that an expression names, or "" where it names none that is followed.
func (f *flow) place(st *state, e ast.Expr) string {
	switch n := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, ok := f.s.info.ObjectOf(n).(*types.Var)
		if !ok {
			return ""
		}
		id, seen := f.ids[v]
		if !seen {
			id = len(f.ids)
			f.ids[v] = id
		}
		return fmt.Sprint("v", id)
	case *ast.SelectorExpr:
		if f.s.info.Selections[n] == nil {
			return ""
		}
		if isPointer(f.s.info.TypeOf(n.X)) {
			if v := f.value(st, n.X); v != "" {
				return "*(" + v + ")." + n.Sel.Name
			}
			return ""
		}
		if p := f.place(st, n.X); p != "" {
			return p + "." + n.Sel.Name
		}
	case *ast.StarExpr:
		if v := f.value(st, n.X); v != "" {
			return "*(" + v + ")"
		}
	}
	return ""
}

// value is the memory that an expression refers to, or "" where that is not followed.
func (f *flow) value(st *state, e ast.Expr) string {
	switch n := ast.Unparen(e).(type) {
	case *ast.Ident, *ast.SelectorExpr, *ast.StarExpr:
		if p := f.place(st, n); p != "" {
			return st.at(p)
		}
		return ""
	case *ast.SliceExpr:
		if _, array := f.s.info.TypeOf(n.X).Underlying().(*types.Array); array {
			return "&" + f.place(st, n.X)
		}
		return f.value(st, n.X)
	case *ast.TypeAssertExpr:
		return f.value(st, n.X)
	case *ast.IndexExpr:
		if v := f.value(st, n.X); v != "" {
			return "*(" + v + ")[]"
		}
		return ""
	case *ast.UnaryExpr:
		if _, literal := ast.Unparen(n.X).(*ast.CompositeLit); n.Op == token.AND && !literal {
			return "&" + f.place(st, n.X)
		}
	case *ast.CallExpr:
		if v, shared := f.shared(st, n); shared {
			return v
		}
	}
	return f.made(st, e)
}

// shared is the memory of an argument, where the result of a call shares it.
func (f *flow) shared(st *state, call *ast.CallExpr) (string, bool) {
	if len(call.Args) == 0 {
		return "", false
	}
	if f.s.info.Types[call.Fun].IsType() {
		return f.value(st, call.Args[0]), true
	}
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		if fun.Name == "append" && f.s.info.Types[fun].IsBuiltin() && !isNew(f.s.info, call.Args[0]) {
			return f.value(st, call.Args[0]), true
		}
	case *ast.SelectorExpr:
		fn, ok := f.s.info.Uses[fun.Sel].(*types.Func)
		if ok && fn.Pkg() != nil && fn.Pkg().Path() == "slices" {
			switch fn.Name() {
			case "Delete", "DeleteFunc", "Compact", "CompactFunc", "Insert", "Replace", "Grow", "Clip":
				return f.value(st, call.Args[0]), true
			}
		}
	}
	return "", false
}

// made is the name of memory that is made at an expression.
func (f *flow) made(st *state, e ast.Expr) string {
	memory := fmt.Sprint("@", int(e.Pos()))
	st.renew(memory)
	return memory
}

// give gives a place what an expression stands for, part by part where that is a literal.
func (f *flow) give(st *state, place string, e ast.Expr) {
	e = ast.Unparen(e)
	if literal, ok := e.(*ast.CompositeLit); ok {
		f.giveLiteral(st, place, literal)
		return
	}
	if unary, ok := e.(*ast.UnaryExpr); ok && unary.Op == token.AND {
		if literal, ok := ast.Unparen(unary.X).(*ast.CompositeLit); ok {
			memory := f.made(st, unary)
			st.set(place, memory)
			f.giveLiteral(st, "*("+memory+")", literal)
			return
		}
	}
	if from := f.place(st, e); from != "" {
		st.copyParts(place, from)
		return
	}
	st.set(place, f.value(st, e))
}

func (f *flow) giveLiteral(st *state, place string, literal *ast.CompositeLit) {
	parts := map[string]string{}
	structure, ok := f.s.info.TypeOf(literal).Underlying().(*types.Struct)
	if ok {
		for i, e := range literal.Elts {
			name := ""
			if pair, keyed := e.(*ast.KeyValueExpr); keyed {
				name, e = pair.Key.(*ast.Ident).Name, pair.Value
			} else {
				name = structure.Field(i).Name()
			}
			parts[place+"."+name] = f.value(st, e)
		}
	}
	st.set(place, f.made(st, literal))
	maps.Copy(st.values, parts)
}

// owner is the memory that an assignment to e changes, and the expression that refers to it. A variable itself is memory where its
// address was taken.
func (f *flow) owner(st *state, e ast.Expr) (memory string, whose ast.Expr) {
	switch n := ast.Unparen(e).(type) {
	case *ast.Ident:
		if p := f.place(st, n); p != "" {
			return "&" + p, n
		}
	case *ast.SelectorExpr:
		if f.s.info.Selections[n] == nil {
			return "", nil
		}
		if isPointer(f.s.info.TypeOf(n.X)) {
			return f.value(st, n.X), n.X
		}
		return f.owner(st, n.X)
	case *ast.IndexExpr:
		if _, array := f.s.info.TypeOf(n.X).Underlying().(*types.Array); array {
			return f.owner(st, n.X)
		}
		return f.value(st, n.X), n.X
	case *ast.StarExpr:
		return f.value(st, n.X), n.X
	}
	return "", nil
}

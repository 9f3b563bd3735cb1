package predicate

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// unread is a node that cannot be evaluated.
func unread(format string, args ...any) Node {
	return Node{Op: opUnread, Text: fmt.Sprintf(format, args...)}
}

// value lowers an expression that becomes a value of type t, by an assignment or a call.
func (c *compiler) value(e ast.Expr, t types.Type) Node {
	tv := c.set.info.Types[e]
	switch {
	case t == nil:
		return c.expr(e)
	case tv.IsNil():
		return Node{Op: opZero, Shape: c.shape(t)}
	case isInterface(t) && !isInterface(tv.Type):
		return Node{Op: opConvert, Shape: c.shape(t), Kids: []Node{c.expr(e)}}
	case tv.Value != nil:
		if _, param := types.Unalias(t).(*types.TypeParam); !param {
			return c.constant(tv.Value, t)
		}
		return Node{Op: opConvert, Shape: c.shape(t), Kids: []Node{c.expr(e)}}
	}
	return c.expr(e)
}

// expr lowers an expression.
func (c *compiler) expr(e ast.Expr) Node {
	if tv := c.set.info.Types[e]; tv.Value != nil {
		return c.constant(tv.Value, tv.Type)
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return c.expr(e.X)
	case *ast.Ident:
		return c.object(c.set.info.Uses[e], e)
	case *ast.SelectorExpr:
		return c.selector(e)
	case *ast.UnaryExpr:
		return c.unary(e)
	case *ast.BinaryExpr:
		return c.binary(e)
	case *ast.CallExpr:
		return c.call(e)
	case *ast.IndexExpr:
		return c.index(e, false)
	case *ast.SliceExpr:
		return Node{Op: opSlice, Kids: []Node{c.expr(e.X), c.optional(e.Low), c.optional(e.High), c.optional(e.Max)}}
	case *ast.StarExpr:
		return Node{Op: opDeref, Kids: []Node{c.expr(e.X)}}
	case *ast.CompositeLit:
		return c.composite(e, c.set.info.TypeOf(e))
	case *ast.FuncLit:
		return c.closure(e)
	}
	return unread("evaluates %s", text(e))
}

func (c *compiler) optional(e ast.Expr) Node {
	if e == nil {
		return Node{}
	}
	return c.expr(e)
}

// object lowers the use of a variable or function.
func (c *compiler) object(object types.Object, e ast.Expr) Node {
	switch object := object.(type) {
	case *types.Var:
		if at, ok := c.slots[object]; ok {
			return Node{Op: opLocal, N: at}
		}
		if object.Pkg() == nil || object.Parent() != object.Pkg().Scope() {
			return unread("depends on the variable %s", object.Name())
		}
		name := object.Pkg().Path() + "." + object.Name()
		if _, ok := nativeVars[name]; ok {
			return Node{Op: opNativeRef, Text: name}
		}
		if c.set.writes[object] {
			return unread("depends on %s, which is written", object.Name())
		}
		if !c.need(object) {
			return unread("depends on the variable %s of another package", text(e))
		}
		return Node{Op: opGlobal, Text: name}
	case *types.Func:
		name := funcName(object)
		if _, ok := natives[name]; ok {
			return Node{Op: opNativeRef, Text: name}
		}
		if id, ok := e.(*ast.Ident); ok && object.Signature().Recv() == nil && c.need(object) {
			return Node{Op: opFuncRef, Text: name, Shape: c.shape(c.set.info.TypeOf(e)), Slots: c.instance(id)}
		}
	}
	return unread("uses %s as a value", text(e))
}

func (c *compiler) instance(id *ast.Ident) (arguments []int) {
	list := c.set.info.Instances[id].TypeArgs
	fn, ok := c.set.info.Uses[id].(*types.Func)
	for i := range list.Len() {
		if ok && i < fn.Origin().Signature().TypeParams().Len() {
			arguments = append(arguments, c.argument(list.At(i), fn.Origin().Signature().TypeParams().At(i)))
		} else {
			arguments = append(arguments, c.shape(list.At(i)))
		}
	}
	return arguments
}

func (c *compiler) selector(e *ast.SelectorExpr) Node {
	selection := c.set.info.Selections[e]
	if selection == nil {
		return c.object(c.set.info.Uses[e.Sel], e)
	}
	if selection.Kind() != types.FieldVal {
		return unread("uses the method %s as a value", text(e))
	}
	return c.path(c.expr(e.X), selection.Recv(), selection.Index())
}

// path lowers a selection of fields, embedded ones included.
func (c *compiler) path(of Node, t types.Type, index []int) Node {
	for _, i := range index {
		field := Node{Op: opField, N: i, Kids: []Node{of}}
		t = deref(t)
		s, ok := t.Underlying().(*types.Struct)
		if !ok {
			return unread("selects a field of %s", t)
		}
		if named, ok := t.(*types.Named); ok && named.Obj().Pkg() != nil {
			if _, native := nativeTypes[named.Obj().Pkg().Path()+"."+named.Obj().Name()]; native {
				field.Text = s.Field(i).Name()
			}
		}
		of, t = field, s.Field(i).Type()
	}
	return of
}

func (c *compiler) pathType(t types.Type, index []int) types.Type {
	for _, i := range index {
		t = deref(t).Underlying().(*types.Struct).Field(i).Type()
	}
	return t
}

func (c *compiler) unary(e *ast.UnaryExpr) Node {
	switch e.Op {
	case token.NOT:
		return Node{Op: opNot, Kids: []Node{c.expr(e.X)}}
	case token.AND:
		return Node{Op: opAddr, Kids: []Node{c.expr(e.X)}}
	case token.ADD, token.SUB, token.XOR:
		return Node{Op: opUnary, Text: e.Op.String(), Kids: []Node{c.expr(e.X)}}
	}
	return unread("evaluates %s", text(e))
}

func (c *compiler) binary(e *ast.BinaryExpr) Node {
	kids := []Node{c.expr(e.X), c.expr(e.Y)}
	switch e.Op {
	case token.LAND:
		return Node{Op: opAnd, Kids: kids}
	case token.LOR:
		return Node{Op: opOr, Kids: kids}
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return c.compare(e)
	}
	if op, ok := arithmetic[e.Op]; ok {
		return Node{Op: opBinary, Text: op, Kids: kids}
	}
	return unread("evaluates %s", text(e))
}

func (c *compiler) compare(e *ast.BinaryExpr) Node {
	x, y := e.X, e.Y
	if c.isNil(x) {
		x, y = y, x
	}
	if c.isNil(y) {
		node := Node{Op: opIsNil, Kids: []Node{c.expr(x)}}
		if e.Op == token.NEQ {
			node = Node{Op: opNot, Kids: []Node{node}}
		}
		return node
	}
	info := c.set.info
	xv, yv := info.Types[e.X], info.Types[e.Y]
	left, right := c.expr(e.X), c.expr(e.Y)
	if xv.Value != nil && yv.Value == nil && !isInterface(yv.Type) {
		left = c.value(e.X, yv.Type)
	}
	if yv.Value != nil && xv.Value == nil && !isInterface(xv.Type) {
		right = c.value(e.Y, xv.Type)
	}
	return Node{Op: opCompare, Text: e.Op.String(), Kids: []Node{left, right}}
}

// index lowers an index expression: of an element, of a map with or without ok, or an instance of a generic function.
func (c *compiler) index(e *ast.IndexExpr, ok bool) Node {
	if tv := c.set.info.Types[e.X]; tv.IsValue() {
		if _, generic := tv.Type.Underlying().(*types.Signature); generic {
			return unread("uses %s as a value", text(e))
		}
		if m, isMap := tv.Type.Underlying().(*types.Map); isMap {
			op := opIndex
			if ok {
				op = opIndexOK
			}
			return Node{Op: op, Shape: c.shape(tv.Type), Kids: []Node{c.expr(e.X), c.value(e.Index, m.Key())}}
		}
		return Node{Op: opIndex, Kids: []Node{c.expr(e.X), c.expr(e.Index)}}
	}
	return unread("evaluates %s", text(e))
}

func (c *compiler) closure(e *ast.FuncLit) Node {
	signature := c.set.info.TypeOf(e).(*types.Signature)
	node := Node{Op: opClosure, Shape: c.shape(signature)}
	for v := range signature.Params().Variables() {
		node.Slots = append(node.Slots, c.slot(v))
	}
	named := c.named(signature)
	node.Slots, node.N = append(node.Slots, named...), len(named)
	node.Kids = []Node{c.body(signature, e.Body)}
	return node
}

func (c *compiler) composite(e *ast.CompositeLit, t types.Type) Node {
	if p, ok := types.Unalias(t).Underlying().(*types.Pointer); ok { // &T elided within a literal
		return Node{Op: opAddr, Kids: []Node{c.composite(e, p.Elem())}}
	}
	node := Node{Shape: c.shape(t)}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		node.Op = opStruct
		for i, element := range e.Elts {
			at := i
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				element = pair.Value
				at = fieldIndex(u, pair.Key.(*ast.Ident).Name)
			}
			node.Slots = append(node.Slots, at)
			node.Kids = append(node.Kids, c.value(element, u.Field(at).Type()))
		}
	case *types.Slice:
		c.list(&node, e, u.Elem(), -1)
	case *types.Array:
		c.list(&node, e, u.Elem(), int(u.Len()))
	case *types.Map:
		node.Op = opMap
		for _, element := range e.Elts {
			pair := element.(*ast.KeyValueExpr)
			node.Kids = append(node.Kids, c.element(pair.Key, u.Key()), c.element(pair.Value, u.Elem()))
		}
	default:
		return unread("makes a value of %s", t)
	}
	return node
}

func fieldIndex(s *types.Struct, name string) int {
	for i := range s.NumFields() {
		if s.Field(i).Name() == name {
			return i
		}
	}
	return 0
}

// list lowers the elements of a slice or an array.
func (c *compiler) list(node *Node, e *ast.CompositeLit, t types.Type, length int) {
	node.Op = opList
	at, longest := 0, length
	for _, element := range e.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			key, _ := constant.Int64Val(constant.ToInt(c.set.info.Types[pair.Key].Value))
			at, element = int(key), pair.Value
		}
		node.Slots = append(node.Slots, at)
		node.Kids = append(node.Kids, c.element(element, t))
		at++
		longest = max(longest, at)
	}
	node.N = max(longest, 0)
	if node.N > elementsMax {
		*node = unread("makes a list of %d elements", node.N)
	}
}

// element lowers an element, whose type its literal may leave out.
func (c *compiler) element(e ast.Expr, t types.Type) Node {
	if literal, ok := e.(*ast.CompositeLit); ok && literal.Type == nil {
		return c.composite(literal, t)
	}
	return c.value(e, t)
}

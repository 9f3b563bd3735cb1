package predicate

import (
	"go/ast"
	"go/types"
)

// call lowers a conversion, a call of a builtin, of a function, a method or a value.
func (c *compiler) call(e *ast.CallExpr) Node {
	fun := ast.Unparen(e.Fun)
	tv := c.set.info.Types[fun]
	if tv.IsType() {
		return Node{Op: opConvert, Shape: c.shape(tv.Type), Kids: []Node{c.operand(e.Args[0], tv.Type)}}
	}
	if tv.IsBuiltin() {
		return c.builtin(e, fun)
	}
	signature, ok := tv.Type.Underlying().(*types.Signature)
	if !ok {
		return unread("calls %s", text(e.Fun))
	}
	fn := c.callee(e)
	if fn == nil {
		node := Node{Op: opDynamic, Kids: []Node{c.expr(fun)}}
		return c.arguments(node, e, signature)
	}
	if selection := c.set.info.Selections[selectorOf(fun)]; selection != nil {
		if selection.Kind() != types.MethodVal {
			return unread("calls %s", text(e.Fun))
		}
		x := selectorOf(fun).X
		index := selection.Index()
		receiver := c.path(c.expr(x), selection.Recv(), index[:len(index)-1])
		t := c.pathType(selection.Recv(), index[:len(index)-1])
		return c.arguments(c.methodCall(fn, receiver, t), e, signature)
	}
	return c.arguments(c.functionCall(fn, fun), e, signature)
}

// operand is the operand of a conversion: an untyped constant is one of its default type, unless the conversion names a type
// that it fits.
func (c *compiler) operand(e ast.Expr, t types.Type) Node {
	if c.isNil(e) {
		return Node{Op: opZero, Shape: c.shape(t)}
	}
	return c.expr(e)
}

// selectorOf is the selector that a call calls, or a new one, which selects nothing.
func selectorOf(fun ast.Expr) *ast.SelectorExpr {
	switch fun := fun.(type) {
	case *ast.SelectorExpr:
		return fun
	case *ast.IndexExpr:
		return selectorOf(ast.Unparen(fun.X))
	case *ast.IndexListExpr:
		return selectorOf(ast.Unparen(fun.X))
	}
	return &ast.SelectorExpr{}
}

func identOf(fun ast.Expr) *ast.Ident {
	switch fun := fun.(type) {
	case *ast.Ident:
		return fun
	case *ast.SelectorExpr:
		return fun.Sel
	case *ast.IndexExpr:
		return identOf(ast.Unparen(fun.X))
	case *ast.IndexListExpr:
		return identOf(ast.Unparen(fun.X))
	}
	return nil
}

// functionCall is the call of a function without its arguments.
func (c *compiler) functionCall(fn *types.Func, fun ast.Expr) Node {
	name := funcName(fn)
	if fn.Pkg().Path() == RefinePath {
		if _, ok := ruleMakers[fn.Name()]; ok {
			return Node{Op: opRule, Text: fn.Name(), Shape: c.shape(c.set.info.TypeOf(fun).(*types.Signature).Results().At(0).Type())}
		}
		return unread("calls refine.%s", fn.Name())
	}
	if _, ok := natives[name]; ok {
		return Node{Op: opNative, Text: name}
	}
	if !c.need(fn.Origin()) {
		return unread("calls %s, of another package", text(fun))
	}
	node := Node{Op: opCall, Text: name}
	if id := identOf(fun); id != nil {
		node.Slots = c.instance(id)
	}
	return node
}

// methodCall is the call of a method without its arguments, on a receiver of type t.
func (c *compiler) methodCall(fn *types.Func, receiver Node, t types.Type) Node {
	signature := fn.Type().(*types.Signature)
	t = types.Unalias(t)
	if _, param := t.(*types.TypeParam); param {
		receiver = Node{Op: opConvert, Shape: c.shape(t), Kids: []Node{receiver}}
		return Node{Op: opMethod, Text: fn.Name(), Kids: []Node{receiver}}
	}
	named, ok := deref(t).(*types.Named)
	if !ok || isInterface(named) && named.Obj().Pkg() != nil {
		return unread("calls the method %s of %s", fn.Name(), t)
	}
	if ruleContent(named) != nil {
		return Node{Op: opRuleOn, Text: fn.Name(), Kids: []Node{receiver}}
	}
	if _, _, refined := Of(named); refined && fn.Name() == "Raw" {
		return Node{Op: opField, N: 1, Kids: []Node{receiver}}
	}
	shape := c.code.Shapes[c.shape(named)]
	if shape.Kind == shapeNative {
		return Node{Op: opNativeOn, Text: fn.Name(), Kids: []Node{receiver}}
	}
	name := funcName(fn)
	if fn.Pkg() != c.set.pkg {
		if !c.linkTo(named.Origin().Obj()) || !offers(c.set.facts[named.Origin().Obj()], name) {
			return unread("calls %s.%s, of another package", named.Obj().Name(), fn.Name())
		}
	} else {
		c.need(fn.Origin())
	}
	_, pointer := t.(*types.Pointer)
	_, byRef := signature.Recv().Type().(*types.Pointer)
	switch {
	case byRef && !pointer:
		receiver = Node{Op: opAddr, Kids: []Node{receiver}}
	case !byRef && pointer:
		receiver = Node{Op: opDeref, Kids: []Node{receiver}}
	}
	node := Node{Op: opCall, Text: name, Kids: []Node{receiver}}
	for argument := range named.TypeArgs().Types() {
		node.Slots = append(node.Slots, c.shape(argument))
	}
	return node
}

// argument is the shape of a type argument. It asks for the methods that the parameter's constraint names: those are what a generic
// body may call of it.
func (c *compiler) argument(t types.Type, of *types.TypeParam) int {
	named, isNamed := deref(t).(*types.Named)
	asked, isInterface := of.Constraint().Underlying().(*types.Interface)
	if !isNamed || !isInterface || types.IsInterface(named) || named.Obj().Parent() != c.set.pkg.Scope() {
		return c.shape(t)
	}
	shape := c.shape(t)
	name := named.Origin().Obj()
	methods := types.NewMethodSet(types.NewPointer(name.Type()))
	for m := range asked.Methods() {
		if found := methods.Lookup(m.Pkg(), m.Name()); found != nil {
			c.method(name, found)
		}
	}
	return shape
}

// offers says whether code holds a function.
func offers(code *Code, name string) bool {
	for _, fn := range code.Funcs {
		if fn.Name == name {
			return true
		}
	}
	return false
}

// arguments adds the arguments of a call to it.
func (c *compiler) arguments(node Node, e *ast.CallExpr, signature *types.Signature) Node {
	if node.Op == opUnread || node.Op == opField && len(e.Args) == 0 {
		return node
	}
	params := signature.Params()
	if len(e.Args) == 1 && params.Len() > 1 {
		if _, tuple := c.set.info.TypeOf(e.Args[0]).(*types.Tuple); tuple {
			return unread("passes the results of a call on: %s", text(e))
		}
	}
	for i, argument := range e.Args {
		var t types.Type
		switch {
		case signature.Variadic() && i >= params.Len()-1 && !e.Ellipsis.IsValid():
			t = params.At(params.Len() - 1).Type().(*types.Slice).Elem()
		default:
			t = params.At(i).Type()
		}
		node.Kids = append(node.Kids, c.value(argument, t))
	}
	if e.Ellipsis.IsValid() {
		node.N = 1
	}
	return node
}

func (c *compiler) builtin(e *ast.CallExpr, fun ast.Expr) Node {
	node := Node{Op: opBuiltin, Text: identOf(fun).Name}
	if e.Ellipsis.IsValid() {
		node.N = 1
	}
	switch node.Text {
	case "make", "new":
		if !c.set.info.Types[e.Args[0]].IsType() { // new of a value
			return unread("calls %s", text(e))
		}
		node.Shape = c.shape(c.set.info.TypeOf(e.Args[0]))
		for _, argument := range e.Args[1:] {
			node.Kids = append(node.Kids, c.value(argument, types.Typ[types.Int]))
		}
		return node
	case "append":
		t := c.set.info.TypeOf(e)
		var elem types.Type // of a type parameter it is known later
		if slice, ok := t.Underlying().(*types.Slice); ok {
			elem = slice.Elem()
		}
		node.Kids = []Node{c.value(e.Args[0], t)}
		for _, argument := range e.Args[1:] {
			if node.N == 1 {
				node.Kids = append(node.Kids, c.expr(argument))
			} else {
				node.Kids = append(node.Kids, c.value(argument, elem))
			}
		}
		return node
	case "len", "cap", "copy", "delete", "min", "max", "clear", "panic":
		for _, argument := range e.Args {
			node.Kids = append(node.Kids, c.minMax(argument, e, node.Text))
		}
		return node
	}
	return unread("calls %s", node.Text)
}

// minMax lowers an argument of a builtin; those of min and max are of the type of the result.
func (c *compiler) minMax(argument ast.Expr, e *ast.CallExpr, name string) Node {
	if name == "min" || name == "max" {
		return c.value(argument, c.set.info.TypeOf(e))
	}
	return c.expr(argument)
}

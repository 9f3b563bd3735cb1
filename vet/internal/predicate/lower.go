package predicate

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/types/typeutil"
)

// compiler lowers functions of one package, and what they refer to, to Code.
type compiler struct {
	set    *Set
	code   Code
	shapes typeutil.Map // to indices of code.Shapes
	asked  map[types.Object]bool
	todo   []types.Object // functions and variables of this package that are to be lowered
	links  []types.Object // objects of other packages whose code is needed

	// Of the function that is being lowered.
	slots  map[types.Object]int
	slotsN int
	result *types.Tuple
}

func newCompiler(set *Set) *compiler {
	set.read()
	return &compiler{set: set, asked: map[types.Object]bool{}, slots: map[types.Object]int{}, code: Code{Shapes: []Shape{{}}}}
}

// root lowers what an object of the package's scope is needed for.
func (c *compiler) root(object types.Object) {
	name, ok := object.(*types.TypeName)
	if !ok {
		c.need(object)
		return
	}
	for _, m := range rootMethods(name, true) {
		c.method(name, m)
	}
}

// method asks for a method of a type, its own or that of an embedded field.
func (c *compiler) method(name *types.TypeName, m *types.Selection) {
	if len(m.Index()) > 1 {
		c.promoted(name, m)
	} else {
		c.need(m.Obj())
	}
}

// promoted writes the method that the compiler writes for a method of an embedded field.
func (c *compiler) promoted(name *types.TypeName, m *types.Selection) {
	method := m.Obj().(*types.Func)
	signature := method.Type().(*types.Signature)
	fn := Func{Name: name.Pkg().Path() + "." + name.Name() + "." + method.Name(), Params: []int{0}}
	if offers(&c.code, fn.Name) {
		return
	}
	t := name.Type()
	receiver := c.path(Node{Op: opLocal, N: 0}, t, m.Index()[:len(m.Index())-1])
	call := c.methodCall(method, receiver, c.pathType(t, m.Index()[:len(m.Index())-1]))
	for i := range signature.Params().Len() {
		fn.Params = append(fn.Params, i+1)
		call.Kids = append(call.Kids, Node{Op: opLocal, N: i + 1})
	}
	fn.Returns = c.tuple(signature.Results())
	fn.Body = Node{Op: opReturn, Kids: []Node{call}}
	c.code.Funcs = append(c.code.Funcs, fn)
}

// need asks for a function or a variable, wherever it is from. It says whether it can be had.
func (c *compiler) need(object types.Object) bool {
	if object.Pkg() == c.set.pkg {
		if !c.asked[object] {
			c.asked[object] = true
			c.todo = append(c.todo, object)
		}
		return true
	}
	return c.linkTo(object)
}

func (c *compiler) linkTo(object types.Object) bool {
	if c.set.facts[object] == nil {
		return false
	}
	if !c.asked[object] {
		c.asked[object] = true
		c.links = append(c.links, object)
	}
	return true
}

// finish lowers everything that was asked for.
func (c *compiler) finish() {
	for len(c.todo) > 0 {
		object := c.todo[0]
		c.todo = c.todo[1:]
		switch object := object.(type) {
		case *types.Func:
			c.code.Funcs = append(c.code.Funcs, c.function(object))
		case *types.Var:
			v := Var{Name: object.Pkg().Path() + "." + object.Name(), Shape: c.shape(object.Type())}
			if init := c.set.inits[object]; init != nil {
				v.Init = c.value(init, object.Type())
			} else {
				v.Init = Node{Op: opZero, Shape: v.Shape}
			}
			c.code.Vars = append(c.code.Vars, v)
		}
	}
	slices.SortFunc(c.code.Funcs, func(a, b Func) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(c.code.Vars, func(a, b Var) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(c.links, func(a, b types.Object) int {
		return cmp.Or(cmp.Compare(a.Pkg().Path(), b.Pkg().Path()), cmp.Compare(a.Name(), b.Name()))
	})
	for _, object := range c.links {
		c.code.Linked = append(c.code.Linked, *c.set.facts[object])
	}
	c.links = nil
}

// funcName is the whole name of a function or method.
func funcName(fn *types.Func) string {
	name := fn.Name()
	if receiver := fn.Type().(*types.Signature).Recv(); receiver != nil {
		if named, ok := deref(receiver.Type()).(*types.Named); ok {
			name = named.Obj().Name() + "." + name
		}
	}
	return fn.Pkg().Path() + "." + name
}

func deref(t types.Type) types.Type {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		return types.Unalias(p.Elem())
	}
	return t
}

func (c *compiler) function(object *types.Func) Func {
	signature := object.Type().(*types.Signature)
	fn := Func{Name: funcName(object), Variadic: signature.Variadic(), Returns: c.tuple(signature.Results())}
	declaration := c.set.decls[object]
	if declaration == nil || declaration.Body == nil {
		fn.Body = unread("%s has no body in Go", object.Name())
		return fn
	}
	c.slots, c.slotsN = map[types.Object]int{}, 0
	if receiver := signature.Recv(); receiver != nil {
		_, fn.ByRef = receiver.Type().(*types.Pointer)
		fn.Params = append(fn.Params, c.slot(receiver))
	}
	for v := range signature.Params().Variables() {
		fn.Params = append(fn.Params, c.slot(v))
	}
	if fn.Variadic {
		fn.Rest = c.shape(signature.Params().At(signature.Params().Len() - 1).Type())
	}
	fn.Results = c.named(signature)
	fn.Body = c.body(signature, declaration.Body)
	return fn
}

// named are the slots of named results.
func (c *compiler) named(signature *types.Signature) (slots []int) {
	for v := range signature.Results().Variables() {
		if v.Name() != "" {
			slots = append(slots, c.slot(v))
		}
	}
	return slots
}

// body lowers the body of a function or literal, whose results a return inside it is about.
func (c *compiler) body(signature *types.Signature, body *ast.BlockStmt) Node {
	outer := c.result
	c.result = signature.Results()
	defer func() { c.result = outer }()
	return c.block(body.List)
}

// slot is the place of a variable; blank ones have one each.
func (c *compiler) slot(v types.Object) int {
	if at, ok := c.slots[v]; ok && v != nil {
		return at
	}
	if v != nil {
		c.slots[v] = c.slotsN
	}
	c.slotsN++
	return c.slotsN - 1
}

func (c *compiler) tuple(t *types.Tuple) (shapes []int) {
	for v := range t.Variables() {
		shapes = append(shapes, c.shape(v.Type()))
	}
	return shapes
}

// shape is the index of a type's shape.
func (c *compiler) shape(t types.Type) int {
	t = types.Unalias(t)
	if at, ok := c.shapes.At(t).(int); ok {
		return at
	}
	at := len(c.code.Shapes)
	c.code.Shapes = append(c.code.Shapes, Shape{Kind: shapeOpaque, Why: "has the recursive type " + t.String()})
	c.shapes.Set(t, at)
	made := c.shapeOf(t)
	c.code.Shapes[at] = made
	return at
}

func (c *compiler) shapeOf(t types.Type) Shape {
	switch t := t.(type) {
	case *types.Basic:
		if t.Info()&(types.IsInteger|types.IsFloat|types.IsString|types.IsBoolean) != 0 && t.Info()&types.IsUntyped == 0 {
			return Shape{Kind: types.Typ[t.Kind()].Name()}
		}
	case *types.Slice:
		return Shape{Kind: shapeSlice, Elems: []int{c.shape(t.Elem())}}
	case *types.Array:
		if t.Len() <= elementsMax {
			return Shape{Kind: shapeArray, Len: int(t.Len()), Elems: []int{c.shape(t.Elem())}}
		}
	case *types.Map:
		return Shape{Kind: shapeMap, Elems: []int{c.shape(t.Key()), c.shape(t.Elem())}}
	case *types.Pointer:
		return Shape{Kind: shapePointer, Elems: []int{c.shape(t.Elem())}}
	case *types.Struct:
		s := Shape{Kind: shapeStruct}
		for field := range t.Fields() {
			s.Elems = append(s.Elems, c.shape(field.Type()))
		}
		return s
	case *types.Signature:
		return Shape{Kind: shapeFunc, Len: t.Params().Len(), Variadic: t.Variadic(), Elems: append(c.tuple(t.Params()), c.tuple(t.Results())...)}
	case *types.TypeParam:
		return Shape{Kind: shapeParam, Len: t.Index()}
	case *types.Named:
		return c.namedShape(t)
	case *types.Interface:
		if t.Empty() {
			return Shape{Kind: shapeNative, Name: "any"}
		}
	}
	return Shape{Kind: shapeOpaque, Why: "has a value of type " + t.String()}
}

func (c *compiler) namedShape(t *types.Named) Shape {
	object := t.Origin().Obj()
	if object.Pkg() == nil {
		if object.Name() == "error" {
			return Shape{Kind: shapeNative, Name: "error"}
		}
		return Shape{Kind: shapeOpaque, Why: "has a value of type " + t.String()}
	}
	if content := ruleContent(t); content != nil {
		return Shape{Kind: shapeRule, Elems: []int{c.shape(content)}}
	}
	name := object.Pkg().Path() + "." + object.Name()
	if _, ok := nativeTypes[name]; ok {
		return Shape{Kind: shapeNative, Name: name}
	}
	s := Shape{Kind: shapeNamed, Name: name, Elems: []int{c.shape(t.Underlying())}}
	for i := range t.TypeArgs().Len() {
		s.Elems = append(s.Elems, c.argument(t.TypeArgs().At(i), t.Origin().TypeParams().At(i)))
	}
	if object.Pkg() != c.set.pkg {
		c.linkTo(object)
	} else if object.Parent() == c.set.pkg.Scope() && !c.asked[object] {
		c.asked[object] = true
		c.root(object)
	}
	return s
}

// constant is a node for a constant of a type.
func (c *compiler) constant(value constant.Value, t types.Type) Node {
	return Node{Op: opConst, Text: constText(value), Shape: c.shape(types.Default(t))}
}

func constText(value constant.Value) string {
	switch value.Kind() {
	case constant.String:
		return constant.StringVal(value)
	case constant.Float:
		if f := constant.ToInt(value); f.Kind() == constant.Int {
			return f.ExactString()
		}
		f, _ := constant.Float64Val(value)
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return value.ExactString()
}

// text is how an expression is named in a reason.
func text(e ast.Expr) string { return types.ExprString(e) }

// isNil says whether an expression is the predeclared nil.
func (c *compiler) isNil(e ast.Expr) bool { return c.set.info.Types[e].IsNil() }

// callee is the function or method that a call names, or nil where it calls a value.
func (c *compiler) callee(call *ast.CallExpr) *types.Func {
	fn, _ := typeutil.Callee(c.set.info, call).(*types.Func)
	return fn
}

func isInterface(t types.Type) bool {
	_, param := types.Unalias(t).(*types.TypeParam)
	return t != nil && !param && types.IsInterface(t)
}

var arithmetic = map[token.Token]string{
	token.ADD: "+", token.SUB: "-", token.MUL: "*", token.QUO: "/", token.REM: "%", token.AND: "&", token.OR: "|", token.XOR: "^",
	token.AND_NOT: "&^", token.SHL: "<<", token.SHR: ">>",
	token.ADD_ASSIGN: "+", token.SUB_ASSIGN: "-", token.MUL_ASSIGN: "*", token.QUO_ASSIGN: "/", token.REM_ASSIGN: "%", token.AND_ASSIGN: "&",
	token.OR_ASSIGN: "|", token.XOR_ASSIGN: "^", token.AND_NOT_ASSIGN: "&^", token.SHL_ASSIGN: "<<", token.SHR_ASSIGN: ">>",
}

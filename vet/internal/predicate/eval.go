package predicate

import (
	"reflect"
	"strconv"
)

// eval is the value of an expression.
func (m *machine) eval(n *Node) reflect.Value {
	if values := m.evalMany(n); len(values) > 0 {
		return values[0]
	}
	return reflect.Value{}
}

// evalMany is the values of an expression: a call may have several, or none.
func (m *machine) evalMany(n *Node) []reflect.Value {
	m.step()
	switch n.Op {
	case opCall:
		fn, ok := m.link.funcs[n.Text]
		if !ok {
			cannot("calls %s, which cannot be read here", n.Text)
		}
		return m.call(fn, m.kinds(n.Slots), m.arguments(n, fn))
	case opMethod:
		return m.method(m.kind(n.Kids[0].Shape), n.Text, m.evalAll(n.Kids))
	case opDynamic:
		fn := m.eval(&n.Kids[0])
		if fn.IsNil() {
			fault("nil pointer dereference")
		}
		return native(fn, m.evalAll(n.Kids[1:]), n.N == 1)
	case opNative:
		return native(reflect.ValueOf(natives[n.Text]), m.evalAll(n.Kids), n.N == 1)
	case opNativeOn:
		return m.nativeMethod(n)
	case opIndexOK:
		v, ok := m.mapElement(m.eval(&n.Kids[0]), m.eval(&n.Kids[1]))
		return []reflect.Value{v, reflect.ValueOf(ok)}
	}
	return []reflect.Value{m.single(n)}
}

// single is the value of an expression that has exactly one.
func (m *machine) single(n *Node) reflect.Value {
	switch n.Op {
	case opUnread:
		cannot("%s", n.Text)
	case opConst:
		return m.constant(n)
	case opZero:
		return reflect.Zero(m.kind(n.Shape).Type)
	case opLocal, opField, opIndex, opDeref:
		return copied(m.ref(n))
	case opGlobal:
		return m.global(n.Text)
	case opAddr:
		return address(m.ref(&n.Kids[0]))
	case opAnd:
		return reflect.ValueOf(m.eval(&n.Kids[0]).Bool() && m.eval(&n.Kids[1]).Bool())
	case opOr:
		return reflect.ValueOf(m.eval(&n.Kids[0]).Bool() || m.eval(&n.Kids[1]).Bool())
	case opNot:
		return reflect.ValueOf(!m.eval(&n.Kids[0]).Bool())
	case opIsNil:
		return reflect.ValueOf(m.eval(&n.Kids[0]).IsNil())
	case opUnary:
		return unaryOp(n.Text, m.eval(&n.Kids[0]))
	case opBinary:
		return binaryOp(n.Text, m.eval(&n.Kids[0]), m.eval(&n.Kids[1]))
	case opCompare:
		return reflect.ValueOf(compareOp(n.Text, m.eval(&n.Kids[0]), m.eval(&n.Kids[1])))
	case opConvert:
		return m.convert(n)
	case opSlice:
		return m.slice(n)
	case opStruct, opList, opMap:
		return m.literal(n)
	case opClosure:
		return m.closure(n)
	case opFuncRef:
		return m.reference(n)
	case opNativeRef:
		if v, ok := nativeVars[n.Text]; ok {
			return reflect.ValueOf(v)
		}
		return reflect.ValueOf(natives[n.Text])
	case opRule:
		return reflect.ValueOf(m.rule(n))
	case opRuleOn:
		return m.onRule(n)
	case opBuiltin:
		return m.builtin(n)
	}
	cannot("is beyond the evaluator: %s", n.Op)
	return reflect.Value{}
}

func (m *machine) evalAll(nodes []Node) []reflect.Value {
	values := make([]reflect.Value, len(nodes))
	for i := range nodes {
		values[i] = m.eval(&nodes[i])
	}
	return values
}

func (m *machine) kinds(shapes []int) (kinds []*kind) {
	for _, s := range shapes {
		kinds = append(kinds, m.kind(s))
	}
	return kinds
}

// arguments are the arguments of a function; those of a variadic parameter become a slice.
func (m *machine) arguments(n *Node, fn function) []reflect.Value {
	args := m.evalAll(n.Kids)
	if !fn.Variadic || n.N == 1 {
		return args
	}
	fixed := len(fn.Params) - 1
	inner := &machine{code: fn.code, args: m.kinds(n.Slots)}
	t := inner.kind(fn.Rest).Type
	rest := reflect.MakeSlice(t, 0, len(args)-fixed)
	for _, v := range args[fixed:] {
		rest = reflect.Append(rest, fit(v, t.Elem()))
	}
	return append(args[:fixed:fixed], rest)
}

func (m *machine) constant(n *Node) reflect.Value {
	k := m.kind(n.Shape)
	v := reflect.New(k.Type).Elem()
	var err error
	switch {
	case v.Kind() == reflect.String:
		v.SetString(n.Text)
	case v.Kind() == reflect.Bool:
		v.SetBool(n.Text == "true")
	case v.CanInt():
		var i int64
		i, err = strconv.ParseInt(n.Text, 10, 64)
		v.SetInt(i)
	case v.CanUint():
		var u uint64
		u, err = strconv.ParseUint(n.Text, 10, 64)
		v.SetUint(u)
	case v.CanFloat():
		var f float64
		f, err = strconv.ParseFloat(n.Text, 64)
		v.SetFloat(f)
	default:
		cannot("has a constant of type %s", k.Type)
	}
	if err != nil {
		cannot("has the constant %s", n.Text)
	}
	return copied(v)
}

// ref is a value that can be assigned to, where the expression names one.
func (m *machine) ref(n *Node) reflect.Value {
	m.step()
	switch n.Op {
	case opLocal:
		if n.N >= len(m.frame) || !m.frame[n.N].IsValid() {
			cannot("uses a variable before it is declared")
		}
		return m.frame[n.N]
	case opField:
		of := m.ref(&n.Kids[0])
		if of.Kind() == reflect.Pointer {
			of = pointed(of)
		}
		if n.Text != "" {
			return of.FieldByName(n.Text)
		}
		return of.Field(n.N)
	case opDeref:
		return pointed(m.eval(&n.Kids[0]))
	case opIndex:
		of := m.ref(&n.Kids[0])
		if of.Kind() == reflect.Pointer {
			of = pointed(of)
		}
		if of.Kind() == reflect.Map {
			v, _ := m.mapElement(of, m.eval(&n.Kids[1]))
			return v
		}
		at := integer(m.eval(&n.Kids[1]))
		if at < 0 || at >= of.Len() {
			fault("index out of range [%d] with length %d", at, of.Len())
		}
		return of.Index(at)
	}
	return m.eval(n)
}

func pointed(p reflect.Value) reflect.Value {
	if p.IsNil() {
		fault("nil pointer dereference")
	}
	return p.Elem()
}

func (m *machine) mapElement(of, key reflect.Value) (reflect.Value, bool) {
	v := of.MapIndex(fit(key, of.Type().Key()))
	if !v.IsValid() {
		return reflect.Zero(of.Type().Elem()), false
	}
	return v, true
}

// integer is an index or a length as an int.
func integer(v reflect.Value) int {
	if v.CanUint() {
		if v.Uint() > uint64(bytesMax)*4 {
			return -1 // out of every range
		}
		return int(v.Uint())
	}
	return int(v.Int())
}

func (m *machine) convert(n *Node) reflect.Value {
	v, t := m.eval(&n.Kids[0]), m.kind(n.Shape).Type
	if v.Type() == t {
		return v
	}
	if !v.CanConvert(t) {
		if v.Kind() == reflect.Slice {
			fault("cannot convert slice with length %d to %s", v.Len(), t)
		}
		cannot("converts a %s to a %s", v.Type(), t)
	}
	return v.Convert(t)
}

func (m *machine) slice(n *Node) reflect.Value {
	of := m.ref(&n.Kids[0])
	if of.Kind() == reflect.Pointer {
		of = pointed(of)
	}
	if of.Kind() == reflect.Array && !of.CanAddr() {
		of = address(of).Elem()
	}
	limit := of.Len()
	if of.Kind() == reflect.Slice {
		limit = of.Cap()
	}
	bounds := []int{0, of.Len(), limit}
	for i := range bounds {
		if n.Kids[i+1].Op != opNone {
			bounds[i] = integer(m.eval(&n.Kids[i+1]))
		}
	}
	if low, high, most := bounds[0], bounds[1], bounds[2]; low < 0 || low > high || high > most || most > limit {
		fault("slice bounds out of range [%d:%d] with length %d", low, high, of.Len())
	}
	if n.Kids[3].Op != opNone {
		return of.Slice3(bounds[0], bounds[1], bounds[2])
	}
	return of.Slice(bounds[0], bounds[1])
}

// literal makes a struct, a list or a map.
func (m *machine) literal(n *Node) reflect.Value {
	t := m.kind(n.Shape).Type
	v := reflect.New(t).Elem()
	switch n.Op {
	case opStruct:
		for i, field := range n.Slots {
			v.Field(field).Set(fit(m.eval(&n.Kids[i]), t.Field(field).Type))
		}
	case opList:
		if t.Kind() == reflect.Slice {
			v.Set(reflect.MakeSlice(t, n.N, n.N))
		}
		for i, at := range n.Slots {
			v.Index(at).Set(fit(m.eval(&n.Kids[i]), t.Elem()))
		}
	case opMap:
		v.Set(reflect.MakeMap(t))
		for i := 0; i < len(n.Kids); i += 2 {
			key := fit(m.eval(&n.Kids[i]), t.Key())
			v.SetMapIndex(key, fit(m.eval(&n.Kids[i+1]), t.Elem()))
		}
	}
	return v
}

// closure makes a function of a literal. It shares the variables that are there now.
func (m *machine) closure(n *Node) reflect.Value {
	t := m.kind(n.Shape).Type
	captured := append([]reflect.Value(nil), m.frame...)
	outs := make([]reflect.Type, t.NumOut())
	for i := range outs {
		outs[i] = t.Out(i)
	}
	params, named := n.Slots[:len(n.Slots)-n.N], n.Slots[len(n.Slots)-n.N:]
	return reflect.MakeFunc(t, func(args []reflect.Value) []reflect.Value {
		if m.depth >= depthMax {
			cannot("calls deeper than %d", depthMax)
		}
		inner := &machine{link: m.link, code: m.code, args: m.args, steps: m.steps, depth: m.depth + 1}
		inner.frame = append([]reflect.Value(nil), captured...)
		for i, slot := range params {
			inner.cell(slot, t.In(i)).Set(args[i])
		}
		return inner.run(&n.Kids[0], outs, named)
	})
}

// reference makes a function value of a function.
func (m *machine) reference(n *Node) reflect.Value {
	fn, ok := m.link.funcs[n.Text]
	if !ok {
		cannot("uses %s, which cannot be read here", n.Text)
	}
	arguments := m.kinds(n.Slots)
	return reflect.MakeFunc(m.kind(n.Shape).Type, func(args []reflect.Value) []reflect.Value {
		return m.call(fn, arguments, args)
	})
}

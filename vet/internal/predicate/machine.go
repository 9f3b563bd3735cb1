package predicate

import (
	"fmt"
	"reflect"
	"strconv"
)

// Limits of one evaluation. What needs more is not read.
const (
	stepsMax    = 1_000_000
	depthMax    = 500
	bytesMax    = 1 << 20 // of a text
	elementsMax = 1 << 16 // of a list
)

// linker knows the functions and variables of all codes.
type linker struct {
	funcs map[string]function
	vars  map[string]*variable
}

type function struct {
	code *Code
	*Func
}

type variable struct {
	code *Code
	Var
	value reflect.Value
	busy  bool
}

func (l *linker) load(code *Code) {
	for i := range code.Funcs {
		fn := &code.Funcs[i]
		if _, ok := l.funcs[fn.Name]; !ok {
			l.funcs[fn.Name] = function{code, fn}
		}
	}
	for _, v := range code.Vars {
		if _, ok := l.vars[v.Name]; !ok {
			l.vars[v.Name] = &variable{code: code, Var: v}
		}
	}
	for i := range code.Linked {
		l.load(&code.Linked[i])
	}
}

// stop ends an evaluation: what is evaluated panics, or it cannot be read.
type stop struct {
	why    string
	panics bool
}

func cannot(format string, args ...any) { panic(&stop{why: fmt.Sprintf(format, args...)}) }
func fault(format string, args ...any) {
	panic(&stop{why: fmt.Sprintf(format, args...), panics: true})
}

// passOn is deferred around a call of a function that was not lowered but compiled: its panic is one of the code that is evaluated.
func passOn() {
	r := recover()
	if s, ok := r.(*stop); ok {
		panic(s)
	}
	if r != nil {
		fault("%v", r)
	}
}

// try evaluates something that code holds.
func (l *linker) try(code *Code, f func(m *machine) reflect.Value) (v reflect.Value, stopped *stop) {
	l.load(code)
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *stop:
			stopped = r
		default:
			stopped = &stop{why: fmt.Sprint("is beyond the evaluator: ", r)}
		}
	}()
	steps := 0
	return f(&machine{link: l, code: code, steps: &steps}), nil
}

// machine runs one function.
type machine struct {
	link   *linker
	code   *Code
	args   []*kind         // the type arguments
	frame  []reflect.Value // the variables, by slot; each can be assigned to
	steps  *int
	depth  int
	result []reflect.Value // of a return
}

// kind is a type at the time of evaluation: the one that values have, and the name through which methods are found.
type kind struct {
	reflect.Type
	name string
	args []*kind
	elem *kind // of a pointer
}

func (m *machine) kind(shape int) *kind {
	s := m.code.Shapes[shape]
	switch s.Kind {
	case shapeParam:
		if s.Len >= len(m.args) {
			cannot("depends on a type parameter")
		}
		return m.args[s.Len]
	case shapeNamed:
		k := &kind{Type: m.kind(s.Elems[0]).Type, name: s.Name}
		for _, argument := range s.Elems[1:] {
			k.args = append(k.args, m.kind(argument))
		}
		return k
	case shapePointer:
		elem := m.kind(s.Elems[0])
		return &kind{Type: reflect.PointerTo(elem.Type), elem: elem}
	case shapeNative:
		return &kind{Type: nativeTypes[s.Name]}
	case shapeRule:
		return &kind{Type: reflect.TypeFor[*rule](), args: []*kind{m.kind(s.Elems[0])}}
	}
	return &kind{Type: m.composed(s)}
}

// composed is a type that is made of others, without a name.
func (m *machine) composed(s Shape) reflect.Type {
	elems := func(from, to int) (all []reflect.Type) {
		for _, e := range s.Elems[from:to] {
			all = append(all, m.kind(e).Type)
		}
		return all
	}
	switch s.Kind {
	case shapeSlice:
		return reflect.SliceOf(elems(0, 1)[0])
	case shapeArray:
		return reflect.ArrayOf(s.Len, elems(0, 1)[0])
	case shapeMap:
		return reflect.MapOf(elems(0, 1)[0], elems(1, 2)[0])
	case shapeFunc:
		return reflect.FuncOf(elems(0, s.Len), elems(s.Len, len(s.Elems)), s.Variadic)
	case shapeStruct:
		var fields []reflect.StructField
		for i, t := range elems(0, len(s.Elems)) {
			fields = append(fields, reflect.StructField{Name: "F" + strconv.Itoa(i), Type: t})
		}
		return reflect.StructOf(fields)
	case shapeOpaque:
		cannot("%s", s.Why)
	}
	basic, ok := basicTypes[s.Kind]
	if !ok {
		cannot("has a value of type %s", s.Kind)
	}
	return basic
}

var basicTypes = func() map[string]reflect.Type {
	all := map[string]reflect.Type{}
	for _, v := range []any{false, "", int(0), int8(0), int16(0), int32(0), int64(0),
		uint(0), uint8(0), uint16(0), uint32(0), uint64(0), uintptr(0), float32(0), float64(0)} {
		t := reflect.TypeOf(v)
		all[t.Name()] = t
	}
	return all
}()

func (m *machine) step() {
	if *m.steps++; *m.steps > stepsMax {
		cannot("takes more than %d steps", stepsMax)
	}
}

// cell makes the variable of a slot anew.
func (m *machine) cell(slot int, t reflect.Type) reflect.Value {
	for len(m.frame) <= slot {
		m.frame = append(m.frame, reflect.Value{})
	}
	m.frame[slot] = reflect.New(t).Elem()
	return m.frame[slot]
}

// call runs a function on arguments, the receiver first.
func (m *machine) call(fn function, types []*kind, args []reflect.Value) []reflect.Value {
	if m.depth >= depthMax {
		cannot("calls deeper than %d", depthMax)
	}
	inner := &machine{link: m.link, code: fn.code, args: types, steps: m.steps, depth: m.depth + 1}
	if fn.Body.Op == opUnread {
		cannot("%s", fn.Body.Text)
	}
	for i, slot := range fn.Params {
		inner.cell(slot, args[i].Type()).Set(args[i])
	}
	outs := make([]reflect.Type, len(fn.Returns))
	for i, shape := range fn.Returns {
		outs[i] = inner.kind(shape).Type
	}
	return inner.run(&fn.Body, outs, fn.Results)
}

// run runs a body, whose results have the types outs, or are the variables named.
func (m *machine) run(body *Node, outs []reflect.Type, named []int) []reflect.Value {
	for i, slot := range named {
		m.cell(slot, outs[i])
	}
	m.exec(body)
	if len(m.result) == 0 {
		for _, slot := range named {
			m.result = append(m.result, copied(m.frame[slot]))
		}
	}
	if len(m.result) != len(outs) {
		cannot("returns %d results, expected %d", len(m.result), len(outs))
	}
	for i := range outs {
		m.result[i] = fit(m.result[i], outs[i])
	}
	return m.result
}

// global is the value of a package-level variable.
func (m *machine) global(name string) reflect.Value {
	v, ok := m.link.vars[name]
	if !ok {
		cannot("depends on %s", name)
	}
	if v.busy {
		cannot("depends on %s, which depends on itself", name)
	}
	if !v.value.IsValid() {
		v.busy = true
		defer func() { v.busy = false }()
		inner := &machine{link: m.link, code: v.code, steps: m.steps, depth: m.depth + 1}
		v.value = fit(inner.eval(&v.Init), inner.kind(v.Shape).Type)
	}
	return v.value
}

// method finds the method of a type that is known now only.
func (m *machine) method(k *kind, name string, args []reflect.Value) []reflect.Value {
	of := k
	if k.elem != nil {
		of = k.elem
	}
	fn, ok := m.link.funcs[of.name+"."+name]
	if !ok {
		if of.name == "" {
			return native(args[0].MethodByName(name), args[1:], false)
		}
		cannot("calls %s.%s, which cannot be read here", of.name, name)
	}
	switch pointer := k.elem != nil; {
	case fn.ByRef && !pointer:
		args[0] = address(args[0])
	case !fn.ByRef && pointer:
		if args[0].IsNil() {
			fault("nil pointer dereference")
		}
		args[0] = copied(args[0].Elem())
	}
	return m.call(fn, of.args, args)
}

// address is a pointer to a value, which is copied unless it can be addressed.
func address(v reflect.Value) reflect.Value {
	if v.CanAddr() {
		return v.Addr()
	}
	p := reflect.New(v.Type())
	p.Elem().Set(v)
	return p
}

// copied is a value that nothing else can assign to.
func copied(v reflect.Value) reflect.Value {
	if !v.CanAddr() {
		return v
	}
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	return c
}

// fit gives a value the type that it is wanted in: names are lost on the way, and interfaces gained.
func fit(v reflect.Value, t reflect.Type) reflect.Value {
	if !v.IsValid() {
		cannot("uses a call without a result")
	}
	if v.Type() == t {
		return v
	}
	if t.Kind() != v.Kind() && t.Kind() != reflect.Interface || !v.CanConvert(t) {
		cannot("uses a %s as a %s", v.Type(), t)
	}
	return v.Convert(t)
}

package predicate

import (
	"cmp"
	"fmt"
	"reflect"
)

func unaryOp(op string, v reflect.Value) reflect.Value {
	result := reflect.New(v.Type()).Elem()
	switch {
	case op == "+":
		return v
	case op == "-" && v.CanInt():
		result.SetInt(-v.Int())
	case op == "-" && v.CanUint():
		result.SetUint(-v.Uint())
	case op == "-" && v.CanFloat():
		result.SetFloat(-v.Float())
	case op == "^" && v.CanInt():
		result.SetInt(^v.Int())
	case op == "^" && v.CanUint():
		result.SetUint(^v.Uint())
	default:
		cannot("evaluates %s of a %s", op, v.Type())
	}
	return copied(result)
}

// binaryOp is an operation of arithmetic, in the type of the left operand: setting a number wraps it around as Go does.
func binaryOp(op string, x, y reflect.Value) reflect.Value {
	if op == "<<" || op == ">>" {
		return shift(op, x, y)
	}
	y = fit(y, x.Type())
	result := reflect.New(x.Type()).Elem()
	switch {
	case x.Kind() == reflect.String && op == "+":
		if x.Len()+y.Len() > bytesMax {
			cannot("makes a text of more than %d bytes", bytesMax)
		}
		result.SetString(x.String() + y.String())
	case x.CanInt():
		result.SetInt(whole(op, x.Int(), y.Int()))
	case x.CanUint():
		result.SetUint(whole(op, x.Uint(), y.Uint()))
	case x.Kind() == reflect.Float32:
		result.SetFloat(float64(fraction(op, float32(x.Float()), float32(y.Float()))))
	case x.CanFloat():
		result.SetFloat(fraction(op, x.Float(), y.Float()))
	default:
		cannot("evaluates %s of a %s", op, x.Type())
	}
	return copied(result)
}

func whole[T int64 | uint64](op string, x, y T) T {
	switch op {
	case "+":
		return x + y
	case "-":
		return x - y
	case "*":
		return x * y
	case "/", "%":
		if y == 0 {
			fault("integer divide by zero")
		}
		if op == "/" {
			return x / y
		}
		return x % y
	case "&":
		return x & y
	case "|":
		return x | y
	case "^":
		return x ^ y
	case "&^":
		return x &^ y
	}
	cannot("evaluates %s", op)
	return 0
}

func fraction[T float32 | float64](op string, x, y T) T {
	switch op {
	case "+":
		return x + y
	case "-":
		return x - y
	case "*":
		return x * y
	case "/":
		return x / y
	}
	cannot("evaluates %s", op)
	return 0
}

func shift(op string, x, y reflect.Value) reflect.Value {
	var by uint64
	if y.CanInt() {
		if y.Int() < 0 {
			fault("negative shift amount")
		}
		by = uint64(y.Int())
	} else {
		by = y.Uint()
	}
	result := reflect.New(x.Type()).Elem()
	switch {
	case x.CanInt() && op == "<<":
		result.SetInt(x.Int() << by)
	case x.CanInt():
		result.SetInt(x.Int() >> by)
	case op == "<<":
		result.SetUint(x.Uint() << by)
	default:
		result.SetUint(x.Uint() >> by)
	}
	return copied(result)
}

func compareOp(op string, x, y reflect.Value) bool {
	if op == "==" || op == "!=" {
		return equal(x, y) == (op == "==")
	}
	y = fit(y, x.Type())
	var order int
	switch {
	case x.CanInt():
		order = cmp.Compare(x.Int(), y.Int())
	case x.CanUint():
		order = cmp.Compare(x.Uint(), y.Uint())
	case x.Kind() == reflect.String:
		order = cmp.Compare(x.String(), y.String())
	case x.CanFloat():
		if x.Float() != x.Float() || y.Float() != y.Float() {
			return false
		}
		order = cmp.Compare(x.Float(), y.Float())
	default:
		cannot("compares a %s", x.Type())
	}
	switch op {
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	}
	return order >= 0
}

func equal(x, y reflect.Value) bool {
	if x.Kind() != reflect.Interface && y.Kind() != reflect.Interface {
		y = fit(y, x.Type())
	}
	if !x.Comparable() || !y.Comparable() {
		cannot("compares a %s", x.Type())
	}
	return x.Interface() == y.Interface()
}

// builtin is a builtin function of Go.
func (m *machine) builtin(n *Node) reflect.Value {
	args := m.evalAll(n.Kids)
	switch n.Text {
	case "len", "cap":
		return reflect.ValueOf(length(n.Text, args[0]))
	case "append":
		return m.appended(n, args)
	case "copy":
		if args[1].Kind() == reflect.String {
			args[1] = args[1].Convert(args[0].Type())
		}
		return reflect.ValueOf(reflect.Copy(args[0], args[1]))
	case "delete":
		args[0].SetMapIndex(fit(args[1], args[0].Type().Key()), reflect.Value{})
		return reflect.Value{}
	case "clear":
		args[0].Clear()
		return reflect.Value{}
	case "new":
		return reflect.New(m.kind(n.Shape).Type)
	case "make":
		return made(m.kind(n.Shape).Type, args)
	case "panic":
		fault("%s", fmt.Sprint(args[0]))
	case "min", "max":
		return extreme(n.Text, args)
	}
	cannot("calls %s", n.Text)
	return reflect.Value{}
}

func length(name string, v reflect.Value) int {
	if v.Kind() == reflect.Pointer {
		return v.Type().Elem().Len()
	}
	if name == "cap" {
		return v.Cap()
	}
	return v.Len()
}

func extreme(name string, args []reflect.Value) reflect.Value {
	op, best := "<", args[0]
	if name == "max" {
		op = ">"
	}
	for _, v := range args[1:] {
		if v.CanFloat() && v.Float() != v.Float() || compareOp(op, v, best) {
			best = v // NaN wins
		}
	}
	return best
}

func (m *machine) appended(n *Node, args []reflect.Value) reflect.Value {
	to := args[0]
	if to.Len()+len(args) > elementsMax {
		cannot("makes a list of more than %d elements", elementsMax)
	}
	if n.N == 1 {
		if args[1].Kind() == reflect.String {
			args[1] = args[1].Convert(to.Type())
		}
		if to.Len()+args[1].Len() > elementsMax {
			cannot("makes a list of more than %d elements", elementsMax)
		}
		return reflect.AppendSlice(to, args[1])
	}
	for _, v := range args[1:] {
		to = reflect.Append(to, fit(v, to.Type().Elem()))
	}
	return to
}

func made(t reflect.Type, args []reflect.Value) reflect.Value {
	if t.Kind() == reflect.Map {
		return reflect.MakeMap(t)
	}
	if t.Kind() != reflect.Slice {
		cannot("makes a %s", t)
	}
	n := integer(args[0])
	c := n
	if len(args) > 1 {
		c = integer(args[1])
	}
	if n < 0 || c < n {
		fault("makeslice: len out of range")
	}
	if c > elementsMax {
		cannot("makes a list of more than %d elements", elementsMax)
	}
	return reflect.MakeSlice(t, n, c)
}

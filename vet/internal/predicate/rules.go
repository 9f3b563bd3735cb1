package predicate

import (
	"fmt"
	"reflect"

	"github.com/assay-dev/assay/refine"
)

// rule is a refine.Rule of a type that is known at the time of evaluation only.
type rule struct{ domain }

// domain is what a rule of any type answers.
type domain interface {
	holds(v reflect.Value) bool
	String() string
	empty() (empty, known bool)
	// sample gives some values that the rule holds of.
	sample() []reflect.Value
}

// ruleMakers are the functions of package refine that make rules.
var ruleMakers = map[string]bool{
	"Bytes": true, "Chars": true, "Each": true, "Matches": true, "OneOf": true, "Between": true, "AtLeast": true, "AtMost": true,
	"And": true, "Or": true, "Not": true, "As": true,
}

// rule calls a function of package refine.
func (m *machine) rule(n *Node) (made *rule) {
	args := m.evalAll(n.Kids)
	if n.N == 1 {
		args = expanded(args)
	}
	t := m.kind(m.code.Shapes[n.Shape].Elems[0]).Type
	defer passOn()
	if d := makeRule(n.Text, t, args); d != nil {
		return &rule{d}
	}
	cannot("calls refine.%s for the type %s", n.Text, t)
	return nil
}

func expanded(args []reflect.Value) (all []reflect.Value) {
	all = append(all, args[:len(args)-1]...)
	last := args[len(args)-1]
	for i := range last.Len() {
		all = append(all, last.Index(i))
	}
	return all
}

// onRule calls a method of a rule.
func (m *machine) onRule(n *Node) reflect.Value {
	r := m.eval(&n.Kids[0]).Interface().(*rule)
	if r == nil {
		fault("refine: the zero Rule")
	}
	args := m.evalAll(n.Kids[1:])
	switch n.Text {
	case "Holds":
		return reflect.ValueOf(r.holds(args[0]))
	case "String":
		return reflect.ValueOf(r.String())
	}
	cannot("calls Rule.%s", n.Text)
	return reflect.Value{}
}

func makeRule(name string, t reflect.Type, args []reflect.Value) domain {
	switch t.Kind() {
	case reflect.String:
		return textRule(name, args)
	case reflect.Bool:
		return comparableRule[bool](name, args)
	case reflect.Int:
		return numberRule[int](name, args)
	case reflect.Int8:
		return numberRule[int8](name, args)
	case reflect.Int16:
		return numberRule[int16](name, args)
	case reflect.Int32:
		return numberRule[int32](name, args)
	case reflect.Int64:
		return numberRule[int64](name, args)
	case reflect.Uint:
		return numberRule[uint](name, args)
	case reflect.Uint8:
		return numberRule[uint8](name, args)
	case reflect.Uint16:
		return numberRule[uint16](name, args)
	case reflect.Uint32:
		return numberRule[uint32](name, args)
	case reflect.Uint64:
		return numberRule[uint64](name, args)
	case reflect.Uintptr:
		return numberRule[uintptr](name, args)
	case reflect.Float32:
		return numberRule[float32](name, args)
	case reflect.Float64:
		return numberRule[float64](name, args)
	}
	return plainRule(name, args)
}

// typed is a rule of a type that stands here.
type typed[T any] struct{ refine.Rule[T] }

func (r typed[T]) holds(v reflect.Value) bool { return r.Holds(as[T](v)) }

func (r typed[T]) empty() (empty, known bool) { return r.Empty() }

// sampleMax is how many values of a rule are tried.
const sampleMax = 200

func (r typed[T]) sample() (values []reflect.Value) {
	if all, known := r.All(); known {
		for v := range all {
			if values = append(values, reflect.ValueOf(v)); len(values) == sampleMax {
				break
			}
		}
	}
	seed := uint64(1)
	draw := func(n uint64) uint64 {
		seed = seed*6364136223846793005 + 1442695040888963407
		return (seed >> 33) % n
	}
	for range sampleMax {
		if v, ok := r.Pick(draw); ok {
			values = append(values, reflect.ValueOf(v))
		}
	}
	return values
}

// as is a value whose type may have had a name, as what it is without it.
func as[T any](v reflect.Value) T { return fit(v, reflect.TypeFor[T]()).Interface().(T) }

func allAs[T any](args []reflect.Value) (all []T) {
	for _, v := range args {
		all = append(all, as[T](v))
	}
	return all
}

func rulesOf[T any](args []reflect.Value) (rules []refine.Rule[T]) {
	for _, v := range args {
		r := v.Interface().(*rule)
		if r == nil {
			fault("refine: the zero Rule")
		}
		of, ok := r.domain.(typed[T])
		if !ok {
			cannot("joins rules of two types")
		}
		rules = append(rules, of.Rule)
	}
	return rules
}

func comparableRule[T comparable](name string, args []reflect.Value) domain {
	switch name {
	case "OneOf":
		return typed[T]{refine.OneOf(allAs[T](args)...)}
	case "And":
		return typed[T]{refine.And(rulesOf[T](args)...)}
	case "Or":
		return typed[T]{refine.Or(rulesOf[T](args)...)}
	case "Not":
		return typed[T]{refine.Not(rulesOf[T](args)[0])}
	case "As":
		return args[0].Interface().(*rule).domain
	}
	return nil
}

func numberRule[T refine.Number](name string, args []reflect.Value) domain {
	switch name {
	case "Between":
		return typed[T]{refine.Between(as[T](args[0]), as[T](args[1]))}
	case "AtLeast":
		return typed[T]{refine.AtLeast(as[T](args[0]))}
	case "AtMost":
		return typed[T]{refine.AtMost(as[T](args[0]))}
	}
	return comparableRule[T](name, args)
}

func textRule(name string, args []reflect.Value) domain {
	switch name {
	case "Bytes":
		return typed[string]{refine.Bytes(as[int](args[0]), as[int](args[1]))}
	case "Chars":
		return typed[string]{refine.Chars(as[int](args[0]), as[int](args[1]))}
	case "Each":
		return typed[string]{refine.Each(as[string](args[0]))}
	case "Matches":
		return typed[string]{refine.Matches(as[string](args[0]))}
	}
	return comparableRule[string](name, args)
}

// plain is a rule of structs, arrays and the like, which have no type that stands here.
type plain struct {
	name   string
	values []reflect.Value
	parts  []domain
}

func plainRule(name string, args []reflect.Value) domain {
	p := plain{name: name}
	switch name {
	case "OneOf":
		p.values = args
	case "And", "Or", "Not":
		for _, v := range args {
			p.parts = append(p.parts, v.Interface().(*rule).domain)
		}
	default:
		return nil
	}
	return p
}

func (p plain) holds(v reflect.Value) bool {
	switch p.name {
	case "OneOf":
		for _, one := range p.values {
			if equal(one, v) {
				return true
			}
		}
		return false
	case "Not":
		return !p.parts[0].holds(v)
	}
	for _, part := range p.parts {
		if part.holds(v) != (p.name == "And") {
			return p.name == "Or"
		}
	}
	return p.name == "And"
}

func (p plain) String() string { return fmt.Sprintf("a value of refine.%s", p.name) }

func (p plain) empty() (empty, known bool) { return false, p.name == "OneOf" }

func (p plain) sample() []reflect.Value { return p.values }

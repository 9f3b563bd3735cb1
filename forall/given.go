package forall

import (
	"fmt"
	"math/big"
	"reflect"
	"strings"

	"github.com/assay-dev/assay/evidence"
)

// Enum says that these are all values of T: the constants of a closed enumeration, say, whose fields are hidden. The record names them
// as an assumption, since nothing in Go tells whether one is missing.
func Enum[T any](values ...T) Option { return give[T](enumOf(values...)) }

// Values says that a law is tried with these values of T. What else T may hold is not covered, and the record says so.
func Values[T any](values ...T) Option {
	some := enumOf(values...)
	some.some = true
	return give[T](some)
}

// Sum names the variants of a sealed interface, by one value of each: forall.Sum[Msg](Ping{}, Put{}). The fields of a variant are
// varied like those of any struct. The record names the variants as an assumption.
func Sum[I any](variants ...I) Option {
	s := &sumOf{}
	for _, v := range variants {
		s.variants = append(s.variants, reflect.TypeOf(any(v)))
	}
	return give[I](s)
}

// Via makes the values of T by a function, from all that it may be given: forall.Via(func(celsius int8) Reading { ... }).
// A function of several arguments takes them as a struct.
func Via[A, T any](make func(A) T) Option {
	return give[T](&madeVia{from: reflect.TypeFor[A](), make: func(a reflect.Value) reflect.Value {
		v := make(*pointerTo[A](a))
		return reflect.ValueOf(&v).Elem()
	}})
}

func give[T any](r registration) Option {
	return func(c *config) { c.given[reflect.TypeFor[T]()] = r }
}

// pointerTo is what v lies at: v must be addressable and of type T.
func pointerTo[T any](v reflect.Value) *T { return (*T)(v.Addr().UnsafePointer()) }

// enumeration is a list of values.
type enumeration struct {
	values []reflect.Value
	some   bool // there are others
}

func enumOf[T any](values ...T) *enumeration {
	e := &enumeration{}
	for i := range values {
		e.values = append(e.values, reflect.ValueOf(&values[i]).Elem())
	}
	return e
}

func (e *enumeration) compile(b *compiler, d *domain) error {
	if len(e.values) == 0 {
		return &problem{text: fmt.Sprintf("no value of %s is given, expected at least one", d.name)}
	}
	var names []string
	for i, v := range e.values {
		for j, other := range e.values[:i] {
			if v.Comparable() && other.Comparable() && v.Equal(other) {
				return &problem{text: fmt.Sprintf("%s is given twice among the values of %s (numbers %d and %d), expected each once", goText(v), d.name, j+1, i+1)}
			}
		}
		names = append(names, goText(v))
	}
	d.leafOf(big.NewInt(int64(len(e.values))))
	d.cover = newCoverage(d.name, names...)
	d.nth = func(dst reflect.Value, i uint64, c *making) {
		c.mark(d.cover, int(i))
		dst.Set(e.values[i])
	}
	d.draw = func(dst reflect.Value, c *making) { d.nth(dst, uint64(c.choose(len(e.values))), c) }
	switch {
	case e.some:
		b.notCovered = append(b.notCovered, fmt.Sprintf("values of %s other than the %d given", d.name, len(names)))
	case b.given[d.typ] == registration(e):
		b.assumed = append(b.assumed, evidence.Entry{Name: d.name, Value: "is " + alternatives(names)})
	}
	return nil
}

// alternatives is "a, b or c".
func alternatives(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// sumOf is the variants of an interface, each by its type.
type sumOf struct{ variants []reflect.Type }

func (s *sumOf) compile(b *compiler, d *domain) error {
	if d.typ.Kind() != reflect.Interface {
		return &problem{text: fmt.Sprintf("%s is no interface, and only an interface has variants", d.name),
			hint: fmt.Sprintf("forall.Enum[%s](x, y) lists all its values", d.name)}
	}
	if len(s.variants) == 0 {
		return &problem{text: fmt.Sprintf("no variant of %s is given, expected one value of each", d.name)}
	}
	at := len(b.assumed) // before what the variants assume
	b.assumed = append(b.assumed, evidence.Entry{Name: d.name})
	var names []string
	seen := map[reflect.Type]bool{}
	for _, t := range s.variants {
		if t == nil {
			return &problem{text: fmt.Sprintf("nil is given as a variant of %s, expected a value of each variant", d.name)}
		}
		if seen[t] {
			return &problem{text: fmt.Sprintf("%s is given twice as a variant of %s, expected each once", b.nameOf(t), d.name),
				hint: fmt.Sprintf("a variant stands for all values of its type; forall.Enum[%s](x, y) lists values one by one", d.name)}
		}
		seen[t] = true
		part, err := b.variant(t)
		if err != nil {
			return within(err, d.name+" ")
		}
		d.alts = append(d.alts, alternative{parts: []*domain{part}})
		names = append(names, b.nameOf(t))
	}
	d.cover = newCoverage(d.name, names...)
	b.assumed[at].Value = "is " + alternatives(names)
	d.build = func(dst reflect.Value, alt int) ([]reflect.Value, func()) {
		t := s.variants[alt]
		if t.Kind() == reflect.Pointer {
			p := reflect.New(t.Elem())
			return []reflect.Value{p.Elem()}, func() { dst.Set(p) }
		}
		v := reflect.New(t).Elem()
		return []reflect.Value{v}, func() { dst.Set(v) }
	}
	return nil
}

// variant is the domain of what a variant holds. One that is a pointer is never nil.
func (b *compiler) variant(t reflect.Type) (*domain, error) {
	if t.Kind() == reflect.Pointer {
		return b.domain(t.Elem())
	}
	return b.domain(t)
}

// madeVia is what a function makes.
type madeVia struct {
	from reflect.Type
	make func(reflect.Value) reflect.Value
}

func (m *madeVia) compile(b *compiler, d *domain) error {
	b.assumed = append(b.assumed, evidence.Entry{Name: d.name, Value: "is made from " + b.nameOf(m.from)})
	from, err := b.domain(m.from)
	if err != nil {
		return within(err, d.name+" ")
	}
	d.alts = []alternative{{parts: []*domain{from}}}
	d.build = func(dst reflect.Value, _ int) ([]reflect.Value, func()) {
		a := reflect.New(m.from).Elem()
		return []reflect.Value{a}, func() { dst.Set(m.make(a)) }
	}
	return nil
}

package refine

import (
	"iter"
	"reflect"
)

// Shape is one of this package's generic types, read from its reflect.Type: for tools that make or read values of any type.
type Shape struct {
	Kind    ShapeKind
	Type    reflect.Type
	Content reflect.Type // what it holds: T, and of a Vec []T
	Size    int          // of a Vec, and else -1
	// Predicate is the zero value of an Of's predicate, and else nil.
	Predicate any
	predicate reflect.Type
	// Domain is the rule of an Of whose predicate is Ruled, and else nil.
	Domain Domain
	// Empty are the values that hold no content: none, absent and null, a failure.
	Empty []reflect.Value
	// Hold is the value that holds content, which is of the type Content. It is not ok where the predicate or the size refuses it.
	Hold func(content reflect.Value) (v reflect.Value, ok bool)
}

// ShapeKind is which of the types a Shape is.
type ShapeKind struct{ v uint8 }

// The kinds of Shape, each called after its type.
var (
	OfShape     = ShapeKind{1}
	OptionShape = ShapeKind{2}
	FieldShape  = ShapeKind{3}
	ResultShape = ShapeKind{4}
	VecShape    = ShapeKind{5}
	TaggedShape = ShapeKind{6}
)

// Domain is a Rule whose type is known at run time alone. Its values are of the rule's type, not yet refined.
type Domain interface {
	String() string
	CEL() Option[string]
	Count() Count
	Empty() (empty, known bool)
	// Values is Rule.All.
	Values() (values iter.Seq[reflect.Value], known bool)
	// Draw is Rule.Pick.
	Draw(draw func(n uint64) uint64) (v reflect.Value, ok bool)
}

// A shaped type tells its shape. Types of others have the method too when they embed one of ours, and may panic when it is called.
type shaped interface{ shape() Shape }

var ownPath = reflect.TypeFor[Shape]().PkgPath()

// ShapeFor is the shape of t, which is not ok where t is none of this package's generic types.
func ShapeFor(t reflect.Type) (s Shape, ok bool) {
	if t.Kind() != reflect.Struct || t.PkgPath() != ownPath {
		return Shape{}, false
	}
	v, ok := reflect.Zero(t).Interface().(shaped)
	if !ok {
		return Shape{}, false
	}
	return v.shape(), true
}

// wantOf says what the values of t are, for messages.
func wantOf(t reflect.Type) string {
	s, ours := ShapeFor(t)
	switch {
	case !ours:
		return plainName(t)
	case s.Kind == VecShape:
		return items(s.Size)
	case s.Kind != OfShape:
		return wantOf(s.Content)
	case s.Domain != nil:
		return s.Domain.String()
	}
	return withArticle(shortName(s.Content)) + " that " + shortName(s.predicate) + " holds of"
}

func (o Of[T, P]) shape() Shape {
	var p P
	s := Shape{Kind: OfShape, Type: reflect.TypeFor[Of[T, P]](), Content: reflect.TypeFor[T](), Size: -1, Predicate: p, predicate: reflect.TypeFor[P]()}
	if ruled, ok := any(p).(Ruled[T]); ok {
		s.Domain = domain[T]{ruled.Rule()}
	}
	s.Hold = func(content reflect.Value) (reflect.Value, bool) {
		v, ok := o.parse(into[T](content))
		return valueOf(v), ok
	}
	return s
}

type domain[T any] struct{ Rule[T] }

func (d domain[T]) Values() (iter.Seq[reflect.Value], bool) {
	values, known := d.All()
	if !known {
		return nil, false
	}
	return func(yield func(reflect.Value) bool) {
		for v := range values {
			if !yield(valueOf(v)) {
				return
			}
		}
	}, true
}

func (d domain[T]) Draw(draw func(n uint64) uint64) (reflect.Value, bool) {
	v, ok := d.Pick(draw)
	return valueOf(v), ok
}

// valueOf is v as a value of the type T, also where T is an interface.
func valueOf[T any](v T) reflect.Value { return reflect.ValueOf(&v).Elem() }

// into is the T that v holds.
func into[T any](v reflect.Value) T {
	var t T
	reflect.ValueOf(&t).Elem().Set(v)
	return t
}

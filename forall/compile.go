package forall

import (
	"fmt"
	"reflect"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/refine"
)

// compiler makes domains of types.
type compiler struct {
	given      map[reflect.Type]registration
	names      map[reflect.Type]string // as the test's source calls them
	length     int                     // of slices and maps at most, -1 without a bound
	known      map[reflect.Type]*domain
	order      []*domain
	assumed    []evidence.Entry // what the test says of types
	notCovered []string
	filters    []*filtered
}

// registration makes a domain where the type does not tell its values.
type registration interface {
	compile(b *compiler, d *domain) error
}

// compile makes the domains of the arguments of a law.
func compile(c *config, types []reflect.Type) (*compiler, []*domain, error) {
	b := &compiler{given: c.given, names: c.names, length: c.length, known: map[reflect.Type]*domain{}}
	var domains []*domain
	for _, t := range types {
		d, err := b.domain(t)
		if err != nil {
			return nil, nil, err
		}
		domains = append(domains, d)
	}
	settle(b.order)
	for _, d := range b.order {
		d.measure()
	}
	return b, domains, nil
}

// problem is a type whose values nothing tells.
type problem struct {
	path string // from the argument inwards
	text string
	hint string
}

func (p *problem) Error() string {
	text := "forall: " + p.text
	if p.path != "" {
		text = "forall: " + p.path + ": " + p.text
	}
	if p.hint != "" {
		text += "\nhint: " + p.hint
	}
	return text
}

// within says in which part of what the problem is.
func within(err error, part string) error {
	if p, ok := err.(*problem); ok {
		p.path = part + p.path
	}
	return err
}

// domain is that of t. A type that contains itself meets its own, unfinished domain.
func (b *compiler) domain(t reflect.Type) (*domain, error) {
	if d := b.known[t]; d != nil {
		return d, nil
	}
	d := &domain{typ: t, name: b.nameOf(t)}
	b.known[t] = d
	b.order = append(b.order, d)
	if r, ok := b.given[t]; ok {
		return d, r.compile(b, d)
	}
	if shape, ok := refine.ShapeFor(t); ok {
		return d, b.ofShape(d, shape)
	}
	if r, ok := ownEnums[t]; ok {
		return d, r.compile(b, d)
	}
	return d, b.byKind(d)
}

// ownEnums are the closed enumerations of package refine.
var ownEnums = map[reflect.Type]registration{
	reflect.TypeFor[refine.Quality](): enumOf(refine.Bad, refine.Uncertain, refine.Good),
	reflect.TypeFor[refine.State]():   enumOf(refine.StateAbsent, refine.StateNull, refine.StatePresent),
}

func (b *compiler) byKind(d *domain) error {
	switch d.typ.Kind() {
	case reflect.Bool:
		b.ofBool(d)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		b.ofSigned(d)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		b.ofUnsigned(d)
	case reflect.Float32, reflect.Float64:
		b.ofFloat(d)
	case reflect.Complex64, reflect.Complex128:
		return b.ofComplex(d)
	case reflect.String:
		b.ofString(d)
	case reflect.Struct:
		return b.ofStruct(d)
	case reflect.Array:
		return b.ofArray(d)
	case reflect.Pointer:
		return b.ofPointer(d)
	case reflect.Slice:
		return b.ofSlice(d)
	case reflect.Map:
		return b.ofMap(d)
	case reflect.Interface:
		return &problem{text: fmt.Sprintf("%s is an interface, and Go cannot list what implements it", d.name),
			hint: fmt.Sprintf("forall.Sum[%s](A{}, B{}) names its variants, forall.Enum[%s](x, y) all its values", d.name, d.name)}
	default:
		return &problem{text: fmt.Sprintf("%s is a %s, expected a type whose values can be made", d.name, d.typ.Kind()),
			hint: fmt.Sprintf("forall.Values[%s](x, y) gives some of its values", d.name)}
	}
	return nil
}

// nameOf is what people call a type: without its package, and a refined type by its predicate where the source does not say more.
func (b *compiler) nameOf(t reflect.Type) string {
	if name, ok := b.names[t]; ok {
		return name
	}
	return typeName(t)
}

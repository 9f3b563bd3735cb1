package refine_test

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/assay-dev/assay/refine"
)

type embedsOf struct{ ID }

type embedsPointer struct{ *ID }

func TestShapes(t *testing.T) {
	for _, c := range []struct {
		typ     reflect.Type
		kind    refine.ShapeKind
		content any
		wrong   any // content that is not taken
		empty   string
		prints  string
	}{
		{reflect.TypeFor[ID](), refine.OfShape, "abc", "ABC", "[]", "abc"},
		{reflect.TypeFor[refine.Of[int, Even]](), refine.OfShape, 2, 3, "[]", "2"},
		{reflect.TypeFor[refine.Option[int]](), refine.OptionShape, 2, nil, "[none]", "2"},
		{reflect.TypeFor[refine.Field[int]](), refine.FieldShape, 2, nil, "[absent null]", "2"},
		{reflect.TypeFor[refine.Vec[refine.N2, int]](), refine.VecShape, []int{1, 2}, []int{1}, "[]", "[1 2]"},
		{reflect.TypeFor[refine.Result[int]](), refine.ResultShape, 2, nil, "[failed: refine: the zero Result, expected one that Ok or Fail made]", "2"},
		{reflect.TypeFor[refine.Tagged[users, string]](), refine.TaggedShape, "a", nil, "[]", "a"},
	} {
		s, ok := refine.ShapeFor(c.typ)
		if !ok || s.Kind != c.kind || s.Type != c.typ || s.Content != reflect.TypeOf(c.content) {
			t.Errorf("%v has the shape %+v %v", c.typ, s, ok)
			continue
		}
		v, ok := s.Hold(reflect.ValueOf(c.content))
		var empty []any
		for _, e := range s.Empty {
			empty = append(empty, e.Interface())
		}
		if !ok || v.Type() != c.typ || fmt.Sprint(v) != c.prints || fmt.Sprint(empty) != c.empty {
			t.Errorf("%v holds %v as %v %v, and nothing as %v", c.typ, c.content, v, ok, empty)
		}
		if c.wrong != nil {
			if v, ok := s.Hold(reflect.ValueOf(c.wrong)); ok {
				t.Errorf("%v holds %v as %v", c.typ, c.wrong, v)
			}
		}
		if (s.Kind == refine.VecShape) != (s.Size == 2) || (s.Kind == refine.OfShape) != (s.Predicate != nil) {
			t.Errorf("%v has the size %d and the predicate %v", c.typ, s.Size, s.Predicate)
		}
	}
	for _, typ := range []reflect.Type{
		reflect.TypeFor[int](), reflect.TypeFor[embedsOf](), reflect.TypeFor[embedsPointer](), reflect.TypeFor[*ID](), reflect.TypeFor[fmt.Stringer](),
		reflect.TypeFor[refine.Quality](), reflect.TypeFor[refine.Store[users, int]](), reflect.TypeFor[refine.Reading[int]](),
	} {
		if s, ok := refine.ShapeFor(typ); ok {
			t.Errorf("%v has the shape %+v", typ, s)
		}
	}
}

// A tool that knows a type only at run time reads what its predicate says.
func ExampleShapeFor() {
	s, _ := refine.ShapeFor(reflect.TypeFor[ID]())
	first, _ := s.Domain.Draw(func(uint64) uint64 { return 0 })
	refined, ok := s.Hold(first)
	_, wrong := s.Hold(reflect.ValueOf("ABC"))
	fmt.Println(s.Domain.Count(), refined, ok, wrong)
	values, _ := s.Domain.Values()
	for v := range values {
		fmt.Println(v)
		break
	}
	// Output:
	// 17,576 aaa true false
	// aaa
}

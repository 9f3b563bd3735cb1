//assay:ignore sealed nil is what these tests are about
package forall_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/forall"
	"github.com/assay-dev/assay/refine"
)

// collect tries all values of T and answers them in order, as text.
func collect[T any](t *testing.T, options ...forall.Option) (values []T, texts []string) {
	t.Helper()
	s := on(t)
	forall.Check(s, func(v T) error {
		values, texts = append(values, v), append(texts, fmt.Sprint(v))
		return nil
	}, options...)
	r := s.expect(evidence.Holds, fmt.Sprintf("all %s of %[1]s", commas(len(values))))
	if r.Figures["values"] != uint64(len(values)) || len(r.NotCovered) > 0 {
		t.Errorf("%d values were tried; %v, not covered %q", len(values), r.Figures, r.NotCovered)
	}
	for i, v := range values[:min(len(values), 300)] {
		for _, w := range values[:i] {
			if reflect.DeepEqual(v, w) {
				t.Errorf("%v was tried twice", v)
			}
		}
	}
	if sorted := slices.Sorted(slices.Values(texts)); len(values) > 300 && len(slices.Compact(sorted)) < len(values)-1 {
		t.Errorf("values of %T were tried twice", values) // but for nil and empty, which have one text
	}
	return values, texts
}

func commas(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", commas(n/1000), n%1000)
}

type (
	msg  interface{ isMsg() }
	ping struct{}
	put  struct {
		Key  Light
		Flag bool
	}
	stop struct{ Why *bool }
)

func (ping) isMsg()  {}
func (put) isMsg()   {}
func (*stop) isMsg() {}

var msgs = forall.Sum[msg](ping{}, put{}, &stop{})
var lights = forall.Enum(off, on1)

func TestFiniteDomains(t *testing.T) {
	for name, try := range map[string]func() []string{
		"[false true]": func() []string { _, s := collect[bool](t); return s },
		"[{} {off false} {off true} {on false} {on true}": func() []string { _, s := collect[msg](t, msgs, lights); return s[:5] },
		"[none off on]":        func() []string { _, s := collect[refine.Option[Light]](t, lights); return s },
		"[absent null off on]": func() []string { _, s := collect[refine.Field[Light]](t, lights); return s },
		"[[off] [on]]":         func() []string { _, s := collect[[1]Light](t, lights); return s },
		"[[] [] [off] [on] [off off] [off on] [on off] [on on]]": func() []string { _, s := collect[[]Light](t, lights, forall.Length(2)); return s },
		"[map[] map[] map[false:{}] map[true:{}]]":               func() []string { _, s := collect[map[bool]struct{}](t, forall.Length(1)); return s },
		"[0 1 -1 2 -2 3 -3":          func() []string { _, s := collect[int8](t); return s[:7] },
		"[{bad} {uncertain} {good}]": func() []string { _, s := collect[struct{ Q refine.Quality }](t); return s },
		"[false true]!": func() []string {
			tagged, _ := collect[refine.Tagged[ping, bool]](t)
			return []string{fmt.Sprint(tagged[0].Raw()), fmt.Sprint(tagged[1].Raw())}
		},
	} {
		got, want := fmt.Sprint(try()), strings.TrimSuffix(name, "!")
		if !strings.HasPrefix(strings.ToLower(got), want) {
			t.Errorf("tried %s, expected %s", got, want)
		}
	}
}

func TestSizes(t *testing.T) {
	for name, c := range map[string]struct{ got, want int }{
		"sum":      {lenOf[msg](t, msgs, lights), 1 + 4 + 3},
		"pointers": {lenOf[**bool](t), 1 + 1 + 2},
		"result":   {lenOf[refine.Result[bool]](t), 3},
		"vec":      {lenOf[refine.Vec[refine.N3, bool]](t), 8},
		"maps":     {lenOf[map[Light]bool](t, lights, forall.Length(2)), 1 + 1 + 2*2 + 4},
		"bigMaps":  {lenOf[map[uint8]struct{}](t, forall.Length(2)), 1 + 1 + 256 + 256*255/2},
		"nested":   {lenOf[[2]refine.Option[bool]](t), 9},
		"via":      {lenOf[strings.Builder](t, forall.Via(func(b bool) strings.Builder { return builder(fmt.Sprint(b)) })), 2},
		"struct": {lenOf[struct {
			A, B bool
			C    [0]int
			_    int
		}](t), 4},
		"nothing": {lenOf[struct{}](t), 1},
		"error":   {lenOf[error](t, forall.Enum[error](nil, forall.Skip)), 2},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d values were tried, expected %d", name, c.got, c.want)
		}
	}
}

func builder(s string) (b strings.Builder) {
	b.WriteString(s)
	return b
}

func lenOf[T any](t *testing.T, options ...forall.Option) int {
	t.Helper()
	values, _ := collect[T](t, options...)
	return len(values)
}

// tree contains itself, and always ends.
type tree struct {
	Value       int
	Left, Right *tree
	More        []tree
}

// expression contains itself by way of a sum, of which one variant ends.
type expression interface{ isExpression() }

type (
	sumOf2 struct{ A, B expression }
	number struct{ N int8 }
)

func (sumOf2) isExpression() {}
func (number) isExpression() {}

func TestRecursiveTypes(t *testing.T) {
	s, deepest := on(t), 0
	forall.Check(s, func(v tree) error {
		deepest = max(deepest, depth(&v))
		return nil
	})
	r := s.expect(evidence.Holds, " of infinitely many")
	if deepest < 3 || r.NotCovered[0] != "values of tree that were not drawn: there is no end to them" {
		t.Errorf("the deepest tree is %d; %q", deepest, r.NotCovered)
	}
	s = on(t)
	forall.Check(s, func(e expression) error {
		if e == nil {
			return fmt.Errorf("nil")
		}
		if two, ok := e.(sumOf2); ok && two.A == (number{7}) {
			return fmt.Errorf("seven plus")
		}
		return nil
	}, forall.Sum[expression](sumOf2{}, number{}))
	s.expect(evidence.Violated, "for e = sumOf2{A: number{N: 7}, B: number{N: 0}}: seven plus")
}

func depth(v *tree) int {
	if v == nil {
		return 0
	}
	return 1 + max(depth(v.Left), depth(v.Right))
}

type hiding struct {
	Known  bool
	secret int
}

// endlessSum has no variant that ends.
type endlessSum interface{ isEndless() }
type again struct{ Next endlessSum }

func (again) isEndless() {}

func TestTypesThatNothingTells(t *testing.T) {
	try := func(run func(s *stage)) string {
		s := on(t)
		run(s)
		return s.problem()
	}
	holder := func(v struct{ In []msg }) error { return nil }
	_ = hiding{}.secret
	for want, run := range map[string]func(s *stage){
		"msg is an interface, and Go cannot list what implements it\nhint: forall.Sum[msg](A{}, B{}) names its variants": func(s *stage) {
			forall.Check(s, func(m msg) error { return nil })
		},
		".In []msg : msg is an interface": func(s *stage) { forall.Check(s, holder) },
		"hiding has the unexported field secret, so its package says what it may hold\nhint: ": func(s *stage) { forall.Check(s, func(hiding) error { return nil }) },
		"func() is a func, expected a type whose values can be made":                           func(s *stage) { forall.Check(s, func(func()) error { return nil }) },
		"off is given twice among the values of Light (numbers 1 and 3)": func(s *stage) {
			forall.Check(s, isOn, forall.Enum(off, on1, off))
		},
		"ping is given twice as a variant of msg, expected each once": func(s *stage) {
			forall.Check(s, func(m msg) error { return nil }, forall.Sum[msg](ping{}, ping{}))
		},
		"nil is given as a variant of msg": func(s *stage) { forall.Check(s, func(m msg) error { return nil }, forall.Sum[msg](nil)) },
		"bool is no interface":             func(s *stage) { forall.Check(s, func(b bool) error { return nil }, forall.Sum(true)) },
		"no value of Light is given":       func(s *stage) { forall.Check(s, isOn, forall.Enum[Light]()) },
		"Tries(0), expected at least 1":    func(s *stage) { forall.Check(s, isOn, lights, forall.Tries(0)) },
		"of a function that panics, in making": func(s *stage) {
			forall.Check(s, isOn, forall.Via(func(bool) Light { panic("of a function that panics, in making") }))
		},
	} {
		if got := try(run); !strings.Contains(got, want) || !strings.HasPrefix(got, "forall: ") {
			t.Errorf("it says\n%s\nexpected in it\n%s", got, want)
		}
	}
	s := on(t)
	forall.Check(s, func(e endlessSum) error { return nil }, forall.Sum[endlessSum](again{}))
	s.expect(evidence.Unknown, "endlessSum has no values, so nothing was shown")
}

// TestFreshValues: what one try gets is not what another gets, so a law that changes its argument harms itself alone.
func TestFreshValues(t *testing.T) {
	s := on(t)
	forall.Check(s, func(v struct {
		P *bool
		S []bool
		M map[bool]bool
	}) error {
		if v.P != nil {
			*v.P = true
		}
		for i := range v.S {
			v.S[i] = true
		}
		clear(v.M)
		return nil
	}, forall.Length(2))
	s.expect(evidence.Holds, "all 240 of 240")
}

func TestCoverage(t *testing.T) {
	s := on(t)
	forall.Check2(s, func(m msg, n int) error {
		if _, ok := m.(put); ok {
			return forall.Skip
		}
		return nil
	}, msgs, lights)
	r := s.record()
	if !slices.Contains(r.NotCovered, "msg: put (never tried)") {
		t.Errorf("not covered %q", r.NotCovered)
	}
	var names []string
	for _, e := range r.Coverage {
		names = append(names, e.Name)
	}
	if got := strings.Join(names, " "); got != "(msg, int) msg Light bool *bool int" {
		t.Errorf("covered %v", r.Coverage)
	}
	if got := fmt.Sprint(r.Assumptions); !strings.Contains(got, "{msg is ping, put or *stop} {Light is off or on}") {
		t.Errorf("assumed %v", got)
	}
	s = on(t)
	forall.Check(s, func(s string) error { return nil }, forall.Values("a", "b"))
	if r := s.expect(evidence.Holds, "all 2 of 2"); r.NotCovered[0] != "values of string other than the 2 given" {
		t.Errorf("%q", r.NotCovered)
	}
}

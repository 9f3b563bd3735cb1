package judged

import "github.com/assay-dev/assay/refine"

type Both[P, Q refine.Predicate[string]] struct{}

func (Both[P, Q]) Holds(s string) bool {
	var p P
	var q Q
	return p.Holds(s) && q.Holds(s)
}

type AtMost[N refine.Size] struct{}

func (AtMost[N]) Holds(s string) bool {
	var n N
	return len(s) <= n.Size()
}

// A constraint of the package's own, one of whose methods comes from an embedded field.
type size interface {
	len() int
	more() int
}

type one struct{}

func (one) more() int { return 1 }

type four struct{ one }

func (four) len() int { return 4 }

type Exactly[N size] struct{}

func (Exactly[N]) Holds(s string) bool { return len(s) == total[N]() }

func total[N size]() int {
	var n N
	return n.len() + n.more() - 1
}

var _ = Judge[Exactly[four]]("abcd")
var _ = Judge[Exactly[four]]("abc")

type Un[P refine.Predicate[T], T any] struct{ inner P }

func (u Un[P, T]) Holds(v T) bool { return !u.inner.Holds(v) }

var _ = Judge[Both[Loop, AtMost[refine.N3]]]("abc")
var _ = Judge[Both[Loop, AtMost[refine.N2]]]("abc")
var _ = Judge[Both[AtMost[refine.N3], Un[Loop, string]]]("abc")
var _ = Judge[Both[AtMost[refine.N3], Un[Loop, string]]]("ABC")
var _ = Judge[Un[Prime, uint64]](uint64(8))

// Embedded has the method of what it embeds.
type Embedded struct{ Loop }

var _ = Judge[Embedded]("abc")
var _ = Judge[Embedded]("abd!")

type Pointed struct{ n int }

func (p *Pointed) Holds(s string) bool { return p == nil && s == "nil" }

var _ = Judge[*Pointed]("nil")
var _ = Judge[*Pointed]("x")

var (
	lower  = refine.And(refine.Bytes(3, 3), refine.Each("a-z"))
	either = refine.Or(lower, refine.Matches("[0-9]+"), refine.Not(refine.Chars(0, 9)))
	ports  = refine.And(refine.Between(1, 9), refine.Not(refine.OneOf(5, 6)))
	spans  = refine.OneOf(Span{1, 2}, Span{3, 4})
	named  = refine.Between(Port(1), 9)
)

type Lower3 struct{}

func (Lower3) Rule() refine.Rule[string] { return lower }
func (Lower3) Holds(s string) bool       { return lower.Holds(s) }

type Either struct{}

func (e Either) Rule() refine.Rule[string] { return either }
func (e Either) Holds(s string) bool       { return e.Rule().Holds(s) }

type Ports struct{}

func (Ports) Holds(n int) bool { return ports.Holds(n) || named.Holds(Port(n-100)) }

type Spans struct{}

func (Spans) Holds(s Span) bool { return spans.Holds(s) }

var _ = Judge[Lower3]("abc")
var _ = Judge[Lower3]("ABC")
var _ = Judge[Either]("abc")
var _ = Judge[Either]("123456")
var _ = Judge[Either]("1234x")
var _ = Judge[Either]("1234x6789x")
var _ = Judge[Ports](4)
var _ = Judge[Ports](5)
var _ = Judge[Ports](10)
var _ = Judge[Ports](105)
var _ = Judge[Spans](Span{3, 4})
var _ = Judge[Spans](Span{4, 3})

func first[T any, S ~[]T](list S, otherwise T, more ...T) T {
	for _, v := range append(list, more...) {
		return v
	}
	return otherwise
}

type Generic struct{}

func (Generic) Holds(s string) bool {
	words := [...]string{1: "b", 0: "a"}
	return first(words[:1], "") == s || first([]string(nil), s, "c", "d") == s || first([]string{}, "e") == s
}

var _ = Judge[Generic]("a")
var _ = Judge[Generic]("b")
var _ = Judge[Generic]("c")
var _ = Judge[Generic]("e")

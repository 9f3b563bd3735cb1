// Package values has zero values that are wrong where they stand.
package values

import (
	"github.com/assay-dev/assay/refine"
)

type lower3 struct{}

var rule = refine.And(refine.Bytes(3, 3), refine.Each("a-z"))

func (lower3) Rule() refine.Rule[string] { return rule }
func (lower3) Holds(s string) bool       { return rule.Holds(s) }

// ID refuses the zero value, and Name accepts it.
type (
	ID   = refine.Of[string, lower3]
	Name = refine.Of[string, short]
	Day  = refine.Of[int, day]
)

type short struct{}

func (short) Holds(s string) bool { return len(s) < 9 }

type day struct{}

func (day) Holds(n int) bool { return 1 <= n && n <= 31 }

type users struct{}

type Order struct {
	ID    ID
	Name  Name
	Lines []Line
	Count int
}

type Line struct {
	User refine.Ref[users]
	Note refine.Option[ID]
}

type Color struct{ v uint8 }

var (
	Red   = Color{1}
	Green = Color{2}
)

type Light struct{ v uint8 }

var (
	Off = Light{0}
	On  = Light{1}
)

var (
	a ID // want `^var a has no value: it is the zero ID, and the zero ID is none: expected 3 bytes and every character in \[a-z\]$`
	b Name
	c Order // want `^var c has no value: it is the zero Order, and the zero ID is none`
	d Line  // want `^var d has no value: it is the zero Line, and the zero .*refine.Ref\[users\] refers to nothing`
	f Light
	g *Order
	h []Order
	i map[ID]Order
	j refine.Option[ID]
	k [2]ID // want `^var k has no value`
	l [0]ID
	m ID
	n refine.Vec[refine.N2, ID] // want `^var n has no value: .* has no items`
	o refine.Vec[refine.N0, ID]
	p refine.Reading[Day]       // want `^var p has no value: .*the zero Day is none: day.Holds refuses it`
	q refine.Tagged[users, Day] // want `^var q has no value`
	r refine.Store[users, Order]
	s refine.Result[ID]
	t refine.Quality
	_ Order
)

func init() { m = refine.Must[ID]("abc") }

var (
	_          = []any{a, b, c, d, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t}
	_          = []Order{{ID: m}, {Name: b}}                                                 // want `^Order{...} leaves ID at zero, and the zero ID is none`
	_          = map[string]Order{"a": {}}                                                   // want `^Order{} leaves ID at zero`
	_          = []any{Order{}, Order{ID: m}}                                                // want `^Order{} leaves ID at zero`
	_          = []any{Line{}, Color{}, Light{}}                                             // want `^Line{} leaves User at zero` `^Color{} is the zero value`
	_          = []any{ID{}, Name{}, Day{}}                                                  // want `^refine.Of\[string, lower3\]{} is the zero value|^ID{} is the zero value` `Day{} is the zero value|of\[int, day\]{}|Of\[int, day\]{}`
	_          = []any{[]ID{2: m}, [2]ID{m, m}}                                              // want `leaves elements at zero`
	_          = []any{[2]ID{m}, []ID{}, []ID{m}}                                            // want `leaves elements at zero`
	_          = []any{new(Order), new(Name), new(int)}                                      // want `^new\(Order\) is the zero value`
	_          = []any{make([]ID, 3), make([]Name, 3), make([]ID, 0, 3), make(map[ID]ID, 3)} // want `^make\(\[\]ID, 3\) makes zero values`
	_          = []any{struct{ id ID }{}}                                                    // want `^struct{} leaves id at zero`
	_ Stringer = Order{}
)

type Stringer interface{ String() string }

func (Order) String() string { return "" }

func maps(orders map[string]Order, ids map[ID]ID, names map[string]Name, ps map[string]*Order, key string, id ID) []any {
	if orders["a"].Count > 0 { // want `^orders\["a"\] is the zero Order where there is no such key: read it with ok`
		return nil
	}
	one, _ := orders["b"] // want `look at the ok that is thrown away`
	two, ok := orders["c"]
	if ids[id] == id { // want `^ids\[id\] is the zero`
		ids[id] = id
	}
	var value any = id
	three, _ := value.(ID)           // want `of another type: look at the ok that is thrown away`
	four, _ := refine.Some(id).Get() // want `^refine.Some\(id\).Get\(\) is the zero .*look at the result that is thrown away`
	five, _ := refine.Some(names["x"]).Get()
	clear(h) // want `^clear\(h\) makes its elements zero values`
	clear(orders)
	return []any{one, two, ok, names["a"], ps["a"], three, four, five}
}

func color(ok bool) Color {
	var c Color // want `^var c may be read before c has a value, and the zero Color is none of its values, the first of which is Red`
	if ok {
		c = Red
	}
	return c
}

func failed() error { return nil }

func fails(n int) (ID, error) {
	switch n {
	case 0:
		return ID{}, failed()
	case 1:
		return ID{}, nil // want `is the zero value`
	}
	return refine.Must[ID]("abc"), nil
}

func finds(n int) (Order, bool) {
	if n == 0 {
		return Order{}, false
	}
	if n == 1 {
		return Order{}, true // want `leaves ID at zero`
	}
	return Order{}, n == 2 // want `leaves ID at zero`
}

//assay:ignore zero it is set by the linker
var linked ID // want `ignored: it is set by the linker`

var _ = []any{color, maps, fails, finds, linked}

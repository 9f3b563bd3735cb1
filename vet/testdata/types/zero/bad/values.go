package bad

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/testdata/types/zero/bad/other"
)

// Default is the ID of those that have none.
var Default ID // HERE

var first, second Quantity // HERE

var home other.Account // HERE

var (
	abc  = refine.Must[ID]("abc")
	two  = refine.Must[Quantity](2)
	nine = refine.Must[other.Account]("99999999")
)

func declared() string {
	var id ID // HERE
	return id.String()
}

func declaredStruct() (Order, [3]ID) {
	var order Order // HERE
	var ids [3]ID   // HERE
	return order, ids
}

func declaredNested() any {
	var audited Audited           // HERE
	var orders [2]Order           // HERE
	var anonymous struct{ id ID } // HERE
	return []any{audited, orders, anonymous}
}

func made(n int) ([]ID, *ID, *Order) {
	ids := make([]ID, n) // HERE
	id := new(ID)        // HERE
	order := new(Order)  // HERE
	return ids, id, order
}

func madeMore(ids []ID) ([]Order, []ID) {
	orders := make([]Order, 2, 10)      // HERE
	ids = append(ids, make([]ID, 4)...) // HERE
	return orders, ids
}

func literals() []any {
	return []any{
		ID{},                        // HERE
		refine.Of[string, Lower3]{}, // HERE
		Order{},                     // HERE
		&Line{},                     // HERE
		[3]ID{},                     // HERE
		other.Transfer{},            // HERE
		struct{ Count Quantity }{},  // HERE
	}
}

func keyed() Line {
	return Line{Item: abc, Note: "no count"} // HERE
}

func nested() Order {
	return Order{ID: abc, Payment: Payment{Payer: abc}} // HERE
}

func omittedStruct() Order {
	return Order{ID: abc} // HERE
}

func embedded() Audited {
	return Audited{By: "eve"} // HERE
}

func pointed() *other.Transfer {
	return &other.Transfer{From: nine, Cents: 1} // HERE
}

func arrays() (any, any) {
	short := [3]ID{abc, abc} // HERE
	gap := [...]ID{2: abc}   // HERE
	return short, gap
}

func slices() ([]ID, []Line) {
	return []ID{0: abc, 3: abc}, // HERE
		[]Line{
			{Item: abc, Count: two},
			{Item: abc}, // HERE
			{},          // HERE
		}
}

func arrayField() Pair {
	return Pair{Ends: [2]ID{abc}} // HERE
}

func missed(byName map[string]ID, byID map[ID]Order) (string, Order) {
	id := byName["bob"]       // HERE
	return id.Raw(), byID[id] // HERE
}

func missedInPassing(byName map[string]ID, lines map[int]Line) string {
	fmt.Println(byName["bob"])                   // HERE
	line, _ := lines[7]                          // HERE
	return line.Item.Raw() + lines[8].Item.Raw() // HERE
}

func unset() (id ID) { return } // HERE

func sometimesUnset(ok bool) (line Line, err error) { // HERE
	if ok {
		line = Line{Item: abc, Count: two}
	}
	return // OR HERE
}

func decoded(data []byte) (any, error) {
	order := new(Order)                // HERE
	err := json.Unmarshal(data, order) // HERE
	return order, err
}

func decodedInto(order Order, data []byte) (Order, error) {
	err := json.Unmarshal(data, &order) // HERE
	return order, err
}

func streamed(r io.Reader, order *Order) error {
	return json.NewDecoder(r).Decode(order) // HERE
}

func reset(order *Order, ids []ID) {
	*order = Order{}  // HERE
	order.ID = ID{}   // HERE
	ids[0] = *new(ID) // HERE
}

func sent(ids chan<- ID, orders chan<- Order) {
	ids <- ID{}                          // HERE
	orders <- Order{Lines: nil, ID: abc} // HERE
}

func inLoop(names []string) (lines []Line) {
	for _, name := range names {
		lines = append(lines, Line{Note: name}) // HERE
	}
	return lines
}

func doors() []other.Door {
	var door other.Door                       // HERE
	return []other.Door{door, other.Open, {}} // HERE
}

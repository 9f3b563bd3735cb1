package outbox

import (
	"reflect"
	"testing"
	"time"

	"github.com/assay-dev/assay"
)

var (
	service = Orders{Shipping: shippingID}
	again   = assay.SetTimer(relay, time.Second)
)

func ship(number int) assay.Effect { return assay.Send(shippingID, Ship{number}) }

func TestOrders(t *testing.T) {
	two := Books{Rows: []int{0, 1}, Outbox: []int{0, 1}}
	for _, c := range []struct {
		name    string
		before  Books
		from    assay.ID
		msg     Msg
		after   Books
		effects assay.Effects
	}{
		{"a first order", Books{}, "c", Order{1}, Books{Rows: []int{1}, Outbox: []int{1}},
			assay.Effects{assay.Persist(booksKey, Books{Rows: []int{1}, Outbox: []int{1}}), assay.Sync(), assay.Send("c", Accepted{1}), ship(1), again}},
		{"another", Books{Rows: []int{1}, Outbox: []int{1}}, "c", Order{0}, two,
			assay.Effects{assay.Persist(booksKey, two), assay.Sync(), assay.Send("c", Accepted{0}), ship(0), again}},
		{"the same order, delivered twice", two, "c", Order{1}, two, assay.Effects{assay.Send("c", Accepted{1})}},
		{"an answer", two, shippingID, Shipped{0}, Books{Rows: []int{0, 1}, Outbox: []int{1}},
			assay.Effects{assay.Persist(booksKey, Books{Rows: []int{0, 1}, Outbox: []int{1}})}},
		{"the last answer", Books{Rows: []int{1}, Outbox: []int{1}}, shippingID, Shipped{1}, Books{Rows: []int{1}, Outbox: []int{}},
			assay.Effects{assay.Persist(booksKey, Books{Rows: []int{1}, Outbox: []int{}}), assay.StopTimer(relay)}},
		{"the same answer, delivered twice", Books{Rows: []int{1}}, shippingID, Shipped{1}, Books{Rows: []int{1}}, nil},
	} {
		after, effects := service.Receive(ordersID, c.before, c.from, c.msg)
		expect(t, c.name, after, c.after, effects, c.effects)
	}
	if !reflect.DeepEqual(two, Books{Rows: []int{0, 1}, Outbox: []int{0, 1}}) {
		t.Errorf("a handler changed its argument: %+v", two)
	}
}

func TestRelay(t *testing.T) {
	b := Books{Rows: []int{0, 1, 2}, Outbox: []int{0, 2}}
	told := assay.Effects{ship(0), ship(2), again}
	after, effects := service.Timeout(ordersID, b, relay)
	expect(t, "the relay fires", after, b, effects, told)
	after, effects = service.Recover(ordersID, assay.DiskOf(map[string]any{booksKey: b}))
	expect(t, "the service recovers", after, b, effects, told)
	after, effects = service.Recover(ordersID, assay.Disk{})
	expect(t, "the service recovers from an empty disk", after, Books{}, effects, nil)
}

func TestShipping(t *testing.T) {
	answer := assay.Effects{assay.Send(ordersID, Shipped{1})}
	none := map[int]int{}
	once, effects := Shipping{}.Receive(shippingID, none, ordersID, Ship{1})
	expect(t, "told", once, map[int]int{1: 1}, effects, answer)
	twice, effects := Shipping{}.Receive(shippingID, once, ordersID, Ship{1})
	expect(t, "told again", twice, once, effects, answer)
	twice, effects = shipsAgain{}.Receive(shippingID, once, ordersID, Ship{1})
	expect(t, "told again, broken", twice, map[int]int{1: 2}, effects, answer)
	if len(none) != 0 || once[1] != 1 {
		t.Errorf("a handler changed its argument: %v %v", none, once)
	}
}

func TestBrokenOrders(t *testing.T) {
	row := Books{Rows: []int{0}, Outbox: []int{0}}
	write, tell := assay.Persist(booksKey, row), assay.Effects{assay.Send("c", Accepted{0}), ship(0), again}
	for _, c := range []struct {
		name    string
		actor   assay.Actor[Books, Msg]
		after   Books
		effects assay.Effects
	}{
		{"send first", sendFirst{service}, row, append(tell[:3:3], write, assay.Sync())},
		{"unsynced", unsynced{service}, row, append(assay.Effects{write}, tell...)},
		{"dual write", dualWrite{service}, row, assay.Effects{assay.Persist(booksKey, Books{Rows: []int{0}}), assay.Sync(), assay.Send("c", Accepted{0}), again}},
		{"unanswered", unanswered{service}, Books{Rows: []int{0}, Outbox: []int{}}, append(append(assay.Effects{write, assay.Sync()}, tell...),
			assay.Persist(booksKey, Books{Rows: []int{0}, Outbox: []int{}}), assay.StopTimer(relay))},
	} {
		after, effects := c.actor.Receive(ordersID, Books{}, "c", Order{0})
		expect(t, c.name, after, c.after, effects, c.effects)
	}
}

func expect(t *testing.T, name string, after, wantAfter any, effects, want assay.Effects) {
	t.Helper()
	if !reflect.DeepEqual(after, wantAfter) {
		t.Errorf("%s: %+v, expected %+v", name, after, wantAfter)
	}
	if len(effects)+len(want) > 0 && !reflect.DeepEqual(effects, want) {
		t.Errorf("%s: effects %v, expected %v", name, effects, want)
	}
}

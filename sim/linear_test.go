package sim

import (
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/linear"
)

// A register: what is written is an int, and nil reads.
type cell struct{}

func (cell) Init() int { return 0 }

func (cell) Apply(state int, op any) (int, any) {
	if v, writes := op.(int); writes {
		return v, "written"
	}
	return state, state
}

// did is a client that does something from one moment to another; 0 is never.
func did(client int32, op, result any, call, end int) operation {
	return operation{client: client, op: op, result: result, call: call, end: end, done: end > 0}
}

// Two clients, and which orders their histories have.
func TestOrders(t *testing.T) {
	read := any(nil)
	for _, c := range []struct {
		name                 string
		ops                  []operation
		linearizable, served bool
	}{
		{"one after the other", []operation{did(0, 1, "written", 1, 2), did(1, read, 1, 3, 4)}, true, true},
		{"another client reads what was there before", []operation{did(0, 1, "written", 1, 2), did(1, read, 0, 3, 4)}, false, true},
		{"and the writer itself", []operation{did(0, 1, "written", 1, 2), did(0, read, 0, 3, 4)}, false, false},
		{"new, then old", []operation{did(0, 1, "written", 1, 5), did(1, read, 1, 2, 3), did(1, read, 0, 6, 7)}, false, false},
		{"no answer, and it took effect", []operation{did(0, 1, nil, 1, 0), did(1, read, 1, 2, 3)}, true, true},
		{"no answer, and it comes after what its client did before", []operation{did(0, 1, "written", 1, 2), did(0, 2, nil, 3, 0), did(1, read, 2, 4, 5), did(1, read, 1, 6, 7)}, false, false},
	} {
		p, err := compile(echoSystem(), World{})
		if err != nil {
			t.Fatal(err)
		}
		j := &judge{e: &engine{plan: p}, history: history{ops: c.ops}}
		for property, want := range map[*assay.Property]bool{new(assay.Linearizable("", cell{})): c.linearizable, new(assay.SequentiallyConsistent("", cell{})): c.served} {
			if verdict, _, err := j.ordered(*property); (verdict == linear.Ordered) != want || err != nil {
				t.Errorf("%s: %v: verdict %v, %v, expected an order: %v", c.name, property.Kind, verdict, err, want)
			}
		}
	}
}

package walk

import (
	"encoding/json"
	"fmt"

	"github.com/assay-dev/assay/trace"
)

// toldLenMax is how many bytes of JSON a trace may tell of its states, so that records stay small: of a longer behaviour the states
// before the last ones are left out, and what was sent stays.
const toldLenMax = 64 << 10

// Tell adds to a trace what each of its steps sent and led to. One that cannot be followed is left as it is: what is wrong with it is
// told where it was found.
func Tell(g *Ground, t *trace.Trace) {
	w := newWalker(g)
	at, err := w.follow(*t)
	if err != nil {
		return
	}
	way := at.way()
	told := make([]trace.Told, len(way))
	for i, n := range way {
		told[i] = n.told
		told[i].Nowhere = n.failed != nil
	}
	t.Told = bounded(told, toldLenMax, func(i int) []trace.Part { return w.momentAt(way[i]).Parts })
}

// bounded leaves out the parts of the states before those that fit. It is nil where not even the last state fits.
func bounded(told []trace.Told, lenMax int, whole func(int) []trace.Part) []trace.Told {
	rest, all := 0, 0 // what stays in any case, and everything
	for _, d := range told {
		all += size(d)
		d.Parts = nil
		rest += size(d)
	}
	if all <= lenMax {
		return told
	}
	first, fits := len(told), rest
	for i := len(told) - 1; i > 0; i-- {
		if fits+size(whole(i)) > lenMax {
			break
		}
		first = i
		fits += size(told[i].Parts)
	}
	if first == len(told) {
		return nil
	}
	for i := range first {
		told[i].Parts, told[i].LeftOut = nil, true
	}
	told[first].Parts = whole(first)
	return told
}

// size is how many bytes a value has as JSON.
func size(value any) int {
	text, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("walk: a state as text does not marshal: %v", err)) // texts and numbers always do
	}
	return len(text)
}

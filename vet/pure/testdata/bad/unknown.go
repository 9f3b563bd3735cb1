package bad

import (
	"io"
	"strconv"

	"github.com/assay-dev/assay/vet/pure/testdata/dep"
)

// Calls of what is not known, and values that do something later.

//assay:pure
func unknownInterface(w io.Writer) { w.Write(nil) } // want "calls Write of io.Writer, which may be anything"

//assay:pure
func unknownError(err error) string { return err.Error() } // want "calls Error of error, which may be anything"

//assay:pure
func sealedElsewhere(shape dep.Shape, l []int) { shape.Grow(l) } // want "sealedElsewhere calls Grow, which writes l"

type grower interface {
	isGrower()
	Grow(l []int)
}

type plus struct{}

func (plus) isGrower() {}
func (plus) Grow(l []int) {
	l[0]++ // want "sealedHere calls Grow, which writes l"
}

//assay:pure
func sealedHere(g grower, l []int) { g.Grow(l) }

type hooks struct{ f func(int) int }

//assay:pure
func unknownField(h hooks) int { return h.f(1) } // want "calls f, which may be anything"

//assay:pure
func impureArgument(text string) {
	dep.Each(text, func(word string) { history = append(history, word) }) // want "appends to the package variable history" "writes the package variable history"
}

type shouter struct{ s *State }

func (s shouter) Speak() string {
	s.s.N++ // want "impureImplementer calls dep.Loud, which calls Speak, which writes s.N"
	return strconv.Itoa(s.s.N)
}

//assay:pure
func impureImplementer(s *State) string { return dep.Loud(shouter{s}) }

type overwrites struct{}

func (overwrites) Merge(old, new []string) []string {
	old[0] = new[0] // want "overwrites.Merge writes old"
	return old
}

//assay:pure
func functionValue(s State) State {
	f := put
	f(s.Map, "v")
	return s
}

//assay:pure
func escapes(s State) func(string) {
	return func(k string) { s.Map[k] = 1 } // want "escapes writes s.Map"
}

type lazy struct{ f func() }

//assay:pure
func escapesInValue(s State) lazy {
	return lazy{func() { delete(s.Map, "a") }} // want "escapesInValue deletes from s.Map"
}

//assay:pure
func escapesAsMethod(s State) func(int) { return s.Ptr.later }

func (n *Node) later(v int) {
	n.N = v // want "escapesAsMethod calls later, which writes s.Ptr"
}

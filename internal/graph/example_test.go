package graph_test

import (
	"fmt"

	"github.com/assay-dev/assay/internal/graph"
)

// jugs are one of three litres and one of five, to be filled, emptied and poured until four litres are measured.
type jugs struct{}

func (jugs) Width() int                      { return 2 }
func (jugs) Worker() graph.Worker            { return jugs{} }
func (jugs) Initial() ([][]uint32, []uint64) { return [][]uint32{{0, 0}}, []uint64{0} }

func (jugs) Expand(state []uint32, _ uint64, out *graph.Steps) {
	small, big := state[0], state[1]
	pour, back := min(small, 5-big), min(big, 3-small)
	for _, next := range [][2]uint32{{3, big}, {small, 5}, {0, big}, {small, 0}, {small - pour, big + pour}, {small + back, big - back}} {
		out.Change(0, next[0])
		out.Change(1, next[1])
		out.End(uint64(next[0])<<32 | uint64(next[1]))
	}
}

func (jugs) Judge(state []uint32, _ uint64, out *graph.Reports) {
	if state[1] == 4 {
		out.Report(0)
	}
}

func ExampleExplore() {
	result := graph.Explore(jugs{}, graph.Options{Workers: 2, Codes: 1})
	names := []string{"fill the small one", "fill the big one", "empty the small one", "empty the big one", "pour into the big one", "pour into the small one"}
	fmt.Println(result.States, "states,", result.Steps, "steps")
	state, _ := result.Found(0)
	for _, step := range result.Path(state)[1:] {
		fmt.Println(names[step])
	}
	// Output:
	// 16 states, 97 steps
	// fill the big one
	// pour into the small one
	// empty the small one
	// pour into the small one
	// fill the big one
	// pour into the small one
}

package live_test

import (
	"fmt"

	"github.com/assay-dev/assay/internal/live"
)

// Ann waits for a lock that Bob takes and gives back. In state 0 it is free, in 1 Bob has it, in 2 Ann.
const annTakes, bobTakes, bobGives = 0, 1, 2

var (
	lock = &live.Graph{
		First:  []uint32{0, 2, 3, 3},
		Edges:  []live.Edge{{To: 2, Label: annTakes}, {To: 1, Label: bobTakes}, {To: 0, Label: bobGives}},
		Labels: 3,
	}
	annHas = []bool{false, false, true}
)

func ExampleEventually() {
	weak := live.Eventually(lock, annHas, nil, live.Fairness{})
	names := []string{"Ann takes it", "Bob takes it", "Bob gives it back"}
	fmt.Println("from state", weak.Entry, "again and again:")
	for _, step := range weak.Lasso.Cycle {
		fmt.Println(names[lock.Edges[step.Edge].Label])
	}
	strong := live.Eventually(lock, annHas, nil, live.Fairness{Strong: []bool{annTakes: true}})
	fmt.Println("if Ann is let in when the lock is free again and again:", strong.Entry == live.None)
	// Output:
	// from state 0 again and again:
	// Bob takes it
	// Bob gives it back
	// if Ann is let in when the lock is free again and again: true
}

func ExamplePossible() {
	chance := live.Possible(lock, annHas, nil)
	fmt.Println(chance.Stuck, "states stuck, the others at most", chance.Distance, "steps away")
	bobHas := []bool{false, true, false}
	chance = live.Possible(lock, bobHas, nil)
	fmt.Println(chance.Stuck, "state stuck:", chance.Least)
	// Output:
	// 0 states stuck, the others at most 2 steps away
	// 1 state stuck: 2
}

// Whoever asks is answered, but nothing forces anybody to ask.
func ExampleFairness() {
	const answer = 0
	asked := &live.Graph{
		First:  []uint32{0, 1, 2, 2},
		Edges:  []live.Edge{{To: 1, Label: live.NoLabel}, {To: 2, Label: answer}},
		Labels: 1,
	}
	answered := []bool{false, false, true}
	busy := live.Eventually(asked, answered, nil, live.Fairness{})
	fmt.Println("holds:", busy.Entry == live.None, "bounded:", busy.Bounded, "steps:", busy.Longest, "from state", busy.LongestFrom)
	idle := live.Eventually(asked, answered, nil, live.Fairness{Rest: true})
	fmt.Println("ends in state", idle.Lasso.Knot, "after", len(idle.Lasso.Stem), "steps, from state", idle.Entry)
	// From the question on it is another matter: that leads to an answer.
	question := []bool{false, true, false}
	fmt.Println("leads to it:", live.Eventually(asked, answered, question, live.Fairness{Rest: true}).Entry == live.None)
	// Output:
	// holds: true bounded: true steps: 2 from state 0
	// ends in state 0 after 0 steps, from state 0
	// leads to it: true
}

package live

// A Chance is how far the goal is at best: what Possible answers.
type Chance struct {
	// Stuck is how many of the states asked about lead to no goal, by whatever steps.
	Stuck uint32
	// Least is the least of them, or None.
	Least uint32
	// Distance is the greatest length of a shortest way to the goal, over the states asked about that lead to one.
	Distance uint32
	// Farthest is the least state at that distance, or None if no state asked about leads to the goal.
	Farthest uint32
}

// Possible asks about every state in from, or about all if from is nil, whether steps lead from it to a state of goal
// (AG EF goal, where from is what is reachable). Fairness plays no part. It takes time and memory in proportion to
// states and edges: 9 bytes for each state, 4 for each edge.
func Possible(g *Graph, goal, from []bool) Chance {
	g.check(goal, from)
	c := Chance{Least: None, Farthest: None}
	seen := approach(g, goal, func(depth uint32, layer []uint32) {
		for _, s := range layer {
			if starts(from, s) && (c.Farthest == None || depth > c.Distance || s < c.Farthest) {
				c.Distance, c.Farthest = depth, s
			}
		}
	})
	for s := range uint32(len(seen)) {
		if !seen[s] && starts(from, s) {
			c.Least = min(c.Least, s)
			c.Stuck++
		}
	}
	return c
}

// approach goes backwards from goal and calls layer with all states of each distance, in no particular order. It tells
// which states it came to.
func approach(g *Graph, goal []bool, layer func(depth uint32, states []uint32)) (seen []bool) {
	first, sources := reverse(g, goal)
	seen = make([]bool, g.States())
	queue := make([]uint32, 0, g.States())
	for s := range uint32(len(goal)) {
		if goal[s] {
			seen[s] = true
			queue = append(queue, s)
		}
	}
	for depth, begin := uint32(0), 0; begin < len(queue); depth++ {
		end := len(queue)
		layer(depth, queue[begin:end])
		for _, s := range queue[begin:end] {
			for _, from := range sources[first[s]:first[s+1]] {
				if !seen[from] {
					seen[from] = true
					queue = append(queue, from)
				}
			}
		}
		begin = end
	}
	return seen
}

// reverse lists for each state where edges lead to it from: sources[first[s]:first[s+1]]. Edges out of the goal are left
// out, for no shortest way to it has one.
func reverse(g *Graph, goal []bool) (first, sources []uint32) {
	states := uint32(g.States())
	first = make([]uint32, states+1)
	for s := range states {
		if goal[s] {
			continue
		}
		for _, e := range g.edges(s) {
			first[e.To]++
		}
	}
	for s := range states {
		first[s+1] += first[s]
	}
	// Now first has where each range ends; each entry moves to the beginning as its range is filled from the end.
	sources = make([]uint32, first[states])
	for s := states; s > 0; s-- {
		if goal[s-1] {
			continue
		}
		for _, e := range g.edges(s - 1) {
			first[e.To]--
			sources[first[e.To]] = s - 1
		}
	}
	return first, sources
}

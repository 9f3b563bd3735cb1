package refine

import "slices"

const (
	// statesMax limits how many states of a machine are looked at, and cellsMax how many states times classes. Beyond either the
	// answer is "not known": a rule such as And(Bytes(0, 100000), Chars(0, 100000)) has thousands of millions of states.
	statesMax = 1 << 17
	cellsMax  = 1 << 23
)

// An automaton is a machine of which every state was looked at, and of which only those are left that lie on the way of a text that
// the rule holds of. State 0 is the start; there is none where the rule holds of no text.
type automaton struct {
	alphabet *alphabet
	next     []int32 // by state and class; dead where there is no way
	accepts  []bool
}

func (a *automaton) states() int { return len(a.accepts) }

func (a *automaton) row(state int) []int32 {
	n := len(a.alphabet.classes)
	return a.next[state*n : (state+1)*n]
}

// build looks at every state of m, unless there are too many.
func build(m machine, a *alphabet) (built *automaton, ok bool) {
	built = &automaton{alphabet: a}
	found := map[int]int32{}
	var queue []int
	find := func(state int) int32 {
		if state == dead {
			return dead
		}
		n, ok := found[state]
		if !ok {
			n = int32(len(queue))
			found[state] = n
			queue = append(queue, state)
		}
		return n
	}
	find(m.start())
	for i := 0; i < len(queue); i++ {
		if len(queue) > statesMax || len(queue)*len(a.classes) > cellsMax {
			return nil, false
		}
		built.accepts = append(built.accepts, m.accepts(queue[i]))
		for c := range a.classes {
			built.next = append(built.next, find(m.next(queue[i], c)))
		}
	}
	built.trim()
	return built, true
}

// trim takes out the states from which no way leads to a text that ends.
func (a *automaton) trim() {
	alive := slices.Clone(a.accepts)
	before := a.before()
	var todo []int32
	for s, accepts := range a.accepts {
		if accepts {
			todo = append(todo, int32(s))
		}
	}
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, from := range before[s] {
			if !alive[from] {
				alive[from] = true
				todo = append(todo, from)
			}
		}
	}
	a.keep(alive)
}

// before is for each state from which others one comes to it.
func (a *automaton) before() [][]int32 {
	before := make([][]int32, a.states())
	for s := range a.states() {
		for _, to := range a.row(s) {
			if to != dead && (len(before[to]) == 0 || before[to][len(before[to])-1] != int32(s)) {
				before[to] = append(before[to], int32(s))
			}
		}
	}
	return before
}

// keep leaves the states that are alive, in their order.
func (a *automaton) keep(alive []bool) {
	number := make([]int32, len(alive))
	var n int32
	for s := range alive {
		number[s] = dead
		if alive[s] {
			number[s] = n
			n++
		}
	}
	kept := automaton{alphabet: a.alphabet}
	for s := range alive {
		if !alive[s] {
			continue
		}
		kept.accepts = append(kept.accepts, a.accepts[s])
		for _, to := range a.row(s) {
			if to != dead {
				to = number[to]
			}
			kept.next = append(kept.next, to)
		}
	}
	*a = kept
}

// order is the states so that each comes before those that it leads to. It is not ok where there is a cycle, and so texts without end.
func (a *automaton) order() (order []int32, ok bool) {
	into := make([]int32, a.states())
	for _, to := range a.next {
		if to != dead {
			into[to]++
		}
	}
	for s, n := range into {
		if n == 0 {
			order = append(order, int32(s))
		}
	}
	for i := 0; i < len(order); i++ {
		for _, to := range a.row(int(order[i])) {
			if to == dead {
				continue
			}
			if into[to]--; into[to] == 0 {
				order = append(order, to)
			}
		}
	}
	return order, len(order) == a.states()
}

// shortest is the first text that m accepts: the shortest, and of those the least. It ends with the first, so that it may be known
// where build would not be ok.
func shortest(m machine, a *alphabet) (text string, found, known bool) {
	type step struct {
		state, from int
		r           rune
	}
	start := m.start()
	if start == dead {
		return "", false, true
	}
	steps := []step{{state: start, from: -1}}
	seen := map[int]bool{start: true}
	for i := 0; i < len(steps); i++ {
		if m.accepts(steps[i].state) {
			var runes []rune
			for at := i; steps[at].from >= 0; at = steps[at].from {
				runes = append(runes, steps[at].r)
			}
			slices.Reverse(runes)
			return string(runes), true, true
		}
		if len(steps) > statesMax {
			return "", false, false
		}
		for c, class := range a.classes {
			if to := m.next(steps[i].state, c); to != dead && !seen[to] {
				seen[to] = true
				steps = append(steps, step{to, i, class.first})
			}
		}
	}
	return "", false, true
}

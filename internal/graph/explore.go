package graph

// Explore explores n within the bounds of o. It calls n.Initial on its own goroutine, everything else on workers.
func Explore(n Network, o Options) *Result { panic("graph: not written yet") }

// Path is the way to state: the number of an initial state, then the number of each step among those that Expand listed.
func (r *Result) Path(state uint64) []uint32 { return path(r.back, state) }

// origins tells where a state was first reached from.
type origins interface {
	// origin is the parent of state and the number of the step that led from it; for an initial state None and its number.
	origin(state uint64) (parent uint64, step uint32)
}

func path(back origins, state uint64) []uint32 {
	var way []uint32
	for state != None {
		parent, step := back.origin(state)
		way = append(way, step)
		state = parent
	}
	for i, j := 0, len(way)-1; i < j; i, j = i+1, j-1 {
		way[i], way[j] = way[j], way[i]
	}
	return way
}

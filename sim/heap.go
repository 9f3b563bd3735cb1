package sim

// event is something that will happen. Of two at one moment the one that was asked for first comes first.
type event struct {
	at    int64
	seq   uint64
	kind  eventKind
	act   tryAct // about a request's try
	try   uint16
	who   int32 // an actor, a load, or what its kind says
	what  int32 // an envelope, a timer, a request
	since uint32
}

type eventKind uint8

const (
	evArrive  eventKind = iota // an envelope reaches its receiver
	evDone                     // a lane has served an envelope
	evTimer                    // an actor's timer is due
	evRequest                  // a load's next request
	evTry                      // something about a request's try is due
	evCall                     // a planned call
)

func (e *event) before(o *event) bool { return e.at < o.at || e.at == o.at && e.seq < o.seq }

// agenda is a heap with four children a node: half as deep as with two, and the children lie side by side.
type agenda []event

func (a *agenda) push(e event) {
	*a = append(*a, e)
	h, i := *a, len(*a)-1
	for i > 0 {
		parent := (i - 1) / 4
		if !e.before(&h[parent]) {
			break
		}
		h[i] = h[parent]
		i = parent
	}
	h[i] = e
}

func (a *agenda) pop() event {
	h := *a
	top, last := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	*a = h
	if len(h) > 0 {
		h.sink(last)
	}
	return top
}

// sink puts e where the root was.
func (a agenda) sink(e event) {
	i := 0
	for {
		first := 4*i + 1
		if first >= len(a) {
			break
		}
		least := first
		for c := first + 1; c < min(first+4, len(a)); c++ {
			if a[c].before(&a[least]) {
				least = c
			}
		}
		if !a[least].before(&e) {
			break
		}
		a[i] = a[least]
		i = least
	}
	a[i] = e
}

// ring is a queue of numbers that grows as it must.
type ring struct {
	items []int32
	head  int
	n     int
}

func (r *ring) len() int { return r.n }

func (r *ring) push(x int32) {
	if r.n == len(r.items) {
		r.grow()
	}
	r.items[(r.head+r.n)&(len(r.items)-1)] = x
	r.n++
}

func (r *ring) grow() {
	bigger := make([]int32, max(8, 2*len(r.items)))
	for i := range r.n {
		bigger[i] = r.at(i)
	}
	r.items, r.head = bigger, 0
}

func (r *ring) at(i int) int32 { return r.items[(r.head+i)&(len(r.items)-1)] }

func (r *ring) pop() int32 {
	x := r.items[r.head]
	r.head = (r.head + 1) & (len(r.items) - 1)
	r.n--
	return x
}

// unpop puts back what pop took out.
func (r *ring) unpop(x int32) {
	if r.n == len(r.items) {
		r.grow()
	}
	r.head = (r.head - 1) & (len(r.items) - 1)
	r.items[r.head] = x
	r.n++
}

func (r *ring) popBack() int32 {
	r.n--
	return r.items[(r.head+r.n)&(len(r.items)-1)]
}

// remove takes out the i-th and keeps the order of the rest.
func (r *ring) remove(i int) int32 {
	x := r.at(i)
	for ; i > 0; i-- {
		r.items[(r.head+i)&(len(r.items)-1)] = r.items[(r.head+i-1)&(len(r.items)-1)]
	}
	r.head = (r.head + 1) & (len(r.items) - 1)
	r.n--
	return x
}

package histories

import (
	"slices"

	"github.com/assay-dev/assay/internal/linear"
	"github.com/assay-dev/assay/internal/step"
)

type moment struct{ call, ret int64 }

// moments lays the invocations and returns of a history on one line, such that an operation returned before another was invoked
// exactly where the history says so: invoke what may be invoked, and let return what no invocation to come must precede.
func moments(h step.History) [][]moment {
	l := line{h: h, at: make([][]moment, len(h)), called: make([]int, len(h)), returned: make([]int, len(h)), now: 1}
	for c := range h {
		l.at[c] = make([]moment, len(h[c].Ops))
	}
	for progress := true; progress; {
		progress = false
		for c := range h {
			progress = l.invoke(c) || progress
		}
		for c := range h {
			progress = l.giveBack(c) || progress
		}
	}
	return l.at
}

// line is how far a history is laid out: of each client the operations called, and how many of them returned.
type line struct {
	h                step.History
	at               [][]moment
	called, returned []int
	now              int64
}

func (l *line) invoke(c int) bool {
	k := l.called[c]
	if k == len(l.h[c].Ops) || k > 0 && l.at[c][k-1].ret == 0 {
		return false
	}
	for _, before := range l.h[c].Ops[k].Before {
		if l.returned[l.place(before.Actor)] < before.Done {
			return false
		}
	}
	l.at[c][k].call = l.tick()
	if l.h[c].Ops[k].Status != step.Done {
		l.at[c][k].ret = linear.Never
	}
	l.called[c]++
	return true
}

func (l *line) giveBack(c int) bool {
	k := l.called[c] - 1
	if k < 0 || l.at[c][k].ret != 0 {
		return false
	}
	for d := range l.h {
		for m := l.called[d]; m < len(l.h[d].Ops); m++ {
			if d != c && l.seen(l.h[d].Ops[m], l.h[c].Actor) <= l.returned[c] {
				return false
			}
		}
	}
	l.at[c][k].ret = l.tick()
	l.returned[c]++
	return true
}

func (l *line) tick() int64 {
	l.now++
	return l.now
}

func (l *line) place(actor int) int {
	return slices.IndexFunc(l.h, func(c step.Client) bool { return c.Actor == actor })
}

func (l *line) seen(op step.Op, actor int) int {
	for _, before := range op.Before {
		if before.Actor == actor {
			return before.Done
		}
	}
	return 0
}

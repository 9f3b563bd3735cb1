package forall

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/assay-dev/assay/evidence"
)

const (
	goroutinesDefault = 3
	commandsDefault   = 4
)

// returnsMax is how long a command may take: one that takes longer does not return. It is shorter in a test.
var returnsMax = 10 * time.Second

// Concurrent executes random commands in several goroutines at once on fresh implementations, records when each began and ended and what it
// answered, and judges each history: it must have an order in which the specification gives the same answers, and in which a command that
// ended before another began comes first (Herlihy and Wing, "Linearizability", 1990; the search for an order is porcupine's). Run it with
// -race too.
//
// Does not find: what no schedule did that happened to run. The processor and the scheduler choose the interleavings, so the verdict is about
// the histories that were seen, the seed repeats the commands alone, and a violation may not come back.
func Concurrent[C, S, I any](t testing.TB, m Model[C, S, I], options ...Option) {
	t.Helper()
	attempt(t, linearizable, options, func(c *config) (evidence.Record, error) {
		if err := m.check(); err != nil {
			return evidence.Record{}, err
		}
		if c.goroutines == 0 {
			c.goroutines = goroutinesDefault
		}
		if c.steps == 0 {
			c.steps = commandsDefault
		}
		if c.goroutines < 2 {
			return evidence.Record{}, &problem{text: fmt.Sprintf("Goroutines(%d), expected at least 2", c.goroutines)}
		}
		all := c.goroutines * c.steps
		commands, err := commandSearch[C](c, m.subject(), sequences{least: all, most: all})
		if err != nil {
			return evidence.Record{}, err
		}
		return m.concurrent(c, commands), nil
	})
}

const linearizable = "linearizable"

// histories is what was seen of an implementation.
type histories struct {
	seen, overlapping, operations uint64
	why                           string // of a violation
	ended                         string // why there are not as many as there were to be
}

func (m Model[C, S, I]) concurrent(c *config, commands *search) evidence.Record {
	begin := time.Now()
	var h histories
	for i := uint64(0); i < uint64(c.tries) && h.why == ""; i++ {
		if c.lateAt(i, uint64(c.tries)) {
			h.ended = fmt.Sprintf("the time of the test was up after %s of %s histories", thousands(i), thousands(uint64(c.tries)))
			break
		}
		// The commands grow from two for each goroutine, so that what fails early fails short.
		perGoroutine := min(2+int(i*uint64(c.steps)/uint64(c.tries)), c.steps)
		if !commands.example(c.seedOf(i)) {
			h.ended = commands.making.lost.name + " accepted nothing of what was drawn"
			break
		}
		drawn := *pointerTo[sequence[C]](commands.args[0])
		commands.making.commit()
		run := m.execute(drawn[:c.goroutines*perGoroutine], c.goroutines, i%2 == 0)
		h.seen++
		h.operations += uint64(len(run.operations))
		if overlaps(run.operations) {
			h.overlapping++
		}
		h.why = m.judge(run)
	}
	return h.record(c, commands, time.Since(begin))
}

// operation is one command that a goroutine executed. Its times are since the history began.
type operation struct {
	goroutine int
	command   any
	result    any
	call, ret time.Duration
	crash     string
	done      bool
}

// run is one history, in no order.
type history struct {
	operations []operation
	stuck      bool // some command did not return
}

// execute gives each goroutine its share of the commands. In step they begin each of theirs together, which makes more of them overlap;
// otherwise each runs as fast as it can, which is what no barrier hides.
func (m Model[C, S, I]) execute(commands sequence[C], goroutines int, inStep bool) history {
	made := m.New()
	share := len(commands) / goroutines
	logs := make([]chan operation, goroutines)
	var ready atomic.Int64
	start := time.Now()
	for g := range goroutines {
		logs[g] = make(chan operation, 2*share) // a begin and an end for each, so that no goroutine waits
		go func() {
			defer close(logs[g])
			for i, command := range commands[g*share : (g+1)*share] {
				if inStep || i == 0 {
					await(&ready, int64((i+1)*goroutines))
				}
				o := operation{goroutine: g, command: command, call: time.Since(start)}
				logs[g] <- o
				o.result, o.crash = m.doOnce(made, command)
				o.ret, o.done = time.Since(start), true
				logs[g] <- o
				if o.crash != "" {
					return
				}
			}
		}()
	}
	h := collect(logs)
	if m.Close != nil && !h.stuck {
		m.Close(made)
	}
	return h
}

// await lets all goroutines go on at once. It spins: a goroutine that has to be woken comes too late to overlap with anything.
func await(ready *atomic.Int64, all int64) {
	ready.Add(1)
	for spins := 0; ready.Load() < all && spins < spinsMax; spins++ {
		runtime.Gosched()
	}
}

// spinsMax ends the wait for a goroutine that will not come, since its command panicked or does not return.
const spinsMax = 10_000

func (m Model[C, S, I]) doOnce(made I, command C) (result any, crash string) {
	defer func() {
		if p := recover(); p != nil {
			crash = fmt.Sprintf("%v (%s)", p, panicPlace())
		}
	}()
	return m.Do(made, command), ""
}

// collect reads what the goroutines did, until they have ended or one does not.
func collect(logs []chan operation) history {
	var h history
	timeout := time.NewTimer(returnsMax)
	defer timeout.Stop()
	for _, log := range logs {
		for open := true; open; {
			select {
			case o, more := <-log:
				switch {
				case !more:
					open = false
				case o.done:
					h.operations[len(h.operations)-1] = o
				default:
					h.operations = append(h.operations, o)
				}
			case <-timeout.C:
				h.stuck = true
				timeout.Reset(0)
				open = len(log) > 0
			}
		}
	}
	return h
}

// overlaps says whether two goroutines were ever at it at once.
func overlaps(operations []operation) bool {
	for i, a := range operations {
		for _, b := range operations[:i] {
			if a.goroutine != b.goroutine && a.call <= b.ret && b.call <= a.ret {
				return true
			}
		}
	}
	return false
}

func (h histories) record(c *config, commands *search, took time.Duration) evidence.Record {
	r := evidence.Record{
		Verdict: evidence.Holds, Assumptions: commands.b.assumed,
		Figures:  map[string]uint64{"histories": h.seen, "operations": h.operations},
		Measured: map[string]float64{"seconds": took.Seconds(), "overlapping": float64(h.overlapping)},
		Bounds: []evidence.Entry{{Name: "histories", Value: thousands(uint64(c.tries))}, {Name: "goroutines", Value: fmt.Sprint(c.goroutines)},
			{Name: "commands of each", Value: fmt.Sprint("at most ", c.steps)}, {Name: "seed", Value: fmt.Sprint(c.seed)}},
		Coverage: []evidence.Entry{{Name: "seen", Value: fmt.Sprintf("no violation in %s histories of at most %d operations by %d goroutines, seed %d",
			thousands(h.seen), c.goroutines*c.steps, c.goroutines, c.seed)}},
		NotCovered: []string{"interleavings that did not happen to run"},
	}
	covered, missed := commands.variants()
	r.Coverage, r.NotCovered = append(r.Coverage, covered...), append(r.NotCovered, missed...)
	switch {
	case h.why != "":
		r.Verdict, r.Why = evidence.Violated, h.why
		r.Coverage = r.Coverage[1:]
	case h.ended != "":
		r.Verdict, r.Why = evidence.Unknown, h.ended
	case h.overlapping == 0:
		r.Verdict, r.Why = evidence.Unknown, fmt.Sprintf("no two commands overlapped in %s histories, so nothing was shown\nhint: more goroutines, commands and processors make more of them overlap", thousands(h.seen))
	}
	return r
}

// text is a history as people read it: a line for each command in the order of their calls, with the moments at which it began and ended.
func (h history) text(operations []operation) string {
	moments := momentsOf(operations)
	var b strings.Builder
	for _, o := range operations {
		answer := "does not return"
		switch {
		case o.crash != "":
			answer = "panics: " + o.crash
		case o.done:
			answer = "= " + goText(reflect.ValueOf(&o.result).Elem())
		}
		end := "  "
		if o.done {
			end = fmt.Sprintf("%2d", moments[o.ret])
		}
		fmt.Fprintf(&b, "\n  goroutine %d  %2d to %s  %s %s;", o.goroutine, moments[o.call], end, goText(reflect.ValueOf(&o.command).Elem()), answer)
	}
	return strings.TrimSuffix(b.String(), ";")
}

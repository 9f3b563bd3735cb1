package check

import (
	"runtime"
	"time"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/step"
)

// Option is how a System is explored. No option changes what is true of it, only how far the search goes and how.
type Option func(*config)

type config struct {
	began        time.Time
	workers      int
	depthFirst   bool
	exact        bool
	deadlock     bool
	audit        bool
	memory       *step.Memory // of handlers' answers, shared by the points of a sweep
	doubts       *step.Doubts // about handlers, shared by all passes of a check
	dimensions   []Dimension
	reliable     bool
	depthMax     int
	statesMax    uint64
	timeMax      time.Duration
	memoryMax    uint64
	depthGiven   bool
	statesGiven  bool
	timeGiven    bool
	memoryGiven  bool
	counts       *counts
	accepted     string
	only         string // the one property to judge
	mustReplay   bool   // Replay fails where the behaviour leaves
	stepwise     bool   // a replay tells each state on the way
	bounds       []evidence.Entry
	progress     func(Progress)
	growingAfter time.Duration // when a search that goes on is looked at for what grows
	stopped      func() bool
	box          func(worker int) blackBox
}

// Progress is how far a search has come.
type Progress = evidence.Progress

// Depth bounds the depth of states; an initial state has depth 1. States at the bound are judged and not followed.
func Depth(n int) Option { return func(c *config) { c.depthMax, c.depthGiven = n, true } }

// States bounds the number of states; the search ends with the batch in which it is reached.
func States(n uint64) Option { return func(c *config) { c.statesMax, c.statesGiven = n, true } }

// Time bounds the time of the search. Under go test it also ends shortly before the test's deadline.
func Time(d time.Duration) Option {
	return func(c *config) {
		c.timeGiven, c.timeMax = true, d
	}
}

// Memory bounds the memory of the process, in bytes. The default is 40 % of the machine's, shared among test processes.
func Memory(bytes uint64) Option { return func(c *config) { c.memoryMax, c.memoryGiven = bytes, true } }

// Workers is the number of goroutines that explore; the default is one for each processor.
func Workers(n int) Option { return func(c *config) { c.workers = n } }

// DepthFirst goes deep before it goes wide: it keeps fewer states waiting. The counterexample is found again breadth first.
func DepthFirst() Option { return func(c *config) { c.depthFirst = true } }

// Exact compares whole states rather than fingerprints, at the price of keeping every state.
func Exact() Option { return func(c *config) { c.exact = true } }

// Deadlock makes a state in which no step is enabled but failures a finding. It is judged with ignored messages consumed, unless the
// System says that they wait.
func Deadlock() Option { return func(c *config) { c.deadlock = true } }

// Audit explores once more with every step that the first exploration left out (ignored deliveries, free losses and partitions, timeouts
// that change nothing), and compares the verdicts. A difference is an error of Assay, which Run returns.
func Audit() Option { return func(c *config) { c.audit = true } }

// AcceptUnknown lets a test pass whose verdict is Unknown. The reason stands in the record, and the verdict stays Unknown.
func AcceptUnknown(reason string) Option { return func(c *config) { c.accepted = reason } }

// Counts makes Test fail unless the search finds exactly so many states and steps, and the greatest depth is depth. Golden numbers
// guard coverage: a property that holds of fewer states than it did yesterday holds of another system.
func Counts(states, steps uint64, depth int) Option {
	return func(c *config) { c.counts = &counts{states, steps, depth} }
}

type counts struct {
	states, steps uint64
	depth         int
}

// OnProgress is called about five times a second.
func OnProgress(f func(Progress)) Option { return func(c *config) { c.progress = f } }

// handlerTimeMaxS is how long a call of a user's function may take before it is taken never to return.
const handlerTimeMaxS = 10

func newConfig(options []Option) config {
	c := config{workers: runtime.GOMAXPROCS(0), memoryMax: defaultMemory(1), began: time.Now(), growingAfter: growingAfter}
	for _, option := range options {
		option(&c)
	}
	return c
}

package forall

import (
	"flag"
	"hash/fnv"
	"os"
	"reflect"
	"strconv"
	"testing"
	"time"
)

// The defaults.
const (
	triesDefault = 1000    // values tried of a domain that is too large to try all
	limitDefault = 1 << 20 // the largest domain of which all values are tried
	casesPerTry  = 10      // cases that may be discarded or lost for each that is to be tried
)

// Option says how a law is tried.
type Option func(*config)

type config struct {
	tries    int
	limit    uint64
	seed     uint64
	seeded   bool
	length   int
	accepted string
	violated bool
	deadline time.Time
	progress progress
	given    map[reflect.Type]registration
	names    map[reflect.Type]string

	steps      int
	goroutines int
}

// Tries is how many values are tried where there are too many to try all: 1,000 if nothing else is said. For stateful laws it is how many
// sequences or histories.
func Tries(n int) Option { return func(c *config) { c.tries = n } }

// Limit is the largest number of values of which all are tried, 1,048,576 if nothing else is said. Values of two or three arguments
// count as all their combinations.
func Limit(n uint64) Option { return func(c *config) { c.limit = n } }

// Seed chooses the values that are drawn. Without it the seed comes from the name of the test, so that a run in CI repeats. The flag
// -forall.seed and the environment variable ASSAY_SEED are stronger than this option.
func Seed(s uint64) Option { return func(c *config) { c.seed, c.seeded = s, true } }

// Length bounds slices and maps to at most n elements, so that those of finite types are finite too.
func Length(n int) Option { return func(c *config) { c.length = n } }

// Steps is how many commands a random sequence of a stateful law has at most, 30 if nothing else is said; in a concurrent law, how many
// each goroutine executes, 4 if nothing else is said.
func Steps(n int) Option { return func(c *config) { c.steps = n } }

// Goroutines is how many execute commands in a concurrent law, 3 if nothing else is said.
func Goroutines(n int) Option { return func(c *config) { c.goroutines = n } }

// AcceptUnknown lets the test pass though the verdict is Unknown. The reason stands in the record.
func AcceptUnknown(reason string) Option { return func(c *config) { c.accepted = reason } }

// ExpectViolated is for laws that are known to be false, of broken variants above all: the test passes exactly when a counterexample is found.
func ExpectViolated() Option { return func(c *config) { c.violated = true } }

var seedFlag = flag.String("forall.seed", "", "forall: the seed of what is drawn, instead of one from the name of each test")

const seedVariable = "ASSAY_SEED"

func newConfig(t testing.TB, options []Option) (*config, error) {
	c := &config{tries: triesDefault, limit: limitDefault, length: -1, given: map[reflect.Type]registration{}, names: map[reflect.Type]string{}}
	for _, o := range options {
		o(c)
	}
	if c.tries < 1 {
		return nil, &problem{text: "Tries(" + strconv.Itoa(c.tries) + "), expected at least 1"}
	}
	if !c.seeded {
		h := fnv.New64a()
		h.Write([]byte(t.Name()))
		c.seed = h.Sum64() % seedMax
	}
	for _, given := range []struct{ from, text string }{{seedVariable, os.Getenv(seedVariable)}, {"-forall.seed", *seedFlag}} {
		if given.text == "" {
			continue
		}
		seed, err := strconv.ParseUint(given.text, 10, 64)
		if err != nil {
			return nil, &problem{text: given.from + " is " + strconv.Quote(given.text) + ", expected a number from 0"}
		}
		c.seed = seed
	}
	c.deadline, c.progress = deadlineOf(t), newProgress(t.Name())
	return c, nil
}

// seedMax keeps seeds that come from names short enough to be copied by hand.
const seedMax = 1_000_000

// The share of a test's time that is kept for what comes after the tries.
const (
	deadlineShare = 20
	deadlineMin   = 2 * time.Second
)

// deadlineOf is when the tries must end, zero for never.
func deadlineOf(t testing.TB) time.Time {
	timed, ok := t.(interface{ Deadline() (time.Time, bool) })
	if !ok {
		return time.Time{}
	}
	deadline, ok := timed.Deadline()
	if !ok {
		return time.Time{}
	}
	left := time.Until(deadline)
	return deadline.Add(-max(left/deadlineShare, deadlineMin))
}

// lateAt says that so many of so many cases are done, and whether there is no time for more.
func (c *config) lateAt(done, of uint64) bool {
	c.progress.at(done, of)
	return c.late()
}

func (c *config) late() bool { return !c.deadline.IsZero() && time.Now().After(c.deadline) }

// seedOf is the seed of try number i: never 0, which rapid takes for none.
func (c *config) seedOf(i uint64) uint64 {
	x := c.seed + (i+1)*0x9e3779b97f4a7c15 // splitmix64 (Steele, Lea and Flood, 2014)
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31 | 1
}

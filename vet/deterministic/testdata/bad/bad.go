// Package bad has functions whose answers are not the same in each run.
package bad

import (
	crand "crypto/rand"
	"fmt"
	"maps"
	"math/rand"
	"os"
	"runtime"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/assay-dev/assay"
)

// State has maps.
type State struct {
	Votes  map[string]int
	Weight map[string]float64
	Seen   map[*int]bool
	Log    []string
	Keys   []string
	Ptr    *State
}

//assay:pure
func appendsKeys(s State) State {
	var keys []string
	for k := range s.Votes { // want "appendsKeys ranges over a map and appends without sorting"
		keys = append(keys, k)
	}
	s.Log = keys
	return s
}

//assay:pure
func sendsInOrder(s State) (State, assay.Effects) {
	var effects assay.Effects
	for k := range s.Votes { // want "sendsInOrder ranges over a map and appends without sorting"
		effects = append(effects, assay.Send(assay.ID(k), 1))
	}
	return s, effects
}

//assay:pure
func throughHelper(s State) State {
	s.Log = tally(s.Votes) // want "throughHelper calls tally, which ranges over a map and appends without sorting"
	return s
}

func tally(votes map[string]int) []string {
	var out []string
	for k, n := range votes {
		if n > 1 {
			out = append(out, k)
		}
	}
	return out
}

//assay:pure
func lastWins(s State) string {
	var last string
	for k := range s.Votes { // want "ranges over a map and keeps what came last"
		last = k
	}
	return last
}

//assay:pure
func firstWins(s State) string {
	for k := range s.Votes { // want "ranges over a map and returns what came first"
		return k
	}
	return ""
}

//assay:pure
func firstThat(s State) string {
	for k, n := range s.Votes { // want "ranges over a map and returns what came first"
		if n > 3 {
			return k
		}
	}
	return ""
}

//assay:pure
func breaks(s State) string {
	found := ""
	for k := range s.Votes { // want "ranges over a map and keeps what came last"
		found = k
		break
	}
	return found
}

//assay:pure
func argmax(s State) string {
	best, most := "", 0
	for k, n := range s.Votes { // want "ranges over a map and does what depends on what came first"
		if n > most {
			best, most = k, n
		}
	}
	return best
}

//assay:pure
func joins(s State) string {
	text := ""
	for k := range s.Votes { // want "ranges over a map and joins text in that order"
		text += k
	}
	return text
}

//assay:pure
func builds(s State) string {
	var b strings.Builder
	for k := range s.Votes { // want "ranges over a map and calls WriteString, which changes b, in that order"
		b.WriteString(k)
	}
	return b.String()
}

//assay:pure
func prints(s State) string {
	var b strings.Builder
	for k, n := range s.Votes { // want "ranges over a map and calls Fprintf"
		fmt.Fprintf(&b, "%s=%d", k, n)
	}
	return b.String()
}

//assay:pure
func floats(s State) float64 {
	sum := 0.0
	for _, w := range s.Weight { // want "adds up floating-point numbers"
		sum += w
	}
	return sum
}

//assay:pure
func counter(s State) map[string]int {
	next, i := map[string]int{}, 0
	for k := range s.Votes { // want "ranges over a map and sets what depends on what came first"
		next[k] = i
		i++
	}
	return next
}

//assay:pure
func inverts(s State) map[int]string {
	by := map[int]string{}
	for k, n := range s.Votes { // want "ranges over a map and keeps what came last for a key"
		by[n] = k
	}
	return by
}

//assay:pure
func groups(s State) map[int][]string {
	by := map[int][]string{}
	for k, n := range s.Votes { // want "ranges over a map and appends without sorting"
		by[n] = append(by[n], k)
	}
	return by
}

//assay:pure
func stopsCounting(s State) int {
	n := 0
	for k := range s.Votes { // want "ranges over a map and stops early"
		if strings.HasPrefix(k, "x") {
			break
		}
		n++
	}
	return n
}

//assay:pure
func limits(s State) []string {
	var out []string
	for k := range s.Votes { // want "depends on what came first"
		if len(out) == 3 {
			break
		}
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

//assay:pure
func firstError(s State) error {
	for k, n := range s.Votes { // want "ranges over a map and returns what came first"
		if n < 0 {
			return fmt.Errorf("%s is negative", k)
		}
	}
	return nil
}

//assay:pure
func sortsLate(s State) (string, []string) {
	var keys []string
	for k := range s.Votes { // want "appends without sorting"
		keys = append(keys, k)
	}
	first := keys[0]
	sort.Strings(keys)
	return first, keys
}

//assay:pure
func sortsOther(s State) []string {
	var keys []string
	for k := range s.Votes { // want "appends without sorting"
		keys = append(keys, k)
	}
	other := slices.Clone(s.Log)
	sort.Strings(other)
	return keys
}

//assay:pure
func sortsSometimes(s State, tidy bool) []string {
	var keys []string
	for k := range s.Votes { // want "appends without sorting"
		keys = append(keys, k)
	}
	if tidy {
		sort.Strings(keys)
	}
	return keys
}

//assay:pure
func closure(s State) []string {
	var keys []string
	add := func(k string) { keys = append(keys, k) }
	for k := range s.Votes { // want "appends without sorting"
		add(k)
	}
	return keys
}

type bag struct{ items []string }

func (b *bag) add(k string) { b.items = append(b.items, k) }

//assay:pure
func method(s State) []string {
	var b bag
	for k := range s.Votes { // want "calls add, which changes b, in that order"
		b.add(k)
	}
	return b.items
}

//assay:pure
func switches(s State) string {
	state := "idle"
	for _, n := range s.Votes { // want "keeps what came last"
		switch n {
		case 1:
			state = "one"
		case 2:
			state = "two"
		}
	}
	return state
}

//assay:pure
func nested(all map[string]map[string]int) []string {
	var out []string
	for _, inner := range all { // want "appends without sorting"
		for k := range inner {
			out = append(out, k)
		}
	}
	return out
}

//assay:pure
func mapsKeys(s State) []string { return slices.Collect(maps.Keys(s.Votes)) } // want "mapsKeys goes over a map .maps.Keys. without sorting"

//assay:pure
func mapsValues(s State) int {
	for n := range maps.Values(s.Votes) { // want "goes over a map .maps.Values. without sorting"
		return n
	}
	return 0
}

//assay:pure
func iteratorGiven(s State) string { return joined(maps.Keys(s.Votes)) } // want "goes over a map .maps.Keys. without sorting"

func joined(seq func(yield func(string) bool)) string {
	text := ""
	for k := range seq {
		text += k
	}
	return text
}

//assay:pure
func iteratorReturned(s State) string {
	text := ""
	for k := range keysOf(s) { // want "iteratorReturned calls keysOf, which goes over a map .maps.Keys. without sorting"
		text += k
	}
	return text
}

func keysOf(s State) func(yield func(string) bool) { return maps.Keys(s.Votes) }

func keysAndCount(s State) ([]string, int) {
	var keys []string
	for k := range s.Votes {
		keys = append(keys, k)
	}
	return keys, len(keys)
}

//assay:pure
func twoResults(s State) []string {
	keys, _ := keysAndCount(s) // want "twoResults calls keysAndCount, which ranges over a map and appends without sorting"
	return keys[:1]
}

//assay:pure
func fieldUnsorted(s State) State {
	s.Keys = nil
	for k := range s.Votes { // want "appends without sorting"
		s.Keys = append(s.Keys, k)
	}
	return s
}

//assay:pure
func genericMap(s State) []string { return keysGeneric(s.Votes) } // want "genericMap calls keysGeneric, which ranges over a map"

func keysGeneric[M ~map[K]V, K comparable, V any](m M) []K {
	var out []K
	for k := range m {
		out = append(out, k)
	}
	return out
}

// --- time, chance, environment

//assay:pure
func now() time.Time { return time.Now() } // want "now reads the time .time.Now."

//assay:pure
func nowAsValue() time.Time {
	f := time.Now
	return f() // want "reads the time .time.Now."
}

//assay:pure
func nowInTable() int { return clock().Nanosecond() } // want "nowInTable reads the time .time.Now."

var clock = time.Now

//assay:pure
func since(t time.Time) time.Duration { return time.Since(t) } // want "reads the time .time.Since."

//assay:pure
func chance() int { return rand.Intn(3) } // want "draws a random number .rand.Intn."

//assay:pure
func bytes() []byte {
	b := make([]byte, 8)
	crand.Read(b) // want "draws a random number .rand.Read."
	return b
}

//assay:pure
func shuffles(list []string) []string {
	c := slices.Clone(list)
	rand.Shuffle(len(c), func(i, j int) { c[i], c[j] = c[j], c[i] }) // want "draws a random number"
	return c
}

//assay:pure
func environment() int { return runtime.NumCPU() } // want "reads the environment .runtime.NumCPU."

//assay:pure
func host() string { return strings.Join(os.Args, " ") } // want "reads the environment .os.Args."

//assay:pure
func viaHelper() int64 { return stamp() }

func stamp() int64 {
	return time.Now().Unix() // want "viaHelper calls stamp, which reads the time"
}

// --- addresses

//assay:pure
func address(s *State) string { return fmt.Sprintf("%p", s) } // want "prints an address .%p."

//assay:pure
func pointerInside(s State) string { return fmt.Sprint(s) } // want "prints an address .a pointer in bad.State."

//assay:pure
func pointerKeys(s State, p *int) bool { return s.Seen[p] } // want "goes by the addresses that are the keys of s.Seen"

//assay:pure
func function(f func()) string { return fmt.Sprint(f) } // want "prints an address"

//assay:pure
func capacity(s State) int { return cap(s.Log) - len(s.Log) } // want "reads the capacity of s.Log"

// --- floating point

//assay:pure
func fused(x, y, z float64) float64 { return x*y + z } // want "adds a product of floating-point numbers"

//assay:pure
func fusedSum(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i] // want "adds a product"
	}
	return sum
}

//assay:pure
func fusedVariable(x, y, z float64) float64 {
	p := x * y // want "adds a product"
	return z - p
}

//assay:pure
func fusedHelper(x, y, z float64) float64 { return z + times(x, y) }

func times(x, y float64) float64 {
	return x * y // want "fusedHelper calls times, which adds a product"
}

//assay:pure
func fusedComplex(x, z complex128) complex128 { return 2i*x + z } // want "adds a product of floating-point numbers"

type average struct{ Mean, Weight float64 }

//assay:pure
func fusedField(a average, x float64) average {
	a.Mean = a.Mean * a.Weight // want "adds a product"
	a.Mean = (a.Mean + x) / 2
	return a
}

// --- an actor

type server struct{}

func (server) Start(assay.ID) (State, assay.Effects) { return State{}, nil }

func (a server) Receive(_ assay.ID, s State, _ assay.ID, m string) (State, assay.Effects) {
	return s, a.effects(s) // want "Receive calls effects, which ranges over a map and appends without sorting"
}

func (a server) effects(s State) assay.Effects {
	var out assay.Effects
	for k := range s.Votes {
		out = append(out, assay.Send(assay.ID(k), 1))
	}
	return append(out, assay.Sync())
}

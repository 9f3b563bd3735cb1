//assay:ignore total the actors and contracts of these tests are generated, and index what they were generated with
package check

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/naive"
	"github.com/assay-dev/assay/internal/step"
)

// randomContract answers by tables: by state and message, and unprompted by state, ways that lead to a state and send up to two numbers.
type randomContract struct {
	Answers map[[2]int8][]randomWay
	Offers  map[int8][]randomWay
}

type randomWay struct {
	To    int8
	Sends []int8 // each to the participant of its parity
}

func (w randomWay) effects() assay.Effects {
	var effects assay.Effects
	for _, n := range w.Sends {
		effects = append(effects, assay.Send([]assay.ID{"a", "b"}[n%2], n))
	}
	return effects
}

func (c randomContract) Init() int8 { return 0 }

func (c randomContract) Allowed(s int8, _ assay.ID, m int8) []assay.Reaction[int8] {
	return reactionsOf(c.Answers[[2]int8{s, m % 2}])
}

func (c randomContract) Unprompted(s int8) []assay.Reaction[int8] { return reactionsOf(c.Offers[s]) }

func reactionsOf(ways []randomWay) (all []assay.Reaction[int8]) {
	for _, w := range ways {
		all = append(all, assay.Reaction[int8]{To: w.To, Sends: w.effects()})
	}
	return all
}

// chooser does what a contract allows the long way: it queues its messages, chooses whether to offer something or to answer the first,
// and chooses how. It is for unordered links, on which what waits to be answered might as well be in flight.
type chooser struct{ Contract randomContract }

type chooserState struct {
	At    int8
	Queue []int8
}

func (c chooser) Start(assay.ID) (chooserState, assay.Effects) {
	return chooserState{}, c.ask(chooserState{})
}

func (c chooser) Receive(_ assay.ID, s chooserState, _ assay.ID, m int8) (chooserState, assay.Effects) {
	s.Queue = append(slices.Clone(s.Queue), m)
	slices.Sort(s.Queue)
	return s, c.ask(s)
}

// ask offers every way that there is: those of each message that is queued, by its place, and those that need none.
func (c chooser) ask(s chooserState) assay.Effects {
	var options []any
	for i, m := range s.Queue {
		for j := range c.Contract.Answers[[2]int8{s.At, m % 2}] {
			options = append(options, [2]int8{int8(i), int8(j)})
		}
	}
	for j := range c.Contract.Offers[s.At] {
		options = append(options, [2]int8{-1, int8(j)})
	}
	if len(options) == 0 {
		return nil
	}
	return assay.Effects{assay.Choose("way", options...)}
}

func (c chooser) Chosen(_ assay.ID, s chooserState, choice assay.Choice) (chooserState, assay.Effects) {
	option := choice.Option.([2]int8)
	ways := c.Contract.Offers[s.At]
	if option[0] >= 0 {
		ways = c.Contract.Answers[[2]int8{s.At, s.Queue[option[0]] % 2}]
		s.Queue = slices.Delete(slices.Clone(s.Queue), int(option[0]), int(option[0])+1)
	}
	way := ways[option[1]]
	s.At = way.To
	return s, append(way.effects(), c.ask(s)...)
}

// talker sends a few numbers to the other side, at the start and on what it hears, and logs a digest of what it hears.
type talker struct {
	First []int8
	Then  map[int8]int8 // by what it hears
	Most  int8
}

type talkerState struct{ Heard, Sent int8 }

func (c talker) Start(assay.ID) (talkerState, assay.Effects) {
	var effects assay.Effects
	for _, n := range c.First {
		effects = append(effects, assay.Send("c", n))
	}
	return talkerState{}, effects
}

func (c talker) Receive(_ assay.ID, s talkerState, _ assay.ID, n int8) (talkerState, assay.Effects) {
	s.Heard = (s.Heard*3 + n) % 17
	if then, ok := c.Then[n]; ok && s.Sent < c.Most {
		s.Sent++
		return s, assay.Effects{assay.Send("c", then)}
	}
	return s, nil
}

func randomContractOf(d *rand.Rand) randomContract {
	c := randomContract{Answers: map[[2]int8][]randomWay{}, Offers: map[int8][]randomWay{}}
	way := func(from int8) randomWay {
		w := randomWay{To: min(from+int8(d.IntN(2)), 2)}
		for range d.IntN(3) {
			w.Sends = append(w.Sends, int8(d.IntN(4)))
		}
		return w
	}
	for s := range int8(3) {
		for m := range int8(2) {
			for range 1 + d.IntN(3) {
				c.Answers[[2]int8{s, m}] = append(c.Answers[[2]int8{s, m}], way(s))
			}
		}
		if s < 2 && d.IntN(3) == 0 {
			w := way(s)
			w.To = s + 1 // what is offered in a round has no end
			c.Offers[s] = append(c.Offers[s], w)
		}
	}
	return c
}

func randomTalkers(d *rand.Rand) []assay.Participant {
	var all []assay.Participant
	for _, id := range []assay.ID{"a", "b"} {
		c := talker{Then: map[int8]int8{}, Most: 1}
		for range 1 + d.IntN(2) {
			c.First = append(c.First, int8(d.IntN(2)))
		}
		for n := range int8(4) {
			if d.IntN(2) == 0 {
				c.Then[n] = int8(d.IntN(2))
			}
		}
		all = append(all, assay.Spawn(id, c))
	}
	return all
}

// reachable are the pairs of states in which a and b are together.
func reachable(t *testing.T, source assay.System) (map[string]bool, bool) {
	sys, err := step.New(source, step.Track{})
	if err != nil {
		t.Fatal(err)
	}
	pairs := map[string]bool{}
	r, err := naive.Explore(sys, naive.Options{Mode: step.Full, StatesMax: 1500, Visit: func(st step.State, _ int) {
		pairs[fmt.Sprintf("%x %x", st.Locals[0].State, st.Locals[1].State)] = true
	}})
	if err != nil {
		t.Fatal(err)
	}
	return pairs, r.Complete
}

// TestAssumedAgainstChoosing compares a participant that is given by its contract with one that chooses among the ways by hand: what
// the others may come to is the same. And whoever is given by a contract keeps it.
func TestAssumedAgainstChoosing(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // hundreds of small searches leave much garbage and little else
	compared, kept, several := 0, 0, 0
	for seed := range uint64(150) {
		d := rand.New(rand.NewPCG(seed, 7))
		contract, talkers := randomContractOf(d), randomTalkers(d)
		system := func(c assay.Participant) assay.System {
			return assay.System{Name: "contract", Actors: append(slices.Clone(talkers), c)}
		}
		assumed, chosen := system(assay.Assumed("c", contract)), system(assay.Spawn("c", chooser{contract}))
		got, complete := reachable(t, assumed)
		if want, all := reachable(t, chosen); complete && all {
			if compared++; !maps.Equal(got, want) {
				t.Fatalf("seed %d: a and b come to %d pairs, and beside one that chooses to %d", seed, len(got), len(want))
			}
		}
		assumed.Properties = []assay.Property{assay.Guarantees("keeps", "c", contract)}
		assumed.Assume = assay.Assumptions{Crashes: assay.AtMost(int(seed % 2)), Order: []assay.Order{assay.Unordered, assay.FIFO}[seed/2%2],
			Duplicates: assay.AtMost(int(seed / 4 % 2)), Disk: assay.Unsynced}
		if seed%5 == 0 {
			several += spoilt(t, assumed, contract)
		}
		for _, options := range [][]Option{{Workers(1)}, {Workers(2), Exact()}, {DepthFirst()}} {
			r, err := Run(t.Context(), assumed, append(options, States(1_500))...)
			if err != nil {
				t.Fatal(err)
			}
			switch record, _ := r.Record("keeps"); record.Verdict {
			case evidence.Holds:
				kept++
			case evidence.Violated:
				t.Fatalf("seed %d: %s\n%s", seed, record.Why, record.Trace)
			}
		}
	}
	if t.Logf("%d compared, %d kept, %d spoilt ones found", compared, kept, several); compared < 50 || kept < 100 || several < 15 {
		t.Errorf("%d compared, %d kept, %d spoilt ones found: too few to show anything", compared, kept, several)
	}
}

// spoilt holds the participant to a contract that allows nothing but silence in its first state: where it may say something there, that
// is found.
func spoilt(t *testing.T, sys assay.System, contract randomContract) int {
	silent := randomContract{Answers: maps.Clone(contract.Answers), Offers: map[int8][]randomWay{1: contract.Offers[1]}}
	for m := range int8(2) {
		silent.Answers[[2]int8{0, m}] = []randomWay{{To: 0}, {To: 1}}
	}
	sys.Properties = []assay.Property{assay.Guarantees("keeps", "c", silent)}
	r, err := Run(t.Context(), sys, States(1_500))
	if err != nil {
		t.Fatal(err)
	}
	if record, _ := r.Record("keeps"); record.Verdict == evidence.Violated && record.Why != "" && record.Trace != nil {
		return 1
	}
	return 0
}

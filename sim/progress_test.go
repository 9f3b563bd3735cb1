package sim

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/step"
)

// A shop answers once it is open, and ignores who comes before. A guest asks once, or again and again.
type (
	shop   struct{}
	opener struct{}
	guest  struct{ again time.Duration }

	shopMsg interface{ shopMsg() }
	open    struct{}
	please  struct{}
	thanks  struct{}
)

func (open) shopMsg()   {}
func (please) shopMsg() {}
func (thanks) shopMsg() {}

func (shop) Start(assay.ID) (bool, assay.Effects) { return false, nil }

func (shop) Receive(_ assay.ID, isOpen bool, from assay.ID, m shopMsg) (bool, assay.Effects) {
	if _, opens := m.(open); opens {
		return true, nil
	}
	if !isOpen {
		return isOpen, nil
	}
	return isOpen, assay.Effects{assay.Send(from, thanks{})}
}

func (opener) Start(assay.ID) (int, assay.Effects) {
	return 0, assay.Effects{assay.Send("shop", open{})}
}

func (opener) Receive(_ assay.ID, s int, _ assay.ID, _ shopMsg) (int, assay.Effects) { return s, nil }

func (g guest) Start(assay.ID) (bool, assay.Effects) { return false, g.ask() }

func (g guest) ask() assay.Effects {
	effects := assay.Effects{assay.Send("shop", please{})}
	if g.again > 0 {
		effects = append(effects, assay.SetTimer("again", g.again))
	}
	return effects
}

func (g guest) Timeout(_ assay.ID, s bool, _ string) (bool, assay.Effects) { return s, g.ask() }

func (g guest) Receive(_ assay.ID, _ bool, _ assay.ID, _ shopMsg) (bool, assay.Effects) {
	return true, assay.Effects{assay.StopTimer("again")}
}

// shopping is a guest before the opener or after it, with all the properties of progress about being served.
func shopping(early bool, again time.Duration) assay.System {
	served := func(v assay.View) bool { return assay.StateOf[bool](v, "guest") }
	hungry := func(v assay.View) bool { return !served(v) }
	sys := assay.System{Name: "shopping", Properties: []assay.Property{
		assay.Eventually("eventually", served), assay.LeadsTo("leads to", hungry, served), assay.Terminates("terminates", served), assay.Recovers("recovers", served),
	}}
	sys.Actors = []assay.Participant{assay.Spawn("shop", shop{}), assay.Spawn("opener", opener{}), assay.Spawn("guest", guest{again})}
	if early {
		sys.Actors[1], sys.Actors[2] = sys.Actors[2], sys.Actors[1]
	}
	return sys
}

// What each property of progress says: violated where a run came to rest and something is owed, and otherwise no more than is known.
func TestProgress(t *testing.T) {
	lossy := shopping(false, time.Second)
	lossy.Assume.Losses = assay.Unlimited
	crashing := shopping(false, 0)
	crashing.Assume.Crashes, crashing.Assume.Recoveries = assay.Unlimited, assay.None
	waits := shopping(true, 0)
	waits.Assume.Ignored = assay.Waits
	never := shopping(false, 0)
	never.Properties = []assay.Property{assay.LeadsTo("leads to", func(assay.View) bool { return false }, func(assay.View) bool { return false })}
	load := asks("shop")
	load.Arrivals, load.Request = Poisson(1), func(int) any { return please{} }
	for _, c := range []struct {
		name string
		sys  assay.System
		w    World
		want string // verdicts
		why  string // what one of the records says
	}{
		{"an early guest is ignored", shopping(true, 0), World{}, "violated violated violated violated", "nothing is left to happen, and it was never true"},
		{"a late one is served", shopping(false, 0), World{}, "holds holds holds unknown", "check decides it"},
		{"an early one asks again", shopping(true, time.Second), World{}, "holds holds holds unknown", ""},
		{"for longer than the run", shopping(true, time.Hour), World{}, "unknown unknown unknown unknown", "not true yet in 5 of 5 seeds, and a run that was cut off"},
		{"what is lost is sent again", lossy, World{}, "holds holds holds unknown", ""},
		{"what is ignored waits", waits, World{}, "unknown unknown unknown unknown", "what is ignored waits, by assumption"},
		{"a load may ask again", shopping(true, 0), World{Load: []Load{load}}, "unknown unknown unknown unknown", "a load may always ask again"},
		{"no premise", never, World{}, "unknown", "its premise was never true"},
	} {
		records := recordsOf(t, c.sys, c.w, func(x *config) { x.seeds = FirstSeeds(5) })
		var have []string
		why := false
		for _, r := range records {
			have, why = append(have, string(r.Verdict)), why || strings.Contains(r.Why, c.why)
			if r.Verdict != evidence.Violated {
				continue
			}
			if r.Trace == nil {
				t.Fatalf("%s: %s has no trace: %v", c.name, r.Property, r.NotCovered)
			}
			if text, exit, err := replay(c.sys, c.w, *r.Trace); err != nil || exit != 1 || !strings.Contains(text, r.Property+": violated here") {
				t.Errorf("%s: the trace of %s is replayed as %s, %d, %v", c.name, r.Property, text, exit, err)
			}
		}
		if got := strings.Join(have, " "); got != c.want || !why {
			t.Errorf("%s: %s, expected %s\n%+v", c.name, got, c.want, records)
		}
	}
}

// An ancient trace of what has not come yet is no violation: the last step of it is what makes it one.
func TestProgressIsViolatedAtItsEnd(t *testing.T) {
	sys := shopping(true, 0)
	r := recordsOf(t, sys, World{}, func(*config) {})[0]
	if len(r.Trace.Steps) != 2 {
		t.Fatalf("%v, expected what was ignored and that it opened", r.Trace)
	}
	r.Trace.Steps = r.Trace.Steps[:1]
	if text, exit, err := replay(sys, World{}, *r.Trace); err != nil || exit != 0 {
		t.Errorf("%s, %d, %v", text, exit, err)
	}
}

// chatter does what chance says about its seed and what it has heard, for a while.
type chatter struct {
	seed uint64
	all  []assay.ID
}

type word struct{ Left int }

func (c chatter) effects(self assay.ID, heard, left int) (effects assay.Effects) {
	h := fnv.New64a()
	fmt.Fprint(h, c.seed, self, heard, left)
	r := rand.New(rand.NewPCG(c.seed, h.Sum64()))
	for range r.IntN(3) {
		switch r.IntN(6) {
		case 0, 1:
			if n := len(c.all); n > 0 {
				effects = append(effects, assay.Send(c.all[r.IntN(n)], word{left - 1}))
			}
		case 2:
			effects = append(effects, assay.SetTimer("t", time.Duration(r.IntN(2000))*time.Millisecond))
		case 3:
			effects = append(effects, assay.StopTimer("t"))
		case 4:
			effects = append(effects, assay.Persist("heard", heard), assay.Choose("k", 0, 1))
		case 5:
			effects = append(effects, assay.Persist("heard", heard/2), assay.Sync())
		}
	}
	return effects
}

func (c chatter) Start(self assay.ID) (int, assay.Effects) { return 0, c.effects(self, 0, 4) }

func (c chatter) Receive(self assay.ID, s int, _ assay.ID, w word) (int, assay.Effects) {
	if w.Left <= 0 {
		return s, nil
	}
	return s + 1, c.effects(self, s+1, w.Left)
}

func (c chatter) Timeout(self assay.ID, s int, _ string) (int, assay.Effects) {
	return s + 1, c.effects(self, s+1, 4-s/4)
}

func (c chatter) Chosen(self assay.ID, s int, o assay.Choice) (int, assay.Effects) {
	n, ok := o.Option.(int)
	if !ok {
		return s, nil
	}
	return s + 1, c.effects(self, s+1+n, 2)
}

func chatting(r *rand.Rand) assay.System {
	budget := func() assay.Budget {
		return []assay.Budget{assay.Default, assay.None, assay.AtMost(1), assay.Unlimited}[r.IntN(4)]
	}
	sys := assay.System{Name: "chatting", Assume: assay.Assumptions{Losses: budget(), Duplicates: budget(), Crashes: budget(), Recoveries: budget(),
		Firings: budget(), Cuts: budget(), Disk: []assay.Durability{assay.Kept, assay.Torn, assay.Unsynced, assay.Wiped}[r.IntN(4)]}}
	if r.IntN(2) == 0 {
		sys.Assume.Order = assay.FIFO
	}
	c := chatter{seed: r.Uint64()}
	for i := range 3 {
		c.all = append(c.all, assay.ID(fmt.Sprintf("a%d", i)))
	}
	for _, id := range c.all {
		sys.Actors = append(sys.Actors, assay.Spawn(id, c))
	}
	sys.Properties = []assay.Property{assay.Terminates("rests", func(assay.View) bool { return true })}
	return sys
}

// worldOf is a World for chatter, with mailboxes that are full and processes that come back by themselves.
func worldOf(r *rand.Rand, sys assay.System) World {
	w := World{For: time.Duration(1+r.IntN(20)) * time.Second, Link: Link{Latency: Uniform(0, 300*ms)}, Servers: map[assay.ID]Server{}, Faults: Faults{Steady: r.IntN(2) == 0}}
	for _, a := range sys.Actors {
		if r.IntN(2) == 0 {
			continue
		}
		s := Server{Service: Exponential(50 * ms), Sync: Exactly(20 * ms), Restarts: r.IntN(2) == 0, Restart: Exactly(100 * ms), Queue: Queue{Max: r.IntN(3)}}
		if sys.Assume.Order != assay.FIFO {
			s.Lanes, s.Queue.Full, s.Queue.Order = r.IntN(3), Full(r.IntN(4)), QueueOrder(r.IntN(3))
		}
		w.Servers[a.ID] = s
	}
	return w
}

// TestRestIsQuiescent holds what a run says of its end to the state that its steps lead to in the shared semantics.
func TestRestIsQuiescent(t *testing.T) {
	sums := map[[2]bool]int{}
	for seed := range uint64(201) {
		if seed == 200 {
			seed = 3359 // has a crash in the middle of a redelivery
		}
		r := rand.New(rand.NewPCG(seed, 8))
		sys := chatting(r)
		p, err := compile(sys, worldOf(r, sys))
		if err != nil {
			t.Fatal(err)
		}
		rec, ran, err := p.recorded(seed, recordMax, "")
		if err != nil || ran.Finding != nil {
			t.Fatalf("seed %d: %v, %+v", seed, err, ran)
		}
		f, err := newFollower(p)
		if err != nil {
			t.Fatal(err)
		}
		var last step.State
		if _, _, err := f.walk(rec.steps, true, func(st step.State, _ *step.Step) bool { last = st; return false }); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		rests := [2]bool{ran.engine.judge.rested, f.sys.Quiescent(last, f.react)}
		if rests[0] && !rests[1] {
			t.Errorf("seed %d: the run came to rest, and in the shared semantics something is left to happen", seed)
		}
		sums[rests]++
	}
	if sums[[2]bool{true, true}] < 20 || sums[[2]bool{false, false}] < 20 {
		t.Errorf("the run rests, and the state is quiescent: %v, expected many of both", sums)
	}
}

// A loss is a step, after which properties are asked.
func TestLossesAreJudged(t *testing.T) {
	sys := shopping(false, 0)
	sys.Assume.Losses = assay.Unlimited
	sys.Properties = []assay.Property{assay.Always("on its way or there", func(v assay.View) error {
		if !assay.StateOf[bool](v, "shop") && len(assay.InFlight[open](v, "shop")) == 0 {
			return fmt.Errorf("it was lost")
		}
		return nil
	})}
	w := World{Link: Link{Latency: Exactly(time.Second)}, Faults: Faults{Steady: true, Loss: .5}}
	for seed := range uint64(20) {
		r, err := Run(sys, w, seed)
		if err != nil {
			t.Fatal(err)
		}
		if isOpen := *r.State("shop").(*bool); isOpen == (r.Violated["on its way or there"] != nil) {
			t.Errorf("seed %d: open is %v, violated %+v", seed, isOpen, r.Violated)
		}
	}
}

package check

import (
	"math/bits"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

// price is what surgery makes least, in this order, of ways that are equally short.
type price struct{ failures, actors int }

// cheapest goes over all ways of so many steps to where a property strikes, one by one.
func cheapest(p *pass, st step.State, property, left int, so price, used uint64, tried *int) (best price, ok bool) {
	if *tried++; *tried > 20_000 {
		return best, false
	}
	v, _ := p.net.Vector(st)
	if left == 0 {
		return price{so.failures, bits.OnesCount64(used)}, p.judged[property].in(p.eyeOn(v), false) == struck
	}
	for _, s := range p.followed(st) {
		if s.Dead() {
			continue
		}
		next, err := p.sys.Do(st, s)
		if err != nil {
			continue
		}
		cost, acts := so, used
		if s.Kind.Failure() {
			cost.failures++
		}
		if s.Actor >= 0 {
			acts |= 1 << s.Actor
		}
		if got, found := cheapest(p, next, property, left-1, cost, acts, tried); found && (!ok || got.failures < best.failures || got.failures == best.failures && got.actors < best.actors) {
			best, ok = got, true
		}
	}
	return best, ok
}

func priceOf(t trace.Trace) price {
	var cost price
	acts := map[assay.ID]bool{}
	for _, s := range t.Steps {
		switch s.Kind {
		case "redeliver", "lose", "crash", "unsync", "tear", "cut", "lie":
			cost.failures++
		}
		switch s.Kind {
		case "lie":
			acts[s.From] = true
		case "cut", "heal", "tick":
		default:
			acts[s.To] = true
		}
	}
	return price{cost.failures, len(acts)}
}

// TestSurgeryIsTheBestOfAllWays holds surgery against all shortest ways, gone one by one.
func TestSurgeryIsTheBestOfAllWays(t *testing.T) {
	compared, failing := 0, 0
	for seed := uint64(1); seed <= 700; seed++ {
		source, options := randomSystem(harshSeeds + seed)
		source.Properties = append([]assay.Property(nil), source.Properties...)
		c := newConfig(append(options, States(harshStatesMax), Workers(1)))
		p, err := search(t.Context(), source, c, need{})
		if err != nil || p.initial == nil || p.faulty() {
			continue
		}
		r, err := p.records(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		for i, j := range p.judged {
			record, _ := r.Record(j.name)
			if record.Verdict != evidence.Violated || record.Trace == nil || len(record.Trace.Steps) > 6 {
				continue
			}
			tried := 0
			var best price
			found := false
			for _, st := range p.initial {
				if got, ok := cheapest(p, st, i, len(record.Trace.Steps), price{}, 0, &tried); ok {
					best, found = got, true
				}
			}
			if tried > 20_000 {
				continue
			}
			if compared++; best.failures > 0 {
				failing++
			}
			if got := priceOf(*record.Trace); !found || got != best {
				t.Fatalf("seed %d, %s: %+v, and the best of all is %+v\n%s", seed, j.name, got, best, record.Trace)
			}
		}
	}
	if t.Logf("%d compared, %d with failures", compared, failing); compared < 150 || failing < 20 {
		t.Errorf("%d counterexamples compared, %d with failures: too few to show anything", compared, failing)
	}
}

// adder sends numbers, and adds up those that it receives.
type adder struct{ sends []int }

func (a adder) Start(assay.ID) (int, assay.Effects) {
	var effects assay.Effects
	for _, n := range a.sends {
		effects = append(effects, assay.Send("sum", n))
	}
	return 0, effects
}

func (adder) Receive(_ assay.ID, s int, _ assay.ID, n int) (int, assay.Effects) { return s + n, nil }

// The first of the shortest ways delivers 2, and then c crashes; the best delivers 1 and 3.
func TestSurgeryPrefersFewerFailures(t *testing.T) {
	source := assay.System{
		Name: "sum",
		Actors: []assay.Participant{
			assay.Spawn("a", adder{sends: []int{2}}), assay.Spawn("b", adder{sends: []int{1}}), assay.Spawn("c", adder{sends: []int{3}}),
			assay.Spawn("sum", adder{}),
		},
		Assume: assay.Assumptions{Crashes: assay.AtMost(1)},
		Properties: []assay.Property{assay.Always("calm", func(v assay.View) error {
			if sum := assay.LastStateOf[int](v, "sum"); sum == 4 || sum == 2 && !v.Up("c") {
				return errReached
			}
			return nil
		})},
	}
	p, err := search(t.Context(), source, newConfig([]Option{Workers(1)}), need{})
	if err != nil {
		t.Fatal(err)
	}
	code := p.propertyCode(0, struck)
	_, path := p.way(t.Context(), code)
	first, _ := p.walk(path)
	_, w, err := p.walkTo(t.Context(), code)
	if err != nil || priceOf(first.trace) != (price{1, 2}) || priceOf(w.trace) != (price{0, 1}) || len(w.trace.Steps) != 2 || !w.operated {
		t.Errorf("%v: first\n%s\nthen\n%s", err, first.trace, w.trace)
	}
}

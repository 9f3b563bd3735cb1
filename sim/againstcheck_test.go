package sim

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/internal/walk"
)

// A play is a history that is said line by line: one client after the other is given a line, and says all of it in one step. It has one
// behaviour but for when those that left come back, so that check and sim judge the same one.
type play struct {
	opening []assay.Effects // what each client says as it starts
	lines   []line
}

// line is what one client says in one step.
type line struct {
	client int
	marks  assay.Effects
	leaves bool // and then it restarts
}

type (
	cue  struct{ Line int } // to a client
	said struct{ Line int } // and back
)

// prompter gives the clients their cues.
type prompter struct{ lines []line }

func (p prompter) cue(i int) assay.Effects {
	if i < 0 || i >= len(p.lines) {
		return nil
	}
	return assay.Effects{assay.Send(assay.ID(fmt.Sprintf("c%d", p.lines[i].client)), cue{i})}
}

func (p prompter) Start(assay.ID) (int, assay.Effects) { return 0, p.cue(0) }

func (p prompter) Receive(_ assay.ID, _ int, _ assay.ID, m said) (int, assay.Effects) {
	return m.Line + 1, p.cue(m.Line + 1)
}

// player is a client.
type player struct {
	opening assay.Effects
	lines   []line
}

func (p player) Start(assay.ID) (int, assay.Effects) { return 0, p.opening }

func (p player) Receive(_ assay.ID, s int, from assay.ID, m cue) (int, assay.Effects) {
	if m.Line < 0 || m.Line >= len(p.lines) {
		return s, nil
	}
	l := p.lines[m.Line]
	effects := append(assay.Effects{assay.Send(from, said(m))}, l.marks...)
	if l.leaves {
		effects = append(effects, assay.Restart())
	}
	return s + 1, effects
}

func (p player) Recover(assay.ID, assay.Disk) (int, assay.Effects) { return -1, nil }

func (p player) Restarts(assay.Disk) string { return "itself" }

func (p play) system() assay.System {
	sys := assay.System{Name: "play", Actors: []assay.Participant{assay.Spawn("prompter", prompter{p.lines})},
		Properties: []assay.Property{assay.Linearizable("linearizable", cell{}), assay.SequentiallyConsistent("sequential", cell{})}}
	for i, opening := range p.opening {
		sys.Actors = append(sys.Actors, assay.Spawn(assay.ID(fmt.Sprintf("c%d", i)), player{opening, p.lines}))
	}
	return sys
}

// improvised is a play with answers that are often wrong: operations that take many steps, and ones that begin and end in one.
func improvised(r *rand.Rand) (p play) {
	flying := map[int]any{} // by client, what it does
	marks := func(client, n int) (all assay.Effects) {
		for range n {
			op, flies := flying[client]
			switch delete(flying, client); {
			case !flies:
				flying[client] = []any{1, 2, "read", "read"}[r.IntN(4)]
				all = append(all, assay.Invoke(flying[client]))
			case r.IntN(6) == 0:
				all = append(all, assay.ReturnUnknown())
			case op == "read":
				all = append(all, assay.Return([]int{0, 0, 1, 2}[r.IntN(4)]))
			default:
				all = append(all, assay.Return("written"))
			}
		}
		return all
	}
	clients := 2 + r.IntN(2)
	for c := range clients {
		p.opening = append(p.opening, marks(c, max(0, r.IntN(6)-3)))
	}
	for range 1 + r.IntN(8) {
		l := line{client: r.IntN(clients), leaves: r.IntN(10) == 0}
		l.marks = marks(l.client, 1+r.IntN(2))
		if l.leaves {
			delete(flying, l.client)
		}
		p.lines = append(p.lines, l)
	}
	return p
}

// String is the play as it is said.
func (p play) String() (text string) {
	say := func(client int, marks assay.Effects) {
		for _, m := range marks {
			text += fmt.Sprintf(" c%d:%+v", client, m)
		}
	}
	for c, opening := range p.opening {
		say(c, opening)
	}
	for _, l := range p.lines {
		text += " |"
		say(l.client, l.marks)
		if l.leaves {
			text += " leaves"
		}
	}
	return text
}

// TestJudgesAsCheckDoes holds what a simulation says of histories to what a check says of the same ones: of operations that begin and end
// in one step, of those that stay open, and of answers that are only explained later.
func TestJudgesAsCheckDoes(t *testing.T) {
	sums := map[string]int{}
	for seed := range uint64(80) {
		p := improvised(rand.New(rand.NewPCG(seed, 6)))
		sys := p.system()
		checked, err := check.Run(t.Context(), sys, check.Workers(1))
		if err != nil {
			t.Fatalf("seed %d: %v: %v", seed, err, p)
		}
		ran, err := Run(sys, World{For: time.Hour}, 1)
		if err != nil || ran.Finding != nil {
			t.Fatalf("seed %d: %v, %+v: %v", seed, err, ran.Finding, p)
		}
		sum := ""
		for _, property := range sys.Properties {
			record, _ := checked.Record(property.Name)
			found := ran.Violated[property.Name]
			if (record.Verdict == evidence.Violated) != (found != nil) || record.Verdict == evidence.Unknown || len(ran.engine.judge.undecided) > 0 {
				t.Errorf("seed %d: %s: check says %q, and the simulation %+v: %v", seed, property.Name, record.Verdict, found, p)
			}
			if found != nil && seed < 20 {
				shows(t, ran, found)
			}
			sum += string(record.Verdict) + " "
		}
		sums[sum]++
	}
	if sums["holds holds "] < 10 || sums["violated holds "] < 5 || sums["violated violated "] < 10 || len(sums) != 3 {
		t.Errorf("linearizable, and sequentially consistent: %v, expected enough of each that there is", sums)
	}
}

// shows holds the trace of a violation to being one: replayed or walked in explore, it is violated at its end, and was not before.
func shows(t *testing.T, ran *Result, found *Finding) {
	t.Helper()
	p := ran.engine.plan
	trace, err := p.counterexample(ran, found)
	if err != nil {
		t.Fatal(err)
	}
	g, err := groundOf(p.sys, p.world, *trace)
	if err != nil {
		t.Fatal(err)
	}
	at := walk.Place{State: g.Initial[0]}
	steps := trace.Steps
	for n := 0; ; n++ {
		whole := n == len(steps)
		trace.Steps = steps[:n]
		text, _, err := replay(p.sys, p.world, *trace)
		if err != nil || strings.Contains(text, fmt.Sprintf("  %s: violated here\n", found.Property)) != whole {
			t.Fatalf("%s: %v: its first %d steps are replayed as\n%s", found.Why, err, n, text)
		}
		if said := g.Judge(at, found.Property); len(said) != 1 || (said[0].Truth == diagram.False) != whole || (said[0].Truth == diagram.True) == whole {
			t.Fatalf("%s: after %d steps explore says %+v", found.Why, n, said)
		}
		if whole {
			return
		}
		s, err := walk.Choose(g.Sys, at.State, g.React, steps[n])
		if err != nil {
			t.Fatal(err)
		}
		before := at
		at = walk.Place{Took: s, Before: &before}
		if at.State, err = g.Sys.Do(before.State, s); err != nil {
			t.Fatal(err)
		}
	}
}

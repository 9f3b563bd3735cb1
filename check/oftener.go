package check

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/lts"
	"github.com/assay-dev/assay/internal/step"
)

const (
	runsMin     = 2    // each input, as the search meets it
	runsMax     = 16   // each input, where they are few: one lot in two is missed 16 times once in 32,768
	runsOverall = 4096 // of all inputs together, where each is run oftener than runsMin
)

// runsOf is how often each of so many inputs is run in all.
func runsOf(inputs int) int {
	return max(runsMin, min(runsMax, runsOverall/max(inputs, 1)))
}

// oftener runs each input some times more once the search has met them all, in canonical order and on one goroutine, so that which are run and
// how often is the same for any number of workers. It answers whether a handler was seen to be no function that was not before: then
// the search is worth another, which finds the way there.
func (p *pass) oftener(ctx context.Context) (more bool) {
	net, actors := p.net.(*lts.Net)
	if _, over := p.watch.over(); !actors || over || p.result.Err != nil || p.net.Err() != nil {
		return false
	}
	answers, few := p.answers(net)
	runs := runsOf(len(answers))
	if !few || runs == runsMin {
		return false
	}
	p.watch = newWatch(p.config)
	go p.watch.run(ctx)
	defer p.watch.close()
	slot, done := p.watch.newSlot(p.sys, 0), make(chan bool, 1)
	go func() {
		found := false
		defer func() { done <- found }()
		for _, a := range answers {
			if _, over := p.watch.over(); over {
				return
			}
			found = p.sys.Again(a.Actor, a.Local, a.In, a.Reaction, runs-runsMin, slot) || found
		}
	}()
	select {
	case more = <-done:
	case <-p.watch.abort:
	}
	if _, over := p.watch.over(); over {
		p.result.Cut = graph.CutAborted
		return false
	}
	p.runs, p.more = runs, uint64(len(answers)*(runs-runsMin))
	return more
}

// answers are all inputs that handlers have answered, in canonical order, unless they are too many to run oftener.
func (p *pass) answers(net *lts.Net) (all []lts.Answer, few bool) {
	if all, few = net.Answers(runsOverall / runsMin); !few {
		return nil, false
	}
	for actor, r := range p.started {
		all = append(all, lts.Answer{Actor: actor, In: step.Input{Kind: step.Start}, Reaction: r})
	}
	keys := make(map[*step.Reaction]string, len(all))
	for _, a := range all {
		keys[a.Reaction] = p.sys.InputKey(a.Actor, a.Local, a.In)
	}
	slices.SortFunc(all, func(a, b lts.Answer) int {
		return cmp.Or(cmp.Compare(a.Actor, b.Actor), cmp.Compare(keys[a.Reaction], keys[b.Reaction]))
	})
	return slices.CompactFunc(all, func(a, b lts.Answer) bool { return keys[a.Reaction] == keys[b.Reaction] }), true
}

// runsText says how often each input was run.
func (p *pass) runsText() string {
	if p.runs > runsMin {
		return fmt.Sprintf("each input run %d times", p.runs)
	}
	return "each input run twice"
}

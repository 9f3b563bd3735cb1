package check

import (
	"cmp"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/internal/walk"
	"github.com/assay-dev/assay/trace"
)

// huntTimeMaxS is how long a search for what is violated may take while somebody looks at the page.
const huntTimeMaxS = 120

// exploreInstead answers the command's questions about a System, instead of checking it. It answers false where the command did not ask.
func exploreInstead(t *testing.T, channel *side.Channel, sys assay.System, options []Option) bool {
	asked, exploring := channel.Explores()
	if exploring && asked == sys.Name {
		walk.Serve(t.Context(), channel, roomOf(sys, options))
	}
	return exploring
}

// roomOf is a System to walk in, and a search of it as its test makes it.
func roomOf(sys assay.System, options []Option) walk.Room {
	return walk.Room{
		System: sys.Name,
		Open: func(ctx context.Context, want trace.Trace) (*walk.Ground, error) {
			c := newConfig(options)
			where, err := settingOf(ctx, sys, want, c)
			if err != nil {
				return nil, err
			}
			return groundOf(ctx, sys, where, c)
		},
		Hunt: func(ctx context.Context, told func(uint64, int)) ([]walk.Found, string, error) {
			all := append([]Option{memoryDefault(testProcesses())}, options...)
			result, err := Run(ctx, sys, append(all, Time(huntTimeMaxS*time.Second), tellingOf(told))...)
			if err != nil {
				return nil, "", err
			}
			return walk.FoundIn(result.Records), "", nil
		},
	}
}

func tellingOf(told func(uint64, int)) Option {
	return func(c *config) { c.progress = func(p Progress) { told(p.States, int(p.Depth)) } }
}

// groundOf is a setting in which every component of a state is kept: a person may look at all of them.
func groundOf(ctx context.Context, sys assay.System, where setting, c config) (*walk.Ground, error) {
	c.only = ""
	if err := validateProperties(where.sys, c); err != nil {
		return nil, err
	}
	whole := need{track: step.Track{History: true, Disks: true, Timers: true, Last: true}, network: true, spent: true}
	p, err := newPass(ctx, where.sys, c, whole)
	if err == nil {
		err = p.refuseStart()
	}
	if err != nil {
		return nil, err
	}
	p.lower(c)
	g := &walk.Ground{Sys: p.sys, React: p.reactor(), Initial: p.initial, Note: where.words, Digest: where.digest,
		Judge: func(at walk.Place, only string) []diagram.Saying { return p.sayings(at.State, only) }}
	if g.Digest == "" {
		g.Digest, err = digestOf(ctx, sys)
	}
	for _, property := range where.sys.Properties {
		g.Properties = append(g.Properties, walk.Property{Name: property.Name, Goal: property.Kind == assay.KindSometimes})
	}
	if c.deadlock {
		g.Properties = append(g.Properties, walk.Property{Name: deadlocked})
	}
	if p.within != nil {
		g.Inside = func(st step.State) bool {
			v, _ := p.net.Vector(st)
			return p.within.once(p.eyeOn(v)) == struck
		}
	}
	return g, err
}

// aboutTheRest is why a Recovers says nothing of one state.
const aboutTheRest = "it is about all that can follow from here"

// sayings are what the properties say of a state, or the one that is called only.
func (p *pass) sayings(st step.State, only string) (all []diagram.Saying) {
	v, _ := p.net.Vector(st)
	for _, j := range p.judged {
		if only == "" || only == j.name {
			all = append(all, sayingOf(p.judgeOne(j, v), j.always))
		}
	}
	if p.config.deadlock && (only == "" || only == deadlocked) && p.sys.Quiescent(st, p.reactor()) {
		all = append(all, sayingOf(deadlockRecord(p.sys.Name), true))
	}
	for _, property := range p.source.Properties {
		if property.Kind == assay.KindRecovers && (only == "" || only == property.Name) {
			all = append(all, diagram.Saying{Property: property.Name, Truth: diagram.Open, Why: aboutTheRest})
		}
	}
	return all
}

// sayingOf is what a record says of one state.
func sayingOf(r evidence.Record, always bool) diagram.Saying {
	s := diagram.Saying{Property: cmp.Or(r.Property, r.Finding)}
	why, hint, _ := strings.Cut(r.Why, "\nhint: ")
	switch {
	case r.Verdict == evidence.Violated:
		s.Truth, s.Why, s.Hint = diagram.False, why, hint
	case always:
		s.Truth = diagram.True
	case r.Why == reachedHere:
		s.Truth = diagram.Reached
	default:
		s.Truth = diagram.NotReached
	}
	return s
}

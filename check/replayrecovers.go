package check

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

// recoverTimeMaxS is how long a replay may look for what a Recovers says of where the trace ends: it explores all that can follow.
const recoverTimeMaxS = 2 * handlerTimeMaxS

// recoveriesAfter are what the Recovers properties say of the state in which a trace ends: whether all that can follow recovers.
func recoveriesAfter(ctx context.Context, where setting, c config, want trace.Trace) ([]evidence.Record, error) {
	var all []evidence.Record
	for _, property := range where.sys.Properties {
		if property.Kind != assay.KindRecovers {
			continue
		}
		record, err := recoveryAfter(ctx, where, c, want, property)
		if err != nil {
			return nil, err
		}
		all = append(all, record)
	}
	return all, nil
}

func recoveryAfter(ctx context.Context, where setting, c config, want trace.Trace, property assay.Property) (evidence.Record, error) {
	c.began, c.timeMax = time.Now(), recoverTimeMaxS*time.Second
	if !c.statesGiven {
		c.statesMax = sweepStatesMax
	}
	record := evidence.Record{System: where.sys.Name, Property: property.Name, Figures: map[string]uint64{}}
	wants := need{network: true}
	for range passesMax {
		p, err := newPass(ctx, where.sys, c, wants)
		if err != nil {
			return record, err
		}
		p.lower(c)
		went, err := p.retrace(where, want)
		if err != nil || went.fault != nil {
			return record, err
		}
		p.initial = []step.State{went.last}
		p.calm = true
		g, err := p.live(ctx, property)
		if errors.Is(err, errAgain) {
			more, _ := p.wants()
			wants = wants.with(more)
			continue
		}
		if err != nil {
			return record, err
		}
		if g.failed != silent {
			record.Property, record.Finding, record.Verdict, record.Why = "", findingOutcome[g.failed], evidence.Violated, g.goal.whys[g.failed]
			return record, nil
		}
		if len(g.faults) > 0 {
			record.Verdict, record.Why = evidence.Unknown, "it cannot be told whether what follows recovers"
			return record, nil
		}
		if err := g.judge(&record); err != nil {
			return record, err
		}
		record.Trace = nil // it begins where this one ends
		switch record.Verdict {
		case evidence.Violated:
			record.Why = "from here on " + record.Why
		case evidence.Holds:
			record.Verdict, record.Why = evidence.Unknown, "whatever follows recovers"
		}
		return record, nil
	}
	return record, fmt.Errorf("check: property %q asks for something new in every pass, which is an error of Assay", property.Name)
}

// withRecoveries adds what the Recovers properties say to a replay that came to its end.
func (r replayed) withRecoveries(ctx context.Context, where setting, c config, want trace.Trace, asked string) (replayed, error) {
	if r.course.fault != nil {
		return r, nil
	}
	recoveries, err := recoveriesAfter(ctx, where, c, want)
	r.judged = append(slices.Clip(r.judged), recoveries...)
	r.entitle(asked)
	return r, err
}

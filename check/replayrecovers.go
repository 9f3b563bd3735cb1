package check

import (
	"context"
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
	g, err := graphOf(ctx, where.sys, c, need{}, property, func(p *pass) error {
		p.lower(c)
		went, err := p.retrace(where, want)
		p.initial, p.calm = []step.State{went.last}, true
		return err
	})
	switch {
	case err != nil:
		return record, err
	case g.failed != silent:
		record.Property, record.Finding, record.Verdict, record.Why = "", findingOutcome[g.failed], evidence.Violated, g.goal.whys[g.failed]
		return record, nil
	case len(g.faults) > 0:
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

package check

import (
	"context"
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/internal/walk"
	"github.com/assay-dev/assay/trace"
)

// tellStates adds to the traces of records what each step sent and led to, for pictures. It is what leaves a test, and no part of a Run.
func tellStates(ctx context.Context, sys assay.System, c config, records []evidence.Record) {
	has := func(r evidence.Record) bool { return r.Trace != nil }
	stuck := func(r evidence.Record) bool { return r.Finding == "returns" }
	if !slices.ContainsFunc(records, has) || slices.ContainsFunc(records, stuck) {
		return // a call that did not return once is not made again
	}
	first := slices.IndexFunc(records, has)
	g, err := groundOf(ctx, sys, setting{sys: sys, digest: records[first].Trace.Digest}, c)
	if err != nil {
		return // the pictures lack their states; the search has said what is wrong with the system
	}
	if judge := g.Judge; c.only != "" {
		g.Judge = func(at walk.Place, _ string) []diagram.Saying { return judge(at, c.only) } // the search called no other
	}
	for _, r := range records {
		if r.Trace != nil {
			walk.Tell(g, r.Trace)
		}
	}
}

// tellStates does so for the traces that a sweep shows, each under the assumptions of the point that found it.
func (s *sweep) tellStates(found evidence.Sweep, least Result) {
	if s.ctx.Err() != nil || s.late() {
		return
	}
	shown := map[*trace.Trace]bool{}
	show := func(cuts []evidence.SweepCut) {
		for _, cut := range cuts {
			shown[cut.Trace] = true
		}
	}
	show(found.Findings)
	for _, p := range found.Properties {
		show(p.Breaks)
	}
	for _, r := range least.Records {
		shown[r.Trace] = true
	}
	for _, run := range s.ran {
		wanted := slices.DeleteFunc(slices.Clone(run.result.Records), func(r evidence.Record) bool { return r.Trace == nil || !shown[r.Trace] })
		sys := relaxed(s.sys, s.dimensions, run.at)
		sys.Properties = s.properties
		tellStates(s.ctx, sys, newConfig(s.options), wanted)
	}
}

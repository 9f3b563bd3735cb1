package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

// risk is what may still go wrong though everything holds, in plain words.
type risk struct {
	rank
	Text  string
	Where []string // systems, in order
}

// rank orders risks: what a person accepted or a single failure brings about first, what a tool was told to ignore last.
type rank int

const (
	rankAccepted rank = iota
	rankSweep
	rankContract
	rankAssumed
	rankBudget
	rankUncovered
	rankIgnored
)

// taken is an assumption about the world that a claim takes for granted.
type taken struct {
	name, value string
	text        string
	if_         func(entries []evidence.Entry) bool // nil is always
}

// takens are the assumptions whose failing is a risk. A budget that is none says that the thing did not happen at all.
var takens = []taken{
	{"order", "fifo", "Messages may overtake each other: it is assumed that those from one participant to another do not.", nil},
	{"losses", "none", "A message may get lost: it is assumed that none does.", nil},
	{"duplicates", "none", "A message may arrive twice: it is assumed that none does.", nil},
	{"crashes", "none", "Something may crash: it is assumed that nothing does.", nobodyAlone("crashes")},
	{"recoveries", "none", "What has crashed may come back: it is assumed that it stays down.", nil},
	{"disk", "kept", "A crash may take what was written to a disk: it is assumed that all is kept, also without a sync.", crashing},
	{"cuts", "none", "The network may be cut in two: it is assumed that it never is.", cutsMatter},
	{"mistakes", "none", "Somebody may make a mistake: it is assumed that nobody does.", nobodyAlone("mistakes")},
	{"malice", "none", "Somebody may mean harm: it is assumed that nobody does.", nobodyAlone("malice")},
	{"failures", "none but what is planned", "More may fail than the simulation plans.", nil},
}

func valueOf(entries []evidence.Entry, name string) string {
	for _, e := range entries {
		if e.Name == name {
			return e.Value
		}
	}
	return ""
}

// nobodyAlone says that no participant has a budget of its own for something.
func nobodyAlone(what string) func([]evidence.Entry) bool {
	return func(entries []evidence.Entry) bool {
		return !slices.ContainsFunc(entries, func(e evidence.Entry) bool {
			return strings.HasSuffix(e.Name, " alone") && strings.Contains(e.Value, what+" ") && !strings.Contains(e.Value, what+" none")
		})
	}
}

func crashing(entries []evidence.Entry) bool {
	return valueOf(entries, "crashes") != "none" || !nobodyAlone("crashes")(entries)
}

// cutsMatter says that a cut is more than a long delay, which an exploration of unordered links covers.
func cutsMatter(entries []evidence.Entry) bool {
	return valueOf(entries, "order") != "unordered" || valueOf(entries, "clocks") != "none" || valueOf(entries, "failures") != ""
}

// risks are what the claims that hold leave open: what they take for granted, how far they were tried, what they say that they do not
// cover, and what was accepted.
func (r Report) risks() []risk {
	var all register
	for _, record := range r.sorted() {
		where := place(record)
		if record.Accepted != "" && record.Verdict == evidence.Unknown {
			all.add(rankAccepted, "Whether “"+title(record)+"” holds is not known; accepted because "+trace.Line(record.Accepted)+".", where)
		}
		if record.Verdict != evidence.Holds {
			continue
		}
		for _, t := range takens {
			if valueOf(record.Assumptions, t.name) == t.value && (t.if_ == nil || t.if_(record.Assumptions)) {
				all.add(rankAssumed, t.text, where)
			}
		}
		all.budgets(record, where)
		if not := valueOf(record.Assumptions, evidence.Purity); not != "" {
			all.add(rankAssumed, "A handler may do more than to answer, or answer by chance: that none does is "+trace.Line(not)+".", where)
		}
		for _, text := range record.NotCovered {
			all.add(rankUncovered, "Not covered: "+trace.Line(text)+".", where)
		}
		if within := valueOf(record.Bounds, "within"); within != "" {
			all.add(rankUncovered, "Behaviours beyond the declared bound were not followed.", where)
		}
		for _, e := range record.Assumptions {
			if reason, ok := strings.CutPrefix(e.Name, "ignored at "); ok {
				all.add(rankIgnored, "A finding of vet is ignored at "+trace.Line(reason)+": "+trace.Line(e.Value)+".", where)
			}
		}
	}
	for _, c := range evidence.Contracts(r.Records) {
		if len(c.KeptBy) == 0 {
			for _, by := range c.AssumedBy {
				all.add(rankContract, "Nobody shows that the contract is kept: "+trace.Line(c.Contract)+".", trace.Line(by))
			}
		}
	}
	r.sweepRisks(&all)
	return all.sorted()
}

// sweepRisks are the claims that a single failure more would break: those stand first in a person's mind.
func (r Report) sweepRisks(all *register) {
	for _, s := range r.Sweeps {
		for _, p := range s.Properties {
			for _, cut := range p.Breaks {
				if !p.Reaching && len(cut.Words) == 1 {
					all.add(rankSweep, "One relaxation is enough to break “"+trace.Line(p.Name)+"”: "+trace.Line(cut.Words[0])+".", trace.Line(s.System))
				}
			}
		}
	}
}

// register collects risks: one that is met again applies in one more place.
type register struct{ risks []risk }

func (g *register) add(r rank, text, where string) {
	at := slices.IndexFunc(g.risks, func(known risk) bool { return known.Text == text })
	if at < 0 {
		at, g.risks = len(g.risks), append(g.risks, risk{rank: r, Text: text})
	}
	if !slices.Contains(g.risks[at].Where, where) {
		g.risks[at].Where = append(g.risks[at].Where, where)
	}
}

// sorted are the risks by rank, and those of equal rank by how many systems they apply to.
func (g *register) sorted() []risk {
	slices.SortStableFunc(g.risks, func(a, b risk) int { return cmp.Or(int(a.rank-b.rank), len(b.Where)-len(a.Where)) })
	return g.risks
}

// budgets are failures that happen only so often.
func (g *register) budgets(r evidence.Record, where string) {
	for _, e := range r.Assumptions {
		if strings.HasPrefix(e.Value, "at most ") {
			g.add(rankBudget, "There may be more "+trace.Line(e.Name)+" than "+trace.Line(e.Value)+".", where)
		}
	}
}

package report

import (
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

// risk is what may still go wrong though everything holds, in plain words.
type risk struct {
	Text  string
	Where []string // systems, in order
}

// taken is an assumption about the world that a claim takes for granted.
type taken struct {
	name, value string
	text        string
	if_         func(entries []evidence.Entry) bool // nil is always
}

// takens are the assumptions whose failing is a risk. A budget that is none says that the thing did not happen at all.
var takens = []taken{
	{"order", "fifo", "Messages from one participant to another never overtake each other.", nil},
	{"losses", "none", "No message is lost.", nil},
	{"duplicates", "none", "No message arrives twice.", nil},
	{"crashes", "none", "Nothing crashes.", nobodyAlone("crashes")},
	{"recoveries", "none", "What has crashed stays down.", nil},
	{"disk", "kept", "What was written to a disk is there after every crash, also without a sync.", crashing},
	{"cuts", "none", "The network is never cut in two.", cutsMatter},
	{"mistakes", "none", "Nobody makes a mistake.", nobodyAlone("mistakes")},
	{"malice", "none", "Nobody means harm.", nobodyAlone("malice")},
	{"failures", "none but what is planned", "Nothing fails but what the simulation plans.", nil},
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
			all.add("Whether “"+title(record)+"” holds is not known; accepted because "+trace.Line(record.Accepted)+".", where)
		}
		if record.Verdict != evidence.Holds {
			continue
		}
		for _, t := range takens {
			if valueOf(record.Assumptions, t.name) == t.value && (t.if_ == nil || t.if_(record.Assumptions)) {
				all.add(t.text, where)
			}
		}
		all.budgets(record, where)
		for _, text := range record.NotCovered {
			all.add("Not covered: "+trace.Line(text)+".", where)
		}
		if within := valueOf(record.Bounds, "within"); within != "" {
			all.add("Behaviours beyond the declared bound were not followed.", where)
		}
		for _, e := range record.Assumptions {
			if reason, ok := strings.CutPrefix(e.Name, "ignored at "); ok {
				all.add("A finding of vet is ignored at "+trace.Line(reason)+": "+trace.Line(e.Value)+".", where)
			}
		}
	}
	for _, c := range evidence.Contracts(r.Records) {
		if len(c.KeptBy) == 0 {
			for _, by := range c.AssumedBy {
				all.add("Nobody shows that the contract is kept: "+trace.Line(c.Contract)+".", trace.Line(by))
			}
		}
	}
	r.sweepRisks(&all)
	return all.risks
}

// sweepRisks are the claims that a single failure more would break: those stand first in a person's mind.
func (r Report) sweepRisks(all *register) {
	for _, s := range r.Sweeps {
		for _, p := range s.Properties {
			for _, cut := range p.Breaks {
				if !p.Reaching && len(cut.Words) == 1 {
					all.add("One relaxation is enough to break “"+trace.Line(p.Name)+"”: "+trace.Line(cut.Words[0])+".", trace.Line(s.System))
				}
			}
		}
	}
}

// register collects risks: one that is met again applies in one more place.
type register struct{ risks []risk }

func (g *register) add(text, where string) {
	at := slices.IndexFunc(g.risks, func(r risk) bool { return r.Text == text })
	if at < 0 {
		at, g.risks = len(g.risks), append(g.risks, risk{Text: text})
	}
	if !slices.Contains(g.risks[at].Where, where) {
		g.risks[at].Where = append(g.risks[at].Where, where)
	}
}

// budgets are failures that happen only so often.
func (g *register) budgets(r evidence.Record, where string) {
	for _, e := range r.Assumptions {
		if strings.HasPrefix(e.Value, "at most ") {
			g.add("Only so many "+trace.Line(e.Name)+" ("+trace.Line(e.Value)+"): one more was not tried.", where)
		}
	}
}

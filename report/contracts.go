package report

import (
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

// contracts says of each contract that is assumed who keeps it.
func (p *printer) contracts(records []evidence.Record) {
	for i, c := range evidence.Contracts(records) {
		if i == 0 {
			p.line(0, "")
			p.line(0, p.paint(bold, "contracts"))
		}
		p.line(systemIndent, trace.Line(c.Contract))
		p.places("assumed by", c.AssumedBy)
		p.places("kept by", c.KeptBy)
		p.places("broken by", c.BrokenBy)
		p.places("unknown", c.UnknownBy)
		if len(c.KeptBy) == 0 {
			text := "nobody here: it stands as an assumption"
			if strings.HasSuffix(c.Contract, evidence.Incomparable) {
				text += " (nobody can tell whether two such are one: name the function)"
			}
			p.labelled(propertyIndent, "kept by", strings.Fields(text), " ")
		}
	}
}

func (p *printer) places(label string, places []string) {
	var parts []string
	for _, place := range places {
		parts = append(parts, trace.Line(place))
	}
	p.labelled(propertyIndent, label, parts, ", ")
}

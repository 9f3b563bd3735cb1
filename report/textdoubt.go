package report

import (
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

// doubt says right below the head of a system on what all that follows rests, where the analyzers put it in doubt: who reads no further
// than "holds" has read it.
func (p *printer) doubt(records []evidence.Record) {
	for _, r := range records {
		if not := valueOf(r.Assumptions, evidence.Purity); not != "" {
			before, after := strings.Fields("! that its handlers are functions of what they are given is"), strings.Fields("what holds here rests on it")
			p.wrap(propertyIndent, "", 0, slices.Concat(before, []string{trace.Line(not) + ";"}, after), " ")
			return
		}
	}
}

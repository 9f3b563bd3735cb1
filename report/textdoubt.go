package report

import (
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

// doubt says right below the head of a system on what all that follows rests, where the analyzers put it in doubt: who reads no further
// than "holds" has read it.
func (p *printer) doubt(records []evidence.Record) {
	for _, r := range records {
		if not := valueOf(r.Assumptions, evidence.Purity); not != "" {
			words := []string{"!", "that", "its", "handlers", "are", "functions", "of", "what", "they", "are", "given", "is"}
			words = append(words, trace.Line(not)+";", "what", "holds", "here", "rests", "on", "it")
			p.wrap(propertyIndent, "", 0, words, " ")
			return
		}
	}
}

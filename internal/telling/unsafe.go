package telling

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/step"
)

// unsafeActs are STPA's words for an unsafe control action of each sort (Leveson and Thomas, STPA Handbook, 2018, section 2.5): it is not
// provided, it is provided and should not be, or it comes too early, too late or out of order. A reading that is taken for another is a
// flaw in the process model, on which actions are provided that should not be.
var unsafeActs = map[string]string{
	"omission":     "not provided",
	"jump":         "out of order",
	"repetition":   "provided again",
	"intrusion":    "provided and should not be",
	"wrong target": "provided to the wrong target",
	"misreading":   "provided on a flawed process model",
}

// unsafe is what sort of unsafe control action a mistake is. Of a sort that nobody knows it says nothing.
func (p teller) unsafe(s step.Step) string {
	if m, ok := p.sys.Fresh(s.Option).(assay.Mistake); ok {
		if known := unsafeActs[m.Sort]; known != "" {
			return "unsafe control action: " + known
		}
		return ""
	}
	return "unsafe control action: provided on purpose"
}

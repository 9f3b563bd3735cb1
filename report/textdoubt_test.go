package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/assay-dev/assay/evidence"
)

// TestDoubt: where analyzers doubt the handlers, that stands between the name of a system and what holds of it, once, with the
// assumptions, and among what is left open.
func TestDoubt(t *testing.T) {
	doubted := []evidence.Entry{{Name: "order", Value: "unordered"}, {Name: evidence.Purity, Value: "not shown: 2 findings of vet"}}
	r := Report{Records: []evidence.Record{
		{Package: "x", System: "dice", Property: "a", Technique: "check", Verdict: evidence.Holds, Assumptions: doubted},
		{Package: "x", System: "dice", Property: "b", Technique: "check", Verdict: evidence.Holds, Assumptions: doubted},
		{Package: "x", System: "sure", Property: "c", Technique: "check", Verdict: evidence.Holds, Assumptions: doubted[:1]},
	}}
	var out bytes.Buffer
	if err := Text(&out, r.Records, Options{}); err != nil {
		t.Fatal(err)
	}
	const want = "  dice  check\n" +
		"    ! that its handlers are functions of what they are given is not shown: 2 findings of vet; what\n" +
		"    holds here rests on it\n" +
		"    ✓ a  holds\n"
	if text := out.String(); !strings.Contains(text, want) || strings.Count(text, "! ") != 1 || strings.Count(text, "purity not shown: 2 findings of vet") != 1 {
		t.Errorf("it says\n%s\nexpected in it\n%s", text, want)
	}
	var told []string
	for _, risk := range r.risks() {
		if strings.Contains(risk.Text, "A handler may do more") {
			told = append(told, strings.Join(risk.Where, ","))
		}
	}
	if len(told) != 1 || !strings.Contains(told[0], "dice") || strings.Contains(told[0], "sure") {
		t.Errorf("the risk is about %q, expected dice alone", told)
	}
}

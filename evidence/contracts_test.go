package evidence

import (
	"reflect"
	"testing"
)

// A contract is kept where a record shows it, whoever else assumes it; what was expected to be broken shows nothing of its owner.
func TestContracts(t *testing.T) {
	assumes := func(system string, contracts ...string) Record {
		r := Record{Package: "p", System: system, Property: "safe", Verdict: Holds}
		for _, c := range contracts {
			r.Assumptions = append(r.Assumptions, Entry{ContractOf + "x", c})
		}
		return r
	}
	keeps := func(system, contract string, verdict Verdict) Record {
		return Record{Package: "p", System: system, Property: "keeps", Verdict: verdict, Guarantees: &Entry{"y", contract}}
	}
	expected := keeps("s5", "A", Violated)
	expected.Expected = true
	both := keeps("s1", "B", Holds) // it assumes A, and keeps B
	both.Assumptions = []Entry{{ContractOf + "x", "A"}}
	got := Contracts([]Record{both, assumes("s2", "B"), assumes("s2", "B"), keeps("s2", "A", Holds), keeps("s3", "A", Violated), keeps("s4", "A", Unknown),
		expected, assumes("s6", "C"), keeps("s7", "D", Holds)})
	want := []Contract{
		{Contract: "A", AssumedBy: []string{"p s1"}, KeptBy: []string{"p s2"}, BrokenBy: []string{"p s3"}, UnknownBy: []string{"p s4"}},
		{Contract: "B", AssumedBy: []string{"p s2"}, KeptBy: []string{"p s1"}},
		{Contract: "C", AssumedBy: []string{"p s6"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, expected %+v", got, want)
	}
}

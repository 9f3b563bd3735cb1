package evidence_test

import (
	"fmt"
	"os"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

func forgetful() evidence.Record {
	return evidence.Record{
		Package: "./examples/lock", System: "lock/forgetful", Property: "mutual exclusion", Technique: "check",
		Verdict: evidence.Violated, Why: "client0 and client1 both hold the lock",
		Assumptions: []evidence.Entry{{Name: "order", Value: "unordered"}, {Name: "crashes", Value: "at most 1"}},
		Trace: &trace.Trace{
			System: "lock/forgetful", Digest: "k3f9", Package: "./examples/lock", Title: "mutual exclusion: violated after 3 steps",
			Steps: []trace.Step{
				{Number: 0, Kind: "deliver", From: "client0", To: "lock", What: "Acquire"},
				{Number: 2, Kind: "crash", To: "lock", Note: "loses {Holder: client0}"},
				{Number: 0, Kind: "recover", To: "lock", Note: "disk empty"},
			},
			Final: []trace.State{{ID: "client0", Text: "holding"}, {ID: "client1", Text: "holding"}},
		},
		Figures:  map[string]uint64{"states": 1204, "steps": 3310, "depth": 14, "handlerRuns": 96, "handlerCalls": 192},
		Measured: map[string]float64{"seconds": 0.312},
	}
}

func ExampleEncoder() {
	e := evidence.NewEncoder(os.Stdout)
	e.Encode(evidence.Message{Config: &evidence.Config{Protocol: evidence.Protocol, Version: "v0.1.0"}})
	r := evidence.Comparable(forgetful())
	r.Trace, r.Assumptions = nil, nil
	e.Encode(evidence.Message{Evidence: &r})
	s := evidence.Summarize([]evidence.Record{r}, 0)
	e.Encode(evidence.Message{Summary: &s})
	// Output:
	// {"config":{"protocol":1,"version":"v0.1.0"}}
	// {"evidence":{"package":"./examples/lock","system":"lock/forgetful","property":"mutual exclusion","technique":"check","verdict":"violated","why":"client0 and client1 both hold the lock","figures":{"depth":14,"handlerCalls":192,"handlerRuns":96,"states":1204,"steps":3310}}}
	// {"summary":{"holds":0,"violated":1,"unknown":0,"expected":0,"accepted":0,"problems":0,"exit":1}}
}

// A message travels through the attributes of a test: t.Attr("assay", value) for each.
func ExampleJoiner() {
	r := forgetful()
	var j evidence.Joiner
	for _, value := range evidence.Attrs(evidence.Message{Evidence: &r}) {
		m, err := j.Add(value)
		if m != nil {
			fmt.Println(m.Evidence.Property, m.Evidence.Verdict, m.Evidence.Trace.Name(), err)
		}
	}
	fmt.Println(j.Close())
	_, err := j.Add("2/2 00000000 }|")
	fmt.Println(err)
	// Output:
	// mutual exclusion violated lock/forgetful@k3f9:0.2.0 <nil>
	// <nil>
	// evidence: piece 2 of 2 follows piece 0 of 0, expected the next piece of one message
}

// An unknown that nobody accepted is no pass, and no evidence at all is an error.
func ExampleExitStatus() {
	fmt.Println(evidence.ExitStatus([]evidence.Record{{Verdict: evidence.Holds}}, 0))
	fmt.Println(evidence.ExitStatus([]evidence.Record{forgetful()}, 0))
	fmt.Println(evidence.ExitStatus(nil, 0))
	fmt.Println(evidence.ExitStatus([]evidence.Record{{Verdict: evidence.Unknown}, {Verdict: evidence.Holds}}, 0))
	// Output:
	// 0
	// 1
	// 2
	// 3
}

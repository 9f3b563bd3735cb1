package report_test

import (
	"os"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/report"
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

func ExampleText() {
	broken := forgetful()
	alive := broken
	alive.Property, alive.Verdict, alive.Why, alive.Trace = "someone holds the lock", evidence.Holds, "", nil
	report.Text(os.Stdout, []evidence.Record{broken, alive}, report.Options{})
	// Output:
	// ./examples/lock
	//
	//   lock/forgetful  check, 1,204 states, 3,310 steps, depth 14, 96 handler runs, 0.31 s
	//     ✗ mutual exclusion        violated
	//       client0 and client1 both hold the lock
	//
	//       mutual exclusion: violated after 3 steps
	//         1  deliver  client0 -> lock  Acquire
	//         2  crash    lock             loses {Holder: client0}
	//         3  recover  lock             disk empty
	//         client0=holding client1=holding
	//       replay: assay replay ./examples/lock lock/forgetful@k3f9:0.2.0
	//
	//     ✓ someone holds the lock  holds
	//     assuming     order unordered, crashes at most 1
	//
	// 1 holds, 1 violated
}

//assay:ignore pure the actors of these tests are what each test gives them, wrong ones too: the checker is what is tested
package check_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/lock"
	"github.com/assay-dev/assay/examples/register"
)

// A lock server that does not write down who holds the lock grants it twice when it crashes.
func ExampleRun() {
	result, err := check.Run(context.Background(), lock.Forgetful())
	if err != nil {
		fmt.Println(err)
		return
	}
	record, _ := result.Record("mutual exclusion")
	fmt.Println(record.Verdict, "-", record.Why)
	for i, step := range record.Trace.Steps {
		fmt.Printf("%d %-7s %s: %s\n", i+1, step.Kind, step.To, step.What+step.Note)
	}
	// Output:
	// violated - client0 and client1 hold the lock
	// 1 deliver lock: Acquire
	// 2 deliver client0: Granted
	// 3 crash   lock: loses {Holder: client0, Waiting: []}, keeps its disk
	// 4 recover lock: disk empty
	// 5 deliver lock: Acquire
	// 6 deliver client1: Granted
}

// A register on two servers that do not know of each other loses what was put: the error shows the history.
func ExampleRun_linearizable() {
	result, err := check.Run(context.Background(), register.TwoCopies())
	if err != nil {
		fmt.Println(err)
		return
	}
	record, _ := result.Record("linearizable")
	fmt.Println(record.Verdict, "after", len(record.Trace.Steps), "steps")
	fmt.Println(record.Why)
	// Output:
	// violated after 4 steps
	// not linearizable: c0 Put{Value: "A"} = PutDone; c0 Get = ""; c1 Put{Value: "B"} (open)
}

// log keeps what it is sent. It appends to the slice in its state, which is right only as long as that has no room.
type log struct{}

func (log) Start(self assay.ID) ([]string, assay.Effects) {
	return []string{"begin"}, assay.Effects{assay.Send(self, "a line")}
}

func (log) Receive(self assay.ID, lines []string, from assay.ID, line string) ([]string, assay.Effects) {
	return append(lines, line), nil
}

// A handler that is no function of its arguments is a finding, whatever the properties say.
func ExampleRun_finding() {
	result, err := check.Run(context.Background(), assay.System{
		Name:       "log",
		Actors:     []assay.Participant{assay.Spawn("log", log{})},
		Properties: []assay.Property{assay.Always("not too long", short)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, record := range result.Findings() {
		fmt.Printf("%s: %s: %s\n", record.Finding, record.Verdict, record.Why)
	}
	record, _ := result.Record("not too long")
	fmt.Printf("%s: %s: %s\n", record.Property, record.Verdict, record.Why)
	// Output:
	// pure: violated: Receive of log (log) changes its arguments: it writes into the spare capacity of a slice that it was given
	// hint: append to a clipped copy (slices.Clone, slices.Clip)
	// not too long: unknown: behaviours after a handler that is not pure, not deterministic or panics were not followed; see the findings
}

func short(v assay.View) error {
	if len(assay.StateOf[[]string](v, "log")) > 2 {
		return errors.New("too long")
	}
	return nil
}

// A bound that was reached is never a pass.
func ExampleDepth() {
	result, err := check.Run(context.Background(), lock.System(2), check.Depth(4))
	if err != nil {
		fmt.Println(err)
		return
	}
	record, _ := result.Record("mutual exclusion")
	fmt.Println(record.Verdict, "-", record.NotCovered[0])
	// Output:
	// unknown - states deeper than 4: at least 53 states were found and 30 of them not followed
}

package assay_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/refine"
)

// Msg is every message of this system: the interface is sealed.
type Msg interface{ seatMsg() }

type (
	Ask   struct{}
	Taken struct{}
)

func (Ask) seatMsg()   {}
func (Taken) seatMsg() {}

// Seat is given to the first who asks.
type Seat struct{ Writes bool }

// Owner is the local state of a Seat.
type Owner struct{ ID refine.Option[assay.ID] }

// Start is a free seat.
func (Seat) Start(self assay.ID) (Owner, assay.Effects) { return Owner{}, nil }

// Receive gives the seat away, and writes down to whom if it Writes.
func (a Seat) Receive(self assay.ID, s Owner, from assay.ID, msg Msg) (Owner, assay.Effects) {
	if s.ID.IsSome() {
		return s, nil
	}
	var effects assay.Effects
	if a.Writes {
		effects = append(effects, assay.Persist("owner", from))
	}
	return Owner{refine.Some(from)}, append(effects, assay.Send(from, Taken{}))
}

// Recover reads who owns the seat.
func (Seat) Recover(self assay.ID, disk assay.Disk) (Owner, assay.Effects) {
	return Owner{assay.Load[assay.ID](disk, "owner")}, nil
}

// Guest asks for the seat. Its state says whether it has it.
type Guest struct{ Seat assay.ID }

// Start asks.
func (g Guest) Start(self assay.ID) (bool, assay.Effects) {
	return false, assay.Effects{assay.Send(g.Seat, Ask{})}
}

// Receive sits down.
func (Guest) Receive(self assay.ID, sits bool, from assay.ID, msg Msg) (bool, assay.Effects) {
	_, taken := msg.(Taken)
	return sits || taken, nil
}

func oneSits(v assay.View) error {
	sitting := 0
	for _, sits := range assay.Each[bool](v) {
		if sits {
			sitting++
		}
	}
	if sitting > 1 {
		return errors.New("two sit on one seat")
	}
	return nil
}

// A seat that is given to the first who asks is given twice where the server forgets what it did.
func ExampleSystem() {
	for _, writes := range []bool{true, false} {
		result, err := check.Run(context.Background(), assay.System{
			Name:       "seat",
			Actors:     append(assay.SpawnN("guest", 2, Guest{Seat: "seat"}), assay.Spawn("seat", Seat{Writes: writes})),
			Assume:     assay.Assumptions{Crashes: assay.AtMost(1), Per: map[assay.ID]assay.Own{"guest0": {Crashes: assay.None}, "guest1": {Crashes: assay.None}}},
			Properties: []assay.Property{assay.Always("one sits", oneSits)},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		record, _ := result.Record("one sits")
		fmt.Printf("writes %v: %s\n", writes, record.Verdict)
		if record.Trace == nil {
			continue
		}
		for _, step := range record.Trace.Steps {
			fmt.Println(" ", strings.TrimSpace(fmt.Sprintf("%-7s %s %s", step.Kind, step.To, step.What)))
		}
		fmt.Println(" ", record.Why)
	}
	// Output:
	// writes true: holds
	// writes false: violated
	//   deliver seat Ask
	//   deliver guest0 Taken
	//   crash   seat
	//   recover seat
	//   deliver seat Ask
	//   deliver guest1 Taken
	//   two sit on one seat
}

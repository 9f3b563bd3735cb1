package check_test

import (
	"context"
	"fmt"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
)

// turnstile is a specification: it is locked until it was paid, and then lets one pass.
type turnstile struct{}

func (turnstile) Init() []string { return []string{"locked"} }

func (turnstile) Next(state string) []assay.Move[string] {
	if state == "locked" {
		return []assay.Move[string]{{Name: "coin", To: "open"}}
	}
	return []assay.Move[string]{{Name: "pass", To: "locked"}}
}

type coin struct{}

// visible says that the move coin is made on a message, and is answered; the move pass is nobody's but its own.
func visible(_ string, move assay.Move[string]) assay.Crossing[coin] {
	if move.Name == "coin" {
		return assay.Crossing[coin]{Takes: func(assay.ID, coin) bool { return true }, Sends: assay.Effects{assay.Send("visitor", coin{})}}
	}
	return assay.Crossing[coin]{}
}

// visitor pays twice at once, though the turnstile may still be open.
type visitor struct{}

func (visitor) Start(assay.ID) (int, assay.Effects) {
	return 0, assay.Effects{assay.Send("turnstile", coin{}), assay.Send("turnstile", coin{})}
}

func (visitor) Receive(_ assay.ID, answers int, _ assay.ID, _ coin) (int, assay.Effects) {
	return answers + 1, nil
}

// A Machine takes part in a system as a contract: what it does not take must not be sent.
func ExampleRun_stub() {
	r, err := check.Run(context.Background(), assay.System{
		Name:       "turnstile",
		Actors:     []assay.Participant{assay.Spawn("visitor", visitor{}), assay.Assumed("turnstile", assay.Stub(turnstile{}, visible))},
		Properties: []assay.Property{assay.Sometimes("answered", func(v assay.View) bool { return assay.StateOf[int](v, "visitor") == 2 })},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, record := range r.Findings() {
		fmt.Println(record.Why)
		fmt.Print(record.Trace)
	}
	// Output:
	// visitor sent turnstile a check_test.coin where its contract (Stub of turnstile) allows no reaction to it
	// handled (turnstile): violated after 2 steps
	//      start    visitor               -> turnstile: coin, coin
	//   1  deliver  visitor -> turnstile  coin  -> visitor: coin
	//   2  deliver  visitor -> turnstile  coin
	//   visitor=0 turnstile=open
	// replay: assay replay . turnstile@rhof:0.1
}

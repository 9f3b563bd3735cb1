package sim

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/assay-dev/assay"
)

// caller is a Load as check sees it: an actor that may send its next request to any of those whom it asks at any moment, and may send
// any earlier one again. What a Load does in virtual time is one of its behaviours, so that a simulated behaviour is one of the System
// with a caller for each load.
type caller struct {
	To      []assay.ID
	Request func(n int) any
	Retries bool // whether it ever asks again
}

// callerState is how many requests were sent.
type callerState struct{ Asked int }

// Start sets a timer for each that may be asked.
func (c caller) Start(self assay.ID) (callerState, assay.Effects) {
	return callerState{}, c.mayAsk(0, true)
}

// Receive takes a reply. It changes nothing: a load may ask again whatever came.
func (c caller) Receive(self assay.ID, s callerState, from assay.ID, msg any) (callerState, assay.Effects) {
	return s, nil
}

// Timeout sends a request.
//
//assay:ignore pure Request is the user's, and runs within a handler: check finds it if it is not pure, as it finds a handler
//assay:ignore total a World with a Load that has no Request is refused
func (c caller) Timeout(self assay.ID, s callerState, timer string) (callerState, assay.Effects) {
	n, first, to := asksFor(timer)
	effects := assay.Effects{assay.Send(to, c.Request(max(n, 0)))}
	if first {
		s.Asked++
		return s, append(append(effects, c.stop(n)...), append(c.mayAskAgain(n), c.mayAsk(n+1, true)...)...)
	}
	return s, append(effects, assay.SetTimer(timer, 0))
}

func (c caller) mayAsk(n int, first bool) (effects assay.Effects) {
	for _, to := range c.To {
		effects = append(effects, assay.SetTimer(askTimer(n, first, to), 0))
	}
	return effects
}

func (c caller) mayAskAgain(n int) assay.Effects {
	if !c.Retries {
		return nil
	}
	return c.mayAsk(n, false)
}

func (c caller) stop(n int) (effects assay.Effects) {
	for _, to := range c.To {
		effects = append(effects, assay.StopTimer(askTimer(n, true, to)))
	}
	return effects
}

// askTimer is the timer by which a caller sends the n-th request.
func askTimer(n int, first bool, to assay.ID) string {
	if first {
		return fmt.Sprintf("ask %d %s", n, to)
	}
	return fmt.Sprintf("again %d %s", n, to)
}

func asksFor(timer string) (n int, first bool, to assay.ID) {
	parts := strings.SplitN(timer, " ", 3)
	if len(parts) < 3 {
		return -1, false, ""
	}
	n, err := strconv.Atoi(parts[1])
	if err != nil {
		n = -1
	}
	return n, parts[0] == "ask", assay.ID(parts[2])
}

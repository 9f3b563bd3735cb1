package sim

import (
	"fmt"
	"time"
)

// handlerTimeMaxS is how long one handler or property may take before its run is given up.
const handlerTimeMaxS = 10

// watched runs to the end, and answers with a finding where some function of the user's does not return: its goroutine is left behind.
func (e *engine) watched() *Finding {
	done := make(chan any, 1)
	go func() {
		defer func() { done <- recover() }()
		e.run()
		if e.stop == nil {
			e.judge.atEnd()
		}
	}()
	beat, since := e.beat.Load(), 0
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case p := <-done:
			if p != nil {
				panic(p) // ours
			}
			return nil
		case <-tick.C:
			now := e.beat.Load()
			if since++; now != beat {
				beat, since = now, 0
			}
			if d := e.doing; since >= handlerTimeMaxS && d.on { // it is stuck, so nobody writes to it
				return &Finding{Kind: "returns", Step: e.steps, At: e.now, Why: fmt.Sprintf("%s has not returned after %d s", e.handler(), handlerTimeMaxS)}
			}
		}
	}
}

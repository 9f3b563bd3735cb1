package flow_test

import (
	"fmt"
	"time"

	"github.com/assay-dev/assay/flow"
)

// A budget of a tenth allows one retry for ten requests, and ten clients that fail together do not come back together.
func Example() {
	budget := flow.Budget{Ratio: .1, Burst: 1}
	s := budget.Start()
	allowed := 0
	for range 100 {
		s, _ = budget.Step(s, flow.Request, 0)
		var ok bool
		if s, ok = budget.Step(s, flow.Retried, 0); ok {
			allowed++
		}
	}
	backoff := flow.Backoff{First: 100 * time.Millisecond, Max: time.Second, Factor: 2, Jitter: flow.FullJitter}
	fmt.Println(allowed, "retries for 100 requests; waits", backoff.Wait(0, .5), backoff.Wait(1, .5), backoff.Wait(9, .5))
	// Output:
	// 10 retries for 100 requests; waits 50ms 100ms 500ms
}

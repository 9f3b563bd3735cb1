package flow_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/assay-dev/assay/flow"
)

// client calls one callee. What it reads of the world stands here, at the edge: the clock, chance, sleep and the lock. What it decides is
// decided by the same Steps that a simulation of it runs.
type client struct {
	retry   flow.Retry
	budget  flow.Budget
	breaker flow.Breaker

	origin time.Time
	mu     sync.Mutex // guards what follows
	left   flow.BudgetState
	health flow.BreakerState
}

var (
	errOpen   = errors.New("not sent: the breaker is open")
	errBudget = errors.New("not retried: the budget is spent")
)

func newClient() *client {
	c := &client{
		retry:   flow.Retry{Tries: 3, Backoff: flow.Backoff{First: time.Millisecond, Max: 4 * time.Millisecond, Factor: 2, Jitter: flow.FullJitter}},
		budget:  flow.Budget{Ratio: .1, Burst: 4},
		breaker: flow.Breaker{Failures: 5, Open: time.Hour, Probes: 1},
		origin:  time.Now(),
	}
	c.left, c.health = c.budget.Start(), c.breaker.Start()
	return c
}

func (c *client) now() time.Duration { return time.Since(c.origin) }

// do sends a request until it is answered, or one of the policies says that it is enough.
func (c *client) do(send func() error) error {
	s, next := c.retry.Start(c.now()+time.Minute, c.now())
	event, err := flow.Request, error(nil)
	for next.Verdict == flow.Try {
		time.Sleep(next.After)
		ticket, refused := c.admit(event)
		if refused != nil {
			return errors.Join(refused, err)
		}
		outcome := flow.Answered
		if err = send(); err != nil {
			outcome = flow.Failed
		}
		c.ended(ticket, outcome)
		s, next = c.retry.Step(s, outcome, rand.Float64(), c.now())
		event = flow.Retried
	}
	return err
}

// admit asks the breaker first: what it refuses costs no budget.
func (c *client) admit(event flow.BudgetEvent) (flow.Ticket, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	health, answer := c.breaker.Step(c.health, flow.Ask(), c.now())
	if !answer.Pass {
		return 0, errOpen
	}
	left, allowed := c.budget.Step(c.left, event, c.now())
	if !allowed {
		return 0, errBudget // what the breaker counted is not kept: nothing was sent
	}
	c.health, c.left = health, left
	return answer.Ticket, nil
}

func (c *client) ended(ticket flow.Ticket, o flow.Outcome) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.health, _ = c.breaker.Step(c.health, flow.Ended(ticket, o), c.now())
}

// A hiccup is mended by retries. A callee that is down gets five tries for six requests, where each would have sent three: the first
// request spends its tries and the budget, the second is not retried, the third opens the breaker.
func Example_client() {
	c, sent := newClient(), 0
	failing := func(times int) func() error {
		return func() error {
			if sent++; sent <= times {
				return errors.New("connection refused")
			}
			return nil
		}
	}
	fmt.Println("hiccup:", c.do(failing(2)), "after", sent, "tries")

	sent = 0
	for range 6 {
		err := c.do(failing(1000))
		fmt.Println("down:  ", sent, "tries so far; open", errors.Is(err, errOpen), "budget", errors.Is(err, errBudget))
	}
	// Output:
	// hiccup: <nil> after 3 tries
	// down:   3 tries so far; open false budget false
	// down:   4 tries so far; open false budget true
	// down:   5 tries so far; open true budget false
	// down:   5 tries so far; open true budget false
	// down:   5 tries so far; open true budget false
	// down:   5 tries so far; open true budget false
}

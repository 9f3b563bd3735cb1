package retrystorm

import (
	"fmt"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/flow"
)

// Client sends so many requests, one after the other. It tries each so often, and asks its budget before it tries again.
type Client struct {
	Server          assay.ID
	Requests, Tries int
	Budget          flow.Budget
	Spends          bool // beyond its budget
}

// ClientState is the local state of a Client.
type ClientState struct {
	Asked    int // requests, the last of which is awaited unless Done
	Tried    int // how often that was sent
	Retried  int // in all
	Answered int
	Done     bool
	Budget   flow.BudgetState
}

const (
	timeout = "timeout"
	waits   = time.Second
)

// Start sends the first request.
func (c Client) Start(self assay.ID) (ClientState, assay.Effects) {
	return c.next(ClientState{Budget: c.Budget.Start()})
}

// Receive is an answer. One to an earlier request is late, and changes nothing.
func (c Client) Receive(self assay.ID, s ClientState, from assay.ID, msg Msg) (ClientState, assay.Effects) {
	answer, ok := msg.(Answer)
	if !ok || s.Done || answer.N != s.Asked-1 {
		return s, nil
	}
	s.Answered++
	return c.next(s)
}

// Timeout tries again, or gives up and goes on.
func (c Client) Timeout(self assay.ID, s ClientState, timer string) (ClientState, assay.Effects) {
	if s.Done || s.Asked == 0 {
		return s, nil
	}
	b, may := c.Budget.Step(s.Budget, flow.Retried, 0)
	if s.Tried >= c.Tries || !may && !c.Spends {
		return c.next(s)
	}
	s.Tried, s.Retried, s.Budget = s.Tried+1, s.Retried+1, b
	return s, c.send(s)
}

// next is the next request, if there is one.
func (c Client) next(s ClientState) (ClientState, assay.Effects) {
	if s.Asked == c.Requests {
		s.Done = true
		return s, assay.Effects{assay.StopTimer(timeout)}
	}
	s.Asked, s.Tried = s.Asked+1, 1
	s.Budget, _ = c.Budget.Step(s.Budget, flow.Request, 0)
	return s, c.send(s)
}

func (c Client) send(s ClientState) assay.Effects {
	return assay.Effects{assay.Send(c.Server, Request{s.Asked - 1}), assay.SetTimer(timeout, waits)}
}

// tenth is one retry for ten requests.
var tenth = flow.Budget{Ratio: .1, Burst: 1}

// Clients are so many clients with a budget of one retry for ten requests, each with so many requests of up to 3 tries, and a server. Any
// message may be lost.
func Clients(n, requests int) assay.System {
	return clients(fmt.Sprintf("retrystorm/%dclients,%drequests", n, requests), n, Client{Server: serverID, Requests: requests, Tries: 3, Budget: tenth})
}

func clients(name string, n int, client Client) assay.System {
	return assay.System{
		Name:   name,
		Actors: append(assay.SpawnN("client", n, client), assay.Spawn(serverID, Server{})),
		Assume: assay.Assumptions{Losses: assay.Unlimited},
		Properties: []assay.Property{
			assay.Always("retries stay within the budget", withinBudget),
			assay.Always("what is served was asked for", servedWasAsked),
			assay.Sometimes("every request is answered", func(v assay.View) bool {
				for _, s := range assay.Each[ClientState](v) {
					if s.Answered < client.Requests {
						return false
					}
				}
				return true
			}),
		},
	}
}

func withinBudget(v assay.View) error {
	for id, s := range assay.Each[ClientState](v) {
		if most := tenth.Burst + float64(tenth.Ratio*float64(s.Asked)); float64(s.Retried) > most {
			return fmt.Errorf("%s has retried %d times in %d requests, and its budget is %g", id, s.Retried, s.Asked, most)
		}
	}
	return nil
}

func servedWasAsked(v assay.View) error {
	asked := 0
	for _, s := range assay.Each[ClientState](v) {
		asked += s.Asked + s.Retried
	}
	if served := assay.StateOf[Served](v, serverID); int(served) > asked {
		return fmt.Errorf("%d requests were served, and %d were sent", served, asked)
	}
	return nil
}

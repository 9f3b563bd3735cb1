package assay

import (
	"time"

	"github.com/assay-dev/assay/refine"
)

// RequestID names one request of one client: no two requests of a System share one.
type RequestID struct {
	Client ID
	N      int // which operation of the client's script, from 0
}

// Client is an actor that invokes a script of operations one after the other, each at one server, and marks them in the history.
// A reply to any request but the awaited one changes nothing, so that a duplicate is never recorded as a second return: a harness
// that invents violations is worse than none. A client that crashed does nothing more; its operation stays open.
type Client[M any] struct {
	Servers []ID
	Script  []any
	// Request is the message that asks for op.
	Request func(op any, id RequestID) M
	// Reply reads an answer: to which request, and with which result (None where the server does not know). ok is false for any
	// other message.
	Reply func(msg M) (id RequestID, result refine.Option[any], ok bool)
	// To says which server the n-th operation goes to. Nil takes the servers in turn.
	To func(n int, self ID) ID
	// Retry is after how long a request is sent again; 0 is never.
	Retry time.Duration
}

// ClientState is the local state of a Client.
type ClientState struct {
	Awaited refine.Option[RequestID]
	Done    int // operations of the script that are behind it
}

const retryTimer = "retry"

// Start invokes the first operation.
func (c Client[M]) Start(self ID) (ClientState, Effects) { return c.next(self, 0, nil) }

// Receive ends the awaited operation on its reply, and invokes the next.
//
//assay:ignore pure Reply is the user's, and runs within this handler: check finds it if it is not pure, as it finds a handler
//assay:ignore total a Client without a Reply is no client, and check shows where it panics
func (c Client[M]) Receive(self ID, state ClientState, from ID, msg M) (ClientState, Effects) {
	id, result, ok := c.Reply(msg)
	awaited, waits := state.Awaited.Get()
	if !ok || !waits || id != awaited {
		return state, nil
	}
	mark := ReturnUnknown()
	if value, known := result.Get(); known {
		mark = Return(value)
	}
	return c.next(self, state.Done+1, Effects{mark})
}

// Timeout sends the awaited request again. It is no second invocation.
func (c Client[M]) Timeout(self ID, state ClientState, timer string) (ClientState, Effects) {
	awaited, waits := state.Awaited.Get()
	if !waits {
		return state, nil
	}
	return state, Effects{c.send(self, awaited), SetTimer(retryTimer, c.Retry)}
}

// Recover drops the rest of the script: nobody knows what became of the operation that was in flight.
func (c Client[M]) Recover(self ID, disk Disk) (ClientState, Effects) {
	return ClientState{Done: len(c.Script)}, nil
}

//assay:ignore total done counts the operations behind it, from 0
func (c Client[M]) next(self ID, done int, effects Effects) (ClientState, Effects) {
	if done >= len(c.Script) {
		if c.Retry > 0 {
			effects = append(effects, StopTimer(retryTimer))
		}
		return ClientState{Done: done}, effects
	}
	id := RequestID{Client: self, N: done}
	effects = append(effects, Invoke(c.Script[done]), c.send(self, id))
	if c.Retry > 0 {
		effects = append(effects, SetTimer(retryTimer, c.Retry))
	}
	return ClientState{Awaited: refine.Some(id), Done: done}, effects
}

// send asks for an operation of the script.
//
//assay:ignore pure Request is the user's, and runs within a handler: check finds it if it is not pure, as it finds a handler
//assay:ignore total id is that of an operation that next found in the script, and a Client without a Request is no client
func (c Client[M]) send(self ID, id RequestID) Effect {
	return Send(c.server(self, id.N), c.Request(c.Script[id.N], id))
}

// server is the one that the n-th operation goes to.
//
//assay:ignore pure To is the user's, and runs within a handler: check finds it if it is not pure, as it finds a handler
//assay:ignore total n counts from 0, and a Client without To has servers to take in turn
func (c Client[M]) server(self ID, n int) ID {
	if c.To != nil {
		return c.To(n, self)
	}
	return c.Servers[n%len(c.Servers)]
}

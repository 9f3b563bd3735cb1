package fleet

import (
	"slices"
	"time"

	"github.com/assay-dev/assay"
)

// Operator has commands for devices, one request for each. Its state are the keys that were acknowledged, sorted: what a person
// believes to have been done.
type Operator struct {
	Gateway  assay.ID
	Requests []Request
}

// Start requests all.
func (o Operator) Start(self assay.ID) ([]int, assay.Effects) {
	var effects assay.Effects
	for _, request := range o.Requests {
		effects = append(effects, assay.Send(o.Gateway, request))
	}
	return nil, effects
}

// Receive is an acknowledgement.
func (o Operator) Receive(self assay.ID, acked []int, from assay.ID, msg Msg) ([]int, assay.Effects) {
	done, ok := msg.(Done)
	at, found := slices.BinarySearch(acked, done.Key)
	if !ok || found {
		return acked, nil
	}
	return slices.Insert(slices.Clone(acked), at, done.Key), nil
}

// Gateway passes commands on, and acknowledgements back.
type Gateway struct {
	Operator assay.ID
	Retries  bool // it sends a command again until it hears of it: at least once, where it is else at most once
}

const retry = "retry"

// Start has passed nothing on. It is how a gateway that crashed comes back too: it forgets what it was waiting for, and the operator
// is never told.
func (Gateway) Start(self assay.ID) ([]Request, assay.Effects) { return nil, nil }

// Receive is one message from either side. The state are the requests that were passed on and not acknowledged, in order of arrival.
func (g Gateway) Receive(self assay.ID, waiting []Request, from assay.ID, msg Msg) ([]Request, assay.Effects) {
	switch m := msg.(type) {
	case Request:
		effects := assay.Effects{assay.Send(m.Device, Command{m.Key})}
		return append(slices.Clone(waiting), m), append(effects, g.lookAgain()...)
	case Ack:
		return g.acknowledged(waiting, m.Key)
	case Command, Do, Did, Done: // of others
	}
	return waiting, nil
}

// Timeout sends again what was not acknowledged.
func (g Gateway) Timeout(self assay.ID, waiting []Request, timer string) ([]Request, assay.Effects) {
	var effects assay.Effects
	for _, request := range waiting {
		effects = append(effects, assay.Send(request.Device, Command{request.Key}))
	}
	return waiting, append(effects, g.lookAgain()...)
}

func (g Gateway) lookAgain() assay.Effects {
	if !g.Retries {
		return nil
	}
	return assay.Effects{assay.SetTimer(retry, time.Second)}
}

func (g Gateway) acknowledged(waiting []Request, key int) ([]Request, assay.Effects) {
	at := slices.IndexFunc(waiting, func(r Request) bool { return r.Key == key })
	if at < 0 {
		return waiting, nil // an earlier acknowledgement, or an earlier life
	}
	waiting = slices.Delete(slices.Clone(waiting), at, at+1)
	effects := assay.Effects{assay.Send(g.Operator, Done{key})}
	if len(waiting) == 0 && g.Retries {
		effects = append(effects, assay.StopTimer(retry))
	}
	return waiting, effects
}

// Package nestedappend is bad: the outer map is a copy, and append writes into the old inner list's spare capacity (append to a parameter).
package nestedappend

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Subscribe struct{ Topic string }

func (Subscribe) isMsg() {}

type Broker struct{}

type State struct{ Topics map[string][]assay.ID }

func (Broker) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Broker) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	subscribe, ok := msg.(Subscribe)
	if !ok {
		return s, nil
	}
	topics := make(map[string][]assay.ID, len(s.Topics)+1)
	for topic, ids := range s.Topics {
		topics[topic] = ids
	}
	topics[subscribe.Topic] = append(topics[subscribe.Topic], from) // HERE
	return State{topics}, nil
}

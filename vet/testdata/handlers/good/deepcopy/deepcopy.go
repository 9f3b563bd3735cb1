// Package deepcopy is good: a map of lists is copied by loops down to the elements before one of the lists is extended.
package deepcopy

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
		copied := make([]assay.ID, len(ids))
		copy(copied, ids)
		topics[topic] = copied
	}
	topics[subscribe.Topic] = append(topics[subscribe.Topic], from)
	return State{topics}, nil
}

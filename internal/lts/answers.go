package lts

import "github.com/assay-dev/assay/internal/step"

// Answer is what a participant did about an input.
type Answer struct {
	Actor    int
	Local    step.Local
	In       step.Input
	Reaction *step.Reaction
}

// Answers are all that is remembered of handlers, in no order, once no worker runs any more.
func (n *Net) Answers() (all []Answer) {
	for actor, r := range n.reactions {
		for key, known := range r.known {
			if known.reaction != nil {
				all = append(all, Answer{actor, n.locals[actor].at(key.local), key.in, known.reaction})
			}
		}
	}
	return all
}

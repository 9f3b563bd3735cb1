package lts

import "github.com/assay-dev/assay/internal/step"

// Answer is what a participant did about an input.
type Answer struct {
	Actor    int
	Local    step.Local
	In       step.Input
	Reaction *step.Reaction
}

// Answers are all that is remembered of handlers, in no order, once no worker runs any more. Where there may be more than most they are
// not gathered, which takes time: then few is false.
func (n *Net) Answers(most int) (all []Answer, few bool) {
	known := 0
	for _, r := range n.reactions {
		known += len(r.known)
	}
	if known > most {
		return nil, false
	}
	for actor, r := range n.reactions {
		for key, known := range r.known {
			if known.reaction != nil {
				all = append(all, Answer{actor, n.locals[actor].at(key.local), key.in, known.reaction})
			}
		}
	}
	return all, true
}

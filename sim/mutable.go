package sim

import (
	"fmt"

	"github.com/assay-dev/assay"
)

// A participant whose state changes in place may keep what it is given, and go on changing what it has sent. So it shares nothing: what
// comes to it, what it wants done and what is read of it are copies. The other participants change nothing, and need none.

func (p *plan) inPlace(who int32) bool {
	return int(who) < len(p.sys.Actors) && p.sys.Actors[who].Behaviour.Mutable != nil
}

// copied is a state as a property may have it.
func (p *plan) copied(id assay.ID, state any) any {
	who := p.index[id]
	if !p.inPlace(who) {
		return state
	}
	return p.sampler.asks.Copy(p.sys.Actors[who], state)
}

// handed is a message as a participant is given it.
func (p *plan) handed(who int32, msg any) any {
	if !p.inPlace(who) {
		return msg
	}
	own, err := p.sampler.asks.CopyValue(msg)
	if err != nil {
		panic(&mistake{fmt.Sprintf("a message to %s: %v", p.name(who), err)})
	}
	return own
}

// detached are effects that share nothing with the state that they came from.
func (p *plan) detached(who int32, effects assay.Effects) assay.Effects {
	if !p.inPlace(who) {
		return effects
	}
	own := make(assay.Effects, 0, len(effects))
	for _, effect := range effects {
		copied, err := p.sampler.asks.CopyValue(effect)
		if err != nil {
			panic(&mistake{fmt.Sprintf("what %s wants done: %v", p.name(who), err)})
		}
		own = append(own, copied.(assay.Effect))
	}
	return own
}

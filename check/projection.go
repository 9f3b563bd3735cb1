package check

import (
	"encoding/binary"
	"reflect"
	"sync"
	"sync/atomic"

	"github.com/assay-dev/assay/internal/lts"
	"github.com/assay-dev/assay/internal/step"
)

// projections numbers what is in flight to a participant of one message type, so that a property that reads "a GetOk in flight" does
// not read the whole network.
type projections struct {
	sys   *step.System
	kinds atomic.Pointer[[]reflect.Type]
	known []lts.Memo // by participant: (inbox, type) to the number

	mu      sync.Mutex
	numbers map[string]uint32 // by the envelopes of that type
}

func newProjections(sys *step.System) *projections {
	p := &projections{sys: sys, numbers: map[string]uint32{}}
	p.kinds.Store(&[]reflect.Type{})
	for range sys.Actors {
		p.known = append(p.known, lts.NewMemo())
	}
	return p
}

func (p *projections) add(t reflect.Type) {
	longer := append(*p.kinds.Load(), t)
	p.kinds.Store(&longer)
}

func (p *projections) number(net *lts.Net, v []uint32, actor int, kind uint32) uint32 {
	inbox := net.InboxNumber(v, actor)
	if number, ok := p.known[actor].Get(inbox, kind); ok {
		return number
	}
	var key []byte
	for _, e := range net.Inbox(v, actor) {
		if _, _, ok := p.sys.OfKind(e, (*p.kinds.Load())[kind]); ok {
			key = binary.LittleEndian.AppendUint32(key, uint32(e))
		}
	}
	p.mu.Lock()
	number, ok := p.numbers[string(key)]
	if !ok {
		number = uint32(len(p.numbers))
		p.numbers[string(key)] = number
	}
	p.mu.Unlock()
	p.known[actor].Set(inbox, kind, number)
	return number
}

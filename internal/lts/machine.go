package lts

import (
	"encoding/binary"
	"math/bits"
	"sync/atomic"

	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/step"
)

// MachineNet is a Machine as a network. Where every state has canonical bytes of one length, the vector is those bytes; otherwise
// it is the number of the interned state.
type MachineNet struct {
	Sys     *step.System
	initial []step.State
	config  Config
	length  int // of the canonical bytes, or -1
	states  *interner[string]
	errs    leastError
	workers atomic.Int32
	runs    atomic.Int64
}

// packedMax is the longest state, in bytes, that is its own vector.
const packedMax = 256

// NewMachine lowers a System that is a Machine.
func NewMachine(sys *step.System, initial []step.State, config Config) *MachineNet {
	same := func(s string) string { return s }
	n := &MachineNet{Sys: sys, initial: initial, config: config, length: sys.Actors[0].State.FixedLen(), states: newInterner("", same, same)}
	if n.length > packedMax {
		n.length = -1
	}
	return n
}

// Width is the number of 32-bit words of a vector.
func (n *MachineNet) Width() int {
	if n.length < 0 {
		return 1
	}
	return max(1, (n.length+3)/4)
}

// Initial lists the initial states.
func (n *MachineNet) Initial() (states [][]uint32, fingerprints []uint64) {
	return vectors(n.initial, n.Vector)
}

// Vector is a state as numbers.
func (n *MachineNet) Vector(st step.State) ([]uint32, uint64) {
	v := make([]uint32, n.Width())
	fingerprint := n.pack([]byte(st.Locals[0].State), v)
	return v, fingerprint
}

// State is the state that a vector stands for.
func (n *MachineNet) State(v []uint32) step.State {
	return step.State{Locals: []step.Local{{Up: true, State: string(n.Bytes(v, nil))}}, Inboxes: []step.Inbox{nil}}
}

// Bytes are the canonical bytes of a state, appended to dst.
func (n *MachineNet) Bytes(v []uint32, dst []byte) []byte {
	if n.length < 0 {
		return append(dst, n.states.at(v[0])...)
	}
	start := len(dst)
	for _, word := range v {
		dst = binary.LittleEndian.AppendUint32(dst, word)
	}
	return dst[:start+n.length]
}

func (n *MachineNet) pack(state []byte, v []uint32) (fingerprint uint64) {
	if n.length < 0 {
		v[0] = n.states.number(string(state))
		return n.states.word(v[0])
	}
	for i := range v {
		v[i] = word(state, 4*i)
	}
	return mixWords(v)
}

// word is four bytes of state, with zeros behind its end.
func word(state []byte, at int) uint32 {
	if at+4 <= len(state) {
		return binary.LittleEndian.Uint32(state[at:])
	}
	var last [4]byte
	copy(last[:], state[at:])
	return binary.LittleEndian.Uint32(last[:])
}

// mixWords folds the words of a state into a fingerprint by 128-bit multiplication, as wyhash does (github.com/wangyi-fudan/wyhash).
func mixWords(v []uint32) uint64 {
	h := uint64(0x9E3779B97F4A7C15)
	for i := 0; i < len(v); i += 2 {
		x := uint64(v[i])
		if i+1 < len(v) {
			x |= uint64(v[i+1]) << 32
		}
		high, low := bits.Mul64(h^x, 0xD6E8FEB86659FD93)
		h = high ^ low ^ x
	}
	high, low := bits.Mul64(h^uint64(len(v)), 0xA0761D6478BD642F)
	return high ^ low
}

// HandlerRuns is how many states Next was asked about.
func (n *MachineNet) HandlerRuns() int64 { return n.runs.Load() }

// Err is what showed that the Machine is not well formed, if anything did.
func (n *MachineNet) Err() error { return n.errs.get() }

// MachineWorker lists the moves of a state for one goroutine of the search.
type MachineWorker struct {
	Inside func(v []uint32) bool

	net    *MachineNet
	watch  Watcher
	runner *step.Runner
	state  []byte
	next   []uint32
}

// NewWorker makes a worker.
func (n *MachineNet) NewWorker() *MachineWorker {
	w := &MachineWorker{net: n, runner: n.Sys.Runner(), next: make([]uint32, n.Width())}
	if number := int(n.workers.Add(1)) - 1; n.config.Watch != nil {
		w.watch = n.config.Watch(number)
	}
	return w
}

// Expand adds every move of v to out, in the Machine's own order.
func (w *MachineWorker) Expand(v []uint32, fingerprint uint64, out *graph.Steps) {
	w.net.runs.Add(1)
	w.state = w.net.Bytes(v, w.state[:0])
	if w.watch != nil {
		w.watch.EnterMachine(w.state)
	}
	fault, err := w.runner.Run(w.state)
	if w.watch != nil {
		w.watch.Leave()
	}
	if err != nil {
		w.net.errs.set(err)
		out.Report(w.net.config.Codes("error", 0))
		return
	}
	if fault != nil {
		out.Report(w.net.config.Codes(fault.Finding, 0))
		if fault.Dead {
			return
		}
	}
	w.take(v, out)
}

func (w *MachineWorker) take(v []uint32, out *graph.Steps) {
	for i := range w.runner.Len() {
		fingerprint := w.net.pack(w.runner.To(i), w.next)
		if w.Inside != nil && !w.Inside(w.next) {
			out.Count(CountCut)
			continue
		}
		for slot, value := range w.next {
			if value != v[slot] {
				out.Change(uint32(slot), value)
			}
		}
		out.End(fingerprint)
	}
	if w.runner.Len() == 0 {
		out.Count(CountQuiescent)
		if w.net.config.Deadlock {
			out.Report(w.net.config.Quiescent)
		}
	}
}

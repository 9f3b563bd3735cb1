package step

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// History is what clients invoked and what was returned, by participant. It holds the order that real time imposes and no more:
// of each operation how many of every other client's had returned when it was invoked. Two behaviours that differ only in the order
// of concurrent operations so have one history.
type History []Client

// Client is the operations of one participant, in its order.
type Client struct {
	Actor int
	Ops   []Op
}

// Op is one operation.
type Op struct {
	Call   Value
	Result Value // if Done
	Status Status
	Before []Count // by participant, those with none left out
}

// Count is how many operations of a participant had returned.
type Count struct{ Actor, Done int }

// Status is what became of an operation.
type Status uint8

const (
	InFlight Status = iota
	Done
	Open // its client crashed or gave up: it may still take effect
)

// Mark is what a step does to the history.
type Mark struct {
	Kind  MarkKind
	Value Value
}

// MarkKind is the kind of a Mark.
type MarkKind uint8

const (
	Invoked MarkKind = iota + 1
	Returned
	GaveUp
	Crashed
)

// Key is equal for equal histories alone, within one process.
func (h History) Key() string {
	return string(h.encode(func(dst []byte, v Value) []byte { return binary.AppendUvarint(dst, uint64(v)) }))
}

// historyContent is equal for equal histories alone, in every run.
func (s *System) historyContent(h History) string {
	return string(h.encode(func(dst []byte, v Value) []byte {
		return binary.LittleEndian.AppendUint64(dst, s.values.entry(v).sum)
	}))
}

func (h History) encode(value func([]byte, Value) []byte) []byte {
	var dst []byte
	for _, client := range h {
		dst = binary.AppendUvarint(dst, uint64(client.Actor))
		dst = binary.AppendUvarint(dst, uint64(len(client.Ops)))
		for _, op := range client.Ops {
			dst = value(append(dst, byte(op.Status)), op.Call)
			if op.Status == Done {
				dst = value(dst, op.Result)
			}
			dst = binary.AppendUvarint(dst, uint64(len(op.Before)))
			for _, before := range op.Before {
				dst = binary.AppendUvarint(dst, uint64(before.Actor))
				dst = binary.AppendUvarint(dst, uint64(before.Done))
			}
		}
	}
	return dst
}

// Record is the history after a participant's marks, in order.
func (s *System) Record(h History, actor int, marks []Mark) (History, error) {
	out := slices.Clone(h)
	for _, mark := range marks {
		at, known := slices.BinarySearchFunc(out, actor, func(c Client, a int) int { return c.Actor - a })
		if !known {
			if mark.Kind == Crashed {
				continue
			}
			out = slices.Insert(out, at, Client{Actor: actor})
		}
		ops, err := s.mark(out, out[at].Ops, actor, mark)
		if err != nil {
			return nil, err
		}
		out[at].Ops = ops
	}
	return out, nil
}

func (s *System) mark(h History, ops []Op, actor int, mark Mark) ([]Op, error) {
	flying := len(ops) > 0 && ops[len(ops)-1].Status == InFlight
	if mark.Kind == Invoked {
		if flying {
			return nil, fmt.Errorf("step: %s invokes an operation while another of its own is in flight, expected Return or ReturnUnknown first", s.Actors[actor].ID)
		}
		return append(slices.Clip(ops), Op{Call: mark.Value, Status: InFlight, Before: h.done(actor)}), nil
	}
	if !flying {
		if mark.Kind == Crashed {
			return ops, nil
		}
		return nil, fmt.Errorf("step: %s returns from an operation and has none in flight, expected Invoke first", s.Actors[actor].ID)
	}
	ops = slices.Clone(ops)
	last := &ops[len(ops)-1]
	last.Status = Open
	if mark.Kind == Returned {
		last.Status, last.Result = Done, mark.Value
	}
	return ops, nil
}

// done is how many operations each other participant has had returned.
func (h History) done(except int) []Count {
	var counts []Count
	for _, client := range h {
		n := 0
		for _, op := range client.Ops {
			if op.Status == Done {
				n++
			}
		}
		if n > 0 && client.Actor != except {
			counts = append(counts, Count{client.Actor, n})
		}
	}
	return counts
}

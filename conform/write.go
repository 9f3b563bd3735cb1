package conform

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf8"
)

// mark is a call, a return, or the giving up of an operation.
type mark struct {
	place, moment int
	kind          string
}

// marks are a history's, in the order in which they happened. Of those at one moment calls come first: what touches overlaps. What nobody
// answered is given up where its process goes on.
func (h History) marks() []mark {
	var all []mark
	last := map[string]int{}
	for i, o := range h.Operations {
		if before, ok := last[o.Process]; ok && !h.Operations[before].Result.IsSome() {
			all = append(all, mark{before, o.Invoked, unknown})
		}
		last[o.Process] = i
		all = append(all, mark{i, o.Invoked, invoked})
		if o.Result.IsSome() {
			all = append(all, mark{i, o.Returned, answered})
		}
	}
	rank := map[string]int{unknown: 0, invoked: 1, answered: 2}
	slices.SortStableFunc(all, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.moment, b.moment), cmp.Compare(rank[a.kind], rank[b.kind]))
	})
	return all
}

// line is a mark as JSON.
func (h History) line(m mark) ([]byte, error) {
	o := h.Operations[m.place]
	name := opName(o.Op)
	if name == "" {
		return nil, &Problem{Name: h.Name, Text: fmt.Sprintf("operation %d is a %T, expected one of the operations %s", m.place, o.Op, operationNames())}
	}
	texts := []string{o.Process, o.Key}
	if text, ok := argument(o.Op).(string); ok {
		texts = append(texts, text)
	}
	for _, text := range texts {
		if !utf8.ValidString(text) {
			return nil, &Problem{Name: h.Name, Text: fmt.Sprintf("operation %d has the text %q, expected valid UTF-8", m.place, text)}
		}
	}
	out := struct {
		Process string `json:"process"`
		Type    string `json:"type"`
		Op      string `json:"op"`
		Key     string `json:"key,omitempty"`
		Value   any    `json:"value,omitempty"`
	}{Process: o.Process, Type: m.kind, Op: name, Key: o.Key}
	switch m.kind {
	case invoked:
		out.Value = argument(o.Op)
	case answered:
		out.Value, _ = o.Result.Get()
		if v, ok := out.Value.(Value); ok {
			out.Value = json.RawMessage(v)
		}
	}
	return json.Marshal(out)
}

// argument is what an operation is invoked with, as JSON has it.
func argument(op any) any {
	switch op := op.(type) {
	case Write:
		return json.RawMessage(op.Value)
	case CAS:
		return []json.RawMessage{json.RawMessage(op.Old), json.RawMessage(op.New)}
	case Put:
		return op.Value
	case Append:
		return op.Value
	}
	return nil
}

// opName is what files call an operation of this package.
func opName(op any) string {
	switch op.(type) {
	case Read:
		return "read"
	case Write:
		return "write"
	case CAS:
		return "cas"
	case Get:
		return "get"
	case Put:
		return "put"
	case Append:
		return "append"
	}
	return ""
}

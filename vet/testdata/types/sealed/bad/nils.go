package bad

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/testdata/types/sealed/bad/proto"
)

// Own is a sum of this package: nil is none of its variants either.
type Own interface{ own() }

type (
	One struct{}
	Two struct{ Inner Own }
)

func (One) own() {}
func (Two) own() {}

type envelope struct {
	To  assay.ID
	Msg proto.Msg
}

func handle(msg proto.Msg, at int) (proto.Msg, int) { return msg, at }

func handleAll(msgs ...Own) int { return len(msgs) }

var last proto.Msg = nil // HERE

func assigned(m Own) Own {
	m = nil // HERE
	return m
}

func assignedPart(e *envelope, byName map[string]Own, all []proto.Msg) {
	e.Msg = nil         // HERE
	byName["bob"] = nil // HERE
	all[0] = nil        // HERE
}

func assignedTogether() (proto.Msg, int) {
	var m proto.Msg = proto.Ping{}
	n := 0
	m, n = nil, 1 // HERE
	return m, n
}

func argument() (proto.Msg, int) {
	return handle(nil, 1) // HERE
}

func variadic() int {
	return handleAll(One{}, nil) // HERE
}

func returned(known bool) Own {
	if known {
		return One{}
	}
	return nil // HERE
}

func returnedByLiteral() func() proto.Msg {
	return func() proto.Msg { return nil } // HERE
}

func fields() []any {
	return []any{
		envelope{To: "a", Msg: nil}, // HERE
		envelope{"a", nil},          // HERE
		Two{Inner: nil},             // HERE
		assay.Envelope[proto.Msg]{From: "a", To: "b", Message: nil}, // HERE
	}
}

func elements() []any {
	return []any{
		[]Own{One{}, nil},               // HERE
		[2]proto.Msg{proto.Ping{}, nil}, // HERE
		map[string]Own{"none": nil},     // HERE
		assay.Effects{nil},              // HERE
	}
}

func appended(all []Own, effects assay.Effects) ([]Own, assay.Effects) {
	return append(all, nil), append(effects, assay.Sync(), nil) // HERE
}

func sent(to chan<- proto.Msg) {
	to <- nil // HERE
}

func converted() any {
	return proto.Msg(nil) // HERE
}

func generic() (refine.Option[Own], any) {
	tree := proto.Tree[int](nil)       // HERE
	return refine.Some[Own](nil), tree // HERE
}

// Actor receives Own, and remembers one.
type Actor struct{}

type State struct{ Last Own }

func (Actor) Start(self assay.ID) (State, assay.Effects) {
	return State{Last: nil}, nil // HERE
}

func (a Actor) Receive(self assay.ID, s State, from assay.ID, m Own) (State, assay.Effects) {
	if m == s.Last {
		return a.Receive(self, State{Last: m}, from, nil) // HERE
	}
	return State{Last: m}, nil
}

// Package good leaves sealed what is sealed, and asks for nil without putting it.
package good

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/testdata/types/sealed/good/proto"
)

// Own is a sum of this package.
type Own interface{ own() }

// base is the mark of its variants.
type base struct{}

func (base) own() {}

type (
	One struct{ base }
	Two struct {
		base
		Inner Own
	}
	Wrapped struct{ Own }
)

var (
	_ Own       = One{}
	_ Own       = (*Two)(nil)
	_ proto.Msg = (*proto.Pong)(nil)
)

// Named has the message in a named field.
type Named struct {
	Msg   proto.Msg
	Pings []proto.Ping
	By    map[string]proto.Msg
}

// Reader embeds interfaces that anybody may implement.
type Reader struct {
	io.Reader
	error
	fmt.Stringer
	context.Context
	proto.Open
}

// Counted embeds types that are no variants of anything.
type Counted struct {
	sync.Mutex
	proto.Plain
	Named
}

// Actor handles messages of another package.
type Actor struct{}

type State struct {
	Last  refine.Option[proto.Msg]
	Waits []proto.Msg
}

func (Actor) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Actor) Receive(self assay.ID, s State, from assay.ID, m proto.Msg) (State, assay.Effects) {
	var effects assay.Effects = nil
	if m == nil {
		return s, nil
	}
	if last, ok := s.Last.Get(); ok && last != nil {
		effects = append(effects, assay.Send(from, last), assay.Persist("last", nil))
	}
	return State{Last: refine.Some(m), Waits: nil}, effects
}

func compared(m proto.Msg, all map[string]Own) (int, bool) {
	switch m.(type) {
	case nil:
		return 0, true
	case proto.Ping:
		return 1, nil == all["bob"]
	}
	return 2, m != nil
}

func put(failed chan<- error, lists chan<- []Own, values map[string]any) {
	failed <- nil
	lists <- nil
	values["none"] = nil
}

func collect(msgs ...Own) []Own {
	if len(msgs) == 0 {
		return nil
	}
	return msgs
}

func none() ([]Own, []proto.Msg, map[string]Own, *Own, func() proto.Msg, chan Own, error) {
	return collect(nil...), []proto.Msg(nil), nil, nil, nil, nil, nil
}

func find(all []proto.Msg) refine.Option[proto.Msg] {
	var open proto.Open = nil
	for _, m := range all {
		if ping, ok := m.(proto.Ping); ok && open == nil {
			return refine.Some[proto.Msg](ping)
		}
	}
	return refine.None[proto.Msg]()
}

func failing(err error) error {
	if err == nil {
		err = errors.Join(nil, nil)
	}
	return err
}

func handle(msg proto.Msg, after func()) proto.Msg {
	if after != nil {
		after()
	}
	return msg
}

func handled() proto.Msg { return handle(proto.Ping{}, nil) }

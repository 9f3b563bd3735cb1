//assay:ignore total the actor is given right values alone
package refine_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/refine"
)

// ticket is a state of an actor, with each of this package's types in it.
type ticket struct {
	ID    ID
	Next  refine.Option[ID]
	Seen  refine.Store[users, ID]
	Last  refine.Ref[users]
	Pair  refine.Vec[refine.N2, ID]
	Field refine.Field[ID]
	For   refine.Tagged[users, string]
	Count refine.Result[Count]
	By    map[ID]refine.Option[Count]
	Sense refine.Reading[Count]
}

type draw struct{}

// office gives the next ticket on each draw, up to three.
type office struct{}

func (office) Start(assay.ID) (ticket, assay.Effects) {
	id := refine.Must[ID]("aaa")
	pair := refine.FromSlice[refine.N2]([]ID{id, id}).Or(refine.Vec[refine.N2, ID]{})
	one := refine.Must[Count](1)
	return ticket{
		ID: id, Pair: pair, Field: refine.Present(id), For: refine.Tag[users]("all"), Count: refine.Ok(one), By: map[ID]refine.Option[Count]{id: refine.Some(one)},
		Sense: refine.Reading[Count]{Value: one, Quality: refine.Good},
	}, nil
}

func (office) Receive(_ assay.ID, s ticket, _ assay.ID, _ draw) (ticket, assay.Effects) {
	if s.Seen.Len() == 3 {
		return s, nil
	}
	s.Next = refine.Some(s.ID)
	s.ID = refine.Parse[ID](s.ID.Raw()[1:] + "b").Or(s.ID)
	s.Seen, s.Last = s.Seen.Put(s.ID)
	return s, nil
}

// visitor draws four times.
type visitor struct{}

func (visitor) Start(assay.ID) (int, assay.Effects) {
	return 0, assay.Effects{assay.Send("office", draw{}), assay.Send("office", draw{}), assay.Send("office", draw{}), assay.Send("office", draw{})}
}

func (visitor) Receive(_ assay.ID, s int, _ assay.ID, _ draw) (int, assay.Effects) { return s, nil }

// TestStatesHoldRefinedValues: states, which the checker writes and reads by their canonical bytes, keep every one of these types.
func TestStatesHoldRefinedValues(t *testing.T) {
	r, err := check.Run(context.Background(), assay.System{
		Name:   "tickets",
		Actors: []assay.Participant{assay.Spawn("office", office{}), assay.Spawn("visitor", visitor{})},
		Properties: []assay.Property{
			assay.Always("the last ticket is kept", func(v assay.View) error {
				s := assay.StateOf[ticket](v, "office")
				if last, ok := s.Seen.Get(s.Last).Get(); ok && last != s.ID {
					return fmt.Errorf("the last ticket is %v, expected %v", last, s.ID)
				}
				return nil
			}),
			assay.Sometimes("three tickets", func(v assay.View) bool {
				s := assay.StateOf[ticket](v, "office")
				return s.ID == refine.Must[ID]("bbb") && s.Seen.Len() == 3 && s.Pair.Len() == 2
			}),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, finding := range r.Findings() {
		t.Errorf("%v\n%v", finding.Why, finding.Trace)
	}
}

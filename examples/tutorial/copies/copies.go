// Package copies is the fourth stage of the tutorial: a value on two machines, since one may burn. The first answers once the second
// has the value too.
//
// Hasty is broken: it answers at once. What is left to wish for is in the test: with one of two machines gone, nobody is answered.
package copies

import (
	"fmt"
	"time"

	"github.com/assay-dev/assay"
)

// Msg is every message of this system.
type Msg interface{ copiesMsg() }

// The messages.
type (
	Put    struct{ Value int } // a client stores a value
	Copy   struct{ Value int } // the first machine sends it on
	Copied struct{}            // the second has it
	Done   struct{}            // the client is told
	Get    struct{}            // the client asks the second machine
	Got    struct{ Value int } // and is answered, 0 for nothing
)

func (Put) copiesMsg()    {}
func (Copy) copiesMsg()   {}
func (Copied) copiesMsg() {}
func (Done) copiesMsg()   {}
func (Get) copiesMsg()    {}
func (Got) copiesMsg()    {}

// Client stores 7, and asks the other machine for it some time after it was told that it is stored.
type Client struct{ First, Second assay.ID }

// Known is the local state of a Client.
type Known struct {
	Done  bool
	Asked bool
	Read  int
}

const later = "later"

// Start stores 7.
func (c Client) Start(self assay.ID) (Known, assay.Effects) {
	return Known{}, assay.Effects{assay.Send(c.First, Put{7})}
}

// Receive remembers what it is told.
func (c Client) Receive(self assay.ID, k Known, from assay.ID, msg Msg) (Known, assay.Effects) {
	switch m := msg.(type) {
	case Done:
		k.Done = true
		return k, assay.Effects{assay.SetTimer(later, time.Hour)}
	case Got:
		k.Read, k.Asked = m.Value, true
	case Put, Copy, Copied, Get: // not the client's
	}
	return k, nil
}

// Timeout asks the second machine: the first is gone, for all that the client knows.
func (c Client) Timeout(self assay.ID, k Known, timer string) (Known, assay.Effects) {
	return k, assay.Effects{assay.Send(c.Second, Get{})}
}

// First is the machine that clients write to. Its state is whom it owes an answer.
type First struct{ Second assay.ID }

// Start owes nobody.
func (First) Start(self assay.ID) (assay.ID, assay.Effects) { return "", nil }

// Receive sends the value on, and answers once it is there.
func (f First) Receive(self assay.ID, owed assay.ID, from assay.ID, msg Msg) (assay.ID, assay.Effects) {
	switch m := msg.(type) {
	case Put:
		return from, assay.Effects{assay.Send(f.Second, Copy(m))}
	case Copied:
		return "", assay.Effects{assay.Send(owed, Done{})}
	case Copy, Done, Get, Got: // not the first machine's
	}
	return owed, nil
}

// Second is the machine that has the copy. Its state is the value.
type Second struct{}

// Start is empty.
func (Second) Start(self assay.ID) (int, assay.Effects) { return 0, nil }

// Receive stores the copy, or answers with it.
func (Second) Receive(self assay.ID, value int, from assay.ID, msg Msg) (int, assay.Effects) {
	switch m := msg.(type) {
	case Copy:
		return m.Value, assay.Effects{assay.Send(from, Copied{})}
	case Get:
		return value, assay.Effects{assay.Send(from, Got{value})}
	case Put, Copied, Done, Got: // not the second machine's
	}
	return value, nil
}

// System is the cure.
func System() assay.System { return with("tutorial/copies", First{"second"}) }

func with[A assay.Actor[assay.ID, Msg]](name string, first A) assay.System {
	return assay.System{
		Name: name,
		Actors: []assay.Participant{
			assay.Spawn("client", Client{"first", "second"}), assay.Spawn("first", first), assay.Spawn("second", Second{}),
		},
		Properties: []assay.Property{
			assay.Always("what was answered is there", answeredIsThere),
			assay.Recovers("the client is answered", func(v assay.View) bool { return assay.StateOf[Known](v, "client").Done }),
		},
	}
}

func answeredIsThere(v assay.View) error {
	if k := assay.StateOf[Known](v, "client"); k.Asked && k.Read != 7 {
		return fmt.Errorf("the client was told that 7 is stored, and reads %d", k.Read)
	}
	return nil
}

// Hasty is broken: the first machine answers as soon as it has sent the value on.
func Hasty() assay.System { return with("tutorial/copies/hasty", hasty{First{"second"}}) }

type hasty struct{ First }

func (h hasty) Receive(self assay.ID, owed assay.ID, from assay.ID, msg Msg) (assay.ID, assay.Effects) {
	if m, ok := msg.(Put); ok {
		return "", assay.Effects{assay.Send(h.Second, Copy(m)), assay.Send(from, Done{})}
	}
	return owed, nil
}

// Burning is the cure in a world where the second machine may be gone for good: nothing is lost, and nobody is answered any more.
func Burning() assay.System {
	sys := with("tutorial/copies/burning", First{"second"})
	sys.Assume.Per = map[assay.ID]assay.Own{"second": {Crashes: assay.AtMost(1), Recoveries: assay.None}}
	return sys
}

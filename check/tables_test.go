//assay:ignore total the actors of these tests are generated, and may fail: the checker is what is tested
package check

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

// tableMsg is sealed: the four kinds of message of table actors.
type tableMsg interface{ tableMsg() }

type (
	msg0 struct{}
	msg1 struct{}
	msg2 struct{}
	msg3 struct{}
)

func (msg0) tableMsg() {}
func (msg1) tableMsg() {}
func (msg2) tableMsg() {}
func (msg3) tableMsg() {}

var tableMsgs = []tableMsg{msg0{}, msg1{}, msg2{}, msg3{}}

var tableTimers = []string{"t", "u"}

// tableState is the state of a table actor: where it is in its table, and how much it has done of what must not go on for ever.
type tableState struct {
	At    int8
	Sends int8
	Ops   int8
	Busy  bool // an operation is in flight
}

// table is an actor given by finite tables: a cell for the start, for each state and kind of message, and for each state and timer.
type table struct {
	IDs     []assay.ID
	Begin   cell
	Receipt [][]cell
	Firing  [][]cell
	Sends   int8 // it sends in so many of its steps at most; negative is no bound
	Ops     int8 // it invokes so many operations
}

// cell is what a table actor does about one input.
type cell struct {
	Next int8
	Does []deed
	Boom bool // it panics
}

// deed is one effect. Those that would not be legal in the state at hand are not done.
type deed struct {
	What deedKind
	Kind int8 // of message, timer or key
	To   int8
}

type deedKind uint8

const (
	deedSend deedKind = iota
	deedReply
	deedBroadcast
	deedSet
	deedStop
	deedPersist
	deedErase
	deedInvoke
	deedReturn
	deedGiveUp
	deedSync
	deedChoose
	deedRead
	deedRestart
	deeds
)

// toggle is the specification of their operations: each answers what stood there, and adds to it modulo 2.
type toggle struct{}

func (toggle) Init() int8 { return 0 }

func (toggle) Apply(s int8, op any) (int8, any) { return (s + op.(int8)) % 2, s }

func (t table) Start(self assay.ID) (tableState, assay.Effects) {
	s, out := t.do(tableState{}, self, self, t.Begin)
	return s, slices.DeleteFunc(out, func(e assay.Effect) bool { return e == assay.Restart() }) // nothing that starts restarts
}

func (t table) Receive(self assay.ID, s tableState, from assay.ID, m tableMsg) (tableState, assay.Effects) {
	return t.do(s, self, from, t.Receipt[s.At][slices.Index(tableMsgs, m)])
}

func (t table) do(s tableState, self, from assay.ID, c cell) (tableState, assay.Effects) {
	if c.Boom {
		panic("boom")
	}
	s.At = c.Next
	var out assay.Effects
	restarts := false
	for _, d := range c.Does {
		restarts = restarts || d.What == deedRestart
		out = append(out, t.deed(&s, self, from, d)...)
	}
	if restarts {
		out = append(out, assay.Restart())
	}
	return s, out
}

func (t table) deed(s *tableState, self, from assay.ID, d deed) assay.Effects {
	switch d.What {
	case deedSend, deedReply, deedBroadcast:
		return t.send(s, self, from, d)
	case deedSet:
		return assay.Effects{assay.SetTimer(tableTimers[d.Kind%2], time.Second)}
	case deedStop:
		return assay.Effects{assay.StopTimer(tableTimers[d.Kind%2])}
	case deedPersist:
		return assay.Effects{assay.Persist(tableTimers[d.Kind%2], s.At)}
	case deedErase:
		return assay.Effects{assay.Erase(tableTimers[d.Kind%2])}
	case deedSync:
		return assay.Effects{assay.Sync()}
	case deedChoose:
		return assay.Effects{assay.Choose(tableTimers[d.Kind%2], d.Kind, d.To)}
	case deedRead:
		return assay.Effects{assay.ReadClock()}
	case deedRestart:
		return nil // which comes last
	}
	return t.operate(s, d)
}

func (t table) send(s *tableState, self, from assay.ID, d deed) assay.Effects {
	if t.Sends >= 0 {
		if s.Sends == t.Sends {
			return nil
		}
		s.Sends++
	}
	message := tableMsgs[d.Kind]
	switch d.What {
	case deedReply:
		return assay.Effects{assay.Send(from, message)}
	case deedBroadcast:
		others := slices.DeleteFunc(slices.Clone(t.IDs), func(id assay.ID) bool { return id == self })
		return assay.Effects{assay.Broadcast(others, message)}
	}
	return assay.Effects{assay.Send(t.IDs[int(d.To)%len(t.IDs)], message)}
}

func (t table) operate(s *tableState, d deed) assay.Effects {
	if d.What == deedInvoke {
		if s.Busy || s.Ops == t.Ops {
			return nil
		}
		s.Busy, s.Ops = true, s.Ops+1
		return assay.Effects{assay.Invoke(d.Kind % 2)}
	}
	if !s.Busy {
		return nil
	}
	s.Busy = false
	if d.What == deedGiveUp {
		return assay.Effects{assay.ReturnUnknown()}
	}
	return assay.Effects{assay.Return(s.At % 2)}
}

// The powers that some table actors have.
type (
	timedTable   struct{ table }
	durableTable struct{ table }
	fullTable    struct{ timedTable }
	askingTable  struct{ fullTable }
	clockedTable struct{ askingTable }

	restartingTable        struct{ askingTable }
	clockedRestartingTable struct{ clockedTable }
)

// Chosen goes where the option says, as on a message from itself.
func (t askingTable) Chosen(self assay.ID, s tableState, c assay.Choice) (tableState, assay.Effects) {
	return t.do(s, self, self, t.Receipt[s.At][c.Option.(int8)%4])
}

// Clock does at even seconds what it does on one message, and at odd ones what it does on another.
func (t clockedTable) Clock(self assay.ID, s tableState, now time.Time) (tableState, assay.Effects) {
	return t.do(s, self, self, t.Receipt[s.At][now.Unix()%2])
}

func (t timedTable) Timeout(self assay.ID, s tableState, timer string) (tableState, assay.Effects) {
	return t.do(s, self, self, t.Firing[s.At][slices.Index(tableTimers, timer)])
}

func (t durableTable) Recover(self assay.ID, disk assay.Disk) (tableState, assay.Effects) {
	return t.recovered(disk)
}

func (t fullTable) Recover(self assay.ID, disk assay.Disk) (tableState, assay.Effects) {
	return t.recovered(disk)
}

func (t restartingTable) Restarts(disk assay.Disk) string        { return fmt.Sprint(disk.Keys()) }
func (t clockedRestartingTable) Restarts(disk assay.Disk) string { return fmt.Sprint(disk.Keys()) }

// A table that restarts sends nothing more afterwards, since it may restart for ever.
func (t restartingTable) Recover(self assay.ID, disk assay.Disk) (tableState, assay.Effects) {
	return t.restarted(disk)
}

func (t clockedRestartingTable) Recover(self assay.ID, disk assay.Disk) (tableState, assay.Effects) {
	return t.restarted(disk)
}

func (t table) restarted(disk assay.Disk) (tableState, assay.Effects) {
	s, _ := t.recovered(disk)
	s.Sends = t.Sends
	return s, nil
}

// recovered begins where the disk says. It does nothing at first, and never invokes again: nobody knows what became of its operation.
func (t table) recovered(disk assay.Disk) (tableState, assay.Effects) {
	return tableState{At: or(assay.Load[int8](disk, "t"), 0), Ops: t.Ops, Sends: max(t.Sends-1, 0)}, nil
}

func or[T any](o refine.Option[T], instead T) T {
	if value, ok := o.Get(); ok {
		return value
	}
	return instead
}

// dice are the choices of one random system.
type dice struct {
	*rand.Rand
	harsh bool // the world may do all that there is
}

func (d dice) chance(percent int) bool { return d.IntN(100) < percent }

func pick[T any](d dice, from ...T) T { return from[d.IntN(len(from))] }

// tableActor makes a random actor with so many states.
func (d dice) tableActor(id assay.ID, ids []assay.ID, states int, timers, history bool, sends int8) assay.Participant {
	t := table{IDs: ids, Sends: sends, Ops: int8(1 + d.IntN(2))}
	kinds := []deedKind{deedSend, deedSend, deedReply, deedBroadcast, deedPersist, deedErase}
	if timers {
		kinds = append(kinds, deedSet, deedSet, deedStop)
	}
	if history {
		kinds = append(kinds, deedInvoke, deedInvoke, deedReturn, deedReturn, deedReturn, deedGiveUp)
	}
	if d.harsh {
		kinds = append(kinds, deedPersist, deedPersist, deedSync, deedChoose)
	}
	if d.harsh && timers {
		kinds = append(kinds, deedRead)
	}
	restarts := d.harsh && d.chance(40)
	if restarts {
		kinds = append(kinds, deedRestart, deedRestart)
	}
	t.Begin = d.cell(0, states, kinds, 0)
	if timers && d.chance(70) {
		t.Begin.Does = append(t.Begin.Does, deed{What: deedSet, Kind: int8(d.IntN(2))})
	}
	if len(t.Begin.Does) == 0 || d.chance(50) {
		t.Begin.Does = append(t.Begin.Does, deed{What: deedSend, Kind: int8(d.IntN(4)), To: int8(d.IntN(4))})
	}
	boom := 0
	if d.chance(3) {
		boom = 5
	}
	for at := range states {
		t.Receipt = append(t.Receipt, d.cells(len(tableMsgs), at, states, kinds, boom))
		t.Firing = append(t.Firing, d.cells(len(tableTimers), at, states, kinds, boom))
	}
	recovers := d.chance(50)
	switch {
	case restarts && timers:
		return assay.Spawn(id, clockedRestartingTable{clockedTable{askingTable{fullTable{timedTable{t}}}}})
	case restarts:
		return assay.Spawn(id, restartingTable{askingTable{fullTable{timedTable{t}}}})
	case d.harsh && timers:
		return assay.Spawn(id, clockedTable{askingTable{fullTable{timedTable{t}}}})
	case d.harsh:
		return assay.Spawn(id, askingTable{fullTable{timedTable{t}}})
	case timers && recovers:
		return assay.Spawn(id, fullTable{timedTable{t}})
	case timers:
		return assay.Spawn(id, timedTable{t})
	case recovers:
		return assay.Spawn(id, durableTable{t})
	}
	return assay.Spawn(id, t)
}

func (d dice) cells(n, at, states int, kinds []deedKind, boom int) []cell {
	var all []cell
	for range n {
		all = append(all, d.cell(at, states, kinds, boom))
	}
	return all
}

// cell is often one that changes nothing: that is what the reduced semantics is about.
func (d dice) cell(at, states int, kinds []deedKind, boom int) cell {
	if d.chance(35) {
		return cell{Next: int8(at)}
	}
	c := cell{Next: int8(d.IntN(states)), Boom: d.chance(boom)}
	most := pick(d, 0, 0, 1, 1, 1, 2)
	if d.harsh {
		most++ // so that there is something between two effects
	}
	for range most {
		c.Does = append(c.Does, deed{What: pick(d, kinds...), Kind: int8(d.IntN(4)), To: int8(d.IntN(4))})
	}
	return c
}

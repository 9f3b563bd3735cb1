package blackbox_test

import (
	"slices"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

// This file holds the systems whose counts are derived by hand in steps_test.go.

// pingPong sends one message to and fro for ever.
func pingPong(assume assay.Assumptions) assay.System {
	bounce := func(_ assay.ID, s none, from assay.ID, _ msg) (none, fxs) { return s, fxs{assay.Send(from, ping{})} }
	first := func(assay.ID) (none, fxs) { return none{}, fxs{assay.Send("b", ping{})} }
	return system("pingpong", assume, calm(),
		assay.Spawn("a", actor[none]{start: first, receive: bounce}), assay.Spawn("b", actor[none]{receive: bounce}))
}

// rally sends 1, 2, 3 to and fro; each side remembers the last that it received.
func rally() assay.System {
	hit := func(_ assay.ID, s cell, from assay.ID, m msg) (cell, fxs) {
		s.N = m.(num).N
		if s.N == 3 {
			return s, nil
		}
		return s, fxs{assay.Send(from, num{s.N + 1})}
	}
	serve := func(assay.ID) (cell, fxs) { return cell{}, fxs{assay.Send("b", num{1})} }
	return system("rally", assay.Assumptions{}, calm(),
		assay.Spawn("a", actor[cell]{start: serve, receive: hit}), assay.Spawn("b", actor[cell]{receive: hit}))
}

// selfRally sends 1, 2, 3 to itself.
func selfRally(assume assay.Assumptions) assay.System {
	return system("self", assume, calm(), assay.Spawn("a", actor[cell]{
		start: func(self assay.ID) (cell, fxs) { return cell{}, fxs{assay.Send(self, num{1})} },
		receive: func(self assay.ID, s cell, _ assay.ID, m msg) (cell, fxs) {
			s.N = m.(num).N
			if s.N == 3 {
				return s, nil
			}
			return s, fxs{assay.Send(self, num{s.N + 1})}
		}}))
}

// twoNumbers sends 1 and then 2 to b.
func twoNumbers(assume assay.Assumptions, property assay.Property, b assay.Participant) assay.System {
	return system("two", assume, property, sender("a", assay.Send("b", num{1}), assay.Send("b", num{2})), b)
}

// onePing sends one ping to b.
func onePing(assume assay.Assumptions, property assay.Property, b assay.Participant) assay.System {
	return system("one", assume, property, sender("a", assay.Send("b", ping{})), b)
}

// picky accepts 2 only after 1, and ignores what it does not accept.
func picky(id assay.ID) assay.Participant {
	return assay.Spawn(id, actor[cell]{receive: func(_ assay.ID, s cell, _ assay.ID, m msg) (cell, fxs) {
		if m.(num).N == s.N+1 {
			s.N++
		}
		return s, nil
	}})
}

// clockwork is one actor whose Start and Timeout do these effects; Timeout adds add to a number.
func clockwork(assume assay.Assumptions, property assay.Property, add int, start, again fxs) assay.System {
	return system("clockwork", assume, property, assay.Spawn("t", timed[cell]{
		actor: actor[cell]{start: func(assay.ID) (cell, fxs) { return cell{}, slices.Clone(start) }},
		timeout: func(s cell, _ string) (cell, fxs) {
			s.N += add
			return s, slices.Clone(again)
		}}))
}

type stopS struct {
	Got   bool
	Fired int
}

// stopped has a timer that a ping from a stops.
func stopped() assay.System {
	return onePing(assay.Assumptions{}, calm(), assay.Spawn("b", timed[stopS]{
		actor: actor[stopS]{
			start: func(assay.ID) (stopS, fxs) { return stopS{}, fxs{assay.SetTimer("t", time.Second)} },
			receive: func(_ assay.ID, s stopS, _ assay.ID, _ msg) (stopS, fxs) {
				s.Got = true
				return s, fxs{assay.StopTimer("t")}
			}},
		timeout: func(s stopS, _ string) (stopS, fxs) {
			s.Fired++
			return s, nil
		}}))
}

// greeter sends a ping to b each time it starts; it has no Recover.
func greeter() assay.System {
	return system("greeter", assay.Assumptions{Per: map[assay.ID]assay.Own{"c": {Crashes: assay.AtMost(1)}}}, calm(),
		sender("c", assay.Send("b", ping{})), counter("b", 100))
}

func tally(_ assay.ID, s cell, _ assay.ID, _ msg) (cell, fxs) {
	s.N++
	return s, fxs{assay.Persist("n", s.N)}
}

// accounted says that each of two messages is in flight to b or counted by it.
func accounted() assay.Property {
	return assay.Always("accounted", func(v assay.View) error {
		if v.Up("b") && assay.StateOf[cell](v, "b").N+len(assay.InFlight[ping](v, "b")) != 2 {
			return errWrong
		}
		return nil
	})
}

// ledger counts two pings on its disk; with recovers it reads them back after a crash.
func ledger(recovers bool) assay.System {
	b := assay.Spawn("b", actor[cell]{receive: tally})
	if recovers {
		b = assay.Spawn("b", durable[cell]{
			actor:   actor[cell]{receive: tally},
			recover: func(disk assay.Disk) (cell, fxs) { return cell{assay.Load[int](disk, "n").Or(0)}, nil },
		})
	}
	assume := assay.Assumptions{Disk: assay.Kept, Per: map[assay.ID]assay.Own{"b": {Crashes: assay.AtMost(1)}}}
	return system("ledger", assume, accounted(), sender("a", assay.Send("b", ping{}), assay.Send("b", ping{})), b)
}

type lateS struct{ Recovered, Got bool }

// late receives one ping, before its crash or after it.
func late(order assay.Order) assay.System {
	assume := assay.Assumptions{Order: order, Per: map[assay.ID]assay.Own{"b": {Crashes: assay.AtMost(1)}}}
	return onePing(assume, assay.Sometimes("received in its second life", func(v assay.View) bool {
		return v.Up("b") && assay.StateOf[lateS](v, "b") == lateS{true, true}
	}), assay.Spawn("b", durable[lateS]{
		actor: actor[lateS]{receive: func(_ assay.ID, s lateS, _ assay.ID, _ msg) (lateS, fxs) {
			s.Got = true
			return s, nil
		}},
		recover: func(assay.Disk) (lateS, fxs) { return lateS{Recovered: true}, nil },
	}))
}

// persister writes what it received last on a disk that nobody reads.
func persister(id assay.ID) assay.Participant {
	return assay.Spawn(id, actor[gotS]{receive: func(self assay.ID, s gotS, from assay.ID, m msg) (gotS, fxs) {
		s, _ = collect(self, s, from, m)
		return s, fxs{assay.Persist("last", m.(num).N), assay.Sync()}
	}})
}

// graph is a Machine given by its edges.
type graph struct {
	init  []int
	edges map[int][]int
}

func (g graph) Init() []int { return slices.Clone(g.init) }

func (g graph) Next(s int) []assay.Move[int] {
	var moves []assay.Move[int]
	for i, to := range g.edges[s] {
		moves = append(moves, assay.Move[int]{Name: string(rune('a' + i)), To: to})
	}
	return moves
}

func node(v assay.View) int { return assay.StateOf[int](v, "") }

func graphSystem(name string, g graph) assay.System {
	return assay.Model(name, g, assay.Always("calm", func(v assay.View) error {
		_ = node(v)
		return nil
	}))
}

// stairs goes up by one or by two, and is followed up to 3.
func stairs() assay.System {
	edges := map[int][]int{}
	for i := range 10 {
		edges[i] = []int{i + 1, i + 2}
	}
	sys := graphSystem("stairs", graph{init: []int{0}, edges: edges})
	sys.Within = func(v assay.View) bool { return node(v) <= 3 }
	return sys
}

// twoPhase is MODELS.md's two-phase commit with three resource managers.
type twoPhase struct{}

type phaseS struct {
	RM                [3]byte // w p c a
	TM                byte    // i c a
	Prepared, Sent    [3]bool
	CommitSent, Abort bool
}

func (twoPhase) Init() []phaseS { return []phaseS{{RM: [3]byte{'w', 'w', 'w'}, TM: 'i'}} }

func (twoPhase) Next(s phaseS) []assay.Move[phaseS] {
	var moves []assay.Move[phaseS]
	add := func(name string, change func(*phaseS)) {
		to := s
		change(&to)
		moves = append(moves, assay.Move[phaseS]{Name: name, To: to})
	}
	if s.TM == 'i' && s.Prepared == [3]bool{true, true, true} {
		add("TmCommit", func(to *phaseS) { to.TM, to.CommitSent = 'c', true })
	}
	if s.TM == 'i' {
		add("TmAbort", func(to *phaseS) { to.TM, to.Abort = 'a', true })
	}
	for i := range s.RM {
		name := string(rune('0' + i))
		if s.TM == 'i' && s.Sent[i] {
			add("TmRcvPrepared"+name, func(to *phaseS) { to.Prepared[i] = true })
		}
		if s.RM[i] == 'w' {
			add("RmPrepare"+name, func(to *phaseS) { to.RM[i], to.Sent[i] = 'p', true })
			add("RmChooseToAbort"+name, func(to *phaseS) { to.RM[i] = 'a' })
		}
		if s.CommitSent {
			add("RmRcvCommit"+name, func(to *phaseS) { to.RM[i] = 'c' })
		}
		if s.Abort {
			add("RmRcvAbort"+name, func(to *phaseS) { to.RM[i] = 'a' })
		}
	}
	return moves
}

func twoPhaseSystem() assay.System {
	return assay.Model("twophase", twoPhase{}, assay.Always("consistent", func(v assay.View) error {
		s := assay.StateOf[phaseS](v, "")
		if slices.Contains(s.RM[:], 'a') && slices.Contains(s.RM[:], 'c') {
			return errWrong
		}
		return nil
	}))
}

// The register of MODELS.md and its clients.
type (
	put     struct{ V string }
	get     struct{}
	request struct {
		ID assay.RequestID
		Op any
	}
	reply struct {
		ID     assay.RequestID
		Known  bool
		Result string
	}
)

func (request) blackboxMsg() {}
func (reply) blackboxMsg()   {}

// register is the specification of a register that is empty at first; a put answers "ok".
type register struct{}

func (register) Init() string { return "" }

func (register) Apply(s string, op any) (string, any) {
	if p, ok := op.(put); ok {
		return p.V, "ok"
	}
	return s, s
}

func client(id assay.ID, servers []assay.ID, script ...any) assay.Participant {
	return assay.Spawn(id, assay.Client[msg]{
		Servers: servers,
		Script:  script,
		Request: func(op any, id assay.RequestID) msg { return request{id, op} },
		Reply: func(m msg) (assay.RequestID, refine.Option[any], bool) {
			r, ok := m.(reply)
			if !ok || !r.Known {
				return r.ID, refine.None[any](), ok
			}
			return r.ID, refine.Some[any](r.Result), true
		},
	})
}

type regS struct{ V string }

// server keeps one register, and sends each answer as often as it is told.
func server(id assay.ID, answers int) assay.Participant {
	return assay.Spawn(id, actor[regS]{receive: func(_ assay.ID, s regS, from assay.ID, m msg) (regS, fxs) {
		r := m.(request)
		next, result := register{}.Apply(s.V, r.Op)
		s.V = next
		var effects fxs
		for range answers {
			effects = append(effects, assay.Send(from, reply{r.ID, true, result.(string)}))
		}
		return s, effects
	}})
}

// singleCopy is MODELS.md's single-copy register with one server.
func singleCopy(clients int) assay.System {
	sys := system("single", assay.Assumptions{Ignored: assay.Waits}, assay.Linearizable[string]("linearizable", register{}), server("s", 1))
	for i := range clients {
		name := string(rune('0' + i))
		sys.Actors = append(sys.Actors, client(assay.ID("c"+name), []assay.ID{"s"}, put{"v" + name}, get{}))
	}
	return sys
}

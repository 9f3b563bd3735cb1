package people

import (
	"fmt"
	"slices"
	"time"

	"github.com/assay-dev/assay"
)

// Operator is a person who follows a runbook in the environment E and acts on what they believe. Spawn makes a participant of it.
type Operator[E any] struct {
	Plane   assay.ID // the control plane that is asked and ordered
	Runbook Runbook[E]
	// Colleague is asked, in a chat, to ask for the same where the control plane holds an order until a second person does. "" is nobody.
	Colleague assay.ID
	// Approves is the signal that this operator looks at before saying yes to a colleague, and Wants what it must be. "" says no to all.
	Approves string
	Wants    Condition
	// Patience is how long the operator waits before looking again at a signal that is of no good quality; 0 is 10 s.
	Patience time.Duration

	// What may go wrong, within the budgets of the System. Omissions, jumps, repetitions and misreadings need no list.
	Others []Target[E] // that may be taken for the right target
	Habits []Act[E]    // orders that may intrude, which are in no place of the runbook
	Powers []Act[E]    // orders that one who means harm may give at any moment
}

// Spawn makes a participant called id. A runbook that is not well formed is an error when the System is built.
func (o Operator[E]) Spawn(id assay.ID) assay.Participant {
	actor := operator{plane: o.Plane, steps: o.Runbook.steps, colleague: o.Colleague, approves: o.Approves, wants: o.Wants, patience: o.Patience}
	if actor.patience == 0 {
		actor.patience = 10 * time.Second
	}
	for _, other := range o.Others {
		actor.others = append(actor.others, other.id)
	}
	for _, act := range o.Habits {
		actor.habits = append(actor.habits, act.order)
	}
	for _, act := range o.Powers {
		actor.powers = append(actor.powers, act.order)
	}
	p := assay.Spawn[OperatorState, Msg](id, actor)
	if err := wellFormed(actor.steps); err != nil {
		p.Behaviour.Err = fmt.Errorf("%w\n(operator %s)", err, id)
	}
	return p
}

// OperatorState is what an operator is about, and what they believe.
type OperatorState struct {
	At       int // the step of the runbook that is next or under way; behind the last one is the end
	Awaits   Awaits
	Order    Order // what was ordered, while its answer is awaited
	Aside    bool  // what is awaited is not of the step, which is still to be done
	Last     int   // one more than the step whose order was given last; 0 is none
	Believes []Belief
	Asked    Asked // by a colleague
}

// Awaits is what an operator waits for.
type Awaits uint8

const (
	Nothing  Awaits = iota
	AnAnswer        // to an order
	AReading
	Time
)

func (a Awaits) String() string { return word(int(a), "nothing", "answer", "reading", "time") }

// Belief is what an operator takes a signal to be, true or not.
type Belief struct {
	Signal   string
	Value    any  // what the screen said
	Expected bool // it was taken to be as expected
}

// Asked is what a colleague asked for in the chat. The zero value is nothing.
type Asked struct {
	By    assay.ID
	Order Order
}

// operator is an Operator as an actor.
type operator struct {
	plane, colleague assay.ID
	steps            []instruction
	approves         string
	wants            Condition
	patience         time.Duration
	others           []assay.ID
	habits, powers   []Order
}

// The questions that an operator has, and the timers.
const (
	forStep     = "" // of a Query for the runbook's own step
	forApproval = "approval"
	forItself   = "itself"
	timerWait   = "wait"
	timerAgain  = "again"
	keyStep     = "next"
	keyReading  = "reads"
	keyApproval = "approval"
)

// turn is one answer of an operator in the making.
type turn struct {
	operator
	s       OperatorState
	effects assay.Effects
}

func (o operator) Start(assay.ID) (OperatorState, assay.Effects) {
	t := turn{operator: o}
	return t.arrive(0)
}

func (o operator) Receive(_ assay.ID, s OperatorState, from assay.ID, m Msg) (OperatorState, assay.Effects) {
	t := turn{operator: o, s: s}
	switch m := m.(type) {
	case Answer:
		return t.answered(m)
	case No:
		return t.answered(Answer{Order: m.Order, Outcome: Refused})
	case Reading:
		return t.read(m)
	case Please:
		return t.asked(from, m.Order)
	case Request, Query, Install, Serve, Report, Wire: // for planes and units
	}
	return s, nil
}

func (o operator) Timeout(_ assay.ID, s OperatorState, timer string) (OperatorState, assay.Effects) {
	t := turn{operator: o, s: s}
	if timer == timerAgain && s.At < len(o.steps) {
		return t.look()
	}
	return t.arrive(s.At + 1)
}

func (o operator) Chosen(_ assay.ID, s OperatorState, c assay.Choice) (OperatorState, assay.Effects) {
	t := turn{operator: o, s: s}
	option := c.Option
	switch wrong := option.(type) {
	case assay.Mistake:
		option = wrong.Option
	case assay.Malicious:
		option = wrong.Option
	}
	switch c.Key {
	case keyReading:
		if reading, ok := option.(taken); ok {
			return t.take(reading)
		}
	case keyApproval:
		if approval, ok := option.(taken); ok {
			return t.approve(approval)
		}
	default:
		if way, ok := option.(course); ok {
			return t.follow(way)
		}
	}
	return s, nil // nothing else is offered
}

// step is the instruction that the operator is at, and none at the end of the runbook.
func (t turn) step() instruction { return t.stepAt(t.s.At) }

// stepAt is an instruction of the runbook, and none where it has none.
func (t turn) stepAt(i int) instruction {
	if i < 0 || i >= len(t.steps) {
		return instruction{}
	}
	return t.steps[i]
}

// arrive goes to a step of the runbook and asks what the operator does there.
func (t turn) arrive(at int) (OperatorState, assay.Effects) {
	t.s.At, t.s.Awaits, t.s.Order, t.s.Aside = settle(t.steps, at), Nothing, Order{}, false
	if t.s.At == len(t.steps) && len(t.powers) == 0 {
		return t.s, t.effects
	}
	return t.s, append(t.effects, assay.Choose(keyStep, t.courses()...))
}

// follow does what was chosen.
func (t turn) follow(c course) (OperatorState, assay.Effects) {
	switch c.Does {
	case leavesOut:
		return t.arrive(t.s.At + 1)
	case goesTo:
		return t.arrive(c.To)
	case ordersAside:
		t.s.Aside = true
		return t.order(c.Order)
	case looksAside:
		t.s.Awaits, t.s.Aside = AReading, true
		return t.s, append(t.effects, assay.Send(t.plane, Query{c.Look, forItself}))
	case rests:
		return t.s, nil
	}
	return t.carryOut(c.Order)
}

// carryOut does the step of the runbook; instead is its order with another target, or nothing.
func (t turn) carryOut(instead Order) (OperatorState, assay.Effects) {
	step := t.step()
	switch step.What {
	case doLook:
		return t.look()
	case doWait:
		t.s.Awaits = Time
		return t.s, append(t.effects, assay.SetTimer(timerWait, step.For))
	case doAdjust:
		return t.order(t.adjusted(step))
	}
	order := step.Order
	if instead.Verb != 0 {
		order = instead
	}
	order.DryRun = step.Checks
	t.s.Last = t.s.At + 1
	return t.order(order)
}

// adjusted is the order by which a controller makes up for a share of what the signal lacks, as it is believed.
func (t turn) adjusted(step instruction) Order {
	order := step.Order
	for _, b := range t.s.Believes {
		if n, ok := number(b.Value); ok && b.Signal == step.Signal {
			order.Value = step.Gain * (step.Aim - n)
		}
	}
	return order
}

func (t turn) order(o Order) (OperatorState, assay.Effects) {
	t.s.Awaits, t.s.Order = AnAnswer, o
	return t.s, append(t.effects, assay.Send(t.plane, Request{o}))
}

func (t turn) look() (OperatorState, assay.Effects) {
	t.s.Awaits = AReading
	return t.s, append(t.effects, assay.Send(t.plane, Query{t.step().Signal, forStep}))
}

// answered goes on after what became of an order. An answer to another order changes nothing.
func (t turn) answered(a Answer) (OperatorState, assay.Effects) {
	if t.s.Awaits != AnAnswer || !a.Order.same(t.s.Order) || (a.Outcome == Rehearsed) != t.s.Order.DryRun && a.Outcome != Refused {
		return t.s, nil
	}
	switch {
	case a.Outcome == Held && t.colleague != "":
		return t.s, append(t.effects, assay.Send(t.colleague, Please{t.s.Order}))
	case a.Outcome == Held:
		return t.s, nil
	case a.Outcome == Rehearsed:
		return t.rehearsed(a)
	case t.s.Aside:
		return t.arrive(t.s.At)
	case a.Outcome == Refused:
		return t.arrive(place(t.steps, t.step().Else))
	}
	return t.arrive(t.s.At + 1)
}

// rehearsed compares what a dry run would touch with what the runbook means.
func (t turn) rehearsed(a Answer) (OperatorState, assay.Effects) {
	meant := t.step().Order.Targets
	if len(meant) > 0 && !slices.Equal(meant, a.Touches) {
		return t.arrive(t.s.At) // that was not what was meant, and is seen before it is done
	}
	order := t.s.Order
	order.DryRun = false
	return t.order(order)
}

// read takes a reading, or looks again later where its quality is not good.
func (t turn) read(r Reading) (OperatorState, assay.Effects) {
	switch {
	case r.For == forApproval && t.s.Asked.By != "":
		return t.readForApproval(r)
	case r.For == forItself && t.s.Awaits == AReading && t.s.Aside:
		return t.arrive(t.s.At)
	case r.For != forStep || t.s.Awaits != AReading || t.step().Signal != r.Signal:
		return t.s, nil
	case r.Quality != Good:
		t.s.Awaits = Time
		return t.s, append(t.effects, assay.SetTimer(timerAgain, t.patience))
	}
	t.s.Awaits = Nothing
	expected := t.step().Want.Holds(r.Value)
	return t.s, append(t.effects, choice(keyReading, r, expected))
}

// choice is how a reading is taken: rightly, or for the opposite.
func choice(key string, r Reading, expected bool) assay.Effect {
	return assay.Choose(key, taken{r, expected, false}, assay.Mistake{Sort: "misreading", Option: taken{r, !expected, true}})
}

func (t turn) take(as taken) (OperatorState, assay.Effects) {
	t.believe(Belief{as.Reading.Signal, as.Reading.Value, as.Expected})
	if as.Expected {
		return t.arrive(t.s.At + 1)
	}
	return t.arrive(place(t.steps, t.step().Else))
}

func (t *turn) believe(b Belief) {
	at := slices.IndexFunc(t.s.Believes, func(other Belief) bool { return other.Signal == b.Signal })
	t.s.Believes = slices.Clone(t.s.Believes)
	if at < 0 {
		t.s.Believes = append(t.s.Believes, b)
		return
	}
	t.s.Believes[at] = b
}

// asked is a colleague's wish that this operator asks for the same order. One who has been asked already, or approves of nothing, says no.
func (t turn) asked(by assay.ID, o Order) (OperatorState, assay.Effects) {
	if t.s.Asked.By != "" || t.approves == "" {
		return t.s, append(t.effects, assay.Send(by, No{o}))
	}
	t.s.Asked = Asked{by, o}
	return t.s, append(t.effects, assay.Send(t.plane, Query{t.approves, forApproval}))
}

func (t turn) readForApproval(r Reading) (OperatorState, assay.Effects) {
	return t.s, append(t.effects, choice(keyApproval, r, r.Quality == Good && t.wants.Holds(r.Value)))
}

func (t turn) approve(as taken) (OperatorState, assay.Effects) {
	asked := t.s.Asked
	t.s.Asked = Asked{}
	if as.Expected {
		return t.s, append(t.effects, assay.Send(t.plane, Request{asked.Order}))
	}
	return t.s, append(t.effects, assay.Send(asked.By, No{asked.Order}))
}

package step

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/canon"
)

// contract is a Contract made ready to run: of a participant that is given by it alone, or of one that is held to it.
type contract struct {
	actor     int
	property  string // that holds its participant to it; "" of one that is assumed
	behaviour *assay.ContractBehaviour
	state     *canon.Type
}

func (s *System) compileContract(actor int, property string, b *assay.ContractBehaviour) (*contract, error) {
	if b.Err != nil {
		return nil, b.Err
	}
	state, err := s.Space.Type(b.State)
	if err != nil {
		return nil, fmt.Errorf("step: the state of the contract of %s: %s%s", s.Actors[actor].ID, canon.Words(err), hintBeside(err))
	}
	return &contract{actor: actor, property: property, behaviour: b, state: state}, nil
}

// name is how a contract is called: by its type, or as a Stub of another's.
func (c *contract) name() string {
	if stub, ok := c.behaviour.Contract.(stubbed); ok {
		spec, _ := stub.Parts()
		return "Stub of " + typeName(spec)
	}
	return typeName(c.behaviour.Contract)
}

// compileContracts makes those of all participants ready.
func (s *System) compileContracts(sys assay.System) (err error) {
	for i, p := range sys.Actors {
		if p.Behaviour.Contract == nil {
			continue
		}
		if s.Actors[i].contract, err = s.compileContract(i, "", p.Behaviour.Contract); err != nil {
			return err
		}
	}
	for _, p := range sys.Properties {
		if p.Kind != assay.KindGuarantees {
			continue
		}
		i, ok := s.index[p.Participant]
		if !ok {
			return unknownParticipant(fmt.Sprintf("the property %q", p.Name), p.Participant, s.index)
		}
		held, err := s.compileContract(i, p.Name, p.Contract)
		if err != nil {
			return err
		}
		s.Actors[i].held = append(s.Actors[i].held, held)
	}
	return nil
}

// waysTwice asks a contract twice, on separate copies of its arguments, as React runs a handler. The ways stand one after the other
// in the state of the answer.
func (s *System) waysTwice(c *contract, state string, in Input, w Watcher, l Local) (answer, *Fault) {
	if w != nil {
		w.Enter(c.actor, l, in)
		defer w.Leave()
	}
	var guard canon.Guard
	first, second := s.waysOnce(c, state, in, nil), s.waysOnce(c, state, in, &guard)
	if first.err != nil {
		return first, nil
	}
	return first, compareRuns(s.contractMethod(c, in), first, second)
}

func (s *System) waysOnce(c *contract, state string, in Input, guard *canon.Guard) (a answer) {
	var pointer, message any
	var from assay.ID
	if in.Kind != Start {
		pointer = decodeState(c.state, state, guard)
	}
	if in.Kind == Deliver {
		sender, value := s.Open(in.Envelope)
		from, message = s.Actors[sender].ID, s.copyValue(value, guard)
	}
	reactions := c.ask(in, pointer, from, message, &a)
	if a.panics != "" {
		return a
	}
	if pointer != nil {
		if now, err := c.state.AppendPtr(nil, pointer); err != nil || string(now) != state {
			a.changed, a.how = true, written(itsState, valueOf(decodeState(c.state, state, nil)), valueOf(pointer))
		}
	}
	if in.Kind == Deliver && !a.changed {
		if _, value := s.Open(in.Envelope); s.differs(message, value) {
			a.changed, a.how = true, written(itsMessage, s.Fresh(value), message)
		}
	}
	a.touched(guard)
	a.state, a.err = s.encodeWays(c, reactions)
	return a
}

// ask calls the contract's method for an input.
func (c *contract) ask(in Input, state any, from assay.ID, message any, a *answer) (reactions []assay.ErasedReaction) {
	defer func() {
		if p := recover(); p != nil {
			a.panics = PanicText(p, 0)
		}
	}()
	switch {
	case in.Kind == Start:
		for _, first := range c.behaviour.Init() {
			reactions = append(reactions, assay.ErasedReaction{To: first})
		}
	case in.Kind == Deliver:
		reactions = c.behaviour.Allowed(state, from, message)
	case c.behaviour.Unprompted != nil:
		reactions = c.behaviour.Unprompted(state)
	}
	return reactions
}

// encodeWays gives the canonical bytes of reactions, sorted and each once.
func (s *System) encodeWays(c *contract, reactions []assay.ErasedReaction) ([]byte, error) {
	var ways []string
	for _, r := range reactions {
		state, err := c.state.AppendPtr(nil, r.To)
		if err != nil {
			return nil, err
		}
		effects, err := s.encodeEffects(r.Sends)
		if err != nil {
			return nil, err
		}
		ways = append(ways, string(appendText(appendText(nil, string(state)), string(effects))))
	}
	slices.Sort(ways)
	var all []byte
	for _, way := range slices.Compact(ways) {
		all = append(all, way...)
	}
	return all, nil
}

// decodeWays are the answers that encodeWays wrote.
func (s *System) decodeWays(encoded []byte) (ways []answer, err error) {
	for rest := encoded; len(rest) > 0; {
		var way answer
		way.state, rest = readText(rest)
		way.effects, rest = readText(rest)
		if way.values, err = s.copyEffects(way.effects); err != nil {
			return nil, err
		}
		ways = append(ways, way)
	}
	return ways, nil
}

func readText(encoded []byte) (text, rest []byte) {
	n, width := binary.Uvarint(encoded)
	return encoded[width : width+int(n)], encoded[width+int(n):]
}

func (s *System) contractMethod(c *contract, in Input) string {
	method := map[Kind]string{Start: "Init", Deliver: "Allowed"}[in.Kind]
	if method == "" {
		method = "Unprompted"
	}
	return fmt.Sprintf("%s of the contract of %s (%s)", method, s.Actors[c.actor].ID, c.name())
}

// reactAssumed is React for a participant that is given by its contract: the first way in which it may react, with the Others.
func (s *System) reactAssumed(c *contract, l Local, in Input, w Watcher) *Reaction {
	if in.Kind == Recover { // a contract spans all lives
		return s.interpret(c.actor, l, in, answer{state: []byte(l.State)})
	}
	a, fault := s.remembered(c.actor, l, in, func() (answer, *Fault) { return s.waysTwice(c, l.State, in, w, l) })
	fault = s.doubted(c.actor, l, in, fault)
	if a.err == nil && a.panics == "" {
		var ways []answer
		if ways, a.err = s.decodeWays(a.state); a.err == nil && (fault == nil || !fault.Dead) {
			return s.reactions(c, l, in, ways, fault)
		}
	}
	if a.err != nil {
		return &Reaction{Err: fmt.Errorf("step: %s answers with what is no plain value: %s", s.contractMethod(c, in), canon.Words(a.err))}
	}
	return &Reaction{Fault: fault}
}

func (s *System) reactions(c *contract, l Local, in Input, ways []answer, fault *Fault) *Reaction {
	var all []*Reaction
	for _, way := range ways {
		r := s.interpret(c.actor, l, in, way)
		if in.Kind == Choose && r.Fault == nil && r.Err == nil && len(r.Sends) == 0 && l.equal(r.Next) {
			continue // nothing is done unprompted
		}
		if r.Fault == nil {
			r.Fault = fault
		}
		r.Quiet, r.effects = r.Quiet && r.Fault == nil, nil
		all = append(all, r)
	}
	switch {
	case len(all) > 0:
		all[0].Others = all[1:]
		return all[0]
	case in.Kind == Deliver:
		from, message := s.Open(in.Envelope)
		return &Reaction{Fault: &Fault{Finding: "handled", Dead: true, Why: fmt.Sprintf("%s sent %s a %v where its contract (%s) allows no reaction to it",
			s.Actors[from].ID, s.Actors[c.actor].ID, s.TypeOf(message), c.name())}}
	case in.Kind == Start:
		return &Reaction{Err: fmt.Errorf("step: the contract of %s begins in no state, expected at least one\nhint: Init of its Machine", s.Actors[c.actor].ID)}
	}
	return &Reaction{None: true, Fault: fault}
}

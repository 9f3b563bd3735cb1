package people

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/assay-dev/assay"
)

// Plane is the control plane of the environment E: it takes orders from operators and automation, holds them to its interlocks, tells
// units what to run, and keeps the signals that people look at. Spawn makes a participant of it.
type Plane[E any] struct {
	Units   []Target[E]
	Version string  // that the units run at the start, and are rolled back to
	Config  []Value // at the start
	Signals []Signal
	Every   time.Duration // between two samples; 0 is 10 s
	Locks   Interlocks
}

// Value is one value of a configuration.
type Value struct {
	Key   string
	Value float64
	Base  float64 // what it goes back to when an override expires
}

// Signal is what people look at: computed from what the plane knows at each sample, and read Late samples later.
type Signal struct {
	Name string
	Of   func(Fleet) any // a pure function; its result is a number, a text, or another value that can be compared
	Late int             // how many samples were taken after the one that is read
	// Skips says that samples may be left out, each by chance. In check they may be anyway, since a timer may be late; in sim half of them
	// are.
	Skips bool
}

// of computes the signal.
//
//assay:ignore pure Of is the user's, and runs within a handler: check finds it if it is not pure, as it finds a handler
//assay:ignore total Spawn refuses a signal without Of
func (s Signal) of(f Fleet) any { return s.Of(f) }

// Fleet is what a control plane knows: what its units told it, and what it ordered since.
type Fleet struct {
	Units  []Unit
	Config []Value
}

// Unit is what a control plane knows of one unit.
type Unit struct {
	ID      assay.ID
	Version string // that it was told to run
	Ready   bool
	Healthy bool
	Busy    bool // told to install, and not heard of since
	Aside   bool // told to stand aside
	ByHand  bool // by an order that named it, and not by Scale
}

// Ready is how many units are ready and take part.
func (f Fleet) Ready() (n int) {
	for _, u := range f.Units {
		if u.Ready && !u.Aside {
			n++
		}
	}
	return n
}

// Healthy says whether every unit that is ready is healthy.
func (f Fleet) Healthy() bool {
	return !slices.ContainsFunc(f.Units, func(u Unit) bool { return u.Ready && !u.Healthy })
}

// Setting is a value of the configuration; 0 is what there is not.
func (f Fleet) Setting(key string) float64 {
	for _, v := range f.Config {
		if v.Key == key {
			return v.Value
		}
	}
	return 0
}

func (f Fleet) busy() bool {
	return slices.ContainsFunc(f.Units, func(u Unit) bool { return u.Busy })
}

// PlaneState is what a control plane knows and has promised.
type PlaneState struct {
	Fleet    Fleet
	Rings    []Ring     // by signal
	Informed []assay.ID // who has read a sample since the last change; empty without the freshness gate
	Held     []HeldOrder
	Seen     []HeldOrder // dry runs since the last change; empty where none is demanded
	Undo     []assay.ID  // to be rolled back, one after another
	Frozen   bool        // aborted: nothing is deployed or promoted any more
}

// Ring holds the last samples of a signal, the newest first.
type Ring []Sample

// Sample is what a signal was once.
type Sample struct {
	Value   any
	Quality Quality
}

// with are the last samples once there is one more: as many as before.
func (r Ring) with(newest Sample) Ring { return append(Ring{newest}, r[:max(0, len(r)-1)]...) }

// oldest is the sample that is read.
func (r Ring) oldest() Sample {
	if len(r) == 0 {
		return Sample{}
	}
	return r[len(r)-1]
}

// HeldOrder is an order and who gave it.
type HeldOrder struct {
	By    assay.ID
	Order Order
}

// Spawn makes a participant called id.
func (p Plane[E]) Spawn(id assay.ID) assay.Participant {
	actor := plane{env: reflect.TypeFor[E]().Name(), version: p.Version, config: p.Config, signals: p.Signals, every: p.Every, locks: p.Locks}
	if actor.every == 0 {
		actor.every = 10 * time.Second
	}
	for _, unit := range p.Units {
		actor.units = append(actor.units, unit.id)
	}
	for _, s := range p.Signals {
		actor.names = append(actor.names, fmt.Sprintf("shows %s, %d samples late", s.Name, s.Late))
	}
	participant := assay.Spawn[PlaneState, Msg](id, actor)
	participant.Behaviour.Err = p.wellFormed(id)
	return participant
}

// wellFormed says what is wrong with a control plane, if anything is.
func (p Plane[E]) wellFormed(id assay.ID) error {
	if len(p.Units) == 0 && len(p.Config) == 0 {
		return fmt.Errorf("people: the control plane %s has no units and no configuration, expected something to control", id)
	}
	for _, s := range p.Signals {
		switch {
		case s.Of == nil:
			return fmt.Errorf("people: the signal %s of the control plane %s is computed by nothing, expected a function Of", s.Name, id)
		case s.Late < 0:
			return fmt.Errorf("people: the signal %s of the control plane %s is %d samples late, expected at least 0", s.Name, id, s.Late)
		}
	}
	return nil
}

// plane is a Plane as an actor.
type plane struct {
	env     string
	version string
	units   []assay.ID
	config  []Value
	signals []Signal
	names   []string // of the signals, which a digest can see
	every   time.Duration
	locks   Interlocks
}

const (
	timerSample = "sample"
	timerExpire = "expire " // and the key
)

func (p plane) Start(assay.ID) (PlaneState, assay.Effects) {
	var s PlaneState
	for _, id := range p.units {
		s.Fleet.Units = append(s.Fleet.Units, Unit{ID: id, Version: p.version, Ready: true, Healthy: true})
	}
	for _, v := range p.config {
		v.Base = v.Value
		s.Fleet.Config = append(s.Fleet.Config, v)
	}
	for _, signal := range p.signals { // it has been running for long
		sample := Sample{signal.of(s.Fleet), Good}
		ring := Ring{sample}
		for range signal.Late {
			ring = append(ring, sample)
		}
		s.Rings = append(s.Rings, ring)
	}
	if len(p.signals) == 0 {
		return s, nil
	}
	return s, assay.Effects{assay.SetTimer(timerSample, p.every)}
}

func (p plane) Receive(_ assay.ID, s PlaneState, from assay.ID, m Msg) (PlaneState, assay.Effects) {
	switch m := m.(type) {
	case Request:
		return p.requested(s, from, m.Order)
	case Query:
		return p.queried(s, from, m)
	case Report:
		return p.reported(s, from, m)
	case Answer, Reading, Please, No, Install, Serve, Wire: // for operators and units
	}
	return s, nil
}

// Timeout samples the signals, or lets an override expire.
func (p plane) Timeout(_ assay.ID, s PlaneState, timer string) (PlaneState, assay.Effects) {
	if timer == timerSample && slices.ContainsFunc(p.signals, func(s Signal) bool { return s.Skips }) {
		return s, assay.Effects{assay.SetTimer(timerSample, p.every), assay.Choose(timerSample, taking, skipping)}
	}
	if timer == timerSample {
		return p.sampled(s, false), assay.Effects{assay.SetTimer(timerSample, p.every)}
	}
	config := slices.Clone(s.Fleet.Config)
	for i, v := range config {
		if timer == timerExpire+v.Key {
			config[i].Value = v.Base
		}
	}
	s.Fleet.Config = config
	return s, nil
}

// What may become of a sample.
const (
	taking   = "taken"
	skipping = "skipped"
)

// Chosen takes a sample, or skips it where a signal skips.
func (p plane) Chosen(_ assay.ID, s PlaneState, c assay.Choice) (PlaneState, assay.Effects) {
	return p.sampled(s, c.Option == skipping), nil
}

// sampled is the state after one more sample of each signal. While a change is under way and the freshness gate is there, what is seen
// belongs to neither what was nor what will be.
func (p plane) sampled(s PlaneState, skipped bool) PlaneState {
	s.Rings = slices.Clone(s.Rings)
	for i, signal := range p.signals {
		if i >= len(s.Rings) || skipped && signal.Skips {
			continue
		}
		sample := Sample{signal.of(s.Fleet), Good}
		if p.locks.Freshness && s.Fleet.busy() {
			sample.Quality = Stale
		}
		s.Rings[i] = s.Rings[i].with(sample)
	}
	return s
}

// queried answers with the sample that is as old as the signal is late.
func (p plane) queried(s PlaneState, from assay.ID, q Query) (PlaneState, assay.Effects) {
	answer := Reading{Signal: q.Signal, For: q.For}
	for i, signal := range p.signals {
		if signal.Name == q.Signal && i < len(s.Rings) {
			sample := s.Rings[i].oldest()
			answer.Value, answer.Quality, answer.Age = sample.Value, sample.Quality, signal.Late
		}
	}
	if p.locks.Freshness && answer.Quality == Good && !slices.Contains(s.Informed, from) {
		s.Informed = append(slices.Clone(s.Informed), from)
		slices.Sort(s.Informed)
	}
	return s, assay.Effects{assay.Send(from, answer)}
}

// reported takes what a unit says of itself. What it says of a version that it was told to leave is late.
func (p plane) reported(s PlaneState, from assay.ID, r Report) (PlaneState, assay.Effects) {
	at := slices.IndexFunc(s.Fleet.Units, func(u Unit) bool { return u.ID == from })
	if at < 0 || s.Fleet.Units[at].Version != r.Version {
		return s, nil
	}
	unit := s.Fleet.Units[at]
	changed := unit.Busy && r.Ready
	unit.Ready, unit.Healthy = r.Ready, r.Healthy
	unit.Busy = unit.Busy && !r.Ready
	s.Fleet.Units = slices.Clone(s.Fleet.Units)
	s.Fleet.Units[at] = unit
	if changed {
		s = p.blanked(s)
	}
	return p.undo(s)
}

// blanked is the state after a change: with the freshness gate, what was sampled before it is stale, and nobody knows what is now.
func (p plane) blanked(s PlaneState) PlaneState {
	s.Seen = nil
	if !p.locks.Freshness {
		return s
	}
	s.Informed = nil
	rings := make([]Ring, 0, len(s.Rings))
	for _, ring := range s.Rings {
		stale := slices.Clone(ring)
		for i := range stale {
			stale[i].Quality = Stale
		}
		rings = append(rings, stale)
	}
	s.Rings = rings
	return s
}

// undo rolls back the next unit that waits for it, once the one before is ready.
func (p plane) undo(s PlaneState) (PlaneState, assay.Effects) {
	if len(s.Undo) == 0 || s.Fleet.busy() {
		return s, nil
	}
	id := s.Undo[0]
	s.Undo = slices.Clone(s.Undo[1:])
	return p.install(s, []assay.ID{id}, p.version)
}

// install has units run a version, which takes each out until it says that it is ready.
func (p plane) install(s PlaneState, targets []assay.ID, version string) (PlaneState, assay.Effects) {
	s.Fleet.Units = slices.Clone(s.Fleet.Units)
	var effects assay.Effects
	for i, u := range s.Fleet.Units {
		if slices.Contains(targets, u.ID) {
			s.Fleet.Units[i] = installing(u, version)
			effects = append(effects, assay.Send(u.ID, Install{version}))
		}
	}
	return p.blanked(s), effects
}

// installing is a unit that was told to run a version.
func installing(u Unit, version string) Unit {
	return Unit{ID: u.ID, Version: version, Busy: true, Healthy: true}
}

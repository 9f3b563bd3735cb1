package people

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/assay-dev/assay"
)

// Node is the local state of a participant of versions.
type Node struct {
	Version string // that it runs
	State   any    // of that version's actor; nil where it cannot read its disk
	Lost    []Loss // what did not survive from one version to another, as far as it remembers: since its last crash
}

// StateOf is the local state of a participant that is up, of a version whose actor has an S. ok is false for any other.
func StateOf[S any](v assay.View, id assay.ID) (state S, ok bool) {
	if !v.Up(id) {
		return state, false
	}
	state, ok = assay.StateOf[Node](v, id).State.(S)
	return state, ok
}

// VersionOf is the version that a participant runs; "" is none, since it is down or has no versions.
func VersionOf(v assay.View, id assay.ID) string {
	if !v.Up(id) {
		return ""
	}
	return assay.StateOf[Node](v, id).Version
}

// running is a participant at one of its steps.
type running struct {
	versioned
	self assay.ID
	node Node
	now  Version
}

func (v versioned) run(self assay.ID, n Node) running {
	now, _ := v.find(n.Version)
	return running{versioned: v, self: self, node: n, now: now}
}

func (r running) code() assay.Behaviour { return r.now.behaviour }

// inner is a pointer to the state of the version's actor.
func (r running) inner() any {
	p := reflect.New(r.now.behaviour.State)
	p.Elem().Set(reflect.ValueOf(r.node.State))
	return p.Interface()
}

// answered is a step of the version's actor as one of the participant's.
func (r running) answered(state any, effects assay.Effects) (any, assay.Effects) {
	n := r.node
	n.State = reflect.ValueOf(state).Elem().Interface()
	var all assay.Effects
	for _, e := range effects {
		all = append(all, r.written(e))
	}
	return &n, all
}

// written is an effect with what it carries in the version's own bytes.
func (r running) written(e assay.Effect) assay.Effect {
	switch e := e.(type) {
	case assay.SendEffect:
		text, meant := write(r.now.Wire, e.Message)
		e.Message = Wire{r.now.Name, text, meant}
		return e
	case assay.DiskEffect:
		if r.now.Disk == nil {
			return e
		}
		if e.Key == keyInstalled {
			panic(fmt.Sprintf("people: version %q of %s persists under %q, which is where its version is kept; expected another key", r.now.Name, r.self, keyInstalled))
		}
		if !e.Erase {
			text, meant := write(r.now.Disk, e.Value)
			e.Value = Stored{r.now.Name, text, meant}
		}
		return e
	case assay.TimerEffect, assay.ChooseEffect, assay.SyncEffect, assay.ClockEffect, assay.RestartEffect, assay.InvokeEffect, assay.ReturnEffect:
		r.mustHave(e)
	}
	return e
}

// mustHave panics where a version asks for what it has no method to be answered by: others may have it, so that it stands beside all of them.
func (r running) mustHave(e assay.Effect) {
	b, method := r.code(), ""
	switch timer, isTimer := e.(assay.TimerEffect); {
	case isTimer && !timer.Stop && b.Timeout == nil:
		method = "Timeout"
	case kindOf[assay.ChooseEffect](e) && b.Chosen == nil:
		method = "Chosen"
	case kindOf[assay.ClockEffect](e) && b.Clock == nil:
		method = "Clock"
	default:
		return
	}
	panic(fmt.Sprintf("people: version %q of %s has the effect %T, and no %s method to be answered", r.now.Name, r.self, e, method))
}

func kindOf[E assay.Effect](e assay.Effect) bool {
	_, is := e.(E)
	return is
}

// write is a value in a codec's bytes, and what the codec itself reads from them.
func write(c Codec, value any) (text string, meant any) {
	encoded, err := c.Encode(value)
	if err == nil {
		meant, err = c.Decode(encoded)
	}
	if err != nil {
		panic(err) // it cannot write what it has, or read what it wrote: a finding, whatever other versions there are
	}
	return string(encoded), meant
}

func (r running) start() (any, assay.Effects) { return r.answered(r.code().Start(r.self)) }

func (r running) receive(from assay.ID, m Msg) (any, assay.Effects) {
	switch m := m.(type) {
	case Install:
		return r.install(from, m.Version)
	case Wire:
		return r.read(from, m)
	}
	return &r.node, nil
}

// install makes another version come up. One that does not exist changes nothing: the answer says what runs.
func (r running) install(by assay.ID, version string) (any, assay.Effects) {
	if _, known := r.find(version); version == r.node.Version || !known {
		return &r.node, assay.Effects{assay.Send(by, r.report())}
	}
	return &r.node, assay.Effects{assay.Persist(keyInstalled, Installed{version, by, r.node.Lost}), assay.Sync(), assay.Restart()}
}

func (r running) report() Report {
	starts := r.node.State != nil
	return Report{Version: r.node.Version, Ready: starts, Healthy: starts}
}

// read hands a message to the version's actor, if it can read it.
func (r running) read(from assay.ID, w Wire) (any, assay.Effects) {
	if r.node.State == nil {
		return &r.node, nil
	}
	value, err := r.now.Wire.Decode([]byte(w.Bytes))
	if have := reflect.TypeOf(value); err == nil && !fits(have, r.now.behaviour.Message) {
		err = fmt.Errorf("a %v is no message of this version", have)
	}
	if err != nil {
		r.node.Lost = lose(r.node.Lost, unreadable(r.now.Name, w.Version, onWire, err))
		return &r.node, nil
	}
	if w.Version != r.now.Name {
		r.node.Lost = lose(r.node.Lost, compare(r.now.Name, w.Version, onWire, w.Meant, value)...)
	}
	return r.answered(r.code().Receive(r.self, r.inner(), from, value))
}

func fits(have, want reflect.Type) bool {
	return have != nil && (have == want || want.Kind() == reflect.Interface && have.Implements(want))
}

// recover comes up as the version that is installed, with what it reads of the disk.
func (r running) recover(disk assay.Disk) (any, assay.Effects) {
	installed := assay.Load[Installed](disk, keyInstalled)
	i, was := installed.Get()
	up := r.run(r.self, Node{Version: r.installed(disk), Lost: i.Lost})
	read, ok := up.load(disk)
	var state any = &up.node
	var effects assay.Effects
	switch {
	case !ok: // it cannot start
	case up.code().Recover == nil:
		state, effects = up.start()
	default:
		state, effects = up.answered(up.code().Recover(up.self, assay.DiskOf(read)))
	}
	if was {
		up.node = *state.(*Node)
		effects = append(assay.Effects{assay.Send(i.By, up.report())}, effects...)
	}
	return state, effects
}

// load is the disk as this version reads it, and false where it cannot.
func (r *running) load(disk assay.Disk) (map[string]any, bool) {
	read, ok := map[string]any{}, true
	for _, key := range disk.Keys() {
		if key == keyInstalled {
			continue
		}
		if r.now.Disk == nil {
			read[key] = assay.Load[any](disk, key).Or(nil)
			continue
		}
		s := assay.Load[Stored](disk, key).Or(Stored{})
		value, err := r.now.Disk.Decode([]byte(s.Bytes))
		if err != nil {
			ok = false
			r.node.Lost = lose(r.node.Lost, unreadable(r.now.Name, s.Version, onDisk, err))
			continue
		}
		if s.Version != r.now.Name {
			r.node.Lost = lose(r.node.Lost, compare(r.now.Name, s.Version, onDisk, s.Meant, value)...)
		}
		read[key] = value
	}
	return read, ok
}

// lose adds losses to a sorted list of them, each field once: the first is kept.
func lose(known []Loss, more ...Loss) []Loss {
	known = slices.Clone(known)
	for _, l := range more {
		at, found := slices.BinarySearchFunc(known, l, Loss.order)
		if !found && len(known) < lossesMax {
			known = slices.Insert(known, at, l)
		}
	}
	return known
}

package people

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/assay-dev/assay"
)

// Version is one version of a participant's code: an actor of its own, and how it writes what it sends and persists.
type Version struct {
	Name string
	Wire Codec
	Disk Codec

	behaviour assay.Behaviour
}

// Code is the version called name that behaves as a does.
func Code[S, M any](name string, a assay.Actor[S, M], wire, disk Codec) Version {
	return Version{Name: name, Wire: wire, Disk: disk, behaviour: assay.Spawn("", a).Behaviour}
}

// Versions makes a participant of which there are several versions, and which runs first at the start. An Install of another version is
// kept on its own disk, and then it restarts: what comes up is that version, with the disk as whatever version left it. Whenever it
// comes up so, it sends whoever installed it a Report. Its state, as assay.StateOf reads it, is a Node.
//
// What a version sends and persists is written by its own codec, and read by that of the version which receives it or comes up. What does
// not survive that way is kept in Node.Lost by the names of fields. A version that cannot read its disk is down in all but name: it answers
// nothing but an Install.
//
// Does not find: a field that both versions read alike and take for different things, unless its tag says so (`unit:"ms"`). That is for
// properties to say.
func Versions(id assay.ID, first string, versions ...Version) assay.Participant {
	v := versioned{first: first, versions: versions}
	return assay.Participant{ID: id, Behaviour: v.erased(id)}
}

// Unversioned makes a participant of which there is one version talk to those of which there are several: wire is how it writes and reads.
// Its disk is as it was. Its state is a Node too.
func Unversioned(p assay.Participant, wire Codec) assay.Participant {
	v := versioned{versions: []Version{{Wire: wire, behaviour: p.Behaviour}}}
	p.Behaviour = v.erased(p.ID)
	p.Behaviour.Restarts = nil
	return p
}

// versioned is what a participant of several versions is made of.
type versioned struct {
	first    string
	versions []Version
}

// several is what a digest sees of a participant's versions.
type several struct {
	First  string
	Names  []string
	Actors []any
	Codecs []any
}

// erased is the participant as the rooms that run actors see it.
func (v versioned) erased(id assay.ID) assay.Behaviour {
	b := assay.Behaviour{Actor: v.several(), State: reflect.TypeFor[Node](), Message: reflect.TypeFor[Msg](), Err: v.wrong(id)}
	b.Start = func(self assay.ID) (any, assay.Effects) {
		return v.run(self, Node{Version: v.first}).start()
	}
	b.Receive = func(self assay.ID, state any, from assay.ID, m any) (any, assay.Effects) {
		return v.run(self, *state.(*Node)).receive(from, m.(Msg))
	}
	b.Recover = func(self assay.ID, disk assay.Disk) (any, assay.Effects) {
		return v.run(self, Node{}).recover(disk)
	}
	b.Restarts = v.installed
	v.addPowers(&b)
	return b
}

// addPowers adds those that some version has. One that lacks a power and uses it has said so wrongly: that is a panic, and so a finding.
func (v versioned) addPowers(b *assay.Behaviour) {
	has := func(power func(assay.Behaviour) bool) bool {
		return slices.ContainsFunc(v.versions, func(one Version) bool { return power(one.behaviour) })
	}
	if has(func(b assay.Behaviour) bool { return b.Timeout != nil }) {
		b.Timeout = func(self assay.ID, state any, timer string) (any, assay.Effects) {
			r := v.run(self, *state.(*Node))
			return r.answered(r.code().Timeout(self, r.inner(), timer))
		}
	}
	if has(func(b assay.Behaviour) bool { return b.Chosen != nil }) {
		b.Chosen = func(self assay.ID, state any, c assay.Choice) (any, assay.Effects) {
			r := v.run(self, *state.(*Node))
			return r.answered(r.code().Chosen(self, r.inner(), c))
		}
	}
	if has(func(b assay.Behaviour) bool { return b.Clock != nil }) {
		b.Clock = func(self assay.ID, state any, now time.Time) (any, assay.Effects) {
			r := v.run(self, *state.(*Node))
			return r.answered(r.code().Clock(self, r.inner(), now))
		}
	}
}

func (v versioned) several() several {
	c := several{First: v.first}
	for _, one := range v.versions {
		c.Names = append(c.Names, one.Name)
		c.Actors = append(c.Actors, one.behaviour.Actor)
		c.Codecs = append(c.Codecs, one.Wire, one.Disk)
	}
	return c
}

// wrong says what is wrong with the versions themselves.
func (v versioned) wrong(id assay.ID) error {
	names := v.several().Names
	for i, one := range v.versions {
		switch {
		case one.behaviour.Err != nil:
			return one.behaviour.Err
		case one.behaviour.Receive == nil || one.behaviour.Mutable != nil:
			return fmt.Errorf("people: version %q of %s is no actor, expected one whose handlers are functions\nhint: people.Code makes one; what is Assumed or Mutable has no versions", one.Name, id)
		case one.behaviour.State.Kind() == reflect.Interface:
			return fmt.Errorf("people: the state of version %q of %s is the interface %v, expected a type of its own\nhint: a struct that holds it", one.Name, id, one.behaviour.State)
		case one.Wire == nil, one.Disk == nil && one.Name != "":
			return fmt.Errorf("people: version %q of %s lacks a codec, expected one for the wire and one for the disk\nhint: people.JSON is one", one.Name, id)
		case slices.Index(names, one.Name) != i:
			return fmt.Errorf("people: %s has two versions called %q, expected each name once\nhint: there are %v", id, one.Name, names)
		}
	}
	if !slices.Contains(names, v.first) {
		return fmt.Errorf("people: %s begins as version %q, and has none that is called so\nhint: there are %v", id, v.first, names)
	}
	return nil
}

func (v versioned) find(name string) (Version, bool) {
	at := slices.IndexFunc(v.versions, func(one Version) bool { return one.Name == name })
	if at < 0 {
		return Version{}, false
	}
	return v.versions[at], true
}

// installed is the version that a disk says will run.
func (v versioned) installed(disk assay.Disk) string {
	if i, ok := assay.Load[Installed](disk, keyInstalled).Get(); ok {
		return i.Version
	}
	return v.first
}

// keyInstalled is where a participant keeps which version it runs.
const keyInstalled = "installed"

// Installed is what a participant of several versions keeps on its disk beside what they persist.
type Installed struct {
	Version string
	By      assay.ID
	Lost    []Loss // until then
}

func (i Installed) String() string { return i.Version }

// Wire is a message in flight between participants of versions: bytes, as one version wrote them.
type Wire struct {
	Version string // of the sender; "" of one that has none
	Bytes   string
	Meant   any // what the sender's own codec reads from them; no receiver sees it
}

func (Wire) people() {}

func (w Wire) String() string { return strings.TrimSpace(w.Version + " " + w.Bytes) }

// Stored is a value on disk: bytes, as one version wrote them.
type Stored struct {
	Version string
	Bytes   string
	Meant   any // what the writer's own codec reads from them; no reader sees it
}

func (s Stored) String() string { return strings.TrimSpace(s.Version + " " + s.Bytes) }

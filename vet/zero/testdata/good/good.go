// Package good reads maps whose keys are there, and uses types whose zero value is right.
package good

import (
	"errors"
	"maps"
	"slices"

	"github.com/assay-dev/assay/refine"
)

type port struct{}

func (port) Holds(p uint16) bool { return p != 0 }

type Port = refine.Of[uint16, port]

func Read(m map[string]Port, key string) (all []Port) {
	for k := range m {
		all = append(all, m[k])
	}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		all = append(all, m[k])
	}
	keys := slices.Collect(maps.Keys(m))
	for _, k := range keys {
		all = append(all, m[k])
	}
	var names []string
	for k := range m {
		names = append(names, k)
	}
	slices.Sort(names)
	for _, k := range names {
		all = append(all, m[k])
	}
	if _, ok := m["a"]; ok {
		all = append(all, m["a"])
	}
	if _, ok := m[key]; !ok {
		return nil
	}
	if _, ok := m["b"]; !ok {
		m["b"] = refine.Must[Port](1)
	}
	m["c"] = refine.Must[Port](2)
	p, ok := m["d"]
	if ok {
		all = append(all, p)
	}
	return append(all, m[key], m["b"], m["c"])
}

type State struct {
	Holder refine.Option[Port]
	Ports  []Port
	ByName map[string]Port
	Next   *State
	store  refine.Store[State, Port]
}

func Start() (State, []Port) {
	var s State
	s.Ports = append(s.Ports, refine.Must[Port](1))
	return s, nil
}

func Copy(s State) State {
	s.Ports = slices.Clone(s.Ports)
	t := State{}
	t.store = s.store
	return t
}

func Best(ports []Port, limit uint16) refine.Option[Port] {
	var best Port
	found := false
	for _, p := range ports {
		if !found || p.Raw() > limit {
			best, found = p, true
		}
	}
	if !found {
		return refine.None[Port]()
	}
	return refine.Some(best)
}

func Asked(ok bool, p Port, n int) (Port, error) {
	var id Port
	if ok {
		id = p
	}
	var err error
	var other Port
	switch {
	case n > 1:
		other, err = parse(n)
	default:
		err = errors.New("none")
	}
	if err != nil {
		return other, err
	}
	if ok && n > 2 {
		return id, nil
	}
	return other, nil
}

func Until(next func() (Port, bool)) Port {
	var p Port
	for done := false; !done; {
		p, done = next()
	}
	var last Port
	for {
		q, ok := next()
		last = q
		if ok {
			break
		}
	}
	select {
	case <-make(chan int):
	default:
		return last
	}
	return p
}

func Received(ports chan Port, v any) Port {
	var p Port
	select {
	case p = <-ports:
	}
	var q Port
	switch v := v.(type) {
	case Port:
		q = v
	case int:
		q = p
	default:
		panic("no")
	}
	var r Port
	for _, r = range []Port{p, q} {
		if r == p {
			return r
		}
	}
	return q
}

func parse(int) (Port, error) { return refine.Must[Port](1), nil }

// Package flows has variables that are read before they have a value, on some path.
package flows

import (
	"errors"

	"github.com/assay-dev/assay/refine"
)

type port struct{}

func (port) Holds(p uint16) bool { return p != 0 }

type Port = refine.Of[uint16, port]

type Server struct {
	Name  string
	Port  Port
	Admin struct{ Port Port }
}

func use(...any) {}

func one(ok bool, p Port) {
	var a Port // want `^var a may be read before a has a value, and the zero Port is none: port.Holds refuses it`
	if ok {
		a = p
	}
	use(a)

	var b Port
	if ok {
		b = p
	} else {
		b = p
	}
	use(b)

	var c Port // want `^var c may be read`
	for range 3 {
		use(c)
		c = p
	}

	var d Port
	switch {
	case ok:
		d = p
	default:
		return
	}
	use(d)

	var e Port // want `^var e may be read`
	switch {
	case ok:
		e = p
	}
	use(e)

	var f Port
	if !ok {
		panic("no")
	} else {
		f = p
	}
	use(f)

	var g, h Port // want `^var h may be read`
	g, ok = refine.Parse[Port](uint16(3)).Get()
	use(g, ok, h)

	var i Port
	use(func() { i = p })
	use(i.Raw())
	var j Port // want `^var j may be read`
	use(j.Raw())
	var k Port
	set(&k)
	use(k)
	var l Port
	if l == p || p != l {
		_ = l
	}
	var m Port
	defer func() { use(m) }()
	m = p
}

func set(p *Port) { *p = refine.Must[Port](1) }

func structs(p Port, n int) Server {
	var a Server
	a.Port = p
	a.Admin.Port = p
	use(a)

	var b Server // want `^var b may be read before b.Admin.Port has a value`
	b.Port = p
	use(b.Name, b.Port)
	use(b)

	c := Server{Port: p} // want `^Server{...} leaves Admin.Port at zero`
	if n > 1 {
		c.Admin.Port = p
	}
	use(c)

	d := Server{Name: "d"}
	d.Port, d.Admin.Port = p, p
	use(d)

	e := &Server{Name: "e", Port: p} // want `leaves Admin.Port at zero`
	use(e)

	f := &Server{}
	f.Port = p
	f.Admin = struct{ Port Port }{p}
	use(f)

	g := new(Server) // want `^new\(Server\) is the zero value`
	g.Port = p
	use(g.Admin)

	h := new(Server)
	fill(h)
	use(*h)

	var i Server // want `^var i may be read before i.Port has a value`
	i.Admin = struct{ Port Port }{p}
	return i
}

func fill(*Server) {}

func slices(ps []Port, m map[Port]int, n int) [][]Port {
	a := make([]Port, len(ps))
	for i, p := range ps {
		a[i] = p
	}
	b := make([]Port, len(ps))
	copy(b, ps)
	c := make([]Port, n) // want `^make\(\[\]Port, n\) makes zero values: append to a slice of length 0`
	c = append(c, ps...)
	d := make([]Port, len(m))
	at := 0
	for p := range m {
		d[at] = p
		at++
	}
	e := make([]Port, 2)
	e[0] = ps[0]
	e[1] = ps[1]
	f := make([]Port, 2) // want `makes zero values`
	f[0] = ps[0]
	g := make([]Port, n) // want `makes zero values`
	for i := range g {
		if i == 0 {
			continue
		}
		g[i] = ps[0]
	}
	h := make([]Port, n)
	for i := 0; i < n; i++ {
		h[i] = ps[0]
	}
	var i [3]Port
	for at := range i {
		i[at] = ps[at]
	}
	var j [2]Port // want `^var j may be read before j\[1\] has a value`
	j[0] = ps[0]
	var s struct{ ports []Port }
	s.ports = make([]Port, n)
	for i := range s.ports {
		s.ports[i] = ps[0]
	}
	s.ports = make([]Port, n)
	k := make([]Server, n)
	for i := range k {
		k[i] = Server{Port: ps[0], Admin: struct{ Port Port }{ps[0]}}
	}
	use(k, i, j, make([]Port, n)) // want `makes zero values`
	return [][]Port{a, b, c, d, e, f, g, h}
}

func result(n int) (p Port, err error) {
	if n == 0 {
		err = errors.New("none")
		return
	}
	if n == 1 {
		return p, errors.New("none")
	}
	p = refine.Must[Port](1)
	return
}

func results(n int) (p Port, err error) { // want `^the result p may be returned before it has a value`
	if n == 0 {
		return
	}
	return refine.Must[Port](1), nil
}

func found(n int) (p Port, ok bool) {
	if n == 0 {
		return
	}
	if n == 2 {
		return p, false
	}
	return refine.Must[Port](1), true
}

func lone(n int) (p Port) { // want `^the result p may be returned`
	if n == 0 {
		p = refine.Must[Port](1)
	}
	return
}

func returned(n int) (Port, error) {
	var p Port // want `^var p may be read`
	if n == 0 {
		return p, errors.New("none")
	}
	if n == 1 {
		return p, nil
	}
	var zero Port
	return zero, errors.New("none")
}

func missed(ports []Port, ok, other bool) Port {
	var best Port // want `^var best may be read`
	found := false
	for _, p := range ports {
		if p.Raw() > 7 {
			best, found = p, true
		}
	}
	if found || ok {
		return best
	}
	var id Port // want `^var id may be read`
	if ok {
		id = ports[0]
	}
	ok = other
	if ok {
		return id
	}
	return ports[0]
}

var handler = func(p Port) Server {
	var s Server // want `^var s may be read before s.Admin.Port has a value`
	s.Port = p
	return s
}

var _ = []any{missed, one, structs, slices, result, results, found, lone, returned, handler}

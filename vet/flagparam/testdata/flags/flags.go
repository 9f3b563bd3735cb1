// Package flags has bool parameters that select behaviour, and some that do not.
package flags

import (
	"fmt"
	"io"

	"github.com/assay-dev/assay"
)

func reset(data []int, wipe bool) []int { // want `^wipe selects behaviour: write two functions, or a named type with two values$`
	if wipe {
		return nil
	}
	return append([]int(nil), data[:0]...)
}

func calls(data []int) int {
	return len(reset(data, true)) + len(reset(data, false))
}

func Render(w io.Writer, name string, asHTML bool) { // want `asHTML selects behaviour`
	if asHTML {
		fmt.Fprintf(w, "<b>%s</b>", name)
	} else {
		fmt.Fprint(w, name)
	}
}

func sum(n []int, skipFirst, double bool) (total int) { // want `skipFirst selects behaviour` `double selects behaviour`
	if !skipFirst && len(n) > 0 {
		total = n[0]
	}
	for i := 1; i < len(n); i++ {
		total += n[i]
	}
	switch double {
	case true:
		total *= 2
	}
	return total
}

type queue struct{ items []int }

func (q *queue) push(n int, front bool) { // want `front selects behaviour`
	switch {
	case front:
		q.items = append([]int{n}, q.items...)
	default:
		q.items = append(q.items, n)
	}
}

func walk(n int, loud bool) { // want `loud selects behaviour`
	if loud {
		println(n)
	}
	if n > 0 {
		walk(n-1, loud)
	}
}

// Stored, returned, compared, handed on: a value.
type lamp struct{ on bool }

func newLamp(on bool) *lamp { return &lamp{on: on} }

func (l *lamp) SetOn(on bool) {
	if on {
		l.on = true
	} else {
		l.on = false
	}
}

func (l *lamp) turn(on bool) bool {
	if on {
		println("on")
	}
	l.on = on
	return on
}

func same(a, b bool) int {
	if a == b {
		return 1
	}
	return 0
}

func toInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

var bits = toInt(len(bitsOf) > 3) + toInt(calls(nil) > 2)

var bitsOf = []int{1}

func check(n int, ok bool) int {
	if !ok {
		return 0
	}
	return n
}

// deep decides within a loop, far from the top.
func deep(n []int, loud bool) { // want `loud selects behaviour`
	for _, i := range n {
		if loud {
			println(i)
		}
	}
}

// later hands out a literal that decides.
func later(loud bool) func() {
	return func() {
		if loud {
			println("loud")
		}
	}
}

// printer is what an interface asks for.
type printer interface{ print(n int, loud bool) }

type plain struct{}

func (plain) print(n int, loud bool) {
	if loud {
		println(n)
	}
}

func callback(loud bool) {
	if loud {
		println("loud")
	}
}

func each(f func(bool)) { f(true) }

// actor has a bool as its state.
type actor struct{}

func (actor) Start(assay.ID) (bool, assay.Effects) { return false, nil }

func (actor) Receive(self assay.ID, done bool, from assay.ID, msg any) (bool, assay.Effects) {
	if done {
		return true, nil
	}
	return true, assay.Effects{assay.Send(from, msg)}
}

// option is the functional kind.
type option func(*lamp)

func withOn(on bool) option {
	return func(l *lamp) { l.on = on }
}

// loudness is a named type with two values.
type loudness bool

func say(text string, l loudness) {
	if l {
		println(text)
	}
}

//assay:ignore flagparam the protocol has the bit
func ignored(urgent bool) {
	if urgent {
		println("now")
	}
}

func data(n int) {
	callback(n > 3)
	each(callback)
	ignored(true)
	say("x", true)
}

var _ = []any{calls, Render, sum, (*queue).push, walk, newLamp, (*lamp).turn, same, bits, check, deep, later, printer(plain{}), data, actor{}, withOn}

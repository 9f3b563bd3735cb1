// Package mutual is good: two functions call each other, both with a measure that falls by one and stops at zero.
package mutual

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Nest struct{ Depth uint }

type Shape struct{ Text string }

func (Nest) isMsg()  {}
func (Shape) isMsg() {}

type Drawer struct{}

type State struct{ Drawn int }

func (Drawer) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Drawer) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	nest, ok := msg.(Nest)
	if !ok {
		return s, nil
	}
	s.Drawn++
	return s, assay.Effects{assay.Send(from, Shape{square(min(nest.Depth, 6))})}
}

//assay:decreases depth
func square(depth uint) string {
	if depth == 0 {
		return ""
	}
	return "[" + round(depth-1) + "]"
}

//assay:decreases depth
func round(depth uint) string {
	if depth == 0 {
		return ""
	}
	return "(" + square(depth-1) + ")"
}

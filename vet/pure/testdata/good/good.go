// Package good has functions that are held to be pure, and are.
package good

import (
	"errors"
	"strconv"

	"github.com/assay-dev/assay/refine"
)

// State has one of everything.
type State struct {
	N     int
	List  []int
	Names []string
	Rows  [][]int
	Map   map[string]int
	Deep  map[string][]int
	Ptr   *Node
	Nodes []*Node
	ByKey map[string]*Node
	Inner struct{ Tags []string }
	Opt   refine.Option[int]
}

// Node is pointed to.
type Node struct {
	N    int
	Next *Node
	Tags []string
}

type msg interface {
	isMsg()
	weight() int
}

type (
	listMsg struct{ L []int }
	ptrMsg  struct{ P *Node }
)

func (listMsg) isMsg()        {}
func (ptrMsg) isMsg()         {}
func (m listMsg) weight() int { return len(m.L) }
func (m ptrMsg) weight() int  { return m.P.N }

var (
	names    = []string{"waiting", "holding"}
	handlers = map[string]func(State) State{"inc": inc, "reset": func(s State) State { s.N = 0; return s }}
	errFull  = errors.New("full")
	grown    = grow()
	smallest = refine.Some(1)
)

func grow() map[string]int {
	m := map[string]int{}
	for i := range 3 {
		m[strconv.Itoa(i)] = i
	}
	return m
}

func init() { grown["more"] = 9 }

func inc(s State) State { s.N++; return s }

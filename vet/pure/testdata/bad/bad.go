// Package bad has functions that are held to be pure, and are not.
package bad

import (
	"bytes"
	"sync"
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
	Array [2]*Node
	Any   any
	Buf   *bytes.Buffer
	Inner struct{ Tags []string }
}

// Node is pointed to.
type Node struct {
	N    int
	Next *Node
	Tags []string
}

type msg interface{ isMsg() }

type (
	listMsg struct{ L []int }
	ptrMsg  struct{ P *Node }
)

func (listMsg) isMsg() {}
func (ptrMsg) isMsg()  {}

var (
	count   int
	table   = map[string]int{}
	last    *Node
	history []string
	frozen  = map[string]int{"a": 1}
	mu      sync.Mutex
)

// Package mapcopy is good: a new map is made, filled with maps.Copy, and only then written.
package mapcopy

import (
	"maps"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Do struct{ Key int }

type Did struct{ Key int }

func (Do) isMsg()  {}
func (Did) isMsg() {}

type Actuator struct{}

func (Actuator) Start(self assay.ID) (map[int]int, assay.Effects) { return nil, nil }

func (Actuator) Receive(self assay.ID, times map[int]int, from assay.ID, msg Msg) (map[int]int, assay.Effects) {
	do, ok := msg.(Do)
	if !ok {
		return times, nil
	}
	after := make(map[int]int, len(times)+1)
	maps.Copy(after, times)
	after[do.Key]++
	return after, assay.Effects{assay.Send(from, Did{do.Key})}
}

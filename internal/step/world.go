package step

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/assay-dev/assay"
)

// World is what is no participant's own: which links are cut, and how much time has passed.
type World struct {
	Cut pairSet // nil is none
	Now int     // in milliseconds; 0 without clocks
}

// pairSet is a set of ordered pairs of participants, from*n+to, sorted.
type pairSet []int

func (p pairSet) has(pair int) bool {
	_, found := slices.BinarySearch(p, pair)
	return found
}

func (p pairSet) union(other pairSet) pairSet {
	all := append(slices.Clone(p), other...)
	slices.Sort(all)
	return slices.Compact(all)
}

// Key is equal for equal Worlds alone, in every run.
func (w World) Key() string {
	key := binary.AppendUvarint(nil, uint64(w.Now))
	for _, pair := range w.Cut {
		key = binary.AppendUvarint(key, uint64(pair))
	}
	return string(key)
}

// HasWorld says whether the World is part of the state.
func (s *System) HasWorld() bool { return s.rules.cuts != never || s.clocks() }

// Blocked says whether messages from one participant to another are held.
func (s *System) Blocked(w World, from, to int) bool {
	return len(w.Cut) > 0 && w.Cut.has(from*len(s.Actors)+to)
}

// Change is one step of the World.
type Change struct {
	Kind  Kind
	To    World
	Cell  int   // the limited budget that it spends, or -1
	Cut   int   // Cut: which of those that there can be
	Moved []int // Tick: by participant, how far its clock goes
}

// Step is the change as a step of the whole.
func (c Change) Step() Step {
	return Step{Actor: -1, Enabled: Enabled{Kind: c.Kind, Cell: c.Cell, Also: never, Across: never}, World: c}
}

// Changes are the steps of the World that are enabled, in canonical order.
func (s *System) Changes(w World, mode Mode) []Change {
	var all []Change
	if s.rules.cuts != never && !(mode.Leaves(LeaveCuts) && s.FreeCuts()) {
		for i, side := range s.rules.sides {
			if cut := w.Cut.union(side); len(cut) > len(w.Cut) {
				all = append(all, Change{Kind: Cut, To: World{cut, w.Now}, Cell: limited(s.rules.cuts), Cut: i})
			}
		}
		if len(w.Cut) > 0 {
			all = append(all, Change{Kind: Heal, To: World{nil, w.Now}, Cell: never})
		}
	}
	if s.clocks() && !s.AtHorizon(w) {
		for _, moved := range s.ticks() {
			all = append(all, Change{Kind: Tick, To: World{w.Cut, w.Now + s.assume.Clocks.TickMS}, Cell: never, Moved: moved})
		}
	}
	return all
}

// AtHorizon says whether time has come to its end.
func (s *System) AtHorizon(w World) bool {
	return s.clocks() && w.Now+s.assume.Clocks.TickMS > s.assume.Clocks.HorizonMS
}

// ticks are the ways in which the clocks may go at one tick: each by a tick, or by the drift more or less. A participant that can
// neither read its clock nor set a timer nor has a schedule has none, which stays at zero.
func (s *System) ticks() [][]int {
	c := s.assume.Clocks
	all := [][]int{nil}
	for i, actor := range s.Actors {
		ways := []int{0}
		if b := actor.Behaviour; b.Clock != nil || b.Timeout != nil || s.rules.actors[i].works != (assay.Schedule{}) {
			ways = []int{c.TickMS}
			if c.DriftMS > 0 {
				ways = []int{c.TickMS - c.DriftMS, c.TickMS, c.TickMS + c.DriftMS}
			}
		}
		var longer [][]int
		for _, before := range all {
			for _, way := range ways {
				longer = append(longer, append(slices.Clip(slices.Clone(before)), way))
			}
		}
		all = longer
	}
	return all
}

// Ticked is a participant whose clock has moved on.
func (l Local) Ticked(by int) Local {
	l.Clock += by
	return l
}

// CutText says who is cut off from whom.
func (s *System) CutText(i int) string { return pairsText(s.rules.sides[i], s.IDs()) }

// pairsText writes pairs as groups of senders with the same receivers: "a,b->c".
func pairsText(pairs pairSet, ids []assay.ID) string {
	receivers := make([]string, len(ids))
	for _, pair := range pairs {
		from, to := pair/len(ids), pair%len(ids)
		if receivers[from] != "" {
			receivers[from] += ","
		}
		receivers[from] += string(ids[to])
	}
	text := ""
	for from, to := range receivers {
		if to == "" || slices.Contains(receivers[:from], to) {
			continue
		}
		senders := ""
		for other := from; other < len(ids); other++ {
			if receivers[other] == to {
				senders += "," + string(ids[other])
			}
		}
		text += " " + senders[1:] + "->" + to
	}
	return text[1:]
}

// splitsMax is how many participants every split is listed for.
const splitsMax = 8

// addCuts lists the partitions that there can be.
func (r *rules) addCuts(a assay.Assumptions, actors []assay.Participant, index map[assay.ID]int) error {
	if r.cuts == never {
		return nil
	}
	if a.CutSets == nil {
		if len(actors) > splitsMax {
			return fmt.Errorf("step: Assume.Cuts with %d participants, expected at most %d for every split in two\nhint: list those that matter in Assume.CutSets", len(actors), splitsMax)
		}
		r.sides = splits(len(actors))
		r.sortSides()
		return nil
	}
	for _, c := range a.CutSets {
		side, err := sideOf(c, index)
		if err != nil {
			return err
		}
		r.sides = append(r.sides, side)
	}
	r.sortSides()
	return nil
}

// sortSides puts the partitions in canonical order, each once: by their pairs, and not by how they were listed.
func (r *rules) sortSides() {
	slices.SortFunc(r.sides, slices.Compare)
	r.sides = slices.CompactFunc(r.sides, slices.Equal)
}

// splits are all partitions of n participants in two: for each both ways, then one way, then the other.
func splits(n int) []pairSet {
	var all []pairSet
	for mask := 1; mask < 1<<n-1; mask += 2 { // the first participant is on the first side
		var forth, back pairSet
		for from := range n {
			for to := range n {
				switch a, b := mask>>from&1, mask>>to&1; {
				case a > b:
					forth = append(forth, from*n+to)
				case a < b:
					back = append(back, from*n+to)
				}
			}
		}
		all = append(all, forth.union(back), forth, back)
	}
	return all
}

func sideOf(c assay.Cut, index map[assay.ID]int) (pairSet, error) {
	var pairs pairSet
	for _, from := range c.From {
		for _, to := range c.To {
			i, okFrom := index[from]
			j, okTo := index[to]
			switch {
			case !okFrom:
				return nil, unknownParticipant("Assume.CutSets", from, index)
			case !okTo:
				return nil, unknownParticipant("Assume.CutSets", to, index)
			case i == j:
				return nil, fmt.Errorf("step: Assume.CutSets cuts %q off from itself, expected different participants on the two sides\nhint: each participant stands on one side", from)
			}
			if pairs = append(pairs, i*len(index)+j); !c.OneWay {
				pairs = append(pairs, j*len(index)+i)
			}
		}
	}
	if len(pairs) == 0 {
		return nil, fmt.Errorf("step: Assume.CutSets has a cut with an empty side, expected participants on both\nhint: assay.Cut{From: []assay.ID{\"a\"}, To: []assay.ID{\"b\"}}")
	}
	slices.Sort(pairs)
	return slices.Compact(pairs), nil
}

// TickText says how far each clock goes.
func (s *System) TickText(c Change) string {
	text := ""
	for i, by := range c.Moved {
		if by != 0 {
			text += fmt.Sprintf(" %s+%d", s.Actors[i].ID, by)
		}
	}
	return strings.TrimPrefix(text, " ")
}

// Wiped says whether a crash of a participant takes its disk.
func (s *System) Wiped(actor int) bool { return s.rules.actors[actor].disk == assay.Wiped }

// Sender is who sent an envelope, and whether its link to a participant is FIFO.
func (s *System) Sender(e Envelope, to int) (from int, fifo bool) {
	from = s.sender(e)
	return from, s.link(from, to).fifo
}

// Unsent says whether an envelope waits in its sender's buffer.
func (s *System) Unsent(e Envelope) bool { return e.buffered() }

// FIFO says whether the link between two participants keeps the order.
func (s *System) FIFO(from, to int) bool { return s.link(from, to).fifo }

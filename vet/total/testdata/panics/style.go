package panics

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

// broker is in the style of real actors: all of it is total.
type broker struct {
	peers []assay.ID
	rules ruleset
}

type ruleset interface{ quorum(n int) int }

type majorities struct{}

func (majorities) quorum(n int) int { return n/2 + 1 }

type brokerState struct {
	topics  map[string]map[assay.ID]int
	log     []entry
	waiting []assay.ID
	last    refine.Option[entry]
	commit  int
}

type entry struct {
	term int
	text string
}

func (a broker) by() ruleset {
	if a.rules == nil {
		return majorities{}
	}
	return a.rules
}

func (a broker) Start(self assay.ID) (brokerState, assay.Effects) { return brokerState{}, nil }

func (a broker) Receive(self assay.ID, s brokerState, from assay.ID, msg any) (brokerState, assay.Effects) {
	switch m := msg.(type) {
	case string:
		return s.subscribe(m, from), nil
	case entry:
		s.log = append(slices.Clone(s.log), m)
		s.last = refine.Some(s.log[len(s.log)-1])
		return s.advance(m.term), nil
	case int:
		if m < 0 || m >= len(s.log) {
			return s, nil
		}
		return s, assay.Effects{assay.Send(from, s.log[m])}
	case []string:
		return s.parse(m), nil
	case fmt.Stringer:
		return s.drop(from), assay.Effects{assay.Send(a.peers[len(m.String())%max(1, len(a.peers))], m)} // want "indexes a.peers"
	}
	if len(a.peers) > 0 && a.by().quorum(len(a.peers)) > 1 {
		return s, assay.Effects{assay.Send(a.peers[s.index(from)%len(a.peers)], "hello")}
	}
	return s.next()
}

func (s brokerState) index(id assay.ID) int { return max(0, slices.Index(s.waiting, id)) }

// subscribe makes the maps that are not there.
func (s brokerState) subscribe(topic string, id assay.ID) brokerState {
	topics := make(map[string]map[assay.ID]int, len(s.topics))
	for name, members := range s.topics {
		topics[name] = maps.Clone(members)
	}
	if topics[topic] == nil {
		topics[topic] = map[assay.ID]int{}
	}
	topics[topic][id]++
	s.topics = topics
	return s
}

func (s brokerState) advance(term int) brokerState {
	for i := len(s.log) - 1; i >= 0 && s.log[i].term == term; i-- {
		if i > 0 && s.log[i-1].term != term {
			s.commit = i
		}
	}
	s.commit = min(s.commit, len(s.log))
	if s.commit > 0 {
		s.last = refine.Some(s.log[s.commit-1])
	}
	return s
}

func (s brokerState) parse(lines []string) brokerState {
	for _, line := range lines {
		parts := strings.Split(line, ":")
		if len(parts) != 2 || parts[0] == "" {
			continue
		}
		s.log = append(s.log[:len(s.log):len(s.log)], entry{term: int(parts[0][0] - '0'), text: parts[1]})
	}
	slices.SortFunc(s.log, func(a, b entry) int { return cmp.Compare(a.term, b.term) })
	return s
}

func (s brokerState) drop(id assay.ID) brokerState {
	at := slices.Index(s.waiting, id)
	if at < 0 {
		return s
	}
	s.waiting = slices.Delete(slices.Clone(s.waiting), at, at+1)
	return s
}

func (s brokerState) without(i int) brokerState {
	if i < 0 || i >= len(s.waiting) {
		return s
	}
	s.waiting = append(s.waiting[:i:i], s.waiting[i+1:]...)
	return s
}

func (s brokerState) next() (brokerState, assay.Effects) {
	if len(s.waiting) == 0 {
		return s, nil
	}
	head, rest := s.waiting[0], s.waiting[1:]
	s.waiting = rest
	s = s.without(len(rest))
	var effects assay.Effects
	for i, id := range rest {
		effects = append(effects, assay.Send(id, rest[(i+1)%len(rest)]))
	}
	return s, append(effects, assay.Send(head, "yours"))
}

//assay:pure
func matrix(n int) [][]int {
	if n <= 0 {
		return nil
	}
	rows := make([][]int, n)
	for i := range rows {
		rows[i] = make([]int, n)
		rows[i][0] = i
		for j := range rows[i] {
			rows[i][j] = i * j
		}
	}
	for i := 0; i < n; i++ {
		rows[i] = nil
	}
	return rows
}

//assay:pure
func distance(a, b string) int {
	prev := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur := make([]int, len(b)+1)
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(cur[j-1]+1, prev[j-1]+cost)
		}
		prev = cur
	}
	return prev[len(b)]
}

//assay:pure
func median(xs []int) int {
	sorted := slices.Sorted(slices.Values(xs))
	if len(sorted) == 0 {
		return 0
	}
	if len(sorted)%2 == 1 {
		return sorted[len(sorted)/2]
	}
	return (sorted[len(sorted)/2-1] + sorted[len(sorted)/2]) / 2
}

//assay:pure
func chunks(xs []int, size int) (out [][]int) {
	if size < 1 {
		return nil
	}
	for i := 0; i < len(xs); i += size {
		out = append(out, xs[i:min(i+size, len(xs))])
	}
	return out
}

//assay:pure
func insertion(xs []int) []int {
	xs = slices.Clone(xs)
	for i := 1; i < len(xs); i++ {
		for j := i; j > 0 && xs[j-1] > xs[j]; j-- {
			xs[j-1], xs[j] = xs[j], xs[j-1]
		}
	}
	return xs
}

//assay:pure
func reversed(s string) string {
	out := []rune(s)
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return string(out)
}

//assay:pure
func histogram(xs []int) [8]int {
	var h [8]int
	for _, x := range xs {
		if x >= 0 {
			h[min(x, len(h)-1)]++
		}
		h[uint(x)%8]++
		h[x&7]++
	}
	return h
}

//assay:pure
func heapify(xs []int) []int {
	xs = slices.Clone(xs)
	for i := len(xs)/2 - 1; i >= 0; i-- {
		if l := 2*i + 1; l < len(xs) && xs[l] < xs[i] {
			xs[i], xs[l] = xs[l], xs[i]
		}
	}
	return xs
}

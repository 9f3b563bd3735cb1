// Package good has functions whose answers are the same in each run.
package good

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/assay-dev/assay"
)

// State has maps.
type State struct {
	Votes  map[string]int
	Weight map[string]float64
	Peers  map[string]peer
	Keys   []string
	Grid   map[point]int
}

type peer struct {
	ID   string
	Term int
	Tags []string
}

type point struct{ X, Y int }

//assay:pure
func sums(s State) (sum, n, bits int, any, all bool, most int) {
	all = true
	for k, v := range s.Votes {
		sum += v
		n++
		bits |= v
		if v > 2 {
			any = true
		}
		all = all && v > 0
		most = max(most, v)
		if len(k) > most {
			most = len(k)
		}
	}
	return
}

//assay:pure
func quorum(s State) bool {
	yes := 0
	for _, v := range s.Votes {
		switch {
		case v == 0:
			continue
		case v > 1:
			yes++
		}
	}
	return yes > len(s.Votes)/2
}

//assay:pure
func anyOf(s State) bool {
	for _, v := range s.Votes {
		if v > 3 {
			return true
		}
	}
	return false
}

//assay:pure
func anyFlag(s State) bool {
	found := false
	for _, v := range s.Votes {
		if v > 3 {
			found = true
			break
		}
	}
	return found
}

//assay:pure
func sets(s State) (map[string]int, map[int]bool, map[point]int) {
	double, values, grid := map[string]int{}, map[int]bool{}, map[point]int{}
	for k, v := range s.Votes {
		double[k] = 2 * v
		values[v] = true
		delete(grid, point{v, v})
	}
	for p, v := range s.Grid {
		grid[point{p.Y, p.X}] += v
	}
	return double, values, grid
}

//assay:pure
func counts(s State) map[int]int {
	by := map[int]int{}
	for _, v := range s.Votes {
		by[v]++
	}
	return by
}

//assay:pure
func deletes(s State) State {
	s.Votes = maps.Clone(s.Votes)
	for k, v := range s.Votes {
		if v == 0 {
			delete(s.Votes, k)
		}
	}
	return s
}

//assay:pure
func sorts(s State) []string {
	var keys []string
	for k := range s.Votes {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

//assay:pure
func sortsMade(s State) []string {
	keys, i := make([]string, len(s.Votes)), 0
	for k := range s.Votes {
		keys[i] = k
		i++
	}
	slices.Sort(keys)
	return keys
}

//assay:pure
func sortsFunc(s State) []peer {
	peers := make([]peer, 0, len(s.Peers))
	for _, p := range s.Peers {
		if p.Term > 0 {
			peers = append(peers, p)
		}
	}
	if len(peers) == 0 {
		return nil
	}
	slices.SortFunc(peers, func(a, b peer) int { return cmp.Compare(a.ID, b.ID) })
	return peers
}

type byID []peer

func (b byID) Len() int           { return len(b) }
func (b byID) Less(i, j int) bool { return b[i].ID < b[j].ID }
func (b byID) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

//assay:pure
func sortsInterface(s State) []peer {
	var peers []peer
	for _, p := range s.Peers {
		peers = append(peers, p)
	}
	sort.Sort(byID(peers))
	return peers
}

//assay:pure
func sortedKeys(s State) (assay.Effects, string) {
	var effects assay.Effects
	for _, k := range slices.Sorted(maps.Keys(s.Votes)) {
		effects = append(effects, assay.Send(assay.ID(k), s.Votes[k]))
	}
	keys := slices.Collect(maps.Keys(s.Votes))
	slices.Sort(keys)
	return effects, strings.Join(keys, ",")
}

func keysOf[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

func unsortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	return keys
}

//assay:pure
func helpers(s State) string {
	text := ""
	for _, k := range keysOf(s.Peers) {
		text += k
	}
	keys := unsortedKeys(s.Votes)
	slices.Sort(keys)
	n := len(unsortedKeys(s.Peers))
	return fmt.Sprint(text, keys, n)
}

func sortIDs(ids []string) {
	slices.Sort(ids)
}

func tidied(ids []string) []string {
	out := slices.Clone(ids)
	slices.Sort(out)
	return out
}

//assay:pure
func sortsByHelper(s State) ([]string, []string) {
	var a, b []string
	for k := range s.Votes {
		a = append(a, k)
		b = append(b, k)
	}
	sortIDs(a)
	b = tidied(b)
	return a, b
}

//assay:pure
func sortsField(s State) State {
	s.Keys = nil
	for k := range s.Votes {
		s.Keys = append(s.Keys, k)
	}
	slices.Sort(s.Keys)
	return s
}

//assay:pure
func argmaxByKey(s State) string {
	best, most := "", -1
	for k, v := range s.Votes {
		if v > most || v == most && k < best {
			best, most = k, v
		}
	}
	return best
}

//assay:pure
func smallestKey(s State) (string, int) {
	first, value := "", 0
	for k, v := range s.Votes {
		if first == "" || k < first {
			first, value = k, v
		}
	}
	return first, value
}

//assay:pure
func distinct(s State) int {
	seen, n := map[int]bool{}, 0
	for _, v := range s.Votes {
		if !seen[v] {
			seen[v] = true
			n++
		}
	}
	return n
}

//assay:pure
func distinctSorted(s State) []int {
	seen := map[int]bool{}
	var out []int
	for _, v := range s.Votes {
		if seen[v] {
			continue
		}
		seen[v] = true
		out = append(out, v)
	}
	slices.Sort(out)
	return out
}

//assay:pure
func groups(s State) map[string][]string {
	by := map[string][]string{}
	for k, p := range s.Peers {
		for _, tag := range p.Tags {
			by[k] = append(by[k], tag)
		}
	}
	return by
}

//assay:pure
func inner(s State) int {
	n := 0
	for _, p := range s.Peers {
		best := 0
		for _, tag := range p.Tags {
			if len(tag) > best {
				best = len(tag)
			}
			if tag == "" {
				break
			}
		}
		n += best
	}
	return n
}

//assay:pure
func lookup(s State, want string) int {
	for k, v := range s.Votes {
		if k == want {
			return v
		}
	}
	return 0
}

//assay:pure
func equal(a, b map[string]int) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if w, ok := b[k]; !ok || w != v {
			return false
		}
	}
	return true
}

//assay:pure
func clones(s State) State {
	s.Votes = maps.Clone(s.Votes)
	s.Weight = maps.Collect(maps.All(s.Weight))
	return s
}

type set map[string]bool

func (s set) add(k string) { s[k] = true }

type tally struct{ by map[int]int }

func (t *tally) count(v int) { t.by[v]++ }

//assay:pure
func setters(s State) (set, int) {
	out, t := set{}, tally{map[int]int{}}
	for k, v := range s.Votes {
		out.add(k)
		t.count(v)
	}
	return out, t.by[1]
}

//assay:pure
func closure(s State) int {
	total := 0
	add := func(n int) { total += n }
	for _, v := range s.Votes {
		add(v)
	}
	return total
}

//assay:pure
func onlyCounts(s State) int {
	n := 0
	for range s.Votes {
		n++
	}
	return n
}

//assay:pure
func localSlice(s State) int {
	n := 0
	for _, p := range s.Peers {
		var tags []string
		for _, tag := range p.Tags {
			tags = append(tags, strings.ToLower(tag))
		}
		n += len(tags)
	}
	return n
}

//assay:pure
func printsMap(s State) string { return fmt.Sprint(s.Votes, s.Keys, time.Second) }

//assay:pure
func printsPointer(p *point) string { return fmt.Sprintf("%v %+v", p, *p) }

//assay:pure
func makesWithCapacity(s State) []string {
	return append(make([]string, 0, cap(s.Keys)), s.Keys...)
}

//assay:pure
func converted(x, y, z float64) float64 {
	p := float64(x * y)
	return float64(x*y) + z - p
}

//assay:pure
func products(x, y float64) (float64, time.Duration, float64) {
	return math.Floor(x * y), time.Duration(x * float64(time.Second)), x * y / 2
}

//assay:pure
func doubles(x, z float64) float64 { return 2*x + z }

//assay:pure
func halves(x, z complex128) complex128 { return .5*x + z }

//assay:pure
func integers(x, y, z int) int { return x*y + z }

//assay:pure
func localPointers(n int) int {
	seen := map[*point]bool{}
	for i := range n {
		seen[&point{i, i}] = true
	}
	return len(seen)
}

var (
	names  = strings.Fields("a b c")
	byName = func() map[string]int { return map[string]int{names[0]: len(names)} }()
	begins = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
)

//assay:ignore deterministic what is logged is nobody's answer
var logging = os.Getenv("LOG") != ""

//assay:pure
func constants(t time.Time) (bool, int) { return t.After(begins), byName["a"] }

//assay:pure
func ignoredAtItsPlace(n int) int {
	if logging {
		return n
	}
	return n
}

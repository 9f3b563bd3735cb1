package lts

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// TestPairsAgainstMap fills a table through several growths, with numbers near and far, and holds it to a map.
func TestPairsAgainstMap(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	p, model := newPairs(), map[[2]uint32]uint64{}
	number := func() uint32 {
		if random.IntN(2) == 0 {
			return random.Uint32N(60)
		}
		return random.Uint32() >> 1 // -1 twice is the one pair without a key
	}
	for i := range 20_000 {
		a, b := number(), number()
		want, known := model[[2]uint32{a, b}]
		if e := p.find(pairKey(a, b)); (e != nil) != known || known && e.value != want {
			t.Fatalf("after %d: (%d, %d) is found as %v, expected %d %v", i, a, b, e, want, known)
		}
		if got := remember(p, pairKey(a, b), uint64(i)); !known && got != uint64(i) || known && got != want {
			t.Fatalf("(%d, %d) is remembered as %d, first as %d", a, b, got, want)
		}
		if !known {
			model[[2]uint32{a, b}] = uint64(i)
		}
	}
	for key, want := range model {
		if e := p.find(pairKey(key[0], key[1])); e == nil || e.value != want {
			t.Fatalf("%v is found as %v after all growths, expected %d", key, e, want)
		}
	}
	if size := len(p.table.Load().entries); size <= pairsSizeMin || p.count != len(model) || 4*p.count > 3*size {
		t.Errorf("%d entries of %d different pairs in a table of %d", p.count, len(model), size)
	}
}

// TestMemoConcurrent lets readers look on while writers fill it: what was remembered before is always found, whole, through growth.
func TestMemoConcurrent(t *testing.T) {
	const writers, each = 2, 20_000
	m := NewMemo()
	var wrote [writers]atomic.Uint32
	var all sync.WaitGroup
	for w := range uint32(writers) {
		all.Go(func() {
			for i := range uint32(each) {
				m.Set(w, i, i*2+w)
				wrote[w].Store(i + 1)
			}
		})
		all.Go(func() {
			random := rand.New(rand.NewPCG(uint64(w), 2))
			for done := uint32(0); done < each; {
				done = wrote[w].Load()
				i := random.Uint32N(each + 10)
				if got, ok := m.Get(w, i); !ok && i < done || ok && got != i*2+w {
					t.Errorf("(%d, %d) is found as %d %v when %d were written", w, i, got, ok, done)
					return
				}
			}
		})
	}
	all.Wait()
}

// TestMemoKeepsTheFirst value: readers may have acted on it.
func TestMemoKeepsTheFirst(t *testing.T) {
	m := NewMemo()
	if _, ok := m.Get(0, 0); ok {
		t.Error("an empty memo remembers (0, 0)")
	}
	m.Set(0, 0, 7)
	m.Set(0, 0, 8)
	m.Set(0, 1, 0)
	if got, ok := m.Get(0, 0); !ok || got != 7 {
		t.Errorf("(0, 0) is remembered as %d %v, expected 7", got, ok)
	}
	if got, ok := m.Get(0, 1); !ok || got != 0 {
		t.Errorf("(0, 1) is remembered as %d %v, expected 0", got, ok)
	}
	if _, ok := m.Get(1, 0); ok {
		t.Error("(1, 0) is taken for (0, 1)")
	}
}

// TestChunks adds ranges of all lengths, and wants each where it was put, however much came behind it.
func TestChunks(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	c := newChunks[int]()
	type kept struct {
		start uint32
		items []int
		place []int // as it was handed out at first
	}
	var all []kept
	for i := range 3000 {
		items := make([]int, random.IntN(40))
		if i%500 == 0 {
			items = make([]int, chunkLen-1+i/500) // at most, exactly and more than a chunk holds
		}
		for k := range items {
			items[k] = random.Int()
		}
		start := c.add(items)
		all = append(all, kept{start, items, c.at(start, len(items))})
	}
	for _, k := range all {
		got := c.at(k.start, len(k.items))
		if !slices.Equal(got, k.items) {
			t.Fatalf("%d items at %d are not what was put there", len(k.items), k.start)
		}
		if len(got) > 0 && &got[0] != &k.place[0] {
			t.Fatalf("the items at %d moved", k.start)
		}
	}
	if c.at(1<<30, 0) != nil {
		t.Error("no items at a place that is not there are some")
	}
}

// TestChunksAreDisjoint: a write through one range would show in another.
func TestChunksAreDisjoint(t *testing.T) {
	c := newChunks[byte]()
	owner := map[uint32]int{}
	for i := range 1000 {
		n := 1 + i%37
		for at, start := uint32(0), c.add(make([]byte, n)); at < uint32(n); at++ {
			if other, taken := owner[start+at]; taken {
				t.Fatalf("range %d shares place %d with range %d", i, start+at, other)
			}
			owner[start+at] = i
		}
	}
}

func texts(place string) *interner[string] {
	same := func(s string) string { return s }
	return newInterner(place, same, same)
}

// TestInternerWords are equal for equal contents whatever the order of numbering, and differ by place and content.
func TestInternerWords(t *testing.T) {
	var contents []string
	for i := range 200 {
		contents = append(contents, fmt.Sprint("content", i))
	}
	first, backwards, elsewhere := texts("local0:"), texts("local0:"), texts("local1:")
	for i := range contents {
		first.number(contents[i])
		elsewhere.number(contents[i])
		backwards.number(contents[len(contents)-1-i])
	}
	words := map[uint64]string{}
	for i, content := range contents {
		a, b, c := first.word(first.number(content)), backwards.word(backwards.number(content)), elsewhere.word(elsewhere.number(content))
		if a != b {
			t.Errorf("%s has the word %x as number %d and %x as number %d", content, a, i, b, backwards.number(content))
		}
		for _, word := range []uint64{a, c} {
			if other, known := words[word]; known {
				t.Errorf("%s and %s share a word", content, other)
			}
			words[word] = content
		}
	}
	if first.len() != len(contents) {
		t.Errorf("%d numbers for %d contents", first.len(), len(contents))
	}
	if d := first.delta(3, 5); d != first.word(3)^first.word(5) || first.delta(4, 4) != 0 || first.delta(5, 3) != d {
		t.Errorf("going from 3 to 5 changes %x", d)
	}
}

// TestInternerConcurrent numbers the same contents from all sides: each has one number, and numbers are dense.
func TestInternerConcurrent(t *testing.T) {
	const each = 2000
	in := texts("")
	numbers := make([][]uint32, 4)
	var all sync.WaitGroup
	for w := range numbers {
		all.Go(func() {
			numbers[w] = make([]uint32, each)
			for _, i := range rand.New(rand.NewPCG(uint64(w), 4)).Perm(each) {
				n := in.number(fmt.Sprint(i))
				numbers[w][i] = n
				if in.at(n) != fmt.Sprint(i) || in.word(n) == 0 {
					t.Errorf("number %d is %q, expected %d", n, in.at(n), i)
				}
			}
		})
	}
	all.Wait()
	sorted := slices.Sorted(slices.Values(numbers[0]))
	if in.len() != each || int(sorted[each-1]) != each-1 || len(slices.Compact(sorted)) != each {
		t.Errorf("%d numbers for %d contents, up to %d", in.len(), each, sorted[each-1])
	}
	for _, other := range numbers[1:] {
		if !slices.Equal(other, numbers[0]) {
			t.Error("two goroutines were given different numbers for one content")
		}
	}
}

// TestLeastError is the least by text of those that were met, whoever comes first.
func TestLeastError(t *testing.T) {
	var f leastError
	if f.get() != nil {
		t.Error("there is an error before any")
	}
	var numbers []uint32
	for _, text := range strings.Fields("m b a") {
		numbers = append(numbers, f.keep(errors.New(text)))
	}
	if f.get() != nil {
		t.Error("an error that was kept is met")
	}
	for _, text := range strings.Fields("z c z") {
		f.set(errors.New(text))
	}
	f.meet(numbers[0])
	f.meet(numbers[1])
	if got := f.get(); got == nil || got.Error() != "b" {
		t.Errorf("the error is %v, expected b", got)
	}
}

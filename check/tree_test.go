package check

import (
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"

	"github.com/assay-dev/assay/examples/lock"
	"github.com/assay-dev/assay/internal/lts"
	"github.com/assay-dev/assay/internal/naive"
	"github.com/assay-dev/assay/internal/step"
)

// component is what a random property reads next, and by what it finds there which of its branches it takes.
type component struct {
	what     uint32
	branches []*component
	answer   outcome // where there are no branches
}

// randomProperty reads up to depth components, none twice.
func randomProperty(random *rand.Rand, depth int, unread []int) *component {
	if depth == 0 || len(unread) == 0 || random.IntN(5) == 0 {
		return &component{answer: outcome(random.IntN(int(outcomes)))}
	}
	i := random.IntN(len(unread))
	rest := append(append([]int(nil), unread[:i]...), unread[i+1:]...)
	c := &component{what: uint32(unread[i])}
	for range componentValues {
		c.branches = append(c.branches, randomProperty(random, depth-1, rest))
	}
	return c
}

const componentValues = 3

// ask evaluates the property in a state.
func (c *component) ask(state []uint32) (trail []reading, answer outcome) {
	for c.branches != nil {
		trail = append(trail, reading{c.what, state[c.what]})
		c = c.branches[state[c.what]]
	}
	return trail, c.answer
}

func randomState(random *rand.Rand) []uint32 {
	state := make([]uint32, 5)
	for i := range state {
		state[i] = random.Uint32N(componentValues)
	}
	return state
}

// TestTreeRemembers random properties: what was learnt in one state answers in every state that reads the same, and in no other.
func TestTreeRemembers(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		property, tr := randomProperty(random, 4, []int{0, 1, 2, 3, 4}), newTree()
		met := map[string]bool{}
		for range 300 {
			state := randomState(random)
			trail, want := property.ask(state)
			path := trailKey(trail)
			got, known := tr.find(func(what uint32) uint32 { return state[what] })
			if known != met[path] || known && got != want {
				t.Fatalf("seed %d: %v is remembered as %d %v, expected %d %v", seed, trail, got, known, want, met[path])
			}
			if l := tr.learn(trail, want); l != learnt {
				t.Fatalf("seed %d: lesson %d of %v, expected that it is learnt", seed, l, trail)
			}
			met[path] = true
		}
		if len(met) == 1 && len(property.branches) > 0 {
			t.Errorf("seed %d: one path in 300 states", seed)
		}
	}
}

func trailKey(trail []reading) (key string) {
	for _, r := range trail {
		key += string([]byte{byte(r.what), byte(r.found)})
	}
	return key
}

// TestTreeLessons are evaluations that contradict what was learnt before.
func TestTreeLessons(t *testing.T) {
	one := reading{1, 7}
	for name, c := range map[string]struct {
		trail  []reading
		answer outcome
		want   lesson
	}{
		"the same":                        {[]reading{one, {2, 8}}, struck, learnt},
		"another answer":                  {[]reading{one, {2, 8}}, silent, differs},
		"another value at the end":        {[]reading{one, {2, 9}}, silent, learnt},
		"another value at first":          {[]reading{{1, 6}, {5, 5}}, silent, learnt},
		"another value, and no more read": {[]reading{{1, 6}}, silent, learnt},
		"another place at first":          {[]reading{{3, 7}, {2, 8}}, struck, strays},
		"another place then":              {[]reading{one, {3, 8}}, struck, strays},
		"it stops earlier":                {[]reading{one}, struck, strays},
		"it reads nothing":                {nil, struck, strays},
		"it reads on, in place 0":         {[]reading{one, {2, 8}, {0, 9}}, struck, strays},
		"it reads on":                     {[]reading{one, {2, 8}, {3, 9}}, struck, strays},
	} {
		tr := newTree()
		tr.learn([]reading{one, {2, 8}}, struck)
		if got := tr.learn(c.trail, c.answer); got != c.want {
			t.Errorf("%s: lesson %d, expected %d", name, got, c.want)
		}
		answer, known := tr.find(func(what uint32) uint32 { return map[uint32]uint32{1: 7, 2: 8}[what] })
		if answer != struck || !known {
			t.Errorf("%s: what was learnt before is remembered as %d %v", name, answer, known)
		}
	}
}

// TestTreeOfNothing is a property that reads nothing: it has one answer.
func TestTreeOfNothing(t *testing.T) {
	tr := newTree()
	look := func(uint32) uint32 { t.Error("something is read"); return 0 }
	if _, known := tr.find(look); known {
		t.Error("an empty tree has an answer")
	}
	tr.learn(nil, struck)
	if answer, known := tr.find(look); answer != struck || !known {
		t.Errorf("remembered as %d %v", answer, known)
	}
	if l := tr.learn([]reading{{1, 1}}, struck); l != strays {
		t.Errorf("lesson %d of a reading where nothing was read, expected that it strays", l)
	}
}

// TestTreeConcurrent lets several workers ask and learn at once: a reader sees the right answer or none.
func TestTreeConcurrent(t *testing.T) {
	property, tr := randomProperty(rand.New(rand.NewPCG(11, 2)), 5, []int{0, 1, 2, 3, 4}), newTree()
	var all sync.WaitGroup
	for w := range uint64(4) {
		all.Go(func() {
			random := rand.New(rand.NewPCG(w, 3))
			for range 3000 {
				state := randomState(random)
				trail, want := property.ask(state)
				if got, known := tr.find(func(what uint32) uint32 { return state[what] }); known && got != want {
					t.Errorf("%v is remembered as %d, expected %d", trail, got, want)
					return
				}
				if l := tr.learn(trail, want); l != learnt {
					t.Errorf("lesson %d of %v", l, trail)
					return
				}
			}
		})
	}
	all.Wait()
}

// TestProjection numbers what is in flight of each type in every state of the lock: two numbers are the same exactly where the messages
// of that type are.
func TestProjection(t *testing.T) {
	sys, err := step.New(lock.System(2), step.Track{})
	if err != nil {
		t.Fatal(err)
	}
	initial, _ := sys.Initial(sys.Trusting())
	net, p := lts.New(sys, initial, lts.Config{Mode: step.Full}), newProjections(sys)
	kinds := []reflect.Type{reflect.TypeFor[lock.Acquire](), nil, reflect.TypeFor[lock.Granted](), reflect.TypeFor[int]()}
	for _, kind := range kinds {
		p.add(kind)
	}
	numbers, contents := map[uint32]string{}, map[string]uint32{}
	_, err = naive.Explore(sys, naive.Options{Mode: step.Full, StatesMax: 2000, Visit: func(st step.State, _ int) {
		v, _ := net.Vector(st)
		for actor := range sys.Actors {
			for k, kind := range kinds {
				var flying step.Inbox
				for _, e := range st.Inboxes[actor] {
					if _, _, ok := sys.OfKind(e, kind); ok {
						flying = append(flying, e)
					}
				}
				number, content := p.number(net, v, actor, uint32(k)), flying.Key()
				if again := p.number(net, v, actor, uint32(k)); again != number {
					t.Fatalf("number %d and then %d", number, again)
				}
				if other, met := numbers[number]; met && other != content {
					t.Fatalf("number %d stands for two inboxes", number)
				}
				if other, met := contents[content]; met && other != number {
					t.Fatalf("one inbox has the numbers %d and %d", other, number)
				}
				numbers[number], contents[content] = content, number
			}
		}
	}})
	if err != nil || len(numbers) < 10 {
		t.Errorf("%d different inboxes, error %v; expected more to tell apart", len(numbers), err)
	}
}

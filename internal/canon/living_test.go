package canon

import (
	"bytes"
	"container/list"
	"errors"
	"os"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// engine changes in place and has what ordinary values have not.
type engine struct {
	mu      sync.Mutex
	term    int
	calls   int
	ring    ring
	peers   map[string]*peer
	first   *peer // one of peers
	all     []*peer
	window  []int // over the same array as
	backing []int
	tick    func()
	step    func(*engine, int)
	self    *engine
	queue   *list.List
	seen    any
	at      atomic.Pointer[peer]
	err     error
	log     logger
	ch      chan int
	file    *os.File
}

type peer struct{ acked int }

type ring struct {
	start, count int
	buffer       [4]int
}

type logger interface{ Print(string) }

type printer struct{ out func(string) }

func (p printer) Print(s string) { p.out(s) }

func (e *engine) tickLeader() { e.term++; e.calls++; e.first.acked++ }

func stepLeader(e *engine, n int) { e.backing[0] = n; e.queue.PushBack(n) }

var errStale = errors.New("stale")

func newEngine() *engine {
	p := &peer{acked: 1}
	e := &engine{term: 1, peers: map[string]*peer{"a": p, "b": {acked: 2}}, first: p, backing: []int{1, 2, 3, 4}, step: stepLeader,
		queue: list.New(), seen: &peer{7}, err: errStale, log: printer{func(string) {}}}
	e.all = []*peer{p, p}
	e.window = e.backing[1:3]
	e.tick, e.self = e.tickLeader, e
	e.at.Store(p)
	e.queue.PushBack(1)
	return e
}

func (r *ring) contents() (all []int) {
	for k := range r.count {
		all = append(all, r.buffer[(r.start+k)%len(r.buffer)])
	}
	return all
}

func livingEngine(t *testing.T) *Living {
	t.Helper()
	l, err := NewLiving(reflect.TypeFor[engine](), Rules{NotState: []string{"canon.engine.calls"}, Shared: []string{"canon.logger"},
		Views: []View{{reflect.TypeFor[ring](), func(p any) any { return p.(*ring).contents() }}}})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func livingBytes(t *testing.T, l *Living, e *engine) string {
	t.Helper()
	b, err := l.AppendPtr(nil, e)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func cloned(t *testing.T, l *Living, e *engine) *engine {
	t.Helper()
	c, err := l.Clone(e)
	if err != nil {
		t.Fatal(err)
	}
	return c.(*engine)
}

// TestCloneMoves: the clone acts, and the original does not move.
func TestCloneMoves(t *testing.T) {
	l, e := livingEngine(t), newEngine()
	before := livingBytes(t, l, e)
	c := cloned(t, l, e)
	if livingBytes(t, l, c) != before {
		t.Error("the clone has other bytes than the original")
	}
	c.tick()
	c.step(c, 9)
	if livingBytes(t, l, e) != before || e.calls != 0 {
		t.Error("the original moved")
	}
	if livingBytes(t, l, c) == before || c.term != 2 || c.backing[0] != 9 || c.queue.Len() != 2 {
		t.Errorf("the clone did not act: %+v", c)
	}
}

// TestCloneShape: what is one place in the original is one in the clone.
func TestCloneShape(t *testing.T) {
	l, e := livingEngine(t), newEngine()
	c := cloned(t, l, e)
	c.first.acked = 5
	if c.peers["a"].acked != 5 || c.all[1].acked != 5 || c.at.Load() != c.first || c.self != c {
		t.Error("a pointer of the clone has lost its place")
	}
	c.window[0] = 77
	if c.backing[1] != 77 || e.backing[1] != 2 {
		t.Error("slices over one array are not so in the clone")
	}
	if c.err != errStale {
		t.Error("an error that is compared is another in the clone")
	}
	if c.queue.Front().Value != 1 || c.queue.Front().Next() != nil {
		t.Error("the list of the clone is not that of the original")
	}
}

// TestLivingState: what is no state makes no difference, and everything else does.
func TestLivingState(t *testing.T) {
	l := livingEngine(t)
	base := livingBytes(t, l, newEngine())
	same := map[string]func(*engine){
		"calls":  func(e *engine) { e.calls = 9 },
		"slack":  func(e *engine) { e.ring.start, e.ring.buffer[3] = 2, 8 },
		"logger": func(e *engine) { e.log = nil },
		"lock":   func(e *engine) { e.mu.Lock() },
		"order":  func(e *engine) { b, a := e.peers["b"], e.peers["a"]; e.peers = map[string]*peer{"b": b, "a": a} },
	}
	for name, change := range same {
		if e := newEngine(); true {
			change(e)
			if livingBytes(t, l, e) != base {
				t.Errorf("%s makes a difference, and is no state", name)
			}
		}
	}
	other := map[string]func(*engine){
		"term":     func(e *engine) { e.term++ },
		"ring":     func(e *engine) { e.ring.count = 1 },
		"function": func(e *engine) { e.step = nil },
		"sharing":  func(e *engine) { e.first = &peer{acked: 1} },
		"map":      func(e *engine) { e.peers["b"] = e.peers["a"] },
		"error":    func(e *engine) { e.err = nil },
		"receiver": func(e *engine) { e.tick = newEngine().tickLeader },
		"cycle":    func(e *engine) { e.self = nil },
	}
	for name, change := range other {
		e := newEngine()
		change(e)
		if livingBytes(t, l, e) == base {
			t.Errorf("%s makes no difference, and is state", name)
		}
	}
}

// TestCannotClone: what cannot be cloned is an error with the path to the field, and none where it is nil.
func TestCannotClone(t *testing.T) {
	l := livingEngine(t)
	captured := 1
	cases := map[string]struct {
		change func(*engine)
		path   string
	}{
		"channel":  {func(e *engine) { e.ch = make(chan int) }, "engine.ch is a channel"},
		"file":     {func(e *engine) { e.file = os.Stderr }, "engine.file.file.pfd is an open file"},
		"literal":  {func(e *engine) { e.tick = func() { captured++ } }, "engine.tick is the function literal"},
		"receiver": {func(e *engine) { e.tick = newEngine().tickLeader }, "engine.tick is the method value"},
		"inside":   {func(e *engine) { e.seen = map[string]any{"k": []chan int{make(chan int)}} }, `engine.seen.(map[string]interface {})["k"].([]chan int)[] is a channel`},
		"list":     {func(e *engine) { e.queue.PushBack(make(chan int)) }, "is a channel"},
	}
	for name, c := range cases {
		e := newEngine()
		c.change(e)
		_, err := l.Clone(e)
		if err == nil || !strings.Contains(err.Error(), c.path) || !strings.HasPrefix(err.Error(), "canon: ") || !strings.Contains(err.Error(), "hint: ") {
			t.Errorf("%s: %v\nexpected an error with a hint, at %s", name, err, c.path)
		}
	}
	e := newEngine()
	e.ch = make(chan int)
	if _, err := l.AppendPtr(nil, e); err == nil || !strings.Contains(err.Error(), "engine.ch is a channel") {
		t.Errorf("the bytes of a channel: %v", err)
	}
}

// TestRuleNames: names that nothing has are known, and what is no name is refused.
func TestRuleNames(t *testing.T) {
	l, err := NewLiving(reflect.TypeFor[engine](), Rules{NotState: []string{"canon.engine.cals", "canon.engine.term"}})
	if err != nil || !reflect.DeepEqual(l.Unmet(), []string{"canon.engine.cals"}) {
		t.Errorf("unmet %v, %v", l.Unmet(), err)
	}
	if _, err := NewLiving(reflect.TypeFor[engine](), Rules{Shared: []string{"logger"}}); err == nil {
		t.Error("a name without a package is taken")
	}
}

// overlapping slices, of which neither holds the other, are one array in the clone.
func TestOverlap(t *testing.T) {
	type two struct{ a, b []int }
	l, err := NewLiving(reflect.TypeFor[two](), Rules{})
	if err != nil {
		t.Fatal(err)
	}
	array := []int{1, 2, 3, 4, 5, 6}
	v := &two{array[0:3:4], array[2:5]}
	c, err := l.Clone(v)
	if err != nil {
		t.Fatal(err)
	}
	w := c.(*two)
	w.a = append(w.a, 40) // into the place of b[1]
	if w.b[1] != 40 || array[3] != 4 || len(w.b) != 3 || w.b[2] != 5 {
		t.Errorf("%v %v %v", w.a, w.b, array)
	}
	x, _ := l.AppendPtr(nil, v)
	y, _ := l.AppendPtr(nil, &two{[]int{1, 2, 3}, []int{3, 4, 5}})
	if !bytes.Equal(x, y) {
		t.Error("slices over one array are written otherwise than two, which the page does not say")
	}
}

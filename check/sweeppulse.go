package check

import (
	"sync"
	"time"
)

// pulseEvery is how often a sweep says how far it is.
const pulseEvery = 500 * time.Millisecond

// pulse says now and then how far a sweep is, and how far the search of one set of relaxations. It does not wait for what a search says:
// there are passes that say nothing, and many searches that end before they would.
type pulse struct {
	every time.Duration
	mu    sync.Mutex
	last  Progress
}

func newPulse(system string) *pulse { return &pulse{every: pulseEvery, last: Progress{System: system}} }

// at takes how many sets are done. The search of the next begins.
func (p *pulse) at(done, of int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = Progress{System: p.last.System, Sets: uint64(done), SetsOf: uint64(of)}
}

// hear takes how far the search of one set is. What keeps it from ending is no news: its bound ends it soon.
func (p *pulse) hear(one Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	one.System, one.Sets, one.SetsOf, one.Hint = p.last.System, p.last.Sets, p.last.SetsOf, ""
	p.last = one
}

// begin tells somebody until end is called: from one goroutine, and nothing after end.
func (p *pulse) begin(to func(Progress), began time.Time) (end func()) {
	if to == nil {
		return func() {}
	}
	done := make(chan struct{})
	var telling sync.WaitGroup
	telling.Go(func() {
		ticker := time.NewTicker(p.every)
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case now := <-ticker.C:
				p.mu.Lock()
				last := p.last
				p.mu.Unlock()
				if last.SetsOf == 0 {
					continue // nobody has counted them
				}
				last.Seconds = now.Sub(began).Seconds()
				to(last)
			}
		}
	})
	return func() { close(done); telling.Wait() }
}

package doe

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
)

// Response is what an experiment measures at a point, of one behaviour that the seed chooses. It is called from several goroutines at
// once. For the same point and seed it must answer the same.
type Response func(ctx context.Context, p Point, seed uint64) (float64, error)

// Experiment is a design and what was measured. Every run was made with every seed, so seeds are blocks: what a seed does to all runs
// alike (the same arrivals, the same failures: common random numbers) is taken out before effects are judged.
type Experiment struct {
	Design    Design      `json:"design"`
	Seeds     []uint64    `json:"seeds"`
	Responses [][]float64 `json:"responses"` // by run, then by seed
}

// Option says how an experiment is run.
type Option func(*config)

type config struct {
	workers  int
	progress func(done, total int)
}

// Workers is how many responses are measured at once: all cores if nothing else is said. Results do not depend on it.
func Workers(n int) Option { return func(c *config) { c.workers = n } }

// Progress is told after each response how many of how many are done. Its calls do not overlap.
func Progress(f func(done, total int)) Option { return func(c *config) { c.progress = f } }

// Run measures the response at every run of the design with every seed. Where one fails, panics, or is no finite number, it stops, and
// the error names the point and the seed: of several that fail always the same.
func Run(ctx context.Context, d Design, seeds []uint64, response Response, options ...Option) (Experiment, error) {
	c := config{workers: runtime.GOMAXPROCS(0)}
	for _, o := range options {
		o(&c)
	}
	if err := d.shape(); err != nil {
		return Experiment{}, err
	}
	if err := distinct(seeds); err != nil {
		return Experiment{}, err
	}
	if c.workers < 1 {
		return Experiment{}, problem(fmt.Sprintf("Workers(%d), expected at least 1", c.workers), "leave it out to use all cores")
	}
	e := Experiment{Design: d, Seeds: slices.Clone(seeds), Responses: make([][]float64, len(d.Runs))}
	for r := range e.Responses {
		e.Responses[r] = make([]float64, len(seeds))
	}
	l := &lab{total: len(d.Runs) * len(seeds), progress: c.progress}
	l.failed = l.total
	var wait sync.WaitGroup
	for range min(c.workers, l.total) {
		wait.Go(func() { l.work(ctx, &e, response) })
	}
	wait.Wait()
	if l.err != nil {
		return Experiment{}, l.err
	}
	if l.done < l.total {
		return Experiment{}, fmt.Errorf("doe: stopped after %d of %d responses: %w", l.done, l.total, context.Cause(ctx))
	}
	return e, nil
}

func distinct(seeds []uint64) error {
	if len(seeds) == 0 {
		return problem("no seeds, expected at least one", "two at least show what chance does, five are better: []uint64{1, 2, 3, 4, 5}")
	}
	for i, s := range seeds {
		if slices.Contains(seeds[:i], s) {
			return problem(fmt.Sprintf("the seed %d stands twice", s), "the same seed repeats the same behaviours and shows nothing new")
		}
	}
	return nil
}

// lab hands out measurements in order. All before one that failed were handed out, and end: so the first that fails is always the same.
type lab struct {
	mu       sync.Mutex
	next     int
	done     int
	total    int
	failed   int // the least that failed
	err      error
	progress func(done, total int)
}

func (l *lab) work(ctx context.Context, e *Experiment, response Response) {
	for {
		job, ok := l.take(ctx)
		if !ok {
			return
		}
		run, s := job/len(e.Seeds), job%len(e.Seeds)
		y, err := measure(ctx, e.Design.Point(run), e.Seeds[s], response)
		if err != nil && ctx.Err() != nil {
			return // it was stopped, and says so: that is nobody's failure
		}
		e.Responses[run][s] = y
		l.ended(job, err)
	}
}

func (l *lab) take(ctx context.Context) (job int, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.next == l.total || l.err != nil || ctx.Err() != nil {
		return 0, false
	}
	l.next++
	return l.next - 1, true
}

func (l *lab) ended(job int, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil {
		if job < l.failed {
			l.failed, l.err = job, err
		}
		return
	}
	l.done++
	if l.progress != nil {
		l.progress(l.done, l.total)
	}
}

func measure(ctx context.Context, p Point, seed uint64, response Response) (y float64, err error) {
	at := fmt.Sprintf("run %d (%s) with seed %d", p.Run, p, seed)
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("doe: the response of %s panicked: %v", at, r)
		}
	}()
	y, err = response(ctx, p, seed)
	if err != nil {
		return 0, fmt.Errorf("doe: the response of %s: %w", at, err)
	}
	if math.IsNaN(y) || math.IsInf(y, 0) {
		return 0, problem(fmt.Sprintf("the response of %s is %v, expected a finite number", at, y), "return an error where nothing was measured, or a number that stands for the worst")
	}
	return y, nil
}

// shape refuses data that do not fit the design: read from elsewhere, or changed.
func (e Experiment) shape() error {
	if err := e.Design.shape(); err != nil {
		return err
	}
	if err := distinct(e.Seeds); err != nil {
		return err
	}
	if len(e.Responses) != len(e.Design.Runs) {
		return problem(fmt.Sprintf("responses of %d runs, expected %d", len(e.Responses), len(e.Design.Runs)), "Run measures all")
	}
	for r, ys := range e.Responses {
		if len(ys) != len(e.Seeds) {
			return problem(fmt.Sprintf("run %d has %d responses, expected one for each of %d seeds", r, len(ys), len(e.Seeds)), "Run measures all")
		}
		for _, y := range ys {
			if math.IsNaN(y) || math.IsInf(y, 0) {
				return problem(fmt.Sprintf("run %d has the response %v, expected a finite number", r, y), "leave no measurement out")
			}
		}
	}
	return nil
}

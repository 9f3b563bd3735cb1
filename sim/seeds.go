package sim

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/assay-dev/assay"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Seeds runs many seeds side by side, on all cores, and answers with their results in the order of the seeds. Each is what Run gives
// for that seed alone.
func Seeds(ctx context.Context, sys assay.System, w World, seeds ...uint64) ([]*Result, error) {
	p, err := compile(sys, w)
	if err != nil {
		return nil, err
	}
	return p.seeds(ctx, seeds, nil)
}

// seeds runs seeds, and tells done of each that is ready.
func (p *plan) seeds(ctx context.Context, seeds []uint64, done func(*Result)) ([]*Result, error) {
	results, errs := make([]*Result, len(seeds)), make([]error, len(seeds))
	var next atomic.Int64
	var wait sync.WaitGroup
	var mu sync.Mutex
	for range min(runtime.GOMAXPROCS(0), len(seeds)) {
		wait.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(seeds) || ctx.Err() != nil {
					return
				}
				results[i], errs[i] = p.run(seeds[i], nil)
				if done != nil && errs[i] == nil {
					mu.Lock()
					done(results[i])
					mu.Unlock()
				}
			}
		})
	}
	wait.Wait()
	for i, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("%w (seed %d)", err, seeds[i])
		}
	}
	return results, ctx.Err()
}

// FirstSeeds are the seeds 1 to n: never chosen ones.
func FirstSeeds(n int) []uint64 {
	seeds := make([]uint64, n)
	for i := range seeds {
		seeds[i] = uint64(i + 1)
	}
	return seeds
}

// Interval is where the mean of what was measured lies, with a confidence of so much: Student's t over independent runs.
type Interval struct {
	Mean, Half float64
	Level      float64
	N          int
}

// IntervalOf is the interval for values of independent runs, at a level such as .99. With one value it is unbounded.
func IntervalOf(level float64, values ...float64) Interval {
	in := Interval{Level: level, N: len(values), Half: math.Inf(1)}
	if len(values) == 0 {
		in.Mean = math.NaN()
		return in
	}
	mean, deviation := stat.MeanStdDev(values, nil)
	in.Mean = mean
	if n := float64(len(values)); n > 1 {
		t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(1 - (1-level)/2)
		in.Half = t * deviation / math.Sqrt(n)
	}
	return in
}

// Has says whether a value lies in the interval.
func (in Interval) Has(x float64) bool { return math.Abs(x-in.Mean) <= in.Half }

// String is "0.4002 ± 0.0031 (99 %, 20 seeds)".
func (in Interval) String() string {
	return fmt.Sprintf("%.4g ± %.2g (%g %%, %d seeds)", in.Mean, in.Half, in.Level*100, in.N)
}

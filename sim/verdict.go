package sim

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/sim/page"
	"gonum.org/v1/gonum/stat"
)

// Verdict is a question about the dynamics of a System that a measure and a bound do not ask.
type Verdict struct {
	Name string
	of   func(context.Context, *plan, []*Result) (evidence.Verdict, string, error)
}

// each judges run by run: the verdict is Violated where the failure shows in some seed, since it is a failure whenever it happens.
func each(name string, bad func(*Result) string) Verdict {
	return Verdict{Name: name, of: func(_ context.Context, _ *plan, results []*Result) (evidence.Verdict, string, error) {
		n, first := 0, ""
		for _, r := range results {
			if why := bad(r); why != "" {
				if n++; first == "" {
					first = fmt.Sprintf("seed %d: %s", r.Seed, why)
				}
			}
		}
		switch {
		case n > 0:
			return evidence.Violated, fmt.Sprintf("in %d of %d seeds; %s", n, len(results), first), nil
		case len(results) < seedsLeast:
			return evidence.Unknown, fmt.Sprintf("in none of %d seeds, which are too few to tell\nhint: at least %d", len(results), seedsLeast), nil
		}
		return evidence.Holds, fmt.Sprintf("in none of %d seeds", len(results)), nil
	}}
}

// lastPart is a run's last third, in points of time.
func (r *Result) lastPart() (from, to int) { return r.engine.stats.window(r.For()*2/3, r.For()) }

// NoGrowth says that neither the queue nor the memory of a participant grows as long as the run goes on. What it looks for is a slope
// in the last two thirds that comes with a correlation of .9 and makes up most of what there is in the end.
//
// Does not find: growth that is slower than that, or that a crash ends again and again (see NoKillLoop).
func NoGrowth(server assay.ID) Verdict {
	return each("no unbounded growth of "+string(server), func(r *Result) string {
		s := r.Server(server)
		if grows(s.QueueMax) {
			return "the queue grows all the time, to " + page.Messages.Text(s.QueueMax[len(s.QueueMax)-1])
		}
		if grows(s.MemoryMax) {
			return "the memory grows all the time, to " + page.Bytes.Text(s.MemoryMax[len(s.MemoryMax)-1])
		}
		return ""
	})
}

func grows(series []float64) bool {
	tail := series[len(series)/3:]
	if len(tail) < 10 {
		return false
	}
	at := make([]float64, len(tail))
	for i := range at {
		at[i] = float64(i)
	}
	if stat.StdDev(tail, nil) == 0 {
		return false
	}
	_, slope := stat.LinearRegression(at, tail, nil, false)
	gained := slope * float64(len(tail))
	return gained > 20 && gained > tail[len(tail)-1]/2 && stat.Correlation(at, tail, nil) > .9
}

// NoKillLoop says that a participant is not killed again and again: at least three times in the last third of a run.
func NoKillLoop(server assay.ID) Verdict {
	return each("no kill loop of "+string(server), func(r *Result) string {
		from, to := r.lastPart()
		n := 0.
		for _, x := range r.Server(server).Restarts[from:to] {
			n += x
		}
		if n < 3 {
			return ""
		}
		return fmt.Sprintf("%s died %.0f times in the last third of the run", server, n)
	})
}

// NoCollapse says that a load is not kept down by its own retries: in the last third of a run, less than half of the requests are
// answered and each is sent more than half again as often as once.
func NoCollapse(load assay.ID) Verdict {
	return each("no collapse under the retries of "+string(load), func(r *Result) string {
		from := r.For() * 2 / 3
		goodput, tries := r.Load(load).Goodput(from, r.For()), r.Load(load).TriesPerRequest(from, r.For())
		if !(goodput < .5 && tries > 1.5) {
			return ""
		}
		return fmt.Sprintf("%.1f %% of the requests are answered, at %.2f tries each", goodput*100, tries)
	})
}

// NoHeadOfLine says that messages at a participant do not wait for a few long ones: that the mean wait is not over five times what it
// would be with as much work of one size (M/D/1, Pollaczek and Khinchine).
func NoHeadOfLine(server assay.ID) Verdict {
	return each("no head-of-line blocking at "+string(server), func(r *Result) string {
		s := r.Server(server)
		lanes := float64(max(s.all.plan.servers[s.all.plan.index[server]].Lanes, 1))
		rho := s.MeanBusy() / lanes
		if rho >= .95 || s.waitCount == 0 {
			return "" // what waits there waits for everything
		}
		mean := s.MeanBusy() * s.measured() / float64(s.waitCount)
		alike := rho * mean / (2 * (1 - rho)) / lanes
		if s.MeanWait() < time.Duration(5*alike) || s.MeanWait() < time.Millisecond {
			return ""
		}
		return fmt.Sprintf("the mean wait is %v, and %v would be if all work were alike", s.MeanWait().Round(time.Microsecond), time.Duration(alike).Round(time.Microsecond))
	})
}

// NoOscillation says that a measure of a participant's load does not swing ever on: that its queue does not cross its own mean in a
// regular rhythm with a swing of more than the mean itself in the last third.
func NoOscillation(name string, series func(*Result) []float64) Verdict {
	return each("no oscillation of "+name, func(r *Result) string {
		from, to := r.lastPart()
		tail := series(r)[from:to]
		swing, period := oscillates(tail)
		if period == 0 {
			return ""
		}
		return fmt.Sprintf("it swings by %.3g with a period of %v", swing, time.Duration(period*float64(r.engine.plan.width)).Round(time.Millisecond))
	})
}

// oscillates finds a period by autocorrelation: a peak over .5 at some lag, with the opposite at half of it.
func oscillates(x []float64) (swing, period float64) {
	n := len(x)
	mean, deviation := stat.MeanStdDev(x, nil)
	if n < 12 || deviation == 0 || deviation < .1*math.Abs(mean) {
		return 0, 0
	}
	correlation := func(lag int) float64 {
		sum := 0.
		for i := lag; i < n; i++ {
			sum += (x[i] - mean) * (x[i-lag] - mean)
		}
		return sum / float64(n-lag) / (deviation * deviation)
	}
	for lag := 2; lag <= n/2; lag++ {
		if c := correlation(lag); c > .5 && correlation(lag/2) < -.3 && c >= correlation(lag+1) {
			return 2 * deviation, float64(lag)
		}
	}
	return 0, 0
}

// Trigger is something that hits a System and goes away again.
type Trigger struct {
	Name  string
	Apply func(World) World
	End   time.Duration // when it is over
}

// Metastable asks whether a System comes back after a trigger: the goodput of a load long after it is gone, compared with the same
// seeds without it. It is violated where the good seeds are bad with the trigger, and stay so to the end of the run (Bronson et al.,
// Metastable Failures in Distributed Systems, HotOS 2021).
func Metastable(load assay.ID, t Trigger) Verdict {
	return Verdict{Name: "recovers after " + t.Name, of: func(ctx context.Context, p *plan, results []*Result) (evidence.Verdict, string, error) {
		hit, err := Seeds(ctx, p.sys, t.Apply(p.world), seedsOfAll(results)...)
		if err != nil {
			return "", "", err
		}
		from, _ := results[0].Covers(t.End+(p.world.For-t.End)/2, p.world.For)
		stays, counted := 0, 0
		for i, r := range results {
			before, after := r.Load(load).Goodput(from, r.For()), hit[i].Load(load).Goodput(from, r.For())
			if !(before >= .9) {
				continue // it is not well without the trigger either, or nothing is known of it
			}
			counted++
			if !(after >= before/2) { // where nothing at all was decided it is no number (TestMetastableWithoutAnswers)
				stays++
			}
		}
		what := fmt.Sprintf("of %d seeds that are well without it, %d are answered less than half as often from %v on, %v after it ended", counted, stays, from, from-t.End)
		switch {
		case counted < seedsLeast:
			return evidence.Unknown, what + "\nhint: at least 5 seeds that are well without the trigger are needed", nil
		case stays > 0:
			return evidence.Violated, what, nil
		}
		return evidence.Holds, what, nil
	}}
}

func seedsOfAll(results []*Result) (seeds []uint64) {
	for _, r := range results {
		seeds = append(seeds, r.Seed)
	}
	return seeds
}

package bench

import (
	"math"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/paxos"
	"github.com/assay-dev/assay/examples/twophase"
	"github.com/assay-dev/assay/internal/naive"
	"github.com/assay-dev/assay/internal/step"
)

const (
	pairs      = 5       // of things that are compared
	naiveSteps = 200_000 // of the naive explorer: its rate does not rise later
	runsMax    = 20_000  // distinct handler runs of Paxos with 3 clients
)

// counts are what a System must come out at.
type counts struct{ states, steps uint64 }

var (
	paxos3    = counts{1_194_428, 2_420_477}
	paxos6    = counts{9_357_525, 18_972_647}
	twoPhase8 = counts{1_745_408, 18_507_778}
)

// timed explores a System and says how long it took. It fails where the counts are not those.
func timed(b *testing.B, sys assay.System, want counts, options ...check.Option) (check.Result, time.Duration) {
	b.Helper()
	began := time.Now()
	r, err := check.Run(b.Context(), sys, options...)
	took := time.Since(began)
	if err != nil {
		b.Fatal(err)
	}
	if have := (counts{r.States, r.Steps}); have != want {
		b.Fatalf("%s: %+v, expected %+v", sys.Name, have, want)
	}
	return r, took
}

func median(of []float64) float64 {
	if len(of) == 0 {
		return math.NaN()
	}
	slices.Sort(of)
	return (of[(len(of)-1)/2] + of[len(of)/2]) / 2
}

// BenchmarkPaxos3 is how fast one worker explores Paxos with 3 clients.
func BenchmarkPaxos3(b *testing.B) {
	var states, steps, seconds, bytes float64
	for b.Loop() {
		r, took := timed(b, paxos.System(3, 3), paxos3, check.Workers(1))
		record := r.Records[0]
		if runs := record.Figures["handlerRuns"]; runs == 0 || runs > runsMax {
			b.Fatalf("%d distinct handler runs, expected at most %d", runs, runsMax)
		} else {
			b.ReportMetric(float64(runs), "handler-runs")
		}
		states, steps, seconds = states+float64(r.States), steps+float64(r.Steps), seconds+took.Seconds()
		bytes = record.Measured["bytesPerState"]
	}
	b.ReportMetric(steps/seconds, "steps/s")
	b.ReportMetric(states/seconds, "states/s")
	b.ReportMetric(bytes, "kept-B/state")
}

// BenchmarkSpeedup is how many times faster one worker takes steps than the naive explorer, as the median of interleaved pairs.
func BenchmarkSpeedup(b *testing.B) {
	var ratios, rates []float64
	for b.Loop() {
		for range pairs {
			slow := naiveRate(b, paxos.System(3, 3))
			r, took := timed(b, paxos.System(3, 3), paxos3, check.Workers(1))
			ratios = append(ratios, float64(r.Steps)/took.Seconds()/slow)
			rates = append(rates, slow)
		}
	}
	b.ReportMetric(median(ratios), "x-naive")
	b.ReportMetric(median(rates), "naive-steps/s")
}

func naiveRate(b *testing.B, source assay.System) float64 {
	sys, err := step.New(source, step.Track{History: true})
	if err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	r, err := naive.Explore(sys, naive.Options{Mode: step.Reduced, StepsMax: naiveSteps})
	if err != nil || r.Steps < naiveSteps {
		b.Fatalf("the naive explorer took %d steps, %v", r.Steps, err)
	}
	return float64(r.Steps) / time.Since(began).Seconds()
}

// BenchmarkWorkers is how many times faster two workers are than one, as the median of interleaved pairs.
func BenchmarkWorkers(b *testing.B) {
	for _, size := range []struct {
		name    string
		clients int
		want    counts
	}{{"paxos3", 3, paxos3}, {"paxos6", 6, paxos6}} {
		b.Run(size.name, func(b *testing.B) {
			var ratios []float64
			for b.Loop() {
				for range pairs {
					_, one := timed(b, paxos.System(3, size.clients), size.want, check.Workers(1))
					_, two := timed(b, paxos.System(3, size.clients), size.want, check.Workers(2))
					ratios = append(ratios, one.Seconds()/two.Seconds())
				}
			}
			b.ReportMetric(median(ratios), "x-1worker")
		})
	}
}

// BenchmarkTwoPhase8 is the comparison with SPIN: steps of the Machine with 8 resource managers by CPU time, of all threads.
// bench/spin/run.sh reads its metrics.
func BenchmarkTwoPhase8(b *testing.B) {
	var steps, cpu float64
	for b.Loop() {
		before := cpuSeconds(b)
		r, _ := timed(b, twophase.Model(8), twoPhase8, check.Workers(1))
		cpu += cpuSeconds(b) - before
		steps += float64(r.Steps)
	}
	b.ReportMetric(steps/cpu, "steps/cpu-s")
	b.ReportMetric(float64(twoPhase8.states), "states")
	b.ReportMetric(float64(twoPhase8.steps), "steps")
}

// cpuSeconds is the user and system time of this process.
func cpuSeconds(b *testing.B) float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / float64(time.Second)
}

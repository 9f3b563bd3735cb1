package sim

import (
	"math"
	"testing"
	"time"
)

// The simulator against formulas: the analytic value lies in the 99 % interval over the seeds 1 to 20, whose half width is under 3 %.

func measured(t *testing.T, w World, seeds int, of func(*Result) float64) Interval {
	t.Helper()
	results, err := Seeds(t.Context(), echoSystem(), w, FirstSeeds(seeds)...)
	if err != nil {
		t.Fatal(err)
	}
	var values []float64
	for _, r := range results {
		if r.Finding != nil {
			t.Fatalf("seed %d: %+v", r.Seed, r.Finding)
		}
		values = append(values, of(r))
	}
	return IntervalOf(.99, values...)
}

func within(t *testing.T, what string, want float64, in Interval) {
	t.Helper()
	t.Logf("%s: %v, expected %.4g", what, in, want)
	if !in.Has(want) {
		t.Errorf("%s: %v does not hold %.4g", what, in, want)
	}
	if in.Half > .03*math.Abs(want) {
		t.Errorf("%s: %v is wider than 3 %%", what, in)
	}
}

func wq(r *Result) float64 { return r.Server("server").MeanWait().Seconds() }

func TestMM1(t *testing.T) {
	w := queueWorld(8, 10, 1, 12_500*time.Second) // 100,000 jobs a seed: the interval is narrower than at ρ = .9
	w.Warmup, w.Every = 250*time.Second, 125*time.Second
	results, err := Seeds(t.Context(), echoSystem(), w, FirstSeeds(20)...)
	if err != nil {
		t.Fatal(err)
	}
	var l, wait, little []float64
	for _, r := range results {
		s, load := r.Server("server"), r.Load("clients")
		inSystem := s.MeanQueue() + s.MeanBusy()
		l, wait = append(l, inSystem), append(wait, wq(r))
		rate := load.Requests(w.Warmup, w.For) / (w.For - w.Warmup).Seconds()
		little = append(little, inSystem/(rate*load.MeanLatency().Seconds()))
	}
	within(t, "L", 4, IntervalOf(.99, l...))
	within(t, "Wq", .4, IntervalOf(.99, wait...))
	if in := IntervalOf(.99, little...); !in.Has(1) && math.Abs(in.Mean-1) > .002 {
		t.Errorf("Little's law: L/(λW) is %v, expected 1", in)
	}
}

// erlang are P(wait) and Wq·μ by Erlang's C formula, at ρ = .9.
var erlang = []struct {
	c           int
	waiting, wq float64
}{{1, .9, 9}, {2, .8526, 4.263}, {4, .7878, 1.969}, {8, .7015, .877}, {16, .5913, .370}}

func mmc(t *testing.T, c int, waiting, wait float64, jobs int) {
	const mu = 10.
	lambda := .9 * mu * float64(c)
	w := queueWorld(lambda, mu, c, time.Duration(float64(jobs)/20/lambda*1e9))
	w.Warmup = w.For / 50
	results, err := Seeds(t.Context(), echoSystem(), w, FirstSeeds(20)...)
	if err != nil {
		t.Fatal(err)
	}
	var p, q []float64
	for _, r := range results {
		p, q = append(p, r.Server("server").Waiting()), append(q, wq(r)*mu)
	}
	within(t, "P(wait)", waiting, IntervalOf(.99, p...))
	within(t, "Wq·μ", wait, IntervalOf(.99, q...))
}

func TestMMKLoss(t *testing.T) {
	for _, c := range []struct {
		rho, blocking float64
		length        time.Duration // the rarer a loss is, the longer it takes to count it
	}{{.9, .05081, 10_000 * time.Second}, {1, .09091, 10_000 * time.Second}, {1.5, .33723, 1000 * time.Second}} {
		w := queueWorld(10*c.rho, 10, 1, c.length)
		w.Servers["server"] = Server{Service: PerSecond(10), Queue: Queue{Max: 9, Full: Reject}} // with the one being served, 10
		in := measured(t, w, 20, func(r *Result) float64 { return r.Load("clients").Refused() })
		within(t, "blocking", c.blocking, in)
	}
}

func TestErlangC(t *testing.T) {
	c := erlang[2]
	mmc(t, c.c, c.waiting, c.wq, 10_000_000)
}

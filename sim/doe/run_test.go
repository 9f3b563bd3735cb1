package doe_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/assay-dev/assay/sim/doe"
)

// planted is a response with known effects: what a seed does to all runs, what it does to one, and chance.
func planted(f func(p doe.Point) float64, common, own float64) doe.Response {
	return func(_ context.Context, p doe.Point, seed uint64) (float64, error) {
		every := rand.New(rand.NewPCG(seed, 1))
		single := rand.New(rand.NewPCG(seed, uint64(p.Run)+2))
		return f(p) + common*every.NormFloat64() + own*single.NormFloat64(), nil
	}
}

func ask(t *testing.T, d doe.Design, seeds int, q doe.Question, response doe.Response) doe.Analysis {
	t.Helper()
	var all []uint64
	for s := range seeds {
		all = append(all, uint64(s+1))
	}
	e := must[doe.Experiment](t)(doe.Run(t.Context(), d, all, response))
	return must[doe.Analysis](t)(e.Analyze(q))
}

func TestFullFactorialFindsInteraction(t *testing.T) {
	d := must[doe.Design](t)(doe.Full(lettered(4)))
	a := ask(t, d, 4, doe.Question{Goal: doe.Minimize}, planted(func(p doe.Point) float64 { return 50 + 4*p.Coded[1]*p.Coded[3] }, 10, 1))
	for _, e := range a.Effects {
		if active := e.Status == doe.Active; active != (e.Name == "BD") {
			t.Errorf("%s is %s: %.2f, p %.4f", e.Name, e.Status, e.Estimate, e.P)
		}
	}
	r := a.Recommendation
	if r.Verdict != doe.Unknown || strings.Join(a.Active, "") != "bd" {
		t.Errorf("two settings are equally good, and the recommendation is %+v", r)
	}
	a = ask(t, d, 4, doe.Question{Goal: doe.Minimize}, planted(func(p doe.Point) float64 { return 50 + 3*p.Coded[1] + 4*p.Coded[1]*p.Coded[3] }, 10, 1))
	if r = a.Recommendation; r.Verdict != doe.Supported || fmt.Sprint(r.Settings) != "[{b -1 -1} {d 1 1}]" || r.Confidence < 0.95 || !(r.Low < 43 && 43 < r.High) {
		t.Errorf("recommendation %+v", r)
	}
}

func TestScreeningNamesTheThreeThatMatter(t *testing.T) {
	for seeds, size := range map[int]float64{1: 10, 2: 3, 5: 1} { // one seed is judged by Lenth's margin alone
		response := planted(func(p doe.Point) float64 { return 100 + size*(8*p.Coded[1]-6*p.Coded[4]+5*p.Coded[5]) }, 20, 1)
		a := ask(t, must[doe.Design](t)(doe.MinimumAberration(lettered(7), 8)), seeds, doe.Question{Goal: doe.Maximize}, response)
		if have := strings.Join(a.Active, " "); have != "b e f" {
			t.Errorf("%d seeds: the active factors are %s, expected b e f", seeds, have)
		}
		if want := map[bool]doe.Verdict{true: doe.Unknown, false: doe.Supported}[seeds == 1]; a.Recommendation.Verdict != want {
			t.Errorf("%d seeds: %+v", seeds, a.Recommendation)
		}
		screened := ask(t, must[doe.Design](t)(doe.PlackettBurman(lettered(7), 0)), seeds, doe.Question{Goal: doe.Maximize}, response)
		if have := strings.Join(screened.Active, " "); have != "b e f" {
			t.Errorf("%d seeds, Plackett-Burman: the active factors are %s, expected b e f", seeds, have)
		}
	}
}

// B, E and G are a word of the design: each may be the interaction of the other two, and no number of seeds tells.
func TestConfoundedFactorsAreUnknown(t *testing.T) {
	response := planted(func(p doe.Point) float64 { return 100 + 8*p.Coded[1] - 6*p.Coded[4] + 5*p.Coded[1]*p.Coded[4] }, 20, 1)
	seven := must[doe.Design](t)(doe.MinimumAberration(lettered(7), 8))
	a := ask(t, seven, 10, doe.Question{Goal: doe.Maximize}, response)
	if r := a.Recommendation; r.Verdict != doe.Unknown || !strings.Contains(r.Reason, "what is read as G may be BE, whose factors are all active") || strings.Join(a.Active, " ") != "b e g" {
		t.Errorf("%v %+v", a.Active, r)
	}
	folded := must[doe.Design](t)(seven.Foldover())
	a = ask(t, folded, 10, doe.Question{Goal: doe.Maximize}, response)
	if have := strings.Join(a.Active, " "); have != "b e" || a.Recommendation.Verdict != doe.Supported {
		t.Errorf("after the foldover: %v %+v", have, a.Recommendation)
	}
	i := slices.IndexFunc(a.Effects, func(e doe.Effect) bool { return e.Reading != "" })
	if i < 0 || a.Effects[i].Reading != "BE" {
		t.Errorf("no effect is read as BE among its aliases: %+v", a.Effects[:4])
	}
}

// Of all effects together, nothing should be called active where there is nothing, but in one experiment of twenty.
func TestNothingIsFoundWhereThereIsNothing(t *testing.T) {
	d := must[doe.Design](t)(doe.Full(lettered(4)))
	const experiments = 400
	found := 0
	for i := range uint64(experiments) {
		seeds := []uint64{3*i + 1, 3*i + 2, 3*i + 3}
		e := must[doe.Experiment](t)(doe.Run(t.Context(), d, seeds, planted(func(doe.Point) float64 { return 7 }, 3, 1)))
		if a := must[doe.Analysis](t)(e.Analyze(doe.Question{})); len(a.Active) > 0 {
			found++
		}
	}
	if found < experiments/50 || found > experiments/10 {
		t.Errorf("%d of %d experiments found something, expected about %d", found, experiments, experiments/20)
	}
}

// Intervals should hold the truth in 19 of 20 experiments, for seeds that were not run as well.
func TestIntervalsHoldTheTruth(t *testing.T) {
	d := must[doe.Design](t)(doe.Full(lettered(3)))
	const experiments = 400
	held := 0
	for i := range uint64(experiments) {
		seeds := []uint64{4*i + 1, 4*i + 2, 4*i + 3, 4*i + 4}
		e := must[doe.Experiment](t)(doe.Run(t.Context(), d, seeds, planted(func(p doe.Point) float64 { return 50 - 5*p.Coded[0] + 5*p.Coded[2] }, 1, 1)))
		if r := must[doe.Analysis](t)(e.Analyze(doe.Question{Goal: doe.Minimize})).Recommendation; r.Low <= 40 && 40 <= r.High {
			held++
		}
	}
	if held < experiments*92/100 || held > experiments*98/100 {
		t.Errorf("%d of %d intervals held the truth, expected about %d", held, experiments, experiments*95/100)
	}
}

func TestResultsDoNotDependOnWorkers(t *testing.T) {
	d := must[doe.Design](t)(doe.MinimumAberration(lettered(6), 16))
	response := planted(func(p doe.Point) float64 { return 3*p.Coded[0] + 2*p.Coded[0]*p.Coded[1] }, 5, 1)
	var first []byte
	for _, workers := range []int{1, 2, 7} {
		calls := 0
		e := must[doe.Experiment](t)(doe.Run(t.Context(), d, []uint64{9, 4, 7}, func(ctx context.Context, p doe.Point, seed uint64) (float64, error) {
			time.Sleep(time.Duration((p.Run+int(seed))%3) * 100 * time.Microsecond)
			return response(ctx, p, seed)
		}, doe.Workers(workers), doe.Progress(func(done, total int) {
			calls++
			if done != calls || total != 48 {
				t.Errorf("progress says %d of %d at call %d", done, total, calls)
			}
		})))
		a := must[doe.Analysis](t)(e.Analyze(doe.Question{Goal: doe.Maximize}))
		var b bytes.Buffer
		for _, err := range []error{a.Text(&b), a.HTML(&b), a.JSON(&b), a.CSV(&b), e.CSV(&b)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if first == nil {
			first = b.Bytes()
		}
		if !bytes.Equal(first, b.Bytes()) {
			t.Errorf("%d workers give other bytes than 1", workers)
		}
	}
}

func TestFailedResponseNamesItsPoint(t *testing.T) {
	d := must[doe.Design](t)(doe.Full(lettered(3)))
	broken := errors.New("the queue is full")
	for _, workers := range []int{1, 2, 8} {
		_, err := doe.Run(t.Context(), d, []uint64{1, 2}, func(_ context.Context, p doe.Point, seed uint64) (float64, error) {
			if p.Run >= 3 && seed == 2 {
				return 0, broken
			}
			return 1, nil
		}, doe.Workers(workers))
		if want := "doe: the response of run 3 (a=1, b=1, c=-1) with seed 2: the queue is full"; err == nil || err.Error() != want || !errors.Is(err, broken) {
			t.Errorf("%d workers: the error %v, expected %s", workers, err, want)
		}
	}
	for want, response := range map[string]doe.Response{
		"panicked: doe: no factor is called \"z\", expected one of a, b, c": func(_ context.Context, p doe.Point, _ uint64) (float64, error) { return p.Value("z"), nil },
		"is NaN, expected a finite number":                                  func(context.Context, doe.Point, uint64) (float64, error) { zero := 0.0; return zero / zero, nil },
	} {
		if _, err := doe.Run(t.Context(), d, []uint64{1}, response); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "run 0 (a=-1") {
			t.Errorf("the error %v, expected %s", err, want)
		}
	}
}

func TestRunStops(t *testing.T) {
	d := must[doe.Design](t)(doe.Full(lettered(3)))
	ctx, stop := context.WithCancel(t.Context())
	var calls atomic.Int32
	_, err := doe.Run(ctx, d, []uint64{1}, func(ctx context.Context, _ doe.Point, _ uint64) (float64, error) {
		if calls.Add(1) == 4 {
			stop()
		}
		return 0, ctx.Err()
	}, doe.Workers(1))
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "after 3 of 8") {
		t.Error(err)
	}
	none := func(context.Context, doe.Point, uint64) (float64, error) { return 0, nil }
	for want, seeds := range map[string][]uint64{"no seeds": nil, "the seed 3 stands twice": {3, 1, 3}} {
		if _, err := doe.Run(t.Context(), d, seeds, none); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error %v, expected %s", err, want)
		}
	}
	if _, err := doe.Run(t.Context(), d, []uint64{1}, none, doe.Workers(0)); err == nil {
		t.Error("no workers and no error")
	}
	if _, err := doe.Run(t.Context(), doe.Design{}, []uint64{1}, none); err == nil {
		t.Error("no runs and no error")
	}
}

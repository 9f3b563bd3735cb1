package doe

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/sim"
)

// Over is the response of an experiment over simulations: what a measure is in a run of one seed, in a World whose knobs are set as the
// point says. Factors and knobs go together by name.
func Over(sys assay.System, w sim.World, m sim.Measure, knobs ...sim.Knob) Response {
	return func(_ context.Context, p Point, seed uint64) (float64, error) {
		world := w
		for _, k := range knobs {
			world = k.Set(world, p.Value(k.Name))
		}
		r, err := sim.Run(sys, world, seed)
		if err != nil {
			return 0, err
		}
		if f := r.Finding; f != nil {
			return 0, fmt.Errorf("%s: %s", f.Kind, f.Why)
		}
		return m.Of(r), nil
	}
}

// Factors are knobs as factors of a design.
func Factors(knobs ...sim.Knob) (factors []Factor) {
	for _, k := range knobs {
		factors = append(factors, Factor{Name: k.Name, Low: k.Low, High: k.High})
	}
	return factors
}

// pagesVariable names a directory into which pages are written.
const pagesVariable = "ASSAY_PAGES"

// Test makes an experiment over simulations of a System and leaves a record of what was found: which factors are active, what is
// recommended, and what the experiment cannot tell. Its verdict is Unknown where the data carry no recommendation. Where
// ASSAY_PAGES names a directory the page of the experiment is written there, as assay doe -pages has it.
func Test(t *testing.T, sys assay.System, w sim.World, d Design, seeds []uint64, m sim.Measure, q Question, knobs ...sim.Knob) Analysis {
	t.Helper()
	if q.Response == "" {
		q.Response, q.Unit = m.Name, m.Unit
	}
	e, err := Run(t.Context(), d, seeds, Over(sys, w, m, knobs...))
	var a Analysis
	if err == nil {
		a, err = e.Analyze(q)
	}
	if err != nil {
		evidence.Leave(t, evidence.Message{Error: &evidence.Problem{System: sys.Name, Test: t.Name(), Text: err.Error()}})
		t.Error(err)
		return a
	}
	r := a.record(sys)
	evidence.Leave(t, evidence.Message{Evidence: &r})
	if dir := os.Getenv(pagesVariable); dir != "" {
		if err := a.save(filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", "_")+".html")); err != nil {
			t.Error(err)
		}
	}
	return a
}

func (a Analysis) save(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(a.HTML(file), file.Close())
}

// record is what the experiment shows, as evidence. It is about effects, and never about what holds of the System.
func (a Analysis) record(sys assay.System) evidence.Record {
	e := a.Experiment
	r := evidence.Record{System: sys.Name, Property: a.Question.Response + ": active factors", Technique: "doe", Verdict: evidence.Holds,
		Figures:    map[string]uint64{"runs": uint64(len(e.Design.Runs)), "seeds": uint64(len(e.Seeds))},
		Bounds:     []evidence.Entry{{Name: "design", Value: e.Design.Title()}, {Name: "levels", Value: a.levels()}},
		NotCovered: a.Limits}
	r.Why = "none stands out"
	if len(a.Active) > 0 {
		r.Why = strings.Join(a.Active, ", ")
	}
	if rec := a.Recommendation; rec.Verdict == Unknown {
		r.Verdict, r.Why = evidence.Unknown, r.Why+": "+rec.Reason
	} else if rec.Verdict == Supported {
		var set []string
		for _, s := range rec.Settings {
			set = append(set, s.Factor+" = "+s.Level)
		}
		r.Why += fmt.Sprintf("; best at %s: %.4g, with %.0f %% confidence", strings.Join(set, ", "), rec.Predicted, 100*rec.Confidence)
	}
	return r
}

func (a Analysis) levels() string {
	var parts []string
	for _, f := range a.Experiment.Design.Factors {
		parts = append(parts, fmt.Sprintf("%s from %s to %s", f.Name, f.At(-1), f.At(1)))
	}
	return strings.Join(parts, ", ")
}

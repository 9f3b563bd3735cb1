package doe

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Recommendation is the setting of the factors that matter for which the best response is predicted.
type Recommendation struct {
	Verdict    Verdict   `json:"verdict,omitempty"` // none where the goal is to describe
	Reason     string    `json:"reason,omitempty"`
	Settings   []Setting `json:"settings,omitempty"`
	Free       []string  `json:"free,omitempty"` // factors of which no effect stood out: choose by cost
	Predicted  float64   `json:"predicted"`
	Low        float64   `json:"low"`        // the mean response lies between Low and High, with the confidence of the question
	High       float64   `json:"high"`       // equal to Low where nothing shows how far it may be off
	Confidence float64   `json:"confidence"` // that no other combination of these factors' levels is better, at least; 0 if not known
	Measured   *float64  `json:"measured,omitempty"`
}

// Verdict says whether the data carry a recommendation.
type Verdict string

const (
	Supported Verdict = "supported" // the confidence is at least that of the question, and nothing speaks against it
	Unknown   Verdict = "unknown"   // too few seeds, nothing stood out, or effects that cannot be told apart
)

// Setting is the level that a factor should have.
type Setting struct {
	Factor string  `json:"factor"`
	Level  string  `json:"level"`
	Coded  float64 `json:"coded"`
}

// recommend finds the best setting, and how sure it is.
func (a *Analysis) recommend() {
	q, r, d := a.Question, &a.Recommendation, a.Experiment.Design
	for i, f := range d.Factors {
		if !slices.Contains(a.setIndex(), i) {
			r.Free = append(r.Free, f.Name)
		}
	}
	if q.Goal == Describe {
		return
	}
	if len(a.setIndex()) == 0 {
		r.Verdict, r.Reason = Unknown, a.nothing()
		return
	}
	at, rivals := a.choose(q.Goal)
	for _, i := range a.setIndex() {
		r.Settings = append(r.Settings, Setting{d.Factors[i].Name, d.Factors[i].At(at[i]), at[i]})
	}
	r.Predicted = a.model.predict(at)
	half := a.halfWidth(at)
	r.Low, r.High = r.Predicted-half, r.Predicted+half
	r.Confidence = a.confidence(at, rivals)
	r.Measured = a.measured(at)
	r.Verdict, r.Reason = a.verdict()
}

func (a *Analysis) nothing() string {
	switch {
	case a.Margin.Source == NoMargin:
		return "one seed and fewer than three effects: nothing shows what chance does; run it with two seeds at least, better five"
	case a.Surface != nil && a.Margin.DF < 3:
		return "too few runs to judge the surface; run it with more seeds"
	}
	return "no effect stood out from chance; run more seeds, or set the levels farther apart"
}

// choose is the best setting of the active factors and those that it has to be better than: all other combinations of levels, or where
// no interaction is active those that differ in one factor, since the others are worse by more. The other factors are in the middle.
// Where an effect may be another one, only what was run counts: there the prediction is the same whichever it is.
func (a *Analysis) choose(goal Goal) (best []float64, rivals [][]float64) {
	active := a.setIndex()
	if a.Surface != nil {
		best = a.best(goal)
		return best, a.around(best, active)
	}
	doubts, _ := a.doubtful()
	if len(doubts) == 0 && !slices.ContainsFunc(a.model.terms, func(t term) bool { return t.order() > 1 }) {
		best = make([]float64, len(a.Experiment.Design.Factors))
		for i, t := range a.model.terms {
			best[factorsOf(t.mask)[0]] = math.Copysign(1, a.model.coefficients[i])
			if goal == Minimize {
				best[factorsOf(t.mask)[0]] *= -1
			}
		}
		for _, i := range active {
			rival := slices.Clone(best)
			rival[i] = -best[i]
			rivals = append(rivals, rival)
		}
		return best, rivals
	}
	all := combinations(len(a.Experiment.Design.Factors), active)
	if len(doubts) > 0 {
		all = a.tried(active)
	}
	best = all[0]
	for _, at := range all {
		if a.gain(goal, at) > a.gain(goal, best) {
			best = at
		}
	}
	return best, slices.DeleteFunc(all, func(at []float64) bool { return slices.Equal(at, best) })
}

// tried are the combinations of some factors that were run.
func (a *Analysis) tried(factors []int) [][]float64 {
	var all [][]float64
	for _, r := range a.Experiment.Design.corners() {
		at := make([]float64, len(a.Experiment.Design.Factors))
		for _, i := range factors {
			at[i] = a.Experiment.Design.Runs[r][i]
		}
		if !slices.ContainsFunc(all, func(other []float64) bool { return slices.Equal(at, other) }) {
			all = append(all, at)
		}
	}
	return all
}

func combinations(k int, active []int) [][]float64 {
	all := make([][]float64, 1<<len(active))
	for c := range all {
		all[c] = make([]float64, k)
		for j, i := range active {
			all[c][i] = float64(c>>j&1)*2 - 1
		}
	}
	return all
}

// around are the centre and the corners of the region, but for those next to the point: a surface is flat around its top.
func (a *Analysis) around(best []float64, active []int) [][]float64 {
	all := append(combinations(len(best), active), make([]float64, len(best)))
	return slices.DeleteFunc(all, func(at []float64) bool {
		far := 0.0
		for i := range at {
			far = max(far, math.Abs(at[i]-best[i]))
		}
		return far <= 0.5
	})
}

// confidence is at least one minus the sum of the chances that a rival is better (Bonferroni).
func (a *Analysis) confidence(at []float64, rivals [][]float64) float64 {
	sum := 0.0
	for _, rival := range rivals {
		difference, se := a.model.better(a.Question.Goal, at, rival)
		switch {
		case se > 0:
			sum += below(-difference/se, a.Margin.DF)
		case difference <= 1e-10*a.blocks.scale:
			sum++
		}
	}
	return max(0, 1-sum)
}

// halfWidth is that of the interval for the mean response. With several seeds it holds for seeds that were not run as well, by the
// approximation of Satterthwaite for two sources of error.
func (a *Analysis) halfWidth(at []float64) float64 {
	terms, df1 := a.model.variance(1, a.model.row(at)), a.Margin.DF
	all, df2 := a.blocks.meanVariance()
	if len(a.Experiment.Seeds) == 1 {
		all, df2 = a.model.noise/float64(a.model.runs), df1
	}
	if terms+all == 0 || df1 == 0 && df2 == 0 {
		return 0
	}
	denominator := square(all) / df2
	if terms > 0 {
		denominator += square(terms) / df1
	}
	return math.Sqrt(terms+all) * quantile((1+a.Question.Level)/2, square(terms+all)/denominator)
}

// measured is the mean of the runs that had the recommended levels, whatever the other factors were.
func (a *Analysis) measured(at []float64) *float64 {
	var ys []float64
	for r, coded := range a.Experiment.Design.Runs {
		if !slices.ContainsFunc(a.setIndex(), func(i int) bool { return math.Abs(coded[i]-at[i]) > 1e-9 }) {
			ys = append(ys, a.blocks.runs[r])
		}
	}
	if len(ys) == 0 {
		return nil
	}
	m := mean(ys)
	return &m
}

func (a *Analysis) verdict() (Verdict, string) {
	var doubts []string
	if len(a.Experiment.Seeds) == 1 {
		doubts = append(doubts, "one seed shows a single behaviour of each run, and not what chance does: run it with two seeds at least, better five")
	}
	if a.Surface != nil && a.Margin.Source == Exact && a.Surface.leftDF == 0 {
		doubts = append(doubts, "the surface has as many terms as there are runs, so nothing shows how well it fits")
	}
	effects, others := a.doubtful()
	for i, e := range effects {
		if len(others[i]) == 0 {
			doubts = append(doubts, fmt.Sprintf("%s is active and may be any of %s", e.Name, list(wordsOf(e.class.rivals()), "or")))
		} else {
			doubts = append(doubts, fmt.Sprintf("what is read as %s may be %s, whose factors are all active", e.read, list(wordsOf(others[i]), "or")))
		}
	}
	for _, e := range a.Effects {
		if e.mask == 0 && e.Status == Active {
			doubts = append(doubts, "a column without a factor is active, so there are interactions that this design cannot attribute")
			break
		}
	}
	if m := a.misfit(); m != nil {
		doubts = append(doubts, fmt.Sprintf("the system is not such a surface (misfit, p %s)", pValue(m.P)))
	}
	if c := a.Recommendation.Confidence; c < a.Question.Level {
		doubts = append(doubts, fmt.Sprintf("another combination may be better: the confidence is %s, and %s was asked", percent(c), percent(a.Question.Level)))
	}
	if len(doubts) > 0 {
		return Unknown, strings.Join(doubts, "; ")
	}
	return Supported, ""
}

// misfit is that of the surface, if it counts.
func (a *Analysis) misfit() *Misfit {
	if a.Surface != nil && a.Surface.Misfit != nil && a.Surface.Misfit.P < 1-a.Question.Level {
		return a.Surface.Misfit
	}
	return nil
}

func wordsOf(words []word) []string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = w.String()
	}
	return all
}

// list joins words as people do: "A, B or C".
func list(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}

package doe

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// findings says what each active effect means, in sentences; and what to make of it where there is none.
func (a *Analysis) findings() []string {
	var all []string
	for _, e := range a.Effects {
		if e.Status == Active {
			all = append(all, a.finding(e))
		}
	}
	if len(all) == 0 {
		all = append(all, "No effect stood out from chance.")
	}
	return all
}

func (a *Analysis) finding(e Effect) string {
	d, q := a.Experiment.Design, a.Question
	t := e.term
	if e.read.mask != 0 {
		t.mask = e.read.mask
	}
	f := factorsOf(t.mask)
	switch {
	case e.mask == 0:
		return fmt.Sprintf("A column without a factor (%s): %s. There are interactions that this design cannot attribute.", e.Name, signed(e.Estimate))
	case a.Surface != nil:
		return fmt.Sprintf("%s: the coefficient of %s is %s%s.", a.label(t), e.Name, signed(e.Estimate), a.plusMinus(e))
	case e.unsure:
		return fmt.Sprintf("One of %s, which this design cannot tell apart: %s%s.", list(wordsOf(e.class.rivals()), "or"), signed(e.Estimate), a.plusMinus(e))
	case t.order() == 1:
		return fmt.Sprintf("%s: from %s to %s the mean %s %s by %s%s.", d.Factors[f[0]].Name, quoted(d.Factors[f[0]], -1), quoted(d.Factors[f[0]], 1), q.Response,
			falls(e.Estimate), withUnit(rounded(math.Abs(e.Estimate), 4), q.Unit), a.plusMinus(e))
	case t.order() == 2:
		return a.together(e, d.Factors[f[0]], d.Factors[f[1]], f)
	}
	return fmt.Sprintf("%s act together: %s%s.", strings.ReplaceAll(a.label(t), " × ", ", "), signed(e.Estimate), a.plusMinus(e))
}

// together says what the first factor does where the second is low, and where it is high.
func (a *Analysis) together(e Effect, first, second Factor, f []int) string {
	alone := a.main(f[0])
	both := float64(e.read.sign) * e.Estimate
	return fmt.Sprintf("%s and %s act together: from %s to %s of %s the mean changes by %s where %s is %s, and by %s where it is %s%s.",
		first.Name, second.Name, quoted(first, -1), quoted(first, 1), first.Name, signed(alone-both), second.Name, quoted(second, -1),
		signed(alone+both), quoted(second, 1), a.reading(e))
}

func (a *Analysis) reading(e Effect) string {
	if e.Reading == "" {
		return ""
	}
	return fmt.Sprintf(" (read as %s among %s)", e.Reading, list(wordsOf(e.class.rivals()), "and"))
}

// main is the main effect of a factor.
func (a *Analysis) main(factor int) float64 {
	for _, e := range a.Effects {
		if e.mask == 1<<factor && !e.square {
			return e.Estimate
		}
	}
	return 0
}

// plusMinus is the margin of an effect, as far as it is known.
func (a *Analysis) plusMinus(e Effect) string {
	if a.Margin.SE == 0 {
		return ""
	}
	return fmt.Sprintf(" (± %s)", rounded(e.SE*a.Margin.ME/a.Margin.SE, 3))
}

// quoted marks names of levels as such in a sentence.
func quoted(f Factor, coded float64) string {
	if f.Named() {
		return "“" + f.At(coded) + "”"
	}
	return f.At(coded)
}

func falls(x float64) string {
	if x < 0 {
		return "falls"
	}
	return "rises"
}

func signed(x float64) string {
	if x > 0 {
		return "+" + rounded(x, 4)
	}
	return strings.Replace(rounded(x, 4), "-", "−", 1)
}

// advice says what to set, in one sentence, and how sure that is in the next.
func (a *Analysis) advice() []string {
	r, q := a.Recommendation, a.Question
	if r.Verdict == "" {
		return nil
	}
	if len(r.Settings) == 0 {
		return []string{"None: " + r.Reason + "."}
	}
	var set []string
	for _, s := range r.Settings {
		set = append(set, s.Factor+" = "+s.Level)
	}
	all := []string{fmt.Sprintf("To %s %s, set %s.", q.Goal, q.Response, list(set, "and"))}
	if doubts, _ := a.doubtful(); len(doubts) > 0 {
		all = append(all, "That is the best of the combinations that were run: effects cannot all be told apart, so what others do is not known.")
	}
	if r.High > r.Low {
		all = append(all, fmt.Sprintf("Predicted: %s, with %s confidence between %s and %s.", withUnit(rounded(r.Predicted, 4), q.Unit), percent(q.Level), rounded(r.Low, 4), rounded(r.High, 4)))
	} else {
		all = append(all, fmt.Sprintf("Predicted: %s.", withUnit(rounded(r.Predicted, 4), q.Unit)))
	}
	if r.Measured != nil {
		all = append(all, fmt.Sprintf("Runs with these levels had %s in the mean.", withUnit(rounded(*r.Measured, 4), q.Unit)))
	}
	if r.Verdict == Supported {
		all = append(all, fmt.Sprintf("Supported: the confidence that %s is at least %s.", a.claim(), percent(r.Confidence)))
	} else {
		all = append(all, "Unknown whether this is right: "+r.Reason+".")
	}
	if len(r.Free) > 0 {
		all = append(all, fmt.Sprintf("No effect of %s stood out: choose by cost.", list(r.Free, "and")))
	}
	return all
}

func (a *Analysis) claim() string {
	if a.Surface != nil {
		return "this is better than every corner of the region and its middle, as far as they do not lie next to it,"
	}
	return "no other combination of these levels is better"
}

// basis says where the error comes from.
func (a *Analysis) basis() string {
	m := a.Margin
	switch m.Source {
	case Replicates:
		return fmt.Sprintf("Error from %d seeds, what each does to all runs taken out: %.0f degrees of freedom.", len(a.Experiment.Seeds), m.DF)
	case LenthPSE:
		return fmt.Sprintf("Error from the effects themselves, most of which are taken to be nothing (Lenth's pseudo standard error, %.3g).", m.SE)
	case Residuals:
		return fmt.Sprintf("Error from what the surface leaves over: %.0f degrees of freedom.", m.DF)
	case Exact:
		return "Nothing is left to chance in these runs."
	}
	return "Nothing shows what chance does."
}

// describe says what the surface looks like.
func (a *Analysis) describe() []string {
	s := a.Surface
	if s == nil {
		return nil
	}
	all := []string{fmt.Sprintf("A surface of order %d explains %s of what the runs differ by (R² %.4f, adjusted %.4f).", s.Order, percent(s.R2), s.R2, s.AdjustedR2)}
	if st := s.Stationary; st != nil {
		var at []string
		for i, f := range a.Experiment.Design.Factors {
			if slices.Contains(st.Factors, f.Name) {
				at = append(at, f.Name+" = "+f.At(st.Coded[i]))
			}
		}
		where := "inside"
		if !st.Inside {
			where = "outside"
		}
		all = append(all, fmt.Sprintf("It has a %s at %s, %s the region: %s.", st.Nature, list(at, "and"), where, withUnit(rounded(st.Predicted, 4), a.Question.Unit)))
	}
	return all
}

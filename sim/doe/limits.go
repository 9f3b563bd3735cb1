package doe

import (
	"fmt"
	"strings"
)

// limits says what the experiment cannot tell, in sentences.
func (a *Analysis) limits() {
	say := func(format string, args ...any) { a.Limits = append(a.Limits, fmt.Sprintf(format, args...)) }
	switch seeds := len(a.Experiment.Seeds); {
	case seeds == 1:
		say("Other behaviours of the same runs: there was one seed, so chance is not seen. Intervals are for this seed.")
	case a.Margin.Source != Replicates:
		say("The response did not depend on the seed, so %d seeds show no more than one.", seeds)
	case seeds < 5:
		say("Rare behaviours: there were %d seeds.", seeds)
	}
	a.sayMargin(say)
	if a.Surface != nil {
		a.saySurface(say)
	} else {
		a.sayContrasts(say)
	}
	if n := a.blocks.repeated; n > 0 {
		say("%d %s repeated another to the bit, as a simulation does with the same seed, and %s once.", n, plural(n, "run"), map[bool]string{true: "counts", false: "count"}[n == 1])
	}
	if possible := a.withStatus(Possible); len(possible) > 0 {
		say("Whether %s %s anything: beyond the margin of a single effect, but not beyond that of all. More seeds would decide.", list(possible, "and"), map[bool]string{true: "does", false: "do"}[len(possible) == 1])
	}
	say("What happens outside these levels, and with what was not varied.")
}

func (a *Analysis) withStatus(s Status) []string {
	var all []string
	for _, e := range a.Effects {
		if e.Status == s {
			all = append(all, e.Name)
		}
	}
	return all
}

func (a *Analysis) sayMargin(say func(string, ...any)) {
	switch {
	case a.Margin.Source == LenthPSE:
		say("Effects are judged by Lenth's margin, which takes most of them to be nothing. If most are something, it is too wide.")
	case a.Margin.Source == NoMargin:
		say("Whether any effect is more than chance: one seed, and fewer than three effects.")
	case a.Margin.Source == Replicates && a.Margin.DF < 5:
		say("Small effects: the error is known from %.0f degrees of freedom, so margins are wide.", a.Margin.DF)
	}
}

func (a *Analysis) sayContrasts(say func(string, ...any)) {
	d := a.Experiment.Design
	effects, others := a.doubtful()
	for i, e := range effects {
		if len(others[i]) > 0 {
			say("Whether the effect read as %s is %s: their factors are all active. A foldover, or a design of higher resolution, separates them.", e.read, list(wordsOf(others[i]), "or"))
		} else {
			say("Which of %s the effect %s is: no main effect decides. A foldover, or a design of higher resolution, separates them.", list(wordsOf(e.class.rivals()), "and"), e.Name)
		}
	}
	switch {
	case d.Kind == PlackettBurmanKind && d.Resolution == 3:
		say("Interactions: each main effect has parts of those of the other factors. Fold the design over, or run the active factors in a full factorial.")
	case d.Kind == PlackettBurmanKind:
		say("Interactions: they are mixed with each other in the columns without a factor.")
	case d.Resolution == 3:
		say("Main effects from two-factor interactions (resolution III): each main effect was read as such, since interactions of inert factors are rare.")
	case d.Resolution == 4:
		say("Two-factor interactions from each other (resolution IV), but where the active main effects speak for one.")
	}
	switch c := a.Curvature; {
	case c == nil:
		say("Curvature: with two levels everything looks straight between them. Centre points would show it%s.", map[bool]string{true: ", where levels are numbers", false: ""}[anyNamed(d.Factors)])
	case c.Seen && c.DF > 0:
		say("What happens between the levels: the centre differs from the mean of the corners by %s (p %s), so the response is curved and its best may lie inside. A central composite design would find it.",
			number(-c.Difference), pValue(c.P))
	case c.SE == 0 && a.Margin.Source == NoMargin:
		say("Curvature: the centre was run, but nothing shows what chance does.")
	default:
		say("Curvature of less than about %s: none was seen.", withUnit(number(2*c.SE), a.Question.Unit))
	}
}

func anyNamed(factors []Factor) bool {
	for _, f := range factors {
		if f.Named() {
			return true
		}
	}
	return false
}

func (a *Analysis) saySurface(say func(string, ...any)) {
	s := a.Surface
	if m := a.misfit(); m != nil {
		say("Where the surface is wrong: it misses the runs by more than chance does (F %.3g, p %s). Look at a smaller region.", m.F, pValue(m.P))
	} else if s.Misfit == nil && s.leftDF == 0 {
		say("How well the surface fits: it has as many terms as there are runs.")
	}
	if s.Order == 1 {
		say("Curvature and interactions: there are too few runs for a surface with them.")
	}
	if st := s.Stationary; st != nil {
		place := "inside"
		if !st.Inside {
			place = "outside"
		}
		if st.Nature == "ridge" {
			say("A single best point: the surface is a ridge, almost level in one direction.")
		} else if !st.Inside {
			say("The surface has its %s %s the region that was run, where it is not known to hold.", st.Nature, place)
		}
	}
	if a.Recommendation.Measured == nil && len(a.Recommendation.Settings) > 0 {
		say("Whether the recommended point is as good as predicted: it was not run itself. %s", strings.TrimSpace("Run it with new seeds."))
	}
}

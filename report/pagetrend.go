package report

import "fmt"

type (
	shownTrend struct {
		Empty     bool
		Same      string
		Changed   []shownChange
		Grown     []shownGrowth
		New, Gone []string
	}
	shownChange struct {
		Class, System, Title, Was, Is string
		Worse                         bool
	}
	shownGrowth struct{ System, Figure, Was, Is, Percent string }
)

func shownTrendOf(t *Trend) *shownTrend {
	if t == nil {
		return nil
	}
	shown := &shownTrend{Empty: t.Empty(), Same: counted(t.Same, "claim")}
	if t.Same == 1 {
		shown.Same += " is"
	} else {
		shown.Same += " are"
	}
	for _, c := range t.Changed {
		shown.Changed = append(shown.Changed, shownChange{classOf(c.Is), place(c.Is), title(c.Is), verdictWords(c.Was), verdictWords(c.Is), c.Worse()})
	}
	for _, g := range t.Grown {
		shown.Grown = append(shown.Grown, shownGrowth{orNone(g.System, g.Package), g.Figure, thousands(g.Was), thousands(g.Is), fmt.Sprintf("%+.0f %%", g.Percent())})
	}
	for _, r := range t.New {
		shown.New = append(shown.New, place(r)+": "+title(r)+": "+verdictWords(r))
	}
	for _, r := range t.Gone {
		shown.Gone = append(shown.Gone, place(r)+": "+title(r)+": was "+verdictWords(r))
	}
	return shown
}

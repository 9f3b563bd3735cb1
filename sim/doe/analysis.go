package doe

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Goal is what the response should be.
type Goal int

const (
	Describe Goal = iota // effects alone, and no recommendation
	Minimize             // less is better: latencies, losses, cost
	Maximize             // more is better
)

func (g Goal) String() string { return [...]string{"describe", "minimize", "maximize"}[g] }

// MarshalText writes the goal as a word.
func (g Goal) MarshalText() ([]byte, error) { return []byte(g.String()), nil }

// Question is what an experiment is asked.
type Question struct {
	Response string  `json:"response"`       // what was measured: "p99 latency"
	Unit     string  `json:"unit,omitempty"` // "ms"
	Goal     Goal    `json:"goal"`
	Level    float64 `json:"level"` // the confidence of margins, intervals and verdicts: 0.95 where it is 0
}

// Analysis is what an experiment showed, and what it did not. Analyze makes it; Text, HTML, JSON and CSV write it.
type Analysis struct {
	Question       Question       `json:"question"`
	Experiment     Experiment     `json:"experiment"`
	Mean           float64        `json:"mean"`
	Margin         Margin         `json:"margin"`              // by which effects are judged
	Lenth          *Margin        `json:"lenth,omitempty"`     // of the effects themselves, where they are contrasts
	Effects        []Effect       `json:"effects"`             // the largest first
	Curvature      *Curvature     `json:"curvature,omitempty"` // where a factorial design has centre points
	Surface        *Surface       `json:"surface,omitempty"`   // of central composite designs and Latin hypercubes
	ANOVA          []Row          `json:"anova"`
	Active         []string       `json:"active"` // the factors that matter
	Recommendation Recommendation `json:"recommendation"`
	Limits         []string       `json:"limits"` // what this experiment cannot tell

	blocks blocks
	model  model
	unsure uint32 // factors that an effect may belong to which was not read
}

// Status says what is known of an effect.
type Status string

const (
	Active   Status = "active"   // beyond the simultaneous margin: chance explains no such effect among all of them
	Possible Status = "possible" // beyond the margin of a single effect, as one in twenty is by chance
	Inert    Status = "inert"    // within the margin: if there is an effect, it is no larger
	Unjudged Status = "unjudged" // nothing shows what chance does
)

// Effect is what a factor does, or several together: of a two-level design the mean response at the high level minus that at the low
// one; of a surface a coefficient in coded units, which is half of that.
type Effect struct {
	Name       string   `json:"name"`    // "AC", "A²" or "spare 1"
	Label      string   `json:"label"`   // "workers × timeout"
	Factors    []string `json:"factors"` // none for a spare column
	Estimate   float64  `json:"estimate"`
	SE         float64  `json:"se"`
	P          float64  `json:"p"`        // how often chance alone makes an effect as large
	Adjusted   float64  `json:"adjusted"` // how often it makes one among all that were estimated
	SumSquares float64  `json:"sum_squares"`
	Quantile   float64  `json:"quantile"` // half-normal, of two-level designs
	Aliases    []string `json:"aliases,omitempty"`
	Status     Status   `json:"status"`
	Reading    string   `json:"reading,omitempty"` // of several aliases the one that active main effects speak for

	term
	read   word // the reading
	unsure bool // there is none: the first of the class stands in
	class  class
}

// Curvature is the mean at the corners minus that in the centre: what a plane cannot be.
type Curvature struct {
	Difference float64 `json:"difference"`
	SE         float64 `json:"se"`
	DF         float64 `json:"df"`
	P          float64 `json:"p"`
	Seen       bool    `json:"seen"`
}

// Analyze estimates effects, judges them, and says what follows.
func (e Experiment) Analyze(q Question) (Analysis, error) {
	if q.Level == 0 {
		q.Level = 0.95
	}
	if !(q.Level >= 0.5 && q.Level < 1) {
		return Analysis{}, problem(fmt.Sprintf("the level %v, expected 0.5 to less than 1", q.Level), "0.95 is usual")
	}
	if q.Goal < Describe || q.Goal > Maximize {
		return Analysis{}, problem(fmt.Sprintf("the goal %d, expected Describe, Minimize or Maximize", int(q.Goal)), "Minimize is for latencies")
	}
	if q.Response == "" {
		q.Response = "response"
	}
	if err := e.shape(); err != nil {
		return Analysis{}, err
	}
	a := Analysis{Question: q, Experiment: e, blocks: inBlocks(e), Active: []string{}}
	if e.Design.twoLevel() {
		a.contrasts()
	} else if err := a.surface(); err != nil {
		return Analysis{}, err
	}
	slices.SortStableFunc(a.Effects, func(x, y Effect) int { return cmp.Compare(a.weight(y), a.weight(x)) })
	a.attribute()
	if a.Surface != nil && a.Surface.Order == 2 {
		a.Surface.Stationary = a.stationary()
	}
	a.analyzeVariance()
	a.recommend()
	a.limits()
	return a, nil
}

// weight is what effects are ordered by: their size, or their size in standard errors where these differ.
func (a *Analysis) weight(e Effect) float64 {
	if a.Surface != nil && e.SE > 0 {
		return math.Abs(e.Estimate) / e.SE
	}
	return math.Abs(e.Estimate)
}

// judge fills in what follows from the margin.
func (a *Analysis) judge(effects []Effect) {
	tiny := 1e-10 * a.blocks.scale
	for i := range effects {
		e := &effects[i]
		size := math.Abs(e.Estimate)
		switch {
		case a.Margin.Source == NoMargin:
			e.Status, e.P, e.Adjusted = Unjudged, 1, 1
			continue
		case e.SE == 0 && size <= tiny:
			e.P = 1
		case e.SE > 0:
			e.P = twoSided(size/e.SE, a.Margin.DF)
		}
		e.Adjusted = -math.Expm1(float64(len(effects)) * math.Log1p(-min(e.P, 1-1e-16)))
		switch alpha := 1 - a.Question.Level; {
		case e.Adjusted < alpha:
			e.Status = Active
		case e.P < alpha:
			e.Status = Possible
		default:
			e.Status = Inert
		}
	}
}

func (a *Analysis) label(t term) string {
	parts := []string{}
	for _, i := range factorsOf(t.mask) {
		parts = append(parts, a.Experiment.Design.Factors[i].Name)
	}
	if t.square {
		return parts[0] + "²"
	}
	return strings.Join(parts, " × ")
}

func (a *Analysis) factorNames(mask uint32) []string {
	all := []string{}
	for _, i := range factorsOf(mask) {
		all = append(all, a.Experiment.Design.Factors[i].Name)
	}
	return all
}

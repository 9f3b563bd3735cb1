package doe

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Stationary is the point at which a second-order surface is level, in the factors that matter (if none does, in all); the others are in
// the middle.
type Stationary struct {
	Factors     []string  `json:"factors"`     // those in which it was looked for
	Coded       []float64 `json:"coded"`       // by factor of the design
	Values      []float64 `json:"values"`      // of the factors
	Predicted   float64   `json:"predicted"`   // the response
	Eigenvalues []float64 `json:"eigenvalues"` // how it bends along its own axes, in ascending order
	Nature      string    `json:"nature"`      // "maximum", "minimum", "saddle" or "ridge"
	Inside      bool      `json:"inside"`      // between Low and High of every factor
}

// stationary solves for the point; nil where the surface has no such point, or one that is not to be told from a ridge.
func (a *Analysis) stationary() *Stationary {
	d := a.Experiment.Design
	free := a.activeIndex()
	if len(free) == 0 {
		for i := range d.Factors {
			free = append(free, i)
		}
	}
	slope, bend := a.quadratic(free)
	var at mat.VecDense
	if err := at.SolveVec(bend, slope); err != nil {
		return nil
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(bend, false) {
		return nil
	}
	s := &Stationary{Coded: make([]float64, len(d.Factors)), Eigenvalues: eigen.Values(nil), Inside: true}
	for j, i := range free {
		s.Coded[i] = at.AtVec(j)
		s.Factors = append(s.Factors, d.Factors[i].Name)
		s.Inside = s.Inside && math.Abs(s.Coded[i]) <= 1
	}
	for i, f := range d.Factors {
		s.Values = append(s.Values, f.value(s.Coded[i]))
	}
	s.Predicted = a.model.predict(s.Coded)
	s.Nature = nature(s.Eigenvalues)
	return s
}

// quadratic is the surface over some of the factors: minus half its slope, and the matrix by which it bends.
func (a *Analysis) quadratic(free []int) (slope *mat.VecDense, bend *mat.SymDense) {
	slope, bend = mat.NewVecDense(len(free), nil), mat.NewSymDense(len(free), nil)
	for i, t := range a.model.terms {
		var at []int
		for _, f := range factorsOf(t.mask) {
			if j := slices.Index(free, f); j >= 0 {
				at = append(at, j)
			}
		}
		c := a.model.coefficients[i]
		switch {
		case len(at) != t.order(): // a factor in the middle takes it out
		case t.square:
			bend.SetSym(at[0], at[0], c)
		case len(at) == 2:
			bend.SetSym(at[0], at[1], c/2)
		default:
			slope.SetVec(at[0], -c/2)
		}
	}
	return slope, bend
}

// nature tells a ridge where the surface bends in one direction less than a hundredth of what it does in another.
func nature(ascending []float64) string {
	least, most := math.Inf(1), 0.0
	for _, v := range ascending {
		least, most = min(least, math.Abs(v)), max(most, math.Abs(v))
	}
	switch {
	case least < most/100:
		return "ridge"
	case ascending[len(ascending)-1] < 0:
		return "maximum"
	case ascending[0] > 0:
		return "minimum"
	}
	return "saddle"
}

// best finds the point between Low and High that a surface predicts to be best, with the factors that do not matter in the middle. It
// climbs from the centre and from every corner, one factor after the other, each to the top of its parabola.
func (a *Analysis) best(goal Goal) []float64 {
	active := a.activeIndex()
	var top []float64
	for corner := range 1<<len(active) + 1 {
		at := make([]float64, len(a.Experiment.Design.Factors))
		if corner > 0 {
			for j, i := range active {
				at[i] = float64((corner-1)>>j&1)*2 - 1
			}
		}
		a.climb(goal, at, active)
		if top == nil || a.gain(goal, at) > a.gain(goal, top)+1e-9*a.blocks.scale {
			top = at
		}
	}
	return top
}

const climbsMax = 200

func (a *Analysis) climb(goal Goal, at []float64, active []int) {
	for range climbsMax {
		moved := 0.0
		for _, i := range active {
			was := at[i]
			at[i] = a.along(goal, at, i)
			moved = max(moved, math.Abs(at[i]-was))
		}
		if moved < 1e-9 {
			return
		}
	}
}

// along is the best level of one factor while the others stay: an end, or the top of the parabola between.
func (a *Analysis) along(goal Goal, at []float64, i int) float64 {
	value := func(x float64) float64 {
		was := at[i]
		at[i] = x
		y := a.gain(goal, at)
		at[i] = was
		return y
	}
	low, middle, high := value(-1), value(0), value(1)
	best, top := at[i], value(at[i])+1e-12*a.blocks.scale
	options := []float64{-1, 1}
	if bend := low + high - 2*middle; bend < 0 {
		options = append(options, max(-1, min(1, (low-high)/bend/2)))
	}
	for _, x := range options {
		if y := value(x); y > top {
			best, top = x, y
		}
	}
	return best
}

// gain is the prediction, with the sign by which more is better.
func (a *Analysis) gain(goal Goal, at []float64) float64 {
	if goal == Minimize {
		return -a.model.predict(at)
	}
	return a.model.predict(at)
}

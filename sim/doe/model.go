package doe

import "math"

// term is a part of a model in coded units: a product of factors, or the square of one.
type term struct {
	mask   uint32
	square bool
}

func (t term) name() string {
	if t.square {
		return effectName(t.mask) + "²"
	}
	return effectName(t.mask)
}

func (t term) at(coded []float64) float64 {
	p := product(coded, t.mask)
	if t.square {
		return p * p
	}
	return p
}

// model predicts the response from coded levels.
type model struct {
	intercept    float64
	terms        []term
	coefficients []float64
	inverse      [][]float64 // of the products of the columns, the intercept's first; nil if they are orthogonal
	runs         int
	noise        float64 // the variance of a run's mean
}

// row is the point as the model sees it, without the intercept.
func (m model) row(coded []float64) []float64 {
	all := make([]float64, len(m.terms))
	for i, t := range m.terms {
		all[i] = t.at(coded)
	}
	return all
}

func (m model) predict(coded []float64) float64 {
	y := m.intercept
	for i, x := range m.row(coded) {
		y += m.coefficients[i] * x
	}
	return y
}

// variance is that of the prediction for a row, as far as it comes from the terms; first is 1 for a prediction and 0 for a
// difference of two. What all runs share is not in it.
func (m model) variance(first float64, row []float64) float64 {
	sum := 0.0
	if m.inverse == nil {
		for _, x := range row {
			sum += x * x / float64(m.runs)
		}
		return sum * m.noise
	}
	full := append([]float64{first}, row...)
	for i, x := range full {
		for j, y := range full {
			sum += x * m.inverse[i][j] * y
		}
	}
	return max(0, sum-first/float64(m.runs)) * m.noise
}

// better is the difference that a point makes over another, in the direction of the goal, and its standard error.
func (m model) better(goal Goal, coded, other []float64) (difference, se float64) {
	here, there := m.row(coded), m.row(other)
	for i := range here {
		here[i] -= there[i]
		difference += m.coefficients[i] * here[i]
	}
	if goal == Minimize {
		difference = -difference
	}
	return difference, math.Sqrt(m.variance(0, here))
}

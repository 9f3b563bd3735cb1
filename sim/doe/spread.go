package doe

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Alpha says how far from the centre the axial points of a central composite design lie.
type Alpha int

const (
	Rotatable    Alpha = iota // the prediction is equally good in every direction: the fourth root of the number of corners
	FaceCentered              // 1: nothing beyond Low and High
	Orthogonal                // quadratic coefficients are independent of each other
)

func (a Alpha) String() string {
	return [...]string{"rotatable", "face-centred", "orthogonal"}[a]
}

// CentralComposite is the design for a second-order surface: the corners of a factorial, two axial points for each factor, and centre
// points. Up to four factors have all corners, five to eight a fraction of resolution V at least. Low and High are the corners: unless
// alpha is FaceCentered, axial points lie beyond them. One centre point is enough where a run repeats to the bit, as a simulation does.
func CentralComposite(factors []Factor, alpha Alpha, center int) (Design, error) {
	if err := validate(factors, 2, 8); err != nil {
		return Design{}, err
	}
	if err := numeric(factors, "a central composite design"); err != nil {
		return Design{}, err
	}
	if center < 0 || center > 100 {
		return Design{}, problem(fmt.Sprintf("%d centre points, expected 0 to 100", center), "one is enough for a simulation, 3 to 6 where runs have noise of their own")
	}
	if alpha < Rotatable || alpha > Orthogonal {
		return Design{}, problem(fmt.Sprintf("alpha %d, expected Rotatable, FaceCentered or Orthogonal", int(alpha)), "FaceCentered stays between Low and High")
	}
	corners, err := corners(factors)
	if err != nil {
		return Design{}, err
	}
	d := Design{Kind: CentralCompositeKind, Factors: slices.Clone(factors), Runs: corners.Runs, Generators: corners.Generators}
	a := alpha.distance(len(corners.Runs), len(corners.Runs)+2*len(factors)+center)
	for i := range factors {
		for _, sign := range []float64{-1, 1} {
			axial := make([]float64, len(factors))
			axial[i] = sign * a
			d.Runs = append(d.Runs, axial)
		}
	}
	for range center {
		d.Runs = append(d.Runs, make([]float64, len(factors)))
	}
	d.Notes = []string{fmt.Sprintf("%s, alpha %.4g", alpha, a)}
	return d, nil
}

func corners(factors []Factor) (Design, error) {
	switch k := len(factors); {
	case k <= 4:
		return Full(factors)
	case k <= 7:
		return MinimumAberration(factors, 1<<(k-1))
	default:
		return MinimumAberration(factors, 1<<(k-2))
	}
}

func (a Alpha) distance(corners, runs int) float64 {
	f, n := math.Sqrt(float64(corners)), math.Sqrt(float64(runs))
	switch a {
	case Rotatable:
		return math.Sqrt(f)
	case Orthogonal:
		return math.Sqrt(f * (n - f) / 2)
	}
	return 1
}

// LatinHypercube spreads runs over the whole region: each factor is cut into as many slices as there are runs, and each slice has one
// run (McKay, Beckman and Conover 1979). Of that many candidates the one is taken whose two nearest runs are farthest apart. The same
// seed gives the same design.
func LatinHypercube(factors []Factor, runs int, seed uint64, candidates int) (Design, error) {
	if err := validate(factors, 1, factorsMax); err != nil {
		return Design{}, err
	}
	if err := numeric(factors, "a Latin hypercube"); err != nil {
		return Design{}, err
	}
	if runs < 2 || runs > runsMax {
		return Design{}, problem(fmt.Sprintf("a Latin hypercube of %d runs, expected 2 to %d", runs, runsMax), "ten runs for each factor are a usual start")
	}
	if candidates < 1 || candidates > 10_000 {
		return Design{}, problem(fmt.Sprintf("%d candidates, expected 1 to 10000", candidates), "1 takes the first; 100 spread well")
	}
	random := rand.New(rand.NewPCG(seed, 0x1a7144c))
	d := Design{Kind: LatinHypercubeKind, Factors: slices.Clone(factors)}
	best := -1.0
	for range candidates {
		points := hypercube(random, len(factors), runs)
		if apart := nearest(points); apart > best {
			best, d.Runs = apart, points
		}
	}
	return d, nil
}

func hypercube(random *rand.Rand, k, n int) [][]float64 {
	points := make([][]float64, n)
	for r := range points {
		points[r] = make([]float64, k)
	}
	for i := range k {
		for r, slice := range random.Perm(n) {
			points[r][i] = 2*(float64(slice)+random.Float64())/float64(n) - 1
		}
	}
	return points
}

// nearest is the square of the distance between the two nearest points.
func nearest(points [][]float64) float64 {
	least := math.Inf(1)
	for r, p := range points {
		for _, q := range points[:r] {
			sum := 0.0
			for i := range p {
				sum += (p[i] - q[i]) * (p[i] - q[i])
			}
			least = min(least, sum)
		}
	}
	return least
}

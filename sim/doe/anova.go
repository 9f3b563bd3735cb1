package doe

import (
	"cmp"
	"fmt"
	"slices"
)

// Row is a row of the analysis of variance. Rows of which F is not known have 0.
type Row struct {
	Source     string  `json:"source"`
	SumSquares float64 `json:"sum_squares"`
	DF         float64 `json:"df"`
	MeanSquare float64 `json:"mean_square,omitempty"`
	F          float64 `json:"f,omitempty"`
	P          float64 `json:"p,omitempty"` // with F alone
}

// rowsMax is how many effects have rows of their own; of more, those that are inert share one.
const rowsMax = 31

// table collects rows, and compares them with the error at its end.
type table struct{ rows []Row }

func (t *table) add(source string, sum, df float64) {
	if df > 0 {
		t.rows = append(t.rows, Row{Source: source, SumSquares: sum, DF: df, MeanSquare: sum / df})
	}
}

// against works out F for all rows, blocks apart: they are not randomized, and no question of the experiment.
func (t *table) against(sum, df, tiny float64) {
	if df == 0 || sum <= tiny {
		return
	}
	for i := range t.rows {
		if r := &t.rows[i]; r.Source != seedsRow {
			r.F = r.MeanSquare / (sum / df)
			r.P = beyond(r.F, r.DF, df)
		}
	}
}

const seedsRow = "seeds (blocks)"

func (a *Analysis) analyzeVariance() {
	t := &table{}
	t.add(seedsRow, a.blocks.between, float64(len(a.blocks.seeds)-1))
	tiny := square(1e-12 * a.blocks.scale)
	if a.Surface != nil {
		a.surfaceRows(t, tiny)
	} else {
		a.contrastRows(t, tiny)
	}
	t.add("total", a.blocks.total, float64(len(a.blocks.counted)*len(a.blocks.seeds)-1))
	a.ANOVA = t.rows
}

func (a *Analysis) contrastRows(t *table, tiny float64) {
	_, known := a.blocks.variance()
	pooled, pooledDF := 0.0, 0.0 // what is error if there is no other
	others, othersDF := 0.0, 0.0
	spare, spareDF := 0.0, 0.0
	byTable := slices.Clone(a.Effects)
	slices.SortStableFunc(byTable, func(x, y Effect) int { return cmp.Or(x.order()-y.order(), byOrder(x.mask, y.mask)) })
	for _, e := range byTable {
		weak := e.Status == Inert
		switch {
		case weak && !known:
			pooled, pooledDF = pooled+e.SumSquares, pooledDF+1
		case e.mask == 0:
			spare, spareDF = spare+e.SumSquares, spareDF+1
		case weak && len(a.Effects) > rowsMax:
			others, othersDF = others+e.SumSquares, othersDF+1
		default:
			t.add(e.Name+"  "+e.Label, e.SumSquares, 1)
		}
	}
	t.add(fmt.Sprintf("%.0f inert effects", othersDF), others, othersDF)
	t.add("spare columns", spare, spareDF)
	repeated, repeatedDF := a.centreRows(t)
	if known {
		t.add("centre points, repeated", repeated, repeatedDF)
		t.against(a.blocks.residual, a.blocks.df, tiny)
		t.add("error (runs × seeds)", a.blocks.residual, a.blocks.df)
		return
	}
	pooled, pooledDF = pooled+repeated, pooledDF+repeatedDF
	t.against(pooled, pooledDF, tiny)
	t.add("error (inert effects)", pooled, pooledDF)
	t.add("runs × seeds", a.blocks.residual, a.blocks.df)
}

// centreRows adds the curvature, and returns what centre points differ by.
func (a *Analysis) centreRows(t *table) (repeated, df float64) {
	var centre []float64
	corners := a.Experiment.Design.corners()
	for _, r := range a.blocks.counted {
		if !slices.Contains(corners, r) {
			centre = append(centre, a.blocks.runs[r])
		}
	}
	if len(centre) == 0 {
		return 0, 0
	}
	n, c, seeds := float64(len(corners)), float64(len(centre)), float64(len(a.blocks.seeds))
	t.add("curvature", seeds*n*c/(n+c)*square(a.Curvature.Difference), 1)
	return seeds * sumSquares(centre), c - 1
}

func (a *Analysis) surfaceRows(t *table, tiny float64) {
	s := a.Surface
	all := 0.0
	for _, r := range a.blocks.counted {
		all += float64(len(a.blocks.seeds)) * square(a.blocks.runs[r]-a.blocks.mean)
	}
	t.add(fmt.Sprintf("surface, %d terms", len(a.model.terms)), all-s.leftOver, float64(len(a.model.terms)))
	if _, known := a.blocks.variance(); known {
		t.add("misfit", s.leftOver, s.leftDF)
		t.against(a.blocks.residual, a.blocks.df, tiny)
		t.add("error (runs × seeds)", a.blocks.residual, a.blocks.df)
		return
	}
	t.against(s.leftOver, s.leftDF, tiny)
	lack, lackDF := a.lack()
	t.add("error (left over)", s.leftOver, s.leftDF)
	if s.pureDF > 0 {
		t.add("  of it misfit", lack, lackDF)
		if s.Misfit != nil {
			last := &t.rows[len(t.rows)-1]
			last.F, last.P = s.Misfit.F, s.Misfit.P
		}
		t.add("  of it repetitions", s.pure, s.pureDF)
	}
	t.add("runs × seeds", a.blocks.residual, a.blocks.df)
}

package doe

import (
	"math/bits"
	"slices"
)

// attribute decides which factor each active effect belongs to, and which factors matter. Of an interaction with aliases of the same
// order it takes the one of which most factors have an active main effect; where two are alike, none.
func (a *Analysis) attribute() {
	mains, all := uint32(0), uint32(0)
	for _, e := range a.Effects {
		if e.Status == Active && e.order() == 1 && !e.square {
			mains |= e.mask
		}
	}
	for i := range a.Effects {
		e := &a.Effects[i]
		if e.Status != Active || e.mask == 0 {
			continue
		}
		best, alone := word{e.mask, 1}, true
		if rivals := e.class.rivals(); len(rivals) > 1 && e.order() > 1 {
			best, alone = likeliest(rivals, mains)
			if alone {
				e.Reading = best.String()
			}
		}
		if alone {
			e.read = best
			all |= best.mask
			continue
		}
		e.read, e.unsure = word{e.mask, 1}, true // right at every run, whichever of them it is
		for _, w := range e.class.rivals() {
			a.unsure |= w.mask
		}
	}
	a.unsure &^= all
	for _, i := range factorsOf(all) {
		a.Active = append(a.Active, a.Experiment.Design.Factors[i].Name)
	}
	if a.Surface == nil {
		a.reduce(all)
	}
}

func (t term) order() int { return bits.OnesCount32(t.mask) }

func likeliest(rivals []word, mains uint32) (best word, alone bool) {
	most := -1
	for _, r := range rivals {
		switch parents := (word{mask: r.mask & mains}).order(); {
		case parents > most:
			best, most, alone = r, parents, true
		case parents == most:
			alone = false
		}
	}
	return best, alone
}

// reduce builds the model of a two-level design: what is active, and the main effects of the factors in it.
func (a *Analysis) reduce(active uint32) {
	a.model.intercept = a.Mean
	for _, e := range a.Effects {
		w := e.read
		if w.mask == 0 && e.order() == 1 && e.mask&active != 0 {
			w = word{e.mask, 1}
		}
		if w.mask != 0 {
			a.model.terms = append(a.model.terms, term{mask: w.mask})
			a.model.coefficients = append(a.model.coefficients, float64(w.sign)*e.Estimate/2)
		}
	}
}

// setIndex lists the factors that a recommendation sets: the active ones, and those that an effect may belong to that was not read.
func (a *Analysis) setIndex() []int {
	all := a.activeIndex()
	all = append(all, factorsOf(a.unsure)...)
	slices.Sort(all)
	return all
}

// activeIndex lists the factors that matter by their place.
func (a *Analysis) activeIndex() []int {
	var all []int
	for i, f := range a.Experiment.Design.Factors {
		if slices.Contains(a.Active, f.Name) {
			all = append(all, i)
		}
	}
	return all
}

// doubtful lists effects that are read as one thing and may as well be another, since all factors of the other one are active too; of
// those that could not be read there are no others.
func (a *Analysis) doubtful() (effects []Effect, others [][]word) {
	active := uint32(0)
	for _, i := range a.activeIndex() {
		active |= 1 << i
	}
	for _, e := range a.Effects {
		if e.Status != Active {
			continue
		}
		var also []word
		for _, w := range e.class {
			if w.mask != e.read.mask && w.order() <= max(2, e.read.order()) && w.mask&^active == 0 {
				also = append(also, w)
			}
		}
		if e.unsure {
			also = nil
		}
		if len(also) > 0 || e.unsure {
			effects, others = append(effects, e), append(others, also)
		}
	}
	return effects, others
}

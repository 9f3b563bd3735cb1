package refine

// Relation is how the values of a new rule lie to those of an old one.
type Relation struct{ v uint8 }

// The relations of two rules. The zero Relation is NotKnown.
var (
	NotKnown = Relation{0} // beyond what can be compared
	Same     = Relation{1} // the same values
	Narrowed = Relation{2} // some values are no longer right: a break for who sends them
	Widened  = Relation{3} // some values are right that were not: a break for who receives them
	Neither  = Relation{4} // both
)

func (r Relation) String() string {
	return [...]string{"not known", "same", "narrowed", "widened", "neither"}[r.v]
}

// Change is what becomes of an old rule in a new one.
type Change[T any] struct {
	Relation Relation
	Lost     Option[T] // the first value that held and no longer does
	Gained   Option[T] // the first value that did not hold and does now
}

// Compare says how the values that new holds of lie to those that old holds of.
func Compare[T any](old, new Rule[T]) Change[T] {
	lost, lostKnown := without(old, new)
	gained, gainedKnown := without(new, old)
	c := Change[T]{Lost: lost, Gained: gained}
	switch {
	case lost.some && gained.some:
		c.Relation = Neither
	case !lostKnown || !gainedKnown:
		c.Relation = NotKnown
	case lost.some:
		c.Relation = Narrowed
	case gained.some:
		c.Relation = Widened
	default:
		c.Relation = Same
	}
	return c
}

// without is the first value that a holds of and b does not.
func without[T any](a, b Rule[T]) (first Option[T], known bool) {
	v, found, known := solve[T](join{parts: []expr{a.made().expr, not{b.made().expr}}}).first()
	if !found {
		return None[T](), known
	}
	return Some(v), known
}

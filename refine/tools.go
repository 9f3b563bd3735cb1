package refine

import (
	"iter"
	"math/big"
)

// Count is the number of values of a rule.
type Count struct {
	// Known is false where the rule is beyond what can be counted: then the rest says nothing.
	Known bool
	// Finite says that there are only so many values: N.
	Finite bool
	// N is the exact number where Finite, else nil.
	N *big.Int
}

func counted(n *big.Int) Count { return Count{Known: true, Finite: true, N: n} }

// String is the number with commas, "infinitely many" or "not known".
func (c Count) String() string {
	switch {
	case !c.Known:
		return "not known"
	case !c.Finite:
		return "infinitely many"
	}
	digits := c.N.String()
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// Count is how many values the rule holds of.
func (r Rule[T]) Count() Count { return r.solve().count() }

// Empty says whether the rule holds of no value at all. It may be known where the number of values is not.
func (r Rule[T]) Empty() (empty, known bool) {
	_, found, known := r.solve().first()
	return known && !found, known
}

// All is every value that the rule holds of, once each: texts with fewer characters first, then by their code points; numbers
// ascending; other values as OneOf lists them. The sequence of infinitely many values does not end. known is false where the rule is
// beyond what can be listed: then there is no sequence.
func (r Rule[T]) All() (values iter.Seq[T], known bool) { return r.solve().all() }

// Pick makes a value that the rule holds of out of numbers: draw(n) gives one that is at least 0 and below n, and n is at least 1.
// It is constructive: nothing is made and thrown away. Of up to uniformMax values each is equally likely; of more, short texts, small
// numbers and the edges of ranges are likelier. Numbers near 0 give simple values, so that what shrinks the numbers shrinks the value.
// ok is false where there is no value, or none that could be found within the limits.
func (r Rule[T]) Pick(draw func(n uint64) uint64) (v T, ok bool) { return r.solve().pick(draw) }

// uniformMax is the number of values up to which Pick is fair.
const uniformMax = 1 << 20

func (r Rule[T]) solve() solution[T] {
	in := r.made()
	in.once.Do(func() { in.solved = solve[T](in.expr) })
	return in.solved
}

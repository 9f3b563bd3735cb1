package bounds

import (
	"go/token"
	"math"
	"math/bits"

	"golang.org/x/tools/go/ssa"
)

// sum relates a + b to its operands where it does not wrap, and where b <= h - a to h.
func (s *solver) sum(t Term, n node) bool {
	a, b := n.a, n.b
	exact := s.exact(a, s.low(b), s.high(b), n.typ)
	if lowest, _ := rangeOf(n.typ); !exact && s.low(b) >= lowest { // of a smaller b, as i - 1 has it, nothing is left where i is unsigned
		exact = s.exact(b, s.low(a), s.high(a), n.typ) || s.low(b) >= 0 && s.p.stride(t)
	}
	if !exact {
		return s.middle(t, n, false)
	}
	changed := s.all(AtMost(t, a, s.high(b)), AtMost(t, b, s.high(a)))
	if s.low(b) > -inf && s.add(AtLeast(t, a, s.low(b))) {
		changed = true
	}
	if s.low(a) > -inf && s.add(AtLeast(t, b, s.low(a))) {
		changed = true
	}
	return s.middle(t, n, true) || changed
}

// middle finds the differences h - a of which b is a part: then a + b <= h. That a + b lies between a and h also says that it does
// not wrap.
func (s *solver) middle(t Term, n node, exact bool) bool {
	changed := false
	for d := 0; d < len(s.terms); d++ {
		m := s.p.nodes[s.terms[d]]
		for _, side := range [][2]Term{{n.a, n.b}, {n.b, n.a}} {
			if m.op != opBin || m.tok != token.SUB || m.b != side[0] || d >= len(s.least) {
				continue
			}
			if !s.exactDifference(m) {
				continue
			}
			over := s.Bound(s.nodes[side[1]], d) // b - (h - a) <= over
			if over <= 0 && s.low(side[1]) >= 0 {
				changed = s.all(AtMost(t, m.a, over), AtLeast(t, side[0], s.low(side[1]))) || changed
			} else if exact && over < inf {
				changed = s.add(AtMost(t, m.a, over)) || changed
			}
			if under := s.Bound(d, s.nodes[side[1]]); exact && under < inf {
				changed = s.add(AtMost(m.a, t, under)) || changed
			}
		}
	}
	return changed
}

// exactDifference says whether a - b does not wrap.
func (s *solver) exactDifference(n node) bool {
	a, b := n.a, n.b
	if s.low(a) >= 0 && s.low(b) >= 0 {
		return !isUnsigned(n.typ) || s.Bound(s.nodes[b], s.nodes[a]) <= 0
	}
	if s.p.unwrapped && is64(n.typ) && !isUnsigned(n.typ) {
		return true
	}
	lowest, highest := rangeOf(n.typ)
	return s.low(a) > -inf && s.high(b) < inf && s.high(a) < inf && s.low(b) > -inf &&
		plus(s.high(a), -s.low(b)) <= highest && plus(s.high(a), -s.low(b)) < inf && plus(s.low(a), -s.high(b)) >= lowest
}

// difference relates a - b to its operands.
func (s *solver) difference(t Term, n node) bool {
	if !s.exactDifference(n) {
		return false
	}
	a, b := s.nodes[n.a], s.nodes[n.b]
	changed := s.add(AtMost(t, Zero, s.Bound(a, b)))
	if under := s.Bound(b, a); under < inf && s.add(AtLeast(t, Zero, minus(under))) {
		changed = true
	}
	if s.low(n.b) > -inf && s.add(AtMost(t, n.a, -s.low(n.b))) {
		changed = true
	}
	if s.high(n.b) < inf && s.add(AtLeast(t, n.a, -s.high(n.b))) {
		changed = true
	}
	return changed
}

// product bounds a * b of operands that are not negative.
func (s *solver) product(t Term, n node) bool {
	a, b := n.a, n.b
	if s.low(a) < 0 || s.low(b) < 0 || s.high(a) == inf || s.high(b) == inf {
		return false
	}
	_, most := rangeOf(n.typ)
	over, high := bits.Mul64(uint64(s.high(a)), uint64(s.high(b)))
	if over != 0 || high > math.MaxInt64 || int64(high) > most {
		return false
	}
	changed := s.all(AtMost(t, Zero, int64(high)), AtLeast(t, Zero, s.low(a)*s.low(b)))
	if s.low(b) >= 1 && s.add(AtLeast(t, a, 0)) {
		changed = true
	}
	if s.low(a) >= 1 && s.add(AtLeast(t, b, 0)) {
		changed = true
	}
	return changed
}

// quotient bounds a / b for b >= 1.
func (s *solver) quotient(t, a, b Term) bool {
	if s.low(a) < 0 {
		return false
	}
	changed := s.all(AtLeast(t, Zero, 0), AtMost(t, a, 0))
	if s.low(b) >= 2 {
		if s.low(a) >= 1 && s.add(AtMost(t, a, -1)) {
			changed = true
		}
		if s.high(a) < inf && s.add(AtMost(t, Zero, s.high(a)/s.low(b))) {
			changed = true
		}
		if s.low(b) == s.high(b) && s.add(AtLeast(t, Zero, s.low(a)/s.low(b))) {
			changed = true
		}
	}
	if k := s.p.nodes[b]; k.op == opConst && k.k == 2 && s.half(t, a) {
		changed = true
	}
	return changed
}

// half bounds (x + y) / 2, which lies between x and y, and below the greater where they differ.
func (s *solver) half(t, sum Term) bool {
	n, narrowest := s.p.nodes[sum], int64(inf)
	for n.op == opConv {
		_, most := rangeOf(n.typ)
		n, narrowest = s.p.nodes[n.a], min(narrowest, most)
	}
	if n.op != opBin || n.tok != token.ADD || s.low(n.a) < 0 || s.low(n.b) < 0 {
		return false
	}
	if _, most := rangeOf(n.typ); plus(s.high(n.a), s.high(n.b)) >= min(narrowest, most) {
		return false
	}
	changed := false
	for _, side := range [][2]Term{{n.a, n.b}, {n.b, n.a}} {
		switch x, y := side[0], side[1]; {
		case s.Bound(s.nodes[x], s.nodes[y]) <= -1:
			changed = s.all(AtLeast(t, x, 0), AtMost(t, y, -1)) || changed
		case s.Bound(s.nodes[x], s.nodes[y]) <= 0:
			changed = s.all(AtLeast(t, x, 0), AtMost(t, y, 0)) || changed
		}
	}
	return changed
}

// shifted bounds a >> b for a >= 0.
func (s *solver) shifted(t, a, b Term) bool {
	changed := s.all(AtLeast(t, Zero, 0), AtMost(t, a, 0))
	if s.low(b) >= 1 && s.low(a) >= 1 && s.add(AtMost(t, a, -1)) {
		changed = true
	}
	if s.low(b) >= 1 && s.low(b) < 63 && s.high(a) < inf && s.add(AtMost(t, Zero, s.high(a)>>s.low(b))) {
		changed = true
	}
	if k := s.p.nodes[b]; k.op == opConst && k.k == 1 && s.half(t, a) {
		changed = true
	}
	return changed
}

// stride says whether t = a + b is what a loop counts in, from 0: then a is 0 or at least b, and below any length where the loop
// goes on, so that their sum does not wrap.
func (p *Prover) stride(t Term) bool {
	if is, ok := p.strides[t]; ok {
		return is
	}
	p.strides[t] = false
	n := p.nodes[t]
	phi, ok := p.nodes[n.a].val.(*ssa.Phi)
	if p.nodes[n.a].op != opPhi || !ok {
		return false
	}
	for i, edge := range phi.Edges {
		pred := phi.Block().Preds[i]
		along, ok := p.alongEdge(n.b, phi.Block(), i)
		switch back := phi.Block().Dominates(pred); {
		case !ok || along != n.b || back != (p.Term(edge) == t) || !back && p.Term(edge) != Zero:
			return false
		case back:
			s := p.newSolver(place{point: endOf(pred)}, nil, n.a, n.b)
			if s.Bound(s.nodes[n.a], 0) > lengthMax || s.Bound(0, s.nodes[n.b]) > 0 {
				return false
			}
		}
	}
	p.strides[t] = true
	return true
}

// remainder bounds a % b, and by what it is the next and the last a.
func (s *solver) remainder(t, a, b Term) bool {
	changed := false
	if k := s.p.nodes[b]; k.op == opConst && k.k > 0 && s.low(t) == s.high(t) && s.low(a) >= 0 {
		if over := (s.low(t) - s.low(a)%k.k + k.k) % k.k; s.add(AtLeast(a, Zero, s.low(a)+over)) {
			changed = true
		}
	}
	if s.low(a) >= 0 {
		changed = s.all(AtLeast(t, Zero, 0), AtMost(t, a, 0))
	}
	if s.low(b) >= 1 {
		changed = s.add(AtMost(t, b, -1)) || changed
		if s.high(b) < inf {
			changed = s.add(AtLeast(t, Zero, 1-s.high(b))) || changed
		}
	}
	return changed
}

package bounds

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// solver is the System of one place, with the terms of its nodes.
type solver struct {
	*System
	p     *Prover
	nodes map[Term]int
	terms []Term  // by node
	least []int64 // by node, of the round; -inf is unknown
	most  []int64
}

// newSolver has the facts of a place and all that follows from them and from how the given terms are made.
func (p *Prover) newSolver(at place, hyps []hypothesis, terms ...Term) *solver {
	s := &solver{System: NewSystem(), p: p, nodes: make(map[Term]int, nodesUsual), terms: make([]Term, 1, nodesUsual)}
	s.nodes[Zero], s.terms[0] = 0, Zero
	f := p.at(at)
	for _, t := range terms {
		s.node(t)
	}
	for _, c := range f.le {
		s.add(c)
	}
	for _, h := range hyps {
		if h.holdsAt(at) {
			s.add(h.claim)
		}
	}
	for _, c := range f.ne {
		s.Distinct(s.node(c.X), s.node(c.Y), c.C)
	}
	for round := 0; round < 6 && s.round(); round++ {
	}
	return s
}

// add adds a constraint and says whether it is new.
func (s *solver) add(c Constraint) bool { return s.Add(s.node(c.X), s.node(c.Y), c.C) }

// node is the node of a term. A new one brings with it what always holds of it.
func (s *solver) node(t Term) int {
	if n, ok := s.nodes[t]; ok {
		return n
	}
	n := s.Node()
	s.nodes[t], s.terms = n, append(s.terms, t)
	s.axioms(t)
	return n
}

func (s *solver) axioms(t Term) {
	n := s.p.nodes[t]
	switch n.op {
	case opConst:
		s.between(t, n.k, n.k)
		return
	case opLen:
		s.between(t, 0, lengthMax)
		s.lengthOf(t, n.a)
	case opCap:
		s.between(t, 0, lengthMax)
		s.add(AtMost(s.p.Len(n.a), t, 0))
	case opSet:
		s.between(t, 0, 1)
	case opMin:
		s.add(AtMost(t, n.a, 0))
		s.add(AtMost(t, n.b, 0))
	case opMax:
		s.add(AtLeast(t, n.a, 0))
		s.add(AtLeast(t, n.b, 0))
	}
	if isInt(n.typ) {
		least, most := rangeOf(n.typ)
		s.between(t, least, most)
		for _, c := range s.p.bounds[t] {
			s.add(c)
		}
	}
	s.operands(n)
	if call := callOf(n); call != nil {
		for _, post := range s.p.posts(call) {
			if c, ok := s.p.postTerm(post, call); ok && post.When == Always {
				s.add(c)
			}
		}
	}
}

// operands adds the integers that a term is made of, and the calls.
func (s *solver) operands(n node) {
	switch n.op {
	case opBin, opMin, opMax:
		s.node(n.a)
		s.node(n.b)
	case opConv:
		s.node(n.a)
	case opLen, opSet, opCap:
		if of := s.p.nodes[n.a]; of.op == opValue || of.op == opResult || of.op == opField {
			s.node(n.a) // what is known of a call, if it is the result of one
		}
	case opField:
		s.node(n.a)
	}
}

// callOf is the call whose result a term is.
func callOf(n node) *ssa.Call {
	if n.op != opValue && n.op != opResult {
		return nil
	}
	call, _ := n.val.(*ssa.Call)
	return call
}

// lengthOf adds what is known of lengths by how the whole was made.
func (s *solver) lengthOf(t, whole Term) {
	n := s.p.nodes[whole]
	if convert, ok := n.val.(*ssa.Convert); ok && n.op == opValue {
		switch from := convert.X.Type(); {
		case isString(from): // []rune(s)
			s.add(AtMost(t, s.p.Len(s.p.Term(convert.X)), 0))
		case isInt(from): // string(r)
			s.between(t, 1, 4)
		}
	}
}

func (s *solver) between(t Term, least, most int64) {
	n := s.nodes[t]
	s.Add(n, 0, most)
	s.Add(0, n, minus(least))
}

// round draws what follows in one step, and says whether there was anything new.
func (s *solver) round() bool {
	changed := s.Tighten()
	s.most = s.From(0)
	s.least = s.To(0)
	for i := range s.least {
		s.least[i] = minus(s.least[i]) // -inf where nothing is known
	}
	for at := 0; at < len(s.terms); at++ { // terms may join
		if at >= len(s.least) {
			return true
		}
		if s.derive(s.terms[at]) {
			changed = true
		}
	}
	return changed
}

// low and high are the bounds of a term in this round.
func (s *solver) low(t Term) int64 {
	if n, ok := s.nodes[t]; ok && n < len(s.least) {
		return s.least[n]
	}
	return -inf
}

func (s *solver) high(t Term) int64 {
	if n, ok := s.nodes[t]; ok && n < len(s.most) {
		return s.most[n]
	}
	return inf
}

// all adds constraints, and says whether one was new.
func (s *solver) all(cs ...Constraint) bool {
	changed := false
	for _, c := range cs {
		if s.add(c) {
			changed = true
		}
	}
	return changed
}

// derive adds what follows from how an integer is made, from what is known of its operands by now.
func (s *solver) derive(t Term) bool {
	n := s.p.nodes[t]
	switch n.op {
	case opMin:
		return s.add(AtLeast(t, Zero, min(s.low(n.a), s.low(n.b))))
	case opMax:
		return s.add(AtMost(t, Zero, max(s.high(n.a), s.high(n.b))))
	case opConv:
		least, most := rangeOf(n.typ)
		if least <= s.low(n.a) && s.high(n.a) <= most && (most < inf || !isUnsigned(s.p.nodes[n.a].typ) || s.high(n.a) < inf || isUnsigned(n.typ)) {
			return s.all(AtMost(t, n.a, 0), AtLeast(t, n.a, 0))
		}
	case opValue, opResult:
		return s.deriveCall(t, n)
	case opBin:
		return s.deriveBin(t, n)
	}
	return false
}

// deriveCall adds what holds of results that depends on more than one argument.
func (s *solver) deriveCall(t Term, n node) bool {
	call, ok := n.val.(*ssa.Call)
	if !ok {
		return false
	}
	args := call.Call.Args
	switch CalleeName(&call.Call) {
	case "sort.Search": // 0 <= t <= n
		most := s.p.Term(args[0])
		s.node(most)
		return s.low(most) >= 0 && s.add(AtMost(t, most, 0))
	case "unicode/utf8.DecodeRuneInString", "unicode/utf8.DecodeRune": // the first rune of what is not empty has a size
		whole := s.p.Len(s.p.Term(args[0]))
		s.node(whole)
		return n.op == opResult && n.k == 1 && s.low(whole) >= 1 && s.add(AtLeast(t, Zero, 1))
	case "strings.Index", "strings.LastIndex", "bytes.Index", "bytes.LastIndex": // where found, the whole lies within
		rest := s.p.Bin(token.SUB, s.p.Len(s.p.Term(args[0])), s.p.Len(s.p.Term(args[1])), types.Typ[types.Int])
		return s.low(t) >= 0 && s.add(AtMost(t, rest, 0))
	}
	return false
}

func (s *solver) deriveBin(t Term, n node) bool {
	a, b := n.a, n.b
	switch n.tok {
	case token.ADD:
		return s.sum(t, n)
	case token.SUB:
		return s.difference(t, n)
	case token.MUL:
		return s.product(t, n)
	case token.QUO:
		return s.low(b) >= 1 && s.quotient(t, a, b)
	case token.SHR:
		return s.low(a) >= 0 && s.shifted(t, a, b)
	case token.REM:
		return s.remainder(t, a, b)
	case token.AND:
		changed := false
		for _, x := range []Term{a, b} {
			if s.low(x) >= 0 {
				changed = s.all(AtLeast(t, Zero, 0), AtMost(t, x, 0)) || changed
			}
		}
		return changed
	case token.AND_NOT:
		return s.low(a) >= 0 && s.all(AtLeast(t, Zero, 0), AtMost(t, a, 0))
	case token.OR, token.XOR:
		return s.low(a) >= 0 && s.low(b) >= 0 && s.add(AtLeast(t, Zero, 0))
	}
	return false
}

// exact says whether a + d does not wrap for any d of [least, most].
func (s *solver) exact(a Term, least, most int64, t types.Type) bool {
	if s.p.unwrapped && is64(t) && (least >= 0 || !isUnsigned(t) && most < 1<<32 && least > -1<<32) {
		return true
	}
	lowest, highest := rangeOf(t)
	above := most <= 0 || most != inf && plus(s.high(a), most) < inf && plus(s.high(a), most) <= highest || most != inf && s.below(a, most, t)
	under := least >= 0 || least != -inf && s.low(a) != -inf && plus(s.low(a), least) >= lowest || least != -inf && s.above(a, -least, t)
	return above && under
}

// below says whether some integer of the same type, or a shorter one, is greater than a by at least d.
func (s *solver) below(a Term, d int64, t types.Type) bool {
	for w, bound := range s.To(s.nodes[a]) {
		if n := s.p.nodes[s.terms[w]]; bound <= -d && isInt(n.typ) && within(n.typ, t) {
			return true
		}
	}
	return false
}

// above says whether some integer is less than a by at least d.
func (s *solver) above(a Term, d int64, t types.Type) bool {
	for w, bound := range s.From(s.nodes[a]) {
		if n := s.p.nodes[s.terms[w]]; bound <= -d && isInt(n.typ) && within(n.typ, t) {
			return true
		}
	}
	return false
}

// within says whether each value of one integer type is one of another.
func within(t, other types.Type) bool {
	least, most := rangeOf(t)
	lowest, highest := rangeOf(other)
	return least >= lowest && most <= highest && (isUnsigned(t) == isUnsigned(other) || most < inf)
}

func is64(t types.Type) bool {
	least, most := rangeOf(t)
	return most == inf && (least == 0 || least == -inf-1)
}

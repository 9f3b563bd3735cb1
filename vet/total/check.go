package total

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/bounds"
	"github.com/assay-dev/assay/vet/internal/roots"
)

// checker checks one function.
type checker struct {
	*pkg
	*function
	prove *bounds.Prover
}

func (p *pkg) checker(fn *ssa.Function) *checker { return &checker{p, p.info[fn], p.prover(fn)} }

// demand is what must hold for an instruction not to panic.
type demand struct {
	at      ssa.Instruction
	pos     token.Pos
	claims  []bounds.Constraint
	says    string // what goes wrong otherwise, and what to do
	nonzero bool   // the claim is x >= 1, and x != 0 would do
	left    bool   // it is left open where it is not proved: it rests on what a collection holds
}

// body goes over the instructions of the function, those that come first on every way first: what panics otherwise is taken to hold
// from there on, so that each cause is reported once.
func (c *checker) body() {
	c.assumeRoot()
	c.assumeStates()
	for _, b := range c.fn.DomPreorder() {
		for _, instr := range b.Instrs {
			for _, d := range c.demands(instr) {
				c.demand(d)
			}
			if call, ok := instr.(ssa.CallInstruction); ok {
				c.call(call)
			}
			c.mentions(instr)
		}
	}
}

// assumeRoot takes the receiver, the message and interfaces that a root gets to be set: assay delivers no nil.
func (c *checker) assumeRoot() {
	kind, root := c.isRoot[c.fn]
	if !root {
		return
	}
	for i, param := range c.fn.Params {
		receiver := i == 0 && c.fn.Signature.Recv() != nil
		if receiver && bounds.HasNil(param.Type()) || kind == roots.Handler && isInterface(param.Type()) {
			c.prove.AssumeAtEntry(c.fn, bounds.AtLeast(c.prove.Set(c.prove.Term(param)), bounds.Zero, 1))
		}
	}
}

// demand proves a demand, or makes it one on the callers, or a problem.
func (c *checker) demand(d demand) {
	var open []bounds.Constraint
	for _, claim := range d.claims {
		if !c.prove.Proves(d.at, claim) {
			open = append(open, claim)
		}
	}
	if len(open) == 0 && len(d.claims) > 0 {
		return
	}
	hazard := Hazard{Says: d.says, pos: d.pos, Left: d.left}
	if !c.need(d, open, hazard) {
		if c.handed(open) {
			hazard.Left = true
		}
		c.problems = append(c.problems, problem{Hazard: hazard})
	}
	if len(open) > 0 {
		c.prove.Assume(d.at, open...)
	}
}

// handed says whether open claims are about pointers that the system hands to a handler: the state that Start made.
func (c *checker) handed(open []bounds.Constraint) bool {
	if c.isRoot[c.fn] != roots.Handler || len(open) == 0 {
		return false
	}
	if _, root := c.isRoot[c.fn]; !root {
		return false
	}
	for _, claim := range open {
		b, ok := c.prove.Name(claim, c.fn)
		if !ok || b.Y.Of != bounds.IsSet || len(b.Y.Path) > 0 {
			return false
		}
	}
	return true
}

const needMax = 8 // of one function; what it needs beyond that is a problem of its own

// need makes a demand one on the callers, if they can see it.
func (c *checker) need(d demand, open []bounds.Constraint, hazard Hazard) bool {
	if _, root := c.isRoot[c.fn]; root || c.recovers || c.fn.Parent() != nil || len(open) == 0 || len(c.summary.Needs) >= needMax {
		return false
	}
	var named []bounds.Bound
	for _, claim := range open {
		b, ok := c.prove.Name(claim, c.fn)
		if !ok {
			return false
		}
		named = append(named, b)
	}
	// A weaker need will do where one value is ruled out on the way: i >= 0 for i - 1 behind i != 0.
	for weaker := 1<<len(named) - 1; weaker >= 0; weaker-- {
		bs, cs := weaken(named, weaker), []bounds.Constraint(nil)
		for _, b := range bs {
			inside, ok := c.prove.Inside(b, c.fn)
			if !ok {
				return false
			}
			cs = append(cs, inside)
		}
		if c.prove.Given(d.at, cs, d.claims...) {
			_, granted := c.marks.Ignored(c.pass.Analyzer.Name, d.pos)
			c.summary.Needs = append(c.summary.Needs, Need{hazard, bs, d.nonzero, granted})
			c.prove.AssumeAtEntry(c.fn, cs...)
			return !granted
		}
	}
	return false
}

// weaken weakens by one the bounds whose bit is set.
func weaken(named []bounds.Bound, bits int) []bounds.Bound {
	out := append([]bounds.Bound(nil), named...)
	for i := range out {
		if bits&(1<<i) != 0 {
			out[i].C++
		}
	}
	return out
}

package roots

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A Step is one call of a chain.
type Step struct {
	Pos    token.Pos // of the call
	Callee *ssa.Function
}

// Reached is a function of this package that a root leads to, by a shortest chain of calls.
type Reached struct {
	Fn    *ssa.Function
	Root  Root   // the first by position among those with the shortest chain
	Chain []Step // empty for the root itself; the last step's callee is Fn
}

// Says is the beginning of a message about Fn: "Receive", or "Receive calls tally, which".
func (r Reached) Says() string {
	var b strings.Builder
	b.WriteString(r.Root.Name())
	for _, step := range r.Chain {
		b.WriteString(" calls " + Name(step.Callee) + ", which")
	}
	return b.String()
}

// Name is a function as messages call it: tally, State.merge, a function in Receive.
func Name(fn *ssa.Function) string {
	if parent := fn.Parent(); parent != nil {
		return "a function in " + Name(parent)
	}
	if obj := fn.Object(); obj != nil {
		return obj.Name()
	}
	return fn.Name()
}

// Reached are the functions of this package that the roots lead to, the roots among them, breadth first from the roots by position:
// the same in every run. Functions within functions are functions of their own.
func (r *Result) Reached() []Reached {
	var all []Reached
	seen := map[*ssa.Function]bool{}
	for _, root := range r.Roots {
		if root.Fn != nil && !seen[root.Fn] {
			seen[root.Fn] = true
			all = append(all, Reached{Fn: root.Fn, Root: root})
		}
	}
	for i := 0; i < len(all); i++ {
		from := all[i]
		r.resolver.Mentioned(from.Fn, func(at ssa.Instruction, callee *ssa.Function) {
			if seen[callee] {
				return
			}
			seen[callee] = true
			chain := append(from.Chain[:len(from.Chain):len(from.Chain)], Step{Pos: at.Pos(), Callee: callee})
			all = append(all, Reached{Fn: callee, Root: from.Root, Chain: chain})
		})
	}
	return all
}

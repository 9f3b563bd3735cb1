package total

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/bounds"
	"github.com/assay-dev/assay/vet/internal/roots"
	"github.com/assay-dev/assay/vet/internal/std"
)

// call checks what a call needs.
func (c *checker) call(call ssa.CallInstruction) {
	common := call.Common()
	c.callee(call)
	if common.IsInvoke() {
		c.summaries(call)
		return
	}
	if builtin, ok := common.Value.(*ssa.Builtin); ok {
		c.builtin(call, builtin)
		return
	}
	if callee := common.StaticCallee(); callee != nil && standardLibrary(packageOf(callee)) {
		c.standard(call, bounds.CalleeName(common))
		return
	}
	c.summaries(call)
	c.ranged(call)
}

// callee demands that a function value or an interface is not nil before it is called.
func (c *checker) callee(call ssa.CallInstruction) {
	common := call.Common()
	what := "follows %s, which may be nil: compare it with nil first"
	switch common.Value.(type) {
	case *ssa.Builtin, *ssa.Function, *ssa.MakeClosure:
		return
	}
	set := c.prove.Set(c.term(common.Value))
	if set == c.prove.Int(1) || len(targets(common.Value, 0)) > 0 {
		return
	}
	if _, param := common.Value.(*ssa.Parameter); param && !common.IsInvoke() {
		return // a function that is handed on: whoever made it accounts for it
	}
	if !common.IsInvoke() {
		what = "calls %s, which may be nil: compare it with nil first"
	}
	where := origin(common.Value, 0)
	if where == trusted {
		return
	}
	c.demand(demand{at: call, pos: c.texts.near(call), left: where == collected, says: fmt.Sprintf(what, c.texts.called(call)),
		claims: []bounds.Constraint{bounds.AtLeast(set, bounds.Zero, 1)}})
}

// builtin checks the calls of builtin functions that may panic. Channels are a matter of purity.
func (c *checker) builtin(call ssa.CallInstruction, builtin *ssa.Builtin) {
	if builtin.Name() != "ssa:wrapnilchk" {
		return
	}
	c.demand(demand{at: call, pos: c.texts.near(call), says: "calls a method of a pointer that may be nil: compare it with nil first",
		claims: []bounds.Constraint{bounds.AtLeast(c.prove.Set(c.term(call.Common().Args[0])), bounds.Zero, 1)}})
}

// standard checks a call of the standard library against the table.
func (c *checker) standard(call ssa.CallInstruction, name string) {
	rule, ok := table[name]
	if !ok {
		c.listed(call, name)
		return
	}
	args := call.Common().Args
	if rule.constant {
		if k, ok := args[0].(*ssa.Const); ok && k.Value != nil {
			return
		}
	}
	d := demand{at: call, pos: c.texts.near(call), says: "calls " + short(name) + ", which panics " + rule.where}
	for _, b := range rule.bounds {
		claim, ok := c.prove.BoundAtCall(b, args, call)
		if !ok {
			claim = bounds.AtLeast(bounds.Zero, bounds.Zero, 1)
		}
		d.claims = append(d.claims, claim)
	}
	c.demand(d)
}

// listed leaves open whether a function panics of which the table of effects says when it does, and the one here does not.
func (c *checker) listed(call ssa.CallInstruction, name string) {
	obj, ok := origined(call.Common().StaticCallee()).Object().(*types.Func)
	if !ok {
		return
	}
	if entry, ok := std.Lookup(obj); ok && entry.Panics != "" {
		c.problems = append(c.problems, problem{Hazard: Hazard{Left: true, pos: c.texts.near(call), Says: "calls " + short(name) + ", which panics on " + entry.Panics}})
	}
}

// short is the last part of a path, with the name: rand.IntN of math/rand/v2.IntN.
func short(name string) string {
	path, last := name[:strings.LastIndexByte(name, '.')], name[strings.LastIndexByte(name, '.'):]
	parts := strings.Split(path, "/")
	at := len(parts) - 1
	if at > 0 && parts[at] == "v2" {
		at--
	}
	return parts[at] + last
}

// summaries holds a call against what is known of the functions that it may lead to.
func (c *checker) summaries(call ssa.CallInstruction) {
	for _, e := range c.at(call) {
		if e.call != nil && c.info[e.callee].checked {
			c.callOf(e)
		}
	}
	callee := call.Common().StaticCallee()
	if callee == nil || roots.Body(callee) != nil && c.info[roots.Body(callee)] != nil {
		return
	}
	c.foreign(call, callee)
}

// foreign is a call of a function of another package, which is not of the standard library.
func (c *checker) foreign(call ssa.CallInstruction, callee *ssa.Function) {
	name := roots.Name(origined(callee))
	if path := packageOf(callee); path == modulePath || path == modulePath+"/refine" {
		c.must(call, bounds.CalleeName(call.Common()))
		return
	}
	s := c.summaryOf(callee)
	if s == nil {
		return
	}
	for _, h := range s.Hazards {
		if !h.Left {
			c.problems = append(c.problems, problem{Hazard: Hazard{Says: "calls " + name + ", which " + h.Says, Endless: h.Endless, pos: c.texts.near(call)}})
			break
		}
	}
	for _, need := range s.Needs {
		c.required(call, call.Common().Args, name, need, c.texts.near(call))
	}
}

// must is refine.Must, which panics on what its predicate refuses: constants are refined's.
func (c *checker) must(call ssa.CallInstruction, name string) {
	if name != modulePath+"/refine.Must" || len(call.Common().Args) == 0 {
		return
	}
	if k, ok := call.Common().Args[0].(*ssa.Const); ok && k.Value != nil {
		return
	}
	c.problems = append(c.problems, problem{Hazard: Hazard{pos: c.texts.near(call),
		Says: "calls refine.Must on what is no constant, which panics where the predicate refuses it: use refine.Parse"}})
}

// callOf holds a call within the package against what the callee needs. What goes wrong within the callee is reported there.
func (c *checker) callOf(e edge) {
	args := e.call.Common().Args
	if e.invoke {
		args = append([]ssa.Value{e.call.Common().Value}, args...)
	}
	for _, need := range c.info[e.callee].summary.Needs {
		if e.invoke && aboutReceiver(need) {
			continue
		}
		c.required(e.call, args, roots.Name(e.callee), need, need.pos)
	}
}

// aboutReceiver says whether a need is that the receiver is set: an interface holds no nil pointer by any reasonable way.
func aboutReceiver(need Need) bool {
	return !slices.ContainsFunc(need.Bounds, func(b bounds.Bound) bool {
		return b.X.Root != bounds.RootZero || b.Y.Root != 0 || b.Y.Of != bounds.IsSet || len(b.Y.Path) > 0
	})
}

// required holds one need of a callee against the arguments of a call.
func (c *checker) required(call ssa.CallInstruction, args []ssa.Value, name string, need Need, pos token.Pos) {
	if need.Granted {
		c.granted(call, args, need)
		return
	}
	d := demand{at: call, pos: pos, says: "calls " + name + ", which " + need.Says, left: need.Left, nonzero: need.NonZero}
	for _, b := range need.Bounds {
		claim, ok := c.prove.BoundAtCall(b, args, call)
		if !ok {
			claim = bounds.AtLeast(bounds.Zero, bounds.Zero, 1)
		}
		if b.Y.Of == bounds.IsSet && b.Y.Root >= 0 && b.Y.Root < len(args) && len(b.Y.Path) == 0 {
			switch origin(args[b.Y.Root], 0) {
			case trusted:
				return
			case collected:
				d.left = true
			}
		}
		d.claims = append(d.claims, claim)
		if ok && need.NonZero && c.prove.NotZero(call, claim.Y) {
			return
		}
	}
	if _, ok := c.marks.Ignored(c.pass.Analyzer.Name, c.texts.near(call)); ok {
		d.pos = c.texts.near(call)
	}
	before := len(c.problems)
	c.demand(d)
	for i := before; i < len(c.problems); i++ {
		c.problems[i].call = c.texts.near(call)
	}
}

// granted takes what an ignored function needs to hold behind the call: whoever wrote the ignore answers for it.
func (c *checker) granted(call ssa.CallInstruction, args []ssa.Value, need Need) {
	for _, b := range need.Bounds {
		if claim, ok := c.prove.BoundAtCall(b, args, call); ok && !need.NonZero {
			c.prove.Assume(call, claim)
		}
	}
}

// mentions checks the functions that an instruction hands on: others will call them, with arguments that are not seen here.
func (c *checker) mentions(instr ssa.Instruction) {
	for _, e := range c.at(instr) {
		if e.call != nil || e.callee.Parent() != nil {
			continue
		}
		for _, need := range c.info[e.callee].summary.Needs {
			if need.Granted {
				continue
			}
			c.problems = append(c.problems, problem{call: instr.Pos(),
				Hazard: Hazard{Says: "hands on " + roots.Name(e.callee) + ", which " + need.Says, pos: need.pos, Left: need.Left}})
		}
	}
}

// callsWithin holds the calls among functions that call each other against their needs, once these are known.
func (c *checker) callsWithin(fns []*ssa.Function) {
	for _, e := range c.calls {
		if e.call == nil || !slices.Contains(fns, e.callee) || e.callee.Parent() != nil {
			continue
		}
		args := e.call.Common().Args
		if e.invoke {
			args = append([]ssa.Value{e.call.Common().Value}, args...)
		}
		for _, need := range slices.Clone(c.info[e.callee].summary.Needs) {
			if !need.Granted && (!e.invoke || !aboutReceiver(need)) {
				c.requiredAgain(e, args, need)
			}
		}
	}
}

// requiredAgain makes a problem of a need that a call among functions that call each other does not meet.
func (c *checker) requiredAgain(e edge, args []ssa.Value, need Need) {
	for _, b := range need.Bounds {
		claim, ok := c.prove.BoundAtCall(b, args, e.call)
		if !ok || !c.prove.Proves(e.call, claim) {
			c.problems = append(c.problems, problem{call: c.texts.near(e.call),
				Hazard: Hazard{Says: "calls " + roots.Name(e.callee) + ", which " + need.Says, pos: need.pos, Left: need.Left}})
			return
		}
	}
}

// ranged finds ranges over functions that come from nowhere.
func (c *checker) ranged(call ssa.CallInstruction) {
	common := call.Common()
	if len(common.Args) != 1 || common.StaticCallee() != nil {
		return
	}
	loop := rangedOver(call)
	if loop == nil {
		return
	}
	if from, ok := common.Value.(*ssa.Call); ok && from.Call.StaticCallee() != nil || len(targets(common.Value, 0)) > 0 {
		return
	}
	c.problems = append(c.problems, problem{Hazard: Hazard{Endless: true, pos: loop.Pos(),
		Says: "ranges over an iterator that nobody sees to end: range over a slice or a map"}})
}

func origined(fn *ssa.Function) *ssa.Function {
	if fn.Origin() != nil {
		return fn.Origin()
	}
	return fn
}

func packageOf(fn *ssa.Function) string {
	if obj, ok := origined(fn).Object().(*types.Func); ok && obj.Pkg() != nil {
		return obj.Pkg().Path()
	}
	return ""
}

// standardLibrary says whether a path is one of Go's own packages: its first part has no dot, and is not ours.
func standardLibrary(path string) bool {
	head, _, _ := strings.Cut(path, "/")
	return path != "" && !strings.Contains(head, ".") && head != "command-line-arguments"
}

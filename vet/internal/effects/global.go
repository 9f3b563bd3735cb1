package effects

import (
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// held is what a package variable holds after init, as far as it can be called.
type held struct {
	funcs []*ssa.Function
	names []string // of functions of other packages
	types []types.Type
	plain bool // it may hold what the standard library made, as errors.New
}

// globals are what the variables of this package hold after init.
func (p *program) globals() map[*types.Var]held {
	all := map[*types.Var]held{}
	init := p.ssa.Func("init")
	if init == nil || p.sums[init] == nil {
		return all
	}
	sum := p.sums[init]
	for _, n := range sum.Nodes {
		if n.Kind == globalKind && n.obj != nil && n.obj.Pkg() == p.pkg {
			all[n.obj] = holding(sum, n)
		}
	}
	return all
}

// holding is what can be called of all that a node leads to.
func holding(sum *Summary, from Node) (h held) {
	seen := map[int]bool{}
	queue := slices.Clone(from.Content)
	for len(queue) > 0 {
		at := queue[0].Node
		queue = queue[1:]
		if seen[at] {
			continue
		}
		seen[at] = true
		n := sum.Nodes[at]
		switch {
		case n.Kind == funcKind && n.fn != nil:
			h.funcs = append(h.funcs, n.fn)
		case n.Kind == funcKind:
			h.names = append(h.names, n.Name)
		case n.Kind == typeKind && n.typ != nil:
			h.types = append(h.types, n.typ)
		case n.Kind == plainKind:
			h.plain = true
		}
		if n.Kind == freshKind || n.Kind == funcKind {
			queue = append(queue, n.Content...)
		}
	}
	return h
}

// heldBy is what a package variable of this package holds after init. The function that asks is told when that changes.
func (f *frame) heldBy(v *types.Var) held {
	init := f.p.ssa.Func("init")
	if init == nil {
		return held{}
	}
	sum := f.p.summary(init, f.fn)
	for _, n := range sum.Nodes {
		if n.Kind == globalKind && n.obj == v {
			return holding(sum, n)
		}
	}
	return held{}
}

// callGlobal is a call of a function that a package variable holds: of all that init may have put there.
func (f *frame) callGlobal(s site, v *types.Var, args []value, w Witness) (result value) {
	captured := value{{node: f.globalVar(v), open: true}}
	var h held
	if v.Pkg() == f.p.pkg {
		h = f.heldBy(v)
	} else {
		h.names = f.p.knownOf(v.Pkg()).Globals[v.Name()].Funcs
	}
	switch {
	case len(h.names)+len(h.funcs) == 0:
		return f.unknownCall(s, w, args)
	case f.active[captured[0].node] != nil:
		return f.anything(args) // what it holds calls what it holds, which is under way
	}
	f.active[captured[0].node] = &activation{}
	defer delete(f.active, captured[0].node)
	for i, name := range h.names {
		result = join(result, f.callNamed(s.inner("n"+strconv.Itoa(i)), node{nodeKey: nodeKey{name: name}}, args, captured))
	}
	for i, fn := range h.funcs {
		if fn.Signature.Params().Len() == len(args) {
			result = join(result, f.callFunction(s.inner("g"+strconv.Itoa(i)), fn, nil, args, captured))
		}
	}
	return result
}

// invokeGlobal is a call of a method of an interface that a package variable holds.
func (f *frame) invokeGlobal(s site, v *types.Var, m methodRef, args []value, w Witness) (result value) {
	recv := value{{node: f.globalVar(v), open: true}}
	var all []types.Type
	var names []string
	plain := f.p.standard(v.Pkg()) // io.EOF and the like
	if v.Pkg() != f.p.pkg {
		known := f.p.knownOf(v.Pkg()).Globals[v.Name()]
		names, plain = known.Types, plain || known.Plain
	} else {
		h := f.heldBy(v)
		all, plain = h.types, h.plain
	}
	for _, name := range names {
		if t := f.p.typeNamed(name); t != nil {
			all = append(all, t)
			continue
		}
		if sum, ok := f.p.named("(" + name + ")." + m.name); ok {
			result = join(result, f.applyImported(s.inner("n"+name), sum, m.name, append([]value{recv}, args...), nil))
			w.What = ""
		}
	}
	for i, t := range all {
		if f.p.lookup(t, m) != nil {
			result = join(result, f.method(s.inner("g"+strconv.Itoa(i)), t, recv, m, args, w))
			w.What = ""
		}
	}
	if w.What != "" && !plain {
		return f.unknownCall(s, w, args)
	}
	return result
}

// written are the package variables that are written outside init, each with a witness.
func (p *program) written() map[*types.Var]Witness {
	during := p.duringInit()
	all := map[*types.Var]Witness{}
	for fn, f := range p.frames {
		if during[fn] {
			continue
		}
		for _, e := range f.effects {
			if e.Kind != KindWriteGlobal || e.Global == nil || p.ignored(kindPure, e.Site, fn) {
				continue
			}
			if old, ok := all[e.Global]; !ok || p.shorter(e.Witness, old) {
				all[e.Global] = e.Witness
			}
		}
	}
	return all
}

// duringInit are the functions that run during init alone: init itself, and what is called from there only.
func (p *program) duringInit() map[*ssa.Function]bool {
	during, first := map[*ssa.Function]bool{}, map[*ssa.Function]bool{}
	for fn := range p.frames {
		first[fn] = fn.Synthetic == "package initializer" || fn.Signature.Recv() == nil && fn.Object() != nil && fn.Object().Name() == "init" ||
			fn.Object() == nil && fn.Parent() == nil
		private := fn.Object() == nil || !fn.Object().Exported() && fn.Signature.Recv() == nil
		during[fn] = first[fn] || private && len(p.users[fn]) > 0
	}
	for changed := true; changed; {
		changed = false
		for fn, in := range during {
			if !in || first[fn] {
				continue
			}
			for user := range p.users[fn] {
				if !during[user] {
					during[fn], changed = false, true
				}
			}
		}
	}
	return during
}

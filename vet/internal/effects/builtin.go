package effects

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// builtin is a call of a function of the language.
func (f *frame) builtin(s site, b *ssa.Builtin, c *ssa.CallCommon, args []value) value {
	switch b.Name() {
	case "append":
		return f.appends(s, c, args)
	case "copy":
		f.store(s.at, args[0], "*", f.load(args[1]), "copies into")
	case "clear":
		f.wrote(s.at, args[0], "clears")
	case "delete":
		f.wrote(s.at, args[0], "deletes from")
	case "cap":
		f.capacity(s, args[0])
	case "close":
		f.effect(KindSync, "closes a channel", s.pos)
	case "print", "println":
		f.effect(KindIO, "prints ("+b.Name()+")", s.pos)
	case "recover":
		return value{{node: f.get(node{nodeKey: nodeKey{kind: unknownKind}, several: true}), open: true}}
	case "ssa:wrapnilchk":
		return args[0]
	case "Add", "Slice", "String", "SliceData", "StringData":
		f.effect(KindUnsafe, "uses unsafe."+b.Name(), s.pos)
		return f.anything(args)
	case "min", "max":
		return nil
	}
	return nil
}

// appends writes into the spare capacity of its first argument, unless that is known to have none.
func (f *frame) appends(s site, c *ssa.CallCommon, args []value) (result value) {
	listed := listsElements(c)
	var base value
	for _, r := range args[0] {
		if r.path != "" {
			continue
		}
		if !r.clipped {
			base = append(base, r)
			result = append(result, r)
		} else if !listed {
			result = append(result, r) // nothing may have been appended
		}
	}
	var elems value
	if len(args) > 1 {
		elems = f.load(args[1])
	}
	f.store(s.at, base, "*", nil, "appends to")
	for _, r := range base {
		f.own()
		f.heap[r.node] = join(f.content(r.node), under(elems, r.off))
	}
	n := node{nodeKey: nodeKey{kind: freshKind, at: s.at, part: s.part}, several: true, made: "append"}
	id := f.get(n)
	f.own()
	f.heap[id] = join(join(f.heap[id], f.load(args[0])), elems)
	return normal(append(result, ref{node: id}))
}

// listsElements says whether an append names what it appends, at least one element: append(s, x), and not append(s, more...).
func listsElements(c *ssa.CallCommon) bool {
	if len(c.Args) < 2 {
		return false
	}
	slice, ok := c.Args[1].(*ssa.Slice)
	if !ok {
		return false
	}
	alloc, ok := slice.X.(*ssa.Alloc)
	if !ok || alloc.Comment != "varargs" {
		return false
	}
	array, ok := alloc.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
	return ok && array.Len() > 0
}

// capacity notes that the spare capacity of an argument's slice is read: it is no part of its value. As the size of what is made it
// does no harm.
func (f *frame) capacity(s site, v value) {
	for _, user := range *s.at.(ssa.Value).Referrers() {
		if _, ok := user.(*ssa.MakeSlice); ok {
			continue
		}
		for _, r := range v {
			if r.path == "" {
				f.touches(r.node, KindCapacity, Witness{What: "reads the capacity of", Site: s.pos})
			}
		}
		return
	}
}

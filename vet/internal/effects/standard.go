package effects

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/std"
)

// standardKinds are the effects of the table.
var standardKinds = map[string]struct {
	kind Kind
	what string
}{
	std.Time:    {KindTime, "reads the time"},
	std.Random:  {KindRandom, "draws a random number"},
	std.IO:      {KindIO, "does input or output"},
	std.Env:     {KindEnvironment, "reads the environment"},
	std.Sync:    {KindSync, "synchronizes"},
	std.Reflect: {KindUnsafe, "uses reflection"},
	std.Unsafe:  {KindUnsafe, "uses memory unsafely"},
	std.Address: {KindAddress, "reads an address"},
}

// standardCall is a call of a function of the standard library, which does what the table says.
func (f *frame) standardCall(s site, obj *types.Func, args []value, targs []types.Type) value {
	entry, ok := std.Lookup(obj)
	name := std.Name(obj)
	if !ok {
		return f.unknownCall(s, Witness{What: "calls " + name + ", which is not in the table of the standard library", Site: s.pos}, args)
	}
	for _, effect := range entry.Effects {
		k := standardKinds[effect]
		f.effect(k.kind, k.what+" ("+name+")", s.pos)
	}
	f.readsZone(s, obj)
	for _, at := range entry.Writes {
		f.standardWrite(s, obj, args, at)
	}
	for _, at := range entry.Deep {
		if at < len(args) {
			f.wrote(s.at, f.load(args[at]), "changes")
		}
	}
	held := f.collected(s, entry, args)
	for _, c := range entry.Calls {
		held = join(held, f.callback(s, c, args, held, name))
	}
	if entry.Format >= 0 && entry.Format < len(args) {
		f.formats(s, obj, entry, args)
	}
	if entry.Marshals >= 0 && entry.Marshals < len(args) {
		f.marshals(s, args[entry.Marshals])
	}
	return f.standardResult(s, signatureAt(obj, targs), entry, args, held)
}

// readsStandard notes that a variable of the standard library is read.
func (f *frame) readsStandard(v *types.Var, at token.Pos) {
	entry, ok := std.Variable(v)
	name := v.Pkg().Name() + "." + v.Name()
	if !ok {
		f.effect(KindUnknown, "reads "+name+", which is not in the table of the standard library", at)
	}
	for _, effect := range entry.Effects {
		k := standardKinds[effect]
		f.effect(k.kind, k.what+" ("+name+")", at)
	}
}

// standardWrite is a write to what an argument leads to. Whatever else was given may be in there afterwards.
func (f *frame) standardWrite(s site, obj *types.Func, args []value, at int) {
	if at >= len(args) {
		return
	}
	verb := "changes"
	switch {
	case strings.HasPrefix(obj.Name(), "Sort"), obj.Name() == "Strings", obj.Name() == "Ints", strings.HasPrefix(obj.Name(), "Stable"):
		verb = "sorts"
	case obj.Name() == "Reverse":
		verb = "reverses"
	}
	f.wrote(s.at, args[at], verb)
	if pointerReceiver(obj) && at == 0 {
		// What a value of the library keeps, such as the memory of a bytes.Buffer, it shares with copies of it.
		for _, r := range f.load(args[0]) {
			if !r.open {
				f.touches(r.node, KindWriteInput, Witness{What: verb, Site: s.pos, Off: r.off})
			}
		}
	}
	var others value
	for i, arg := range args {
		if i != at {
			others = join(others, f.reachable(arg))
		}
	}
	if len(others) == 0 {
		return
	}
	for _, r := range args[at] {
		if n := &f.all[r.node]; r.path == "" && n.kind != typeKind {
			f.own()
			f.heap[r.node] = join(f.content(r.node), others)
		}
	}
}

func pointerReceiver(fn *types.Func) bool {
	recv := fn.Type().(*types.Signature).Recv()
	if recv == nil {
		return false
	}
	_, ok := types.Unalias(recv.Type()).(*types.Pointer)
	return ok
}

// collected is what iterators among the arguments yield.
func (f *frame) collected(s site, entry std.Entry, args []value) (held value) {
	for _, at := range entry.Collects {
		if at >= len(args) {
			continue
		}
		sink := f.get(node{nodeKey: nodeKey{kind: sinkKind, at: s.at, part: s.part + strconv.Itoa(at)}, several: true})
		f.own()
		f.heap[sink] = join(f.heap[sink], nil)
		yield := value{{node: sink}}
		answer := f.callValue(s.inner("seq"), args[at], []value{yield}, Witness{What: "calls an iterator that is not known", Site: s.pos})
		held = join(held, join(answer, f.content(sink)))
	}
	return held
}

// callback is a call of a function, or of a method of an interface, that was given to a function of the standard library. It is given
// what the other arguments hold.
func (f *frame) callback(s site, c std.Call, args []value, held value, name string) value {
	if c.Arg >= len(args) {
		return nil
	}
	given := held
	for i, arg := range args {
		if i != c.Arg || c.Method != "" {
			given = join(given, f.elements(arg))
		}
	}
	params := []value{given, given, given, given}
	w := Witness{What: "gives " + name + " a function that is not known", Site: s.pos}
	before := f.heap
	f.owned = false
	var result value
	if c.Method == "" {
		result = f.callValue(s.inner("cb"), args[c.Arg], params, w)
	} else {
		w.What = "gives " + name + " a value whose " + c.Method + " is not known"
		result = f.invoke(s.inner("cb"+c.Method), args[c.Arg], nil, methodRef{name: c.Method}, params, w)
	}
	f.heap, f.owned = f.joinHeaps(before, f.heap), false
	return result
}

// elements are the values that a container holds: elements, keys and what keys lead to.
func (f *frame) elements(container value) value {
	content := f.load(container)
	return join(content, join(f.within(content, stepKey), f.within(content, stepValue)))
}

// standardResult is what a function of the standard library returns: what the table says that it shares with its arguments, and
// otherwise what is nobody's.
func (f *frame) standardResult(s site, sig *types.Signature, entry std.Entry, args []value, held value) (result value) {
	results := sig.Results()
	var shared, contents, elems value
	pick := func(which []int, of func(v value) value) (v value) {
		for _, at := range which {
			if at < len(args) {
				v = join(v, of(args[at]))
			}
		}
		return v
	}
	shared = pick(entry.Alias, func(v value) value { return v })
	contents = join(held, pick(entry.Holds, f.load))
	contents = join(contents, pick(entry.HoldsAll, func(v value) value { return f.load(f.load(v)) }))
	contents = join(contents, pick(entry.Keeps, func(v value) value { return v }))
	elems = pick(entry.Element, f.elements)
	for i := range results.Len() {
		at := ""
		if results.Len() > 1 {
			at = stepField(i)
		}
		result = join(result, f.standardValue(s.inner("r"+strconv.Itoa(i)), results.At(i).Type(), at, entry, shared, contents, elems))
	}
	if entry.Clips {
		result = slices.Clone(result)
		for i := range result {
			result[i].clipped = true
		}
		result = normal(result)
	}
	return result
}

// signatureAt is the signature of a function at type arguments.
func signatureAt(fn *types.Func, targs []types.Type) *types.Signature {
	sig := fn.Type().(*types.Signature)
	if n := sig.TypeParams().Len(); n > 0 && n == len(targs) {
		if at, err := types.Instantiate(nil, sig, targs, false); err == nil {
			return at.(*types.Signature)
		}
	}
	return sig
}

// standardValue is one result of a type, which lies at a place.
func (f *frame) standardValue(s site, t types.Type, at path, entry std.Entry, shared, contents, elems value) (v value) {
	if len(entry.Alias) > 0 {
		v = join(v, under(shared, at))
	}
	if len(entry.Element) > 0 {
		v = join(v, under(elems, at))
	}
	for _, l := range f.p.leaves.of(t) {
		where := at + l.path
		if l.open {
			v = join(v, value{{path: where, node: f.plain(), open: true}})
			continue
		}
		if len(entry.Alias) > 0 || len(entry.Element) > 0 {
			continue
		}
		kind := freshKind
		if _, ok := l.typ.Underlying().(*types.Signature); ok {
			kind = iterKind
		}
		id := f.get(node{nodeKey: nodeKey{kind: kind, at: s.at, part: s.part + l.path}, several: true, made: "result"})
		f.own()
		f.heap[id] = join(f.heap[id], contents)
		v = join(v, value{{path: where, node: id}})
	}
	return v
}

func (f *frame) plain() nodeID {
	return f.get(node{nodeKey: nodeKey{kind: plainKind}, several: true})
}

// iterate is a call of an iterator of the standard library: it calls what it is given with what it goes over.
func (f *frame) iterate(s site, id nodeID, args []value, w Witness) value {
	if len(args) == 0 || f.active[id] != nil {
		return nil
	}
	f.active[id] = &activation{}
	defer delete(f.active, id)
	content := f.content(id)
	given := join(content, join(f.within(content, stepKey), f.within(content, stepValue)))
	before := f.heap
	for range 2 {
		f.owned = false
		f.callValue(s, args[0], []value{given, given}, w)
		f.heap, f.owned = f.joinHeaps(before, f.heap), false
		before = f.heap
	}
	return nil
}

// constantText is the constant text of an argument.
func constantText(c *ssa.CallCommon, at int) (string, bool) {
	if at < 0 || at >= len(c.Args) {
		return "", false
	}
	k, ok := c.Args[at].(*ssa.Const)
	if !ok || k.Value == nil {
		return "", false
	}
	return constantString(k.Value)
}

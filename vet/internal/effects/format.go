package effects

import (
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/std"
)

// printed are the methods that fmt calls where there are such, and marshaled those that encoders call.
var (
	printed   = []string{"Format", "Error", "String"}
	marshaled = []string{"MarshalJSON", "MarshalText"}
)

// formats is a call of a function that prints its arguments: their methods are called, and their addresses may show.
func (f *frame) formats(s site, obj *types.Func, entry std.Entry, args []value) {
	call, ok := s.at.(ssa.CallInstruction)
	var text string
	var known bool
	if ok && entry.Format > 0 && strings.HasSuffix(obj.Name(), "f") {
		text, known = constantText(call.Common(), entry.Format-1)
	}
	verbs := verbsOf(text)
	if known && strings.Contains(verbs, "p") {
		f.effect(KindAddress, "prints an address (%p)", s.pos)
	}
	if known && verbs != "" && strings.Trim(verbs, "T%") == "" {
		return // types alone
	}
	var operands value
	for _, arg := range args[entry.Format:] {
		operands = join(operands, join(f.load(arg), arg))
	}
	f.printsAny(s, operands)
}

// printsAny is the printing of values, as far as their types are known. What is an input is left to the callers.
func (f *frame) printsAny(s site, operands value) {
	for _, r := range operands {
		n := f.all[r.node]
		if r.path != "" {
			continue
		}
		if n.kind == typeKind && n.typ != nil {
			f.prints(s, n.typ, f.unboxed(operands, n.typ))
		} else if r.open && n.kind == inputKind {
			m := methodRef{name: printed[0], optional: true}
			f.ask(s, ask{fn: r.node, typeParam: -1, method: m, args: []value{f.printer()}, witness: Witness{What: "prints it", Site: s.pos}})
		}
	}
}

// printer is what fmt gives a method Format.
func (f *frame) printer() value { return value{{node: f.plain(), open: true}} }

// verbsOf are the verbs of a format, one byte each.
func verbsOf(format string) string {
	var verbs strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		for i++; i < len(format) && strings.IndexByte("+-# 0123456789.*[]", format[i]) >= 0; i++ {
		}
		if i < len(format) {
			verbs.WriteByte(format[i])
		}
	}
	return verbs.String()
}

// prints is the printing of a value of a type.
func (f *frame) prints(s site, t types.Type, v value) {
	if f.addresses(t, 0, map[types.Type]bool{}) {
		f.effect(KindAddress, "prints an address (a pointer in "+types.TypeString(t, func(p *types.Package) string { return p.Name() })+")", s.pos)
	}
	all := f.reachable(v)
	for i, m := range f.methodsWithin(t, printed) {
		w := Witness{What: "prints a value whose " + m.name + " is not known", Site: s.pos}
		f.method(s.inner("p"+strconv.Itoa(i)+m.name), m.on, all, methodRef{name: m.name}, []value{f.printer()}, w)
	}
}

// marshals is the encoding of a value, by methods of what it consists of.
func (f *frame) marshals(s site, v value) {
	for _, r := range v {
		n := f.all[r.node]
		if r.path != "" || n.kind != typeKind || n.typ == nil {
			continue
		}
		all := f.reachable(v)
		for i, m := range f.methodsWithin(n.typ, marshaled) {
			w := Witness{What: "encodes a value whose " + m.name + " is not known", Site: s.pos}
			f.method(s.inner("j"+strconv.Itoa(i)+m.name), m.on, all, methodRef{name: m.name}, nil, w)
		}
	}
}

type printMethod struct {
	on   types.Type
	name string
}

// methodsWithin are the methods that are called when a value of a type is printed or encoded: its own, or those of what it consists of.
func (f *frame) methodsWithin(t types.Type, names []string) (all []printMethod) {
	seen := map[types.Type]bool{}
	var visit func(t types.Type, depth int)
	visit = func(t types.Type, depth int) {
		if seen[t] || depth > 4 || isTypeParam(t) {
			return
		}
		seen[t] = true
		if _, iface := t.Underlying().(*types.Interface); iface {
			return
		}
		set := f.p.ssa.Prog.MethodSets.MethodSet(t)
		for _, name := range names {
			if sel := set.Lookup(nil, name); sel != nil && printsWith(name, sel.Type().(*types.Signature)) {
				if obj := sel.Obj().(*types.Func); !f.p.standard(obj.Pkg()) {
					all = append(all, printMethod{t, name})
				}
				return
			}
		}
		switch u := t.Underlying().(type) {
		case *types.Pointer:
			if depth == 0 {
				visit(u.Elem(), depth+1)
			}
		case *types.Struct:
			for field := range u.Fields() {
				if field.Exported() {
					visit(field.Type(), depth+1)
				}
			}
		case *types.Slice:
			visit(u.Elem(), depth+1)
		case *types.Array:
			visit(u.Elem(), depth+1)
		case *types.Map:
			visit(u.Key(), depth+1)
			visit(u.Elem(), depth+1)
		}
	}
	visit(t, 0)
	return all
}

func printsWith(name string, sig *types.Signature) bool {
	if name == "Format" {
		return sig.Params().Len() == 2
	}
	return sig.Params().Len() == 0
}

// addresses says whether an address shows when a value of a type is printed: fmt follows one pointer at the top, and prints the others
// as numbers.
func (f *frame) addresses(t types.Type, depth int, seen map[types.Type]bool) bool {
	if seen[t] || depth > 6 || isTypeParam(t) {
		return false
	}
	seen[t] = true
	if types.IsInterface(t) {
		return false // what is in there is not known
	}
	set := f.p.ssa.Prog.MethodSets.MethodSet(t)
	for _, name := range printed {
		if sel := set.Lookup(nil, name); sel != nil && printsWith(name, sel.Type().(*types.Signature)) {
			return false
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Chan, *types.Signature:
		return true
	case *types.Basic:
		return u.Kind() == types.UnsafePointer
	case *types.Pointer:
		if depth > 0 {
			return true
		}
		switch u.Elem().Underlying().(type) {
		case *types.Struct, *types.Slice, *types.Array, *types.Map:
			return f.addresses(u.Elem(), 1, seen)
		}
		return true
	case *types.Struct:
		for field := range u.Fields() {
			if f.addresses(field.Type(), depth+1, seen) {
				return true
			}
		}
	case *types.Slice:
		return f.addresses(u.Elem(), depth+1, seen)
	case *types.Array:
		return f.addresses(u.Elem(), depth+1, seen)
	case *types.Map:
		return f.addresses(u.Key(), depth+1, seen) || f.addresses(u.Elem(), depth+1, seen)
	}
	return false
}

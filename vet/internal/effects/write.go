package effects

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// store notes a write through addr, and what is there afterwards. With into "*" the value is one of the places of a map or a channel,
// otherwise it is what lies at the place itself from then on.
func (f *frame) store(instr ssa.Instruction, addr value, into path, v value, verb string) {
	f.wrote(instr, addr, verb)
	one := len(addr) == 1 && into == ""
	for _, r := range addr {
		if r.path != "" || f.all[r.node].kind == typeKind {
			continue
		}
		f.own()
		if into == "*" {
			f.heap[r.node] = join(f.content(r.node), v)
			continue
		}
		before := f.content(r.node)
		if one && !f.all[r.node].several && !hasElem(r.off) {
			before = without(before, r.off)
		}
		f.heap[r.node] = join(before, under(v, r.off))
	}
}

// wrote notes a write to whatever a value refers to.
func (f *frame) wrote(instr ssa.Instruction, addr value, verb string) {
	for _, r := range addr {
		if r.path == "" {
			f.touches(r.node, KindWriteInput, Witness{What: verb, Site: f.posOf(instr), Off: r.off})
		}
	}
}

// touches notes that something is done to a node that was there before the call: it is written, or its capacity is read. Of several
// at one site the one with the shortest chain is kept.
func (f *frame) touches(id nodeID, kind Kind, w Witness) {
	n := &f.all[id]
	switch {
	case n.kind != inputKind && n.kind != answerKind && n.kind != globalKind:
		return
	case n.kind == globalKind && kind == KindWriteInput:
		w.What += " the package variable " + globalText(n.obj, f.p.pkg)
		f.add(Effect{Kind: KindWriteGlobal, Witness: w, Global: n.obj})
		return
	case n.kind == globalKind:
		return
	}
	key := touchKey{id, kind, w.Site}
	if old, ok := f.writes[key]; !ok || f.p.shorter(w, old) {
		f.writes[key] = w
	}
}

// reads notes the package variables that a value is read from.
func (f *frame) reads(instr ssa.Instruction, addr value) {
	for _, r := range addr {
		if n := &f.all[r.node]; r.path == "" && n.kind == globalKind {
			f.readsGlobal(n.obj, f.posOf(instr))
		}
	}
}

// readsGlobal notes that a package variable is read. Whether it is written outside init too shows in the end, or is known of other
// packages.
func (f *frame) readsGlobal(v *types.Var, at token.Pos) {
	if v.Pkg() != f.p.pkg && f.p.standard(v.Pkg()) {
		f.readsStandard(v, at)
		return
	}
	w := Witness{What: "reads the package variable " + globalText(v, f.p.pkg), Site: at}
	f.add(Effect{Kind: KindReadGlobal, Witness: w, Global: v})
}

// effect notes something that the function does itself.
func (f *frame) effect(kind Kind, what string, at token.Pos) {
	f.add(Effect{Kind: kind, Witness: Witness{What: what, Site: at}})
}

func (f *frame) add(e Effect) {
	key := e.key()
	if old, ok := f.effects[key]; !ok || f.p.shorter(e.Witness, old.Witness) {
		f.effects[key] = e
	}
}

// typeName names a type in facts, the same in every package.
func typeName(t types.Type) string {
	return types.TypeString(t, nil)
}

// inputText is the place that an input node stands for, in the words of the source: s.Log, *s.
func (f *frame) inputText(id nodeID, off path) string {
	n := f.all[id]
	var name string
	switch {
	case n.kind == globalKind:
		return n.obj.Name()
	case n.kind != inputKind:
		return "the result of a function that it was given"
	case n.index < len(f.fn.Params):
		name = f.fn.Params[n.index].Name()
	case n.index < len(f.inputs):
		name = f.fn.FreeVars[n.index-len(f.fn.Params)].Name()
	}
	if off != "" && !strings.HasSuffix(n.path, stepBelow) {
		off = stepDeref + off
	}
	return placeText(name, f.inputs[n.index], n.path+off)
}

// placeText writes out a path through a type. What it does not know it leaves out.
func placeText(name string, t types.Type, p path) string {
	text := strings.Builder{}
	text.WriteString(name)
	for i := range len(p) {
		if t == nil {
			break
		}
		switch step := p[i : i+1]; step {
		case stepDeref:
			t = elemOf(t, &text)
		case stepElem:
			if a, ok := t.Underlying().(*types.Array); ok {
				t = a.Elem()
			}
			text.WriteString("[...]")
		case stepValue:
			if m, ok := t.Underlying().(*types.Map); ok {
				t = m.Elem()
			}
			text.WriteString("[...]")
		case stepKey, stepBelow:
			t = nil
		default:
			s, ok := t.Underlying().(*types.Struct)
			at, field := fieldOf(p[i])
			if !ok || !field || at >= s.NumFields() {
				t = nil
				break
			}
			text.WriteString("." + s.Field(at).Name())
			t = s.Field(at).Type()
		}
	}
	return text.String()
}

func elemOf(t types.Type, text *strings.Builder) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return u.Elem()
	case *types.Slice:
		text.WriteString("[...]")
		return u.Elem()
	case *types.Map:
		return t // its keys and elements say which
	}
	return nil
}

package bounds

import (
	"go/types"
	"maps"

	"golang.org/x/tools/go/ssa"
)

// version says who last wrote a location.
type version struct {
	kind  versionKind
	by    ssa.Instruction
	block *ssa.BasicBlock
}

type versionKind uint8

const (
	unknown   versionKind = iota
	atEntry               // nobody since the function was entered
	wroteThis             // by wrote it, or what it is part of
	touched               // by may have written it, or a part of it
	joined                // different versions meet at the beginning of block
)

// before is the point before an instruction.
func (p *Prover) before(i ssa.Instruction) point {
	if _, ok := p.places[i]; !ok {
		for n, instr := range i.Block().Instrs {
			p.places[instr] = n
		}
	}
	return point{i.Block(), p.places[i]}
}

// endOf is the point behind a block.
func endOf(b *ssa.BasicBlock) point { return point{b, len(b.Instrs)} }

// versionAt is the version of a location at a point.
func (p *Prover) versionAt(l loc, at point) version {
	if v, ok := p.within(l, at); ok {
		return v
	}
	fn := at.block.Parent()
	if v, ok := p.memory[l][at.block]; ok {
		return v
	}
	found := p.flow(l, fn)
	if p.memory[l] == nil {
		p.memory[l] = map[*ssa.BasicBlock]version{}
	}
	maps.Copy(p.memory[l], found)
	return found[at.block]
}

// within is the version that the instructions of the block before the point make.
func (p *Prover) within(l loc, at point) (version, bool) {
	writes := p.writesOf(at.block)
	for n := len(writes) - 1; n >= 0; n-- {
		if writes[n] >= at.i {
			continue
		}
		by := at.block.Instrs[writes[n]]
		if kind := p.effect(by, l); kind != unknown {
			return version{kind: kind, by: by}, true
		}
	}
	return version{}, false
}

// writesOf are the instructions of a block that may write memory.
func (p *Prover) writesOf(b *ssa.BasicBlock) []int {
	fn := b.Parent()
	if p.writes[fn] == nil {
		all := make([][]int, len(fn.Blocks))
		for _, b := range fn.Blocks {
			for i, instr := range b.Instrs {
				switch instr.(type) {
				case *ssa.Alloc, *ssa.Store, *ssa.MapUpdate, *ssa.Call, *ssa.Go, *ssa.RunDefers, *ssa.Send, *ssa.Select:
					all[b.Index] = append(all[b.Index], i)
				}
			}
		}
		p.writes[fn] = all
	}
	return p.writes[fn][b.Index]
}

// flow finds the versions of a location at the beginning of each block: that of the blocks before it where they agree.
func (p *Prover) flow(l loc, fn *ssa.Function) map[*ssa.BasicBlock]version {
	entry := map[*ssa.BasicBlock]version{}
	exits := make([]version, len(fn.Blocks))
	ends := make([]version, len(fn.Blocks)) // what the block itself makes
	for _, b := range fn.Blocks {
		ends[b.Index], _ = p.within(l, endOf(b))
	}
	for round, changed := 0, true; changed; round++ {
		changed = false
		for _, b := range fn.Blocks {
			v := meet(b, exits)
			if round > len(fn.Blocks) && v != entry[b] {
				v = version{kind: joined, block: b}
			}
			if entry[b] == (version{kind: joined, block: b}) {
				v = entry[b]
			}
			exit := v
			if ends[b.Index].kind != unknown {
				exit = ends[b.Index]
			}
			if v != entry[b] || exit != exits[b.Index] {
				entry[b], exits[b.Index], changed = v, exit, true
			}
		}
	}
	return entry
}

func meet(b *ssa.BasicBlock, exits []version) version {
	if b.Index == 0 && len(b.Preds) == 0 {
		return version{kind: atEntry}
	}
	all := version{kind: unknown}
	for _, pred := range b.Preds {
		v := exits[pred.Index]
		switch {
		case v.kind == unknown || v == all:
		case all.kind == unknown:
			all = v
		default:
			return version{kind: joined, block: b}
		}
	}
	if b.Index == 0 || len(b.Preds) == 0 {
		return version{kind: joined, block: b} // the entry as a loop's head, or the block of a recovered panic
	}
	return all
}

// effect is what an instruction does to a location: nothing (unknown), write it, or touch it.
func (p *Prover) effect(instr ssa.Instruction, l loc) versionKind {
	switch instr := instr.(type) {
	case *ssa.Alloc:
		if root := p.steps(l)[0]; root.kind == rootVar && root.val == instr {
			return wroteThis
		}
		return unknown
	case *ssa.Store:
		to, _ := p.address(instr.Addr)
		return p.overlap(l, to)
	case *ssa.MapUpdate:
		return p.overlap(l, p.step(p.locOf(locNode{kind: rootTerm, t: p.Term(instr.Map)}), elemStep, p.Term(instr.Key)))
	case *ssa.Call:
		if builtin, ok := instr.Call.Value.(*ssa.Builtin); ok {
			return p.builtinEffect(builtin, instr, l)
		}
		if p.quiet(instr) {
			return unknown
		}
	}
	if p.shared(l) {
		return touched
	}
	return unknown
}

// builtinEffect is what append, copy, clear and delete do to elements.
func (p *Prover) builtinEffect(builtin *ssa.Builtin, call *ssa.Call, l loc) versionKind {
	switch builtin.Name() {
	case "append", "copy", "clear", "delete":
	default:
		return unknown
	}
	args := call.Call.Args
	if builtin.Name() == "append" && p.nodes[p.Term(args[0])].op == opNil {
		return unknown
	}
	to := p.step(p.locOf(locNode{kind: rootTerm, t: p.Term(args[0])}), elemStep, p.intern(node{op: opValue, val: call, typ: types.Typ[types.Int]}))
	return p.overlap(l, to)
}

func (p *Prover) quiet(call ssa.CallInstruction) bool {
	return p.know != nil && p.know.Quiet(call)
}

package effects

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A site is where something is called: an instruction, and within it which of the calls that it leads to.
type site struct {
	at   ssa.Instruction
	part string
	pos  token.Pos
	via  string // the functions through which it was called, for chains
}

// partMax bounds how finely the calls that one instruction leads to are told apart.
const partMax = 24

func (s site) inner(part string) site {
	if len(s.part) < partMax {
		s.part += part + "/"
	}
	return s
}

// coarse says whether several calls may go by one site.
func (s site) coarse() bool { return len(s.part) >= partMax }

// An application is a call of a function with a summary.
type application struct {
	*frame
	site
	sum     *Summary
	name    string // of the function, or empty where the chain does not name it
	outside bool   // the summary is of another package
	args    []value
	targs   []types.Type
	before  heap // as the call finds it
	mapped  map[int]value
	answers []value
}

// apply is what a call of a function does and returns, by its summary.
func (f *frame) apply(s site, sum *Summary, name string, outside bool, args []value, targs []types.Type) value {
	a := &application{
		frame: f, site: s, sum: sum, name: name, outside: outside, args: args, targs: targs, answers: make([]value, len(sum.Asks)),
	}
	a.makes()
	a.before, f.owned = f.heap, false
	a.mapped = map[int]value{}
	a.fills()
	for range 3 { // an answer may be an argument of another ask
		if !a.asksAll() {
			break
		}
		clear(a.mapped)
		a.fills()
	}
	for _, w := range sum.Writes {
		a.wroteNode(w)
	}
	return a.refs(sum.Result)
}

// makes makes the fresh nodes.
func (a *application) makes() {
	for i, n := range a.sum.Nodes {
		if n.Kind == freshKind || n.Kind == iterKind || n.Kind == sinkKind {
			a.make(i, n)
		}
	}
}

func (a *application) key(i int, n Node) node {
	return node{nodeKey: nodeKey{kind: n.Kind, at: a.at, part: a.part + strconv.Itoa(i), name: n.Name, fn: n.fn}, several: n.Several || a.coarse(), targs: n.targs}
}

func (a *application) make(i int, n Node) {
	id := a.get(a.key(i, n))
	a.own()
	switch {
	case a.coarse() || a.all[id].part == "rest":
		a.heap[id] = join(a.heap[id], nil)
		return
	case a.cyclic[a.at.Block()]:
		a.age(a.at, id)
	}
	a.heap[id] = nil
}

// fills gives nodes what they hold after the call.
func (a *application) fills() {
	for i, n := range a.sum.Nodes {
		if len(n.Content) == 0 && len(n.Killed) == 0 {
			continue
		}
		content := a.refs(n.Content)
		targets := a.node(i)
		a.own()
		for _, r := range targets {
			if r.path != "" || a.all[r.node].kind == typeKind {
				continue
			}
			held := a.content(r.node)
			if one := len(targets) == 1 && !a.all[r.node].several && !hasElem(r.off); one {
				for _, k := range n.Killed {
					held = without(held, r.off+k)
				}
			}
			a.heap[r.node] = join(held, under(content, r.off))
		}
	}
}

// refs is what references of the summary are here.
func (a *application) refs(rs []Ref) (v value) {
	for _, r := range rs {
		for _, b := range a.node(r.Node) {
			switch {
			case r.Open:
				b.path = r.Path + b.path
			case b.path != "":
				continue
			default:
				b.path, b.off, b.open = r.Path, b.off+r.Off, false
				b.clipped = b.clipped && r.Off == "" || r.Clipped
			}
			if len(b.path) > pathMax {
				b.path, b.open = b.path[:pathMax], true
			}
			v = append(v, b)
		}
	}
	return normal(v)
}

// node is what a node of the summary is here.
func (a *application) node(i int) value {
	if v, ok := a.mapped[i]; ok {
		return v
	}
	n := a.sum.Nodes[i]
	var v value
	switch n.Kind {
	case inputKind:
		if n.Index < len(a.args) {
			v = a.follow(a.args[n.Index], n.Path)
		}
	case answerKind:
		if n.Index < len(a.answers) {
			v = a.follow(a.answers[n.Index], n.Path)
		}
	case globalKind:
		if obj := a.p.variable(n); obj != nil {
			v = value{{node: a.globalVar(obj), open: true}}
		} else {
			v = value{{node: a.get(node{nodeKey: nodeKey{kind: plainKind}, several: true}), open: true}}
		}
	case typeKind:
		v = value{{node: a.typeNode(n)}}
	case funcKind:
		v = value{{node: a.funcNode(n)}}
	case unknownKind, plainKind:
		v = value{{node: a.get(node{nodeKey: nodeKey{kind: n.Kind}, several: true}), open: true}}
	default:
		v = value{{node: a.get(a.key(i, n))}}
	}
	a.mapped[i] = v
	return v
}

func (a *application) typeNode(n Node) nodeID {
	t := n.typ
	if t != nil && len(a.targs) > 0 {
		t = a.p.instantiate(a.sum, t, a.targs)
	}
	if t == nil {
		t = a.p.typeNamed(n.Name)
	}
	if t != nil {
		return a.typeTag(t)
	}
	return a.get(node{nodeKey: nodeKey{kind: typeKind, name: n.Name}})
}

// funcNode is the node of a function value. Those that calls return are told apart by their functions alone.
func (a *application) funcNode(n Node) nodeID {
	if len(n.Content) == 0 && len(a.targs) == 0 && n.fn != nil && len(n.fn.FreeVars) == 0 {
		return a.function(n.fn)
	}
	out := node{nodeKey: nodeKey{kind: funcKind, name: n.Name, fn: n.fn, part: "call"}, several: true, targs: n.targs}
	if out.targs == nil {
		out.targs = a.targs
	}
	return a.get(out)
}

// follow is what the path of an input leads to, from the argument.
func (a *application) follow(arg value, p path) value {
	all, deep := strings.CutSuffix(p, stepBelow)
	segments := strings.Split(all, stepDeref)
	v := a.within(arg, segments[0])
	for _, within := range segments[1:] {
		v = a.step(v, within)
	}
	if !deep {
		return v
	}
	return a.reachable(v)
}

func (a *application) step(v value, within path) (next value) {
	for _, r := range v {
		if r.path == "" && a.all[r.node].kind != typeKind {
			next = join(next, a.within(a.contentIn(a.before, r.node), r.off+within))
		}
	}
	return next
}

// reachable is all that a value leads to, as references that may lie anywhere.
func (f *frame) reachable(v value) (out value) {
	seen := map[nodeID]bool{}
	queue := slices.Clone(v)
	for len(queue) > 0 {
		r := queue[0]
		queue = queue[1:]
		if seen[r.node] {
			continue
		}
		seen[r.node] = true
		open := f.all[r.node].kind != typeKind && f.all[r.node].kind != funcKind
		out = append(out, ref{node: r.node, open: open})
		if n := &f.all[r.node]; n.kind == inputKind || n.kind == answerKind {
			out[len(out)-1].node = f.belowInput(n)
			continue
		}
		queue = append(queue, f.content(r.node)...)
	}
	return normal(out)
}

// belowInput is the node of an input and of all that lies below it.
func (f *frame) belowInput(n *node) nodeID {
	if strings.HasSuffix(n.path, stepBelow) {
		return f.get(*n)
	}
	c := node{nodeKey: n.nodeKey, several: true}
	c.path += stepBelow
	return f.get(c)
}

// wroteNode notes that the function writes to a node.
func (a *application) wroteNode(w Write) {
	witness := w.Witness
	if a.outside {
		witness.Outside = true
	}
	if a.name != "" {
		witness = witness.through(a.name)
	}
	witness = witness.from(a.via)
	if a.outside {
		witness.Site = a.pos
	} else if a.p.ignored(w.Kind.analyzer(), a.pos, a.fn) {
		return
	}
	far := a.sum.Light && strings.HasSuffix(a.sum.Nodes[w.Node].Path, stepBelow)
	for _, r := range a.node(w.Node) {
		if far && a.all[r.node].kind == globalKind {
			continue // it is written somewhere below what was given, which need not be what a variable holds
		}
		if r.path == "" || r.open {
			witness.Off = r.off + w.Witness.Off
			a.touches(r.node, w.Kind, witness)
		}
	}
}

// asksAll answers the calls that only a caller knows, as far as this one does. It says whether an answer is new.
func (a *application) asksAll() (news bool) {
	if len(a.sum.Asks) == 0 || a.light || a.spent() {
		return false
	}
	for i, q := range a.sum.Asks {
		args := make([]value, len(q.Args))
		for k, arg := range q.Args {
			args[k] = a.refs(arg)
		}
		witness := q.Witness
		if a.outside {
			witness.Outside, witness.Site = true, a.pos
		}
		if a.name != "" {
			witness = witness.through(a.name)
		}
		before := a.heap
		a.owned = false
		var answer value
		s := a.inner("ask" + strconv.Itoa(i))
		if a.name != "" {
			s.via += a.name + "/"
		}
		switch {
		case q.TypeParam >= 0:
			answer = a.typeParamMethod(s, q, a.refs(q.Recv), args, witness)
		case q.Optional:
			a.printsAny(s, a.node(q.Fn))
		case q.Method != "":
			answer = a.invoke(s, a.node(q.Fn), nil, methodRef{q.method, q.Method, q.Pkg, false}, args, witness)
		default:
			answer = a.callValue(s, a.node(q.Fn), args, witness)
		}
		if joined := join(join(a.answers[i], answer), a.sunk(args)); !slices.Equal(joined, a.answers[i]) {
			a.answers[i], news = joined, true
		}
		a.heap, a.owned = a.joinHeaps(before, a.heap), false // it may not be called
	}
	return news
}

// workMax bounds how many calls of what was given are followed in one function.
const workMax = 200

// asksMax bounds how many different things that it was given a function may call.
const asksMax = 24

const tooMany = "gives functions to functions, too many to follow"

// spent counts a call of what was given. Where there are too many of them, one inside the other, what they do is not known.
func (f *frame) spent() bool {
	if f.work++; f.work <= workMax && !f.tangled {
		return false
	}
	f.tangled = true // also in the passes that follow
	f.effect(KindUnknown, tooMany, f.fn.Pos())
	return true
}

// typeParamMethod is a call of a method of a type parameter, whose type argument is known here.
func (a *application) typeParamMethod(s site, q Ask, recv value, args []value, w Witness) value {
	m := methodRef{q.method, q.Method, q.Pkg, q.Optional}
	if q.TypeParam >= len(a.targs) {
		return a.unknownCall(s, w, args)
	}
	t := a.targs[q.TypeParam]
	if at, ok := a.p.typeParam(a.fn, t); ok {
		return a.ask(s, ask{typeParam: at, method: m, recv: recv, args: args, witness: w})
	}
	if types.IsInterface(t) {
		return a.invoke(s, recv, t, m, args, w)
	}
	return a.method(s, t, recv, m, args, w)
}

// sunk is what the sinks among arguments were given.
func (f *frame) sunk(args []value) (v value) {
	for _, arg := range args {
		for _, r := range arg {
			if f.all[r.node].kind == sinkKind {
				v = join(v, f.content(r.node))
			}
		}
	}
	return v
}

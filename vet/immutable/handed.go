package immutable

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/cfg"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/assay-dev/assay/vet/internal/directive"
)

// effects are the functions of the vocabulary that carry values away.
var effects = map[string]bool{"Send": true, "Broadcast": true, "Persist": true, "Choose": true, "Invoke": true, "Return": true}

// handing is where a value was handed over.
type handing struct {
	pos  token.Pos
	name string
}

// late is a write to what was handed over before.
type late struct {
	at   ast.Node
	text string
	handing
}

// flow follows one function along its control flow graph: which memory each variable refers to, and which memory was handed over.
type flow struct {
	s       *survey
	ids     map[types.Object]int
	late    map[token.Pos]late
	collect bool // the states are final, and writes are noted
}

// handedOver reports writes to what an effect has carried away earlier in the same function.
func (s *survey) handedOver() {
	for c := range s.in.Root().Preorder((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		var body *ast.BlockStmt
		switch n := c.Node().(type) {
		case *ast.FuncDecl:
			body = n.Body
		case *ast.FuncLit:
			body = n.Body
		}
		if body != nil && s.handsOver(c) {
			s.follow(body)
		}
	}
}

// handsOver says whether a function has an effect that carries something away.
func (s *survey) handsOver(c inspector.Cursor) bool {
	for call := range c.Preorder((*ast.CallExpr)(nil)) {
		if s.effect(call.Node().(*ast.CallExpr)) != "" {
			return true
		}
	}
	return false
}

// effect is the name of the function of the vocabulary that a call calls, where that carries its arguments away, or "".
func (s *survey) effect(call *ast.CallExpr) string {
	fn, ok := typeutil.Callee(s.info, call).(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg().Path() != vocabulary || fn.Signature().Recv() != nil || !effects[fn.Name()] {
		return ""
	}
	return fn.Name()
}

// roundsMax bounds the rounds of the fixpoint. Each loop takes one or two, whatever its depth.
const roundsMax = 50

// follow computes the state at the end of each block from those of the blocks before it until nothing changes, and then notes the
// writes.
func (s *survey) follow(body *ast.BlockStmt) {
	graph := cfg.New(body, func(call *ast.CallExpr) bool {
		id, ok := call.Fun.(*ast.Ident)
		return !ok || id.Name != "panic"
	})
	before := make([][]int32, len(graph.Blocks))
	for _, b := range graph.Blocks {
		for _, next := range b.Succs {
			before[next.Index] = append(before[next.Index], b.Index)
		}
	}
	f := &flow{s: s, ids: map[types.Object]int{}, late: map[token.Pos]late{}}
	out := make([]*state, len(graph.Blocks))
	for changed, round := true, 0; changed && round < roundsMax; round++ {
		changed = false
		for _, b := range graph.Blocks {
			if in := entry(b, before[b.Index], out); in != nil {
				after := f.block(b, in)
				changed = changed || !after.equal(out[b.Index])
				out[b.Index] = after
			}
		}
	}
	f.collect = true
	for _, b := range graph.Blocks {
		if in := entry(b, before[b.Index], out); in != nil {
			f.block(b, in)
		}
	}
	f.report()
}

// entry is the state at the beginning of a block, or nil where no way there is known yet.
func entry(b *cfg.Block, before []int32, out []*state) (in *state) {
	if b.Index == 0 {
		in = newState()
	}
	for _, index := range before {
		if out[index] != nil {
			in = join(in, out[index], b.Index)
		}
	}
	return in
}

func (f *flow) report() {
	var all []late
	for _, l := range f.late {
		all = append(all, l)
	}
	slices.SortFunc(all, func(a, b late) int { return cmp.Compare(a.at.Pos(), b.at.Pos()) })
	for _, l := range all {
		directive.Report(f.s.pass, analysis.Diagnostic{
			Pos: l.at.Pos(), End: l.at.End(),
			Message: fmt.Sprintf("%s is changed after assay.%s has carried it away: hand over a copy, or change it before", l.text, l.name),
			Related: []analysis.RelatedInformation{{Pos: l.pos, Message: "handed over here"}},
		})
	}
}

// block runs the nodes of a block.
func (f *flow) block(b *cfg.Block, st *state) *state {
	if loop, ok := b.Stmt.(*ast.RangeStmt); ok && b.Kind == cfg.KindRangeBody {
		f.element(st, loop.Key)
		f.element(st, loop.Value)
	}
	for _, n := range b.Nodes {
		f.node(st, n)
	}
	return st
}

// element gives a variable of a range the next element.
func (f *flow) element(st *state, e ast.Expr) {
	if id, ok := e.(*ast.Ident); ok && id.Name != "_" {
		st.set(f.place(st, id), f.made(st, id))
	}
}

// node runs a statement or an expression: what it calls, then what it writes.
func (f *flow) node(st *state, n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			if name := f.s.effect(n); name != "" {
				f.hand(st, n, name)
			}
			if arg := changed(f.s.info, n); arg != nil {
				f.check(st, f.value(st, arg), arg, n)
			}
		}
		return true
	})
	switch n := n.(type) {
	case *ast.AssignStmt:
		f.assign(st, n)
	case *ast.IncDecStmt:
		f.write(st, n.X)
	case *ast.ValueSpec:
		for i, id := range n.Names {
			switch {
			case len(n.Values) == len(n.Names):
				f.give(st, f.place(st, id), n.Values[i])
			default:
				st.set(f.place(st, id), f.made(st, id))
			}
		}
	}
}

func (f *flow) assign(st *state, n *ast.AssignStmt) {
	for i, left := range n.Lhs {
		if id, ok := left.(*ast.Ident); ok && id.Name == "_" {
			continue
		}
		if n.Tok != token.DEFINE {
			f.write(st, left)
		}
		if n.Tok != token.DEFINE && n.Tok != token.ASSIGN {
			continue
		}
		p := f.place(st, left)
		if p == "" {
			continue
		}
		if r := right(n, i); r != nil {
			f.give(st, p, r)
		} else {
			st.set(p, f.made(st, left))
		}
	}
}

// write checks the memory that an assignment to e changes.
func (f *flow) write(st *state, e ast.Expr) {
	if owner, whose := f.owner(st, e); owner != "" {
		f.check(st, owner, whose, e)
	}
}

// check notes a write to memory that was handed over.
func (f *flow) check(st *state, memory string, whose ast.Expr, at ast.Node) {
	if h, ok := st.handed(memory); ok && f.collect {
		if _, seen := f.late[at.Pos()]; !seen {
			f.late[at.Pos()] = late{at, types.ExprString(whose), h}
		}
	}
}

// hand hands over the arguments of an effect.
func (f *flow) hand(st *state, call *ast.CallExpr, name string) {
	for _, arg := range call.Args {
		f.handExpr(st, arg, handing{call.Pos(), name})
	}
}

func (f *flow) handExpr(st *state, e ast.Expr, h handing) {
	switch n := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		for _, element := range n.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				element = pair.Value
			}
			f.handExpr(st, element, h)
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			if _, literal := ast.Unparen(n.X).(*ast.CompositeLit); literal {
				f.handExpr(st, n.X, h)
				return
			}
			st.hand("&"+f.place(st, n.X), h)
			f.handExpr(st, n.X, h)
		}
	case *ast.CallExpr:
		if f.s.info.Types[n.Fun].IsType() && len(n.Args) == 1 {
			f.handExpr(st, n.Args[0], h)
			return
		}
		st.hand(f.value(st, n), h)
	default:
		st.hand(f.value(st, e), h)
		if p := f.place(st, e); p != "" {
			for _, part := range st.below(p) {
				st.hand(part, h)
			}
		}
	}
}

package zero

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"
)

// variable is a local variable some parts of which are at zero where it begins.
type variable struct {
	object  types.Object
	start   ast.Node // of the control flow graph, or nil for the entry
	at      ast.Node // what is reported
	parts   []part
	text    string // what is said of it; "" says it by the part that is read
	pointer bool   // it points to what has the parts
	fresh   bool   // it is all zero, so that a function it is given to may be there to fill it
	failure types.Object
}

// A state says which parts of a variable may be at zero: the bit of each. The failure bit is the error beside a result, while nothing
// was assigned to it.
type state uint64

const (
	failureBit = 63
	joinedBit  = 1 << 62 // of a state that stands for many
	statesMax  = 64      // beside each other: of more, some that are known apart are joined
)

func (v *variable) full() state {
	s := state(1)<<len(v.parts) - 1
	if v.failure != nil {
		s |= 1 << failureBit
	}
	return s
}

// flow follows the variables of a function from where they begin to where they are read.
func (c *checker) flow(t *ast.FuncType, body *ast.BlockStmt, signature *types.Signature) {
	variables := append(c.results(t, signature), c.locals(body)...)
	if len(variables) == 0 {
		return
	}
	graph := cfg.New(body, mayReturn)
	asked := conditionsOf(c.TypesInfo, body)
	loops, targets, lengths := loopsOf(body)
	for _, v := range variables {
		if len(v.parts) > partsMax {
			v.parts = v.parts[:partsMax]
		}
		w := &walk{checker: c, v: v, asked: asked, results: signature.Results(), loops: loops, targets: targets, lengths: lengths}
		w.run(graph)
		c.reportRead(v, w)
	}
}

func (c *checker) reportRead(v *variable, w *walk) {
	if len(w.hits) == 0 {
		return
	}
	slices.SortFunc(w.hits, func(a, b hit) int { return int(a.at.Pos() - b.at.Pos()) })
	first := w.hits[0]
	var parts []part
	for i, p := range v.parts {
		if first.parts&(1<<i) != 0 {
			parts = append(parts, p)
		}
	}
	text := v.text
	if text == "" {
		text = "var " + v.object.Name() + " may be read before " + named(parts).name(v.object.Name()) + " has a value"
	}
	related := []analysis.RelatedInformation{{Pos: first.at.Pos(), End: first.at.End(), Message: "read here"}}
	c.wrong(v.at, parts, related, "%s", text)
}

// named is the part that a message names: one that is refused, before those that are not known.
func named(parts []part) part {
	at := slices.IndexFunc(parts, func(p part) bool { return p.why != "" })
	p := parts[max(at, 0)]
	if len(p.path) == 0 {
		return part{}
	}
	return p
}

// results are the named results of a function.
func (c *checker) results(t *ast.FuncType, signature *types.Signature) (all []*variable) {
	if t.Results == nil {
		return nil
	}
	last := signature.Results().At(signature.Results().Len() - 1)
	for _, field := range t.Results.List {
		for _, name := range field.Names {
			object := c.TypesInfo.Defs[name]
			if object == nil || name.Name == "_" {
				continue
			}
			if parts := c.judge.parts(object.Type()); len(parts) > 0 {
				v := &variable{object: object, at: name, parts: parts, text: "the result " + name.Name + " may be returned before it has a value"}
				if isError(last.Type()) {
					v.failure = last
				}
				all = append(all, v)
			}
		}
	}
	return all
}

// locals are the variables of a body that begin with something at zero. Those of literals within it are not among them.
func (c *checker) locals(body *ast.BlockStmt) (all []*variable) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ValueSpec:
			for i, name := range n.Names {
				switch {
				case len(n.Values) == 0:
					all = append(all, c.declared(name, n)...)
				case len(n.Values) == len(n.Names):
					all = append(all, c.defined(name, n.Values[i], n)...)
				}
			}
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE || len(n.Lhs) != len(n.Rhs) {
				return true
			}
			for i, target := range n.Lhs {
				if name, ok := target.(*ast.Ident); ok {
					all = append(all, c.defined(name, n.Rhs[i], n)...)
				}
			}
		}
		return true
	})
	return all
}

func (c *checker) declared(name *ast.Ident, start ast.Node) []*variable {
	object, ok := c.TypesInfo.Defs[name].(*types.Var)
	if !ok || name.Name == "_" {
		return nil
	}
	parts := c.judge.parts(object.Type())
	if len(parts) == 0 {
		return nil
	}
	return []*variable{{object: object, start: start, at: name, parts: parts, fresh: true}}
}

// defined is the variable that begins as a literal, a new or a make.
func (c *checker) defined(name *ast.Ident, value ast.Expr, start ast.Node) []*variable {
	object, ok := c.TypesInfo.Defs[name].(*types.Var)
	if !ok || name.Name == "_" {
		return nil
	}
	v := &variable{object: object, start: start}
	value = ast.Unparen(value)
	if address, ok := value.(*ast.UnaryExpr); ok && address.Op == token.AND {
		v.pointer, value = true, ast.Unparen(address.X)
	}
	switch e := value.(type) {
	case *ast.CompositeLit:
		t := c.TypesInfo.TypeOf(e)
		v.parts, v.fresh = c.left(e, t), len(e.Elts) == 0
		if len(v.parts) > 0 {
			v.text = c.leaves(t, v.parts, v.fresh)
		}
	case *ast.CallExpr:
		if !c.TypesInfo.Types[ast.Unparen(e.Fun)].IsBuiltin() || v.pointer {
			return nil
		}
		c.builtin(v, e)
	}
	if len(v.parts) == 0 {
		return nil
	}
	v.at = value
	c.flows[value] = true
	return []*variable{v}
}

func (c *checker) builtin(v *variable, e *ast.CallExpr) {
	switch calleeName(e) {
	case "new":
		if t := c.TypesInfo.Types[e.Args[0]]; t.IsType() {
			v.parts, v.pointer, v.fresh = c.judge.parts(t.Type), true, true
			v.text = "new(" + c.judge.name(t.Type) + ") is the zero value"
		}
	case "make":
		v.parts, v.fresh = c.makes(e), true
		if len(v.parts) == 0 {
			return
		}
		v.text = "make(" + c.judge.name(c.TypesInfo.TypeOf(e)) + ", " + types.ExprString(e.Args[1]) + ") makes zero values: append to a slice of length 0"
		if n := c.TypesInfo.Types[e.Args[1]].Value; n != nil {
			if length, _ := constant.Int64Val(constant.ToInt(n)); length <= elementsMax { // each is told apart
				parts := v.parts
				v.parts = nil
				for i := range length {
					for _, p := range parts {
						p.path = append([]string{"[" + strconv.FormatInt(i, 10) + "]"}, p.path[1:]...)
						v.parts = append(v.parts, p)
					}
				}
			}
		}
	}
}

// loopsOf are the elements that each loop of a body assigns in every round, by the node of the graph where the loop begins, and the
// variables of ranges and what is ranged over by its length alone, which are nodes of the graph too.
func loopsOf(body *ast.BlockStmt) (loops map[ast.Node][]*ast.IndexExpr, targets, lengths map[ast.Node]bool) {
	loops, targets, lengths = map[ast.Node][]*ast.IndexExpr{}, map[ast.Node]bool{}, map[ast.Node]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.RangeStmt:
			loops[n.X] = loopTargets(n.Body)
			targets[n.Key], targets[n.Value] = true, true
			lengths[n.X] = n.Value == nil || isBlank(n.Value)
		case *ast.ForStmt:
			if n.Cond != nil {
				loops[n.Cond] = loopTargets(n.Body)
			}
		}
		return true
	})
	delete(targets, nil)
	return loops, targets, lengths
}

// mayReturn says whether a call may return, by the name of what it calls.
func mayReturn(call *ast.CallExpr) bool {
	switch calleeName(call) {
	case "panic", "Exit", "Fatal", "Fatalf", "Fatalln", "FailNow", "Skip", "Skipf", "SkipNow", "Goexit", "Panic", "Panicf", "Panicln":
		return false
	}
	return true
}

package total

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
)

// texts finds what the programmer wrote for an instruction.
type texts struct {
	pass  *analysis.Pass
	exprs map[token.Pos]ast.Node // by the position that package ssa gives to what an expression becomes
}

func newTexts(pass *analysis.Pass) *texts { return &texts{pass: pass} }

// at is the expression for which there is an instruction at pos.
func (t *texts) at(pos token.Pos) ast.Node {
	if t.exprs == nil {
		t.exprs = map[token.Pos]ast.Node{}
		for _, file := range t.pass.Files {
			ast.Inspect(file, t.note)
		}
	}
	return t.exprs[pos]
}

func (t *texts) note(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.IndexExpr:
		t.exprs[n.Lbrack] = n
	case *ast.SliceExpr:
		t.exprs[n.Lbrack] = n
	case *ast.BinaryExpr:
		t.exprs[n.OpPos] = n
	case *ast.AssignStmt:
		t.exprs[n.TokPos] = n
	case *ast.IncDecStmt:
		t.exprs[n.TokPos] = n
	case *ast.CallExpr:
		t.exprs[n.Lparen] = n
	case *ast.TypeAssertExpr:
		t.exprs[n.Lparen] = n
	case *ast.StarExpr:
		t.exprs[n.Star] = n
	case *ast.SelectorExpr:
		t.exprs[n.Sel.Pos()] = n
	}
	return true
}

const textMax = 48 // bytes of an expression in a message

// text is an expression as it is written, or instead where it is long or there is none.
func text(e ast.Expr, instead string) string {
	if e == nil {
		return instead
	}
	if s := types.ExprString(e); len(s) <= textMax {
		return s
	}
	return instead
}

// value is what a value is called, where no expression is found.
func value(v ssa.Value, instead string) string {
	switch v := v.(type) {
	case *ssa.Parameter:
		return v.Name()
	case *ssa.FreeVar:
		return v.Name()
	case *ssa.Global:
		return v.Name()
	case *ssa.Const:
		if v.Value != nil {
			return v.Value.String()
		}
	case *ssa.Phi:
		if v.Comment != "" {
			return v.Comment
		}
	case *ssa.Alloc:
		if v.Comment != "" {
			return v.Comment
		}
	case *ssa.UnOp:
		return value(v.X, instead)
	case *ssa.FieldAddr:
		return v.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct).Field(v.Field).Name()
	case *ssa.Field:
		return v.X.Type().Underlying().(*types.Struct).Field(v.Field).Name()
	}
	return instead
}

func (t *texts) index(instr ssa.Instruction, x, i ssa.Value) (xs, index string) {
	if e, ok := t.at(instr.Pos()).(*ast.IndexExpr); ok {
		return text(e.X, "the slice"), text(e.Index, "the index")
	}
	return value(x, "the slice"), value(i, "the index")
}

func (t *texts) slice(v *ssa.Slice) (xs, part string) {
	e, ok := t.at(v.Pos()).(*ast.SliceExpr)
	if !ok {
		return value(v.X, "the slice"), ":"
	}
	part = text(e.Low, "") + ":" + text(e.High, "")
	if e.Max != nil {
		part += ":" + text(e.Max, "")
	}
	return text(e.X, "the slice"), part
}

func (t *texts) pointer(instr ssa.Instruction, x ssa.Value) string {
	switch e := t.at(instr.Pos()).(type) {
	case *ast.SelectorExpr:
		return text(e.X, "the pointer")
	case *ast.StarExpr:
		return text(e.X, "the pointer")
	case *ast.IndexExpr:
		return text(e.X, "the pointer")
	}
	return value(x, "a pointer")
}

func (t *texts) mapOf(v *ssa.MapUpdate) string {
	switch e := t.at(v.Pos()).(type) {
	case *ast.IndexExpr:
		return text(e.X, "the map")
	case *ast.AssignStmt:
		for _, left := range e.Lhs {
			if index, ok := ast.Unparen(left).(*ast.IndexExpr); ok {
				return text(index.X, "the map")
			}
		}
	}
	return value(v.Map, "the map")
}

func (t *texts) right(v *ssa.BinOp) string {
	switch e := t.at(v.Pos()).(type) {
	case *ast.BinaryExpr:
		return text(e.Y, "the right side")
	case *ast.AssignStmt:
		if len(e.Rhs) == 1 {
			return text(e.Rhs[0], "the right side")
		}
	}
	return value(v.Y, "the right side")
}

func (t *texts) asserted(v *ssa.TypeAssert) string {
	if e, ok := t.at(v.Pos()).(*ast.TypeAssertExpr); ok {
		return text(e.X, "the value")
	}
	return value(v.X, "the value")
}

// typ is a type as the package writes it.
func (t *texts) typ(of types.Type) string {
	return types.TypeString(of, types.RelativeTo(t.pass.Pkg))
}

func (t *texts) called(call ssa.CallInstruction) string {
	e, ok := t.at(call.Pos()).(*ast.CallExpr)
	if !ok {
		return value(call.Common().Value, "the function")
	}
	if selector, ok := e.Fun.(*ast.SelectorExpr); ok && call.Common().IsInvoke() {
		return text(selector.X, "the interface")
	}
	return text(e.Fun, "the function")
}

// rangedOver is the range statement that calls a function with its body, if an instruction is that call.
func rangedOver(instr ssa.Instruction) *ast.RangeStmt {
	call, ok := instr.(ssa.CallInstruction)
	if !ok || len(call.Common().Args) == 0 {
		return nil
	}
	args := call.Common().Args // of a method, the receiver stands first
	body, ok := args[len(args)-1].(*ssa.MakeClosure)
	if !ok {
		return nil
	}
	loop, _ := body.Fn.(*ssa.Function).Syntax().(*ast.RangeStmt)
	return loop
}

// loops are the for statements of a function, but not of those within it, by position.
func loopStatements(fn *ssa.Function) (loops []ast.Stmt) {
	var body *ast.BlockStmt
	switch n := fn.Syntax().(type) {
	case *ast.FuncDecl:
		body = n.Body
	case *ast.FuncLit:
		body = n.Body
	case *ast.RangeStmt:
		body = n.Body
	}
	if body == nil {
		return nil
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ForStmt:
			loops = append(loops, n)
		case *ast.RangeStmt:
			loops = append(loops, n)
		}
		return true
	})
	return loops
}

// declaration is the comment's place for a function: its declaration.
func declaration(fn *ssa.Function) *ast.FuncDecl {
	decl, _ := fn.Syntax().(*ast.FuncDecl)
	return decl
}

// smallest is the smallest statement around all positions.
func smallest(loops []ast.Stmt, from, to token.Pos) ast.Stmt {
	var best ast.Stmt
	for _, l := range loops {
		if l.Pos() <= from && to <= l.End() && (best == nil || l.End()-l.Pos() < best.End()-best.Pos()) {
			best = l
		}
	}
	return best
}

// near is the position of an instruction, or of one beside it where the compiler gave it none. The call that a range over a function
// makes of it is where that function is written.
func (t *texts) near(instr ssa.Instruction) token.Pos {
	if instr.Pos().IsValid() {
		return instr.Pos()
	}
	if over := rangedOver(instr); over != nil {
		return over.X.Pos()
	}
	block := instr.Block().Instrs
	at := slices.Index(block, instr)
	for i := 1; i < len(block); i++ {
		for _, j := range []int{at - i, at + i} {
			if j >= 0 && j < len(block) && block[j].Pos().IsValid() {
				if _, phi := block[j].(*ssa.Phi); !phi {
					return block[j].Pos()
				}
			}
		}
	}
	return instr.Parent().Pos()
}

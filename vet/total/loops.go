package total

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/bounds"
)

// loops checks that each loop of the function ends, or that a measure is claimed for it.
func (c *checker) loops() {
	statements := loopStatements(c.fn)
	for _, l := range bounds.Loops(c.fn) {
		if c.prove.Ends(l) {
			continue
		}
		at, pos := statementOf(l, statements)
		if !pos.IsValid() {
			pos = c.fn.Pos()
		}
		hazard := Hazard{Endless: true, pos: pos, Says: c.loopSays(l, at)}
		if at != nil && !receives(l) {
			if claim, ok := c.marks.Decreases(at); ok {
				hazard.Left = true
				hazard.Says = "loops until " + claim + " has decreased to its least, which is claimed and not proved"
				if wrong := c.wrongClaim(l, at, claim); wrong != "" {
					hazard.Left, hazard.Says = false, wrong
				}
			}
		}
		c.problems = append(c.problems, problem{Hazard: hazard})
	}
}

func (c *checker) loopSays(l *bounds.Loop, at ast.Stmt) string {
	if receives(l) {
		return "ranges over a channel, which may never be closed: handlers return, and messages come by Receive"
	}
	if loop, ok := at.(*ast.ForStmt); ok && loop.Cond == nil && !leaves(l) {
		return "loops without an end: give the loop a condition that becomes false"
	}
	return "loops, and nothing shows that it ends: count towards a bound that stays, or write //assay:decreases and what becomes smaller with every round above it"
}

// leaves says whether there is a way out of a loop.
func leaves(l *bounds.Loop) bool {
	for _, b := range l.Blocks {
		if len(b.Succs) == 0 {
			return true
		}
		for _, succ := range b.Succs {
			if !l.Contains(succ) {
				return true
			}
		}
	}
	return false
}

// receives says whether a loop ranges over a channel.
func receives(l *bounds.Loop) bool {
	for _, instr := range l.Head.Instrs {
		if recv, ok := instr.(*ssa.UnOp); ok && recv.Op == token.ARROW && recv.CommaOk {
			return l.Head.Comment == "rangechan.loop"
		}
	}
	return false
}

// statementOf is the for statement that a loop was made of, and its position. A loop that goto makes has none.
func statementOf(l *bounds.Loop, statements []ast.Stmt) (ast.Stmt, token.Pos) {
	var from, to, least token.Pos
	for _, b := range l.Blocks {
		for _, instr := range b.Instrs {
			pos := instr.Pos()
			if _, phi := instr.(*ssa.Phi); phi || !pos.IsValid() {
				continue
			}
			if least == token.NoPos || pos < least {
				least = pos
			}
			if !within(pos, statements) {
				continue
			}
			if from == token.NoPos || pos < from {
				from = pos
			}
			to = max(to, pos)
		}
	}
	if from.IsValid() {
		if s := smallest(statements, from, to); s != nil {
			return s, s.Pos()
		}
	}
	for _, s := range statements { // one without instructions
		if loop, ok := s.(*ast.ForStmt); ok && loop.Cond == nil {
			return s, s.Pos()
		}
	}
	return nil, least
}

func within(pos token.Pos, statements []ast.Stmt) bool {
	for _, s := range statements {
		if s.Pos() <= pos && pos <= s.End() {
			return true
		}
	}
	return false
}

// wrongClaim says what is wrong with a claimed measure of a loop: it is no integer there, or it is shown not to become smaller.
func (c *checker) wrongClaim(l *bounds.Loop, at ast.Stmt, claim string) string {
	var body *ast.BlockStmt
	switch loop := at.(type) {
	case *ast.ForStmt:
		body = loop.Body
	case *ast.RangeStmt:
		body = loop.Body
	}
	expr, problem := c.measure(claim, body.Lbrace+1)
	if problem != "" {
		return problem
	}
	named := func(name string) (bounds.Term, bool) {
		for _, instr := range l.Head.Instrs {
			if phi, ok := instr.(*ssa.Phi); ok && phi.Comment == name {
				return c.prove.Term(phi), true
			}
		}
		return 0, false
	}
	if t, ok := c.measured(expr, named); ok && c.prove.NeverLessens(l, t) {
		return "loops, and " + claim + ", which is said to decrease, does not become smaller: name what does"
	}
	return ""
}

// measure is the expression of a //assay:decreases at a position, or what is wrong with it.
func (c *checker) measure(claim string, pos token.Pos) (ast.Expr, string) {
	expr, err := parseExpr(claim)
	if err != nil {
		return nil, "is said to decrease " + claim + ", which is no expression: name an integer, or what has a length"
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	if err := types.CheckExpr(c.pass.Fset, c.pass.Pkg, pos, expr, info); err != nil {
		return nil, "is said to decrease " + claim + ", which means nothing here: name an integer, or what has a length"
	}
	switch t := info.Types[expr].Type.Underlying().(type) {
	case *types.Slice, *types.Map:
		return expr, ""
	case *types.Basic:
		if t.Info()&(types.IsInteger|types.IsString) != 0 {
			return expr, ""
		}
	}
	return nil, "is said to decrease " + claim + ", which is a " + c.texts.typ(info.Types[expr].Type) + ": name an integer, or what has a length"
}

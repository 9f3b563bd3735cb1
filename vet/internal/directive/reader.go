package directive

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// reader reads one package. A directive belongs to the declaration, the loop or the package clause that its comment group stands
// above; anywhere else it is misplaced, and said to be.
type reader struct {
	pass *analysis.Pass
	set  *Set
	// extents are what a comment group stands above, by the group.
	extents map[*ast.CommentGroup]ast.Node
}

func (r *reader) file(file *ast.File) {
	r.extents = map[*ast.CommentGroup]ast.Node{}
	if file.Doc != nil {
		r.extents[file.Doc] = file
	}
	ast.Inspect(file, func(n ast.Node) bool {
		r.attach(n)
		return true
	})
	lines := loopLines(r.pass.Fset, file)
	for _, group := range file.Comments {
		over := r.extents[group]
		if over == nil {
			over = lines[r.pass.Fset.Position(group.End()).Line+1]
		}
		for _, comment := range group.List {
			if w, text, ok := word(comment); ok {
				r.directive(comment, w, text, over)
			}
		}
	}
}

// attach notes which declaration a doc comment belongs to.
func (r *reader) attach(n ast.Node) {
	switch n := n.(type) {
	case *ast.FuncDecl:
		r.note(n.Doc, n)
	case *ast.GenDecl:
		r.note(n.Doc, n)
	case *ast.TypeSpec:
		r.note(n.Doc, n)
	case *ast.ValueSpec:
		r.note(n.Doc, n)
	case *ast.Field:
		r.note(n.Doc, n)
	}
}

func (r *reader) note(group *ast.CommentGroup, n ast.Node) {
	if group != nil {
		r.extents[group] = n
	}
}

// loopLines are the loops and the function literals of a file, by the line on which they begin: comments within bodies have no
// place in the tree.
func loopLines(fset *token.FileSet, file *ast.File) map[int]ast.Node {
	lines := map[int]ast.Node{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.AssignStmt, *ast.ExprStmt, *ast.ReturnStmt, *ast.DeclStmt, *ast.IfStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.CaseClause, *ast.LabeledStmt:
			if line := fset.Position(n.Pos()).Line; lines[line] == nil {
				lines[line] = n
			}
		}
		return true
	})
	return lines
}

func (r *reader) directive(comment *ast.Comment, w, text string, over ast.Node) {
	switch w {
	case "pure", "immutable", "decreases", "ignore":
	default:
		r.complain(comment, "//assay:%s is not known, expected pure, immutable, decreases or ignore", w)
		return
	}
	if over == nil {
		r.complain(comment, "//assay:%s stands above no declaration: put it into the comment of the function, type, variable or loop that it is about", w)
		return
	}
	if w == "ignore" {
		r.ignore(comment, text, over)
		return
	}
	if w == "decreases" && text == "" {
		r.complain(comment, "//assay:decreases needs an expression that becomes smaller with every round and is never negative")
		return
	}
	r.set.marks = append(r.set.marks, mark{w, text, over.Pos(), over.End()})
}

func (r *reader) ignore(comment *ast.Comment, text string, over ast.Node) {
	analyzer, reason, _ := strings.Cut(text, " ")
	reason = strings.TrimSpace(reason)
	switch {
	case !slices.Contains(names, analyzer):
		r.complain(comment, "//assay:ignore names no analyzer: %q, expected one of %s", analyzer, strings.Join(names, ", "))
	case reason == "":
		r.complain(comment, "//assay:ignore %s gives no reason: why is it right here?", analyzer)
	default:
		from := over.Pos()
		if _, whole := over.(*ast.File); whole {
			from = over.(*ast.File).FileStart
		}
		r.set.ignores = append(r.set.ignores, ignore{analyzer: analyzer, reason: reason, from: from, to: over.End(), at: comment.Pos()})
		if evidence && !strict {
			r.pass.Report(analysis.Diagnostic{Pos: comment.Pos(), Category: CategoryIgnored, Message: analyzer + ": " + reason})
		}
	}
}

func (r *reader) complain(comment *ast.Comment, format string, args ...any) {
	r.pass.ReportRangef(comment, format, args...)
}

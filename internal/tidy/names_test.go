package tidy

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// packagesSayWhatTheyAre wants one package sentence in each room: "Package x ...", or "Command x ..." for a command.
func packagesSayWhatTheyAre(h *house) (complaints []string) {
	dirs, files := h.rooms()
	for _, dir := range dirs {
		var docs []string
		name := ""
		for _, f := range files[dir] {
			if f.test() {
				continue
			}
			name = f.syntax.Name.Name
			if f.syntax.Doc != nil {
				docs = append(docs, f.syntax.Doc.Text())
			}
		}
		begin := "Package " + name + " "
		if name == "main" {
			begin = "Command " + dir[strings.LastIndex(dir, "/")+1:] + " "
		}
		switch {
		case name == "": // tests alone
		case len(docs) != 1:
			complaints = append(complaints, fmt.Sprintf("%s: %d package comments, expected one", dir, len(docs)))
		case !strings.HasPrefix(docs[0], begin):
			complaints = append(complaints, fmt.Sprintf("%s: the package comment does not begin with %q", dir, begin))
		}
	}
	return complaints
}

// packagesAreTried wants an example or a test beside every package that has exported names.
func packagesAreTried(h *house) (complaints []string) {
	dirs, files := h.rooms()
	for _, dir := range dirs {
		exports := slices.ContainsFunc(files[dir], func(f *file) bool { return !f.test() && exportsSomething(f) })
		if exports && !slices.ContainsFunc(files[dir], tries) {
			complaints = append(complaints, dir+": it has exported names, and no test or example")
		}
	}
	return complaints
}

func exportsSomething(f *file) bool {
	return f.syntax.Name.Name != "main" && slices.ContainsFunc(f.syntax.Decls, func(d ast.Decl) bool { return len(exported(d)) > 0 })
}

func tries(f *file) bool {
	return f.test() && slices.ContainsFunc(f.syntax.Decls, func(d ast.Decl) bool {
		fn, ok := d.(*ast.FuncDecl)
		return ok && fn.Recv == nil && (strings.HasPrefix(fn.Name.Name, "Test") || strings.HasPrefix(fn.Name.Name, "Example"))
	})
}

// name is an exported name, and whether a comment says what it is.
type name struct {
	ident     *ast.Ident
	commented bool
}

// exportedNamesAreCommented wants a comment on every exported name, before it, behind it on its line, or before the group that it
// stands in. The values of an enumeration are said by the comment of their type, String and Error by fmt and errors.
func exportedNamesAreCommented(h *house) (complaints []string) {
	for _, f := range h.goFiles() {
		if f.test() {
			continue
		}
		for _, d := range f.syntax.Decls {
			for _, n := range exported(d) {
				if !n.commented {
					complaints = append(complaints, h.at(n.ident.Pos(), "%s is exported and has no comment", n.ident.Name))
				}
			}
		}
	}
	return complaints
}

func exported(d ast.Decl) (names []name) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && (d.Recv == nil || ast.IsExported(receiver(d))) {
			names = append(names, name{d.Name, d.Doc != nil || d.Recv != nil && (d.Name.Name == "String" || d.Name.Name == "Error")})
		}
	case *ast.GenDecl:
		typed := false // a const group that begins with a type is an enumeration
		for i, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() {
					names = append(names, name{s.Name, s.Doc != nil || s.Comment != nil || d.Doc != nil})
				}
			case *ast.ValueSpec:
				typed = typed || i == 0 && d.Tok == token.CONST && s.Type != nil
				for _, ident := range s.Names {
					if ident.IsExported() {
						names = append(names, name{ident, s.Doc != nil || s.Comment != nil || d.Doc != nil || typed})
					}
				}
			}
		}
	}
	return names
}

// receiver is the name of a method's type, without its pointer and its type parameters.
func receiver(d *ast.FuncDecl) string {
	switch t := d.Recv.List[0].Type.(type) {
	case *ast.StarExpr:
		return baseName(t.X)
	default:
		return baseName(t)
	}
}

func baseName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.IndexExpr:
		return baseName(e.X)
	case *ast.IndexListExpr:
		return baseName(e.X)
	}
	return ""
}

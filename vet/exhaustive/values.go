package exhaustive

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/assay-dev/assay/vet/internal/sum"
)

// valueSwitch is a switch over the values of an enum, with what it misses, or nil.
func (s *survey) valueSwitch(c inspector.Cursor, n *ast.SwitchStmt) *branching {
	if n.Tag == nil {
		return nil
	}
	over := s.info.TypeOf(n.Tag)
	enum := s.index.Enum(over)
	if enum == nil || !enum.Closed && !s.own(enum.Path) {
		return nil
	}
	named := map[string]bool{}
	for _, clause := range clauses(n.Body) {
		for _, e := range clause.List {
			key, ok := s.memberOf(enum, e)
			if !ok {
				return nil // compared with something else than the members
			}
			named[key] = true
		}
	}
	cases := len(named)
	sw := &branching{at: c, body: n.Body, operand: n.Tag, variable: s.variable(n.Tag), over: over, enum: enum}
	inTest := s.inTest(n)
	for _, m := range enum.Members {
		if named[m.Key] || m.Test && !inTest {
			continue
		}
		named[m.Key] = true
		sw.missing = append(sw.missing, s.absentMember(c, enum, m))
	}
	if !enum.Closed && cases <= len(sw.missing) {
		return nil // it picks a few, as is usual with integers
	}
	return sw
}

// own says whether a package belongs to the module that is analysed: the constants of others are theirs to add to.
func (s *survey) own(path string) bool {
	if path == s.pass.Pkg.Path() {
		return true
	}
	module := s.pass.Module
	return module != nil && (path == module.Path || strings.HasPrefix(path, module.Path+"/"))
}

// memberOf is the key of the member that an expression names.
func (s *survey) memberOf(enum *sum.Enum, e ast.Expr) (key string, ok bool) {
	key = sum.KeyOf(s.info, e)
	for _, m := range enum.Members {
		if m.Key == key || m.Name == key {
			return m.Key, true
		}
	}
	return "", false
}

func (s *survey) absentMember(c inspector.Cursor, enum *sum.Enum, m sum.Member) absent {
	a := absent{name: m.Name, within: enum.Path}
	if enum.Path == s.pass.Pkg.Path() {
		a.label = m.Name
	} else if q := s.qualifier(c, enum.Path); token.IsExported(m.Name) {
		a.label = q + m.Name
	}
	if f, ok := s.lookup(enum.Path, m.Name).(*types.Func); ok && a.label != "" && f.Signature().Params().Len() == 0 {
		a.label += "()"
	}
	return a
}

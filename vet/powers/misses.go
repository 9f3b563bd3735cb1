package powers

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/assay-dev/assay/vet/internal/directive"
)

// powers reports the near misses of an actor. byValue says that its value is an actor, and not only a pointer to it.
func (s *survey) powers(a *actor, byValue bool) {
	for _, f := range forms {
		m := a.method(f.name)
		switch {
		case m == nil:
			s.nearly(a, f)
		case !f.fits(*m, a.state):
			s.wrong(a, f, *m)
		case byValue && !m.byValue && s.spawnedByValue(a.name):
			s.report(*m, a, fmt.Sprintf("%s has a pointer receiver, and so %s has not the power %s: declare it on the value as Receive is, or spawn a pointer",
				f.name, a.name.Name(), f.name), nil)
		}
	}
}

// nearly reports methods that are not called and look like the power.
func (s *survey) nearly(a *actor, f form) {
	for _, m := range a.methods {
		means, slip := f.near(m.fn.Name())
		answered, handles := answers(&m)
		if !means && !slip || !handles || !types.Identical(answered, a.state) || s.called[m.fn] || isRight(m.fn.Name()) {
			continue
		}
		switch fits := f.fits(m, a.state); {
		case fits:
			message := fmt.Sprintf("%s is nearly the power %s, and so is never called: name it %s", m.fn.Name(), f.name, f.name)
			s.report(m, a, message, s.rename(m.fn, f.name))
		case means:
			message := fmt.Sprintf("%s is nearly the power %s, and so is never called: expected %s", m.fn.Name(), f.name, s.text(f, a.state))
			s.report(m, a, message, nil)
		}
	}
}

// isRight says whether a name is that of a handler, which is judged as such.
func isRight(name string) bool {
	for _, f := range forms {
		if name == f.name {
			return true
		}
	}
	return name == "Start" || name == "Receive"
}

// wrong reports a method with the name of a power and another signature. One that comes from an embedded type, with another
// state, is reported at the type that embeds it.
func (s *survey) wrong(a *actor, f form, m method) {
	has := strings.TrimPrefix(types.TypeString(m.sig, s.qualified), "func")
	if m.own {
		s.report(m, a, fmt.Sprintf("%s has the name of a power and not its signature, and no System with %s is built: %s%s, expected %s",
			f.name, a.name.Name(), f.name, has, s.text(f, a.state)), nil)
		return
	}
	directive.Report(s.pass, analysis.Diagnostic{Pos: a.name.Pos(), Message: fmt.Sprintf(
		"%s gets %s from what it embeds, with a signature that is not its own, and no System with it is built: %s%s, expected %s",
		a.name.Name(), f.name, f.name, has, s.text(f, a.state))})
}

// half reports what is wrong with the other method of a type that has one of Start and Receive. A type that is embedded in others is a part of an actor.
func (s *survey) half(a *actor, other *method, f form) {
	if s.parts[a.name] {
		return
	}
	if other != nil {
		if other.own && s.meant(*other) {
			has := strings.TrimPrefix(types.TypeString(other.sig, s.qualified), "func")
			s.report(*other, a, fmt.Sprintf("%s is nearly an actor: %s%s, expected %s", a.name.Name(), f.name, has, s.text(f, a.state)), nil)
		}
		return
	}
	for _, m := range a.methods {
		shape, ok := startShape(&m)
		if f.name == "Receive" {
			shape, ok = receiveShape(&m)
		}
		means, slip := f.near(m.fn.Name())
		if ok && types.Identical(shape, a.state) && (means || slip) && !s.called[m.fn] && !isRight(m.fn.Name()) {
			s.report(m, a, fmt.Sprintf("%s is nearly %s, without which %s is no actor: name it %s", m.fn.Name(), f.name, a.name.Name(), f.name), s.rename(m.fn, f.name))
		}
	}
}

// meant says whether a Start or Receive was meant as that of an actor: it speaks of IDs or effects.
func (s *survey) meant(m method) bool {
	for v := range m.sig.Params().Variables() {
		if isID(v.Type(), nil) {
			return true
		}
	}
	for v := range m.sig.Results().Variables() {
		if isNamed(v.Type(), vocabulary, "Effects") {
			return true
		}
	}
	return false
}

// text is the signature of a form with the state of an actor.
func (s *survey) text(f form, state types.Type) string {
	name := types.TypeString(state, s.qualified)
	return fmt.Sprintf("%s(%s) (%s, assay.Effects)", f.name, strings.Replace(f.text, "state S", "state "+name, 1), name)
}

func (s *survey) qualified(p *types.Package) string {
	if p == s.pass.Pkg {
		return ""
	}
	return p.Name()
}

// report reports a method once, whatever number of types has it. One of another package is that package's.
func (s *survey) report(m method, a *actor, message string, fixes []analysis.SuggestedFix) {
	if s.reported[m.fn] || m.fn.Pkg() != s.pass.Pkg {
		return
	}
	s.reported[m.fn] = true
	d := analysis.Diagnostic{Pos: m.fn.Pos(), Message: message, SuggestedFixes: fixes}
	if !m.own {
		d.Related = []analysis.RelatedInformation{{Pos: a.name.Pos(), Message: "the actor " + a.name.Name()}}
	}
	directive.Report(s.pass, d)
}

// rename renames a method and its uses in this package.
func (s *survey) rename(fn *types.Func, name string) []analysis.SuggestedFix {
	var edits []analysis.TextEdit
	for c := range s.in.Root().Preorder((*ast.Ident)(nil)) {
		id := c.Node().(*ast.Ident)
		if used, ok := s.pass.TypesInfo.ObjectOf(id).(*types.Func); ok && used.Origin() == fn {
			edits = append(edits, analysis.TextEdit{Pos: id.Pos(), End: id.End(), NewText: []byte(name)})
		}
	}
	return []analysis.SuggestedFix{{Message: "Rename it to " + name, TextEdits: edits}}
}

// readUses notes which methods are called, how types are spawned, and which types are embedded.
func (s *survey) readUses() {
	s.called, s.spawned, s.parts = map[*types.Func]bool{}, map[*types.TypeName]spawn{}, map[*types.TypeName]bool{}
	info := s.pass.TypesInfo
	for c := range s.in.Root().Preorder((*ast.SelectorExpr)(nil), (*ast.CallExpr)(nil), (*ast.StructType)(nil)) {
		switch n := c.Node().(type) {
		case *ast.SelectorExpr:
			if fn, ok := info.Uses[n.Sel].(*types.Func); ok && fn.Pkg() == s.pass.Pkg && (!s.inTest(n.Pos()) || s.inTest(fn.Pos())) {
				s.called[fn.Origin()] = true
			}
		case *ast.CallExpr:
			s.readSpawn(n)
		case *ast.StructType:
			for _, field := range n.Fields.List {
				if name, _ := named(info.TypeOf(field.Type)); len(field.Names) == 0 && name != nil {
					s.parts[name] = true
				}
			}
		}
	}
}

func (s *survey) inTest(pos token.Pos) bool {
	return strings.HasSuffix(s.pass.Fset.File(pos).Name(), "_test.go")
}

// readSpawn notes the arguments of Spawn and SpawnN.
func (s *survey) readSpawn(n *ast.CallExpr) {
	fn, ok := typeutil.Callee(s.pass.TypesInfo, n).(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg().Path() != vocabulary || !strings.HasPrefix(fn.Name(), "Spawn") || len(n.Args) == 0 {
		return
	}
	name, pointer := named(s.pass.TypesInfo.TypeOf(n.Args[len(n.Args)-1]))
	if name != nil {
		how := s.spawned[name]
		s.spawned[name] = spawn{value: how.value || !pointer, pointer: how.pointer || pointer}
	}
}

// named is the name of a type or of what it points to.
func named(t types.Type) (name *types.TypeName, pointer bool) {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t, pointer = types.Unalias(p.Elem()), true
	}
	if n, ok := t.(*types.Named); ok {
		return n.Origin().Obj(), pointer
	}
	return nil, false
}

// spawnedByValue says whether a type is spawned as a value, as far as this package shows.
func (s *survey) spawnedByValue(name *types.TypeName) bool {
	how := s.spawned[name]
	return how.value || !how.pointer
}

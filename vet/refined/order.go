package refined

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/predicate"
)

// sequence knows in which order the package's variables are initialised.
type sequence struct {
	checker
	decls map[*types.Func]*ast.FuncDecl
	rank  map[*types.Var]int // of the variables whose initialisers have to run
	reads typeutil.Map       // of refined types: the ranked variables that their predicates read, []*types.Var
}

// order finds variables that Must or Parse makes before the variables that the predicate reads. Go orders variables by what their
// initialisers refer to, and through refine.Must[ID] nothing refers to the method Holds: the files' names and the lines decide.
//
// Does not find: a function value that an initialiser hands to a function which calls it, and a predicate that is a type parameter.
func (c checker) order() {
	o := &sequence{checker: c, decls: map[*types.Func]*ast.FuncDecl{}, rank: map[*types.Var]int{}}
	for i, init := range c.TypesInfo.InitOrder {
		if c.runs(init.Rhs) {
			for _, v := range init.Lhs {
				o.rank[v] = i
			}
		}
	}
	if len(o.rank) == 0 {
		return
	}
	o.readFunctions()
	if !o.readSites() {
		return
	}
	for i, init := range c.TypesInfo.InitOrder {
		o.judge(i, init)
	}
}

// runs says whether an initialiser is evaluated when the program starts: what is made of constants alone is there before.
func (c checker) runs(e ast.Expr) (found bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			found = found || !c.TypesInfo.Types[n.Fun].IsType() && c.TypesInfo.Types[n].Value == nil
		case *ast.CompositeLit:
			_, isMap := c.TypesInfo.TypeOf(n).Underlying().(*types.Map)
			found = found || isMap
		}
		return !found
	})
	return found
}

func (o *sequence) readFunctions() {
	for _, file := range o.Files {
		for _, declaration := range file.Decls {
			if d, ok := declaration.(*ast.FuncDecl); ok && d.Body != nil {
				if fn, ok := o.TypesInfo.Defs[d.Name].(*types.Func); ok {
					o.decls[fn] = d
				}
			}
		}
	}
}

// readSites finds what the predicates of all sites of the package read, and says whether any reads a ranked variable.
func (o *sequence) readSites() (any bool) {
	for _, file := range o.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if s, ok := o.site(call); ok && o.reads.At(s.refined) == nil {
				vars := o.readBy(s.refined)
				o.reads.Set(s.refined, vars)
				any = any || len(vars) > 0
			}
			return true
		})
	}
	return any
}

// readBy are the ranked variables that the predicate of a refined type reads, in the order in which they are met.
func (o *sequence) readBy(refined types.Type) (vars []*types.Var) {
	_, p, ok := predicate.Of(refined)
	if !ok {
		return nil
	}
	todo := o.methods(p, nil)
	seen := map[types.Object]bool{}
	for len(todo) > 0 {
		fn := todo[0]
		todo = todo[1:]
		if seen[fn] || o.decls[fn] == nil {
			continue
		}
		seen[fn] = true
		ast.Inspect(o.decls[fn].Body, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			switch object := o.TypesInfo.Uses[id].(type) {
			case *types.Func:
				todo = append(todo, object.Origin())
			case *types.Var:
				if _, ranked := o.rank[object]; ranked && !seen[object] {
					seen[object] = true
					vars = append(vars, object)
				}
			}
			return true
		})
	}
	return vars
}

// methods are the method Holds of a predicate, and of its type arguments what their constraints ask for.
func (o *sequence) methods(t types.Type, constraint *types.Interface) (all []*types.Func) {
	find := func(pkg *types.Package, name string) {
		object, _, _ := types.LookupFieldOrMethod(t, true, pkg, name)
		if fn, ok := object.(*types.Func); ok {
			all = append(all, fn.Origin())
		}
	}
	if constraint == nil {
		find(o.Pkg, "Holds")
	} else {
		for m := range constraint.Methods() {
			find(m.Pkg(), m.Name())
		}
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return all
	}
	for i := range named.TypeArgs().Len() {
		if constraint, ok := named.Origin().TypeParams().At(i).Constraint().Underlying().(*types.Interface); ok {
			all = append(all, o.methods(named.TypeArgs().At(i), constraint)...)
		}
	}
	return all
}

// judge reports a variable whose initialiser, or a function that it calls, refines a value too early.
func (o *sequence) judge(at int, init *types.Initializer) {
	todo, seen := []ast.Node{init.Rhs}, map[*types.Func]bool{}
	var early *types.Var
	var site ast.Node
	for len(todo) > 0 && early == nil {
		n := todo[0]
		todo = todo[1:]
		ast.Inspect(n, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false // whoever calls it, it is not known to be now
			case *ast.CallExpr:
				if v := o.tooEarly(n, at); v != nil && early == nil {
					early, site = v, n
				}
				if literal, ok := ast.Unparen(n.Fun).(*ast.FuncLit); ok {
					todo = append(todo, literal.Body)
				}
				if fn, ok := typeutil.Callee(o.TypesInfo, n).(*types.Func); ok && !seen[fn.Origin()] {
					if d := o.decls[fn.Origin()]; d != nil {
						seen[fn.Origin()] = true
						todo = append(todo, d.Body)
					}
				}
			}
			return early == nil
		})
	}
	if early != nil {
		o.late(init, early, site)
	}
}

// tooEarly is a variable that the predicate of a site reads, and that is initialised after the one at hand.
func (o *sequence) tooEarly(call *ast.CallExpr, at int) *types.Var {
	s, ok := o.site(call)
	if !ok {
		return nil
	}
	vars, _ := o.reads.At(s.refined).([]*types.Var)
	for _, v := range vars {
		if o.rank[v] > at {
			return v
		}
	}
	return nil
}

func (o *sequence) late(init *types.Initializer, early *types.Var, site ast.Node) {
	made := init.Lhs[0]
	d := analysis.Diagnostic{
		Pos: made.Pos(), End: made.Pos() + 1,
		Message: made.Name() + " is initialised before " + early.Name() + ", which its predicate needs: declare it above, or in an earlier file",
		Related: []analysis.RelatedInformation{{Pos: early.Pos(), Message: early.Name() + " is declared here"}},
	}
	if made.Name() == "_" {
		d.Message = "a value" + d.Message[1:]
	}
	if site.Pos() < init.Rhs.Pos() || init.Rhs.End() < site.End() {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: site.Pos(), End: site.End(), Message: "the value is refined here"})
	}
	directive.Report(o.Pass, d)
}

package refined

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/predicate"
)

// declarations judges the predicates that the package declares, and the refined types that it writes down.
func (c checker) declarations() {
	var seen typeutil.Map
	for _, file := range c.Files {
		for _, declaration := range file.Decls {
			if d, ok := declaration.(*ast.GenDecl); ok {
				for _, spec := range d.Specs {
					if t, ok := spec.(*ast.TypeSpec); ok {
						c.predicate(t)
					}
				}
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok && c.TypesInfo.Types[e].IsType() {
				c.written(e, &seen)
			}
			return true
		})
	}
}

// predicate judges the declaration of a predicate that can be read.
func (c checker) predicate(spec *ast.TypeSpec) {
	name, ok := c.TypesInfo.Defs[spec.Name].(*types.TypeName)
	if !ok || name.IsAlias() || types.IsInterface(name.Type()) {
		return
	}
	named, ok := name.Type().(*types.Named)
	if !ok || named.TypeParams().Len() > 0 || !c.predicates.HasRule(named) || c.holdsOf(named) == nil {
		return
	}
	r, why, ok := c.predicates.Rule(named)
	if !ok {
		c.noRule(spec.Name, named, why)
		return
	}
	if c.empty(spec.Name, named, r) {
		return
	}
	if delegates, known := c.predicates.Delegates(name); known && !delegates {
		c.disagreement(spec, named, r)
	}
}

func (c checker) noRule(at ast.Node, p types.Type, why string) {
	category := directive.CategoryResidual
	if len(why) > 7 && why[:7] == "panics:" {
		category = ""
	}
	c.report(at, category, "%s.Rule cannot be read: it %s", types.TypeString(p, c.qualifier), why)
}

// empty reports a rule that no value fulfils.
func (c checker) empty(at ast.Node, p types.Type, r predicate.Rule) bool {
	empty, known := r.Empty()
	if !known {
		c.report(at, directive.CategoryResidual, "not shown that there are values of %s: %s", types.TypeString(p, c.qualifier), r)
	}
	if known && empty {
		c.report(at, "", "%s holds of nothing, so that a type refined by it has no values: %s", types.TypeString(p, c.qualifier), r)
	}
	return known && empty
}

func (c checker) disagreement(spec *ast.TypeSpec, p types.Type, r predicate.Rule) {
	name := types.TypeString(p, c.qualifier)
	value, held, tried, why := c.predicates.Disagreement(p, r)
	switch {
	case why != "":
		c.report(spec.Name, directive.CategoryResidual, "not shown that %s.Holds answers as %s.Rule does: Holds %s",
			name, name, why)
	case value != "" && held:
		c.report(spec.Name, "", "%s.Holds and %s.Rule disagree: Holds accepts %s, and the rule does not (%s): return the rule's Holds",
			name, name, value, r)
	case value != "":
		c.report(spec.Name, "", "%s.Holds and %s.Rule disagree: Holds refuses %s, and the rule does not (%s): return the rule's Holds",
			name, name, value, r)
	default:
		c.report(spec.Name, directive.CategoryResidual, "not shown that %s.Holds answers as %s.Rule does: they agree on the %d values that were tried",
			name, name, tried)
	}
}

// holdsOf is the type of the values that a predicate judges, or nil.
func (c checker) holdsOf(p types.Type) types.Type {
	object, _, _ := types.LookupFieldOrMethod(p, true, c.Pkg, "Holds")
	fn, ok := object.(*types.Func)
	if !ok || fn.Signature().Params().Len() != 1 {
		return nil
	}
	return fn.Signature().Params().At(0).Type()
}

// written judges a refined type where it is written down first: what it is a refinement of, and the rule of a generic predicate, which
// is known here only.
func (c checker) written(e ast.Expr, seen *typeutil.Map) {
	t, p, ok := predicate.Of(c.TypesInfo.TypeOf(e))
	if !ok || seen.At(c.TypesInfo.TypeOf(e)) != nil {
		return
	}
	seen.Set(c.TypesInfo.TypeOf(e), true)
	if part := c.mutable(t, nil); part != "" {
		c.report(e, "", "a value of %s can be changed after it was judged: it holds %s: refine a copy without pointers",
			types.TypeString(t, c.qualifier), part)
	}
	named, ok := types.Unalias(p).(*types.Named)
	if !ok || named.TypeArgs().Len() == 0 || hasParameter(named) || !c.predicates.HasRule(named) {
		return
	}
	if r, why, ok := c.predicates.Rule(named); ok {
		c.empty(e, named, r)
	} else {
		c.noRule(e, named, why)
	}
}

func hasParameter(named *types.Named) bool {
	for t := range named.TypeArgs().Types() {
		switch t := types.Unalias(t).(type) {
		case *types.TypeParam:
			return true
		case *types.Named:
			if hasParameter(t) {
				return true
			}
		}
	}
	return false
}

// mutable is the part of a type through which a value can be changed from outside, or "". What another package hides it is trusted with:
// a time.Time holds a pointer too.
func (c checker) mutable(t types.Type, path []types.Type) string {
	for _, outer := range path {
		if types.Identical(outer, t) {
			return ""
		}
	}
	path = append(path, t)
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return "the pointer " + types.TypeString(t, c.qualifier)
	case *types.Chan:
		return "the channel " + types.TypeString(t, c.qualifier)
	case *types.Array:
		return c.mutable(u.Elem(), path)
	case *types.Struct:
		for field := range u.Fields() {
			if !field.Exported() && field.Pkg() != c.Pkg {
				continue
			}
			if part := c.mutable(field.Type(), path); part != "" {
				return part
			}
		}
	}
	return ""
}

package sum

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"slices"
)

// enum is the enum that a type is, or nil.
func (f *finder) enum(name *types.TypeName) *Enum {
	enum := &Enum{Path: f.pass.Pkg.Path(), Name: name.Name()}
	switch t := name.Type().Underlying().(type) {
	case *types.Struct:
		if name.Type().(*types.Named).TypeParams().Len() > 0 || !wrapsBasic(t) {
			return nil
		}
		enum.Closed = true
		enum.Members = f.variables(name)
		if t.Field(0).Type().Underlying().(*types.Basic).Info()&types.IsInteger == 0 || !dense(enum.Members) {
			if f.madeOfVariables(name) {
				return nil // a wrapped value with some names, not a fixed set
			}
		}
	case *types.Basic:
		if t.Info()&types.IsInteger == 0 {
			return nil
		}
		if enum.Members = f.constants(name); len(enum.Members) > 0 && f.shifted(name) {
			return nil
		}
	default:
		return nil
	}
	if distinct(enum.Members) < 2 {
		return nil
	}
	return enum
}

// wrapsBasic says whether a struct is one unexported basic value.
func wrapsBasic(t *types.Struct) bool {
	if t.NumFields() != 1 || t.Field(0).Exported() || t.Field(0).Embedded() || t.Field(0).Name() == "_" {
		return false
	}
	_, basic := t.Field(0).Type().Underlying().(*types.Basic)
	return basic
}

// variables are the values of a closed enum: package-level variables, and functions without parameters that return a literal.
func (f *finder) variables(of *types.TypeName) (members []Member) {
	for _, file := range f.pass.Files {
		for _, declaration := range file.Decls {
			switch d := declaration.(type) {
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if values, ok := spec.(*ast.ValueSpec); ok {
						members = append(members, f.valuesOf(of, values)...)
					}
				}
			case *ast.FuncDecl:
				if literal := returned(d); literal != nil && f.isOf(f.pass.TypesInfo.TypeOf(literal), of) {
					members = append(members, f.member(d.Name, KeyOf(f.pass.TypesInfo, literal)))
				}
			}
		}
	}
	return f.resolved(members)
}

func (f *finder) valuesOf(of *types.TypeName, spec *ast.ValueSpec) (members []Member) {
	for i, id := range spec.Names {
		v, ok := f.pass.TypesInfo.Defs[id].(*types.Var)
		if !ok || id.Name == "_" || !f.isOf(v.Type(), of) {
			continue
		}
		key := "0" // without a value it is the zero value
		if len(spec.Values) == len(spec.Names) {
			key = KeyOf(f.pass.TypesInfo, spec.Values[i])
		}
		members = append(members, f.member(id, key))
	}
	return members
}

func (f *finder) member(id *ast.Ident, key string) Member {
	if key == "" {
		key = id.Name
	}
	return Member{Name: id.Name, Key: key, Test: inTest(f.pass.Fset, id.Pos())}
}

// resolved gives a member that is declared as another one that one's key.
func (f *finder) resolved(members []Member) []Member {
	for range members {
		for i, m := range members {
			if at := slices.IndexFunc(members, func(o Member) bool { return o.Name == m.Key }); at >= 0 {
				members[i].Key = members[at].Key
			}
		}
	}
	return members
}

func (f *finder) isOf(t types.Type, of *types.TypeName) bool {
	return t != nil && types.Identical(t, of.Type())
}

// returned is the literal that a function without parameters and receiver returns and does nothing else, or nil.
func returned(fn *ast.FuncDecl) *ast.CompositeLit {
	if fn.Recv != nil || fn.Body == nil || fn.Type.Params.NumFields() > 0 || len(fn.Body.List) != 1 {
		return nil
	}
	result, ok := fn.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(result.Results) != 1 {
		return nil
	}
	literal, _ := ast.Unparen(result.Results[0]).(*ast.CompositeLit)
	return literal
}

// KeyOf is the key of a value that an expression writes out, the name of the variable or function that it names, or "".
func KeyOf(info *types.Info, e ast.Expr) string {
	e = ast.Unparen(e)
	if value := info.Types[e].Value; value != nil {
		return key(value)
	}
	switch e := e.(type) {
	case *ast.CompositeLit:
		if len(e.Elts) == 0 {
			return "0"
		}
		field := e.Elts[0]
		if pair, ok := field.(*ast.KeyValueExpr); ok {
			field = pair.Value
		}
		if value := info.Types[field].Value; value != nil {
			return key(value)
		}
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.CallExpr:
		if len(e.Args) == 0 {
			return KeyOf(info, e.Fun)
		}
	}
	return ""
}

// key is how a constant is written; the zero of every type is 0.
func key(value constant.Value) string {
	switch text := value.ExactString(); text {
	case `""`, "false":
		return "0"
	default:
		return text
	}
}

// dense says whether the values are consecutive, as those of an enumeration are and those of a measure are not.
func dense(members []Member) bool {
	var values []int
	for _, m := range members {
		var v int
		if _, err := fmt.Sscan(m.Key, &v); err != nil {
			return false
		}
		values = append(values, v)
	}
	slices.Sort(values)
	values = slices.Compact(values)
	return len(values) > 0 && values[len(values)-1]-values[0] == len(values)-1
}

// madeOfVariables says whether the package makes values of a type from something that is no constant.
func (f *finder) madeOfVariables(name *types.TypeName) (made bool) {
	for _, file := range f.pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.CompositeLit)
			made = made || ok && f.isOf(f.pass.TypesInfo.TypeOf(literal), name) && KeyOf(f.pass.TypesInfo, literal) == ""
			return !made
		})
	}
	return made
}

// counts are the names of constants that bound an enumeration and are none of its values.
var counts = regexp.MustCompile(`^(_|num|max|min|count|last|end|first|sentinel)|(Count|Max|End|Limit)$`)

// constants are the values of a type of integers, of the exact type and declared beside each other.
func (f *finder) constants(of *types.TypeName) (members []Member) {
	scope := f.pass.Pkg.Scope()
	var found []*types.Const
	for _, name := range scope.Names() {
		c, ok := scope.Lookup(name).(*types.Const)
		if ok && f.isOf(c.Type(), of) && !(counts.MatchString(name) && !c.Exported()) {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(a, b *types.Const) int { return cmp.Compare(a.Pos(), b.Pos()) })
	for _, c := range found {
		members = append(members, Member{Name: c.Name(), Key: key(c.Val()), Test: inTest(f.pass.Fset, c.Pos())})
	}
	if !dense(members) {
		return nil // durations, sizes, codes
	}
	return members
}

// shifted says whether constants of a type are declared by shifts: flags to be combined, 1, 2, 4 and so on.
func (f *finder) shifted(of *types.TypeName) (found bool) {
	for _, file := range f.pass.Files {
		for _, declaration := range file.Decls {
			d, ok := declaration.(*ast.GenDecl)
			if !ok || d.Tok != token.CONST {
				continue
			}
			for _, spec := range d.Specs {
				values := spec.(*ast.ValueSpec)
				if len(values.Values) > 0 && f.isOf(f.pass.TypesInfo.TypeOf(values.Names[0]), of) {
					found = found || hasShift(values.Values[0])
				}
			}
		}
	}
	return found
}

func hasShift(e ast.Expr) (found bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		binary, ok := n.(*ast.BinaryExpr)
		found = found || ok && binary.Op == token.SHL
		return !found
	})
	return found
}

func distinct(members []Member) int {
	keys := map[string]bool{}
	for _, m := range members {
		keys[m.Key] = true
	}
	return len(keys)
}

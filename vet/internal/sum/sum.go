// Package sum says which types of Go are sums: sealed interfaces with their variants, and closed enums with their members.
package sum

import (
	"go/token"
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Analyzer finds the sums of a package. What it finds travels as facts to the packages that import it: variants that are not
// exported are in no export data. The standard library is never analysed, so its sealed interfaces are no sums here.
var Analyzer = &analysis.Analyzer{
	Name:       "sum",
	Doc:        "sum finds sealed interfaces with their variants and closed enums with their members, for other analyzers",
	Run:        run,
	FactTypes:  []analysis.Fact{new(Sum), new(Enum)},
	ResultType: reflect.TypeFor[*Index](),
}

// Sum is an interface with an unexported method of its own package, so that only types of that package implement it: its variants.
// There is at least one, in the order of their declarations. A variant that is itself an interface is none: those that implement it are.
type Sum struct {
	Path, Name string
	Variants   []Variant
	// Marker says that one of its unexported methods does nothing in any variant: the interface is there to list the variants, and
	// not to call them.
	Marker bool
}

// Variant is one of the types that implement a sealed interface.
type Variant struct {
	Name    string
	Pointer bool // only the pointer implements it
	Generic bool // it has type parameters
	Pointed bool // the value implements it, and its package makes pointers to it all the same
	Test    bool // it is declared in a test file
}

// AFact marks a fact.
func (*Sum) AFact() {}

// Enum is a type with a fixed set of values, in the order of their declarations: a struct around one unexported basic value, with
// package-level variables, or a type of integers with constants.
type Enum struct {
	Path, Name string
	Closed     bool // a struct: no other package makes a further value, the zero value apart
	Members    []Member
}

// Member is one of the names of an Enum. Two with one Key are one value.
type Member struct {
	Name string
	Key  string
	Test bool // it is declared in a test file
}

// AFact marks a fact.
func (*Enum) AFact() {}

// Index finds the sums that a package sees: its own, and those of what it imports.
type Index struct {
	pass  *analysis.Pass
	sums  map[*types.TypeName]*Sum
	enums map[*types.TypeName]*Enum
}

// Sum is the sum that a type is, or nil. A type parameter is what its constraint is.
func (x *Index) Sum(t types.Type) *Sum {
	if p, ok := types.Unalias(t).(*types.TypeParam); ok {
		t = p.Constraint()
	}
	name := typeName(t)
	if name == nil || !types.IsInterface(name.Type()) {
		return nil
	}
	found, seen := x.sums[name]
	if !seen && name.Pkg() != x.pass.Pkg {
		if found = new(Sum); !x.pass.ImportObjectFact(name, found) {
			found = nil
		}
		x.sums[name] = found
	}
	return found
}

// Enum is the enum that a type is, or nil.
func (x *Index) Enum(t types.Type) *Enum {
	name := typeName(t)
	if name == nil {
		return nil
	}
	found, seen := x.enums[name]
	if !seen && name.Pkg() != x.pass.Pkg {
		if found = new(Enum); !x.pass.ImportObjectFact(name, found) {
			found = nil
		}
		x.enums[name] = found
	}
	return found
}

// typeName is the declared name of a type, which all instances of a generic type share. It is nil for a type of no package.
func typeName(t types.Type) *types.TypeName {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return nil
	}
	return named.Origin().Obj()
}

func run(pass *analysis.Pass) (any, error) {
	x := &Index{pass: pass, sums: map[*types.TypeName]*Sum{}, enums: map[*types.TypeName]*Enum{}}
	f := finder{pass: pass}
	f.declared()
	for _, name := range f.names {
		if sum := f.sum(name); sum != nil {
			x.sums[name] = sum
			pass.ExportObjectFact(name, sum)
		}
		if enum := f.enum(name); enum != nil {
			x.enums[name] = enum
			pass.ExportObjectFact(name, enum)
		}
	}
	return x, nil
}

// inTest says whether a position is in a test file.
func inTest(fset *token.FileSet, pos token.Pos) bool {
	return strings.HasSuffix(fset.File(pos).Name(), "_test.go")
}

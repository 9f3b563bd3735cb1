package zero

import (
	"fmt"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/assay-dev/assay/vet/internal/predicate"
	"github.com/assay-dev/assay/vet/internal/sum"
)

// judge knows which types have a wrong zero value.
type judge struct {
	pkg        *types.Package
	predicates *predicate.Set
	sums       *sum.Index
	known      typeutil.Map // of []part
}

// part is a part of a type, or the whole of it, whose zero value is wrong.
type part struct {
	path  []string         // fields, and elements of arrays as [0]
	why   string           // what is wrong about it
	open  string           // or, where that cannot be decided: what is not shown
	param *types.TypeParam // or that a type parameter decides
}

// name is the path of a part behind the name of the whole.
func (p part) name(of string) string {
	for _, step := range p.path {
		if !strings.HasPrefix(step, "[") {
			of += "."
		}
		of += step
	}
	return of
}

// elementsMax is the length up to which the elements of an array are told apart.
const elementsMax = 16

// every stands for all elements of an array or a slice.
const every = "[]"

// parts are the wrong parts of the zero value of a type.
func (j *judge) parts(t types.Type) []part {
	if found, ok := j.known.At(t).([]part); ok {
		return found
	}
	found := j.find(t)
	j.known.Set(t, found)
	return found
}

func (j *judge) find(t types.Type) []part {
	if param, ok := types.Unalias(t).(*types.TypeParam); ok {
		if listed(param.Constraint()) {
			return nil // numbers and the like, by its constraint
		}
		return []part{{param: param}}
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		if found, ok := j.special(named, t); ok {
			return found
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		var all []part
		for field := range u.Fields() {
			if field.Name() != "_" {
				all = append(all, within(field.Name(), j.parts(field.Type()))...)
			}
		}
		return all
	case *types.Array:
		elem := j.parts(u.Elem())
		if len(elem) == 0 || u.Len() == 0 {
			return nil
		}
		if u.Len() > elementsMax {
			return within(every, elem)
		}
		var all []part
		for i := range u.Len() {
			all = append(all, within("["+strconv.FormatInt(i, 10)+"]", elem)...)
		}
		return all
	}
	return nil
}

// listed says whether a constraint lists its types, which are then of this language's own.
func listed(constraint types.Type) bool {
	i, ok := constraint.Underlying().(*types.Interface)
	if !ok {
		return true
	}
	for embedded := range i.EmbeddedTypes() {
		if _, union := embedded.(*types.Union); union || listed(embedded) {
			return true
		}
	}
	return false
}

func within(name string, parts []part) (all []part) {
	for _, p := range parts {
		p.path = append([]string{name}, p.path...)
		all = append(all, p)
	}
	return all
}

// special judges refined types, the types of package refine, and closed enums.
func (j *judge) special(named *types.Named, t types.Type) ([]part, bool) {
	if value, p, ok := predicate.Of(named); ok {
		return j.refined(t, value, p), true
	}
	if enum := j.sums.Enum(named); enum != nil && enum.Closed {
		return j.enum(enum, t), true
	}
	object := named.Obj()
	if object.Pkg() == nil || object.Pkg().Path() != predicate.RefinePath {
		return nil, false
	}
	switch object.Name() {
	case "Ref":
		return []part{{why: "the zero " + j.name(t) + " refers to nothing"}}, true
	case "Tagged":
		return j.parts(named.TypeArgs().At(1)), true
	case "Vec":
		return j.vec(named, t), true
	case "Pair", "Reading":
		return nil, false
	}
	return nil, true // Option, Result, Field and Store are made for holding nothing
}

func (j *judge) refined(t, value, p types.Type) []part {
	name := j.name(t)
	if _, param := types.Unalias(p).(*types.TypeParam); param {
		return []part{{param: types.Unalias(p).(*types.TypeParam)}}
	}
	answer := j.predicates.HoldsOfZero(p, value)
	switch {
	case answer.Read && answer.Held:
		return nil
	case answer.Panics != "":
		return []part{{why: fmt.Sprintf("the zero %s is none: %s.Holds panics of it", name, j.name(p))}}
	case !answer.Read:
		return []part{{open: fmt.Sprintf("the zero %s is one: the predicate %s", name, answer.Why)}}
	}
	if j.predicates.HasRule(p) {
		if r, _, ok := j.predicates.Rule(p); ok {
			return []part{{why: fmt.Sprintf("the zero %s is none: expected %s", name, r)}}
		}
	}
	return []part{{why: fmt.Sprintf("the zero %s is none: %s.Holds refuses it", name, j.name(p))}}
}

// enum judges a closed enum: it is clear where the values of all members are.
func (j *judge) enum(enum *sum.Enum, t types.Type) []part {
	for _, m := range enum.Members {
		if _, err := strconv.ParseInt(m.Key, 10, 64); m.Key == "0" || err != nil && !strings.HasPrefix(m.Key, `"`) {
			return nil
		}
	}
	return []part{{why: fmt.Sprintf("the zero %s is none of its values, the first of which is %s", j.name(t), enum.Members[0].Name)}}
}

func (j *judge) vec(named *types.Named, t types.Type) []part {
	if param, ok := types.Unalias(named.TypeArgs().At(0)).(*types.TypeParam); ok {
		return []part{{param: param}}
	}
	switch n, why, ok := j.predicates.Size(named.TypeArgs().At(0)); {
	case !ok:
		return []part{{open: "the zero " + j.name(t) + " has its size: " + why}}
	case n == 0:
		return nil
	}
	return []part{{why: "the zero " + j.name(t) + " has no items"}}
}

// name is how the package writes a type.
func (j *judge) name(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == j.pkg {
			return ""
		}
		return p.Name()
	})
}

// holdsRefined says whether a value of a type holds refined values anywhere. A type that reads its own encoding looks after itself.
func (j *judge) holdsRefined(t types.Type) types.Type { return j.search(t, map[types.Type]bool{}) }

func (j *judge) search(t types.Type, seen map[types.Type]bool) types.Type {
	if seen[types.Unalias(t)] {
		return nil
	}
	seen[types.Unalias(t)] = true
	if _, _, ok := predicate.Of(t); ok {
		return t
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		if object := named.Obj(); object.Pkg() != nil && object.Pkg().Path() == predicate.RefinePath {
			for argument := range named.TypeArgs().Types() {
				if found := j.search(argument, seen); found != nil {
					return found
				}
			}
			return nil
		}
		if decodesItself(named) {
			return nil
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return j.search(u.Elem(), seen)
	case *types.Slice:
		return j.search(u.Elem(), seen)
	case *types.Array:
		return j.search(u.Elem(), seen)
	case *types.Map:
		if found := j.search(u.Key(), seen); found != nil {
			return found
		}
		return j.search(u.Elem(), seen)
	case *types.Struct:
		for field := range u.Fields() {
			if found := j.search(field.Type(), seen); found != nil {
				return found
			}
		}
	}
	return nil
}

func decodesItself(named *types.Named) bool {
	methods := types.NewMethodSet(types.NewPointer(named))
	for _, name := range []string{"UnmarshalJSON", "UnmarshalJSONFrom", "UnmarshalText", "UnmarshalYAML", "UnmarshalXML", "UnmarshalBinary", "GobDecode", "Scan"} {
		if m := methods.Lookup(named.Obj().Pkg(), name); m != nil && len(m.Index()) == 1 {
			return true
		}
	}
	return false
}

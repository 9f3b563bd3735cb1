package assay

import (
	"fmt"
	"reflect"
)

// allOfMax is how many values AllOf lists: a liar tries each at every step.
const allOfMax = 10_000

// AllOf lists every value of T that can be made of the values of domain: a part takes each of those that have its type (or implement
// it), a bool without any takes both, and structs and arrays take all combinations of their parts. It is for what a liar Says:
//
//	Says: assay.AllOf[Vote](assay.ID("r1"), assay.ID("r2"), 0, 1)
//
// Where T cannot be made so, or in more than 10,000 ways, the System that is given the list is refused, with the reason.
func AllOf[T any](domain ...any) []any {
	values, err := combine(reflect.TypeFor[T](), domain)
	if err != nil {
		return []any{fmt.Errorf("assay: AllOf %v: %w", reflect.TypeFor[T](), err)}
	}
	var all []any
	for _, value := range values {
		all = append(all, value.Interface())
	}
	return all
}

// combine lists the values of a type.
func combine(t reflect.Type, domain []any) (all []reflect.Value, err error) {
	for _, value := range domain {
		if v := reflect.ValueOf(value); v.IsValid() && (v.Type() == t || t.Kind() == reflect.Interface && v.Type().Implements(t)) {
			all = append(all, v)
		}
	}
	switch {
	case len(all) > 0:
		return all, nil
	case t.Kind() == reflect.Bool:
		return []reflect.Value{reflect.ValueOf(false).Convert(t), reflect.ValueOf(true).Convert(t)}, nil
	case t.Kind() == reflect.Struct:
		return combineParts(t, t.NumField(), func(v reflect.Value, i int) reflect.Value { return v.Field(i) }, domain)
	case t.Kind() == reflect.Array:
		return combineParts(t, t.Len(), reflect.Value.Index, domain)
	}
	return nil, fmt.Errorf("no value of type %v is in the domain\nhint: add those that matter", t)
}

func combineParts(t reflect.Type, parts int, part func(reflect.Value, int) reflect.Value, domain []any) ([]reflect.Value, error) {
	all := []reflect.Value{reflect.New(t).Elem()}
	for i := range parts {
		if !part(all[0], i).CanSet() {
			return nil, fmt.Errorf("the field %s of %v is not exported\nhint: list the values by hand", t.Field(i).Name, t)
		}
		values, err := combine(part(all[0], i).Type(), domain)
		if err != nil {
			return nil, err
		}
		if len(all)*len(values) > allOfMax {
			return nil, fmt.Errorf("more than %d values, expected a small type\nhint: a smaller domain", allOfMax)
		}
		var longer []reflect.Value
		for _, before := range all {
			for _, value := range values {
				next := reflect.New(t).Elem()
				next.Set(before)
				part(next, i).Set(value)
				longer = append(longer, next)
			}
		}
		all = longer
	}
	return all, nil
}

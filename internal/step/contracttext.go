package step

import (
	"encoding/hex"
	"fmt"
	"reflect"
	"runtime"
	"strings"

	"github.com/assay-dev/assay"
)

// stubbed is a Contract that assay.Stub made.
type stubbed interface{ Parts() (spec, boundary any) }

// ContractText is in words which contract a participant is given by, or which one a property holds it to: its type, its fields, and
// where it is declared. Where it is comparable it is equal for equal contracts alone, in whatever system they stand and in every run; a
// function that has no name of its own is not.
func (s *System) ContractText(b *assay.ContractBehaviour, format func(any) string) (text string, comparable bool) {
	stub, ok := b.Contract.(stubbed)
	if !ok {
		return s.valueText(b.Contract, format)
	}
	spec, boundary := stub.Parts()
	text, comparable = s.valueText(spec, format)
	name, named := functionName(reflect.ValueOf(boundary))
	return "Stub of " + text + " by " + name, comparable && named
}

// valueText is a value in words, with its type's package. Of one without canonical bytes, since it holds functions, it has a digest of
// the other fields and the functions' names.
func (s *System) valueText(x any, format func(any) string) (text string, comparable bool) {
	t := reflect.TypeOf(x)
	name, declared := typeName(x), t
	for declared.Kind() == reflect.Pointer {
		declared = declared.Elem()
	}
	where := " of " + declared.PkgPath()
	if encoded, err := s.Space.AppendAny(nil, x); err == nil {
		if t.Kind() == reflect.Pointer {
			return fmt.Sprintf("%s %s", name, hex.EncodeToString(encoded)) + where, true
		}
		if t.Kind() == reflect.Struct && t.NumField() == 0 {
			return name + where, true
		}
		return name + strings.TrimPrefix(format(x), name) + where, true
	}
	v := reflect.Indirect(reflect.ValueOf(x))
	if v.Kind() != reflect.Struct {
		return name + where, false
	}
	parts, comparable := []string{fmt.Sprintf("%016x", Sum(s.fieldsOf(v)))}, true
	for i := range v.NumField() {
		if field := v.Field(i); field.Kind() == reflect.Func {
			f, named := functionName(field)
			parts, comparable = append(parts, f), comparable && named
		} else if _, err := s.Space.Type(field.Type()); err != nil {
			comparable = false
		}
	}
	return fmt.Sprintf("%s{%s}", name, strings.Join(parts, ", ")) + where, comparable
}

// functionName is how a function is called, and whether that is a name that no other has. Literals are called by their place, and all
// that come from one place share it.
func functionName(f reflect.Value) (string, bool) {
	if f.Kind() != reflect.Func || f.IsNil() {
		return "nil", true
	}
	name := runtime.FuncForPC(f.Pointer()).Name()
	short := name[strings.LastIndexByte(name, '/')+1:]
	literal := strings.Contains(short, ".func") || strings.HasSuffix(short, "-fm") || strings.Contains(short, "[...]")
	return short, !literal
}

package forall

import (
	"reflect"
	"strings"

	"github.com/assay-dev/assay/refine"
)

// shapeText is a value of a type of package refine: what a refined value holds, and of the others how they are made.
func shapeText(v reflect.Value, s refine.Shape) string {
	switch s.Kind {
	case refine.OptionShape:
		if !v.FieldByName("some").Bool() {
			return "None"
		}
		return "Some(" + goText(content(v, "Get", "value")) + ")"
	case refine.ResultShape:
		if !v.FieldByName("ok").Bool() {
			return "Fail"
		}
		return "Ok(" + goText(content(v, "Get", "value")) + ")"
	case refine.FieldShape:
		return fieldText(v)
	case refine.VecShape:
		return "[" + strings.Join(partTexts(content(v, "Slice", "items")), ", ") + "]"
	}
	return goText(v.FieldByName("v"))
}

// content is what a value holds, by its method. One that stands in an unexported field has no methods that could be called: then its
// field is read, of which nothing can be called in turn.
func content(v reflect.Value, method, field string) reflect.Value {
	if v.CanInterface() {
		return v.MethodByName(method).Call(nil)[0]
	}
	return v.FieldByName(field)
}

func fieldText(v reflect.Value) string {
	state := v.FieldByName("state")
	for _, known := range []struct {
		state refine.State
		text  string
	}{{refine.StateAbsent, "Absent"}, {refine.StateNull, "Null"}} {
		if reflect.ValueOf(known.state).Equal(state) {
			return known.text
		}
	}
	return "Present(" + goText(content(v, "Get", "value")) + ")"
}

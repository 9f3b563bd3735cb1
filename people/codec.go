package people

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// Codec is how one version of a participant writes values and reads them, on the wire or on its disk. Both methods are pure. Equal values
// have equal bytes.
type Codec interface {
	Encode(value any) ([]byte, error)
	// Decode reads what this version, or another one, wrote. An error is a finding: see Readable.
	Decode(encoded []byte) (any, error)
}

// JSON is a Codec that writes the name of a value's kind and its JSON: append {"term":1}. What a value has and its JSON has not is lost as
// encoding/json loses it.
type JSON struct {
	Kinds  map[string]any // by name, a value of each type that there is
	Strict bool           // a field that the type does not have is an error, and is not passed over
}

// Encode writes a value of one of the kinds.
func (j JSON) Encode(value any) ([]byte, error) {
	for _, name := range slices.Sorted(maps.Keys(j.Kinds)) {
		if reflect.TypeOf(j.Kinds[name]) != reflect.TypeOf(value) {
			continue
		}
		text, err := json.Marshal(value)
		if err != nil {
			return nil, fmt.Errorf("people: a %T has no JSON: %w", value, err)
		}
		return append([]byte(name+" "), text...), nil
	}
	return nil, fmt.Errorf("people: a %T is none of the kinds %v of this codec\nhint: name it in Kinds", value, j.names())
}

// Decode reads a value of the kind that its bytes name.
func (j JSON) Decode(encoded []byte) (any, error) {
	name, text, _ := strings.Cut(string(encoded), " ")
	kind, known := j.Kinds[name]
	if !known {
		return nil, fmt.Errorf("people: unknown kind %q, expected one of %v", name, j.names())
	}
	value := reflect.New(reflect.TypeOf(kind))
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	if j.Strict {
		decoder.DisallowUnknownFields()
	}
	if err := decoder.Decode(value.Interface()); err != nil {
		return nil, fmt.Errorf("people: %s: %w", name, err)
	}
	return value.Elem().Interface(), nil
}

func (j JSON) names() []string { return slices.Sorted(maps.Keys(j.Kinds)) }

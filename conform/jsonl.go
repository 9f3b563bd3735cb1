package conform

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// jsonEvent is one line of JSONLines.
type jsonEvent struct {
	Process json.RawMessage `json:"process"`
	Type    string          `json:"type"`
	Op      string          `json:"op"`
	Key     *string         `json:"key"`
	Value   json.RawMessage `json:"value"`
	Time    json.RawMessage `json:"time"`
	Note    json.RawMessage `json:"note"`
}

func parseJSON(line []byte, inFlight func(string) *Operation) (event, error) {
	var j jsonEvent
	if !utf8.Valid(line) {
		return event{}, errors.New("the line is not valid UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&j); err != nil {
		return event{}, fmt.Errorf("no event: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := decoder.Token(); err != io.EOF {
		return event{}, errors.New("more follows the event, expected one object a line")
	}
	process, err := j.process()
	if err != nil {
		return event{}, err
	}
	e := event{process: process, kind: j.Type, op: j.Op}
	if j.Key != nil {
		e.key, e.keyed = *j.Key, true
	}
	if kinds := []string{invoked, answered, failed, unknown}; !slices.Contains(kinds, e.kind) {
		return event{}, fmt.Errorf("the type is %q, expected one of %s", e.kind, strings.Join(kinds, ", "))
	}
	return j.fill(e, inFlight(process))
}

func (j *jsonEvent) process() (string, error) {
	v, err := scalar(j.Process, "process")
	if err != nil || v == null || v == "true" || v == "false" {
		return "", fmt.Errorf("the process is %s, expected a string or a number", orNothing(j.Process))
	}
	if v[0] == '"' {
		return textOf(v), nil
	}
	return string(v), nil
}

func (j *jsonEvent) fill(e event, pending *Operation) (event, error) {
	var err error
	switch {
	case e.kind == invoked:
		e.call, err = j.call()
	case e.kind == answered && pending != nil && (j.Op == "" || j.Op == opName(pending.Op)):
		e.result, err = j.result(pending.Op)
	}
	return e, err
}

// call is the operation of an invoke.
func (j *jsonEvent) call() (any, error) {
	if _, ok := sorts[j.Op]; !ok {
		return nil, fmt.Errorf("the operation is %q, expected one of %s", j.Op, operationNames())
	}
	switch j.Op {
	case "read", "get":
		if len(j.Value) > 0 && string(j.Value) != "null" {
			return nil, fmt.Errorf("a %s is invoked with the value %s, expected none", j.Op, cut(string(j.Value)))
		}
		if j.Op == "get" {
			return Get{}, nil
		}
		return Read{}, nil
	case "cas":
		var pair []json.RawMessage
		if err := json.Unmarshal(j.Value, &pair); err != nil || len(pair) != 2 {
			return nil, fmt.Errorf("the value of a cas is %s, expected [old, new]", orNothing(j.Value))
		}
		old, err := scalar(pair[0], "old value")
		next, err2 := scalar(pair[1], "new value")
		return CAS{old, next}, errors.Join(err, err2)
	case "write":
		v, err := scalar(j.Value, "value of a write")
		return Write{v}, err
	}
	text, err := j.text()
	if j.Op == "put" {
		return Put{text}, err
	}
	return Append{text}, err
}

// result is what an ok answers to an operation.
func (j *jsonEvent) result(op any) (any, error) {
	switch op.(type) {
	case Read:
		return scalar(j.Value, "value that the read was answered")
	case Get:
		return j.text()
	case CAS:
		v, err := scalar(j.Value, "answer to the cas")
		if err != nil || v != "true" && v != "false" {
			return nil, fmt.Errorf("the answer to the cas is %s, expected true where it took effect or false where it found another value", orNothing(j.Value))
		}
		return v == "true", nil
	}
	return nil, nil // of a write, put or append it says nothing new
}

func (j *jsonEvent) text() (string, error) {
	v, err := scalar(j.Value, "value")
	if err != nil || v[0] != '"' {
		return "", fmt.Errorf("the value is %s, expected a string", orNothing(j.Value))
	}
	return textOf(v), nil
}

// scalar is a JSON scalar in its one form.
func scalar(raw json.RawMessage, what string) (Value, error) {
	var v any
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if err := decoder.Decode(&v); err != nil {
		return "", fmt.Errorf("the %s is missing", what)
	}
	switch v := v.(type) {
	case nil:
		return null, nil
	case json.Number:
		return Value(v.String()), nil
	case bool:
		return Value(fmt.Sprint(v)), nil
	case string:
		return Value(quoted(v)), nil
	}
	return "", fmt.Errorf("the %s is %s, expected a number, a string, true, false or null", what, cut(string(raw)))
}

// quoted is a string as JSON, with characters such as > as they are.
func quoted(s string) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		panic(fmt.Sprintf("conform: the string %q cannot be encoded: %v", s, err))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// textOf is the string of a Value that is one.
func textOf(v Value) string {
	var text string
	if err := json.Unmarshal([]byte(v), &text); err != nil {
		panic(fmt.Sprintf("conform: the value %s is no string: %v", v, err))
	}
	return text
}

// Write writes a history as JSONLines, which Parse reads again. It fails for operations that are not this package's own.
func (h History) Write(w io.Writer) error {
	if err := h.check(); err != nil {
		return err
	}
	out := bytes.Buffer{}
	for _, m := range h.marks() {
		line, err := h.line(m)
		if err != nil {
			return err
		}
		out.Write(append(line, '\n'))
	}
	_, err := w.Write(out.Bytes())
	return err
}

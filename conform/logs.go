package conform

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var (
	jepsenLine = regexp.MustCompile(`^INFO\s+jepsen\.util\s+-\s+(\d+)\s+:(invoke|ok|fail|info)\s+:(read|write|cas)\s+(.+)$`)
	jepsenPair = regexp.MustCompile(`^\[(nil|-?\d+)\s+(nil|-?\d+)\]$`)
	jepsenOne  = regexp.MustCompile(`^(nil|-?\d+)$`)
	kvLine     = regexp.MustCompile(`^\{:process (\d+), :type :(invoke|ok|fail|info), :f :(get|put|append), :key ("(?:[^"\\]|\\.)*"), :value (nil|"(?:[^"\\]|\\.)*"|:[a-z-]+)\}$`)
)

// parseJepsen reads a line of Jepsen's etcd log.
func parseJepsen(line []byte, inFlight func(string) *Operation) (event, error) {
	m := jepsenLine.FindSubmatch(line)
	if m == nil {
		return event{}, fmt.Errorf("no event of a Jepsen etcd log: %s", cut(string(line)))
	}
	e := event{process: string(m[1]), kind: string(m[2]), op: string(m[3])}
	value := string(m[4])
	if e.kind == unknown || e.kind == failed && e.op != "cas" {
		return e, nil // the value is why, such as :timed-out
	}
	op, err := jepsenOp(e.op, value, e.kind == invoked)
	if err != nil {
		return event{}, err
	}
	e.call = op
	return e.jepsenAnswer(value, inFlight(e.process))
}

func jepsenOp(name, value string, invoke bool) (any, error) {
	pair, one := jepsenPair.FindStringSubmatch(value), jepsenOne.FindString(value)
	switch {
	case name == "cas" && pair != nil:
		return CAS{jepsenValue(pair[1]), jepsenValue(pair[2])}, nil
	case name == "write" && one != "":
		return Write{jepsenValue(one)}, nil
	case name == "read" && (one == "nil" || one != "" && !invoke):
		return Read{}, nil
	}
	expected := map[string]string{"cas": "two numbers in brackets", "write": "a number", "read": "nil"}[name]
	if name == "read" && !invoke {
		expected = "a number or nil"
	}
	return nil, fmt.Errorf("the value of the %s is %s, expected %s", name, cut(value), expected)
}

// jepsenAnswer reads what an end says. An answer repeats what was written, and must repeat it right.
func (e event) jepsenAnswer(value string, pending *Operation) (event, error) {
	if e.kind == invoked || pending == nil || opName(pending.Op) != e.op {
		return e, nil // the builder says what is wrong
	}
	switch {
	case e.op == "read":
		e.result = jepsenValue(value)
	case e.call != pending.Op:
		return event{}, fmt.Errorf("process %s ends the %v, and what it has in flight is the %v of line %d", e.process, e.call, pending.Op, pending.Invoked)
	case e.op == "cas":
		e.result, e.kind = e.kind == answered, answered
	}
	return e, nil
}

// jepsenValue is nil or a number, without leading zeros.
func jepsenValue(text string) Value {
	if text == "nil" {
		return null
	}
	sign := ""
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		sign, text = "-", rest
	}
	if text = strings.TrimLeft(text, "0"); text == "" {
		return "0"
	}
	return Value(sign + text)
}

// parseKV reads a line of porcupine's key-value logs.
func parseKV(line []byte, inFlight func(string) *Operation) (event, error) {
	m := kvLine.FindSubmatch(line)
	if m == nil {
		return event{}, fmt.Errorf("no event of a key-value log: %s", cut(string(line)))
	}
	e := event{process: string(m[1]), kind: string(m[2]), op: string(m[3]), keyed: true}
	var err error
	if e.key, err = strconv.Unquote(string(m[4])); err != nil {
		return event{}, fmt.Errorf("the key is %s, expected a string", cut(string(m[4])))
	}
	value, isText := string(m[5]), m[5][0] == '"'
	if e.kind == unknown || e.kind == failed {
		return e, nil
	}
	if isText {
		if value, err = strconv.Unquote(value); err != nil {
			return event{}, fmt.Errorf("the value is %s, expected a string", cut(string(m[5])))
		}
	}
	return e.kvEvent(value, isText, inFlight(e.process))
}

func (e event) kvEvent(value string, isText bool, pending *Operation) (event, error) {
	switch invoke := e.kind == invoked; {
	case e.op == "get" && invoke == isText:
		return event{}, fmt.Errorf("the value of a get is %s, expected nil where it is invoked and a string where it is answered", cut(value))
	case e.op != "get" && !isText:
		return event{}, fmt.Errorf("the value of the %s is %s, expected a string", e.op, cut(value))
	case e.op == "get" && invoke:
		e.call = Get{}
	case e.op == "get":
		e.result = value
	case e.op == "put":
		e.call = Put{value}
	default:
		e.call = Append{value}
	}
	if e.kind == answered && e.op != "get" && pending != nil && opName(pending.Op) == e.op && e.call != pending.Op {
		return event{}, fmt.Errorf("process %s ends %v, and what it has in flight is %v of line %d", e.process, e.call, pending.Op, pending.Invoked)
	}
	return e, nil
}

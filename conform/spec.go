package conform

import "strings"

// Value is what a register holds, as the text of a JSON scalar: 3, "a", true, or null where nothing was written. Two values are equal if
// their texts are: 1 is not 1.0.
type Value string

// null is the value of a register that was not written.
const null = Value("null")

func (v Value) String() string { return string(v) }

// The operations of a Register. A Read is answered with the Value, a Write with nil, and a CAS with true where the register held Old and
// holds New now, else with false.
type (
	Read  struct{}
	Write struct{ Value Value }
	CAS   struct{ Old, New Value }
)

func (Read) String() string    { return "read" }
func (w Write) String() string { return "write " + string(w.Value) }
func (c CAS) String() string   { return "cas " + string(c.Old) + " to " + string(c.New) }

// Register is the specification of one register that is read, written, and written if it holds what is expected. It begins as null.
type Register struct{}

// Init is null.
func (Register) Init() Value { return null }

// Apply is total: what is no operation of a Register changes nothing.
func (Register) Apply(state Value, op any) (Value, any) {
	switch op := op.(type) {
	case Read:
		return state, state
	case Write:
		return op.Value, nil
	case CAS:
		if state == op.Old {
			return op.New, true
		}
		return state, false
	}
	return state, notOf("Register")
}

// The operations of a KeyValue. A Get is answered with the string, a Put and an Append with nil.
type (
	Get    struct{}
	Put    struct{ Value string }
	Append struct{ Value string }
)

func (Get) String() string      { return "get" }
func (p Put) String() string    { return "put " + quoted(p.Value) }
func (a Append) String() string { return "append " + quoted(a.Value) }

// KeyValue is the specification of what one key of a store holds: a string that is replaced or made longer. It begins empty.
type KeyValue struct{}

// Init is empty.
func (KeyValue) Init() string { return "" }

// Apply is total: what is no operation of a KeyValue changes nothing.
func (KeyValue) Apply(state string, op any) (string, any) {
	switch op := op.(type) {
	case Get:
		return state, state
	case Put:
		return op.Value, nil
	case Append:
		return state + op.Value, nil
	}
	return state, notOf("KeyValue")
}

// notOf is the answer to an operation of another specification. No implementation gives it, so a history with one does not fit.
type notOf string

func (n notOf) String() string { return "no operation of " + string(n) }

// sorts are the operations that files have, by their names there.
var sorts = map[string]string{"read": register, "write": register, "cas": register, "get": keyValue, "put": keyValue, "append": keyValue}

const (
	register = "register"
	keyValue = "key-value"
)

// initially says what a history of a sort begins with.
func initially(sort string) string {
	if sort == register {
		return "every register null"
	}
	return "every key empty"
}

func operationNames() string {
	return strings.Join([]string{"read", "write", "cas", "get", "put", "append"}, ", ")
}

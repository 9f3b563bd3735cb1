package linear

import (
	"fmt"
	"sync"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/canon"
)

// Table is a specification as numbers. It is safe for concurrent use. The numbers depend on the order of the questions, so none may reach
// a result.
type Table struct {
	spec  assay.SpecBehaviour
	space *canon.Space
	state *canon.Type

	mu     sync.Mutex
	states numbers
	values numbers
	known  map[[2]int][2]int // by state and operation, the state after it and the result
}

// numbers gives each text a number, from 0.
type numbers struct {
	of    map[string]int
	texts []string
}

func (n *numbers) number(text string) int {
	i, ok := n.of[text]
	if !ok {
		i = len(n.texts)
		n.of[text], n.texts = i, append(n.texts, text)
	}
	return i
}

// NewTable compiles a specification. It fails where the state has no canonical bytes.
func NewTable(spec assay.SpecBehaviour) (*Table, error) {
	t := &Table{spec: spec, space: canon.NewSpace(), known: map[[2]int][2]int{}}
	t.states.of, t.values.of = map[string]int{}, map[string]int{}
	state, err := t.space.Type(spec.State)
	if err != nil {
		return nil, fmt.Errorf("linear: the state of the specification: %w", err)
	}
	t.state = state
	return t, nil
}

// Number is the number of an operation or a result: equal values have equal numbers.
func (t *Table) Number(value any) (int, error) {
	text, err := t.space.AppendAny(nil, value)
	if err != nil {
		return 0, fmt.Errorf("linear: %w", err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.values.number(string(text)), nil
}

// Value is the operation or result of a number.
func (t *Table) Value(number int) any {
	t.mu.Lock()
	text := t.values.texts[number]
	t.mu.Unlock()
	value, _, err := t.space.ReadAny([]byte(text))
	if err != nil {
		panic(fmt.Sprintf("linear: value %d cannot be read back: %v", number, err))
	}
	return value
}

// init is the state in which every history begins. It panics with what is wrong with the specification, and so does apply.
func (t *Table) init() int {
	text, err := t.state.AppendPtr(nil, t.spec.Init())
	if err != nil {
		panic(err.Error())
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.states.number(string(text))
}

// apply answers by how many bytes the table has grown too.
func (t *Table) apply(state, op int) (next, result int, grown int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if after, ok := t.known[[2]int{state, op}]; ok {
		return after[0], after[1], 0
	}
	first, second := t.applyOnce(state, op), t.applyOnce(state, op)
	if first != second {
		panic("it answers the same operation differently on another run")
	}
	after := [2]int{t.states.number(first[0]), t.values.number(first[1])}
	t.known[[2]int{state, op}] = after
	return after[0], after[1], int64(len(first[0])+len(first[1])) + knownBytes
}

// knownBytes is what the table keeps for each answer, beside the bytes of state and result.
const knownBytes = 128

// applyOnce gives Apply values of its own, and answers canonical bytes: nothing that it changes in place reaches another call.
func (t *Table) applyOnce(state, op int) [2]string {
	from, _, err := t.state.New([]byte(t.states.texts[state]))
	if err != nil {
		panic(fmt.Sprintf("linear: state %d cannot be read back: %v", state, err))
	}
	input, _, err := t.space.ReadAny([]byte(t.values.texts[op]))
	if err != nil {
		panic(fmt.Sprintf("linear: operation %d cannot be read back: %v", op, err))
	}
	next, result := t.spec.Apply(from, input)
	nextText, err := t.state.AppendPtr(nil, next)
	if err != nil {
		panic(err.Error())
	}
	resultText, err := t.space.AppendAny(nil, result)
	if err != nil {
		panic(err.Error())
	}
	return [2]string{string(nextText), string(resultText)}
}

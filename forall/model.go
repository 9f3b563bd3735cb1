package forall

import (
	"fmt"
	"maps"
	"reflect"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

// Model holds an implementation I against a specification with the states S: whatever commands are executed, both answer the same.
// C is the commands, a sum as a rule, whose values are found like those of any argument. The specification is the same one that
// assay.Linearizable takes; it must answer every command in every state.
type Model[C, S, I any] struct {
	Spec  assay.Spec[S]
	New   func() I       // a fresh implementation, as the specification begins
	Do    func(I, C) any // executes a command, and answers its result; results are compared by reflect.DeepEqual
	Close func(I)        // lets go of what an implementation holds, or nil
}

const (
	sequencesMax = 20_000 // sequences of commands of which all are tried
	stepsDefault = 30
)

// sequence is commands one after another.
type sequence[C any] []C

// Sequential executes sequences of commands on fresh implementations and compares each result with the specification's: all sequences up to
// some length where the commands are few enough, which the record names, and then random longer ones. A counterexample is shrunk to a
// shortest one.
//
// Does not find: a command that never returns, and what shows only when commands overlap: see Concurrent.
func Sequential[C, S, I any](t testing.TB, m Model[C, S, I], options ...Option) {
	t.Helper()
	attempt(t, agrees, options, func(c *config) (evidence.Record, error) {
		if err := m.check(); err != nil {
			return evidence.Record{}, err
		}
		if c.steps == 0 {
			c.steps = stepsDefault
		}
		s := m.subject()
		short, err := shortSequences[C](c, s)
		if err != nil {
			return evidence.Record{}, err
		}
		if short != nil && (short.failure != nil || short.ended != "") {
			return short.record(), nil
		}
		long, err := sequencesOf[C](c, s, c.steps)
		if err != nil {
			return evidence.Record{}, err
		}
		long.tryRandom()
		return sequenceRecord(short, long), nil
	})
}

const agrees = "agrees with its model"

func (m Model[C, S, I]) check() error {
	switch {
	case m.Spec == nil:
		return &problem{text: "the Model has no Spec, expected what the implementation is held against"}
	case m.New == nil:
		return &problem{text: "the Model has no New, expected a function that makes an implementation"}
	case m.Do == nil:
		return &problem{text: "the Model has no Do, expected a function that executes a command"}
	}
	return nil
}

// subject is the law that a sequence of commands has the same results in both.
func (m Model[C, S, I]) subject() subject {
	doing := ""
	return subject{
		types: []reflect.Type{reflect.TypeFor[sequence[C]]()},
		names: map[reflect.Type]string{reflect.TypeFor[sequence[C]](): "sequences of " + typeName(reflect.TypeFor[C]())},
		doing: &doing,
		show: func(args []reflect.Value) string {
			return strings.Join(partTexts(args[0]), "; ")
		},
		call: func(args []reflect.Value) error {
			doing = "in making the implementation"
			made := m.New()
			if m.Close != nil {
				defer m.Close(made)
			}
			state := m.Spec.Init()
			for i, command := range *pointerTo[sequence[C]](args[0]) {
				doing = fmt.Sprintf("command %d, %s", i+1, goTextOf(command))
				got := m.Do(made, command)
				var expected any
				if state, expected = m.Spec.Apply(state, command); !reflect.DeepEqual(got, expected) {
					return fmt.Errorf("%s, answers %s, expected %s", doing, goTextOf(got), goTextOf(expected))
				}
			}
			return nil
		},
	}
}

// shortSequences tries all sequences up to the greatest length of which there are not too many. It is nil where there are already too many
// single commands.
func shortSequences[C any](c *config, s subject) (*search, error) {
	one, err := sequencesOf[C](c, s, 1)
	if err != nil {
		return nil, err
	}
	most := min(sequencesMax, c.limit)
	if one.size == nil || !one.size.IsUint64() || one.size.Uint64() > most {
		return nil, nil
	}
	commands, length, total, power := one.size.Uint64(), 0, uint64(0), uint64(1)
	for length < c.steps && total+power*commands <= most {
		power *= commands
		total += power
		length++
	}
	short, err := sequencesOf[C](c, s, length)
	if err != nil {
		return nil, err
	}
	short.exhaustive = true
	short.tryAll(total)
	return short, nil
}

// sequencesOf is a search among the sequences of at most so many commands.
func sequencesOf[C any](c *config, s subject, length int) (*search, error) {
	return commandSearch[C](c, s, sequences{least: 1, most: length})
}

func commandSearch[C any](c *config, s subject, among sequences) (*search, error) {
	own := *c
	own.given = maps.Clone(c.given)
	own.given[reflect.TypeFor[sequence[C]]()] = among
	own.names = s.names
	b, domains, err := compile(&own, s.types)
	if err != nil {
		return nil, err
	}
	return newSearch(&own, s, b, domains), nil
}

// sequences are the domain of sequences from so many commands to so many.
type sequences struct{ least, most int }

func (s sequences) compile(b *compiler, d *domain) error {
	command, err := b.domain(d.typ.Elem())
	if err != nil {
		return err
	}
	for n := s.least; n <= s.most; n++ {
		d.alts = append(d.alts, alternative{parts: repeated(command, n)})
	}
	d.build = func(dst reflect.Value, alt int) ([]reflect.Value, func()) {
		dst.Set(reflect.MakeSlice(d.typ, s.least+alt, s.least+alt))
		return elements(dst), nil
	}
	d.grow = func(dst reflect.Value, c *making) {
		into := reflect.MakeSlice(d.typ, 0, s.most)
		for into.Len() < s.least || into.Len() < s.most && c.choose(s.most/2+2) > 0 {
			v := reflect.New(d.typ.Elem()).Elem()
			c.parts = 0 // each command may be as large as if it were alone
			command.fill(v, c)
			into = reflect.Append(into, v)
		}
		dst.Set(into)
	}
	return nil
}

// sequenceRecord joins what the short sequences and the long ones showed.
func sequenceRecord(short, long *search) evidence.Record {
	r := long.record()
	r.Bounds = append([]evidence.Entry{{Name: "commands", Value: fmt.Sprint("at most ", long.steps)}}, r.Bounds...)
	delete(r.Figures, "values")
	r.NotCovered = append([]string{"sequences that were not drawn, and commands that overlap"}, r.NotCovered[min(1, len(r.NotCovered)):]...)
	text := fmt.Sprintf("%s random sequences of at most %d commands, seed %d", thousands(long.tried), long.steps, long.seed)
	if short != nil {
		length := short.args[0].Len() // the last sequence in order is one of the longest
		text = fmt.Sprintf("all %s sequences of at most %d commands, and %s", thousands(short.tried), length, text)
		r.Figures["tried"] += short.tried
	}
	r.Coverage[0] = evidence.Entry{Name: "tried", Value: text}
	return r
}

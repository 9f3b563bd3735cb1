package forall

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/assay-dev/assay/evidence"
)

// Fuzz makes a law the target of go test -fuzz. The input is bytes, and each choice in the making of a value reads some of them, so that
// what the fuzzer changes in the bytes it changes in the value. It begins with values that together have every variant: each case of a sum,
// None and Some, the boundaries. Without -fuzz the test tries those, and the inputs that were kept under testdata.
//
// A law that was fuzzed leaves no record: nobody can say of a fuzzer how much of what it tried. Check the same law for that.
func Fuzz[T any](f *testing.F, law func(T) error, options ...Option) {
	f.Helper()
	c, err := newConfig(f, options)
	if err != nil {
		f.Fatal(err)
	}
	search, err := searchFor(c, law)
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range search.corpus() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		own, err := searchFor(c, law) // inputs may be tried at the same time
		if err != nil {
			t.Fatal(err)
		}
		own.fuzz(t, input)
	})
}

func searchFor[T any](c *config, law func(T) error) (*search, error) {
	s := subjectOf(law, callOf(law))
	c.names = s.names
	b, domains, err := compile(c, s.types)
	if err != nil {
		return nil, err
	}
	return newSearch(c, s, b, domains), nil
}

// fuzz tries one input.
func (s *search) fuzz(t *testing.T, input []byte) {
	t.Helper()
	s.making.begin()
	s.making.source = &byteSource{input}
	s.fill()
	if s.making.lost != nil {
		t.Skip("forall: " + s.making.lost.name + " accepts nothing that this input makes")
	}
	switch found, skipped := s.answer(); {
	case skipped:
		t.Skip(Skip.Error())
	case found != nil:
		t.Errorf("forall: %s: %s: for %s: %s", s.property(), evidence.Violated, found.args, found.err)
	}
}

// corpusTries is how many values are drawn in search of those that the corpus is made of.
const corpusTries = 500

// corpus is the choices that make values which together have all variants that were found, and the simplest value.
func (s *search) corpus() [][]byte {
	var bytes []byte
	generator := rapid.Custom(func(t *rapid.T) bool {
		generators[1].Draw(t, "")
		written := &recorder{source: rapidSource{t}}
		s.making.begin()
		s.making.source = written
		s.fill()
		bytes = written.bytes
		return s.making.lost == nil
	})
	seen := map[mark]bool{}
	inputs := [][]byte{{}}
	for i := range uint64(corpusTries) {
		if !generator.Example(int(s.seedOf(i))) {
			continue
		}
		fresh := false
		for _, m := range s.making.marks {
			fresh = fresh || !seen[m]
			seen[m] = true
		}
		if fresh {
			inputs = append(inputs, bytes)
		}
	}
	return inputs
}

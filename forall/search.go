package forall

import (
	"errors"
	"fmt"
	"hash/fnv"
	"math/big"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"

	"pgregory.net/rapid"
)

// search tries one law.
type search struct {
	*config
	subject
	b       *compiler
	domains []*domain
	args    []reflect.Value
	making  making

	size       *big.Int // how many combinations of arguments there are, nil where there is no end or nobody knows
	hidden     string   // why nobody knows
	exhaustive bool

	tried, discarded, lost uint64
	distinct               map[uint64]struct{}
	failure                *failure
	ended                  string // why the search ended before it was done
	unfound                *filtered
}

// failure is a counterexample.
type failure struct {
	args    string
	err     string
	panicky bool
	at      uint64 // the number of the try, from 1
	flaky   bool   // it did not fail again
}

func newSearch(c *config, s subject, b *compiler, domains []*domain) *search {
	f := &search{config: c, subject: s, b: b, domains: domains, distinct: map[uint64]struct{}{}}
	for _, t := range s.types {
		f.args = append(f.args, reflect.New(t).Elem())
	}
	f.size, f.hidden = product(domains)
	return f
}

func (s *search) run() {
	if s.size != nil && s.size.IsUint64() && s.size.Uint64() <= s.limit {
		s.exhaustive = true
		s.tryAll(s.size.Uint64())
		return
	}
	s.tryRandom()
}

// lateEvery is how many cases are tried between looks at the clock.
const lateEvery = 64

// tryAll tries every value, in order.
func (s *search) tryAll(n uint64) {
	for i := range n {
		if i%lateEvery == 0 && s.lateAt(i, n) {
			s.ended = fmt.Sprintf("the time of the test was up after %s of %s values", thousands(i), thousands(n))
			return
		}
		s.making.begin()
		fillAllNth(s.domains, s.args, i, &s.making)
		if s.failure = s.ask(); s.failure != nil {
			s.failure.at = i + 1
			return
		}
	}
}

// tryRandom draws values until enough were tried.
func (s *search) tryRandom() {
	cases := uint64(s.tries) * casesPerTry
	for i := uint64(0); i < cases && s.tried < uint64(s.tries); i++ {
		if i%lateEvery == 0 && s.lateAt(s.tried, uint64(s.tries)) {
			s.ended = fmt.Sprintf("the time of the test was up after %s of %s tries", thousands(s.tried), thousands(uint64(s.tries)))
			return
		}
		seed := s.seedOf(i)
		if !s.example(seed) {
			s.lost++
			s.unfound = s.making.lost
			continue
		}
		s.failure = s.ask()
		if s.failure == nil {
			continue
		}
		s.failure.at = s.tried
		s.shrink(seed)
		return
	}
}

// example draws the arguments from a seed.
func (s *search) example(seed uint64) bool { return rapid.Custom(s.draw).Example(int(seed)) }

// draw makes the arguments from what rapid chooses. It is false where a predicate accepted nothing that was drawn.
func (s *search) draw(t *rapid.T) bool {
	generators[1].Draw(t, "") // rapid wants a choice of every generator, and some values need none
	s.making.begin()
	s.making.source = rapidSource{t}
	s.fill()
	return s.making.lost == nil
}

// fill makes the arguments by the choices of the making.
func (s *search) fill() {
	for i, d := range s.domains {
		d.fill(s.args[i], &s.making)
	}
}

// ask asks the law about the arguments, and counts.
func (s *search) ask() *failure {
	found, skipped := s.answer()
	if skipped {
		s.discarded++
		return nil
	}
	s.tried++
	s.making.commit()
	if !s.exhaustive {
		h := fnv.New64a()
		h.Write([]byte(s.arguments()))
		s.distinct[h.Sum64()] = struct{}{}
	}
	return found
}

// answer is what the law says of the arguments: nothing, that it skips them, or what is wrong.
func (s *search) answer() (found *failure, skipped bool) {
	switch err, crash := s.subject.ask(s.args); {
	case crash != "":
		return &failure{args: s.arguments(), err: crash, panicky: true}, false
	case errors.Is(err, Skip):
		return nil, true
	case err != nil:
		return &failure{args: s.arguments(), err: errorText(err)}, false
	}
	return nil, false
}

// errorText is a message, also where making it panics.
func errorText(err error) (text string) {
	defer func() {
		if p := recover(); p != nil {
			text = fmt.Sprintf("an error whose message panics: %v", p)
		}
	}()
	return err.Error()
}

// ask calls the law. A panic of it is told with its place.
func (s subject) ask(args []reflect.Value) (err error, crash string) {
	defer func() {
		if p := recover(); p != nil {
			crash = fmt.Sprintf("panic: %v (%s)", p, panicPlace())
			if s.doing != nil {
				crash = *s.doing + ", panics: " + strings.TrimPrefix(crash, "panic: ")
			}
		}
	}()
	return s.call(args), ""
}

// panicPlace is the line that panicked: of what is on the stack the first that is not the runtime's own.
func panicPlace() string {
	var callers [64]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(1, callers[:])])
	panicking := false
	for {
		frame, more := frames.Next()
		switch {
		case frame.Function == "runtime.gopanic":
			panicking = true
		case panicking && !strings.HasPrefix(frame.Function, "runtime."):
			return fmt.Sprintf("%s:%d in %s", filepath.Base(frame.File), frame.Line, shortName(frame.Function))
		}
		if !more {
			return "nobody knows where"
		}
	}
}

// arguments are what the law was given, as in its call.
func (s *search) arguments() string {
	if s.show != nil {
		return s.show(s.args)
	}
	texts := make([]string, len(s.args))
	for i, a := range s.args {
		texts[i] = goText(a)
		if i < len(s.params) {
			texts[i] = s.params[i] + " = " + texts[i]
		}
	}
	return strings.Join(texts, ", ")
}

//assay:ignore zero the array is written before it is read
package forall_test

import (
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/assay-dev/assay/forall"
	"github.com/assay-dev/assay/refine"
)

// printed is a test whose messages an example shows.
type printed struct{ testing.TB }

func (printed) Helper()                      {}
func (printed) Name() string                 { return "Example" }
func (printed) Cleanup(func())               {}
func (printed) Failed() bool                 { return false }
func (printed) Attr(string, string)          {}
func (printed) Error(args ...any)            { fmt.Println(args...) }
func (printed) Logf(f string, args ...any)   { fmt.Printf(f+"\n", args...) }
func (printed) Errorf(f string, args ...any) { fmt.Printf(f+"\n", args...) }

var t printed // stands for the *testing.T of a test

// mean is wrong where the sum does not fit.
func mean(a, b int8) int8 { return (a + b) / 2 }

// All pairs are tried, and the first one of which the law is false is shown. That a sum of two numbers wraps is found in no time.
func ExampleCheck2() {
	forall.Check2(t, func(a, b int8) error {
		if m := mean(a, b); m < min(a, b) || m > max(a, b) {
			return fmt.Errorf("their mean is %d", m)
		}
		return nil
	})
	// Output:
	// forall: (int8, int8): violated: for a = 1, b = 127: their mean is -64
	// hint: this is value 510 of 65,536, and the first in order
}

// A Switch is on or off.
type Switch struct{ v uint8 }

// The only Switches.
var (
	Off = Switch{1}
	On  = Switch{2}
)

func (s Switch) String() string { return map[Switch]string{Off: "Off", On: "On"}[s] }

func toggle(s Switch) Switch {
	if s == On {
		return Off
	}
	return Off // a slip
}

// Enum lists the values of a closed enumeration, which Go cannot tell.
func ExampleEnum() {
	forall.Check(t, func(s Switch) error {
		if toggle(s) == s {
			return fmt.Errorf("it stays %v", s)
		}
		return nil
	}, forall.Enum(Off, On))
	// Output:
	// forall: Switch: violated: for s = Off: it stays Off
	// hint: this is value 1 of 2, and the first in order
}

// An identifier has three lower-case characters. How many there are, and which, is read from the rule.
func ExampleCheck() {
	forall.Check(t, func(id ID) error {
		if refine.Parse[ID](id.Raw()) != refine.Some(id) {
			return fmt.Errorf("%s does not parse to itself", id)
		}
		return nil
	})
	// Output:
	// forall: ID: all 17,576 of 17,576
}

// A Shape is a sum: its variants are named by a value of each, and their fields are varied.
type Shape interface{ isShape() }

// The variants of Shape.
type (
	Square struct{ Side int }
	Circle struct{ Radius int }
)

func (Square) isShape() {}
func (Circle) isShape() {}

func area(s Shape) int {
	switch s := s.(type) {
	case Square:
		return s.Side * s.Side
	case Circle:
		return 3 * s.Radius * s.Radius
	}
	return 0
}

// Sum names the variants of a sealed interface. The counterexample was drawn at random, and shrunk to the simplest.
func ExampleSum() {
	forall.Check(t, func(s Shape) error {
		if a := area(s); a < 0 {
			return fmt.Errorf("its area is negative")
		}
		return nil
	}, forall.Sum[Shape](Square{}, Circle{}), forall.Seed(7))
	// Output:
	// forall: Shape: violated: for s = Square{Side: 3037000500}: its area is negative
	// hint: simplest found after try 11; -forall.seed=7 repeats it
}

// Celsius hides its field, so that it is never below absolute zero.
type Celsius struct{ degrees int16 }

// NewCelsius is the only way to make one.
func NewCelsius(degrees int16) Celsius { return Celsius{max(degrees, -273)} }

// Via makes values by their constructor.
func ExampleVia() {
	forall.Check(t, func(c Celsius) error {
		if c.degrees+273 < 0 {
			return fmt.Errorf("below absolute zero")
		}
		return nil
	}, forall.Via(NewCelsius))
	// Output:
	// forall: Celsius: violated: for c = Celsius{degrees: 32495}: below absolute zero
	// hint: this is value 64,990 of 65,536, and the first in order
}

// Values gives some values of a type. What else there is stands in the record as not covered.
func ExampleValues() {
	forall.Check(t, func(name string) error {
		if len(name) > 5 {
			return fmt.Errorf("it has %d bytes", len(name))
		}
		return nil
	}, forall.Values("Ann", "Zoë", "Ωμέγα"))
	// Output:
	// forall: string: violated: for name = "Ωμέγα": it has 10 bytes
	// hint: this is value 3 of 3, and the first in order
}

// title is meant to be idempotent.
func title(s string) string { return "Dr " + s }

func ExampleIdempotent() {
	forall.Idempotent(t, title, forall.Seed(7))
	// Output:
	// forall: idempotent title: violated: for x = "": applied once it is "Dr ", and twice "Dr Dr "
	// hint: simplest found after try 1; -forall.seed=7 repeats it
}

func shiftUp(n uint8) uint8   { return n << 1 }
func shiftDown(n uint8) uint8 { return n >> 1 }

func ExampleInverse() {
	forall.Inverse(t, shiftUp, shiftDown)
	// Output:
	// forall: inverse shiftUp shiftDown: violated: for x = 128: by way of 0 it came back as 0
	// hint: this is value 129 of 256, and the first in order
}

func half(a, b int8) int8 { return a/2 + b/2 }

func ExampleAssociative() {
	forall.Commutative(t, half)
	forall.Associative(t, half, forall.Limit(1<<24))
	// Output:
	// forall: commutative half: all 65,536 of 65,536
	// forall: associative half: violated: for a = 0, b = 0, c = 2: f(f(a, b), c) is 1, and f(a, f(b, c)) is 0
	// hint: this is value 4 of 16,777,216, and the first in order
}

// A stack has the commands Push and Pop.
type (
	StackCommand interface{ isStackCommand() }
	Push         struct{ Item Switch }
	Pop          struct{}
)

func (Push) isStackCommand() {}
func (Pop) isStackCommand()  {}

// stackModel says what a stack is: a list of which the last item goes first.
type stackModel struct{}

func (stackModel) Init() []Switch { return nil }

func (stackModel) Apply(items []Switch, command any) ([]Switch, any) {
	push, ok := command.(Push)
	switch {
	case ok:
		return append(items[:len(items):len(items)], push.Item), nil
	case len(items) == 0:
		return items, refine.None[Switch]()
	}
	last := len(items) - 1
	return items[:last], refine.Some(items[last])
}

// stack has two places, and takes the wrong one where both are full.
type stack struct {
	items [2]Switch
	size  int
}

func (s *stack) do(command StackCommand) any {
	if push, ok := command.(Push); ok {
		s.items[s.size%2] = push.Item
		s.size++
		return nil
	}
	if s.size == 0 {
		return refine.None[Switch]()
	}
	s.size--
	return refine.Some(s.items[s.size%2])
}

// The shortest sequence of commands after which a stack of two places answers wrongly: it overwrites its first item.
func ExampleSequential() {
	forall.Sequential(t, forall.Model[StackCommand, []Switch, *stack]{
		Spec: stackModel{},
		New:  func() *stack { return &stack{} },
		Do:   (*stack).do,
	}, forall.Sum[StackCommand](Push{}, Pop{}), forall.Enum(Off, On))
	// Output:
	// forall: agrees with its model: violated: for Push{Item: Off}; Push{Item: Off}; Push{Item: On}; Pop{}; Pop{}; Pop{}: command 6, Pop{}, answers Some(On), expected Some(Off)
	// hint: this is value 417 of 9,840, and the first in order
}

// firstLine is a test of whose messages an example shows the first line: what follows differs from run to run.
type firstLine struct{ printed }

func (firstLine) Errorf(f string, args ...any) {
	line, _, _ := strings.Cut(fmt.Sprintf(f, args...), "\n")
	fmt.Println(line)
}

// tickets gives each number once, as long as nobody asks at the same time.
type tickets struct{ last atomic.Int64 }

// Take asks for a number.
type Take struct{}

func (t *tickets) take(Take) any {
	n := t.last.Load() + 1
	runtime.Gosched()
	t.last.Store(n)
	return n
}

type ticketModel struct{}

func (ticketModel) Init() int64                          { return 0 }
func (ticketModel) Apply(last int64, _ any) (int64, any) { return last + 1, last + 1 }

// Two goroutines that ask at once get the same number. No order of their commands explains that.
func ExampleConcurrent() {
	forall.Concurrent(firstLine{}, forall.Model[Take, int64, *tickets]{
		Spec: ticketModel{},
		New:  func() *tickets { return &tickets{} },
		Do:   (*tickets).take,
	})
	// Output:
	// forall: linearizable: violated: not linearizable, no order of these gives the same answers:
}

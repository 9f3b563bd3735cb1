package good

import (
	"errors"
	"fmt"
	"go/ast"
	"io/fs"
	"reflect"
	"time"

	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/testdata/types/exhaustive/good/proto"
)

// Switches over what is open need not be complete.

func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case Acquire:
		return "acquire"
	}
	return ""
}

func reason(err error) string {
	switch err := err.(type) {
	case *fs.PathError:
		return err.Path
	case nil:
		return ""
	}
	return errors.Unwrap(err).Error()
}

func print(s fmt.Stringer) string {
	switch s := s.(type) {
	case time.Duration:
		return s.Round(time.Second).String()
	default:
		return s.String()
	}
}

func round(s proto.Shape) bool {
	switch s.(type) {
	case proto.Circle:
		return true
	default:
		return false
	}
}

func calls(n ast.Node) (found int) {
	switch n.(type) {
	case *ast.CallExpr:
		found++
	}
	return found
}

func kind(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Map:
		return "map"
	case reflect.Slice, reflect.Array:
		return "list"
	}
	return t.String()
}

func generic[T any](v T) bool {
	switch any(v).(type) {
	case Acquire:
		return true
	}
	return false
}

// An assertion is no switch.
func isAcquire(m Msg) bool {
	_, ok := m.(Acquire)
	return ok
}

// Phase is a closed enum, one of whose values has two names.
type Phase struct{ v uint8 }

// The phases.
var (
	Idle    = Phase{0}
	Working = Phase{1}
	Done    = Phase{2}

	First = Idle
)

func next(p Phase) Phase {
	switch p {
	case Idle:
		return Working
	case Working:
		return Done
	case Done:
		return First
	}
	panic("unreachable")
}

func busy(p Phase) bool {
	switch p {
	case First, Done:
		return false
	case Working:
		return true
	default:
		panic(fmt.Sprint("a phase that is none: ", p))
	}
}

func speed(l proto.Light) (int, error) {
	switch l {
	case proto.Red, proto.Amber:
		return 0, nil
	case proto.Green:
		return 50, nil
	default:
		return 0, errors.New("the light is broken")
	}
}

func trusted(q refine.Quality) bool {
	switch q {
	case refine.Good:
		return true
	case refine.Bad, refine.Uncertain:
		return false
	}
	panic("unreachable")
}

// Level is no enum: there are as many as there are numbers.
type Level struct{ n int }

// LevelOf is the n-th level.
func LevelOf(n int) Level { return Level{n} }

func bonus(l Level) int {
	switch l {
	case LevelOf(1):
		return 10
	case LevelOf(100):
		return 1000
	}
	return 0
}

// A comparison is no switch.
func idle(p Phase) bool { return p == Idle }

// Package bad holds functions that are not what they are held to be: each that is called Bad something has an offence, and nothing
// else here is marked. They were written by a second stranger, after those of testdata/handlers, and are kept as they are.
package bad

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"iter"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"math/rand/v2"

	"github.com/assay-dev/assay/vet/testdata/strange/dep"
)

var mode = os.Getenv("MODE")

//assay:pure
func BadEnvironmentAtStart(x string) string { return x + mode }

//assay:pure
func BadEnvironmentElsewhere(x string) string { return x + dep.Mode }

//assay:pure
func BadClockElsewhere(t time.Time) bool { return t.After(dep.Start) }

var home, _ = os.UserHomeDir()

var settings = struct{ dir, name string }{dir: home, name: "x"}

//assay:pure
func BadEnvironmentTwiceRemoved(x string) string { return x + settings.dir }

var host string

func init() { host, _ = os.Hostname() }

//assay:pure
func BadHostAtStart(x string) bool { return x == host }

var table = makeTable()

func makeTable() map[string]int { return map[string]int{"pid": os.Getpid()} }

//assay:pure
func BadTableOfTheProcess(x string) int { return table[x] }

var firstOf = func() string {
	for k := range map[string]int{"a": 1, "b": 2} {
		return k
	}
	return ""
}()

//assay:pure
func BadOrderAtStart() string { return firstOf }

var verbose = flag.Bool("verbose", false, "")

//assay:pure
func BadFlag() bool { return *verbose }

//assay:pure
func BadArguments() int { return len(os.Args) }

var source = rand.New(rand.NewPCG(1, 2))

//assay:pure
func BadSharedSource(n int) uint64 { return source.Uint64() + uint64(n) }

//assay:pure
func BadLocalZone(sec int64) string { return time.Unix(sec, 0).Format(time.RFC3339) }

//assay:pure
func BadLocalDay(sec int64) int { return time.Unix(sec, 0).Day() }

//assay:pure
func BadDateHere(day int) time.Time { return time.Date(2026, 1, day, 0, 0, 0, 0, time.Local) }

//assay:pure
func BadLocalMethod(t time.Time) int { return t.Local().Hour() }

//assay:pure
func BadPool(p *sync.Pool) any { return p.Get() }

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

//assay:pure
func BadGlobalPool(s string) string {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	b.WriteString(s)
	return b.String()
}

//assay:pure
func BadSelect(a, b chan int) int {
	select {
	case x := <-a:
		return x
	case x := <-b:
		return -x
	}
}

//assay:pure
func BadPull(seq iter.Seq[int]) int {
	next, stop := iter.Pull(seq)
	defer stop()
	x, _ := next()
	return x
}

//assay:pure
func BadContext(ctx context.Context) bool { return ctx.Err() != nil }

//assay:pure
func BadDeadline() bool {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return ctx.Err() == nil
}

//assay:pure
func BadCaller() int {
	_, _, line, _ := runtime.Caller(1)
	return line
}

//assay:pure
func BadStringer(x int) string { return fmt.Sprint(x, dep.Stamp{}) }

//assay:pure
func BadStringerWithin(x int) string {
	return fmt.Sprintf("%v", struct{ At fmt.Stringer }{dep.Stamp{}})
}

type clockError struct{}

func (clockError) Error() string { return time.Now().String() }

//assay:pure
func BadErrorText() string { return errors.Join(clockError{}).Error() }

//assay:pure
func BadStdout(x int) int {
	n, _ := fmt.Fprintln(os.Stdout, x)
	return n
}

type wrapper struct{ fmt.Stringer }

//assay:pure
func BadEmbeddedInterface(x int) string {
	w := wrapper{dep.Stamp{}}
	return w.String()
}

type withClock struct{ now func() time.Time }

//assay:pure
func BadClosureInField(t time.Time) bool {
	c := withClock{now: time.Now}
	return c.now().After(t)
}

//assay:pure
func BadClosureInSlice() int {
	calls := []func() int{func() int { return 1 }, os.Getpid}
	sum := 0
	for _, f := range calls {
		sum += f()
	}
	return sum
}

//assay:pure
func BadClosureInMap(name string) int {
	calls := map[string]func() int{"pid": os.Getpid}
	if f, ok := calls[name]; ok {
		return f()
	}
	return 0
}

type pid struct{}

func (pid) Do() int { return os.Getpid() }

type one struct{}

func (one) Do() int { return 1 }

//assay:pure
func BadTypeParameter() int { return dep.DoAll(pid{}) }

//assay:pure
func BadTypeParameterOfMany() int { return dep.DoAll[dep.Doer](one{}, pid{}) }

//assay:pure
func BadMethodValueOfValue() int {
	f := pid{}.Do
	return f()
}

var written int

//assay:pure
func BadDeferred(x int) (y int) {
	defer func() {
		if r := recover(); r != nil {
			written++
		}
	}()
	return 10 / max(x, 1)
}

//assay:pure
func BadCallback(xs []int) int {
	dep.Each(xs, func(x int) { written = x })
	return len(xs)
}

//assay:pure
func BadComparator(xs []string) []string {
	return slices.SortedFunc(slices.Values(xs), func(a, b string) int {
		written++
		return strings.Compare(a, b)
	})
}

//assay:pure
func BadIterator(xs []int) int {
	sum := 0
	for x := range counted(xs) {
		sum += x
	}
	return sum
}

func counted(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			written++
			if !yield(x) {
				return
			}
		}
	}
}

//assay:pure
func BadOnce() int { return once() }

var once = sync.OnceValue(os.Getpid)

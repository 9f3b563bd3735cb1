// Package good returns -1, "" and nil where they are values like any other.
package good

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

// Item is something in a catalogue.
type Item struct {
	Name  string
	Price int
}

// sign is -1, 0 or 1.
func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// compare orders items by price, then by name.
func compare(a, b Item) int {
	if a.Price < b.Price {
		return -1
	}
	if a.Price > b.Price {
		return +1
	}
	return cmp.Compare(a.Name, b.Name)
}

func sorted(items []Item) []Item {
	if compare(items[0], items[1]) == -1 {
		return items
	}
	return slices.SortedFunc(slices.Values(items), compare)
}

// step is which way a lift goes: up is 1 and down is -1.
func step(from, to int) int {
	if to < from {
		return -1
	}
	return 1
}

// balance may be in debt, also by one.
func balance(paid, spent []int) int {
	sum := 0
	for _, n := range paid {
		sum += n
	}
	for _, n := range spent {
		sum -= n
	}
	return sum
}

// freezing is a temperature that happens to be -1.
func freezing() int { return -1 }

// unary negates.
func unary(op string, n int) int {
	if op == "minus one" {
		return -1
	}
	return -n
}

// indexOf is None where there is none.
func indexOf(items []Item, name string) refine.Option[int] {
	for i, item := range items {
		if item.Name == name {
			return refine.Some(i)
		}
	}
	return refine.None[int]()
}

// find says with ok whether it found.
func find(items []Item, name string) (int, bool) {
	for i, item := range items {
		if item.Name == name {
			return i, true
		}
	}
	return -1, false
}

// parse fails with an error.
func parse(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil {
		return -1, fmt.Errorf("parse %q: %w", text, err)
	}
	return n, nil
}

// load fails with an error, and gives nothing then.
func load(name string) (*Item, error) {
	if name == "" {
		return nil, errors.New("load: no name")
	}
	return &Item{Name: name}, nil
}

// read gives an empty text with its error.
func read(name string) (string, error) {
	if name == "" {
		return "", errors.New("read: no name")
	}
	return name, nil
}

// check is nil where all is well: that is what an error means.
func check(item Item) error {
	if item.Price < 0 {
		return errors.New("a price below zero")
	}
	return nil
}

func checkAll(items []Item) error {
	for _, item := range items {
		if err := check(item); err != nil {
			return err
		}
	}
	return nil
}

// cheap are the items below a price. No items are an empty list.
func cheap(items []Item, below int) []Item {
	if below <= 0 {
		return nil
	}
	var found []Item
	for _, item := range items {
		if item.Price < below {
			found = append(found, item)
		}
	}
	return found
}

// indent is the white space before a line: at depth 0 there is none, which is a text.
func indent(depth int) string {
	if depth <= 0 {
		return ""
	}
	return strings.Repeat("\t", depth)
}

// plural is the ending of a word.
func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// separator stands before all items but the first.
func separator(i int) string {
	if i == 0 {
		return ""
	}
	return ", "
}

// quoted writes a text; that of no letters stays as it is.
func quoted(text string) string {
	if text == "" {
		return ""
	}
	return strconv.Quote(text)
}

// value asks the standard library, whose sentinel is not ours.
func value(line string) string {
	if i := strings.Index(line, "="); i != -1 {
		return line[i+1:]
	}
	return line
}

// Actor does nothing on most messages: no effects are nil.
type Actor struct{}

type Msg interface{ msg() }

func (Actor) Start(self assay.ID) (int, assay.Effects) { return -1, nil }

func (Actor) Receive(self assay.ID, n int, from assay.ID, m Msg) (int, assay.Effects) {
	return n, nil
}

// request is a context, whose interface says what nil means.
type request struct{ user string }

type userKey struct{}

func (request) Deadline() (time.Time, bool) { return time.Time{}, false }
func (request) Done() <-chan struct{}       { return nil }
func (request) Err() error                  { return nil }
func (r request) Value(key any) any {
	if key == (userKey{}) {
		return r.user
	}
	return nil
}

var _ context.Context = request{}

// failure wraps an error, or none.
type failure struct{ cause error }

func (f failure) Error() string { return "failed" }

func (f failure) Unwrap() error {
	if f.cause == nil {
		return nil
	}
	return f.cause
}

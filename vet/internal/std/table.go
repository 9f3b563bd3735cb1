package std

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The words of the table. A line is empty, a comment, or one of
//
//	go 1.26                    the release that the table is of
//	whole PATH WORD...         a package all of whose functions and variables do the same
//	package PATH               the package that the lines below are about
//	vars pure                  reading a variable of the package is harmless, unless it is listed
//	WORD...: NAME...           what functions, methods and variables do; a name that stands in several lines does all of it
//
// where a WORD is pure, the name of an effect, order, clips, KIND=N,N for writes, deep, alias, holds, holdsall, keeps, element, collects, calls
// (N.Method too), format and marshals, or panics=what_it_panics_on.

// A book is the table as it is read.
type book struct {
	release  string
	whole    map[string]Entry
	packages map[string]*listed
}

// listed is a package whose functions are listed.
type listed struct {
	vars    bool
	entries map[string]Entry
}

func newEntry() Entry { return Entry{Format: -1, Marshals: -1} }

// parse reads a table.
func parse(text string) (*book, error) {
	b := &book{whole: map[string]Entry{}, packages: map[string]*listed{}}
	var current *listed
	for i, line := range strings.Split(text, "\n") {
		fields := strings.Fields(line)
		var err error
		switch {
		case len(fields) == 0 || fields[0] == "#":
		case fields[0] == "go" && len(fields) == 2:
			b.release = fields[1]
		case fields[0] == "whole" && len(fields) > 2:
			e := newEntry()
			err = e.words(fields[2:])
			b.whole[fields[1]] = e
		case fields[0] == "package" && len(fields) == 2:
			current = &listed{entries: map[string]Entry{}}
			b.packages[fields[1]] = current
		case line == "vars pure" && current != nil:
			current.vars = true
		case current != nil:
			err = current.line(line)
		default:
			err = fmt.Errorf("no package yet")
		}
		if err != nil {
			return b, fmt.Errorf("std: line %d: %q: %w", i+1, line, err)
		}
	}
	return b, nil
}

// line reads a line that says what functions do.
func (l *listed) line(line string) error {
	words, names, ok := strings.Cut(line, ":")
	if !ok {
		return fmt.Errorf("expected WORD...: NAME")
	}
	for _, name := range strings.Fields(names) {
		e, seen := l.entries[name]
		if !seen {
			e = newEntry()
		}
		if err := e.words(strings.Fields(words)); err != nil {
			return err
		}
		l.entries[name] = e
	}
	return nil
}

// effects are the words that are effects.
var effects = []string{Time, Random, IO, Env, Sync, Reflect, Unsafe, Address, Unknown}

// words adds what words say.
func (e *Entry) words(words []string) error {
	for _, word := range words {
		key, value, _ := strings.Cut(word, "=")
		switch {
		case word == "pure":
		case slices.Contains(effects, word):
			e.Effects = append(slices.Clone(e.Effects), word)
		case word == "order":
			e.Order = true
		case word == "clips":
			e.Clips = true
		case key == "panics":
			e.Panics = strings.ReplaceAll(value, "_", " ")
		case key == "calls":
			if err := e.calls(value); err != nil {
				return err
			}
		default:
			if err := e.arguments(key, value); err != nil {
				return err
			}
		}
	}
	return nil
}

func (e *Entry) calls(value string) error {
	for _, part := range strings.Split(value, ",") {
		at, method, _ := strings.Cut(part, ".")
		n, err := strconv.Atoi(at)
		if err != nil {
			return err
		}
		e.Calls = append(slices.Clone(e.Calls), Call{n, method})
	}
	return nil
}

func (e *Entry) arguments(key, value string) error {
	var all []int
	for _, part := range strings.Split(value, ",") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return fmt.Errorf("%s is not a word of the table", key)
		}
		all = append(all, n)
	}
	lists := map[string]*[]int{
		"writes": &e.Writes, "deep": &e.Deep, "alias": &e.Alias, "holds": &e.Holds, "holdsall": &e.HoldsAll, "keeps": &e.Keeps, "element": &e.Element, "collects": &e.Collects,
	}
	switch list := lists[key]; {
	case list != nil:
		*list = append(slices.Clone(*list), all...)
	case key == "format":
		e.Format = all[0]
	case key == "marshals":
		e.Marshals = all[0]
	default:
		return fmt.Errorf("%s is not a word of the table", key)
	}
	return nil
}

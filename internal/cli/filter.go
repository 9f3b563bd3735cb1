package cli

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// filter is a -run expression, taken apart as package testing does: alternatives, each a list of expressions by level.
type filter struct {
	text         string
	alternatives []alternative
}

type alternative struct {
	top  *regexp.Regexp // of the test function's name
	rest string         // "/..." for its subtests, or ""
}

func parseFilter(text string) (filter, error) {
	f := filter{text: text}
	for _, whole := range splitTop(text, '|') {
		levels := splitTop(whole, '/')
		top, err := regexp.Compile(levels[0])
		if err != nil {
			return filter{}, &problem{fmt.Sprintf("-run %q is no regular expression: %v", text, err), "-run 'TestLock$'"}
		}
		rest := ""
		if len(levels) > 1 {
			rest = "/" + strings.Join(levels[1:], "/")
		}
		f.alternatives = append(f.alternatives, alternative{top, rest})
	}
	return f, nil
}

// splitTop splits at a separator that stands in no brackets, as package testing does.
func splitTop(text string, separator byte) []string {
	var parts []string
	start, square, round := 0, 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case c == '[':
			square++
		case c == ']':
			square = max(0, square-1)
		case c == '(' && square == 0:
			round++
		case c == ')' && square == 0:
			round--
		case c == separator && square == 0 && round == 0:
			parts = append(parts, text[start:i])
			start = i + 1
		}
	}
	return append(parts, text[start:])
}

// choose keeps the tests that match, and says how to ask go test for exactly those.
func (f filter) choose(tests []testFunc) (chosen []testFunc, run string) {
	var parts []string
	for _, a := range f.alternatives {
		var names []string
		for _, test := range tests {
			if !a.top.MatchString(test.name) {
				continue
			}
			names = append(names, test.name)
			if !slices.ContainsFunc(chosen, func(c testFunc) bool { return c.name == test.name }) {
				chosen = append(chosen, test)
			}
		}
		if len(names) > 0 {
			parts = append(parts, "^("+strings.Join(names, "|")+")$"+a.rest)
		}
	}
	return chosen, strings.Join(parts, "|")
}

// apply keeps what matches of a house. It is a problem that nothing does.
func (f filter) apply(found *house) ([]job, error) {
	var jobs []job
	var names []string
	for _, s := range found.suites {
		chosen, run := f.choose(s.tests)
		for _, test := range s.tests {
			names = append(names, test.name)
		}
		if s.broken {
			chosen, run = nil, "^$"
		}
		if s.broken || len(chosen) > 0 {
			jobs = append(jobs, job{suite: s, chosen: chosen, run: run, filter: f})
		}
	}
	if len(jobs) == 0 {
		return nil, &problem{fmt.Sprintf("no system test matches -run %q; there are: %s", f.text, list(names)), ""}
	}
	return jobs, nil
}

// missed are the alternatives that ask for subtests where there is none: each test that they match passed without running one.
func (f filter) missed(jobs []job, bare map[string]bool) []string {
	var missed []string
	for i, a := range f.alternatives {
		if strings.Trim(a.rest, "/") == "" {
			continue
		}
		matched, without := 0, 0
		for _, j := range jobs {
			for _, test := range j.chosen {
				if !a.top.MatchString(test.name) {
					continue
				}
				matched++
				if bare[j.suite.path+"."+test.name] {
					without++
				}
			}
		}
		if matched > 0 && matched == without {
			missed = append(missed, splitTop(f.text, '|')[i])
		}
	}
	return missed
}

// listMax is how many names a message lists.
const listMax = 20

func list(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	if len(names) > listMax {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:listMax], ", "), len(names)-listMax)
	}
	return strings.Join(names, ", ")
}

package diagram

import (
	"slices"
	"strconv"
	"strings"
)

// Changes are what is another in a part of a state: of a struct as text, {Holder: client1, Waiting: []}, those of its fields that are.
func Changes(before, after string) []Change {
	if before == after {
		return nil
	}
	old, fresh := fields(before), fields(after)
	sameName := func(a, b Part) bool { return a.Name == b.Name }
	if len(fresh) == 0 || !slices.EqualFunc(old, fresh, sameName) {
		return []Change{{Before: before, After: after}}
	}
	var all []Change
	for i := range fresh {
		if old[i].Text != fresh[i].Text {
			all = append(all, Change{fresh[i].Name, old[i].Text, fresh[i].Text})
		}
	}
	return all
}

// fields are those of a struct as text, or none where it is no such text.
func fields(text string) (all []Part) {
	if len(text) < 2 || text[0] != '{' || text[len(text)-1] != '}' {
		return nil
	}
	rest := text[1 : len(text)-1]
	for rest != "" {
		end := fieldEnd(rest)
		name, value, ok := strings.Cut(rest[:end], ": ")
		if !ok || strings.ContainsAny(name, " \"") {
			return nil
		}
		all = append(all, Part{Name: name, Text: value})
		rest = strings.TrimPrefix(rest[end:], ", ")
	}
	return all
}

// fieldEnd is where the first field of a text ends: at a comma that stands in no brackets and no quotation.
func fieldEnd(text string) int {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			if quoted, err := strconv.QuotedPrefix(text[i:]); err == nil {
				i += len(quoted) - 1
			}
		case '{', '[', '(':
			depth++
		case '}', ']', ')':
			depth--
		case ',':
			if depth == 0 {
				return i
			}
		}
	}
	return len(text)
}

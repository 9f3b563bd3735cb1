package kube

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// field is one place in a manifest, which may be empty.
type field struct {
	node *yaml.Node
	path string
	doc  *document
}

// document is one object of a manifest as it is read. Its first error is kept.
type document struct {
	name    string // "Deployment web"
	line    int    // where it begins
	err     error
	skipped []string
}

// fail keeps an error, with its line, its field and a hint.
func (f field) fail(hint, format string, args ...any) {
	if f.doc.err != nil {
		return
	}
	line := f.doc.line
	if f.node != nil {
		line = f.node.Line
	}
	f.doc.err = fmt.Errorf("kube: line %d: %s: %s: %s\nhint: %s", line, f.doc.name, f.path, fmt.Sprintf(format, args...), hint)
}

// skip notes a field that would matter, and is not read.
func (f field) skip(why string) {
	if f.is() {
		f.doc.skipped = append(f.doc.skipped, fmt.Sprintf("line %d: %s: %s: %s", f.node.Line, f.doc.name, f.path, why))
	}
}

// is says whether there is anything.
func (f field) is() bool { return f.node != nil && f.node.Tag != "!!null" }

// at goes down by names.
func (f field) at(names ...string) field {
	for _, name := range names {
		next := field{path: strings.TrimPrefix(f.path+"."+name, "."), doc: f.doc}
		if f.is() {
			next.node = f.value(name)
		}
		f = next
	}
	return f
}

// value is what a mapping has under a name, or nil.
func (f field) value(name string) (found *yaml.Node) {
	if f.node.Kind != yaml.MappingNode {
		f.fail("indent its fields below it", "%s, expected fields", f.text())
		return nil
	}
	for i := 0; i+1 < len(f.node.Content); i += 2 {
		switch k := f.node.Content[i]; {
		case k.Value == "<<" && k.Tag == "!!merge":
			field{k, f.path, f.doc}.fail("write the fields out", "a merge key, which Kubernetes does not read")
		case k.Value != name:
		case found != nil:
			field{k, f.path + "." + name, f.doc}.fail("delete one of them", "it stands here for the second time")
		default:
			found = resolved(f.node.Content[i+1])
		}
	}
	return found
}

func resolved(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

// list are the items of a sequence.
func (f field) list() (items []field) {
	if !f.is() {
		return nil
	}
	if f.node.Kind != yaml.SequenceNode {
		f.fail("begin each item with a dash", "%s, expected a list", f.text())
		return nil
	}
	for i, n := range f.node.Content {
		items = append(items, field{resolved(n), fmt.Sprintf("%s[%d]", f.path, i), f.doc})
	}
	return items
}

// text is what stands there, as an error shows it.
func (f field) text() string {
	switch {
	case !f.is():
		return "nothing"
	case f.node.Kind == yaml.ScalarNode:
		return strconv.Quote(f.node.Value)
	case f.node.Kind == yaml.SequenceNode:
		return "a list"
	}
	return "fields"
}

// word is a text; "" where there is none.
func (f field) word() string {
	if !f.is() {
		return ""
	}
	if f.node.Kind != yaml.ScalarNode {
		f.fail("write a single value", "%s, expected a single value", f.text())
		return ""
	}
	return f.node.Value
}

// whole is a whole number from least on; byDefault where there is none.
func (f field) whole(least, byDefault int) int {
	if !f.is() {
		return byDefault
	}
	n, err := strconv.ParseInt(f.node.Value, 10, 32)
	if f.node.Kind != yaml.ScalarNode || f.node.Tag != "!!int" || err != nil || int(n) < least {
		f.fail("Kubernetes takes a number without quotes or a unit here", "%s, expected a whole number from %d to %d", f.text(), least, 1<<31-1)
		return byDefault
	}
	return int(n)
}

// seconds is a whole number of seconds. What is set to 0 is None where 0 has a default of its own.
func (f field) seconds(least int) time.Duration {
	switch n := f.whole(least, -1); {
	case n == 0:
		return None
	case n > 0:
		return time.Duration(n) * time.Second
	}
	return 0
}

// count is a number of which 0 has a default of its own.
func (f field) count(least int) int {
	switch n := f.whole(least, -1); {
	case n == 0:
		return None
	case n > 0:
		return n
	}
	return 0
}

// amount is a number of pods or a percentage.
func (f field) amount() Amount {
	if !f.is() {
		return Amount{}
	}
	if number, percent := strings.CutSuffix(f.word(), "%"); percent {
		if n, err := strconv.Atoi(number); err == nil && n >= 0 {
			return Percent(n)
		}
		f.fail("for example 25% or 1", "%s, expected a whole percentage", f.text())
		return Amount{}
	}
	return Pods(f.whole(0, 0))
}

// bytes is a quantity of memory.
func (f field) bytes() int {
	if !f.is() {
		return 0
	}
	n, ok := quantity(f.word())
	if !ok {
		f.fail("for example 128Mi or 1G: Ki, Mi, Gi are powers of 1024, k, M, G of 1000", "%s, expected a quantity of memory", f.text())
	}
	return n
}

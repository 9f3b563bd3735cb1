package std

import (
	"go/importer"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"
)

func TestTableIsWellFormed(t *testing.T) {
	b, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if b.release == "" || len(b.packages) < 40 {
		t.Errorf("the table is of release %q and lists %d packages", b.release, len(b.packages))
	}
}

// TestMistakes are lines that are none of the table.
func TestMistakes(t *testing.T) {
	for line, want := range map[string]string{
		"pure: Clone":                         "no package yet",
		"package strings\npure Clone":         "expected WORD...: NAME",
		"package strings\nwrites: Clone":      "writes is not a word of the table",
		"package strings\nharmless: Clone":    "harmless is not a word of the table",
		"package strings\ncalls=x.Y: Clone":   "invalid syntax",
		"whole os harmful":                    "harmful is not a word of the table",
		"package strings\nremoves=1,2: Clone": "removes is not a word of the table",
	} {
		if _, err := parse(line); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, expected an error with %q", line, err, want)
		}
	}
}

func TestLookup(t *testing.T) {
	imports := importer.Default()
	fn := func(path, name, method string) *types.Func {
		pkg, err := imports.Import(path)
		if err != nil {
			t.Fatal(err)
		}
		obj := pkg.Scope().Lookup(name)
		if method == "" {
			return obj.(*types.Func)
		}
		m, _, _ := types.LookupFieldOrMethod(obj.Type(), true, pkg, method)
		return m.(*types.Func)
	}
	for _, c := range []struct {
		path, name, method string
		known              bool
		want               Entry
	}{
		{"strings", "Clone", "", true, Entry{Format: -1, Marshals: -1}},
		{"strings", "Repeat", "", true, Entry{Format: -1, Marshals: -1, Panics: "a negative count"}},
		{"strings", "Builder", "WriteString", true, Entry{Format: -1, Marshals: -1, Writes: []int{0}}},
		{"slices", "SortFunc", "", true, Entry{Format: -1, Marshals: -1, Writes: []int{0}, Calls: []Call{{1, ""}}}},
		{"time", "Now", "", true, Entry{Format: -1, Marshals: -1, Effects: []string{Time}}},
		{"os", "ReadFile", "", true, Entry{Format: -1, Marshals: -1, Effects: []string{IO}}},
		{"os", "Getenv", "", true, Entry{Format: -1, Marshals: -1, Effects: []string{Env}}},
		{"fmt", "Sprintf", "", true, Entry{Format: 1, Marshals: -1}},
		{"image", "NewRGBA", "", false, Entry{}},
	} {
		got, known := Lookup(fn(c.path, c.name, c.method))
		if known != c.known || known && !same(got, c.want) {
			t.Errorf("%s.%s.%s: %+v %v, expected %+v %v", c.path, c.name, c.method, got, known, c.want, c.known)
		}
	}
	variable := types.NewVar(token.NoPos, types.NewPackage("io", "io"), "EOF", types.Typ[types.Int])
	if e, ok := Variable(variable); !ok || len(e.Effects) > 0 {
		t.Errorf("io.EOF: %+v %v, expected to be harmless", e, ok)
	}
}

func same(a, b Entry) bool {
	return slices.Equal(a.Effects, b.Effects) && slices.Equal(a.Writes, b.Writes) && slices.Equal(a.Calls, b.Calls) && a.Format == b.Format && a.Panics == b.Panics
}

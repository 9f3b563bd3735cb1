package cli

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestSnapshots holds what counts as a change: a source at any time, and anything else unless the tests may have written it.
func TestSnapshots(t *testing.T) {
	root := t.TempDir()
	write := func(path, text string) {
		t.Helper()
		path = filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	look := func() snapshot {
		t.Helper()
		s, err := takeSnapshot([]string{root}, []string{filepath.Join(root, "..", "nowhere")})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	changes := func(since snapshot) []string {
		t.Helper()
		var names []string
		for _, path := range look().changes(since) {
			name, _ := filepath.Rel(root, path)
			names = append(names, filepath.ToSlash(name))
		}
		return names
	}
	for _, path := range []string{"go.mod", "a/a.go", "a/testdata/x.go", "a/page.html", ".git/index", "_old/b.go", "inner/go.mod", "inner/c.go"} {
		write(path, "one")
	}
	first := look()
	if len(first) != 4 {
		t.Errorf("there are %v, expected go.mod, a.go, x.go and page.html", first)
	}
	for _, path := range []string{"a/a.go", "a/testdata/x.go", "a/page.html", ".git/index", "_old/b.go", "inner/c.go", "a/new.go"} {
		write(path, "another")
	}
	if want := []string{"a/a.go", "a/new.go", "a/page.html", "a/testdata/x.go"}; !slices.Equal(changes(first), want) {
		t.Errorf("changed are %v, expected %v", changes(first), want)
	}
	first.absorb(look())
	if want := []string{"a/a.go", "a/new.go"}; !slices.Equal(changes(first), want) {
		t.Errorf("changed since a round are %v, expected %v", changes(first), want)
	}
	second := look()
	if err := os.Remove(filepath.Join(root, "go.mod")); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(filepath.Join(root, "a", "a.go"), time.Time{}, time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	if want := []string{"a/a.go", "go.mod"}; !slices.Equal(changes(second), want) {
		t.Errorf("changed are %v, expected %v: one is gone, one is as long as before", changes(second), want)
	}
}

// TestTouched holds which packages stand on a file.
func TestTouched(t *testing.T) {
	s := scope{matched: []string{"m/a", "m/b"}, folders: map[string][]string{"/m/a": {"m/a"}, "/m/base": {"m/a", "m/b"}}}
	for file, want := range map[string][]string{
		"/m/a/a.go":            {"m/a"},
		"/m/base/b_test.go":    {"m/a", "m/b"},
		"/m/a/testdata/x/y.go": {"m/a"},
		"/m/a/pages/x.html":    {"m/a"},
		"/m/a/new/x.go":        nil,
		"/m/x.html":            nil,
		"/m/go.mod":            {"m/a", "m/b"},
	} {
		if got := s.touched([]string{filepath.FromSlash(file)}); !slices.Equal(got, want) {
			t.Errorf("%s touches %v, expected %v", file, got, want)
		}
	}
}

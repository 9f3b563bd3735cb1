//go:build long

package vet_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/assay-dev/assay/internal/tool"
)

// TestTwice wants the same findings, with the same words, in every run, whatever the number of processors. A copy of the tool
// with a byte more is another tool to the go command, which so does not answer out of its cache.
func TestTwice(t *testing.T) {
	first := vetted(t, "./"+handler+"/...")
	for _, processors := range []string{"1", "7"} {
		t.Setenv("GOMAXPROCS", processors)
		again := vetted(t, "-vettool="+copied(t), "./"+handler+"/...")
		if !reflect.DeepEqual(first, again) {
			t.Errorf("with %s processors there are %d findings, and %d before, or their words differ", processors, len(again), len(first))
		}
	}
}

var copies int

func copied(t *testing.T) string {
	t.Helper()
	program, err := os.ReadFile(tool.Path(t))
	if err != nil {
		t.Fatal(err)
	}
	copies++
	path := filepath.Join(t.TempDir(), "assay")
	if err := os.WriteFile(path, append(program, make([]byte, copies)...), 0o777); err != nil {
		t.Fatal(err)
	}
	return path
}

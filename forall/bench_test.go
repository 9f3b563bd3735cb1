package forall_test

import (
	"testing"

	"github.com/assay-dev/assay/forall"
	"github.com/assay-dev/assay/refine"
)

// quiet is a test that keeps nothing.
type quiet struct{ testing.TB }

func (quiet) Attr(string, string) {}
func (quiet) Logf(string, ...any) {}
func (quiet) Cleanup(func())      {}

func BenchmarkAllIDs(b *testing.B) {
	for b.Loop() {
		forall.Check(quiet{b}, holds[ID])
	}
}

func BenchmarkRandomStructs(b *testing.B) {
	type order struct {
		ID    ID
		Lines []refine.Option[int]
		Note  string
	}
	for b.Loop() {
		forall.Check(quiet{b}, holds[order])
	}
}

func BenchmarkAllPairs(b *testing.B) {
	for b.Loop() {
		forall.Check2(quiet{b}, func(x, y int8) error { return nil })
	}
}

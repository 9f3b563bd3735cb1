package refine_test

import (
	"fmt"
	"testing"

	"github.com/assay-dev/assay/refine"
)

type (
	users  struct{}
	orders struct{}
)

// A reference of one store does not fit another: stores of two brands take references of two types.
func ExampleStore() {
	names := refine.NewStore[users, string]()
	names, ada := names.Put("ada")
	more, bob := names.Put("bob")
	fmt.Println(names.Get(ada), names.Get(bob), more.Get(bob), names.Len(), more.Len())
	// Output: ada none bob 1 2
}

func ExampleTagged() {
	type metres = refine.Tagged[users, int]
	a, b := refine.Tag[users](3), refine.Tag[users](4)
	fmt.Println(metres.Raw(a)+b.Raw(), a == b)
	// Output: 7 false
}

// TestStoreKeepsAll that was put, in every version.
func TestStoreKeepsAll(t *testing.T) {
	const many = 1000
	var refs []refine.Ref[orders]
	versions := []refine.Store[orders, int]{{}}
	for i := range many {
		next, ref := versions[i].Put(i)
		versions, refs = append(versions, next), append(refs, ref)
	}
	for n, s := range versions {
		if s.Len() != n {
			t.Fatalf("version %d holds %d values", n, s.Len())
		}
		for i, ref := range refs {
			want := refine.None[int]()
			if i < n {
				want = refine.Some(i)
			}
			if got := s.Get(ref); got != want {
				t.Fatalf("version %d holds %v under reference %d, expected %v", n, got, i, want)
			}
		}
	}
	if got := versions[many].Get(refine.Ref[orders]{}); got.IsSome() {
		t.Errorf("the zero reference refers to %v", got)
	}
}

func BenchmarkStorePut(b *testing.B) {
	s := refine.NewStore[users, int]()
	for b.Loop() {
		s, _ = s.Put(1)
	}
}

func BenchmarkStoreGet(b *testing.B) {
	s := refine.NewStore[users, int]()
	var first refine.Ref[users]
	s, first = s.Put(1)
	for i := range 1_000_000 {
		s, _ = s.Put(i)
	}
	for b.Loop() {
		s.Get(first)
	}
}

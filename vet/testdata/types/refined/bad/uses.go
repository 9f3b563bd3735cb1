package bad

import (
	. "github.com/assay-dev/assay/refine"
)

// Code is a refined text by any predicate.
type Code[P Predicate[string]] = Of[string, P]

// A predicate with a parameter: the size is a type.
type size interface{ len() int }

type four struct{}

func (four) len() int { return 4 }

type exactly[N size] struct{}

func (exactly[N]) Holds(s string) bool {
	var n N
	return len(s) == n.len()
}

func pair[T any](x, y T) [2]T { return [2]T{x, y} }

var (
	code  = Must[Code[Lower3]]("lmnop")                // HERE
	exact = Must[Code[exactly[four]]]("abc")           // HERE
	both  = pair(Must[ID]("abc"), Must[ID]("ABC"))     // HERE
	some  = Some(Must[ID]("jk"))                       // HERE
	later = func() ID { return Must[ID]("not an ID") } // HERE
)

func all[T any](x T) (T, ID) {
	return x, Must[ID]("generic") // HERE
}

func inLoop(n int) (ids []ID) {
	for range n {
		ids = append(ids, Must[ID]("a-b")) // HERE
	}
	defer func(id ID) { _ = id }(Must[ID]("???")) // HERE
	return ids
}

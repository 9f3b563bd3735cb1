package refine_test

import (
	"fmt"

	"github.com/assay-dev/assay/refine"
)

// Lower3 holds of three lower-case letters.
type Lower3 struct{}

var lower3 = refine.And(refine.Bytes(3, 3), refine.Each("a-z"))

func (Lower3) Rule() refine.Rule[string] { return lower3 }
func (Lower3) Holds(s string) bool       { return lower3.Holds(s) }

// ID is an identifier of three lower-case characters.
type ID = refine.Of[string, Lower3]

// An identifier of three lower-case characters: what is too long, too short or upper-case is none. Written as a constant,
// refine.Must[ID]("ABC"), it does not compile under assay build.
func ExampleOf() {
	for _, s := range []string{"abc", "ABC", "lmnop", "jk"} {
		fmt.Println(s, "is", refine.Parse[ID](s))
	}
	id := refine.Must[ID]("abc")
	fmt.Println(id.Raw(), lower3, lower3.Count())
	// Output:
	// abc is abc
	// ABC is none
	// lmnop is none
	// jk is none
	// abc 3 bytes and every character in [a-z] 17,576
}

// Even has no rule: any pure function from values to bool is a predicate.
type Even struct{}

func (Even) Holds(n int) bool { return n%2 == 0 }

func ExamplePredicate() {
	fmt.Println(refine.Parse[refine.Of[int, Even]](3), refine.Parse[refine.Of[int, Even]](4))
	// Output: none 4
}

func ExampleRule() {
	name := refine.And(refine.Chars(1, 8), refine.Each(`\pL\-`), refine.Not(refine.OneOf("root", "admin")))
	fmt.Println(name)
	fmt.Println(name.Holds("Zoë"), name.Holds("root"), name.Holds("\xff"))
	fmt.Println(name.CEL())
	// Output:
	// 1 to 8 characters and every character in [\pL\-] and not one of "root", "admin"
	// true false false
	// this.size() >= 1 && this.size() <= 8 && this.matches("\\A(?:[\\pL\\-]*)\\z") && !(this in ["root", "admin"])
}

// What a tool reads from a rule: how many values it has, which they are, and some of them.
func ExampleRule_All() {
	version := refine.Matches(`v[12](\.[05])?`)
	values, _ := version.All()
	for v := range values {
		fmt.Print(v, " ")
	}
	simplest, _ := version.Pick(func(uint64) uint64 { return 0 })
	nothing, _ := refine.And(refine.Bytes(0, 2), refine.Chars(3, 3)).Empty()
	fmt.Println(version.Count(), simplest, nothing)
	// Output: v1 v2 v1.0 v1.5 v2.0 v2.5 6 v1 true
}

// A predicate that narrows is a break on the wire that no schema shows.
func ExampleCompare() {
	v1 := refine.And(refine.Bytes(1, 8), refine.Each("a-z0-9"))
	v2 := refine.And(refine.Bytes(2, 16), refine.Each("a-z0-9"))
	c := refine.Compare(v1, v2)
	fmt.Println(c.Relation, c.Lost, c.Gained, refine.Compare(v1, refine.Or(v1, v1)).Relation)
	// Output: neither 0 000000000 same
}

// A defined type of text takes the rules of text.
func ExampleAs() {
	type zone string
	r := refine.As[zone](refine.Matches("[a-z]+-[0-9]"))
	fmt.Println(r.Holds(zone("eu-1")), r.Holds(zone("eu")))
	// Output: true false
}

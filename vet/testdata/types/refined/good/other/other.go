// Package other holds predicates that another package uses.
package other

import "github.com/assay-dev/assay/refine"

// Region is one of the data centres.
type Region struct{}

var region = refine.OneOf("eu-west", "eu-north", "us-east")

func (Region) Rule() refine.Rule[string] { return region }
func (Region) Holds(s string) bool       { return region.Holds(s) }

// Slug is a word for an address: letters, digits and single dashes between them.
type Slug struct{}

func (Slug) Holds(s string) bool {
	if s == "" || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := 0; i < len(s); i++ {
		if !plain(s[i]) && s[i] != '-' {
			return false
		}
		if s[i] == '-' && s[i+1] == '-' {
			return false
		}
	}
	return true
}

func plain(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' }

// Must is another Must: it knows nothing of refinements.
func Must[T any](v T) T { return v }

// Home is the region of the tests.
const Home = "eu-" + "north"

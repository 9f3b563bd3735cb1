// Package other holds predicates and constants that another package uses.
package other

import "github.com/assay-dev/assay/refine"

// Region is one of the data centres.
type Region struct{}

var region = refine.OneOf("eu-west", "eu-north", "us-east")

func (Region) Rule() refine.Rule[string] { return region }
func (Region) Holds(s string) bool       { return region.Holds(s) }

// Even holds of even numbers; it is written by hand.
type Even struct{}

func (Even) Holds(n int) bool { return n%2 == 0 }

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

// RegionName is a region by its name.
type RegionName = refine.Of[string, Region]

// Constants of this package, right and wrong ones.
const (
	DefaultRegion = "eu-west"
	OldRegion     = "eu-west-1"
	Retries       = 3
)

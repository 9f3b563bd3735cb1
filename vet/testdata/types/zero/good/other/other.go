// Package other holds domain types that another package fills with care.
package other

import "github.com/assay-dev/assay/refine"

// Account is the number of an account.
type Account = refine.Of[string, account]

type account struct{}

func (account) Holds(s string) bool { return len(s) == 8 }

// Transfer moves money.
type Transfer struct {
	From, To Account
	Cents    int
}

// Switch is a closed enum whose zero is Off.
type Switch struct{ v uint8 }

// The positions of a Switch.
var (
	Off = Switch{}
	On  = Switch{1}
)

// Package other holds domain types that another package forgets to fill.
package other

import "github.com/assay-dev/assay/refine"

// Account is the number of an account.
type Account = refine.Of[string, account]

type account struct{}

func (account) Holds(s string) bool {
	if len(s) != 8 {
		return false
	}
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// Transfer moves money.
type Transfer struct {
	From, To Account
	Cents    int
}

// Door is a closed enum without a value for zero.
type Door struct{ v uint8 }

// The doors.
var (
	Open   = Door{1}
	Closed = Door{2}
)

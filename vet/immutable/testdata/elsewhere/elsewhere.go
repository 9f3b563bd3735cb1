// Package elsewhere changes values of another package's immutable types.
package elsewhere

import "github.com/assay-dev/assay/vet/immutable/testdata/marked"

func change(a *marked.Account, l marked.List) {
	a.Name = "b" // want `change changes Name of the immutable marked.Account: make a new one`
	l[0] = 1     // want `change changes a value of the immutable marked.List`
}

func Made() marked.Account {
	a := marked.Account{Name: "a"}
	a.Name = "b" // want `Made changes Name of the immutable marked.Account`
	return a
}

func renamed(a marked.Account) marked.Account { return a.Rename("b") }

var _ = []any{change, renamed}

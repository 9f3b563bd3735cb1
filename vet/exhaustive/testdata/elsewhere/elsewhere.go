// Package elsewhere switches over the sums of another package, whose unexported variants it cannot name.
package elsewhere

import (
	"go/ast"

	other "github.com/assay-dev/assay/vet/exhaustive/testdata/sums"
)

func count(m other.Msg) (n int) {
	switch m.(type) { // want `switch on sums.Msg misses other.Pong: name them`
	case other.Ping, other.Stop, *other.Large:
		n++
	}
	return n
}

func open(m other.Msg) (n int) {
	switch m.(type) { // want `misses variants that only package .*sums can name: give it a default that handles them`
	case other.Ping, other.Pong, other.Stop, *other.Large:
		n++
	}
	return n
}

func handled(m other.Msg) int {
	switch m.(type) {
	case other.Ping, other.Pong, other.Stop, *other.Large:
		return 1
	default:
		return 2
	}
}

func lit(s other.Switch) (n int) {
	switch s { // want `misses other.Broken`
	case other.On:
		n = 1
	case other.Off:
		n = 2
	}
	return n
}

func phase(p other.Phase) (n int) {
	switch p { // want `switch on sums.Phase misses other.Done`
	case other.Waiting, other.Holding:
		n = 1
	}
	return n
}

// standard is over a sealed interface of the standard library, which is not analysed.
func standard(e ast.Expr) (n int) {
	switch e.(type) {
	case *ast.Ident:
		n = 1
	}
	return n
}

var _ = []any{count, open, handled, lit, phase, standard}

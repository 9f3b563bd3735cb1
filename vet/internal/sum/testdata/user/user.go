// Package user sees the sums of another package by facts, unexported variants included.
package user

import (
	"go/ast"

	"github.com/assay-dev/assay/vet/internal/sum/testdata/shapes"
)

type fields struct {
	msg   shapes.Msg       // want `^sum Msg marker=true: Ping \*Pong bell\+pointed Signed$`
	alias alias            // want `^sum Msg`
	tree  shapes.Tree[int] // want `^sum Tree`
	lit   shapes.Switch    // want `^enum Switch closed=true: Off=0 On=1 Begin=0$`
	phase shapes.Phase     // want `^enum Phase`
	size  shapes.Size
	expr  ast.Expr
}

type alias = shapes.Msg

var _ = fields{}

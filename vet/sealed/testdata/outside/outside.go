// Package outside forges variants of another package's sum.
package outside

import (
	"go/ast"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/vet/sealed/testdata/sums"
)

type forged struct {
	sums.Msg // want `forged embeds the sealed sums.Msg outside its package, which forges a variant of it: make it a field with a name`
	name     string
}

type derived struct {
	sums.Ping // want `derived embeds sums.Ping, a variant of the sealed Msg, and so becomes a variant outside its package`
	name      string
}

type large struct {
	*sums.Large // want `large embeds sums.Large, a variant of the sealed Msg`
}

type narrower interface {
	sums.Msg // want `narrower embeds the sealed sums.Msg outside its package`
	Name() string
}

type effect struct {
	assay.Effect // want `effect embeds the sealed assay.Effect`
}

// field has it under a name.
type field struct {
	Msg  sums.Msg
	ping sums.Ping
}

// envelope embeds what is no variant.
type envelope struct {
	sums.Envelope
}

// fake embeds a sealed interface of the standard library, which is how fakes of it are made.
type fake struct {
	testing.TB
}

type node struct{ ast.Expr }

func constraint[M interface{ sums.Msg }](m M) M { return m }

func left() field {
	return field{} // want `Msg is left out, and so nil where sums.Msg is one of`
}

var _ = []any{new(forged), derived{}, large{}, narrower(nil), new(effect), envelope{}, fake{}, node{}, constraint[sums.Ping], left}

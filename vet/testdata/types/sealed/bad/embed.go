// Package bad opens what another package sealed, and puts nil where a message belongs.
package bad

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/vet/testdata/types/sealed/bad/proto"
)

// Forged is a message by embedding the interface.
type Forged struct{ proto.Msg } // HERE

// FakeEvent says what it likes.
type FakeEvent struct{ proto.Event } // HERE

func (FakeEvent) String() string { return "fake" }

// Delay is an effect that nobody carries out.
type Delay struct{ assay.Effect } // HERE

// Twig is a tree of a type of its own.
type Twig struct{ proto.Tree[string] } // HERE

// Branch is a generic one.
type Branch[T any] struct{ proto.Tree[T] } // HERE

// Louder embeds a variant, and so becomes one.
type Louder struct{ proto.Ping } // HERE

// Slower embeds a pointer to a variant.
type Slower struct{ *proto.Pong } // HERE

// Logged carries more than the message that it embeds.
type Logged struct { // HERE
	Line      int
	proto.Msg // OR HERE
}

var (
	_ proto.Msg    = Louder{}
	_ proto.Msg    = Slower{}
	_ proto.Msg    = Logged{}
	_ assay.Effect = Delay{}
)

func local(n int) proto.Msg {
	type late struct{ proto.Ping } // HERE
	return late{proto.Ping{N: n}}
}

// Package proto holds a sum that is its own.
package proto

// Msg is what replicas send each other.
type Msg interface{ protoMsg() }

type (
	Ping struct{ N int }
	Pong struct{ N int }
)

func (Ping) protoMsg()  {}
func (*Pong) protoMsg() {}

var _ Msg = (*Pong)(nil)

// marked is what variants of this package embed.
type marked struct{}

func (marked) protoMsg() {}

// Pang is a variant by embedding in the package itself.
type Pang struct{ marked }

// Logged embeds the interface in its own package.
type Logged struct{ Msg }

// Open is for anybody to implement.
type Open interface{ Name() string }

// Plain is a type of data.
type Plain struct{ N int }

func (p Plain) Name() string { return "plain" }

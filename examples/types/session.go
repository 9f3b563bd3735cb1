package types

import "github.com/assay-dev/assay/refine"

// Session is what a server remembers of a person.
type Session struct {
	User refine.Option[ID]
	Cart []ID
	Seen int // pages, since the session began
}

// Reset is a session in which nothing has happened. The essay met it as reset(data, true), where nobody at the call can see what
// is true; two functions have two names.
//
//assay:pure
func Reset() Session { return Session{} }

// Restart is the session of the same person, from the beginning: what is reset and what stays can be read here.
//
//assay:pure
func Restart(s Session) Session { return Session{User: s.User} }

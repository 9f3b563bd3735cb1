// Package token makes tokens.
package token

import "crypto/rand"

// For is a token for a user.
func For(user string) string {
	return user + "-" + rand.Text() // HERE
}

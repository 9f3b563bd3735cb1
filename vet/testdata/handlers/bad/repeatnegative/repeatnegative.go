// Package repeatnegative is bad: strings.Repeat panics when the level is negative (may panic, in the standard library).
package repeatnegative

import "strings"

// Indent is the line under its level.
//
//assay:pure
func Indent(line string, level int) string {
	return strings.Repeat("  ", level) + line // HERE
}

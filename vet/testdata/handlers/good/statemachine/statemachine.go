// Package statemachine is good: a scanner goes through a text in a loop over its runes, and its state is a local variable.
package statemachine

// Fields is how many fields a line has, with quotes minded.
//
//assay:pure
func Fields(line string) int {
	const (
		between = iota
		inside
		quoted
	)
	state, fields := between, 0
	for _, r := range line {
		switch {
		case state == quoted:
			if r == '"' {
				state = inside
			}
		case r == ' ':
			state = between
		default:
			if state == between {
				fields++
			}
			state = inside
			if r == '"' {
				state = quoted
			}
		}
	}
	return fields
}

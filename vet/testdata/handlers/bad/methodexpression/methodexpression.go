// Package methodexpression is bad: a method expression with a pointer receiver is applied to a package variable (writes a global).
package methodexpression

import "strconv"

type meter struct{ total int }

func (m *meter) add(n int) {
	m.total += n // HERE
}

var traffic meter

// Framed is the payload behind its length.
//
//assay:pure
func Framed(payload string) string {
	count := (*meter).add
	count(&traffic, len(payload))
	return strconv.Itoa(len(payload)) + ":" + payload
}

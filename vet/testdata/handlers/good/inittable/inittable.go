// Package inittable is good: a table is filled in init alone and only read afterwards.
package inittable

var squares [16]int

func init() {
	for i := range squares {
		squares[i] = i * i
	}
}

// Square is n times n, from the table where it is there.
//
//assay:pure
func Square(n int) int {
	if n >= 0 && n < len(squares) {
		return squares[n]
	}
	return n * n
}

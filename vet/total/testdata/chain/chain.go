// Package chain calls another package.
package chain

import "github.com/assay-dev/assay/vet/total/testdata/chain/lib"

//assay:pure
func heads(xs, ys []int, b lib.Box) int {
	if len(ys) == 0 {
		return lib.Head(xs) // want "heads calls Head, which indexes xs at 0, where xs may be empty"
	}
	if !b.Empty() {
		return b.First()
	}
	return lib.Head(ys) + lib.At(ys, len(ys)-1) + lib.Safe(xs) + lib.Ignored(xs)
}

//assay:pure
func box(b lib.Box) int { return b.First() } // want "box calls First, which indexes b.Items at 0"

//assay:pure
func booms(n int) int { return lib.Boom(n) } // want "booms calls Boom, which panics"

//assay:pure
func spins(n int) int { return lib.Spin(n) } // want "spins calls Spin, which loops, and nothing shows that it ends"

//assay:pure
func mapped(xs []int) []int {
	votes := lib.Votes()
	votes["x"] = 1
	return lib.Map(xs, func(x int) int { return x / len(xs) }) // want "divides by len\\(xs\\)"
}

//assay:pure
func handed(xs [][]int) []int { return lib.Map(xs, head) }

func head(xs []int) int { return xs[0] } // want "handed hands on head, which indexes xs at 0"

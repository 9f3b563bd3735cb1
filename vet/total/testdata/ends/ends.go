// Package ends has loops and functions that return, and some that may not.
package ends

import (
	"iter"
	"maps"
	"slices"
)

//assay:pure
func counted(xs []int, m map[int]int, s string, n int, lo, hi int) (sum int) {
	for range xs {
		sum++
	}
	for range m {
		sum++
	}
	for range s {
		sum++
	}
	for range 10 {
		sum++
	}
	for i := 0; i < n; i++ {
		sum++
	}
	for i := 0; i < n; i += 3 {
		if i == 7 {
			continue
		}
		sum++
	}
	for i := n; i > 0; i-- {
		sum++
	}
	for i := n; i > 0; i /= 2 {
		sum++
	}
	for i := n; i != 0; i /= 10 {
		sum++
	}
	for i := 0; i != len(xs); i++ {
		sum++
	}
	for lo < hi {
		if sum > 3 {
			lo++
		} else {
			hi--
		}
	}
	for k := range slices.Values(xs) {
		sum += k
	}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		sum += k
	}
	for {
		if sum > 3 {
			break
		}
		sum++
	}
	for a, b := n, hi; b != 0; {
		a, b = b, a%b
		sum += a
	}
	return sum
}

//assay:pure
func shrinking(q []int, s string) (sum int) {
	for len(q) > 0 {
		sum += q[0]
		q = q[1:]
	}
	for len(s) > 0 && s[0] == ' ' {
		s = s[1:]
	}
	for s != "" {
		s = s[:len(s)-1]
	}
	return sum
}

//assay:pure
func forever(n int) int {
	for { // want "forever loops without an end"
		n++
	}
}

//assay:pure
func collatz(n int) (steps int) {
	for n != 1 { // want "collatz loops, and nothing shows that it ends"
		if n%2 == 0 {
			n /= 2
		} else {
			n = 3*n + 1
		}
		steps++
	}
	return steps
}

//assay:pure
func stays(n int) int {
	i := 0
	for i < n { // want "loops, and nothing shows"
		if i == 5 {
			continue
		}
		i++
	}
	return i
}

//assay:pure
func away(n int) (sum int) {
	for i := 0; i < n; i-- { // want "loops, and nothing shows"
		sum++
	}
	return sum
}

//assay:pure
func overshoots(n int) (sum int) {
	for i := 0; i != n; i += 2 { // want "loops, and nothing shows"
		sum++
	}
	return sum
}

//assay:pure
func unsigned(n uint) (sum int) {
	for i := n; i >= 0; i-- { // want "loops, and nothing shows"
		sum++
	}
	return sum
}

//assay:pure
func growing(q []int) (sum int) {
	for i := 0; i < len(q); i++ { // want "loops, and nothing shows"
		if q[i] > 0 {
			q = append(q, q[i]-1)
		}
	}
	return sum
}

//assay:pure
func worklist(q []int) (sum int) {
	for len(q) > 0 { // want "loops, and nothing shows"
		x := q[0]
		q = q[1:]
		if x > 0 {
			q = append(q, x-1)
		}
		sum++
	}
	return sum
}

//assay:pure
func claimedLoop(q []int) (sum int) {
	left := 100
	//assay:decreases left
	for len(q) > 0 && left != 0 {
		if q[0] > 0 {
			q = append(q, q[0]-1)
		}
		left = next(left)
		sum++
	}
	return sum
}

func next(n int) int { return n &^ 1 }

//assay:pure
func wrongClaim(q []int) (sum int) {
	//assay:decreases sum
	for len(q) > 0 { // want "sum, which is said to decrease, does not become smaller"
		sum++
	}
	//assay:decreases nothing
	for len(q) > 0 { // want "is said to decrease nothing, which means nothing here"
		sum++
	}
	//assay:decreases 1.5
	for len(q) > 0 { // want "which is a untyped float: name an integer"
		sum++
	}
	return sum
}

//assay:pure
func received(c chan int) (sum int) {
	for x := range c { // want "received ranges over a channel"
		sum += x
	}
	return sum
}

//assay:pure
func iterated(seq iter.Seq[int]) (sum int) {
	for x := range seq { // want "ranges over an iterator that nobody sees to end"
		sum += x
	}
	return sum
}

//assay:pure
func jumps(n int) int {
again: // a loop by another name
	n *= 3 // want "loops, and nothing shows"
	if n < 10 {
		goto again
	}
	return n
}

//assay:pure
func factorial(n int) int {
	if n <= 1 {
		return 1
	}
	return n * factorial(n-1)
}

//assay:pure
func fibonacci(n uint) uint {
	if n < 2 {
		return n
	}
	return fibonacci(n-1) + fibonacci(n-2)
}

//assay:pure
func sum(xs []int) int {
	if len(xs) == 0 {
		return 0
	}
	return xs[0] + sum(xs[1:])
}

//assay:pure
func sorted(xs []int) []int {
	if len(xs) < 2 {
		return xs
	}
	mid := len(xs) / 2
	return append(sorted(xs[:mid]), sorted(xs[mid:])...)
}

//assay:pure
func bisect(xs []int, lo, hi, x int) bool {
	if lo >= hi || lo < 0 || hi > len(xs) {
		return false
	}
	mid := lo + (hi-lo)/2
	switch {
	case xs[mid] < x:
		return bisect(xs, mid+1, hi, x)
	case xs[mid] > x:
		return bisect(xs, lo, mid, x)
	}
	return true
}

//assay:pure
func even(n int) bool {
	if n <= 0 {
		return n == 0
	}
	return odd(n - 1)
}

func odd(n int) bool {
	if n <= 0 {
		return false
	}
	return even(n - 1)
}

//assay:pure
func down(n int) int { // want "down calls itself, and nothing shows that this ends"
	if n == 0 {
		return 0
	}
	return down(n-1) + 1
}

//assay:pure
func ping(n int) int { // want "ping calls itself by way of pong"
	if n == 0 {
		return 0
	}
	return pong(n)
}

func pong(n int) int { return ping(n - 1) } // want "ping calls pong, which calls itself by way of ping"

type tree struct {
	kids []tree
	val  int
}

//assay:pure
func (t tree) size() int { // want "size calls itself"
	n := 1
	for _, kid := range t.kids {
		n += kid.size()
	}
	return n
}

// depth is bounded by the height of the tree.
//
//assay:pure
//assay:decreases len(t.kids)
func (t tree) depth() int {
	d := 0
	for _, kid := range t.kids {
		d = max(d, kid.depth())
	}
	return d + 1
}

//assay:pure
//assay:decreases n
func upwards(n int) int { // want "upwards calls itself, and n, which is said to decrease, does not become smaller"
	if n > 100 {
		return n
	}
	return upwards(n + 1)
}

//assay:pure
func closure(n int) int {
	var visit func(int) int
	visit = func(n int) int { // want "closure calls a function in closure, which calls itself"
		if n == 0 {
			return 0
		}
		return visit(n - 1)
	}
	return visit(n)
}

//assay:pure
func closureGood(n int) int {
	var visit func(int) int
	visit = func(n int) int {
		if n <= 0 {
			return 0
		}
		return visit(n - 1)
	}
	return visit(n)
}

type expr interface{ eval() int }

type sumOf struct{ a, b expr }

func (s sumOf) eval() int { return s.a.eval() + s.b.eval() } // want "value calls eval, which calls itself" "follows s.a, which may be nil" "follows s.b"

//assay:pure
func value(e sumOf) int { return e.eval() }

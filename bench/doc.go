// Package bench measures the checker on real protocols, beside slower and other ways to the same answer.
//
//	go test -bench . -benchtime 1x ./bench
//
// Where two things are compared they take turns, and the median of the pairs is reported: a busy machine slows both. A wrong count
// fails the benchmark. The directory spin holds the comparison with SPIN.
package bench

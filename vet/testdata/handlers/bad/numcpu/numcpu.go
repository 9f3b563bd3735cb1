// Package numcpu is bad: the number of workers is the number of processors of this machine (environment).
package numcpu

import "runtime"

// Workers is how many batches n items are split into.
//
//assay:pure
func Workers(n int) int {
	return max(1, min(n, runtime.NumCPU())) // HERE
}

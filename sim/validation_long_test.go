//go:build long

package sim

import "testing"

func TestErlangCLong(t *testing.T) {
	for _, c := range erlang {
		mmc(t, c.c, c.waiting, c.wq, 10_000_000)
	}
}

// Package suite does one thing: it holds a release of etcd's raft to what every release must show. The tests of each release call it;
// counts are those of all releases, since they differ in reads alone.
package suite

import (
	"fmt"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/adapters/etcdraft"
	"github.com/assay-dev/assay/check"
)

// Elections explores three members that all may campaign once, in one term, to the end: on a network that duplicates without end, which is
// a set, and on one that does not, which is a multiset; with one worker and with two.
func Elections[N any](t *testing.T, lib etcdraft.Library[N]) {
	t.Run("set", func(t *testing.T) {
		for _, workers := range []int{1, 2} {
			sys := etcdraft.Elections(etcdraft.Member[N]{Library: lib}, 3)
			sys.Name += "/set"
			sys.Assume.Duplicates = assay.Unlimited
			check.Test(t, sys, check.Workers(workers), check.Counts(55_357, 613_222, 21))
		}
	})
	t.Run("multiset", func(t *testing.T) {
		for _, workers := range []int{1, 2} {
			sys := etcdraft.Elections(etcdraft.Member[N]{Library: lib}, 3)
			check.Test(t, sys, check.Workers(workers), check.Counts(157_597, 532_687, 27))
		}
	})
	t.Run("audited", func(t *testing.T) {
		sys := etcdraft.Elections(etcdraft.Member[N]{Library: lib}, 1)
		sys.Name += "/one"
		check.Test(t, sys, check.Audit(), check.Counts(5_193, 14_366, 21))
	})
}

// Crash explores elections with one crash, of any member at any moment, and its recovery: n1 and so on, so many, campaign once each.
func Crash[N any](t *testing.T, lib etcdraft.Library[N], campaigns int, options ...check.Option) {
	check.Test(t, crashing(etcdraft.Member[N]{Library: lib}, campaigns, assay.Kept), options...)
}

func crashing[N any](m etcdraft.Member[N], campaigns int, disk assay.Durability) assay.System {
	sys := etcdraft.Elections(m, campaigns)
	sys.Name = fmt.Sprintf("etcdraft/crash/%d", campaigns)
	sys.Assume.Crashes, sys.Assume.Disk = assay.AtMost(1), disk
	return sys
}

// Broken breaks the order in which things must be durable, and wants it found with one crash.
func Broken[N any](t *testing.T, lib etcdraft.Library[N]) {
	t.Run("vote forgotten", func(t *testing.T) {
		sys := crashing(etcdraft.Member[N]{Library: lib, VoteForgotten: true}, 2, assay.Kept)
		sys.Name = "etcdraft/vote-forgotten"
		check.Violates(t, sys, "one leader a term")
	})
	t.Run("sends first", func(t *testing.T) {
		sys := crashing(etcdraft.Member[N]{Library: lib, SendsFirst: true}, 2, assay.Torn)
		sys.Name = "etcdraft/sends-first"
		check.Violates(t, sys, "one leader a term")
	})
}

// Orders explores a transfer of the lead and the removal of a member.
func Orders[N any](t *testing.T, lib etcdraft.Library[N]) {
	m := etcdraft.Member[N]{Library: lib}
	check.Test(t, etcdraft.Orders(m, "transfer", etcdraft.Transfer{To: "n2"}), check.Counts(5_308, 10_411, 22))
	check.Test(t, etcdraft.Orders(m, "removal", etcdraft.Remove{Member: "n3"}), check.Counts(2_218, 4_007, 19))
}

// Register explores reads and writes of clients, which must be linearizable.
func Register[N any](t *testing.T, lib etcdraft.Library[N], options ...check.Option) {
	check.Test(t, etcdraft.Registers(etcdraft.Member[N]{Library: lib}), options...)
}

package lock

import (
	"slices"

	"github.com/assay-dev/assay"
)

// Reissued is broken: the server does not write the token down, and gives it again after a crash. The store cannot tell the two
// holders of one token apart.
func Reissued() assay.System {
	return brokenFence("lock/fenced/reissued", reissued{fence}, FencedStore{})
}

type reissued struct{ FencedServer }

func (a reissued) Receive(self assay.ID, s FencedState, from assay.ID, msg LeaseMsg) (FencedState, assay.Effects) {
	s, effects := a.FencedServer.Receive(self, s, from, msg)
	return s, slices.DeleteFunc(effects, isWrite)
}

// UnsyncedToken is broken: the server writes the token down, and does not wait until the disk has it.
func UnsyncedToken() assay.System {
	return brokenFence("lock/fenced/unsynced-token", unsyncedToken{fence}, FencedStore{})
}

type unsyncedToken struct{ FencedServer }

func (a unsyncedToken) Receive(self assay.ID, s FencedState, from assay.ID, msg LeaseMsg) (FencedState, assay.Effects) {
	s, effects := a.FencedServer.Receive(self, s, from, msg)
	return s, slices.DeleteFunc(effects, func(e assay.Effect) bool { return e == assay.Sync() })
}

// AnyToken is broken: the store does not compare. Tokens that nobody looks at are a Lease.
func AnyToken() assay.System {
	return brokenFence("lock/fenced/any-token", fence, anyToken{})
}

type anyToken struct{ FencedStore }

func (a anyToken) Receive(self assay.ID, s FencedStored, from assay.ID, msg LeaseMsg) (FencedStored, assay.Effects) {
	s.Token = 0
	return a.FencedStore.Receive(self, s, from, msg)
}

// ForgetfulStore is broken: the store writes its value down, and keeps the greatest token in memory alone.
func ForgetfulStore() assay.System {
	return brokenFence("lock/fenced/forgetful-store", fence, forgetfulStore{})
}

type forgetfulStore struct{ FencedStore }

func (a forgetfulStore) Receive(self assay.ID, s FencedStored, from assay.ID, msg LeaseMsg) (FencedStored, assay.Effects) {
	s, effects := a.FencedStore.Receive(self, s, from, msg)
	for i, e := range effects {
		if isWrite(e) {
			effects[i] = assay.Persist(storedKey, FencedStored{Stored: s.Stored})
		}
	}
	return s, effects
}

// brokenFence goes on clocks that do not drift, so that a counterexample shows what matters.
func brokenFence(name string, server assay.Actor[FencedState, LeaseMsg], store assay.Actor[FencedStored, LeaseMsg]) assay.System {
	clocks := drifting(2)
	clocks.DriftMS = 0
	return fenced(name, server, store, clocks)
}

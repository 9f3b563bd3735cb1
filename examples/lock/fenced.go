package lock

import "github.com/assay-dev/assay"

// Fenced is the cure of PausedHolder: each lease has a greater token than the one before it, a write shows the token of its lease, and
// the store refuses one that is smaller than the greatest that it has seen. The clocks drift, and two may believe that they hold the
// lock: that does no harm here, so that nothing is said about it.
func Fenced() assay.System {
	return fenced("lock/fenced", fence, FencedStore{}, drifting(2))
}

// fence is the server of Fenced.
var fence = FencedServer{LeaseServer{tick}}

func fenced(name string, server assay.Actor[FencedState, LeaseMsg], store assay.Actor[FencedStored, LeaseMsg], clocks assay.Clocks) assay.System {
	sys := leases(name, LeaseClient{Term: tick}, assay.Spawn(lockID, server))
	sys.Actors[len(sys.Actors)-1] = assay.Spawn(storeID, store)
	sys.Assume.Clocks = clocks
	sys.Properties[0] = assay.Always(lateWrites, noLateWrite)
	return sys
}

// FencedServer is a LeaseServer that numbers its leases.
type FencedServer struct{ LeaseServer }

// FencedState is the local state of a FencedServer.
type FencedState struct {
	LeaseState
	Token int // of the last lease
}

const tokenKey = "token"

// Start has leased nothing.
func (FencedServer) Start(self assay.ID) (FencedState, assay.Effects) { return FencedState{}, nil }

// Receive numbers what the LeaseServer grants.
func (a FencedServer) Receive(self assay.ID, s FencedState, from assay.ID, msg LeaseMsg) (FencedState, assay.Effects) {
	lease, effects := a.LeaseServer.Receive(self, s.LeaseState, from, msg)
	s.LeaseState = lease
	return s.number(effects)
}

// Timeout is the end of the lease. The token stays.
func (a FencedServer) Timeout(self assay.ID, s FencedState, timer string) (FencedState, assay.Effects) {
	lease, effects := a.LeaseServer.Timeout(self, s.LeaseState, timer)
	s.LeaseState = lease
	return s, effects
}

// Recover reads the last token. Time makes good that the lease was forgotten, but nothing would that its token was.
func (a FencedServer) Recover(self assay.ID, disk assay.Disk) (FencedState, assay.Effects) {
	lease, effects := a.LeaseServer.Recover(self, disk)
	return FencedState{LeaseState: lease, Token: assay.Load[int](disk, tokenKey).Or(0)}, effects
}

// number gives a lease the next token. A token is durable before anyone hears of it: one that was heard of and forgotten would be given
// again (TestReissued, TestUnsyncedToken). One that was written and not heard of is left out, which is safe.
func (s FencedState) number(effects assay.Effects) (FencedState, assay.Effects) {
	var numbered assay.Effects
	for _, e := range effects {
		if send, leased, ok := grant(e); ok {
			s.Token++
			leased.Token = s.Token
			numbered = append(numbered, assay.Persist(tokenKey, s.Token), assay.Sync())
			e = assay.Broadcast(send.To, leased)
		}
		numbered = append(numbered, e)
	}
	return s, numbered
}

func grant(e assay.Effect) (assay.SendEffect, Leased, bool) {
	send, ok := e.(assay.SendEffect)
	if !ok {
		return send, Leased{}, false
	}
	leased, ok := send.Message.(Leased)
	return send, leased, ok
}

// FencedStore is a Store that takes no write of a lease before the last that it has heard of.
type FencedStore struct{}

// FencedStored is the local state of a FencedStore, and all of its disk.
type FencedStored struct {
	Stored
	Token int // the greatest seen
}

// Start is an empty store.
func (FencedStore) Start(self assay.ID) (FencedStored, assay.Effects) { return FencedStored{}, nil }

// Receive compares, and writes the token where the value is, in one: a store that kept its value and forgot the token would let the
// earlier holder in (TestForgetfulStore).
func (FencedStore) Receive(self assay.ID, s FencedStored, from assay.ID, msg LeaseMsg) (FencedStored, assay.Effects) {
	write, ok := msg.(Write)
	if !ok || write.Token < s.Token {
		return s, nil
	}
	s = FencedStored{Stored: s.written(from), Token: write.Token}
	return s, assay.Effects{assay.Persist(storedKey, s), assay.Sync()}
}

// Recover has all that was taken, and the token.
func (FencedStore) Recover(self assay.ID, disk assay.Disk) (FencedStored, assay.Effects) {
	return assay.Load[FencedStored](disk, storedKey).Or(FencedStored{}), nil
}

package lock

import (
	"reflect"
	"testing"
	"time"

	"github.com/assay-dev/assay"
)

func at(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

var over = assay.SetTimer(leaseOver, 2*tick)

func TestLeaseServer(t *testing.T) {
	server := LeaseServer{2 * tick}
	s, effects := server.Receive(lockID, LeaseState{}, "a", Ask{At: 7})
	same(t, "a free lock", s, LeaseState{Out: true})
	expect(t, "a free lock", effects, assay.Effects{over, assay.Send("a", Leased{Asked: 7})})
	s, effects = server.Receive(lockID, s, "b", Ask{At: 8})
	same(t, "a lock that is out", s, LeaseState{Out: true})
	expect(t, "a lock that is out", effects, nil)
	s, effects = server.Timeout(lockID, s, leaseOver)
	same(t, "the end of the term", s, LeaseState{})
	expect(t, "the end of the term", effects, nil)
	s, effects = server.Recover(lockID, assay.Disk{})
	same(t, "the server recovers", s, LeaseState{Out: true})
	expect(t, "the server recovers", effects, assay.Effects{over})
}

func TestLeaseClient(t *testing.T) {
	look := assay.Effects{assay.ReadClock()}
	c := LeaseClient{Server: lockID, Store: storeID, Before: "a", Next: "c", Term: 2 * tick, Tells: true}
	s, effects := c.Start("b")
	same(t, "start", s, LeaseClientState{})
	expect(t, "start", effects, nil)
	s, effects = c.Receive("b", s, "a", YourTurn{})
	expect(t, "its turn", effects, look)
	s, effects = c.Clock("b", s, at(50))
	expect(t, "it asks", effects, assay.Effects{assay.Send(lockID, Ask{At: 50})})
	_, effects = c.Receive("b", s, "a", YourTurn{})
	expect(t, "its turn, delivered twice", effects, nil)
	checking, effects := c.Receive("b", s, lockID, Leased{Asked: 50, Token: 3})
	same(t, "granted", checking, LeaseClientState{Phase: Checking, Until: 250, Token: 3})
	expect(t, "granted", effects, look)
	s, effects = c.Clock("b", checking, at(250))
	same(t, "granted too late", s, LeaseClientState{Phase: Ended})
	expect(t, "granted too late", effects, nil)
	believing, effects := c.Clock("b", checking, at(249))
	same(t, "it writes", believing, LeaseClientState{Phase: Believing, Until: 250})
	expect(t, "it writes", effects, assay.Effects{assay.Send(storeID, Write{3}), assay.Send("a", Taken{}), assay.Send("c", YourTurn{})})
	_, effects = c.Receive("b", believing, lockID, Leased{Asked: 50, Token: 3})
	expect(t, "granted, delivered twice", effects, nil)
	doubting, effects := c.Receive("b", believing, "c", Taken{})
	expect(t, "the next has it", effects, look)
	for now, phase := range map[int64]LeasePhase{249: Clinging, 250: Ended} {
		s, effects = c.Clock("b", doubting, at(now))
		same(t, "it looks again", s.Phase, phase)
		expect(t, "it looks again", effects, nil)
	}
}

func TestFirstClientAsks(t *testing.T) {
	s, effects := LeaseClient{Server: lockID}.Start("a")
	same(t, "start", s, LeaseClientState{Phase: Asking})
	expect(t, "start", effects, assay.Effects{assay.ReadClock()})
}

func TestStore(t *testing.T) {
	kept := func(s Stored) assay.Effects { return assay.Effects{assay.Persist(storedKey, s), assay.Sync()} }
	s := Stored{}
	for _, c := range []struct {
		from  assay.ID
		after Stored
	}{
		{"a", Stored{By: "a"}},
		{"a", Stored{By: "a"}},
		{"b", Stored{By: "b", Replaced: []assay.ID{"a"}}},
		{"a", Stored{By: "a", Replaced: []assay.ID{"a", "b"}}},
	} {
		after, effects := Store{}.Receive(storeID, s, c.from, Write{})
		same(t, "a write", after, c.after)
		expect(t, "a write", effects, kept(c.after))
		s = after
	}
	back, _ := Store{}.Recover(storeID, assay.DiskOf(map[string]any{storedKey: s}))
	same(t, "the store recovers", back, s)
}

func same(t *testing.T, name string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: %+v, expected %+v", name, got, want)
	}
}

package lock

import (
	"testing"

	"github.com/assay-dev/assay"
)

func TestFencedServer(t *testing.T) {
	over := assay.SetTimer(leaseOver, tick)
	before, out := FencedState{Token: 4}, FencedState{LeaseState{Out: true}, 5}
	s, effects := fence.Receive(lockID, before, "a", Ask{At: 7})
	same(t, "a free lock", s, out)
	expect(t, "a free lock", effects, assay.Effects{over, assay.Persist(tokenKey, 5), assay.Sync(), assay.Send("a", Leased{Asked: 7, Token: 5})})
	s, effects = fence.Receive(lockID, out, "b", Ask{At: 8})
	same(t, "a lock that is out", s, out)
	expect(t, "a lock that is out", effects, nil)
	s, _ = fence.Timeout(lockID, out, leaseOver)
	same(t, "the end of the term", s, FencedState{Token: 5})
	s, effects = fence.Recover(lockID, assay.DiskOf(map[string]any{tokenKey: 5}))
	same(t, "the server recovers", s, out)
	expect(t, "the server recovers", effects, assay.Effects{over})
	s, _ = fence.Recover(lockID, assay.Disk{})
	same(t, "the server recovers from an empty disk", s, FencedState{LeaseState: LeaseState{Out: true}})
}

func TestFencedStore(t *testing.T) {
	seen := FencedStored{Stored{By: "b"}, 2}
	kept := func(s FencedStored) assay.Effects {
		return assay.Effects{assay.Persist(storedKey, s), assay.Sync()}
	}
	for _, c := range []struct {
		name    string
		token   int
		after   FencedStored
		effects assay.Effects
	}{
		{"a smaller token", 1, seen, nil},
		{"the same token", 2, FencedStored{Stored{By: "a", Replaced: []assay.ID{"b"}}, 2}, kept(FencedStored{Stored{By: "a", Replaced: []assay.ID{"b"}}, 2})},
		{"a greater token", 3, FencedStored{Stored{By: "a", Replaced: []assay.ID{"b"}}, 3}, kept(FencedStored{Stored{By: "a", Replaced: []assay.ID{"b"}}, 3})},
	} {
		after, effects := FencedStore{}.Receive(storeID, seen, "a", Write{c.token})
		same(t, c.name, after, c.after)
		expect(t, c.name, effects, c.effects)
	}
	back, _ := FencedStore{}.Recover(storeID, assay.DiskOf(map[string]any{storedKey: seen}))
	same(t, "the store recovers", back, seen)
}

func TestBrokenFences(t *testing.T) {
	over, leased := assay.SetTimer(leaseOver, tick), assay.Send("a", Leased{Token: 1})
	_, effects := unsyncedToken{fence}.Receive(lockID, FencedState{}, "a", Ask{})
	expect(t, "unsynced token", effects, assay.Effects{over, assay.Persist(tokenKey, 1), leased})
	_, effects = reissued{fence}.Receive(lockID, FencedState{}, "a", Ask{})
	expect(t, "reissued", effects, assay.Effects{over, assay.Sync(), leased})
	seen := FencedStored{Stored{By: "b"}, 2}
	s, _ := anyToken{}.Receive(storeID, seen, "a", Write{1})
	same(t, "any token", s.By, assay.ID("a"))
	s, effects = forgetfulStore{}.Receive(storeID, seen, "b", Write{3})
	same(t, "forgetful store", s, FencedStored{Stored{By: "b"}, 3})
	expect(t, "forgetful store", effects, assay.Effects{assay.Persist(storedKey, FencedStored{Stored: Stored{By: "b"}}), assay.Sync()})
}

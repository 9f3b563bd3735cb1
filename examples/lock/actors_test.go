package lock

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

func heldBy(id assay.ID, waiting ...assay.ID) ServerState {
	return ServerState{Holder: refine.Some(id), Waiting: waiting}
}

func TestServer(t *testing.T) {
	free := ServerState{}
	grant := func(id assay.ID) assay.Effects {
		return assay.Effects{assay.Persist("holder", id), assay.Send(id, Granted{})}
	}
	for _, c := range []struct {
		name    string
		before  ServerState
		from    assay.ID
		msg     Msg
		after   ServerState
		effects assay.Effects
	}{
		{"a free lock", free, "a", Acquire{}, heldBy("a"), grant("a")},
		{"a held lock", heldBy("a", "b"), "c", Acquire{}, heldBy("a", "b", "c"), nil},
		{"the holder asks twice", heldBy("a", "b"), "a", Acquire{}, heldBy("a", "b"), nil},
		{"one who waits asks twice", heldBy("a", "b"), "b", Acquire{}, heldBy("a", "b"), nil},
		{"the next", heldBy("a", "b", "c"), "a", Release{}, heldBy("b", "c"), grant("b")},
		{"nobody waits", heldBy("a"), "a", Release{}, free, assay.Effects{assay.Erase("holder")}},
		{"a release by another", heldBy("a", "b"), "c", Release{}, heldBy("a", "b"), nil},
		{"a release of a free lock", free, "a", Release{}, free, nil},
	} {
		waiting := slices.Clone(c.before.Waiting)
		after, effects := Server{}.Receive("lock", c.before, c.from, c.msg)
		if after.Holder != c.after.Holder || !slices.Equal(after.Waiting, c.after.Waiting) {
			t.Errorf("%s: %+v, expected %+v", c.name, after, c.after)
		}
		expect(t, c.name, effects, c.effects)
		if !slices.Equal(waiting, c.before.Waiting) {
			t.Errorf("%s: the handler changed its argument", c.name)
		}
	}
}

func TestServerRecovers(t *testing.T) {
	s, effects := Server{}.Recover("lock", assay.DiskOf(map[string]any{"holder": assay.ID("a")}))
	if s.Holder != refine.Some(assay.ID("a")) || effects != nil {
		t.Errorf("recovered as %+v with %v, expected that a holds the lock", s, effects)
	}
	if s, _ := (Server{}).Recover("lock", assay.Disk{}); s.Holder.IsSome() {
		t.Errorf("recovered from an empty disk as %+v", s)
	}
}

func TestClient(t *testing.T) {
	c := Client{Server: "lock"}
	phase, effects := c.Start("a")
	expect(t, "start", effects, assay.Effects{assay.Send("lock", Acquire{})})
	phase, effects = c.Receive("a", phase, "lock", Granted{})
	expect(t, "granted", effects, assay.Effects{assay.SetTimer(workDone, time.Second)})
	_, effects = c.Receive("a", phase, "lock", Granted{})
	expect(t, "granted while it holds", effects, nil)
	phase, effects = c.Timeout("a", phase, workDone)
	expect(t, "work done", effects, assay.Effects{assay.Send("lock", Release{})})
	phase, effects = c.Receive("a", phase, "lock", Granted{})
	expect(t, "granted too late", effects, assay.Effects{assay.Send("lock", Release{})})
	if phase != Done {
		t.Errorf("the client ends as %v, expected done", phase)
	}
}

func TestBrokenServers(t *testing.T) {
	_, effects := forgetful{}.Receive("lock", ServerState{}, "a", Acquire{})
	expect(t, "forgetful", effects, assay.Effects{assay.Send("a", Granted{})})
	if s, _ := (anyRelease{}).Receive("lock", heldBy("a", "b"), "c", Release{}); s.Holder != refine.Some(assay.ID("b")) {
		t.Errorf("any release: %+v, expected that b holds the lock", s)
	}
	if s, _ := (impatient{}).Timeout("lock", heldBy("a", "b"), heldLong); s.Holder != refine.Some(assay.ID("b")) {
		t.Errorf("impatient: %+v, expected that b holds the lock", s)
	}
}

func expect(t *testing.T, name string, got, want assay.Effects) {
	t.Helper()
	if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
		t.Errorf("%s: effects %v, expected %v", name, got, want)
	}
}

package twophase

import (
	"reflect"
	"testing"

	"github.com/assay-dev/assay"
)

var (
	tm  = TransactionManager{RMs: []assay.ID{"rm0", "rm1"}}
	rm0 = ResourceManager{TM: "tm"}
)

func TestTransactionManagerWaitsForAll(t *testing.T) {
	s, _ := tm.Start("tm")
	s, effects := tm.Receive("tm", s, "rm0", Ready{})
	expect(t, effects)
	again, effects := tm.Receive("tm", s, "rm0", Ready{})
	expect(t, effects)
	if !reflect.DeepEqual(again, s) {
		t.Errorf("the same Ready twice: %+v, expected %+v", again, s)
	}
	before := len(s.Ready)
	after, effects := tm.Receive("tm", s, "rm1", Ready{})
	expect(t, effects, assay.StopTimer(giveUp), assay.Broadcast(tm.RMs, Commit{}))
	if after.Decision != TMCommitted || len(s.Ready) != before {
		t.Errorf("after all are ready: %+v, and the state before it is %+v", after, s)
	}
}

func TestTransactionManagerGivesUp(t *testing.T) {
	s, effects := tm.Timeout("tm", TMState{}, giveUp)
	expect(t, effects, assay.Broadcast(tm.RMs, Abort{}))
	if s.Decision != TMAborted {
		t.Errorf("after it gave up: %+v", s)
	}
	_, effects = tm.Receive("tm", s, "rm0", Ready{})
	expect(t, effects)
}

func TestResourceManagerKeepsItsWord(t *testing.T) {
	s, effects := rm0.Timeout("rm0", Working, partDone)
	expect(t, effects, assay.StopTimer(giveUp), assay.Send("tm", Ready{}))
	if after, _ := rm0.Timeout("rm0", s, giveUp); after != Prepared {
		t.Errorf("a prepared resource manager that gives up is %v, expected prepared", after)
	}
	if after, _ := (fickle{rm0}).Timeout("rm0", s, giveUp); after != Aborted {
		t.Errorf("a fickle one is %v, expected aborted", after)
	}
	if after, _ := rm0.Timeout("rm0", Working, giveUp); after != Aborted {
		t.Errorf("a working one that gives up is %v, expected aborted", after)
	}
}

func TestResourceManagerObeys(t *testing.T) {
	for msg, want := range map[Msg]RM{Commit{}: Committed, Abort{}: Aborted} {
		for _, s := range []RM{Working, Prepared} {
			if after, _ := rm0.Receive("rm0", s, "tm", msg); after != want {
				t.Errorf("%v and told %T: %v, expected %v", s, msg, after, want)
			}
		}
	}
}

func expect(t *testing.T, got assay.Effects, want ...assay.Effect) {
	t.Helper()
	if len(got)+len(want) > 0 && !reflect.DeepEqual(got, assay.Effects(want)) {
		t.Errorf("effects %v, expected %v", got, want)
	}
}

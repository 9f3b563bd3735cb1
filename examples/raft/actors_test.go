package raft

import (
	"errors"
	"reflect"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
)

var (
	server = Server{Peers: []assay.ID{"s1", "s2"}}

	patient = assay.SetTimer(election, electionTimeout)
	beats   = assay.SetTimer(heartbeat, heartbeatEvery)
	a1      = Entry{Term: 1, Command: "a"}
	b2      = Entry{Term: 2, Command: "b"}
	c2      = Entry{Term: 2, Command: "c"}
)

// keptBallot and keptLog are the effects that make a ballot durable, or a log.
func keptBallot(term int, vote assay.ID) assay.Effects {
	return assay.Effects{assay.Persist(ballotKey, Ballot{term, vote}), assay.Sync()}
}

func keptLog(log ...Entry) assay.Effects {
	return assay.Effects{assay.Persist(logKey, log), assay.Sync()}
}

func leading(term, next, match int, log ...Entry) State {
	return State{Term: term, Vote: "s0", Role: Leader, Log: log,
		Next: map[assay.ID]int{"s1": next, "s2": next}, Match: map[assay.ID]int{"s1": match, "s2": match}}
}

func TestElection(t *testing.T) {
	candidate := State{Term: 1, Vote: "s0", Role: Candidate, Votes: []assay.ID{"s0"}}
	request := RequestVote{Term: 1}
	started, effects := server.Start("s0")
	expect(t, "it starts", started, State{}, effects, assay.Effects{patient})
	stands, effects := server.Timeout("s0", started, election)
	expect(t, "it stands", stands, candidate, effects,
		append(keptBallot(1, "s0"), patient, assay.Broadcast(server.Peers, request)))
	for _, c := range []struct {
		name    string
		before  State
		from    assay.ID
		msg     Msg
		after   State
		effects assay.Effects
	}{
		{"it votes", State{}, "s1", request, State{Term: 1, Vote: "s1"}, append(keptBallot(1, "s1"), patient, assay.Send("s1", VoteReply{Term: 1}))},
		{"asked twice it votes for the same", State{Term: 1, Vote: "s1"}, "s1", request, State{Term: 1, Vote: "s1"}, assay.Effects{patient, assay.Send("s1", VoteReply{Term: 1})}},
		{"it has voted", State{Term: 1, Vote: "s1"}, "s2", request, State{Term: 1, Vote: "s1"}, nil},
		{"its log is longer", State{Term: 1, Log: []Entry{a1, b2}}, "s1", RequestVote{2, 1, 2}, State{Term: 2, Log: []Entry{a1, b2}}, keptBallot(2, "")},
		{"its log is newer", State{Term: 2, Log: []Entry{b2}}, "s1", RequestVote{2, 2, 1}, State{Term: 2, Log: []Entry{b2}}, nil},
		{"an old request", State{Term: 2}, "s1", request, State{Term: 2}, nil},
		{"a majority", candidate, "s2", VoteReply{Term: 1}, leading(1, 1, 0),
			assay.Effects{assay.StopTimer(election), beats, assay.Send("s1", AppendEntries{Term: 1}), assay.Send("s2", AppendEntries{Term: 1})}},
		{"a vote of an earlier term", State{Term: 2, Role: Candidate}, "s2", VoteReply{Term: 1}, State{Term: 2, Role: Candidate}, nil},
		{"a vote for one that leads", leading(1, 1, 0), "s2", VoteReply{Term: 1}, leading(1, 1, 0), nil},
		{"another leads", candidate, "s1", AppendEntries{Term: 1}, State{Term: 1, Vote: "s0"}, assay.Effects{patient, assay.Send("s1", AppendReply{1, true, 0})}},
		{"a later term", leading(1, 1, 0), "s1", AppendReply{Term: 2}, State{Term: 2}, append(keptBallot(2, ""), assay.StopTimer(heartbeat), patient)},
	} {
		after, effects := server.Receive("s0", c.before, c.from, c.msg)
		expect(t, c.name, after, c.after, effects, c.effects)
	}
}

func TestReplication(t *testing.T) {
	told := func(prev, prevTerm, commit int, entries ...Entry) AppendEntries {
		return AppendEntries{Term: 2, PrevIndex: prev, PrevTerm: prevTerm, Entries: entries, Commit: commit}
	}
	with := func(commit int, log ...Entry) State { return State{Term: 2, Log: log, Commit: commit} }
	said := func(success bool, index int) assay.Effects {
		return assay.Effects{patient, assay.Send("s1", AppendReply{2, success, index})}
	}
	for _, c := range []struct {
		name    string
		before  State
		msg     AppendEntries
		after   State
		effects assay.Effects
	}{
		{"a first entry", with(0), told(0, 0, 0, b2), with(0, b2), append(keptLog(b2), said(true, 1)...)},
		{"nothing there to come after", with(0), told(1, 1, 0, b2), with(0), said(false, 1)},
		{"another term there", with(0, b2), told(1, 1, 0, c2), with(0, b2), said(false, 1)},
		{"a conflict", with(0, a1, a1), told(0, 0, 0, b2), with(0, b2), append(keptLog(b2), said(true, 1)...)},
		{"overtaken", with(0, b2, c2), told(0, 0, 0, b2), with(0, b2, c2), said(true, 1)},
		{"committed as far as it was told", with(0, b2, c2), told(0, 0, 2, b2), with(1, b2, c2), said(true, 1)},
		{"committed as far as the leader is", with(0, b2, c2), told(1, 2, 1, c2), with(1, b2, c2), said(true, 2)},
		{"known to be committed before", with(2, b2, c2), told(0, 0, 0), with(2, b2, c2), said(true, 0)},
	} {
		after, effects := server.Receive("s0", c.before, "s1", c.msg)
		expect(t, c.name, after, c.after, effects, c.effects)
	}
}

func TestLeader(t *testing.T) {
	log := []Entry{a1, b2}
	send := func(to assay.ID, prev, prevTerm, commit int, entries ...Entry) assay.Effect {
		return assay.Send(to, AppendEntries{2, prev, prevTerm, entries, commit})
	}
	after, effects := server.Receive("s0", leading(2, 2, 0, a1), "client", Command{"b"})
	expect(t, "a command", after, leading(2, 2, 0, log...), effects, append(keptLog(log...), send("s1", 1, 1, 0, b2), send("s2", 1, 1, 0, b2)))
	after, effects = server.Receive("s0", after, "client", Command{"b"})
	expect(t, "the same command", after, leading(2, 2, 0, log...), effects, nil)
	after, effects = server.Receive("s0", State{}, "client", Command{"b"})
	expect(t, "no leader", after, State{}, effects, nil)

	want := leading(2, 2, 0, log...)
	want.Next["s1"] = 1
	after, effects = server.Receive("s0", leading(2, 2, 0, log...), "s1", AppendReply{2, false, 1})
	expect(t, "a refusal", after, want, effects, assay.Effects{send("s1", 0, 0, 0, log...)})
	again, effects := server.Receive("s0", after, "s1", AppendReply{2, false, 1})
	expect(t, "the same refusal", again, want, effects, nil)

	want.Next["s1"], want.Match["s1"] = 2, 1
	after, effects = server.Receive("s0", after, "s1", AppendReply{2, true, 1})
	expect(t, "a majority has what is of an earlier term", after, want, effects, nil)
	want.Next["s1"], want.Match["s1"], want.Commit = 3, 2, 2
	after, effects = server.Receive("s0", after, "s1", AppendReply{2, true, 2})
	expect(t, "a majority has what is of this term", after, want, effects, nil)
	again, effects = server.Receive("s0", after, "s1", AppendReply{2, true, 1})
	expect(t, "an overtaken reply", again, want, effects, nil)
	again, effects = server.Timeout("s0", after, heartbeat)
	expect(t, "a heartbeat", again, want, effects, assay.Effects{send("s1", 2, 2, 2, log[2:]...), send("s2", 1, 1, 2, b2), beats})
}

func TestRecover(t *testing.T) {
	after, effects := server.Recover("s0", assay.DiskOf(map[string]any{ballotKey: Ballot{2, "s1"}, logKey: []Entry{a1}}))
	expect(t, "it recovers", after, State{Term: 2, Vote: "s1", Log: []Entry{a1}}, effects, assay.Effects{patient})
	after, effects = server.Recover("s0", assay.Disk{})
	expect(t, "from nothing", after, State{}, effects, assay.Effects{patient})
	bounded := Server{Peers: server.Peers, TermMax: 2}
	after, effects = bounded.Timeout("s0", State{Term: 2, Vote: "s1"}, election)
	expect(t, "the last term", after, State{Term: 2, Vote: "s1"}, effects, assay.Effects{patient})
}

func TestBrokenRules(t *testing.T) {
	old, voted := State{}, State{Term: 1, Vote: "s1", Log: []Entry{a1}}
	sent := assay.Effects{assay.Send("s1", VoteReply{Term: 1})}
	write, log, sync := assay.Persist(ballotKey, Ballot{1, "s1"}), assay.Persist(logKey, []Entry{a1}), assay.Sync()
	for _, c := range []struct {
		name string
		rules
		effects assay.Effects
	}{
		{"Figure 2", figure2{}, assay.Effects{write, log, sync, sent[0]}},
		{"votes forgotten", votesForgotten{}, assay.Effects{assay.Persist(ballotKey, Ballot{Term: 1}), log, sync, sent[0]}},
		{"terms forgotten", termsForgotten{}, assay.Effects{assay.Persist(ballotKey, Ballot{Vote: "s1"}), log, sync, sent[0]}},
		{"logs forgotten", logsForgotten{}, assay.Effects{write, sync, sent[0]}},
		{"unsynced", unsynced{}, assay.Effects{write, log, sent[0]}},
		{"replies first", repliesFirst{}, assay.Effects{sent[0], write, log, sync}},
	} {
		expect(t, c.name, State{}, State{}, c.record(old, voted, sent), c.effects)
	}
	if got := (truncates{}).merge([]Entry{b2, c2}, AppendEntries{Entries: []Entry{b2}}); len(got) != 1 {
		t.Errorf("truncates leaves %v", got)
	}
	if got := (anyPrevious{}).merge(nil, AppendEntries{PrevIndex: 1, Entries: []Entry{b2}}); !reflect.DeepEqual(got, []Entry{b2}) {
		t.Errorf("anyPrevious makes %v", got)
	}
	if got := (countsVotes{}).counted([]assay.ID{"s0", "s1"}, "s1"); len(got) != 3 {
		t.Errorf("countsVotes counts %v", got)
	}
}

// TestFigure8b finds the state in which AnyTerm begins, on a way on which everybody goes by the rules.
func TestFigure8b(t *testing.T) {
	sys := system("raft/figure8b", both, nil, crash(assay.Kept))
	sys.Properties = []assay.Property{assay.Always("not there", func(v assay.View) error {
		for n, id := range ids(len(figure8b)) {
			if !reflect.DeepEqual(assay.LastStateOf[State](v, id), figure8b[n]) {
				return nil
			}
		}
		return errors.New("there")
	})}
	r, err := check.Run(t.Context(), sys)
	if err != nil {
		t.Fatal(err)
	}
	if record, _ := r.Record("not there"); record.Verdict != "violated" || record.Why != "there" {
		t.Errorf("%s: %s, expected that it is reached", record.Verdict, record.Why)
	}
}

func expect(t *testing.T, name string, after, want State, effects, wanted assay.Effects) {
	t.Helper()
	if !reflect.DeepEqual(after, want) {
		t.Errorf("%s: %+v, expected %+v", name, after, want)
	}
	if len(effects)+len(wanted) > 0 && !reflect.DeepEqual(effects, wanted) {
		t.Errorf("%s: effects %v, expected %v", name, effects, wanted)
	}
}

package blackbox_test

import (
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

func linearizable() assay.Property { return assay.Linearizable[string]("linearizable", register{}) }

func sequential() assay.Property {
	return assay.SequentiallyConsistent[string]("sequential", register{})
}

// read says that some get of this client returned v.
func read(v assay.View, client assay.ID, value string) bool {
	for _, op := range v.History() {
		if result, done := op.Result.Get(); done && op.Client == client && op.Op == any(get{}) && result == any(value) {
			return true
		}
	}
	return false
}

// staleSystem is one client that puts at one server and gets at another, which knows nothing of it.
func staleSystem() assay.System {
	return system("stale", assay.Assumptions{}, linearizable(), server("s0", 1), server("s1", 1), client("c", []assay.ID{"s0", "s1"}, put{"x"}, get{}))
}

// property.go: put, its answer, get, its answer, which is empty: neither linearizable nor in the client's order. No other order of
// steps exists, and no shorter history has the wrong answer.
func TestStaleRead(t *testing.T) {
	sys := staleSystem()
	wantViolated(t, run(t, sys), "linearizable", repeated("deliver", 4)...)
	sys.Properties = []assay.Property{sequential()}
	wantViolated(t, run(t, sys), "sequential", repeated("deliver", 4)...)
}

// Two clients, two servers: w puts at s0, r gets twice at s1 and finds nothing. Linearizable only unless the put had returned before
// the second get was invoked: two deliveries for the put and its answer, two for the first get, two for the second. In the
// clients' orders alone both gets may come first: sequentially consistent.
func TestSequentialButNotLinearizable(t *testing.T) {
	sys := system("apart", assay.Assumptions{}, linearizable(), server("s0", 1), server("s1", 1),
		client("w", []assay.ID{"s0"}, put{"x"}), client("r", []assay.ID{"s1"}, get{}, get{}))
	wantViolated(t, run(t, sys), "linearizable", repeated("deliver", 6)...)
	sys.Properties = []assay.Property{sequential()}
	wantVerdict(t, run(t, sys), "sequential", evidence.Holds)
}

// One server is linearizable and sequentially consistent, with gets that overlap puts.
func TestOneServer(t *testing.T) {
	sys := singleCopy(2)
	sys.Properties = append(sys.Properties, sequential(),
		assay.Sometimes("reads the other's", func(v assay.View) bool { return read(v, "c0", "v1") }),
		assay.Sometimes("reads nothing", func(v assay.View) bool { return read(v, "c0", "") }))
	r := run(t, sys)
	wantVerdict(t, r, "linearizable", evidence.Holds)
	wantVerdict(t, r, "sequential", evidence.Holds)
	wantVerdict(t, r, "reads the other's", evidence.Holds)
	wantVerdict(t, r, "reads nothing", evidence.Violated) // each has put before it gets
}

// once says that no client has more operations than its script.
func once(n int) assay.Property {
	return assay.Always("once each", func(v assay.View) error {
		if len(v.History()) > n {
			return errWrong
		}
		return nil
	})
}

// SEMANTICS, clients: a reply to any other request changes nothing, and never returns an operation. The server answers each twice.
// Waits: put; its answers twice; get and the second answer, which stays; get's answers twice; one left of each: 5 states in a row.
func TestServerAnswersTwice(t *testing.T) {
	sys := system("twice", waits, linearizable(), server("s", 2), client("c", []assay.ID{"s"}, put{"x"}, get{}))
	r := run(t, sys)
	wantNoFindings(t, r)
	wantVerdict(t, r, "linearizable", evidence.Holds)
	if r.States != 5 || r.Steps != 5 {
		t.Errorf("%d states, %d steps; want 5, 5", r.States, r.Steps)
	}
	sys.Properties = append(sys.Properties, once(2))
	wantVerdict(t, run(t, sys), "once each", evidence.Holds)
}

// A second answer to the first get ("") arrives while the last get is awaited, which must not return it: x was put in between.
func TestReplyToAnOlderRequest(t *testing.T) {
	for _, assume := range []assay.Assumptions{{}, waits, fifo, {Duplicates: assay.AtMost(2)}} {
		sys := system("older", assume, linearizable(), server("s", 2), client("c", []assay.ID{"s"}, get{}, put{"x"}, get{}))
		sys.Properties = append(sys.Properties, once(3), assay.Sometimes("reads x", func(v assay.View) bool { return read(v, "c", "x") }))
		r := run(t, sys)
		wantNoFindings(t, r)
		wantVerdict(t, r, "linearizable", evidence.Holds)
		wantVerdict(t, r, "once each", evidence.Holds)
		wantVerdict(t, r, "reads x", evidence.Holds)
	}
}

// A duplicate that is a fault: put x, put y, and x again, then get finds x. The first delivery of x leaves it in flight; with the
// other five messages and x again, seven steps; six deliveries end the script, and without another x after y the get finds y.
func TestDuplicatedPut(t *testing.T) {
	sys := system("again", assay.Assumptions{Duplicates: assay.AtMost(1)}, linearizable(), server("s", 1),
		client("c", []assay.ID{"s"}, put{"x"}, put{"y"}, get{}))
	rec := wantVerdict(t, run(t, sys), "linearizable", evidence.Violated)
	if rec.Trace == nil || len(rec.Trace.Steps) != 7 || rec.Trace.Steps[0].Kind != "redeliver" {
		t.Errorf("trace %+v, want 7 steps, the first a redelivery", rec.Trace)
	}
}

// SEMANTICS, clients: a crashed client's operation stays open for ever: it may have taken effect or not, and both are reached.
func TestCrashedWriter(t *testing.T) {
	for name, own := range map[string]assay.Own{
		"for good":  {Crashes: assay.AtMost(1), Recoveries: assay.None},
		"and again": {Crashes: assay.AtMost(1)},
	} {
		t.Run(name, func(t *testing.T) {
			assume := assay.Assumptions{Per: map[assay.ID]assay.Own{"w": own}}
			sys := system("crashed", assume, linearizable(), server("s", 1),
				client("w", []assay.ID{"s"}, put{"x"}, put{"y"}), client("r", []assay.ID{"s"}, get{}, get{}))
			down := func(v assay.View) bool { return !v.Up("w") }
			sys.Properties = append(sys.Properties, sequential(),
				assay.Sometimes("took effect", func(v assay.View) bool { return down(v) && read(v, "r", "x") }),
				assay.Sometimes("not yet, and then", func(v assay.View) bool { return down(v) && read(v, "r", "") && read(v, "r", "x") }),
				assay.Sometimes("did not", func(v assay.View) bool { return down(v) && read(v, "r", "") && !read(v, "r", "x") }))
			r := run(t, sys)
			wantNoFindings(t, r)
			for _, p := range sys.Properties {
				wantVerdict(t, r, p.Name, evidence.Holds)
			}
		})
	}
}

type shyS struct {
	V    string
	Gets int
}

// shy answers each put with "unknown" and each get as answers says, by how many gets came before.
func shy(answers ...string) assay.Participant {
	return assay.Spawn("s", actor[shyS]{receive: func(_ assay.ID, s shyS, from assay.ID, m msg) (shyS, fxs) {
		r := m.(request)
		if _, ok := r.Op.(put); ok {
			return s, fxs{assay.Send(from, reply{ID: r.ID})}
		}
		answer := answers[s.Gets]
		s.Gets++
		return s, fxs{assay.Send(from, reply{r.ID, true, answer})}
	}})
}

// SEMANTICS and effect.go: a reply may be "unknown": the operation stays open, and takes effect at any later moment or never; once.
func TestUnknownReply(t *testing.T) {
	cases := []struct {
		name    string
		answers []string
		want    evidence.Verdict
	}{
		{"never", []string{"", ""}, evidence.Holds},
		{"at once", []string{"x", "x"}, evidence.Holds},
		{"later", []string{"", "x"}, evidence.Holds},
		{"and back", []string{"x", ""}, evidence.Violated},
		{"another", []string{"", "z"}, evidence.Violated},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			sys := system("shy", assay.Assumptions{}, linearizable(), shy(c.answers...), client("c", []assay.ID{"s"}, put{"x"}, get{}, get{}))
			rec := wantVerdict(t, run(t, sys), "linearizable", c.want)
			// Three requests and three answers, one after the other; the last answer is the wrong one.
			if c.want == evidence.Violated && (rec.Trace == nil || len(rec.Trace.Steps) != 6) {
				t.Errorf("trace %+v, want 6 steps", rec.Trace)
			}
		})
	}
}

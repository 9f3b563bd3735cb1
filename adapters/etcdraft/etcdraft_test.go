package etcdraft_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/adapters/etcdraft"
)

func ExampleMessage() {
	m := etcdraft.Message{Type: "MsgApp", Term: 3, Index: 2, LogTerm: 2, Commit: 2, Entries: []etcdraft.Entry{{Term: 3, Index: 3, Data: "client/0=x"}}}
	fmt.Println(m)
	fmt.Println(etcdraft.Message{Type: "MsgHeartbeatResp", Term: 2, Context: "A"})
	fmt.Println(etcdraft.State{Status: etcdraft.Status{Role: "Leader", Term: 2, Commit: 2, Log: []etcdraft.Entry{{Term: 2, Index: 2}}}, Answers: []etcdraft.Probed{{Context: "A", Index: 2}}})
	// Output:
	// MsgApp term 3 at 2 of term 2 +3:client/0=x commit 2
	// MsgHeartbeatResp term 2 context A
	// leader of term 2, committed 2, log 2/2, read A at 2
}

// TestReader: a floor is what was known when a context was first called, and a second call under it changes nothing.
func TestReader(t *testing.T) {
	r := etcdraft.Reader{Members: []assay.ID{"n1"}, Calls: []etcdraft.Call{{Context: "A", Times: 2}, {Context: "B", Times: 1}}, Knows: 2}
	s, effects := r.Start("reader")
	if options := effects[0].(assay.ChooseEffect).Options; len(options) != 2 {
		t.Fatalf("%d options, expected one for each context", len(options))
	}
	for _, act := range []any{etcdraft.Probing{Context: "A", Member: "n1"}, etcdraft.Committed{Index: 3}, etcdraft.Probing{Context: "A", Member: "n1"}, etcdraft.Probing{Context: "B", Member: "n1"}} {
		switch act := act.(type) {
		case etcdraft.Probing:
			s, effects = r.Chosen("reader", s, assay.Choice{Option: act})
		case etcdraft.Committed:
			s, effects = r.Receive("reader", s, "n2", act)
		}
	}
	want := []etcdraft.Floor{{Context: "A", Index: 2}, {Context: "B", Index: 3}}
	if !slices.Equal(s.Floors, want) || len(s.Left) != 0 || len(effects) != 1 {
		t.Errorf("floors %v, left %v, effects %v", s.Floors, s.Left, effects)
	}
}

func TestRegister(t *testing.T) {
	var spec etcdraft.Register
	value, result := spec.Apply(spec.Init(), etcdraft.Write{Value: "x"})
	if again, read := spec.Apply(value, etcdraft.Read{}); result != "x" || read != "x" || again != "x" {
		t.Errorf("%v %v %v", value, result, read)
	}
}

func TestNumber(t *testing.T) {
	if n := etcdraft.Number("n12"); n != 12 {
		t.Errorf("n12 is number %d", n)
	}
	defer func() {
		if recover() == nil {
			t.Error("a member without a number is taken")
		}
	}()
	etcdraft.Number("leader")
}

// TestPictureShowsGolden holds the picture in the README to the steps of the golden counterexample of release 3.6.
func TestPictureShowsGolden(t *testing.T) {
	golden, err := os.ReadFile("v36/testdata/etcdraft/reads/reads are fresh.trace")
	if err != nil {
		t.Fatal(err)
	}
	picture, err := os.ReadFile("../../docs/staleread.svg")
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile(`>(\d+) (\w+)[^<]*</text>`).FindAllSubmatch(picture, -1)
	steps := regexp.MustCompile(`(?m)^ +(\d+)  .*$`).FindAllStringSubmatch(string(golden), -1)
	if len(shown) != len(steps) {
		t.Fatalf("the picture shows %d steps, and the golden counterexample has %d", len(shown), len(steps))
	}
	for _, step := range steps {
		at := slices.IndexFunc(shown, func(s [][]byte) bool { return string(s[1]) == step[1] })
		if at < 0 || !strings.Contains(step[0], string(shown[at][2])) {
			t.Errorf("step %q is not in the picture", step[0])
		}
	}
}

// TestInFlight: of a ring what counts is what is in it, in order.
func TestInFlight(t *testing.T) {
	type inflight struct{ index, bytes uint64 }
	type ring struct {
		start, count, size int
		buffer             []inflight
	}
	a := etcdraft.InFlight(&ring{2, 2, 3, []inflight{{5, 1}, {9, 9}, {4, 1}}})
	b := etcdraft.InFlight(&ring{0, 2, 3, []inflight{{4, 1}, {5, 1}}})
	if fmt.Sprint(a) != fmt.Sprint(b) || fmt.Sprint(a) != "[[4 1] [5 1]]" {
		t.Errorf("%v and %v, expected the same two", a, b)
	}
	defer func() {
		if p := recover(); p != "tocommit(3) is out of range" {
			t.Errorf("panicked with %v", p)
		}
	}()
	etcdraft.Silent{}.Panicf("tocommit(%d) is out of range", 3)
}

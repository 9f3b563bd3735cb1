package side

import (
	"os"
	"os/exec"
	"reflect"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"github.com/assay-dev/assay/evidence"
)

// dieEnv makes the test binary a victim: it sets a box and dies in the way that the variable names.
const dieEnv = "ASSAY_SIDE_TEST_DIE"

func TestMain(m *testing.M) {
	if way := os.Getenv(dieEnv); way != "" {
		die(way)
	}
	os.Exit(m.Run())
}

func die(way string) {
	c := Open()
	c.Announce(Announced{System: "lock", Test: "TestLock", Room: "check"})
	c.Box(0).Set("lock", "client0.Receive", "returned")
	other := c.Box(0)
	other.Set("lock", "client1.Receive", "returned")
	other.Clear()
	c.Box(7).SetBytes("lock", "lock.Receive", []byte{1, 0, 2})
	switch way {
	case "exit":
		os.Exit(0)
	case "overflow":
		debug.SetMaxStack(1 << 20) // it dies alike of a stack that is not a gibibyte, and sooner
		overflow(1)
	}
}

func overflow(n int) int { return overflow(n+1) + n }

func TestNobodyAsked(t *testing.T) {
	t.Setenv(EnvDir, "")
	c := Open()
	if c != nil {
		t.Fatalf("Open() = %v, expected nil", c)
	}
	c.Progress(evidence.Progress{})
	c.Announce(Announced{System: "a", Test: "b", Room: "check"})
	c.Replayed(Outcome{})
	b := c.Box(1)
	b.Set("", "", "")
	b.SetBytes("", "", nil)
	b.Clear()
	b.Close()
	if _, ok := c.Replay(); ok || c.Stopped() || c.Peers() != 0 || b != nil {
		t.Error("a nil channel answered")
	}
}

func open(t *testing.T, replay string) (*Dir, *Channel) {
	t.Helper()
	dir, err := Create()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = dir.Remove() })
	for _, variable := range dir.Env(replay, 3) {
		name, value, _ := strings.Cut(variable, "=")
		t.Setenv(name, value)
	}
	c := Open()
	if c == nil {
		t.Fatal("Open() = nil, though the command asked")
	}
	return dir, c
}

func TestBothWays(t *testing.T) {
	dir, c := open(t, "lock@k3f9:0.1")
	if name, ok := c.Replay(); !ok || name != "lock@k3f9:0.1" || c.Peers() != 3 {
		t.Errorf("Replay() = %q, %v; Peers() = %d", name, ok, c.Peers())
	}
	if c.Stopped() {
		t.Error("stopped before anybody asked")
	}
	if err := dir.RequestStop(); err != nil || !c.Stopped() {
		t.Errorf("RequestStop() = %v, Stopped() = %v", err, c.Stopped())
	}
	c.Announce(Announced{System: "lock", Test: "TestLock", Room: "check"})
	c.Announce(Announced{System: "lock", Test: "TestLock", Room: "check"})
	if got := dir.ReadSystems(); len(got) != 2 || got[0].System != "lock" || got[0].Test != "TestLock" {
		t.Errorf("ReadSystems() = %v, expected one for each of two lines of this file", got)
	} else if here, _, _ := strings.Cut(got[0].Calls, "\n"); !strings.HasPrefix(here, "github.com/assay-dev/assay/internal/side.TestBothWays ") || !strings.Contains(here, "side_test.go:") {
		t.Errorf("Calls = %q, expected this function and its file first", got[0].Calls)
	}
	want := Outcome{Text: "two\nlines", Exit: 1, Moments: []Moment{{Step: "crash lock", State: []Part{{"lock", "down"}}}}}
	c.Replayed(want)
	if got := dir.ReadOutcomes(); !reflect.DeepEqual(got, []Outcome{want}) {
		t.Errorf("ReadOutcomes() = %v", got)
	}
	if c.Stepwise() {
		t.Error("Stepwise(), and nobody asked")
	}
}

// TestAnnouncedOnce: a check says no more of a system than which test holds it, once.
func TestAnnouncedOnce(t *testing.T) {
	dir, c := open(t, "")
	c.Announce(Announced{System: "lock", Test: "TestLock", Room: "check"})
	c.Announce(Announced{System: "lock", Test: "TestLock", Room: "check"})
	if got := dir.ReadSystems(); !reflect.DeepEqual(got, []Announced{{System: "lock", Test: "TestLock", Room: "check"}}) {
		t.Errorf("ReadSystems() = %v", got)
	}
}

// TestOrphanStops: a test binary whose command was killed must not go on exploring for nobody.
func TestOrphanStops(t *testing.T) {
	_, c := open(t, "")
	if c.Stopped() {
		t.Error("stopped, though the command lives")
	}
	child := exec.Command(os.Args[0], "-test.run=^$")
	if err := child.Run(); err != nil {
		t.Fatal(err)
	}
	t.Setenv(EnvOwner, strconv.Itoa(child.Process.Pid))
	if !Open().Stopped() && runtime.GOOS != "windows" {
		t.Error("not stopped, though the command is dead")
	}
}

func TestProgressIsReadOnce(t *testing.T) {
	dir, c := open(t, "")
	if got := dir.ReadProgress(); got != nil {
		t.Errorf("ReadProgress() = %v before any", got)
	}
	for states := range uint64(3) {
		want := []evidence.Progress{{System: "lock", States: states + 1}, {System: "lock", States: states + 2}}
		c.Progress(want[0])
		c.Progress(want[1])
		if got := dir.ReadProgress(); !reflect.DeepEqual(got, want) {
			t.Errorf("ReadProgress() = %v, expected %v", got, want)
		}
	}
}

func TestBoxSurvivesDeath(t *testing.T) {
	for _, way := range []string{"exit", "overflow"} {
		t.Run(way, func(t *testing.T) {
			dir, _ := open(t, "")
			victim := exec.Command(os.Args[0])
			victim.Env = append(os.Environ(), dieEnv+"="+way)
			_ = victim.Run()
			calls := dir.ReadBoxes()
			for i := range calls {
				if calls[i].PID != victim.Process.Pid {
					t.Errorf("PID = %d, expected %d", calls[i].PID, victim.Process.Pid)
				}
				calls[i].PID = 0
			}
			want := []Call{
				{System: "lock", Handler: "client0.Receive", Input: "returned"},
				{Worker: 7, System: "lock", Handler: "lock.Receive", Input: "\x01\x00\x02", Raw: true},
			}
			if !reflect.DeepEqual(calls, want) {
				t.Errorf("ReadBoxes() = %+v, expected %+v", calls, want)
			}
		})
	}
}

func TestBoxCuts(t *testing.T) {
	dir, c := open(t, "")
	box := c.Box(0)
	box.Set("s", "h", strings.Repeat("x", inputLenMax+1))
	calls := dir.ReadBoxes()
	if len(calls) != 1 || !calls[0].Cut || len(calls[0].Input) != inputLenMax {
		t.Fatalf("ReadBoxes() = %d calls, expected one that is cut", len(calls))
	}
	box.Set("s", "h", "x")
	if calls = dir.ReadBoxes(); calls[0].Cut || calls[0].Input != "x" {
		t.Errorf("ReadBoxes() = %+v, expected x", calls[0])
	}
	box.Close()
	box.Close()
	if calls = dir.ReadBoxes(); len(calls) != 0 {
		t.Errorf("a closed box holds %+v", calls)
	}
}

func BenchmarkBox(b *testing.B) {
	dir, err := Create()
	if err != nil {
		b.Fatal(err)
	}
	defer dir.Remove()
	b.Setenv(EnvDir, dir.path)
	box := Open().Box(0)
	input := make([]byte, 200)
	for b.Loop() {
		box.SetBytes("lock", "client0.Receive", input)
		box.Clear()
	}
}

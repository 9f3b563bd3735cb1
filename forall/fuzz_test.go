package forall_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assay-dev/assay/forall"
)

func FuzzMessages(f *testing.F) {
	forall.Fuzz(f, func(m msg) error {
		if m == nil {
			return errors.New("no message")
		}
		return nil
	}, msgs, lights)
}

// FuzzBroken is false of one 64-bit number and text in very many. TestFuzzFinds runs it with the fuzzer, and here only its corpus is tried.
func FuzzBroken(f *testing.F) {
	broken := os.Getenv("FORALL_FUZZ_BROKEN") == "1"
	forall.Fuzz(f, func(v struct {
		On   bool
		Kind msg
		Text string
	}) error {
		if p, ok := v.Kind.(put); broken && ok && p.Key == on1 && v.On {
			return errors.New("both are on")
		}
		return nil
	}, msgs, lights)
}

// TestFuzzFinds: the corpus alone has each variant of each part, so the target fails even without -fuzz where a pair of variants does.
func TestFuzzFinds(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "fuzz.test")
	if out, err := exec.Command("go", "test", "-c", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(binary, "-test.run=^$", "-test.fuzz=FuzzBroken", "-test.fuzztime=20000x", "-test.fuzzcachedir="+t.TempDir(), "-test.parallel=1")
	cmd.Dir, cmd.Env = t.TempDir(), append(os.Environ(), "FORALL_FUZZ_BROKEN=1")
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "forall: every struct { On bool; Kind msg; Text string }: violated: for ") || !strings.Contains(string(out), "both are on") {
		t.Errorf("%v\n%s", err, out)
	}
}

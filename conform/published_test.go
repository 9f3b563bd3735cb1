package conform

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/assay-dev/assay/evidence"
)

// published is the directory of the histories inside porcupine's module.
var published = sync.OnceValues(func() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/anishathalye/porcupine").Output()
	return filepath.Join(strings.TrimSpace(string(out)), "test_data"), err
})

// judgeFile judges one of the published histories.
func judgeFile(t testing.TB, path string, format Format) (evidence.Record, error) {
	t.Helper()
	dir, err := published()
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(dir, path))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	return File(file, filepath.Base(path), format)
}

// linearizableLogs are those of the 102 etcd logs whose published verdict is that they are linearizable (porcupine_test.go).
var linearizableLogs = []int{2, 5, 7, 18, 25, 31, 38, 45, 48, 49, 51, 53, 56, 67, 75, 76, 80, 87, 92, 98, 100, 101, 102}

// emptyLog is the one without an operation.
const emptyLog = 95

// TestEtcdLogs holds the verdicts on the etcd logs of Jepsen to the published ones, and what is said of each to a golden file.
func TestEtcdLogs(t *testing.T) {
	var said strings.Builder
	judged := 0
	for n := range 103 {
		r, err := judgeFile(t, fmt.Sprintf("jepsen/etcd_%03d.log", n), Jepsen)
		if n == emptyLog {
			if want := "conform: etcd_095.log: the history is empty, expected at least one operation"; err == nil || !strings.HasPrefix(err.Error(), want+"\nhint: ") {
				t.Errorf("the empty log: %v, expected %q and a hint", err, want)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		judged++
		want := evidence.Violated
		if slices.Contains(linearizableLogs, n) {
			want = evidence.Holds
		}
		if r.Verdict != want {
			t.Errorf("%s: %s, published is %s\n%s", r.System, r.Verdict, want, r.Why)
		}
		fmt.Fprintf(&said, "%s: %s %s\n", r.System, r.Verdict, r.Why)
	}
	if judged != 102 || len(linearizableLogs) != 23 {
		t.Errorf("%d verdicts, %d of them linearizable, expected 102 and 23", judged, len(linearizableLogs))
	}
	golden(t, "testdata/etcd.golden", said.String())
}

// TestKeyValueLogs are the small ones; TestLargeKeyValueLogs has the others.
func TestKeyValueLogs(t *testing.T) { keyValueLogs(t, "c01", "c10") }

func keyValueLogs(t *testing.T, names ...string) {
	for _, name := range names {
		for suffix, want := range map[string]evidence.Verdict{"ok": evidence.Holds, "bad": evidence.Violated} {
			r, err := judgeFile(t, "kv/"+name+"-"+suffix+".txt", KV)
			if err != nil || r.Verdict != want {
				t.Errorf("%s-%s: %s, %v, published is %s\n%s", name, suffix, r.Verdict, err, want, r.Why)
			}
			if want == evidence.Violated {
				golden(t, "testdata/"+name+".golden", text(r)+"\n")
			}
		}
	}
}

// golden compares with what a file holds. ASSAY_REWRITE writes it: read the difference.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if os.Getenv("ASSAY_REWRITE") != "" {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs, hint: ASSAY_REWRITE=1 go test writes it\n%s", path, got)
	}
}

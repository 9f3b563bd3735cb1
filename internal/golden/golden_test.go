package golden_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/assay-dev/assay/internal/golden"
)

// What a name holds that file systems refuse is left out, and an old digest makes no difference. What fails a test, and what rewriting
// does, is tried where tests are run as processes (TestViolates and TestRewrite in package check).
func TestCompare(t *testing.T) {
	if have, want := golden.Path("lock/forgetful", "a/b?"), filepath.Join("testdata", "lock", "forgetful", "a-b-.trace"); have != want {
		t.Errorf("%s, expected %s", have, want)
	}
	path := filepath.Join(t.TempDir(), "lock.trace")
	text := "mutual exclusion: violated after 1 step\n  1  crash  lock  loses {Held: true}\n  lock=down\nreplay: assay replay . lock@aaaa:0\n"
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, path, text, "what is found")
	other := "mutual exclusion: violated after 1 step\n  1  crash  lock  loses {Held: true}\n  lock=down\nreplay: assay replay . lock@bbbb:0\n"
	golden.Compare(t, path, other, "what is found")
}

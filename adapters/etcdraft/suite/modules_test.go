package suite_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/assay-dev/assay/adapters/etcdraft/suite"
)

var _ = suite.Orders[int] // so that this test is run again whenever what the releases are tested with has changed

// TestReleases runs the tests of each release, and of the guide, which have modules of their own. It reads their files, so that the go command, which keeps
// the results of tests, sees what they depend on.
func TestReleases(t *testing.T) {
	for _, module := range []string{"v36", "v37", "../xtime"} {
		t.Run(module, func(t *testing.T) {
			files, err := filepath.Glob(filepath.Join("..", module, "*"))
			if err != nil || len(files) < 4 {
				t.Fatalf("%d files, %v", len(files), err)
			}
			for _, file := range files {
				if info, err := os.Stat(file); err == nil && !info.IsDir() {
					if _, err := os.ReadFile(file); err != nil {
						t.Fatal(err)
					}
				}
			}
			args := append([]string{"test"}, tags...)
			cmd := exec.Command("go", append(args, "./...")...)
			cmd.Dir = filepath.Join("..", module)
			cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=readonly")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/assay-dev/assay/vet"
)

// A driver of analyzers can be silently green: a tool that cannot read what a newer compiler writes finds nothing, and a package
// that comes out of the cache is not analysed at all. So each driver first shows that it can find something, in a module of two
// packages where a function of one calls an impure one of the other. What it has shown is remembered for this program and this
// version of Go.
type selfTest struct {
	name string
	run  func(c *command, dir string) (output string, err error)
}

var (
	vettoolTest = selfTest{"vettool", func(c *command, dir string) (string, error) {
		self, err := os.Executable()
		if err != nil {
			return "", err
		}
		return c.selfTestRun(dir, "vet", "-vettool="+self, "./...")
	}}
	toolexecTest = selfTest{"toolexec", func(c *command, dir string) (string, error) {
		if out, err := c.selfTestRun(dir, "build", "./..."); err != nil { // now the packages are in the cache
			return out, fmt.Errorf("it does not build without the tool: %w", err)
		}
		flag, err := c.toolexec(nil)
		if err != nil {
			return "", err
		}
		return c.selfTestRun(dir, "build", flag, "./...")
	}}
)

// selfTestWant is in what is found.
const selfTestWant = "Next calls"

var selfTestFiles = map[string]string{
	"go.mod":         "module selftest\n\ngo 1.24\n",
	"next.go":        "// Package selftest is impure through another package.\npackage selftest\n\nimport \"selftest/count\"\n\n//assay:pure\nfunc Next() int { return count.Count() }\n",
	"count/count.go": "// Package count counts.\npackage count\n\nvar calls int\n\nfunc Count() int {\n\tcalls++\n\treturn calls\n}\n",
}

// selfTest runs a self-test, unless it has passed before.
func (c *command) selfTest(test selfTest) error {
	mark := c.selfTestMark(test)
	if _, err := os.Stat(mark); mark != "" && err == nil {
		return nil
	}
	dir, err := os.MkdirTemp("", "assay-selftest")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for name, text := range selfTestFiles {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			return err
		}
	}
	out, err := test.run(c, dir)
	if err == nil || !strings.Contains(out, selfTestWant) {
		return &problem{
			fmt.Sprintf("the analyzers found nothing where something is to be found (self-test of the %s): expected a finding with %q, and got:\n%s\n%v", test.name, selfTestWant, strings.TrimSpace(out), err),
			"this version of Go may be newer than the command: build assay again with it, or with a newer golang.org/x/tools",
		}
	}
	if mark != "" {
		if err := os.MkdirAll(filepath.Dir(mark), 0o777); err == nil {
			_ = os.WriteFile(mark, nil, 0o666) // without it the test runs again
		}
	}
	return nil
}

// selfTestRun runs the go command in the module of the self-test, apart from whatever a person has set for their own.
func (c *command) selfTestRun(dir string, args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(c.env[:len(c.env):len(c.env)], "GOFLAGS=", "GOWORK=off", "PWD="+dir)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// selfTestMark is the file that says that a self-test has passed: of this program, under this version of Go. It is "" where there
// is no place for it.
func (c *command) selfTestMark(test selfTest) string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	version, err := c.goEnv("GOVERSION")
	if err != nil {
		return ""
	}
	self, err := vet.SelfHash()
	if err != nil {
		return ""
	}
	sum := sha256.Sum256([]byte(self + test.name + version))
	return filepath.Join(cache, "assay", "selftest-"+hex.EncodeToString(sum[:16]))
}

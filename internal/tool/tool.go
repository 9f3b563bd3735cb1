// Package tool finds the assay command, built from this module, for tests that run it as a person does.
package tool

import (
	"os/exec"
	"strings"
	"testing"
)

// Path is the file of the command. The go command keeps it in its cache, so that all tests run the very same file, and what go vet
// remembers of a package for one of them holds for all.
func Path(t testing.TB) string {
	t.Helper()
	cmd := exec.Command("go", "tool", "-n", "assay")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("tool: the assay command does not build: %v\n%s", err, stderr.String())
	}
	return strings.TrimSpace(string(out))
}

// Run runs the command in dir, and answers all that it prints and its exit status.
func Run(t testing.TB, dir string, args ...string) (output string, status int) {
	t.Helper()
	cmd := exec.Command(Path(t), args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		t.Fatalf("tool: assay %v did not start: %v", args, err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

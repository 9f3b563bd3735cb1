package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/assay-dev/assay/internal/tool"
)

// TestStories runs the stories under testdata/script: one for each verb, and what people meet first. Those under long, and what stands in
// a story behind [!long] stop, build and run tests more often, and are run with -tags long. -rewrite writes what was printed into them:
// read the diff.
func TestStories(t *testing.T) { stories(t, "testdata/script") }

func stories(t *testing.T, dir string) {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	command := tool.Path(t) // the very file that other tests run: what go vet remembers for one of them holds for all
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		UpdateScripts:       os.Getenv("ASSAY_REWRITE") != "",
		RequireExplicitExec: true,
		Setup:               func(env *testscript.Env) error { return setup(env, root, command) },
		Condition:           condition,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"module": func(ts *testscript.TestScript, neg bool, args []string) { makeModule(ts, root, args) },
			"status": status,
		},
	})
}

// condition answers [long].
func condition(name string) (bool, error) {
	if name != "long" {
		return false, fmt.Errorf("there is no condition %q, expected long", name)
	}
	return long, nil
}

// setup gives a story the command as a process of its own, since its exit status and what an interrupt does are part of it, and the caches
// of the go command, without the network: a story must not depend on it.
func setup(env *testscript.Env, root, command string) error {
	out, err := exec.Command("go", "env", "GOCACHE", "GOMODCACHE", "GOPATH").Output()
	if err != nil {
		return err
	}
	values := strings.Fields(string(out))
	for i, name := range []string{"GOCACHE", "GOMODCACHE", "GOPATH"} {
		env.Setenv(name, values[i])
	}
	env.Setenv("GOFLAGS", "-mod=mod -vet=off -ldflags=-w") // the last two save time alone
	env.Setenv("GOPROXY", "off")
	env.Setenv("GOTOOLCHAIN", "local")
	env.Setenv("GOWORK", "off")
	env.Setenv("ASSAY_ROOT", root)
	env.Setenv("NO_COLOR", "1")
	env.Setenv("ASSAY_QUIET", "1") // what is said after two seconds depends on the machine
	env.Setenv("ASSAY_BIN", filepath.Dir(command))
	env.Setenv("PATH", filepath.Dir(command)+string(filepath.ListSeparator)+env.Getenv("PATH"))
	return nil
}

// makeModule is the command `module NAME`: it makes the working directory a module that uses this checkout.
func makeModule(ts *testscript.TestScript, root string, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: module NAME")
	}
	mod := fmt.Sprintf("module %s\n\ngo 1.26.0\n\nrequire github.com/assay-dev/assay v0.0.0\n\nreplace github.com/assay-dev/assay => %s\n", args[0], root)
	ts.Check(os.WriteFile(ts.MkAbs("go.mod"), []byte(mod), 0o666))
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs("go.sum"), sums, 0o666))
}

// status is the command `status N COMMAND...`: it runs the command, and fails unless its exit status is N. What it wrote is in
// stdout and stderr, as after exec.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := err.(*exec.ExitError); ok {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if fmt.Sprint(got) != args[0] {
		ts.Fatalf("exit status %d, expected %s\nstdout:\n%s\nstderr:\n%s", got, args[0], ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

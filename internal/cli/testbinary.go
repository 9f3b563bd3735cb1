package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/internal/walk"
)

// testBinary is a package's tests, built once to be run several times.
type testBinary struct {
	command *command
	folder  string // of the binary; it is removed at the end
	path    string
	dir     string // where the package is, and its tests run
	name    string // of the package, for people

	mu     sync.Mutex
	asking []*asking
}

// buildTests builds the tests of a package.
func (c *command) buildTests(ctx context.Context, j job, tags string) (*testBinary, error) {
	folder, err := os.MkdirTemp("", "assay-")
	if err != nil {
		return nil, err
	}
	b := &testBinary{command: c, folder: folder, path: filepath.Join(folder, "tests.exe"), name: j.suite.name}
	if len(j.chosen) > 0 {
		b.dir = filepath.Dir(j.chosen[0].at.Filename)
	}
	args := append([]string{"test", "-c", "-o", b.path}, buildFlags(tags)...)
	build := exec.CommandContext(ctx, "go", append(args, j.suite.path)...)
	build.Dir, build.Env = c.dir, c.env
	c.patience.busy(building([]string{j.suite.name}))
	out, err := build.CombinedOutput()
	c.patience.idle()
	if err != nil {
		b.close()
		if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
			return nil, &problem{text: notBuilt(j.suite.name, string(out))}
		}
		return nil, goMissing(err)
	}
	return b, nil
}

// close ends what runs, and removes the binary.
func (b *testBinary) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, a := range b.asking {
		a.end()
	}
	_ = os.RemoveAll(b.folder)
}

// start starts the binary in its own process group, for the tests that match run.
func (b *testBinary) start(dir *side.Dir, run, explore string) (*exec.Cmd, *tail, error) {
	out := &tail{}
	cmd := exec.Command(b.path, "-test.run="+run, "-test.timeout=0", "-test.count=1")
	cmd.Dir = b.dir
	cmd.Env = append(b.command.env[:len(b.command.env):len(b.command.env)], dir.Env("", 1)...)
	cmd.Env = append(cmd.Env, side.EnvExplore+"="+explore)
	cmd.Stdout, cmd.Stderr, cmd.WaitDelay = out, out, outputWaitS*time.Second
	ownGroup(cmd)
	return cmd, out, cmd.Start()
}

// listTimeMaxS is how long tests may take to say which systems they hold.
const listTimeMaxS = 120

// systems are what the tests that match run hold, each once for each room.
func (b *testBinary) systems(ctx context.Context, run string) ([]side.Announced, error) {
	dir, err := side.Create()
	if err != nil {
		return nil, err
	}
	defer func() { _ = dir.Remove() }()
	cmd, out, err := b.start(dir, run, side.ExploreNone)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, listTimeMaxS*time.Second)
	defer cancel()
	defer context.AfterFunc(ctx, func() { killGroup(cmd) })()
	ended := cmd.Wait()
	if ctx.Err() != nil {
		return nil, &problem{fmt.Sprintf("the tests of %s have not said within %d s which systems they hold", b.name, listTimeMaxS), "-run chooses among them"}
	}
	var all []side.Announced
	seen := map[[2]string]bool{}
	for _, s := range dir.ReadSystems() {
		if key := [2]string{s.System, s.Room}; !seen[key] {
			seen[key] = true
			all = append(all, s)
		}
	}
	if len(all) == 0 && ended != nil {
		return nil, &problem{text: fmt.Sprintf("the tests of %s failed before they handed a system over:\n%s", b.name, indent(strings.TrimSpace(out.String())))}
	}
	return all, nil
}

// asking is one process that answers about one system.
type asking struct {
	system    side.Announced
	dir       *side.Dir
	cmd       *exec.Cmd
	out       *tail
	questions *side.Questions
	gone      chan struct{}
}

// ask starts a process for a system, unless one runs.
func (b *testBinary) ask(ctx context.Context, s side.Announced) (*asking, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, a := range b.asking {
		if a.system == s && !a.isGone() {
			return a, nil
		}
	}
	dir, err := side.Create()
	if err != nil {
		return nil, err
	}
	cmd, out, err := b.start(dir, exactly(s.Test), s.System)
	if err != nil {
		return nil, errors.Join(err, dir.Remove())
	}
	a := &asking{s, dir, cmd, out, dir.Questions(), make(chan struct{})}
	go func() {
		_ = cmd.Wait()
		close(a.gone)
	}()
	b.asking = append(b.asking, a)
	return a, nil
}

// exactly is the pattern that matches one test, or subtest, and no other.
func exactly(test string) string {
	parts := strings.Split(test, "/")
	for i, part := range parts {
		parts[i] = "^" + regexp.QuoteMeta(part) + "$"
	}
	return strings.Join(parts, "/")
}

func (a *asking) isGone() bool {
	select {
	case <-a.gone:
		return true
	default:
		return false
	}
}

// Ask asks the process.
func (a *asking) Ask(ctx context.Context, question walk.Ask) (answer []byte, err error) {
	text, err := json.Marshal(question)
	if err != nil {
		return nil, err
	}
	answer, err = a.questions.Ask(ctx, text, a.gone)
	if side.Gone(err) {
		err = fmt.Errorf("the test binary of %s has ended, which a handler may have done; the next question starts another: %w\n%s", a.system.System, err, indent(strings.TrimSpace(a.out.String())))
	}
	return answer, err
}

// endWaitMS is how long a process may take to end by itself.
const endWaitMS = 500

// end ends the process.
func (a *asking) end() {
	ctx, cancel := context.WithTimeout(context.Background(), endWaitMS*time.Millisecond)
	defer cancel()
	_, _ = a.Ask(ctx, walk.Ask{What: walk.End})
	select {
	case <-a.gone:
	case <-ctx.Done():
		killGroup(a.cmd)
		<-a.gone
	}
	_ = a.dir.Remove()
}

// tailLenMax is how many bytes of what a process wrote are kept.
const tailLenMax = 4 << 10

// tail is the end of what was written to it.
type tail struct {
	mu   sync.Mutex
	kept bytes.Buffer
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept.Write(p)
	if over := t.kept.Len() - tailLenMax; over > 0 {
		t.kept.Next(over)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.kept.String()
}

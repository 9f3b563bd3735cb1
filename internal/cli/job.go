package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"sync"
	"time"

	"github.com/assay-dev/assay/internal/side"
)

const (
	// collectorPercent is GOGC of the test binaries. A checker's heap is a few large tables that live long, so a collection finds
	// little; half the default keeps the peak within the memory bound, at a few percent of time.
	collectorPercent = 50
	// pollMS is how often the side channel is read.
	pollMS = 200
	// outputWaitS is how long the output of a dead process is waited for: a child of it may hold it open.
	outputWaitS = 5
)

// job is one run of go test: one package and its chosen tests.
type job struct {
	suite  suite
	chosen []testFunc
	run    string // for -run
	filter filter // that chose them
	// selective says that a test may leave nothing: a replay is of one system, and a sweep skips what calls check.Run.
	selective bool
}

// narrow is the job for some of its tests.
func (j job) narrow(tests []testFunc) job {
	j.chosen, j.run = j.filter.choose(tests)
	return j
}

// process is a job that is running.
type process struct {
	job    job
	dir    *side.Dir
	cmd    *exec.Cmd
	stderr bytes.Buffer
	reader *io.PipeReader
	writer *io.PipeWriter

	mu     sync.Mutex
	killed bool
}

// prepare makes a process of a job. goFlags are go test's.
func (c *command) prepare(j job, goFlags []string, replay string, peers int) (*process, error) {
	dir, err := side.Create()
	if err != nil {
		return nil, err
	}
	p := &process{job: j, dir: dir}
	args := append([]string{"test", "-json", "-run", j.run}, goFlags...)
	p.cmd = exec.Command("go", append(args, j.suite.path)...)
	p.cmd.Dir = c.dir
	p.cmd.Env = append(c.env[:len(c.env):len(c.env)], dir.Env(replay, peers)...)
	if c.getenv("GOGC") == "" {
		p.cmd.Env = append(p.cmd.Env, fmt.Sprint("GOGC=", collectorPercent))
	}
	p.reader, p.writer = io.Pipe()
	p.cmd.Stdout, p.cmd.Stderr = p.writer, &p.stderr
	p.cmd.WaitDelay = outputWaitS * time.Second
	ownGroup(p.cmd)
	return p, nil
}

// runTo runs the process to its end, and feeds each line of its output to line. progress is called now and then meanwhile.
func (p *process) runTo(line func([]byte), progress func(*side.Dir)) error {
	if err := p.start(); err != nil {
		return err
	}
	done := make(chan struct{})
	var tasks sync.WaitGroup
	tasks.Go(func() { readLines(p.reader, line) })
	tasks.Go(func() { poll(done, func() { progress(p.dir) }) })
	err := p.cmd.Wait()
	close(done)
	_ = p.writer.Close()
	tasks.Wait()
	progress(p.dir)
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) || errors.Is(err, exec.ErrWaitDelay) {
		return nil // what became of the tests stands in the output
	}
	return err
}

// start starts the process, unless it was killed already.
func (p *process) start() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.killed {
		return &problem{"interrupted", ""}
	}
	if err := p.cmd.Start(); err != nil {
		return goMissing(err)
	}
	return nil
}

// status is how go test ended, "" where it succeeded or never began.
func (p *process) status() string {
	if p.cmd.ProcessState == nil || p.cmd.ProcessState.Success() {
		return ""
	}
	return p.cmd.ProcessState.String()
}

// stop asks the tests to say what they have found.
func (p *process) stop() { _ = p.dir.RequestStop() }

// kill ends the process and all that it started.
func (p *process) kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.killed = true
	killGroup(p.cmd)
}

func (p *process) wasKilled() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.killed
}

func readLines(from io.Reader, line func([]byte)) {
	var rest []byte
	chunk := make([]byte, 64<<10)
	for {
		n, err := from.Read(chunk)
		rest = append(rest, chunk[:n]...)
		for {
			whole, after, found := bytes.Cut(rest, []byte("\n"))
			if !found {
				break
			}
			line(whole)
			rest = after
		}
		if err != nil {
			line(rest)
			return
		}
	}
}

func poll(done <-chan struct{}, act func()) {
	ticker := time.NewTicker(pollMS * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-done:
			return
		case <-ticker.C:
			act()
		}
	}
}

func goMissing(err error) error {
	if errors.Is(err, exec.ErrNotFound) {
		return &problem{"the go command was not found: assay runs go test", "install Go from https://go.dev/dl, and put its bin directory into PATH"}
	}
	return &problem{fmt.Sprintf("go test did not start: %v", err), ""}
}

package cli

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/assay-dev/assay/explore"
	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/internal/walk"
	"github.com/assay-dev/assay/trace"
)

// exploreOptions are the flags of explore.
type exploreOptions struct {
	port int
	checkOptions
}

// explore serves a page over the systems of one package until a person interrupts it.
func (c *command) explore(args []string) int {
	c.subject = replayable
	var options exploreOptions
	flags := flag.NewFlagSet("explore", flag.ContinueOnError)
	flags.IntVar(&options.port, "port", 0, "")
	flags.StringVar(&options.run, "run", "", "")
	flags.StringVar(&options.tags, "tags", "", "")
	flags.Func("C", "", c.changeDir)
	rest, exit, ok := c.parse(flags, args)
	if !ok {
		return exit
	}
	pattern, what, err := c.exploreArguments(rest)
	if err != nil {
		return c.fail(err)
	}
	jobs, err := c.planOne(pattern, options.checkOptions, "")
	if err != nil {
		return c.fail(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	e := &explorer{command: c, job: jobs[0], options: options}
	defer e.close()
	if err := e.run(ctx, what); err != nil && ctx.Err() == nil {
		return c.fail(err)
	}
	return exitHolds
}

// exploreArguments tells the package from what is to be shown first: a trace, a trace file or a system. Each may be left out.
func (c *command) exploreArguments(args []string) (pattern, what string, err error) {
	switch len(args) {
	case 0:
		return ".", "", nil
	case 1:
		info, err := os.Stat(c.path(args[0]))
		if err == nil && !info.IsDir() && !strings.HasSuffix(args[0], ".go") || strings.Contains(args[0], ":") && err != nil {
			return ".", args[0], nil
		}
		return args[0], "", nil
	case 2:
		return args[0], args[1], nil
	}
	return "", "", &problem{fmt.Sprintf("explore takes a package and what to show first, and got %d arguments", len(args)), "assay explore ./lock lock@k3f9:0.0.2"}
}

// explorer is one run of explore: a test binary, what it holds, and a process of it for each system that is looked at.
type explorer struct {
	command *command
	job     job
	options exploreOptions
	binary  *testBinary
	systems []side.Announced
}

func (e *explorer) close() {
	if e.binary != nil {
		e.binary.close()
	}
}

// run builds the tests, says where the page is, and serves it.
func (e *explorer) run(ctx context.Context, what string) (err error) {
	if e.binary, err = e.command.buildTests(ctx, e.job, e.options.tags); err != nil {
		return err
	}
	if e.systems, err = e.binary.systems(ctx, e.job.run); err != nil {
		return err
	}
	if len(e.systems) == 0 {
		return &problem{fmt.Sprintf("no test of %s handed a system over", e.job.suite.name), "go test -v " + e.job.suite.name}
	}
	listener, err := explore.Listen(e.options.port)
	if err != nil {
		return portProblem(err, e.options.port)
	}
	defer listener.Close()
	page, err := e.page(ctx, what)
	if err != nil {
		return err
	}
	server := explore.New(page, listener.Addr())
	c := e.command
	if page.Problem != "" { // the page says it too, and goes as far as it can
		fmt.Fprintf(c.stderr, "assay: %s\n", withoutRoom(strings.TrimPrefix(page.Problem, "walk: ")))
	}
	if _, err := fmt.Fprintln(c.stdout, server.Address()); err != nil {
		return &problem{fmt.Sprintf("the address could not be written: %v", err), ""}
	}
	fmt.Fprintf(c.stderr, "assay: open this address in a browser of this machine; interrupt ends it (%s)\n", plural(len(e.systems), "system"))
	if err := server.Serve(ctx, listener); err != nil {
		return fmt.Errorf("the page is not served any more: %w", err)
	}
	return nil
}

func portProblem(err error, port int) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return &problem{fmt.Sprintf("port %d is in use", port), "without -port a free one is taken"}
	}
	return &problem{fmt.Sprintf("no port could be taken: %v", err), "-port takes a number from 0 to 65535; 0 is any free one"}
}

// page is what is shown, and what of it first.
func (e *explorer) page(ctx context.Context, what string) (explore.Page, error) {
	p := explore.Page{Package: e.job.suite.name, Open: e.open, Gone: side.Gone}
	for _, s := range e.systems {
		p.Systems = append(p.Systems, explore.System{Name: s.System, Test: s.Test, Sort: s.Room, Violates: s.Violates})
	}
	p.First = max(0, slices.IndexFunc(e.systems, func(s side.Announced) bool { return s.Violates != "" }))
	if what == "" {
		return p, nil
	}
	if i := slices.IndexFunc(e.systems, func(s side.Announced) bool { return s.System == what }); i >= 0 {
		p.First = i
		return p, nil
	}
	if !strings.ContainsAny(what, ":.\\") {
		return p, &problem{fmt.Sprintf("no system called %s in %s; there are: %s", what, e.job.suite.name, list(systemNames(e.systems))), ""}
	}
	asked, err := e.firstAsked(what)
	if err != nil {
		return p, err
	}
	return p, e.firstShown(ctx, &p, asked)
}

// firstAsked is the question about a name or a trace file.
func (e *explorer) firstAsked(what string) (walk.Ask, error) {
	wanted, err := e.command.readTrace(what)
	if err != nil {
		return walk.Ask{}, err
	}
	if _, isFile := strings.CutPrefix(wanted.told, "@"); !isFile {
		return walk.Ask{What: walk.See, Behaviour: what}, nil
	}
	return walk.Ask{What: walk.See, Trace: wanted.trace.String()}, nil
}

// firstShown asks each system that the behaviour may be of; a check and a simulation of one name have different digests.
func (e *explorer) firstShown(ctx context.Context, p *explore.Page, asked walk.Ask) error {
	system, err := systemAsked(asked)
	if err != nil {
		return err
	}
	tried := false
	for i, s := range e.systems {
		if system != "" && s.System != system {
			continue
		}
		asker, err := e.open(ctx, i)
		if err != nil {
			return err
		}
		answer, err := answerOf(asker.Ask(ctx, asked))
		if err != nil {
			return err
		}
		if answer.Behaviour != nil && (answer.Error == "" || !tried) {
			p.First, p.Begin, p.Problem = i, answer.Behaviour.Name, answer.Error
		}
		if answer.Error == "" {
			return nil
		}
		if p.Begin == "" && p.Problem == "" {
			p.First, p.Problem = i, answer.Error
		}
		tried = true
	}
	if !tried {
		return &problem{fmt.Sprintf("no system called %s in %s; there are: %s", system, e.job.suite.name, list(systemNames(e.systems))), ""}
	}
	return nil
}

func answerOf(text []byte, err error) (answer walk.Answer, _ error) {
	if err != nil {
		return answer, err
	}
	return answer, json.Unmarshal(text, &answer)
}

// systemAsked is the system that a question names, or "".
func systemAsked(asked walk.Ask) (string, error) {
	if asked.Trace != "" {
		t, err := trace.Parse(asked.Trace)
		return t.System, err
	}
	name, err := trace.ParseName(asked.Behaviour)
	return name.System, err
}

// open starts a process that answers about one system.
func (e *explorer) open(ctx context.Context, system int) (explore.Asker, error) {
	return e.binary.ask(ctx, e.systems[system])
}

// Package cli is the assay command: its verbs, its flags and its exit statuses.
//
// It runs `go test` and reads what the tests leave. It explores nothing itself.
package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/assay-dev/assay/vet"
)

// The exit statuses, as package evidence computes them from a report.
const (
	exitHolds    = 0
	exitViolated = 1
	exitProblem  = 2
	exitUnknown  = 3
)

// command is one run of the command: where it reads, writes and works.
type command struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	env    []string
	dir    string // where it works: "" is here

	verb    string   // as a person typed it
	subject *subject // what it looks for in tests

	patience *patience
	ambient  []string // see goFlags

	until  time.Time     // when the time budget is spent; zero is never
	budget time.Duration // as -time has it
}

// verb is one thing that the command does. A verb stands in the table once it works.
type verb struct {
	name  string
	args  string
	short string
	run   func(c *command, args []string) int
}

func verbs() []verb {
	return []verb{
		{"init", "[flags] [directory]", "write a first system, with a bug to find and to mend", (*command).initialize},
		{"check", "[flags] [packages]", "explore every behaviour of the systems that the packages test", (*command).check},
		{"watch", "[flags] [packages]", "check again what a change touches, whenever a file changes", (*command).watch},
		{"replay", "[flags] [package] trace", "run one behaviour again, by its name or from a trace file", (*command).replay},
		{"explore", "[flags] [package] [trace]", "walk through behaviours on a local web page", (*command).explore},
		{"sweep", "[flags] [packages]", "relax the assumptions, and find the least that breaks each property", (*command).sweep},
		{"sim", "[flags] [packages]", "run systems in virtual time: load, queues, memory, failures by seed", (*command).sim},
		{"doe", "[flags] [packages]", "make designed experiments over simulations: which parameters matter", (*command).doe},
		{"vet", "[flags] [packages]", "read the code: types that may be wrong, handlers that may surprise", (*command).vet},
		{"build", "[go build flags] [packages]", "go build, in which a finding of vet is a compile error", (*command).build},
		{"test", "[go test flags] [packages]", "go test, in which a finding of vet is a compile error", (*command).test},
		{"forall", "[flags] [packages]", "try the laws that the packages test, on all values or on random ones", (*command).forall},
		{"conform", "[-history format] [flags] [files or packages]", "judge recorded histories: is what was answered linearizable", (*command).conform},
		{"report", "[flags] [packages]", "run all that the packages test, and write it as a page, for a pull request, for CI", (*command).report},
		{"explain", "[word]", "say what a word of a report means", (*command).explain},
		{"version", "", "print the version", (*command).version},
		{"help", "[verb]", "print this, or the flags of a verb", (*command).help},
	}
}

// Main runs the command with args, its own name left out, and answers the exit status.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer, env []string) int {
	if vet.Called(args) {
		vet.Tool() // the go command calls; it exits
	}
	if len(args) > 0 && args[0] == vet.ToolexecVerb {
		return vet.Toolexec(args[1:], stdout, stderr)
	}
	c := &command{stdin: stdin, stdout: stdout, stderr: stderr, env: slices.Clone(env), subject: systems}
	c.patience = newPatience(c)
	for len(args) > 0 && strings.HasPrefix(args[0], "-C") {
		rest, err := c.takeDir(args)
		if err != nil {
			return c.fail(err)
		}
		args = rest
	}
	if len(args) == 0 {
		fmt.Fprint(stderr, usage())
		return exitProblem
	}
	switch args[0] {
	case "-h", "-help", "--help":
		args = append([]string{"help"}, args[1:]...)
	case "-version", "--version":
		args = append([]string{"version"}, args[1:]...)
	}
	v, err := findVerb(args[0])
	if err != nil {
		return c.fail(err)
	}
	c.verb = v.name
	return v.run(c, args[1:])
}

// takeDir takes -C DIR or -C=DIR from the front of args.
func (c *command) takeDir(args []string) ([]string, error) {
	if dir, ok := strings.CutPrefix(args[0], "-C="); ok {
		return args[1:], c.changeDir(dir)
	}
	if args[0] != "-C" {
		return nil, unknownFlag(args[0])
	}
	if len(args) < 2 {
		return nil, &problem{"-C needs a directory", "assay -C DIR check ./..."}
	}
	return args[2:], c.changeDir(args[1])
}

func (c *command) changeDir(dir string) error {
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(c.dir, dir)
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return &problem{fmt.Sprintf("%q, which -C names, is no directory", dir), ""}
	}
	c.dir = dir
	return nil
}

// getenv reads the environment that the command was given: the last entry wins.
func (c *command) getenv(name string) string {
	for _, entry := range slices.Backward(c.env) {
		if value, ok := strings.CutPrefix(entry, name+"="); ok {
			return value
		}
	}
	return ""
}

// problem is what a person is told: a sentence, and what to do about it.
type problem struct {
	text string
	hint string
}

func (p *problem) Error() string {
	if p.hint == "" {
		return p.text
	}
	return p.text + "\nhint: " + p.hint
}

// fail tells a person what is wrong, and answers the exit status.
func (c *command) fail(err error) int {
	c.patience.idle()
	text := withoutRoom(strings.TrimRight(err.Error(), "\n"))
	fmt.Fprintf(c.stderr, "assay: %s\n", text)
	return exitProblem
}

// withoutRoom leaves out which package of Assay says something: it tells a person nothing.
func withoutRoom(text string) string {
	for _, room := range []string{"assay: ", "check: ", "trace: ", "evidence: ", "side: ", "step: ", "conform: "} {
		text = strings.TrimPrefix(text, room)
	}
	return text
}

// parse reads flags, also those that stand behind other arguments, as go test does. It answers the other arguments, or the exit
// status with which the verb ends at once.
func (c *command) parse(flags *flag.FlagSet, args []string) (rest []string, exit int, ok bool) {
	flags.SetOutput(io.Discard)
	for {
		if err := flags.Parse(args); err != nil {
			return nil, c.misuse(flags, err), false
		}
		args = flags.Args()
		n := slices.IndexFunc(args, func(arg string) bool { return strings.HasPrefix(arg, "-") && arg != "-" })
		if n < 0 {
			return append(rest, args...), 0, true
		}
		rest, args = append(rest, args[:n]...), args[n:]
	}
}

func (c *command) misuse(flags *flag.FlagSet, err error) int {
	verb := flags.Name()
	if errors.Is(err, flag.ErrHelp) {
		return c.help([]string{verb})
	}
	text, hint := err.Error(), "assay help "+verb
	if name, ok := strings.CutPrefix(text, "flag provided but not defined: "); ok {
		text = fmt.Sprintf("assay %s has no flag %s", verb, name)
		var names []string
		flags.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
		if near := nearest(strings.TrimLeft(name, "-"), names); near != "" {
			hint = fmt.Sprintf("-%s? assay help %s lists the flags", near, verb)
		}
	}
	return c.fail(&problem{text, hint})
}

func unknownFlag(name string) error {
	return &problem{fmt.Sprintf("flag %s stands before the verb, expected a verb or -C DIR", name), "assay check " + name + ", or assay help"}
}

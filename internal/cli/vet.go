package cli

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/vet"
)

// vetOptions are the flags of vet.
type vetOptions struct {
	tags      string
	json      bool
	sarif     string
	verbose   bool
	fix, diff bool
	strict    bool
	analyzers []string // flags of the analyzers: -total=false
}

func (c *command) vetFlags(o *vetOptions) *flag.FlagSet {
	flags := flag.NewFlagSet("vet", flag.ContinueOnError)
	flags.BoolVar(&o.json, "json", false, "")
	flags.StringVar(&o.sarif, "sarif", "", "")
	flags.BoolVar(&o.verbose, "v", false, "")
	flags.BoolVar(&o.fix, "fix", false, "")
	flags.BoolVar(&o.diff, "diff", false, "")
	flags.BoolVar(&o.strict, "strict", false, "")
	flags.StringVar(&o.tags, "tags", "", "")
	flags.Func("C", "", c.changeDir)
	analyzerFlags(flags, &o.analyzers)
	return flags
}

// analyzerFlags lets -NAME and -NAME=false choose among the analyzers, as go vet does.
func analyzerFlags(flags *flag.FlagSet, chosen *[]string) {
	for _, name := range vet.Names() {
		flags.BoolFunc(name, "", func(value string) error {
			if value != "true" && value != "false" {
				return fmt.Errorf("expected true or false")
			}
			*chosen = append(*chosen, fmt.Sprintf("-%s=%s", name, value))
			return nil
		})
	}
}

// vet reads the code of packages: actors, types, and the laws that they are held to.
func (c *command) vet(args []string) int {
	var options vetOptions
	patterns, exit, ok := c.parse(c.vetFlags(&options), args)
	if !ok {
		return exit
	}
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	if options.fix || options.diff {
		if err := c.selfTest(vettoolTest); err != nil {
			return c.fail(err)
		}
		return c.vetFix(patterns, options)
	}
	tested := make(chan error, 1)
	go func() { tested <- c.selfTest(vettoolTest) }()
	c.patience.busy(analyzing(patterns))
	found, err := c.goVet(patterns, options)
	c.patience.idle()
	if err := <-tested; err != nil {
		return c.fail(err)
	}
	r := &vetReport{command: c, options: options, found: found}
	if err != nil {
		r.problems = append(r.problems, evidence.Problem{Text: err.Error()})
	}
	return r.end()
}

// goVet runs the analyzers by go vet, and answers all that they say.
func (c *command) goVet(patterns []string, options vetOptions) ([]vet.Finding, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	args := []string{"vet", "-vettool=" + self, "-json", vet.EvidenceFlag}
	if options.strict {
		args = append(args, vet.StrictFlag)
	}
	cmd := c.goTool(append(args, options.rest(patterns)...)...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	type answer struct {
		asked map[string]bool
		err   error
	}
	listed := make(chan answer, 1)
	go func() {
		asked, err := c.askedFor(patterns, options.tags)
		listed <- answer{asked, err}
	}()
	if err := cmd.Run(); err != nil {
		if cmd.ProcessState == nil {
			return nil, goMissing(err)
		}
		return nil, &problem{vetFailure(stderr.String(), patterns), c.moduleHint(stderr.String(), patterns)}
	}
	found, err := vet.Read(stdout.String() + stderr.String())
	if err != nil {
		return nil, &problem{text: fmt.Sprintf("%v", err)}
	}
	list := <-listed
	if list.err != nil {
		return nil, list.err
	}
	return slices.DeleteFunc(found, func(f vet.Finding) bool { return !list.asked[packageOf(f)] }), nil
}

// rest are the arguments that go vet is given in any case.
func (o vetOptions) rest(patterns []string) []string {
	return slices.Concat(buildFlags(o.tags), o.analyzers, patterns)
}

// names says whether a person named an analyzer, to run it and no other.
func (o vetOptions) names(analyzer string) bool {
	return slices.Contains(o.analyzers, "-"+analyzer+"=true")
}

// packageOf is the package that a person knows: "lock" of "lock [lock.test]" and "lock_test".
func packageOf(f vet.Finding) string {
	path, _, _ := strings.Cut(f.Package, " ")
	return strings.TrimSuffix(path, "_test")
}

// askedFor are the packages that patterns match. The tool tells of those too that they import: see unit.Main.
func (c *command) askedFor(patterns []string, tags string) (map[string]bool, error) {
	out, err := c.goTool(slices.Concat([]string{"list", "-e"}, buildFlags(tags), patterns)...).Output()
	if err != nil {
		return nil, &problem{text: "go list could not find the packages"}
	}
	asked := map[string]bool{}
	for path := range strings.FieldsSeq(string(out)) {
		asked[strings.TrimSuffix(path, "_test")] = true
	}
	return asked, nil
}

// vetFailure is what a person reads where go vet could not run: its own words, less the JSON of packages that could be read.
func vetFailure(text string, patterns []string) string {
	var kept []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "{") || strings.HasPrefix(line, "}") || strings.HasPrefix(line, "\t") && strings.Contains(line, `"`) {
			continue
		}
		if !slices.Contains(kept, line) {
			kept = append(kept, line)
		}
	}
	if len(kept) == 0 {
		return "go vet failed on " + strings.Join(patterns, " ")
	}
	return "go vet could not read the packages:\n" + strings.Join(kept, "\n")
}

// vetFix applies the fixes that findings suggest, or shows them.
func (c *command) vetFix(patterns []string, options vetOptions) int {
	self, err := os.Executable()
	if err != nil {
		return c.fail(err)
	}
	args := []string{"vet", "-vettool=" + self, "-fix"}
	if options.diff {
		args = append(args, "-diff")
	}
	return c.goCommand(append(args, options.rest(patterns)...))
}

// goTool is a call of the go command where this command works.
func (c *command) goTool(args ...string) *exec.Cmd {
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env = c.dir, c.env
	return cmd
}

// goCommand runs the go command as it is, and answers its exit status.
func (c *command) goCommand(args []string) int {
	cmd := c.goTool(args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = c.stdin, c.stdout, c.stderr
	err := cmd.Run()
	switch {
	case err == nil:
		return exitHolds
	case cmd.ProcessState == nil:
		return c.fail(goMissing(err))
	case cmd.ProcessState.ExitCode() < 0:
		return exitProblem
	}
	return cmd.ProcessState.ExitCode()
}

// place is where a finding is, as a person in the working directory names it.
func (c *command) place(posn string) string {
	dir, err := filepath.Abs(c.dir)
	if err != nil {
		return posn
	}
	if relative, ok := strings.CutPrefix(posn, dir+string(filepath.Separator)); ok {
		return filepath.ToSlash(relative)
	}
	return posn
}

package cli

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"

	"github.com/assay-dev/assay/vet"
)

// build is go build in which a finding of the analyzers is a compile error.
func (c *command) build(args []string) int { return c.around("build", args) }

// test is go test in which a finding of the analyzers is a compile error.
func (c *command) test(args []string) int { return c.around("test", args) }

// around runs the go command with the analyzers around its compiler. All flags are the go command's, those that name an analyzer
// apart.
func (c *command) around(verb string, args []string) int {
	if len(args) > 0 && slices.Contains([]string{"-h", "-help", "--help"}, args[0]) {
		return c.help([]string{verb})
	}
	mine, rest := takeAnalyzerFlags(args)
	if at := slices.IndexFunc(rest, func(arg string) bool {
		return strings.HasPrefix(strings.TrimLeft(arg, "-"), "toolexec") && strings.HasPrefix(arg, "-")
	}); at >= 0 {
		return c.fail(&problem{fmt.Sprintf("assay %s is the go command with -toolexec, and cannot take %s beside it", verb, rest[at]), "assay vet ./... , and go " + verb + " with your own -toolexec"})
	}
	if _, err := exec.LookPath("go"); err != nil {
		return c.fail(goMissing(err))
	}
	if err := c.selfTest(toolexecTest); err != nil {
		return c.fail(err)
	}
	toolexec, err := c.toolexec(mine)
	if err != nil {
		return c.fail(err)
	}
	c.patience.busy("go " + verb + " with the analyzers around the compiler (the first time that compiles the standard library too)")
	defer c.patience.idle()
	return c.goCommand(append([]string{verb, toolexec}, rest...))
}

// takeAnalyzerFlags takes -NAME and -NAME=false of the analyzers out of the arguments of the go command. Behind -args they are the
// test's own.
func takeAnalyzerFlags(args []string) (mine, rest []string) {
	names := vet.Names()
	for i, arg := range args {
		if arg == "-args" || arg == "--args" {
			return mine, append(rest, args[i:]...)
		}
		name, _, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		if strings.HasPrefix(arg, "-") && slices.Contains(names, name) {
			mine = append(mine, arg)
		} else {
			rest = append(rest, arg)
		}
	}
	return mine, rest
}

// toolexec is the flag that puts the analyzers around the tools of the go command.
func (c *command) toolexec(analyzers []string) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	cache, err := c.goEnv("GOMODCACHE")
	if err != nil {
		return "", err
	}
	config := vet.Config{Flags: analyzers, ModCache: cache}
	return fmt.Sprintf("-toolexec='%s' %s %s", self, vet.ToolexecVerb, config.Encode()), nil
}

// goEnv asks the go command for a variable of its own.
func (c *command) goEnv(name string) (string, error) {
	out, err := c.goTool("env", "-json=false", name).Output()
	if err != nil {
		return "", goMissing(err)
	}
	return strings.TrimSpace(string(out)), nil
}

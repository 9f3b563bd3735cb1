package vet

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// ToolexecVerb is the word after the program's name by which the go command runs it around each tool.
const ToolexecVerb = "toolexec"

// Config is what a build with the tool is asked for. It is part of what the compiler says its version is: the go command would
// otherwise take packages from its cache that were compiled without the tool, or with another configuration, and be silently green.
type Config struct {
	Flags    []string `json:"flags,omitempty"`    // of the analyzers, such as -total=false
	ModCache string   `json:"modCache,omitempty"` // below it, packages are somebody else's: they have facts, and no findings
}

// Encode is the config as one argument.
func (c Config) Encode() string {
	data, err := json.Marshal(c)
	if err != nil {
		panic(fmt.Sprintf("vet: the config %+v has no JSON: %v", c, err))
	}
	return "-config=" + base64.RawURLEncoding.EncodeToString(data)
}

// Toolexec runs one tool of the go command: args are the config, the tool and its arguments. Around the compiler it analyses the
// package that is compiled, at the same time, and a finding fails the compilation.
func Toolexec(args []string, stdout, stderr io.Writer) int {
	config, args, err := decodeConfig(args)
	if err != nil {
		return refuse(stderr, err)
	}
	tool, args := args[0], args[1:]
	if strings.TrimSuffix(filepath.Base(tool), ".exe") != "compile" {
		return runTool(tool, args, stdout, stderr)
	}
	if len(args) == 1 && args[0] == "-V=full" {
		return config.version(tool, stdout, stderr)
	}
	c, err := readCompilation(args)
	if err != nil {
		return refuse(stderr, err)
	}
	if !c.compilable {
		return runTool(tool, args, stdout, stderr)
	}
	return config.compile(c, tool, args, stdout, stderr)
}

func decodeConfig(args []string) (config Config, rest []string, err error) {
	if len(args) < 2 {
		return config, nil, errors.New("toolexec is for the go command: use assay build or assay test")
	}
	encoded, ok := strings.CutPrefix(args[0], "-config=")
	data, err := base64.RawURLEncoding.DecodeString(encoded)
	if !ok || err != nil {
		return config, nil, fmt.Errorf("toolexec got %q where its config was expected", args[0])
	}
	return config, args[1:], json.Unmarshal(data, &config)
}

// runTool runs a tool as it is.
func runTool(tool string, args []string, stdout, stderr io.Writer) int {
	cmd := exec.Command(tool, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, stdout, stderr
	return exitStatus(cmd.Run(), stderr)
}

func exitStatus(err error, stderr io.Writer) int {
	exit := (*exec.ExitError)(nil)
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit) && exit.ExitCode() > 0:
		return exit.ExitCode()
	}
	return refuse(stderr, err)
}

// refuse says why a tool was not run, or its package not analysed.
func refuse(stderr io.Writer, err error) int {
	fmt.Fprintln(stderr, "assay:", err)
	return 2
}

// version answers what the compiler says of its version, and behind it which tool, in which configuration, is around it. The go
// command takes the whole line of a release, and the last field's build ID of a development version.
func (config Config) version(tool string, stdout, stderr io.Writer) int {
	var out bytes.Buffer
	if status := runTool(tool, []string{"-V=full"}, &out, stderr); status != 0 {
		return status
	}
	self, err := SelfHash()
	if err != nil {
		return refuse(stderr, err)
	}
	sum := sha256.Sum256([]byte(self + config.Encode()))
	fields := strings.Fields(out.String())
	mark := "assay-" + hex.EncodeToString(sum[:12])
	if last := len(fields) - 1; strings.HasPrefix(fields[last], "buildID=") {
		fields[last] += mark // the part behind the last slash is the content's
	} else {
		fields = append(fields, mark)
	}
	fmt.Fprintln(stdout, strings.Join(fields, " "))
	return 0
}

// SelfHash identifies this program by its content.
func SelfHash() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// compile compiles a package and analyses it meanwhile. What the compiler has to say comes first: a package that does not compile
// is not analysed.
func (config Config) compile(c *compilation, tool string, args []string, stdout, stderr io.Writer) int {
	scratch, err := os.MkdirTemp("", "assay")
	if err != nil {
		return refuse(stderr, err)
	}
	defer os.RemoveAll(scratch)
	type analysed struct {
		found []Finding
		facts []byte
		err   error
	}
	done := make(chan analysed, 1)
	factsOnly := c.standard || config.foreign(c)
	go func() {
		found, facts, err := config.analyse(c, scratch, factsOnly)
		done <- analysed{found, facts, err}
	}()
	status := runTool(tool, args, stdout, stderr)
	a := <-done
	if status != 0 {
		return status
	}
	if a.err != nil && !factsOnly {
		fmt.Fprintf(stderr, "assay: %s was not analysed: %v\n", c.id, a.err)
		return 2
	}
	if failed := printFindings(stderr, a.found); failed {
		return 2
	}
	if err := appendFacts(absolute(c.dir, c.output), a.facts); err != nil {
		return refuse(stderr, err)
	}
	return 0
}

// foreign says that a package is not of the modules that are built but of one that they need.
func (config Config) foreign(c *compilation) bool {
	for _, file := range c.files {
		if config.ModCache != "" && strings.HasPrefix(file, config.ModCache+string(filepath.Separator)) {
			return true
		}
		if strings.Contains(filepath.ToSlash(file), "/vendor/") {
			return true
		}
	}
	return false
}

// analyse runs the analyzers in a process of their own, as go vet does.
func (config Config) analyse(c *compilation, scratch string, factsOnly bool) (found []Finding, facts []byte, err error) {
	unit, err := c.unit(scratch, factsOnly)
	if err != nil {
		return nil, nil, err
	}
	data, err := json.Marshal(unit)
	if err != nil {
		return nil, nil, err
	}
	name := filepath.Join(scratch, "unit.cfg")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		return nil, nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, nil, err
	}
	cmd := exec.Command(self, append(append([]string{"-json"}, config.Flags...), name)...)
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		return nil, nil, fmt.Errorf("%w: %s", err, strings.TrimSpace(problems.String()))
	}
	if found, err = Read(out.String()); err != nil {
		return nil, nil, err
	}
	facts, err = os.ReadFile(unit.VetxOutput)
	return found, facts, err
}

// printFindings prints findings as a compiler prints errors, and says whether there is one. Advice fails nothing.
func printFindings(stderr io.Writer, found []Finding) (failed bool) {
	for _, f := range found {
		if f.Category != "" {
			continue
		}
		failed = true
		fmt.Fprintf(stderr, "%s: %s (assay explain %s)\n", f.Posn, f.Message, f.Analyzer)
	}
	return failed
}

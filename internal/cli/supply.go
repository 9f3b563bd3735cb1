package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"
)

// assayModule is the path of this module.
const assayModule = "github.com/assay-dev/assay"

// supply is where a module gets Assay from: the version that the command is of, or the checkout from which it was built.
type supply struct {
	version  string // for go get: v1.2.3, or latest where the command does not know
	checkout string // a directory, or ""
}

// supplyOfCommand is the supply that fits the command that runs.
func supplyOfCommand() supply {
	info, _ := debug.ReadBuildInfo()
	_, source, _, _ := runtime.Caller(0)
	return supplyOf(info, source, isCheckout)
}

// supplyOf prefers the checkout: what is not published yet is nowhere else. source is where this file was when it was compiled.
func supplyOf(info *debug.BuildInfo, source string, isCheckout func(dir string) bool) supply {
	root := filepath.Dir(filepath.Dir(filepath.Dir(filepath.FromSlash(source))))
	switch {
	case filepath.IsAbs(root) && !strings.Contains(filepath.ToSlash(root), assayModule+"@") && isCheckout(root):
		return supply{checkout: root}
	case info != nil && info.Main.Path == assayModule && published.MatchString(info.Main.Version):
		return supply{version: info.Main.Version}
	}
	return supply{version: "latest"}
}

// published is a version that can be asked for: "(devel)" cannot, and neither can one with changes of somebody's own.
var published = regexp.MustCompile(`^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$`)

func isCheckout(dir string) bool {
	mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	return err == nil && strings.HasPrefix(string(mod), "module "+assayModule+"\n")
}

// requireAssay makes the module of a starter find Assay, and all that it needs. A module that requires it already keeps its version.
func (c *command) requireAssay(s starter) error {
	required, err := c.goIn(s.dir, "list", "-m", "-f", "{{.Path}}", assayModule)
	switch {
	case err == nil && s.inside != "" && isCheckout(filepath.Dir(s.inside)):
		return nil // it is this very module
	case err == nil && strings.TrimSpace(required) == assayModule:
	case s.sources.checkout != "":
		_, err = c.goIn(s.dir, "mod", "edit", "-require="+assayModule+"@v0.0.0", "-replace="+assayModule+"="+s.sources.checkout)
	default:
		_, err = c.goIn(s.dir, "get", assayModule+"@"+s.sources.version)
	}
	if err == nil {
		_, err = c.goIn(s.dir, "get", "-t", ".") // the sums of what it imports, too
	}
	if err == nil {
		return nil
	}
	text, _, _ := strings.Cut(err.Error(), "\nhint: ")
	return &problem{"the files are written, and Assay was not found for them: " + text, "when it can be reached, in " + s.shown + ": go get -t ."}
}

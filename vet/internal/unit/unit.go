// Package unit runs analyzers on one package of a build, as go vet -vettool asks for it.
package unit

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

// Main answers one invocation by the go command, whose arguments are os.Args, and exits. Of packages of the standard library only
// the types are kept for those that import them: what they do is listed in a table.
//
// The go command of Go 1.26 remembers a package that it analysed for its facts alone as one that has no findings, and asks no more
// (TestForgotten). So a package of the module at hand is always analysed in full, and its findings are said whenever it is met.
func Main(analyzers ...*analysis.Analyzer) {
	if cfg, ok := readConfig(os.Args); ok {
		switch {
		case standard(cfg):
			unitchecker.Run(os.Args[len(os.Args)-1], nil)
		case cfg.VetxOnly && cfg.ModuleVersion == "":
			os.Args[len(os.Args)-1] = inFull(cfg, os.Args[len(os.Args)-1])
		}
	}
	unitchecker.Main(analyzers...)
}

// readConfig reads the file that describes the package, where the arguments ask for an analysis. What is wrong with it the checker
// says.
func readConfig(args []string) (*unitchecker.Config, bool) {
	last := args[len(args)-1]
	if !strings.HasSuffix(last, ".cfg") {
		return nil, false
	}
	data, err := os.ReadFile(last)
	if err != nil {
		return nil, false
	}
	cfg := new(unitchecker.Config)
	return cfg, json.Unmarshal(data, cfg) == nil
}

// standard says whether a package belongs to Go itself, and only its facts are asked for: it is in no module, and was not named file
// by file.
func standard(cfg *unitchecker.Config) bool {
	return cfg.VetxOnly && cfg.ModulePath == "" && cfg.Module == nil && !strings.HasPrefix(cfg.ImportPath, "command-line-arguments")
}

// inFull writes a description that asks for findings too, beside the one that asks for facts.
func inFull(cfg *unitchecker.Config, path string) string {
	cfg.VetxOnly = false
	data, err := json.Marshal(cfg)
	if err == nil {
		path = strings.TrimSuffix(path, ".cfg") + ".full.cfg"
		err = os.WriteFile(path, data, 0o666)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "assay:", err)
		os.Exit(2)
	}
	return path
}

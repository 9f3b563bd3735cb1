package vet

import (
	"fmt"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"
)

// compilation is one call of the compiler: what it compiles, and against what.
type compilation struct {
	id         string // as the go command names it, "lock [lock.test]" for one that is compiled for a test
	path       string
	dir        string
	goVersion  string
	output     string
	files      []string
	packages   map[string]string // archives by import path
	importMap  map[string]string
	standard   bool // of the standard library
	compilable bool // it is an ordinary compilation, which writes an archive
}

// readCompilation reads the arguments of the compiler. Of its flags it knows those that it needs: all others are "-name=value" or
// booleans, or stand before a value that is no file of Go.
func readCompilation(args []string) (*compilation, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	c := &compilation{dir: dir, id: os.Getenv("TOOLEXEC_IMPORTPATH"), packages: map[string]string{}, importMap: map[string]string{}}
	args, err = expandResponse(args)
	if err != nil {
		return nil, err
	}
	importConfig := ""
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch name, value, joined := strings.Cut(arg, "="); {
		case arg == "-std":
			c.standard = true
		case name == "-lang" && joined:
			c.goVersion = value
		case (name == "-o" || name == "-importcfg" || name == "-p") && !joined && i+1 < len(args):
			i++
			switch name {
			case "-o":
				c.output = args[i]
			case "-p":
				c.path = args[i]
			default:
				importConfig = args[i]
			}
		case strings.HasSuffix(arg, ".go") && !strings.HasPrefix(arg, "-"):
			c.files = append(c.files, absolute(dir, arg))
		}
	}
	if c.id == "" {
		c.id = c.path
	}
	c.path, _, _ = strings.Cut(c.id, " ")
	c.compilable = c.output != "" && len(c.files) > 0 && importConfig != ""
	if !c.compilable {
		return c, nil
	}
	return c, c.readImports(importConfig)
}

func absolute(dir, name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(dir, name)
}

// expandResponse replaces @file, by which the go command passes long lists of arguments, one to a line.
func expandResponse(args []string) ([]string, error) {
	if len(args) != 1 || !strings.HasPrefix(args[0], "@") {
		return args, nil
	}
	data, err := os.ReadFile(args[0][1:])
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	unescape := strings.NewReplacer(`\\`, `\`, `\n`, "\n")
	for i, line := range lines {
		lines[i] = unescape.Replace(line)
	}
	return lines, nil
}

// readImports reads the file that tells the compiler where archives are.
func (c *compilation) readImports(file string) error {
	data, err := os.ReadFile(absolute(c.dir, file))
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(data)) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		path, value, ok := strings.Cut(rest, "=")
		if !ok {
			continue
		}
		switch word {
		case "packagefile":
			c.packages[path] = value
		case "importmap":
			c.importMap[path] = value
		}
	}
	return nil
}

// unit is the description of the compilation for the analyzers. What the archives of its imports hold for them is written into files
// below scratch.
func (c *compilation) unit(scratch string, factsOnly bool) (*unitchecker.Config, error) {
	cfg := &unitchecker.Config{
		ID: c.id, Compiler: "gc", Dir: c.dir, ImportPath: c.path, GoVersion: c.goVersion, GoFiles: c.files,
		ImportMap: map[string]string{}, PackageFile: map[string]string{}, Standard: map[string]bool{}, PackageVetx: map[string]string{},
		VetxOnly: factsOnly || c.standard, VetxOutput: filepath.Join(scratch, "facts.out"),
	}
	if !c.standard {
		cfg.ModulePath = c.path // it is in some module; which one is not known here
	}
	if factsOnly {
		cfg.ModuleVersion = "v0.0.0" // nor which version: that it has one says that it is somebody else's, and unit.Main asks for no findings
	}
	imports, err := c.imports()
	if err != nil {
		return nil, err
	}
	for i, imported := range imports {
		path := imported
		if actual, ok := c.importMap[imported]; ok {
			path = actual
		}
		cfg.ImportMap[imported] = path
		archive, ok := c.packages[path]
		if !ok {
			continue // unsafe, or an error that the compiler reports
		}
		facts, ok, err := readFacts(archive)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, fmt.Errorf("%s, which it imports, was compiled without the tool", path)
		}
		name := filepath.Join(scratch, fmt.Sprintf("facts%d.in", i))
		if err := os.WriteFile(name, facts, 0o600); err != nil {
			return nil, err
		}
		cfg.PackageVetx[path] = name
	}
	return cfg, nil
}

// imports are the paths that the files import.
func (c *compilation) imports() ([]string, error) {
	seen := map[string]bool{}
	for _, name := range c.files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return nil, err
		}
		for _, spec := range file.Imports {
			if path, err := strconv.Unquote(spec.Path.Value); err == nil {
				seen[path] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(seen)), nil
}

package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// moduleHint is the hint where the go command has no module for what was asked, and one lies in a directory that was named, or right below
// the working directory: there go mod init would make things worse. Otherwise it is "".
func (c *command) moduleHint(message string, patterns []string) string {
	missing := func(sign string) bool { return strings.Contains(message, sign) }
	if !slices.ContainsFunc([]string{"go.mod file not found", "cannot find main module", "does not contain main module",
		"does not contain package", "outside main module"}, missing) {
		return ""
	}
	return c.nearModule(patterns)
}

// nearModule is a hint that names the modules that are near, or "" where none is.
func (c *command) nearModule(patterns []string) string {
	modules := c.modulesNamed(patterns)
	if len(modules) == 0 {
		modules = c.modulesBelow()
	}
	switch len(modules) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("%s is a module: cd %s, or assay %s -C %s", modules[0], modules[0], c.verb, modules[0])
	}
	return fmt.Sprintf("there are modules in %s: cd %s, or assay %s -C %s", list(modules), modules[0], c.verb, modules[0])
}

// modulesNamed are the directories among the patterns in which a module begins, as they were named.
func (c *command) modulesNamed(patterns []string) (modules []string) {
	for _, pattern := range patterns {
		dir := strings.TrimPrefix(strings.TrimSuffix(pattern, "/..."), "./")
		if dir != "." && dir != "" && dir != "..." && c.isModule(dir) {
			modules = append(modules, dir)
		}
	}
	return modules
}

// modulesBelow are the directories right below the working directory in which a module begins.
func (c *command) modulesBelow() (modules []string) {
	entries, err := os.ReadDir(c.path("."))
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") && !strings.HasPrefix(e.Name(), "_") && c.isModule(e.Name()) {
			modules = append(modules, e.Name())
		}
	}
	return modules
}

func (c *command) isModule(dir string) bool {
	info, err := os.Stat(filepath.Join(c.path(dir), "go.mod"))
	return err == nil && !info.IsDir()
}

// notLoaded is the go command's own message about packages, with what to do about it here.
func (c *command) notLoaded(message string, patterns []string) error {
	p := loadProblem(message)
	if here := c.moduleHint(message, patterns); here != "" {
		p.hint = here
	}
	return p
}

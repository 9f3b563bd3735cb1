package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/packages"
)

// watchedFilesMax is how many files are looked at each time.
const watchedFilesMax = 100_000

// snapshot is what files were like at one moment.
type snapshot map[string]stamp

type stamp struct {
	written time.Time
	size    int64
}

// takeSnapshot looks at the files below the roots, and at single ones.
func takeSnapshot(roots, single []string) (snapshot, error) {
	s := snapshot{}
	for _, path := range single {
		if info, err := os.Stat(path); err == nil {
			s[path] = stamp{info.ModTime(), info.Size()}
		}
	}
	for _, root := range roots {
		if err := s.add(root); err != nil {
			return s, err
		}
	}
	return s, nil
}

// add looks below a module's folder, other modules in it left out. What goes away meanwhile is gone.
func (s snapshot) add(root string) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case d.IsDir() && path != root && passedOver(path):
			return fs.SkipDir
		case d.IsDir() || strings.HasPrefix(d.Name(), "."):
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		if s[path] = (stamp{info.ModTime(), info.Size()}); len(s) > watchedFilesMax {
			return &problem{fmt.Sprintf("there are more than %d files below %s", watchedFilesMax, root), "a folder whose name begins with . or _ is passed over"}
		}
		return nil
	})
}

// passedOver is a folder in which no package of this module can be.
func passedOver(dir string) bool {
	name := filepath.Base(dir)
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "node_modules" {
		return true
	}
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

// changes are the files that are new, gone or different since an earlier moment, sorted.
func (s snapshot) changes(since snapshot) []string {
	var changed []string
	for path, now := range s {
		if was, ok := since[path]; !ok || !was.written.Equal(now.written) || was.size != now.size {
			changed = append(changed, path)
		}
	}
	for path := range since {
		if _, ok := s[path]; !ok {
			changed = append(changed, path)
		}
	}
	slices.Sort(changed)
	return changed
}

// absorb takes over from a later moment all that is no source: tests write such files themselves.
func (s snapshot) absorb(later snapshot) {
	maps.DeleteFunc(s, func(path string, _ stamp) bool { return !isSource(path) })
	for path, now := range later {
		if !isSource(path) {
			s[path] = now
		}
	}
}

// with is s and those files of another snapshot that s does not have.
func (s snapshot) with(other snapshot) snapshot {
	all := maps.Clone(other)
	maps.Copy(all, s)
	return all
}

func isSource(path string) bool {
	switch base := filepath.Base(path); {
	case base == "go.mod", base == "go.sum", base == "go.work":
		return true
	default:
		inData := strings.Contains(filepath.ToSlash(path), "/testdata/")
		return strings.HasSuffix(base, ".go") && !inData
	}
}

// scope is which packages are watched, and what they stand on.
type scope struct {
	matched []string            // import paths, sorted
	folders map[string][]string // by folder: the matched packages that have it among what they are built from, tests too
	roots   []string            // the folders of the modules that are here, and may change
	single  []string            // and files elsewhere
}

// scope finds out which packages stand on which folders.
func (c *command) scope(patterns, buildFlags []string) (scope, error) {
	mode := packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule | packages.NeedForTest
	loaded, err := c.load(mode, buildFlags, patterns)
	if err != nil {
		return scope{}, err
	}
	matched, err := c.matchedPackages(loaded, patterns)
	if err != nil {
		return scope{}, err
	}
	s := scope{folders: map[string][]string{}}
	for _, pkg := range matched {
		s.matched = append(s.matched, pkg.PkgPath)
	}
	roots := map[string]bool{}
	for _, pkg := range loaded {
		path := testedPath(pkg)
		if !slices.Contains(s.matched, path) {
			continue
		}
		packages.Visit([]*packages.Package{pkg}, nil, func(on *packages.Package) {
			if root := changingRoot(on); root != "" && on.Dir != "" {
				roots[root] = true
				if !slices.Contains(s.folders[on.Dir], path) {
					s.folders[on.Dir] = append(s.folders[on.Dir], path)
				}
			}
		})
	}
	s.roots = slices.Sorted(maps.Keys(roots))
	if work, _ := c.goEnv("GOWORK"); filepath.IsAbs(work) {
		s.single = []string{work}
	}
	return s, nil
}

// testedPath is the path of the package that a package, or a variant of it that the go command makes for tests, is of.
func testedPath(pkg *packages.Package) string {
	if pkg.ForTest != "" {
		return pkg.ForTest
	}
	return strings.TrimSuffix(pkg.PkgPath, ".test")
}

// changingRoot is the folder of the module that a package is of, "" where that is in the module cache and does not change.
func changingRoot(pkg *packages.Package) string {
	switch m := pkg.Module; {
	case m == nil:
		return ""
	case m.Main:
		return m.Dir
	case m.Replace != nil && m.Replace.Version == "":
		return m.Dir
	}
	return ""
}

// touched are the matched packages that stand on one of the files: all of them where it is about modules.
func (s scope) touched(files []string) []string {
	var paths []string
	for _, file := range files {
		if isSource(file) && !strings.HasSuffix(file, ".go") {
			return slices.Clone(s.matched)
		}
		paths = append(paths, s.of(file)...)
	}
	return paths
}

// of are the packages that stand on one file. What is no Go may be embedded, or read by tests, from any folder above.
func (s scope) of(file string) []string {
	dir := filepath.Dir(file)
	for !isSource(file) && s.folders[dir] == nil && dir != filepath.Dir(dir) {
		dir = filepath.Dir(dir)
	}
	return s.folders[dir]
}

// beyond are the matched packages that an earlier scope did not have.
func (s scope) beyond(earlier scope) []string {
	return slices.DeleteFunc(slices.Clone(s.matched), func(path string) bool { return slices.Contains(earlier.matched, path) })
}

package cli

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// The first system of a newcomer: two actors, two properties, and a bug with a short counterexample. It is text here, since a
// package of this module must not fail its test.
//
//go:embed starter/payment.go.txt
var starterSystem string

//go:embed starter/payment_test.go.txt
var starterTest string

// starterAnswer tells the bug and its mend, in a file of its own: who has found it is to have found it alone.
//
//go:embed starter/ANSWER.md
var starterAnswer string

// starterName is the package's name, and the folder where none is given.
const starterName = "payment"

// starterAnswerFile is where the bug is told.
const starterAnswerFile = "ANSWER.md"

// goVersion is the line in a module that init makes: what Assay itself asks for.
const goVersion = "go 1.26.0"

// starter is what init is about to write.
type starter struct {
	dir     string // where
	shown   string // that directory, as a person named it
	name    string // of the package
	inside  string // the go.mod of the module that dir lies in, or ""
	module  string // the path of the module that is made, where there is none
	sources supply
}

func (c *command) initialize(args []string) int {
	flags := flag.NewFlagSet("init", flag.ContinueOnError)
	module := flags.String("module", "", "")
	flags.Func("C", "", c.changeDir)
	rest, exit, ok := c.parse(flags, args)
	if !ok {
		return exit
	}
	if len(rest) > 1 {
		return c.fail(&problem{fmt.Sprintf("assay init takes one directory, and got %q", rest), "assay init " + rest[0]})
	}
	s, err := c.planStarter(append(rest, starterName)[0], *module)
	if err != nil {
		return c.fail(err)
	}
	if err := c.writeStarter(s); err != nil {
		return c.fail(err)
	}
	if err := c.requireAssay(s); err != nil {
		return c.fail(err)
	}
	fmt.Fprint(c.stdout, s.next(c))
	return exitHolds
}

// planStarter finds out what is to be written where, and refuses what would not work. It writes nothing.
func (c *command) planStarter(shown, module string) (starter, error) {
	s := starter{dir: shown, shown: filepath.ToSlash(filepath.Clean(shown)), sources: supplyOfCommand()}
	if !filepath.IsAbs(s.dir) {
		s.dir = filepath.Join(c.dir, s.dir)
	}
	dir, err := filepath.Abs(s.dir)
	if err != nil {
		return s, err
	}
	s.dir, s.name = dir, packageName(filepath.Base(dir))
	if err := emptyOfGo(s); err != nil {
		return s, err
	}
	if _, err := exec.LookPath("go"); err != nil {
		return s, goMissing(err)
	}
	if s.inside, err = c.moduleAround(dir); err != nil {
		return s, err
	}
	switch {
	case s.inside != "" && module != "":
		return s, &problem{fmt.Sprintf("-module %s, and %s lies in the module of %s already", module, s.shown, s.inside), "leave -module out: a package of that module is made"}
	case s.inside != "":
	case module == "":
		s.module = "example.com/" + s.name
	case !modulePath.MatchString(module):
		return s, &problem{fmt.Sprintf("-module %q is no path of a module", module), "assay init -module example.com/shop"}
	default:
		s.module = module
	}
	return s, nil
}

// modulePath is what may stand behind "module" in a go.mod. The go command says what else is wrong with one.
var modulePath = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._~/-]*$`)

// emptyOfGo refuses a directory that go test passes over, or in which there is a package already.
func emptyOfGo(s starter) error {
	base := filepath.Base(s.dir)
	if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || base == "testdata" {
		return &problem{fmt.Sprintf("%s is a name that ./... passes over, expected another one", base), "assay init " + starterName}
	}
	info, err := os.Stat(s.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.IsDir():
		return &problem{fmt.Sprintf("%s is a file, expected a directory", s.shown), "assay init " + starterName}
	}
	files, err := filepath.Glob(filepath.Join(escapeGlob(s.dir), "*.go"))
	if err == nil && len(files) > 0 {
		return &problem{fmt.Sprintf("%s holds %s already, and nothing is written over", s.shown, filepath.Base(files[0])), "assay init " + strings.TrimPrefix(s.shown+"/first", "./")}
	}
	return err
}

// escapeGlob is a directory's name in a pattern of filepath.Glob.
func escapeGlob(dir string) string {
	if filepath.Separator == '\\' {
		return dir // there is no way to, and no such name
	}
	return regexp.MustCompile(`[*?\[\\]`).ReplaceAllString(dir, `\$0`)
}

// packageName is the directory's name as Go takes it, or that of the starter where nothing is left of it.
func packageName(base string) string {
	name := regexp.MustCompile(`[^a-z0-9]`).ReplaceAllString(strings.ToLower(base), "")
	name = strings.TrimLeft(name, "0123456789")
	reserved := []string{"main", "test", "assay", "check", "break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for",
		"func", "go", "goto", "if", "import", "interface", "map", "package", "range", "return", "select", "struct", "switch", "type", "var"}
	if name == "" || slices.Contains(reserved, name) {
		return starterName
	}
	return name
}

// moduleAround is the go.mod of the module that dir lies in, or would lie in once it is made; "" where there is none.
func (c *command) moduleAround(dir string) (string, error) {
	for {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			break
		}
		if dir == filepath.Dir(dir) {
			return "", nil
		}
		dir = filepath.Dir(dir)
	}
	out, err := c.goIn(dir, "env", "GOMOD")
	if err != nil {
		return "", err
	}
	file := strings.TrimSpace(out)
	if file == os.DevNull {
		return "", nil
	}
	return file, nil
}

// goIn runs the go command in a directory, and answers what it printed. Its own words are the error.
func (c *command) goIn(dir string, args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env = dir, c.env
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return string(out), loadProblem(strings.TrimSpace(said.String()))
	}
	return string(out), err
}

// writeStarter writes the files, each of which must be new.
func (c *command) writeStarter(s starter) error {
	if err := os.MkdirAll(s.dir, 0o777); err != nil {
		return err
	}
	files := []struct{ name, text string }{
		{starterAnswerFile, starterAnswer},
		{starterName + ".go", strings.ReplaceAll(starterSystem, "ackage "+starterName, "ackage "+s.name)},
		{starterName + "_test.go", strings.ReplaceAll(starterTest, "ackage "+starterName, "ackage "+s.name)},
	}
	if s.inside == "" {
		files = append(files, struct{ name, text string }{"go.mod", fmt.Sprintf("module %s\n\n%s\n", s.module, goVersion)})
	}
	for _, f := range files {
		if err := writeNew(filepath.Join(s.dir, f.name), f.text); err != nil {
			return err
		}
	}
	return nil
}

func writeNew(path, text string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return &problem{fmt.Sprintf("%s is there already, and nothing is written over", path), "assay init " + starterName}
	}
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	return errors.Join(err, file.Close())
}

// next is what a person is told when all is written.
func (s starter) next(c *command) string {
	var b strings.Builder
	what := "package " + s.name + " of this module"
	if s.inside == "" {
		what = "module " + s.module
	}
	fmt.Fprintf(&b, "%s: %s, a shop that pays at a bank\n", s.shown, what)
	fmt.Fprintf(&b, "\n  %-18s two actors, two properties, and a bug\n  %-18s hands the system over\n  %-18s what the bug is: for later\n", starterName+".go", starterName+"_test.go", starterAnswerFile)
	if work, _ := c.goIn(s.dir, "env", "GOWORK"); s.inside == "" && strings.HasSuffix(strings.TrimSpace(work), ".work") {
		fmt.Fprintf(&b, "\nA workspace is around it: go work use %s\n", s.shown)
	}
	b.WriteString("\nNext:\n\n")
	if s.shown != "." {
		fmt.Fprintf(&b, "  cd %s\n", s.shown)
	}
	fmt.Fprintf(&b, "  assay check        # or go test\n\nIt fails: a card is charged twice. How that comes about is yours to find in %s.go;\n%s tells it.\n", starterName, starterAnswerFile)
	return b.String()
}

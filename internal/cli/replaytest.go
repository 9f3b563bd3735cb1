package cli

import (
	"errors"
	"fmt"
	"go/format"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/trace"
)

// writeTest writes a behaviour as a regression test: to standard output, or to a file that is not there yet.
func (r *replaySink) writeTest(o side.Outcome, w *wanted, in suite) int {
	c := r.command
	t, err := trace.Parse(o.Trace)
	if err != nil {
		panic(fmt.Sprintf("cli: what a test binary replayed is no trace: %v\n%s", err, o.Trace))
	}
	h := c.handedOver(r.systems, w.system, in, r.options, o.Relaxed)
	text, err := testText(t, o.Trace, h)
	if err != nil {
		panic(fmt.Sprintf("cli: the test is no Go: %v\n%s", err, text))
	}
	if err := c.writeNew(r.form.file, text); err != nil {
		return c.fail(err)
	}
	if h.reason != "" {
		fmt.Fprintf(c.stderr, "assay: the system could not be copied: %s\nhint: put it where the test says so; until then the test fails\n", h.reason)
	}
	if o.Exit == exitHolds {
		fmt.Fprintln(c.stderr, "assay: nothing is violated at the end of the trace, so the test passes as it is")
	}
	return exitHolds
}

func (c *command) writeNew(path, text string) error {
	if path == "" {
		_, err := fmt.Fprint(c.stdout, text)
		return err
	}
	file, err := os.OpenFile(c.path(path), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return isThere(path)
	}
	if err != nil {
		return &problem{fmt.Sprintf("the test could not be written: %v", err), ""}
	}
	_, err = file.WriteString(text)
	return errors.Join(err, file.Close())
}

// testText is a Go file with one test, formatted.
func testText(t trace.Trace, text string, h handed) (string, error) {
	violated, _, found := strings.Cut(t.Title, ": violated after ")
	name := "TestReplay" + camel(t.System)
	says := "replays a behaviour of " + t.System + "."
	if found {
		name += camel(violated)
		says = fmt.Sprintf("replays a behaviour of %s, and fails as long as it violates what it did when\n// it was found: %s.", t.System, violated)
	}
	for n, whole := 2, name; slices.Contains(h.names, name); n++ {
		name = whole + strconv.Itoa(n)
	}
	var b strings.Builder
	if h.build != "" {
		b.WriteString(h.build + "\n\n")
	}
	fmt.Fprintf(&b, "package %s\n\nimport (\n\t\"testing\"\n\n", h.pkg)
	imports := slices.Clone(h.imports)
	if h.reason != "" {
		imports = append(imports, `"github.com/assay-dev/assay"`)
	}
	slices.Sort(imports)
	for _, spec := range slices.Compact(imports) {
		if spec != `"testing"` {
			b.WriteString("\t" + spec + "\n")
		}
	}
	fmt.Fprintf(&b, ")\n\n// %s %s\nfunc %s(t *testing.T) {\n", name, says, name)
	sys := h.text
	if h.reason != "" {
		sys = "sys"
		fmt.Fprintf(&b, "\t// %s.\n\tsys := assay.System{Name: %q} // put the system here\n", upperFirst(h.reason), t.System)
	}
	fmt.Fprintf(&b, "\t%sReplay(t, %s, %s%s)\n}\n", h.check, sys, literal(text), h.options)
	formatted, err := format.Source([]byte(b.String()))
	if err != nil {
		return b.String(), err
	}
	return string(formatted), nil
}

// upperFirst begins a sentence, unless it begins with the name of a file or function.
func upperFirst(sentence string) string {
	first, _, _ := strings.Cut(sentence, " ")
	if strings.Contains(first, ".") {
		return sentence
	}
	return strings.ToUpper(sentence[:1]) + sentence[1:]
}

// literal is a text of lines as a Go string.
func literal(text string) string {
	if !strings.Contains(text, "`") {
		return "`\n" + text + "`"
	}
	var lines []string
	for line := range strings.Lines(text) {
		lines = append(lines, strconv.Quote(line))
	}
	return "\"\" +\n" + strings.Join(lines, " +\n")
}

// camel makes one word of many: "lock/any release" is LockAnyRelease.
func camel(text string) string {
	var b strings.Builder
	upper := true
	for _, r := range text {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			upper = true
		case upper:
			b.WriteRune(unicode.ToUpper(r))
			upper = false
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

package cli

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/assay-dev/assay/conform"
	"github.com/assay-dev/assay/evidence"
)

// recorded is what conform looks for in tests.
var recorded = &subject{
	verb: "conform", path: "github.com/assay-dev/assay/conform", entries: map[string]bool{"Test": true, "Violates": true},
	noun: "recorded history", via: "conform.Test or conform.Violates",
	hint: "a history in a file is judged by assay conform -history jsonl FILE, and one that a test records by conform.Test",
}

// conform judges recorded histories: those in files, and without -history those that the tests of packages judge.
func (c *command) conform(args []string) int {
	isHistory := func(arg string) bool {
		name, _, _ := strings.Cut(arg, "=")
		return name == "-history" || name == "--history"
	}
	if !slices.ContainsFunc(args, isHistory) {
		return c.run(recorded, args)
	}
	var options checkOptions
	var format string
	bound := time.Minute
	flags := flag.NewFlagSet("conform", flag.ContinueOnError)
	flags.StringVar(&format, "history", "", "")
	flags.BoolVar(&options.json, "json", false, "")
	flags.DurationVar(&bound, "time", bound, "")
	flags.Func("C", "", c.changeDir)
	files, exit, ok := c.parse(flags, args)
	if !ok {
		return exit
	}
	if err := historyMisuse(format, files, bound); err != nil {
		return c.fail(err)
	}
	r := newReport(c, options)
	r.begin()
	for _, name := range files {
		record, err := c.judgeFile(name, conform.Format(format), bound)
		if err != nil {
			r.problem(evidence.Problem{Text: err.Error()})
			continue
		}
		r.encode(evidence.Message{Evidence: &record})
		r.records = append(r.records, record)
	}
	return r.end()
}

// historyMisuse says what is wrong with how the verb was called.
func historyMisuse(format string, files []string, bound time.Duration) error {
	var names []string
	for _, f := range conform.Formats() {
		names = append(names, string(f))
	}
	switch {
	case !slices.Contains(names, format):
		hint := "assay help conform"
		if near := nearest(format, names); near != "" {
			hint = "assay conform -history " + near
		}
		return &problem{fmt.Sprintf("there is no format %q of histories; there are: %s", format, strings.Join(names, ", ")), hint}
	case len(files) == 0:
		return &problem{"assay conform -history needs a file, and got none", fmt.Sprintf("assay conform -history %s FILE, where - is standard input", format)}
	case bound <= 0:
		return &problem{fmt.Sprintf("-time is %v, expected more than 0", bound), "assay conform -time 5m"}
	}
	return nil
}

func (c *command) judgeFile(name string, format conform.Format, bound time.Duration) (evidence.Record, error) {
	if name == "-" {
		return conform.File(c.stdin, "standard input", format, conform.Time(bound))
	}
	file, err := c.openFile(name)
	if err != nil {
		return evidence.Record{}, err
	}
	defer file.Close()
	record, err := conform.File(file, name, format, conform.Time(bound))
	record.System = shortPath(name)
	return record, err
}

// pathLenMax is how long the name of a file may be in the head of a report.
const pathLenMax = 40

// shortPath is a path without as many of its first directories as are too many.
func shortPath(path string) string {
	short := filepath.ToSlash(path)
	for len(short) > pathLenMax {
		_, rest, ok := strings.Cut(strings.TrimPrefix(short, ".../"), "/")
		if !ok {
			break
		}
		short = ".../" + rest
	}
	return short
}

func (c *command) openFile(name string) (io.ReadCloser, error) {
	path := c.path(name)
	info, err := os.Stat(path)
	switch {
	case os.IsNotExist(err):
		return nil, &problem{fmt.Sprintf("there is no file %s", name), ""}
	case err == nil && info.IsDir():
		return nil, &problem{fmt.Sprintf("%s is a directory, expected files", name), "name the files: " + filepath.Join(name, "*")}
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, &problem{fmt.Sprintf("%s cannot be read: %v", name, err), ""}
	}
	return file, nil
}

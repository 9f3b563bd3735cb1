package cli

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
	reports "github.com/assay-dev/assay/report"
)

// reportOptions are the flags of report.
type reportOptions struct {
	checkOptions
	outputs []output
	format  string // where no file says another one
	base    string
	from    []string
	sweep   bool
}

// output is a file that a report is written to. A file "-" is standard output.
type output struct{ file, format string }

// report runs all that the tests of packages can show, or reads what earlier runs left, and writes it in whatever forms are asked for.
func (c *command) report(args []string) int {
	c.subject = anything
	var o reportOptions
	patterns, exit, ok := c.parse(c.reportFlags(&o), args)
	if !ok {
		return exit
	}
	base, err := c.prepareReport(&o, patterns)
	if err != nil {
		return c.fail(err)
	}
	whole := reports.Report{Version: buildVersion()}
	if len(o.from) > 0 {
		whole, err = c.readReports(o.from)
	} else {
		whole, err = c.makeReport(patterns, o)
	}
	if err != nil {
		return c.fail(err)
	}
	var trend *reports.Trend
	if base != nil {
		trend = reports.Compare(*base, whole)
	}
	for _, p := range whole.Problems {
		_ = c.fail(&problem{text: withoutRoom(p.Text)})
	}
	c.annotate(whole, trend)
	return c.writeReports(o, whole, trend)
}

func (c *command) reportFlags(o *reportOptions) *flag.FlagSet {
	flags := flag.NewFlagSet("report", flag.ContinueOnError)
	flags.Func("o", "", func(file string) error {
		if file == "" {
			return fmt.Errorf("expected a file")
		}
		o.outputs = append(o.outputs, output{file: file})
		return nil
	})
	flags.Func("format", "", func(format string) error {
		if !slices.Contains(reports.Formats, format) {
			return fmt.Errorf("expected one of %s", strings.Join(reports.Formats, ", "))
		}
		o.format = format
		return nil
	})
	flags.StringVar(&o.base, "base", "", "")
	flags.Func("from", "", func(file string) error {
		o.from = append(o.from, file)
		return nil
	})
	flags.BoolVar(&o.sweep, "sweep", false, "")
	flags.StringVar(&o.run, "run", "", "")
	flags.Func("count", "", o.readCount)
	flags.BoolVar(&o.verbose, "v", false, "")
	c.vetFlag(flags, &o.checkOptions)
	c.timeFlag(flags)
	c.sharedFlags(flags, &o.timeout, &o.tags)
	return flags
}

// prepareReport finds out what is wrong with what a person asked for before anything runs, and reads the earlier report.
func (c *command) prepareReport(o *reportOptions, patterns []string) (*reports.Report, error) {
	if len(o.from) > 0 && len(patterns) > 0 {
		return nil, &problem{fmt.Sprintf("-from reads a report, and %s names packages to make one of", patterns[0]), "leave out one of them"}
	}
	if len(o.outputs) == 0 {
		o.outputs = []output{{file: "-"}}
	}
	for i, out := range o.outputs {
		format, known := reports.FormatOf(out.file)
		switch {
		case o.format != "" && (out.file == "-" || !known || len(o.outputs) == 1):
			format = o.format
		case out.file == "-":
			format = "text"
		case !known:
			return nil, &problem{fmt.Sprintf("the name %s does not say in which format to write", out.file), "-format takes one of " + strings.Join(reports.Formats, ", ") + "; file names end in .html, .md, .json, .sarif or .xml"}
		}
		o.outputs[i].format = format
	}
	if o.base == "" {
		return nil, nil
	}
	base, err := c.readReport(o.base)
	return &base, err
}

// readReports joins reports that were written as JSON: what checks, simulates and reads code may run in several places.
func (c *command) readReports(files []string) (whole reports.Report, err error) {
	for _, file := range files {
		r, err := c.readReport(file)
		if err != nil {
			return whole, err
		}
		whole.Version = r.Version
		whole.Records = append(whole.Records, r.Records...)
		whole.Sweeps = append(whole.Sweeps, r.Sweeps...)
		whole.Series = append(whole.Series, r.Series...)
		whole.Problems = append(whole.Problems, r.Problems...)
	}
	return whole, nil
}

func (c *command) readReport(file string) (reports.Report, error) {
	in := c.stdin
	if file != "-" {
		opened, err := os.Open(c.path(file))
		if err != nil {
			return reports.Report{}, &problem{fmt.Sprintf("the report %s could not be read: %v", file, err), "assay report -o FILE.json writes one, and so does assay check -json"}
		}
		defer opened.Close()
		in = opened
	}
	r, err := reports.Read(in)
	if err != nil {
		return reports.Report{}, &problem{fmt.Sprintf("%s is no report: %v", file, withoutRoom(err.Error())), ""}
	}
	return r, nil
}

// makeReport runs the tests, and with -sweep once more in the mode in which each sweeps its system.
func (c *command) makeReport(patterns []string, o reportOptions) (reports.Report, error) {
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	c.env = append(c.env, evidence.SeriesVariable+"=1")
	jobs, found, err := c.plan(patterns, o.checkOptions)
	if err != nil {
		return reports.Report{}, err
	}
	r := newReport(c, o.checkOptions)
	for _, s := range found.missing {
		r.problem(evidence.Problem{Package: s.path, Text: c.subject.none(s.name)})
	}
	reading := c.readCode(patterns, o.checkOptions)
	c.execute(jobs, o.goFlags(), "", r)
	r.checkFilter(jobs)
	r.read(c.await(reading, patterns))
	if o.sweep {
		c.sweepAlso(jobs, o, r)
	}
	r.meter.clear()
	whole := r.whole()
	for i, p := range whole.Problems {
		whole.Problems[i].Text = r.placed(p)
	}
	return whole, nil
}

// sweepAlso sweeps each system. What the tests swept of their own accord is replaced: it is in this too.
func (c *command) sweepAlso(jobs []job, o reportOptions, r *report) {
	env := c.env
	c.env = append(slices.Clone(env), "ASSAY_SWEEP=declared")
	defer func() { c.env = env }()
	for i := range jobs {
		jobs[i].selective = true
	}
	s := newSweepSink(c)
	c.execute(jobs, o.goFlags(), "", s)
	r.sweeps = s.sorted()
	for _, p := range s.problems {
		r.problem(p)
	}
}

// writeReports writes the report in all forms, and answers the exit status.
func (c *command) writeReports(o reportOptions, whole reports.Report, trend *reports.Trend) int {
	exit := whole.Summary().Exit
	for _, out := range o.outputs {
		write := func(w io.Writer) error { return reports.Write(w, out.format, whole, trend) }
		switch {
		case out.file != "-":
			if err := c.writeFile(out.file, write); err != nil {
				exit = c.fail(&problem{fmt.Sprintf("the report could not be written: %v", err), ""})
				continue
			}
			fmt.Fprintf(c.stderr, "assay: wrote %s\n", out.file)
		case out.format == "text":
			if err := reports.TextWhole(c.stdout, whole, trend, terminalOptions(c, c.stdout)); err != nil {
				exit = c.fail(err)
			}
		default:
			if err := write(c.stdout); err != nil {
				exit = c.fail(err)
			}
		}
	}
	return exit
}

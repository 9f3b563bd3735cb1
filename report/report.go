package report

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
)

// Report is what one run left.
type Report struct {
	Version  string // of the command that ran
	Records  []evidence.Record
	Sweeps   []evidence.Sweep
	Series   []evidence.Series
	Problems []evidence.Problem
}

// Summary is what a report comes to.
func (r Report) Summary() evidence.Summary { return evidence.Summarize(r.Records, len(r.Problems)) }

// Read is the report of a stream of messages, as -json or JSON writes it. A stream that ends before its summary is an error: what is
// missing in it would be missed by nobody.
func Read(in io.Reader) (r Report, err error) {
	d := evidence.NewDecoder(in)
	whole := false
	for {
		m, err := d.Decode()
		if errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if err != nil {
			return Report{}, err
		}
		r.add(m)
		whole = whole || m.Summary != nil
	}
	if !whole {
		return Report{}, errors.New("report: the stream ends without a summary, expected a whole one\nhint: the command that wrote it did not end, or its output was cut")
	}
	return r, nil
}

func (r *Report) add(m evidence.Message) {
	switch {
	case m.Config != nil:
		r.Version = m.Config.Version
	case m.Evidence != nil:
		r.Records = append(r.Records, *m.Evidence)
	case m.Sweep != nil:
		r.Sweeps = append(r.Sweeps, *m.Sweep)
	case m.Series != nil:
		r.Series = append(r.Series, *m.Series)
	case m.Error != nil:
		r.Problems = append(r.Problems, *m.Error)
	}
}

// JSON writes the report as a stream of messages, which Read reads, and -base.
func JSON(w io.Writer, r Report) error {
	e := evidence.NewEncoder(w)
	summary := r.Summary()
	messages := []evidence.Message{{Config: &evidence.Config{Protocol: evidence.Protocol, Version: r.Version}}}
	for i := range r.Records {
		messages = append(messages, evidence.Message{Evidence: &r.Records[i]})
	}
	for i := range r.Sweeps {
		messages = append(messages, evidence.Message{Sweep: &r.Sweeps[i]})
	}
	for i := range r.Series {
		messages = append(messages, evidence.Message{Series: &r.Series[i]})
	}
	for i := range r.Problems {
		messages = append(messages, evidence.Message{Error: &r.Problems[i]})
	}
	for _, m := range append(messages, evidence.Message{Summary: &summary}) {
		if err := e.Encode(m); err != nil {
			return fmt.Errorf("report: %w", err)
		}
	}
	return nil
}

// Formats are the forms in which Write writes a report, by the names that -format takes.
var Formats = []string{"html", "json", "junit", "markdown", "sarif", "text"}

// suffixes say which form a file has.
var suffixes = []struct{ suffix, format string }{
	{".html", "html"}, {".htm", "html"}, {".sarif", "sarif"}, {".sarif.json", "sarif"}, {".json", "json"}, {".jsonl", "json"},
	{".xml", "junit"}, {".md", "markdown"}, {".markdown", "markdown"}, {".txt", "text"},
}

// FormatOf is the form that a file has by its name, of several suffixes by the longest.
func FormatOf(file string) (format string, ok bool) {
	longest := 0
	for _, s := range suffixes {
		if strings.HasSuffix(strings.ToLower(file), s.suffix) && len(s.suffix) > longest {
			format, longest = s.format, len(s.suffix)
		}
	}
	return format, longest > 0
}

// Write writes a report in one of Formats. Trend is how it differs from an earlier one, nil where nobody asked: JSON, SARIF and JUnit
// have no place for it.
func Write(w io.Writer, format string, r Report, trend *Trend) error {
	switch format {
	case "html":
		return HTML(w, r, trend)
	case "json":
		return JSON(w, r)
	case "junit":
		return JUnit(w, r)
	case "markdown":
		return Markdown(w, r, trend)
	case "sarif":
		return SARIF(w, r.Version, r.Results())
	case "text":
		return errors.Join(TextWhole(w, r, trend, Options{}), textProblems(w, r.Problems))
	}
	return fmt.Errorf("report: there is no format %q, expected one of %s", format, strings.Join(Formats, ", "))
}

// byPlace sorts records by package and system. Those of one system keep their order.
func byPlace(a, b evidence.Record) int {
	return cmp.Or(strings.Compare(a.Package, b.Package), strings.Compare(a.System, b.System))
}

// sorted are the records by place.
func (r Report) sorted() []evidence.Record {
	return slices.SortedStableFunc(slices.Values(r.Records), byPlace)
}

// TextWhole writes the records, the sweeps and what changed, for a terminal. Problems are told elsewhere there.
func TextWhole(w io.Writer, r Report, trend *Trend, o Options) error {
	if err := Text(w, r.Records, o); err != nil {
		return err
	}
	for _, s := range r.Sweeps {
		err := written(w, []byte("\n"))
		if err == nil {
			err = TextSweep(w, s, o)
		}
		if err != nil {
			return err
		}
	}
	return TextTrend(w, trend, o)
}

func textProblems(w io.Writer, problems []evidence.Problem) error {
	for _, p := range problems {
		if err := written(w, []byte("\ncould not run: "+lines(p.Text)+"\n")); err != nil {
			return err
		}
	}
	return nil
}

// failing are the records that fail a test: what is violated first.
func (r Report) failing() (all []evidence.Record) {
	for _, verdict := range []bool{true, false} {
		for _, record := range r.sorted() {
			if record.Fails() && (record.Verdict == evidence.Violated) == verdict {
				all = append(all, record)
			}
		}
	}
	return all
}

// caught are the violations that tests ask for, and that can be shown.
func (r Report) caught() (all []evidence.Record) {
	for _, record := range r.sorted() {
		if record.Verdict == evidence.Violated && record.Expected && (record.Trace != nil || len(record.Picture) > 0) {
			all = append(all, record)
		}
	}
	return all
}

// verdictWords are a record's verdict with what it means for the exit status.
func verdictWords(r evidence.Record) string {
	switch {
	case failedTest(r):
		return "failed"
	case r.Verdict == evidence.Violated && r.Expected:
		return "violated, as expected"
	case r.Verdict == evidence.Unknown && r.Accepted != "":
		return "unknown, accepted"
	}
	return string(r.Verdict)
}

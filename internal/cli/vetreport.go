package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
	reports "github.com/assay-dev/assay/report"
	"github.com/assay-dev/assay/vet"
)

// vetReport is what the analyzers found, for people and as evidence.
type vetReport struct {
	command  *command
	options  vetOptions
	found    []vet.Finding
	problems []evidence.Problem
}

// codeSystem stands where other records name a system: the analyzers read all the code of a package.
const codeSystem = "(code)"

// techniqueVet is the technique of the records that come from reading code.
const techniqueVet = "vet"

// end prints the report, and answers the exit status: no finding is 0 also where nothing is held to anything.
func (r *vetReport) end() int {
	records := vetRecords(r.found, r.command.place)
	summary := evidence.Summarize(records, len(r.problems))
	if len(r.problems) == 0 && summary.Exit == exitProblem {
		summary.Exit = exitHolds
	}
	switch {
	case r.options.json:
		if err := r.stream(records, summary); err != nil {
			return r.command.fail(err)
		}
	case len(r.problems) == 0:
		r.print()
	}
	for _, p := range r.problems {
		_ = r.command.fail(&problem{text: p.Text})
	}
	if r.options.sarif != "" {
		if err := r.command.writeFile(r.options.sarif, func(w io.Writer) error { return reports.SARIF(w, buildVersion(), r.results()) }); err != nil {
			return r.command.fail(&problem{fmt.Sprintf("the report in SARIF could not be written: %v", err), ""})
		}
	}
	r.annotate()
	return summary.Exit
}

func (r *vetReport) stream(records []evidence.Record, summary evidence.Summary) error {
	encoder := evidence.NewEncoder(r.command.stdout)
	messages := []evidence.Message{{Config: &evidence.Config{Protocol: evidence.Protocol, Version: buildVersion()}}}
	for _, record := range records {
		messages = append(messages, evidence.Message{Evidence: &record})
	}
	for _, p := range r.problems {
		messages = append(messages, evidence.Message{Error: &p})
	}
	for _, m := range append(messages, evidence.Message{Summary: &summary}) {
		if err := encoder.Encode(m); err != nil {
			return err
		}
	}
	return nil
}

// print is the report for people: findings first, and a line that counts all there is. With -v what fails nothing stands behind the
// findings, and the advice of an analyzer also where a person named it.
func (r *vetReport) print() {
	out := r.command.stdout
	count, advice := map[string]int{}, map[string]int{}
	for _, f := range r.found {
		if f.Category != vet.Ignored || f.Analyzer == "directive" { // each ignore is counted once, however much it takes back
			count[f.Category]++
		}
		if f.Category == vet.Advice {
			advice[f.Analyzer]++
		}
	}
	for _, category := range []string{"", vet.Advice, vet.Ignored, vet.Residual} {
		for _, f := range r.found {
			if f.Category == category && (category == "" || r.options.verbose || category == vet.Advice && r.options.names(f.Analyzer)) {
				fmt.Fprintln(out, r.line(f))
			}
		}
	}
	fmt.Fprintln(out, r.total(count, advice))
}

// line is one finding, in the form that editors understand.
func (r *vetReport) line(f vet.Finding) string {
	text := f.Message
	for _, related := range f.Related {
		text += fmt.Sprintf("\n\t%s: %s", r.command.place(related.Posn), related.Message)
	}
	sort := f.Analyzer
	if f.Category != "" {
		sort += " (" + categoryWords[f.Category] + ")"
	}
	return fmt.Sprintf("%s: %s: %s", r.command.place(f.Posn), sort, text)
}

// categoryWords are the categories as a report says them.
var categoryWords = map[string]string{vet.Advice: "advice", vet.Ignored: "ignored", vet.Residual: "not shown"}

// total counts what was held and what was found.
func (r *vetReport) total(count, advice map[string]int) string {
	held := count[vet.Held]
	parts := []string{fmt.Sprintf("held to be pure, deterministic and total: %s", plural(held, "function")), plural(count[""], "finding")}
	line := strings.Join(parts, "; ")
	var hidden []string
	if n := count[vet.Advice]; n > 0 {
		hidden = append(hidden, fmt.Sprintf("%d of advice (%s)", n, tally(advice)))
	}
	if n := count[vet.Ignored]; n > 0 {
		hidden = append(hidden, fmt.Sprintf("%d ignored", n))
	}
	if n := count[vet.Residual]; n > 0 {
		hidden = append(hidden, fmt.Sprintf("%d not shown", n))
	}
	if len(hidden) > 0 {
		line += "; " + strings.Join(hidden, ", ")
		if !r.options.verbose {
			line += "; assay vet -v lists them"
		}
	}
	if count[""] > 0 {
		line += "\nassay explain " + r.first() + " says what that is about"
	}
	return line
}

// tally is how often each analyzer spoke, in the order of their names: "flagparam 90, sentinel 56".
func tally(count map[string]int) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(count)) {
		parts = append(parts, fmt.Sprintf("%s %d", name, count[name]))
	}
	return strings.Join(parts, ", ")
}

func (r *vetReport) first() string {
	at := slices.IndexFunc(r.found, func(f vet.Finding) bool { return f.Category == "" })
	return r.found[at].Analyzer
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// heldTo are the analyzers that hold handlers to a law.
var heldTo = []string{"pure", "deterministic", "total"}

// vetRecords are findings as evidence: a record for each, and for each package with functions that are held to something what was
// shown of them. Places are named by place.
func vetRecords(found []vet.Finding, place func(string) string) []evidence.Record {
	byPackage := map[string][]vet.Finding{}
	for _, f := range found {
		byPackage[packageOf(f)] = append(byPackage[packageOf(f)], f)
	}
	var records []evidence.Record
	for _, path := range slices.Sorted(maps.Keys(byPackage)) {
		hinted, figures := map[string]bool{}, readFigures(byPackage[path])
		for _, f := range byPackage[path] {
			if f.Category != "" {
				continue
			}
			why := fmt.Sprintf("%s: %s", place(f.Posn), f.Message)
			if !hinted[f.Analyzer] {
				why += "\nhint: " + fixHint(f)
			}
			hinted[f.Analyzer] = true
			records = append(records, evidence.Record{
				Package: path, System: codeSystem, Finding: f.Analyzer, Technique: techniqueVet, Verdict: evidence.Violated, Why: why, Figures: figures,
			})
		}
		for _, name := range vet.Names() {
			if record, ok := shownRecord(path, name, byPackage[path], place); ok {
				records = append(records, record)
			}
		}
	}
	return records
}

// fixHint is what to do about a finding, told once for each analyzer: who only runs check has not met vet's flags.
func fixHint(f vet.Finding) string {
	hint := "assay explain " + f.Analyzer
	switch {
	case len(f.Fixes) == 0:
		return hint
	case f.Analyzer == "exhaustive":
		return "assay vet -fix adds the cases; " + hint
	}
	return "assay vet -fix mends it; " + hint
}

// readFigures is how many functions of a package are held to the laws. It is one number for all records of the package, so that a report
// says it once, beside findings too.
func readFigures(found []vet.Finding) map[string]uint64 {
	held := uint64(0)
	for _, f := range found {
		if f.Category == vet.Held {
			held++
		}
	}
	if held == 0 {
		return nil
	}
	return map[string]uint64{"functions": held}
}

// shownRecord says what was shown of a package by an analyzer that has no finding in it: that the functions which are held to its
// law keep it. What a writer took back is an assumption. An analyzer that holds nothing, and is ignored nowhere, has no record.
func shownRecord(path, name string, found []vet.Finding, place func(string) string) (evidence.Record, bool) {
	record := evidence.Record{Package: path, System: codeSystem, Property: name, Technique: techniqueVet, Verdict: evidence.Holds}
	var functions []string
	for _, f := range found {
		switch {
		case f.Category == "" && f.Analyzer == name:
			return record, false // its findings are the records
		case f.Category == vet.Held && slices.Contains(heldTo, name):
			functions = append(functions, f.Message)
		case f.Category == vet.Ignored && f.Analyzer == "directive" && strings.HasPrefix(f.Message, name+": "):
			reason := strings.TrimPrefix(f.Message, name+": ")
			record.Assumptions = append(record.Assumptions, evidence.Entry{Name: "ignored at " + place(f.Posn), Value: reason})
		case f.Category == vet.Residual && f.Analyzer == name:
			record.NotCovered = append(record.NotCovered, fmt.Sprintf("%s: %s", place(f.Posn), f.Message))
		}
	}
	if len(functions) > 0 {
		record.Figures = readFigures(found)
		record.Coverage = []evidence.Entry{{Name: "functions", Value: strings.Join(functions, ", ")}}
	}
	return record, len(functions)+len(record.Assumptions)+len(record.NotCovered) > 0
}

// results are the findings, and the advice as notes, beside the code that they are about.
func (r *vetReport) results() (all []reports.Result) {
	for _, f := range r.found {
		if f.Category != "" && f.Category != vet.Advice {
			continue
		}
		file, line, _ := f.Place()
		result := reports.Result{Rule: f.Analyzer, Level: "error", Text: f.Message, At: &evidence.Place{File: r.command.relative(file), Line: line}}
		if f.Category == vet.Advice {
			result.Level = "note"
		}
		all = append(all, result)
	}
	return all
}

// annotate shows the first findings beside the code where GitHub Actions runs the command.
func (r *vetReport) annotate() {
	if r.command.getenv("GITHUB_ACTIONS") != "true" {
		return
	}
	for _, line := range reports.Annotations(r.results()) {
		fmt.Fprintln(r.command.stderr, line)
	}
	r.command.summarize(func(w io.Writer) error {
		copied := *r.command
		copied.stdout = &strings.Builder{}
		(&vetReport{command: &copied, options: r.options, found: r.found}).print()
		_, err := fmt.Fprintf(w, "## Assay: the code was read\n\n%s\n", reports.Fenced(fmt.Sprint(copied.stdout)))
		return err
	})
}

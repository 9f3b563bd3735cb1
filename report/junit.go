package report

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/assay-dev/assay/evidence"
)

// The elements of JUnit's XML that the tools which read it agree on.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Time     string      `xml:"time,attr,omitempty"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string     `xml:"classname,attr"`
		Name    string     `xml:"name,attr"`
		File    string     `xml:"file,attr,omitempty"`
		Line    int        `xml:"line,attr,omitempty"`
		Failure *junitText `xml:"failure"`
		Error   *junitText `xml:"error"`
		Skipped *junitText `xml:"skipped"`
		Out     string     `xml:"system-out,omitempty"`
	}
	junitText struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// JUnit writes the report as JUnit XML: a suite for each system and a case for each claim. What is violated is a failure, what is
// unknown an error, and an unknown that is accepted is skipped, with the reason.
func JUnit(w io.Writer, r Report) error {
	all := junitSuites{Name: "assay"}
	for _, g := range groups(r.Records) {
		all.add(suiteOf(g))
	}
	if len(r.Problems) > 0 {
		s := junitSuite{Name: "what could not run"}
		for _, p := range r.Problems {
			s.add(junitCase{Class: className(cmp.Or(p.Package, "assay"), p.System), Name: cmp.Or(xmlText(p.Test), "problem"),
				Error: &junitText{Message: xmlText(firstLine(p.Text)), Text: xmlText(p.Text)}})
		}
		all.add(s)
	}
	text, err := xml.MarshalIndent(all, "", "  ")
	if err != nil {
		return fmt.Errorf("report: JUnit: %w", err)
	}
	return written(w, []byte(xml.Header+string(text)+"\n"))
}

func suiteOf(g group) junitSuite {
	s := junitSuite{Name: className(g.pkg, g.system)}
	took := 0.
	for _, r := range g.records {
		took = max(took, r.Measured["seconds"])
		s.add(caseOf(r))
	}
	if took > 0 {
		s.Time = fmt.Sprintf("%.3f", took)
	}
	return s
}

func caseOf(r evidence.Record) junitCase {
	c := junitCase{Class: className(r.Package, r.System), Name: xmlText(strings.TrimSpace(cmp.Or(r.Technique, "test") + ": " + title(r)))}
	if r.At != nil {
		c.File, c.Line = xmlText(r.At.File), r.At.Line
	}
	text := &junitText{Message: xmlText(cmp.Or(firstLine(r.Why), string(r.Verdict))), Text: xmlText(details(r))}
	switch {
	case r.Verdict == evidence.Holds:
	case r.Verdict == evidence.Violated && r.Expected:
		c.Out = "violated, as expected\n" + text.Text
	case r.Verdict == evidence.Violated:
		c.Failure = text
	case r.Accepted != "":
		c.Skipped = &junitText{Message: xmlText("unknown, accepted: " + r.Accepted)}
	default:
		c.Error = text
	}
	return c
}

// details are why and the way there.
func details(r evidence.Record) string {
	text := r.Why
	if r.Trace != nil {
		text += "\n\n" + r.Trace.String()
	} else if len(r.Picture) > 0 {
		text += "\n\n" + strings.Join(r.Picture, "\n")
	}
	return strings.TrimSpace(text)
}

func className(pkg, system string) string { return xmlText(strings.Trim(pkg+"."+system, ".")) }

func (s *junitSuites) add(suite junitSuite) {
	s.Tests, s.Failures, s.Errors, s.Skipped = s.Tests+suite.Tests, s.Failures+suite.Failures, s.Errors+suite.Errors, s.Skipped+suite.Skipped
	s.Suites = append(s.Suites, suite)
}

func (s *junitSuite) add(c junitCase) {
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Error != nil:
		s.Errors++
	case c.Skipped != nil:
		s.Skipped++
	}
	s.Cases = append(s.Cases, c)
}

// xmlText is a text whose lines stay, and in which what does not show itself is escaped: XML has no place for most of it.
func xmlText(text string) string { return lines(text) }

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

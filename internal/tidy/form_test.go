package tidy

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"regexp"
	"strings"
)

const (
	functionLinesMax = 70
	fileLinesMax     = 500
)

// filesAreFormatted is gofmt.
func filesAreFormatted(h *house) (complaints []string) {
	for _, f := range h.goFiles() {
		if formatted, err := format.Source(f.source); err != nil || !bytes.Equal(formatted, f.source) {
			complaints = append(complaints, f.path+": not formatted, run gofmt -w")
		}
	}
	return complaints
}

// functionsFitAScreen holds functions to functionLinesMax lines, those of tests too.
func functionsFitAScreen(h *house) (complaints []string) {
	for _, f := range h.goFiles() {
		for _, d := range f.syntax.Decls {
			first, last := h.fset.Position(d.Pos()).Line, h.fset.Position(d.End()).Line
			if fn, ok := d.(*ast.FuncDecl); ok && last-first+1 > functionLinesMax {
				complaints = append(complaints, h.at(fn.Pos(), "%s has %d lines, at most %d are allowed", fn.Name.Name, last-first+1, functionLinesMax))
			}
		}
	}
	return complaints
}

// filesAreShort holds Go files to fileLinesMax lines.
func filesAreShort(h *house) (complaints []string) {
	for _, f := range h.goFiles() {
		if f.lines() > fileLinesMax {
			complaints = append(complaints, fmt.Sprintf("%s: %d lines, at most %d are allowed", f.path, f.lines(), fileLinesMax))
		}
	}
	return complaints
}

// filesEndWithNewline holds for every file that is read by people.
func filesEndWithNewline(h *house) (complaints []string) {
	for _, f := range h.files {
		if len(f.source) > 0 && f.source[len(f.source)-1] != '\n' {
			complaints = append(complaints, f.path+": does not end with a newline")
		}
	}
	return complaints
}

// unfinished are the words by which people mark what is not done. They are put together here so that this file has none.
var unfinished = regexp.MustCompile(`\b(` + strings.Join([]string{"TO" + "DO", "FIX" + "ME", "X" + "XX"}, "|") + `)\b`)

// nothingIsUnfinished looks for those words: what is not done is an issue, not a comment.
func nothingIsUnfinished(h *house) (complaints []string) {
	for _, f := range h.goFiles() {
		for i, line := range strings.Split(string(f.source), "\n") {
			if word := unfinished.FindString(line); word != "" {
				complaints = append(complaints, fmt.Sprintf("%s:%d: says %s", f.path, i+1, word))
			}
		}
	}
	return complaints
}

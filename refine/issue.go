package refine

import (
	"errors"
	"fmt"
	"strings"
)

// Issue is one thing that is wrong with a message from outside.
type Issue struct {
	Path string // where, as lines[2].id; empty for the whole
	Got  string // what was there, shortened: a value, "absent" or "null"
	Want string // what should have been there
}

// String is the issue as one line.
func (i Issue) String() string {
	if i.Path == "" {
		return fmt.Sprintf("got %s, expected %s", i.Got, i.Want)
	}
	return fmt.Sprintf("%s: got %s, expected %s", i.Path, i.Got, i.Want)
}

// Issues is everything that is wrong with a message, in the order of the fields of what it should have become.
type Issues []Issue

// Error is one issue a line.
func (is Issues) Error() string {
	lines := make([]string, len(is))
	for i, issue := range is {
		lines[i] = issue.String()
	}
	return "refine: " + strings.Join(lines, "\n")
}

// Err is the issues as an error, which is nil where there are none: a nil Issues in an error is not nil.
func (is Issues) Err() error {
	if len(is) == 0 {
		return nil
	}
	return is
}

// issuesMax limits how many issues are reported of one message: someone may send a list of a million wrong things.
const issuesMax = 1000

// depthMax limits how deep a message is nested.
const depthMax = 1000

var errDeep = errors.New("nested too deeply")

// A parsing is one run of ParseAll or FromJSON: where it is, and what it found so far.
type parsing struct {
	path   []string // with the . or the [ ] of each part
	issues Issues
	// earlier is what decoding found, by path. It is reported where ParseAll comes by.
	earlier map[string]*found
}

// found are the issues of one place. What is unread could not be decoded: that it is absent then, or 0, is no further issue.
type found struct {
	issues []Issue
	unread bool
}

func (p *parsing) enter(part string) { p.path = append(p.path, part) }

func (p *parsing) leave() {
	if len(p.earlier) > 0 {
		p.reportEarlier(len(p.path))
	}
	p.path = p.path[:len(p.path)-1]
}

// at is the path of the first n parts.
func (p *parsing) at(n int) string { return strings.TrimPrefix(strings.Join(p.path[:n], ""), ".") }

// add reports an issue here, unless this or what it is in could not be decoded.
func (p *parsing) add(got, want string) {
	for n := len(p.path); n >= 0 && len(p.earlier) > 0; n-- {
		if p.reportEarlier(n) {
			return
		}
	}
	p.report(Issue{p.at(len(p.path)), got, want})
}

// reportEarlier reports once what decoding found at the first n parts of the path, and says whether that was not to be read.
func (p *parsing) reportEarlier(n int) (unread bool) {
	f := p.earlier[p.at(n)]
	if f == nil {
		return false
	}
	p.report(f.issues...)
	f.issues = nil
	return f.unread
}

// report keeps issues up to issuesMax, and after those one that says so.
func (p *parsing) report(issues ...Issue) {
	for _, i := range issues {
		switch {
		case len(p.issues) < issuesMax:
			p.issues = append(p.issues, i)
		case len(p.issues) == issuesMax:
			p.issues = append(p.issues, Issue{Got: "further issues", Want: fmt.Sprintf("at most %d", issuesMax)})
		}
	}
}

// full says that nothing more is reported.
func (p *parsing) full() bool { return len(p.issues) > issuesMax }

// deep says whether p is nested too deeply to go on, and reports that.
func (p *parsing) deep() bool {
	if len(p.path) <= depthMax {
		return false
	}
	p.add(errDeep.Error(), fmt.Sprintf("at most %d levels", depthMax))
	return true
}

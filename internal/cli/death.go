package cli

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/side"
)

// death is that a test binary ended before its tests did: a stack overflow, os.Exit in a handler, a fatal error, a signal. It
// could say nothing itself, so this is pieced together from its last words and its black boxes.
type death struct {
	records []evidence.Record
	// unknown is set where nothing is wrong but the time: what is to be said of the tests that were running, and why others did
	// not run.
	unknown, why string
	// again says that the tests that did not come to run should run in another process. It is false where no test came to run:
	// the next process would die in the same place, for ever.
	again bool
	// own says that it was no handler that killed it: the test that was running failed by itself.
	own   bool
	words string // the last ones, which may stand in the output of another test
}

// rawShownMax is how many bytes of an encoded input are shown.
const rawShownMax = 64

// findDeath is nil where the tests ran to their end.
func findDeath(j job, c *collector, end ending) *death {
	switch {
	case c.vanished(end):
		c.reopen()
	case !c.unfinished(end) && !end.killed && (c.ended || c.cached || !c.failed):
		return nil
	}
	words := lastWords(c, end)
	switch {
	case end.ended != "" || end.killed:
		return &death{why: cmp.Or(end.ended, endInterrupted), unknown: cmp.Or(end.ended, endInterrupted) + " before it could say what it had found"}
	case c.unfinished(end):
		why := fmt.Sprintf("go test did not end by itself (%s)", end.status)
		return &death{why: why, unknown: why}
	case fromOutside(words):
		why := fmt.Sprintf("the test binary was killed from outside (%s)", firstWord(words))
		return &death{why: why, unknown: why, again: len(c.order) > 0}
	case strings.Contains(words, "panic: test timed out"):
		return &death{why: "the tests before it took all the time", unknown: timedOut(words, end.calls)}
	case len(end.calls) == 0:
		return &death{own: true, words: words, why: "the test binary died before its first test: " + firstWord(words), again: len(c.order) > 0}
	}
	return &death{
		records: []evidence.Record{fatalCall(words, end.calls)},
		why:     "the test binary died before its first test",
		again:   len(c.order) > 0,
	}
}

// took says whether a death is the reason that a test did not pass: it was running, or did not come to run.
func (d *death) took(status string, family []*testRun) bool {
	return d != nil && (len(family) == 0 || status == "" || status == "fail" && dying(family[0].output) != "")
}

// fromOutside says whether a person or the system killed the process, as Linux does when memory runs out. Whatever handler was
// running then is not to blame. A handler that sends itself such a signal is not told apart: it is unknown, never a pass.
func fromOutside(words string) bool {
	for _, sign := range []string{"signal: killed", "signal: terminated", "signal: hangup", "signal: interrupt", "signal: quit", "SIGQUIT: quit"} {
		if strings.HasPrefix(words, sign) {
			return true
		}
	}
	return false
}

// fatalCall is the finding that a handler killed the process.
func fatalCall(words string, calls []side.Call) evidence.Record {
	r := evidence.Record{
		System:     systemOf(calls),
		Finding:    "total",
		Technique:  "check",
		Verdict:    evidence.Violated,
		NotCovered: []string{"all that this test binary had not explored when it died"},
	}
	if strings.Contains(words, "all goroutines are asleep") {
		r.Finding = "returns"
	}
	var made []string
	for _, call := range calls {
		made = append(made, callText(call))
	}
	what := made[0]
	if len(made) > 1 {
		what = "one of these calls, which were being made at once: " + strings.Join(made, "; ")
	}
	r.Why = fmt.Sprintf("the test binary died (%s) in %s", firstWord(words), what)
	return r
}

func callText(call side.Call) string {
	input := call.Input
	if call.Raw {
		input = fmt.Sprintf("the input encoded as %x", call.Input[:min(len(call.Input), rawShownMax)])
		call.Cut = call.Cut || len(call.Input) > rawShownMax
	}
	if call.Cut {
		input += "..."
	}
	return fmt.Sprintf("%s on %s", call.Handler, input)
}

func timedOut(words string, calls []side.Call) string {
	why := strings.TrimPrefix(firstWord(words), "panic: ")
	if len(calls) > 0 {
		why += ", while it was in " + callText(calls[0])
	}
	return why
}

func systemOf(calls []side.Call) string {
	if len(calls) == 0 {
		return ""
	}
	return calls[0].System
}

// lastWords are what a dying process printed: they stand in the output of whichever test was running.
func lastWords(c *collector, end ending) string {
	for _, t := range c.order {
		if words := dying(t.output); words != "" {
			return words
		}
	}
	if words := dying(c.output); words != "" {
		return words
	}
	return dying(end.stderr)
}

// dying is the part of an output from where the runtime speaks.
func dying(output string) string {
	for line, rest := "", output; rest != ""; {
		line, rest, _ = strings.Cut(rest, "\n")
		for _, sign := range []string{"panic: ", "fatal error: ", "runtime: ", "signal: ", "SIG"} {
			if strings.HasPrefix(line, sign) {
				return line + "\n" + rest
			}
		}
	}
	return ""
}

// firstWord is the one line of the last words that says most.
func firstWord(words string) string {
	first, rest, _ := strings.Cut(words, "\n")
	if strings.HasPrefix(first, "runtime: ") {
		for line := range strings.Lines(rest) {
			if strings.HasPrefix(line, "fatal error: ") {
				return strings.TrimSpace(line)
			}
		}
	}
	if first == "" {
		return "it exited without a word, as os.Exit does"
	}
	first = strings.TrimSuffix(first, " [recovered, repanicked]")
	return first
}

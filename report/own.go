package report

import (
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
)

// exceptions puts what one participant is assumed to do other than all beside what all are: "crashes none, but of shop at most 1".
// What has nothing to stand beside, as a lie, stays an entry of that participant.
func exceptions(entries []evidence.Entry) []evidence.Entry {
	told := exceptionsTold{entries: slices.Clone(entries), begun: map[string]bool{}}
	for i := range told.entries {
		if who, ok := strings.CutSuffix(told.entries[i].Name, " alone"); ok {
			told.entries[i].Value = told.take(who, told.entries[i].Value)
		}
	}
	return slices.DeleteFunc(told.entries, func(e evidence.Entry) bool { return e.Value == "" && strings.HasSuffix(e.Name, " alone") })
}

// exceptionsTold are entries to which exceptions are added.
type exceptionsTold struct {
	entries []evidence.Entry
	begun   map[string]bool // which have one
}

// take adds the values of one participant to the entries about all, and returns those that are left. They are a list, and the first that
// no entry is about ends what is taken, for what a liar says may have commas in it.
func (x exceptionsTold) take(who, values string) string {
	for values != "" {
		first, others, _ := strings.Cut(values, ", ")
		what, value, _ := strings.Cut(first, " ")
		at := slices.IndexFunc(x.entries, func(e evidence.Entry) bool { return e.Name == what })
		if at < 0 {
			break
		}
		but := ", but of "
		if x.begun[what] {
			but = ", of "
		}
		x.entries[at].Value += but + who + " " + value
		x.begun[what], values = true, others
	}
	return values
}

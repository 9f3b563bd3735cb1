// Package bad has functions that are two functions each, by a bool.
package bad

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// Session is the essay's: what is reset, all or in part.
type Session struct {
	User  string
	Items []string
	Step  int
}

func reset(data *Session, partial bool) { // HERE
	if partial {
		data.Step = 0
		return
	}
	*data = Session{}
}

func logout(data *Session) { reset(data, true) } // OR HERE

// resetMore is what became of it later.
func resetMore(data Session, partial, keepUser, log bool) Session { // HERE
	if log {
		fmt.Println("reset", data.User)
	}
	if partial {
		data.Step = 0
		return data
	}
	if keepUser {
		return Session{User: data.User}
	}
	return Session{}
}

func restart(data Session) Session { return resetMore(data, false, true, false) } // OR HERE

// Save writes a session, or only says what it would write.
func (s Session) Save(w io.Writer, dryRun bool) error { // HERE
	if dryRun {
		fmt.Println("would save", s.User)
		return nil
	}
	_, err := fmt.Fprintln(w, s.User, s.Items, s.Step)
	return err
}

// List is the items, sorted or not.
func (s *Session) List(sorted bool) []string { // HERE
	items := slices.Clone(s.Items)
	if sorted {
		slices.Sort(items)
	}
	return items
}

// find looks for a word, in two ways.
func find(words []string, exact bool, word string) []string { // HERE
	var found []string
	for _, w := range words {
		if exact && w == word {
			found = append(found, w)
		} else if !exact && strings.Contains(w, word) {
			found = append(found, w)
		}
	}
	return found
}

// remove removes one file or a whole tree.
func remove(path string, recursive bool) error { // HERE
	if !recursive {
		return os.Remove(path)
	}
	return os.RemoveAll(path)
}

// price computes in one of two ways, by a switch.
func price(cents, count int, wholesale bool) int { // HERE
	switch wholesale {
	case true:
		return cents * count * 8 / 10
	default:
		return cents * count
	}
}

// notify chooses what it calls.
func notify(user string, urgent bool) string { // HERE
	send := mail
	if urgent {
		send = call
	}
	return send(user)
}

func mail(user string) string { return "mail " + user }
func call(user string) string { return "call " + user }

// total adds up with or without tax, in a tagless switch.
func total(cents []int, withTax bool) (sum int) { // HERE
	for _, c := range cents {
		sum += c
	}
	switch {
	case withTax && sum > 0:
		sum += sum / 5
	}
	return sum
}

// each goes forwards or backwards.
func each[T any](all []T, backwards bool, f func(T)) { // HERE
	if backwards {
		for i := len(all) - 1; i >= 0; i-- {
			f(all[i])
		}
		return
	}
	for _, v := range all {
		f(v)
	}
}

// open opens for reading, or creates.
func open(name string, create bool) (file *os.File, err error) { // HERE
	if create {
		file, err = os.Create(name)
	} else {
		file, err = os.Open(name)
	}
	return file, err
}

// stop stops at once or after what is queued.
func stop(queue chan func(), force bool) (left int) { // HERE
	close(queue)
	for job := range queue {
		if force {
			left++
			continue
		}
		job()
	}
	return left
}

// transfer checks unless it is told not to.
func transfer(from, to *int, cents int, skipChecks bool) error { // HERE
	if !skipChecks && *from < cents {
		return fmt.Errorf("transfer: %d cents, expected at most %d", cents, *from)
	}
	*from -= cents
	*to += cents
	return nil
}

// Render writes a list, as a table or in one line.
func Render(names []string, table bool) string { // HERE
	if table {
		return "| " + strings.Join(names, " |\n| ") + " |\n"
	}
	return strings.Join(names, ", ")
}

package walk

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

type (
	ask   struct{}
	given struct{}
)

// server gives to whoever asks, as often as it is asked.
type hub struct{}

func (hub) Start(assay.ID) (int, assay.Effects) { return 0, nil }
func (hub) Receive(_ assay.ID, n int, from assay.ID, m any) (int, assay.Effects) {
	if _, ok := m.(ask); ok {
		return n + 1, assay.Effects{assay.Send(from, given{})}
	}
	return n, nil
}

type client struct{}

func (client) Start(assay.ID) (string, assay.Effects) {
	return "asking", assay.Effects{assay.Send("hub", ask{})}
}
func (client) Receive(_ assay.ID, s string, _ assay.ID, m any) (string, assay.Effects) {
	return "has", nil
}

// generous gives one thing to two clients.
func generous() assay.System {
	return assay.System{
		Name:   "generous",
		Actors: append(assay.SpawnN("client", 2, client{}), assay.Spawn("hub", hub{})),
		Assume: assay.Assumptions{Crashes: assay.AtMost(1)},
	}
}

func groundOf(t *testing.T, sys assay.System) *Ground {
	t.Helper()
	s, err := step.New(sys, step.Track{History: true, Disks: true, Timers: true, Last: true})
	if err != nil {
		t.Fatal(err)
	}
	initial, failed := s.Initial(s.Trusting())
	if failed != nil {
		t.Fatal(failed.Fault)
	}
	return &Ground{Sys: s, React: s.Trusting(), Initial: initial, Digest: "abcd", Properties: []Property{{Name: "one has it"}},
		Judge: func(at Place, _ string) []diagram.Saying {
			truth := diagram.True
			if has := strings.Count(wordsOf(s, at.State), "has"); has > 1 {
				truth = diagram.False
			}
			return []diagram.Saying{{Property: "one has it", Truth: truth}}
		}}
}

func wordsOf(sys *step.System, st step.State) (text string) {
	for _, p := range Parts(sys, st) {
		text += p.Lane + p.Name + "=" + p.Text + " "
	}
	return text
}

func room(t *testing.T) Room {
	g := groundOf(t, generous())
	return Room{
		System: "generous",
		Open: func(_ context.Context, want trace.Trace) (*Ground, error) {
			if want.Digest != "" && want.Digest != "abcd" {
				return nil, errors.New("walk: another system")
			}
			return g, nil
		},
		Hunt: func(context.Context, func(uint64, int)) ([]Found, string, error) {
			return []Found{{Property: "one has it", Name: "generous@abcd:0.0.0.0"}}, "", nil
		},
	}
}

// wait is a job's end.
func wait(t *testing.T, s *server, a Answer) Job {
	t.Helper()
	if a.Error != "" || a.Job == nil {
		t.Fatalf("no job began: %s", a.Error)
	}
	for range 2000 {
		if now := s.answer(Ask{What: Look, Job: a.Job.ID}); now.Job.Done {
			return *now.Job
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatal("the job does not end")
	return Job{}
}

// TestSee goes along a behaviour at once, step by step, and by the words of a trace: what is told is the same.
func TestSee(t *testing.T) {
	whole := newServer(t.Context(), room(t)).see(Ask{Behaviour: "generous:0.0.0.0"})
	if whole.Error != "" || whole.Length != 4 || len(whole.Behaviour.Steps) != 4 || whole.Behaviour.Name != "generous@abcd:0.0.0.0" {
		t.Fatalf("%+v", whole)
	}
	if at, found := whole.Behaviour.Violation(); !found || at != 4 || !strings.HasPrefix(whole.Behaviour.Title, "one has it: violated after 4 steps") {
		t.Errorf("violated at %d, %v: %s", at, found, whole.Behaviour.Title)
	}
	s := newServer(t.Context(), room(t))
	grown, name := s.see(Ask{Behaviour: "generous:"}).Behaviour, "generous@abcd:0"
	for i := range 4 {
		more := s.see(Ask{Behaviour: name, From: i + 1}).Behaviour
		grown.Steps, grown.States = append(grown.Steps, more.Steps...), append(grown.States, more.States...)
		name += ".0"
	}
	if !reflect.DeepEqual(grown.Steps, whole.Behaviour.Steps) || !reflect.DeepEqual(grown.States, whole.Behaviour.States) {
		t.Errorf("step by step\n%+v\nat once\n%+v", grown, whole.Behaviour)
	}
	words := newServer(t.Context(), room(t)).see(Ask{Trace: "deliver client0 -> hub ask\ndeliver client1 -> hub ask\ndeliver hub -> client0 given\ndeliver hub -> client1 given\n"})
	if words.Error != "" || len(words.Behaviour.Steps) != 4 {
		t.Errorf("by words: %+v", words)
	}
}

// TestSeeLong: a book is written anew between the places that keep one, and a branch off a long behaviour is told as the whole is.
func TestSeeLong(t *testing.T) {
	s := newServer(t.Context(), room(t))
	long := "generous@abcd:0.0.0.0"
	if a := s.see(Ask{Behaviour: long}); len(a.Enabled) == 0 {
		t.Fatalf("nothing is enabled: %+v", a)
	}
	for _, name := range []string{"generous@abcd:0.1", "generous@abcd:1.0.0", "generous@abcd:0.0.1", long} {
		again := newServer(t.Context(), room(t)).see(Ask{Behaviour: name})
		if here := s.see(Ask{Behaviour: name}); !reflect.DeepEqual(here, again) {
			t.Errorf("%s is told differently after others:\n%+v\n%+v", name, here.Behaviour, again.Behaviour)
		}
	}
}

// TestSeeAstray: a behaviour that is none is followed as far as it goes, with the reason why no farther.
func TestSeeAstray(t *testing.T) {
	s := newServer(t.Context(), room(t))
	a := s.see(Ask{Behaviour: "generous@abcd:0.99"})
	if !strings.Contains(a.Error, "step 2 of the behaviour: number 99") || a.Behaviour == nil || a.Length != 1 {
		t.Errorf("%+v", a)
	}
	for _, name := range []string{"generous@zzzz:0", "no name", "generous:?", "generous:i7.0", "generous:i-1"} {
		if a := s.see(Ask{Behaviour: name}); a.Error == "" || a.Behaviour != nil {
			t.Errorf("%s: %+v", name, a)
		}
	}
	if a := s.answer(Ask{What: "nonsense"}); a.Error == "" {
		t.Error("nonsense was answered")
	}
}

// TestSearch finds the nearest state, says how far it looked, and where there is none that it looked at all.
func TestSearch(t *testing.T) {
	s := newServer(t.Context(), room(t))
	for condition, steps := range map[string]int{
		"2 of has": 4, "client1: has": 2, "HAS": 2, "hub: 2": 2, "hub: down": 1, "2 of flying given": 2, "violated one has it": 4, "client0: has & not client1: has": 2,
		"3 of has": -1, "hub: 9": -1, "flying given & hub: 9": -1,
	} {
		job := wait(t, s, s.search(Ask{Behaviour: "generous:", Condition: condition}))
		switch {
		case steps < 0 && (len(job.Found) > 0 || !strings.Contains(job.Says, "there is none")):
			t.Errorf("%s: %+v, expected none", condition, job)
		case steps >= 0 && (len(job.Found) != 1 || job.Found[0].Steps != steps):
			t.Errorf("%s: %+v, expected a behaviour of %d steps", condition, job, steps)
		}
		for _, f := range job.Found {
			if a := s.see(Ask{Behaviour: f.Name}); a.Error != "" || a.Length != steps {
				t.Errorf("%s: %s cannot be seen: %s", condition, f.Name, a.Error)
			}
		}
	}
	for _, bad := range []string{"", "a & ", "0 of has", "reached nothing"} {
		if a := s.search(Ask{Behaviour: "generous:", Condition: bad}); a.Error == "" || !strings.Contains(a.Error, "hint: ") {
			t.Errorf("%q: %+v, expected an error with a hint", bad, a)
		}
	}
	here := wait(t, s, s.search(Ask{Behaviour: "generous@abcd:0.0.0.0", Condition: "2 of has"}))
	if !strings.HasPrefix(here.Says, "this state fulfils it") {
		t.Errorf("%+v", here)
	}
}

// TestCancelled: a search that is cancelled does not say that there is nothing.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w := newWalker(groundOf(t, generous()))
	c, err := parseCondition("3 of has", w.Ground)
	if err != nil {
		t.Fatal(err)
	}
	s := newSearch(w, w.start(0), c)
	if more, err := s.turn(ctx); more || err != nil || !strings.Contains(s.says(ctx), "it is not known") {
		t.Errorf("%v, %v: %s", more, err, s.says(ctx))
	}
}

// TestServe asks a server as the command does, through files.
func TestServe(t *testing.T) {
	dir, err := side.Create()
	if err != nil {
		t.Fatal(err)
	}
	defer dir.Remove()
	for _, variable := range append(dir.Env("", 1), side.EnvExplore+"=generous") {
		name, value, _ := strings.Cut(variable, "=")
		t.Setenv(name, value)
	}
	channel := side.Open()
	if asked, ok := channel.Explores(); !ok || asked != "generous" || !channel.Asks() {
		t.Fatalf("Explores() = %q, %v", asked, ok)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		Serve(t.Context(), channel, room(t))
	}()
	questions := dir.Questions()
	answer := func(question string) (a Answer) {
		text, err := questions.Ask(t.Context(), []byte(question), ended)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &a); err != nil {
			t.Fatal(err)
		}
		return a
	}
	if a := answer(`{"what":"see","behaviour":"generous:0"}`); a.Length != 1 || a.Error != "" {
		t.Errorf("%+v", a)
	}
	if a := answer(`{"what":`); a.Error == "" {
		t.Error("half a question was answered")
	}
	if a := answer(`{"what":"hunt"}`); a.Job == nil {
		t.Errorf("%+v", a)
	}
	answer(`{"what":"end"}`)
	<-ended
	if _, err := questions.Ask(t.Context(), []byte("{}"), ended); !side.Gone(err) {
		t.Errorf("%v, expected that nobody answers any more", err)
	}
	if files, _ := os.ReadDir(os.Getenv(side.EnvDir)); slices.ContainsFunc(files, func(f os.DirEntry) bool { return strings.HasSuffix(f.Name(), ".part") }) {
		t.Errorf("left behind: %v", files)
	}
}

package people_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/people"
)

// memo is a version of one that keeps the last note it was sent, on its disk too.
type memo[N note] struct{ Powers bool }

// note is what both versions have as a message; the types are each version's own.
type note interface{ noted() string }

type (
	part  struct{ A, B int }
	note1 struct {
		Text  string
		Size  int `json:",omitempty"`
		Old   int
		Parts []part
		Ref   *part
		Limit int `unit:"s"`
	}
	note2 struct {
		Text  string
		Size  string
		New   int
		Parts []struct{ A, C int }
		Ref   *part
		Limit int `unit:"ms"`
		Extra map[string]int
	}
)

func (n note1) noted() string { return n.Text }
func (n note2) noted() string { return n.Text }

func (memo[N]) Start(assay.ID) (n N, effects assay.Effects) { return n, nil }

func (m memo[N]) Receive(_ assay.ID, _ N, from assay.ID, n N) (N, assay.Effects) {
	return n, assay.Effects{assay.Persist("note", n), assay.Send(from, n)}
}

func (memo[N]) Recover(_ assay.ID, disk assay.Disk) (n N, effects assay.Effects) {
	return assay.Load[N](disk, "note").Or(n), nil
}

func jsonOf(n any) people.JSON { return people.JSON{Kinds: map[string]any{"note": n}} }

func memos() assay.Participant {
	return people.Versions("m", "v1", people.Code("v1", memo[note1]{}, jsonOf(note1{}), jsonOf(note1{})), people.Code("v2", memo[note2]{}, jsonOf(note2{}), jsonOf(note2{})))
}

// lives is a participant by hand: its state, and the disk that its effects leave.
type lives struct {
	p     assay.Participant
	state any
	disk  map[string]any
	said  assay.Effects // in the last step
}

func begin(p assay.Participant) *lives {
	l := &lives{p: p, disk: map[string]any{}}
	l.take(p.Behaviour.Start(p.ID))
	return l
}

func (l *lives) take(state any, effects assay.Effects) {
	l.state, l.said = state, effects
	for _, e := range effects {
		if e, ok := e.(assay.DiskEffect); ok {
			if l.disk[e.Key] = e.Value; e.Erase {
				delete(l.disk, e.Key)
			}
		}
		if e == assay.Restart() {
			l.take(l.p.Behaviour.Recover(l.p.ID, assay.DiskOf(l.disk)))
		}
	}
}

func (l *lives) hear(from assay.ID, m people.Msg) {
	l.take(l.p.Behaviour.Receive(l.p.ID, l.state, from, m))
}

func (l *lives) node() people.Node { return *l.state.(*people.Node) }

func (l *lives) lost() string {
	var all []string
	for _, one := range l.node().Lost {
		all = append(all, one.String())
	}
	return strings.Join(all, "\n")
}

// sentBy is the message that a version of the memo sends when it is told a note of its own.
func sentBy(version, bytes string) people.Wire {
	l := begin(memos())
	l.hear("boss", people.Install{Version: version})
	l.hear("c", people.Wire{Version: version, Bytes: bytes})
	return l.said[len(l.said)-1].(assay.SendEffect).Message.(people.Wire)
}

// TestInstall: a version that is installed is what comes up, with the disk that there is, and says so. What is not there changes nothing.
func TestInstall(t *testing.T) {
	l := begin(memos())
	l.hear("boss", people.Install{Version: "v9"})
	if have := words(l.said); have != "boss: v1 is ready" || l.node().Version != "v1" {
		t.Errorf("told to run what there is not it says %q and runs %s", have, l.node().Version)
	}
	l.hear("c", people.Wire{Version: "v1", Bytes: `note {"Text":"x"}`})
	l.hear("boss", people.Install{Version: "v2"})
	if have := words(l.said); have != "boss: v2 is ready" || l.node().State.(note2).Text != "x" || fmt.Sprint(l.disk["installed"]) != "v2" {
		t.Errorf("after an upgrade it says %q and is %+v", have, l.node())
	}
	l.hear("boss", people.Install{Version: "v2"})
	if have := words(l.said); have != "boss: v2 is ready" || len(l.said) != 1 {
		t.Errorf("told to run what it runs it says %q", have)
	}
	l.hear("boss", people.Report{})
	if len(l.said) != 0 {
		t.Errorf("it answers what is not for it: %v", l.said)
	}
}

// TestLosses: what a reader does not read as it was meant is named by its field, once.
func TestLosses(t *testing.T) {
	first, second := `note {"Text":"x","Size":3,"Old":7,"Parts":[{"A":1,"B":2}],"Ref":{"A":1,"B":0},"Limit":5}`, `note {"Text":"x","New":7,"Extra":{"b":2,"a":1}}`
	l := begin(memos())
	l.hear("n", sentBy("v1", first))
	if l.node().State.(note1).Parts[0].B != 2 {
		t.Errorf("it has read %+v", l.node())
	}
	if l.lost() != "" {
		t.Errorf("one version loses of itself:\n%s", l.lost())
	}
	l.hear("boss", people.Install{Version: "v2"})
	wantLost(t, "v2 cannot read a number as a text", l, "v2 could not read what v1 wrote to the disk: note: json: cannot unmarshal number into Go struct field note2.Size of type string")
	l = begin(memos())
	l.hear("n", sentBy("v2", strings.Replace(second, `"Text"`, `"Limit":5,"Text"`, 1)))
	wantLost(t, "v1 cannot read a text as a number", l, "v1 could not read what v2 wrote to the wire: note: json: cannot unmarshal string into Go struct field note1.Size of type int")
	if l.node().State.(note1).Text != "" {
		t.Errorf("what could not be read has an effect: %+v", l.node())
	}
}

// TestLossesByField compares values that both versions can read.
func TestLossesByField(t *testing.T) {
	old := func(meant any) people.Wire {
		return people.Wire{Version: "v0", Bytes: `note {"Text":"y"}`, Meant: meant}
	}
	for _, c := range []struct {
		name  string
		meant any
		want  string
	}{
		{"the same", note1{Text: "y"}, "v1 read note1.Limit of v0 from wire"},
		{"nothing is known of it", nil, ""},
		{"another value", struct{ Text string }{"z"}, `Text of v0 from wire: "z" as "y"`},
		{"dropped", struct{ Text, Zone string }{"y", "eu"}, `Zone of v0 from wire: "eu" dropped`},
		{"by another name", struct{ Text, Name string }{"", "y"}, `Text of v0 from wire: "" as "y"`},
		{"moved", struct{ Name string }{"y"}, `Name of v0 from wire: "y" as the field Text`},
		{"defaulted", struct{ Text string }{"y"}, "v1 read note1.Old of v0 from wire: not written, so read as 0: defaulted"},
		{"a pointer", struct{ Ref *part }{&part{1, 2}}, "Ref of v0 from wire: {A: 1, B: 2} as nothing"},
		{"a list", struct{ Parts []part }{[]part{{1, 2}}}, "Parts of v0 from wire: [{A: 1, B: 2}] as []"},
		{"an unset unit", struct{ Limit int }{0}, "Limit of v0 from wire: 0  as 0 s"},
		{"a map", struct{ M map[string]int }{map[string]int{"b": 2, "a": 1}}, `M of v0 from wire: {"a": 1, "b": 2} dropped`},
	} {
		l := begin(memos())
		l.hear("n", old(c.meant))
		if c.name == "the same" {
			if strings.Contains(l.lost(), c.want) {
				t.Errorf("%s: %s", c.name, l.lost())
			}
			continue
		}
		if !strings.Contains(l.lost(), c.want) || c.want == "" && l.lost() != "" {
			t.Errorf("%s: lost are\n%s\nexpected %q among them", c.name, l.lost(), c.want)
		}
		before := l.lost()
		l.hear("n", old(c.meant))
		if l.lost() != before {
			t.Errorf("%s: heard again it is told again:\n%s", c.name, l.lost())
		}
	}
}

func wantLost(t *testing.T, what string, l *lives, want string) {
	t.Helper()
	if l.lost() != want {
		t.Errorf("%s: lost are\n%s\nexpected\n%s", what, l.lost(), want)
	}
}

// TestUnreadableDisk: what cannot read its disk answers nothing but an Install, and what it left is there for another version.
func TestUnreadableDisk(t *testing.T) {
	l := begin(memos())
	l.hear("n", people.Wire{Version: "v1", Bytes: `note {"Text":"x","Size":3}`})
	l.hear("boss", people.Install{Version: "v2"})
	if have := words(l.said); have != "boss: v2 is not ready" || l.node().State != nil {
		t.Errorf("it says %q and is %+v, expected that it is not ready", have, l.node())
	}
	l.hear("n", people.Wire{Version: "v2", Bytes: `note {"Text":"y"}`})
	if len(l.said) != 0 || l.node().State != nil {
		t.Errorf("it answers with %v and is %+v", l.said, l.node())
	}
	l.hear("boss", people.Install{Version: "v1"})
	if have := words(l.said); have != "boss: v1 is ready" || l.node().State.(note1).Size != 3 {
		t.Errorf("rolled back it says %q and is %+v", have, l.node())
	}
	if !strings.Contains(l.lost(), "v2 could not read") {
		t.Errorf("what was lost before a restart is forgotten: %q", l.lost())
	}
}

// armed is a version with every power. bare has none, and uses one.
type (
	armed struct{ memo[note1] }
	bare  struct{}
)

func (armed) Start(assay.ID) (note1, assay.Effects) {
	return note1{}, assay.Effects{assay.SetTimer("t", time.Second), assay.Choose("k", 1), assay.ReadClock(), assay.Erase("note"), assay.Broadcast([]assay.ID{"a", "b"}, note1{Text: "hi"})}
}

func (armed) Timeout(_ assay.ID, n note1, timer string) (note1, assay.Effects) {
	n.Text += timer
	return n, nil
}

func (armed) Chosen(_ assay.ID, n note1, c assay.Choice) (note1, assay.Effects) {
	n.Text += c.Key
	return n, nil
}

func (armed) Clock(_ assay.ID, n note1, now time.Time) (note1, assay.Effects) {
	n.Size = now.Second()
	return n, nil
}

func (bare) Start(assay.ID) (int, assay.Effects) { return 0, assay.Effects{assay.SetTimer("t", 1)} }

func (bare) Receive(_ assay.ID, n int, _ assay.ID, _ note1) (int, assay.Effects) { return n, nil }

// TestVersionsKeepTheirPowers: timers, choices and clocks are those of the version that runs.
func TestVersionsKeepTheirPowers(t *testing.T) {
	p := people.Versions("m", "v1", people.Code("v1", armed{}, jsonOf(note1{}), jsonOf(note1{})))
	l := begin(p)
	if want := (assay.Effects{assay.SetTimer("t", time.Second), assay.Choose("k", 1), assay.ReadClock(), assay.Erase("note")}); !slices.EqualFunc(l.said[:4], want, func(a, b assay.Effect) bool { return fmt.Sprint(a) == fmt.Sprint(b) }) {
		t.Errorf("the effects are %v, expected %v first", l.said, want)
	}
	l.take(p.Behaviour.Timeout("m", l.state, "t"))
	l.take(p.Behaviour.Chosen("m", l.state, assay.Choice{Key: "k"}))
	l.take(p.Behaviour.Clock("m", l.state, time.Unix(7, 0)))
	if n := l.node().State.(note1); n.Text != "tk" || n.Size != 7 {
		t.Errorf("it is %+v, expected what a timer, a choice and a clock left", n)
	}
	if b := memos().Behaviour; b.Timeout != nil || b.Chosen != nil || b.Clock != nil {
		t.Error("versions without powers have some")
	}
	defer func() {
		if text := fmt.Sprint(recover()); !strings.Contains(text, "no Timeout method to be answered") {
			t.Errorf("a timer of a version without Timeout: %s", text)
		}
	}()
	begin(people.Versions("m", "v1", people.Code("v1", bare{}, jsonOf(note1{}), jsonOf(note1{}))))
}

// TestVersionsThatAreRefused: each says what is wrong, and what to do.
func TestVersionsThatAreRefused(t *testing.T) {
	one := people.Code("v1", memo[note1]{}, jsonOf(note1{}), jsonOf(note1{}))
	for want, p := range map[string]assay.Participant{
		`begins as version "v3"`:          people.Versions("m", "v3", one),
		`two versions called "v1"`:        people.Versions("m", "v1", one, one),
		`version "v1" of m lacks a codec`: people.Versions("m", "v1", people.Code("v1", memo[note1]{}, jsonOf(note1{}), nil)),
		`version "" of m lacks a codec`:   people.Unversioned(assay.Spawn("m", memo[note1]{}), nil),
		"the rollout m has no stages":     people.Rollout{From: "v1", Stages: []people.Stage{people.Barrier()}}.Spawn("m"),
		"the actor is nil, expected a":    people.Versions("m", "v1", people.Code[int, int]("v1", nil, jsonOf(note1{}), jsonOf(note1{}))),
		`"v1" of m is the interface`:      people.Versions("m", "v1", people.Code("v1", loose{}, jsonOf(note1{}), jsonOf(note1{}))),
		`version "v4" of m is no actor`:   people.Versions("m", "v4", people.Version{Name: "v4"}),
		`version "" of m is no actor`:     people.Unversioned(assay.Assumed("m", silence{}), jsonOf(note1{})),
	} {
		_, err := check.Run(t.Context(), assay.System{Name: "refused", Actors: []assay.Participant{p}})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "hint: ") {
			t.Errorf("%v, expected %q and a hint", err, want)
		}
	}
}

// loose has a state of any type.
type loose struct{}

func (loose) Start(assay.ID) (any, assay.Effects) { return nil, nil }

func (loose) Receive(_ assay.ID, s any, _ assay.ID, _ note1) (any, assay.Effects) { return s, nil }

// silence is a contract that allows nothing.
type silence struct{}

func (silence) Init() int                                                { return 0 }
func (silence) Allowed(int, assay.ID, note1) (all []assay.Reaction[int]) { return nil }

// TestUnversioned: one without versions reads and writes by its own codec, and its disk is its own.
func TestUnversioned(t *testing.T) {
	l := begin(people.Unversioned(assay.Spawn("c", memo[note1]{}), jsonOf(note1{})))
	l.hear("n", people.Wire{Version: "v2", Bytes: `note {"Text":"x"}`})
	if w := l.said[1].(assay.SendEffect).Message; fmt.Sprint(w) != `note {"Text":"x","Old":0,"Parts":null,"Ref":null,"Limit":0}` {
		t.Errorf("it sends %v", w)
	}
	if n, ok := l.disk["note"].(note1); !ok || n.Text != "x" {
		t.Errorf("its disk is %v", l.disk)
	}
	l.take(l.p.Behaviour.Recover("c", assay.DiskOf(l.disk)))
	if l.node().State.(note1).Text != "x" || l.p.Behaviour.Restarts != nil {
		t.Errorf("after a crash it is %+v", l.node())
	}
}

// TestJSON: what it cannot write or read is an error that names what there is.
func TestJSON(t *testing.T) {
	strict := people.JSON{Kinds: map[string]any{"note": note1{}, "part": part{}}, Strict: true}
	for _, c := range []struct{ bytes, want string }{
		{`part {"A":1,"B":2}`, ""}, {`part {"A":1,"Z":2}`, `unknown field "Z"`}, {"vote {}", `unknown kind "vote", expected one of [note part]`}, {"part", "EOF"},
	} {
		if _, err := strict.Decode([]byte(c.bytes)); (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, expected %q", c.bytes, err, c.want)
		}
	}
	if _, err := strict.Encode(7); err == nil || !strings.Contains(err.Error(), "a int is none of the kinds [note part]") {
		t.Errorf("%v, expected that an int is refused", err)
	}
	text, err := strict.Encode(part{1, 2})
	if back, also := strict.Decode(text); err != nil || also != nil || back != (part{1, 2}) {
		t.Errorf("%s is read as %v (%v, %v)", text, back, err, also)
	}
}

// TestNamingKeepsWhatHolds: nothing is added where nothing is wrong, and each loss where something is.
func TestNamingKeepsWhatHolds(t *testing.T) {
	wrong := func(assay.View) error { return errors.New("it is wrong") }
	sys := assay.System{Name: "naming", Actors: []assay.Participant{memos()}, Properties: []assay.Property{
		assay.Always("right", people.Naming(func(assay.View) error { return nil })), assay.Always("wrong", people.Naming(wrong)), people.Readable()}}
	result, err := check.Run(t.Context(), sys)
	if err != nil {
		t.Fatal(err)
	}
	right, _ := result.Record("right")
	bad, _ := result.Record("wrong")
	if right.Verdict != "holds" || bad.Why != "it is wrong" {
		t.Errorf("%s (%s), and %q", right.Verdict, right.Why, bad.Why)
	}
}

package check

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/golden"
)

func TestReadMemInfo(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		bytes uint64
		ok    bool
	}{
		"as Linux writes it": {"MemTotal:       16384 kB\nMemFree:  1 kB\n", 16384 << 10, true},
		"not the first line": {"MemFree: 1 kB\nMemTotal: 2 kB\n", 2 << 10, true},
		"no last newline":    {"MemTotal: 3", 3 << 10, true},
		"no such line":       {"MemFree: 1 kB\n", 0, false},
		"no number":          {"MemTotal: much kB\n", 0, false},
		"a negative number":  {"MemTotal: -1 kB\n", 0, false},
		"nothing behind it":  {"MemTotal:\n", 0, false},
		"another's name":     {"XMemTotal: 5 kB\n", 0, false},
		"an empty file":      {"", 0, false},
	} {
		path := filepath.Join(t.TempDir(), "meminfo")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if bytes, ok := readMemInfo(path); ok != c.ok || ok && bytes != c.bytes {
			t.Errorf("%s: %d bytes, %v; expected %d, %v", name, bytes, ok, c.bytes, c.ok)
		}
	}
	if _, ok := readMemInfo(filepath.Join(t.TempDir(), "missing")); ok {
		t.Error("a missing file says how much there is")
	}
}

func TestReadNumber(t *testing.T) {
	for text, want := range map[string]uint64{"4096\n": 4096, "  7 ": 7, "0": 0, "18446744073709551615": math.MaxUint64} {
		path := filepath.Join(t.TempDir(), "limit")
		os.WriteFile(path, []byte(text), 0o600)
		if n, ok := readNumber(path); !ok || n != want {
			t.Errorf("%q is read as %d, %v", text, n, ok)
		}
	}
	for _, text := range []string{"max\n", "", "-1", "1.5", "18446744073709551616"} {
		path := filepath.Join(t.TempDir(), "limit")
		os.WriteFile(path, []byte(text), 0o600)
		if n, ok := readNumber(path); ok {
			t.Errorf("%q is read as the number %d", text, n)
		}
	}
}

// TestDefaultMemory shares what there is among processes.
func TestDefaultMemory(t *testing.T) {
	one := defaultMemory(1)
	if one == 0 || defaultMemory(0) != one || defaultMemory(-3) != one {
		t.Errorf("one process has %d bytes, none %d, fewer %d", one, defaultMemory(0), defaultMemory(-3))
	}
	if four := defaultMemory(4); four != one/4 {
		t.Errorf("each of four processes has %d bytes, expected a quarter of %d", four, one)
	}
	if total, ok := readMemInfo("/proc/meminfo"); ok && one > total/2 {
		t.Errorf("%d bytes of %d are taken", one, total)
	}
	if used := memoryInUse(); used == 0 || used > math.MaxInt64 {
		t.Errorf("%d bytes are in use", used)
	}
}

// mute does nothing.
type mute struct{}

func (mute) Start(assay.ID) (s int, effects assay.Effects)                     { return 0, nil }
func (mute) Receive(_ assay.ID, s int, _ assay.ID, _ any) (int, assay.Effects) { return s, nil }

// silentSystem has one participant that does nothing, and the given properties.
func silentSystem(properties ...assay.Property) assay.System {
	return assay.System{Name: "silent", Actors: []assay.Participant{assay.Spawn("a", mute{})}, Properties: properties}
}

func fine(assay.View) error { return nil }

// TestOptionsRefused wants an error for an option that cannot be meant: one that were taken for "no bound" would be a bound that is
// not there.
func TestOptionsRefused(t *testing.T) {
	for says, option := range map[string]Option{
		"Depth(-1)": Depth(-1), "Workers(0)": Workers(0), "Workers(-2)": Workers(-2), "Time(-1s)": Time(-time.Second),
		"Depth(0)": Depth(0), "Time(0s)": Time(0), "States(0)": States(0), "Memory(0)": Memory(0),
	} {
		_, err := Run(t.Context(), silentSystem(assay.Always("fine", fine)), option)
		if err == nil || !strings.Contains(err.Error(), "check: "+says+", expected ") {
			t.Errorf("%s: error %v, expected that it is refused", says, err)
		}
	}
}

func TestPropertiesRefused(t *testing.T) {
	always := assay.Always("fine", fine)
	for says, properties := range map[string][]assay.Property{
		"has no name":                              {assay.Always("", fine)},
		`two properties called "fine"`:             {always, assay.Sometimes("fine", func(assay.View) bool { return true })},
		`"live" of "silent" is of kind Terminates`: {always, {Name: "live", Kind: assay.KindTerminates}},
		"is of kind none, which is not built yet":  {{Name: "x"}},
		`property "x" of "silent" has no`:          {assay.Always("x", nil)},
		`property "y" of "silent" has no`:          {assay.Sometimes("y", nil)},
		`property "z" of "silent" has no`:          {assay.AlwaysIf("z", nil, fine)},
	} {
		_, err := Run(t.Context(), silentSystem(properties...))
		if err == nil || !strings.HasPrefix(err.Error(), "check: ") || !strings.Contains(err.Error(), says) {
			t.Errorf("error %v, expected one that says %q", err, says)
		}
	}
	_, err := Run(t.Context(), silentSystem(always), only("other"))
	if err == nil || !strings.Contains(err.Error(), "hint: there are [fine]") {
		t.Errorf("a property that there is not: error %v", err)
	}
	conclusionless := assay.AlwaysIf("w", func(assay.View) bool { return true }, nil)
	if _, err := Run(t.Context(), silentSystem(conclusionless)); err == nil {
		t.Error("an AlwaysIf without a conclusion is accepted")
	}
}

// TestLaterOptionsWin, as with repeated flags.
func TestLaterOptionsWin(t *testing.T) {
	c := newConfig([]Option{Depth(3), Depth(5), Workers(1), Exact(), States(9), Time(time.Second), Memory(1 << 30), DepthFirst(), Deadlock(), AcceptUnknown("why")})
	if c.depthMax != 5 || c.workers != 1 || !c.exact || c.statesMax != 9 || c.timeMax != time.Second || c.memoryMax != 1<<30 || !c.depthFirst || !c.deadlock || c.accepted != "why" {
		t.Errorf("the options make %+v", c)
	}
	if c := newConfig(nil); c.workers < 1 || c.memoryMax == 0 || c.depthMax != 0 || c.exact || c.deadlock {
		t.Errorf("no options make %+v", c)
	}
}

func TestGoldenPath(t *testing.T) {
	for want, of := range map[string][2]string{
		"testdata/lock/forgetful/mutual exclusion.trace": {"lock/forgetful", "mutual exclusion"},
		"testdata/lock/a-b- c-- d---e-.trace":            {"lock", `a/b: c?" d<>|e*`},
		`testdata/x/back-slash.trace`:                    {"x", `back\slash`},
	} {
		if got := filepath.ToSlash(golden.Path(of[0], of[1])); got != want {
			t.Errorf("the golden file of %q is %q, expected %q", of, got, want)
		}
	}
}

// counting is a Machine that counts up to three, and has a second way to it in two steps more.
type counting struct{}

func (counting) Init() []int8 { return []int8{0} }
func (counting) Next(n int8) []assay.Move[int8] {
	switch {
	case n < 0:
		return []assay.Move[int8]{{Name: "up", To: n + 1}}
	case n < 3:
		return []assay.Move[int8]{{Name: "count", To: n + 1}, {Name: "down", To: -3}}
	}
	return nil
}

func countsTo(limit int8) assay.System {
	return assay.Model("counting", counting{},
		assay.Always("small", func(v assay.View) error {
			if assay.StateOf[int8](v, "") >= limit {
				return errors.New("too much")
			}
			return nil
		}),
		assay.Sometimes("ten", func(v assay.View) bool { return assay.StateOf[int8](v, "") == 10 }),
		assay.Sometimes("two", func(v assay.View) bool { return assay.StateOf[int8](v, "") == 2 }))
}

// TestResult reads records by property.
func TestResult(t *testing.T) {
	r, err := Run(t.Context(), countsTo(3))
	if err != nil {
		t.Fatal(err)
	}
	var verdicts []string
	for _, name := range []string{"small", "ten", "two"} {
		record, ok := r.Record(name)
		verdicts = append(verdicts, string(record.Verdict))
		if !ok || record.Property != name {
			t.Errorf("the record of %q is %q, %v", name, record.Property, ok)
		}
	}
	if !slices.Equal(verdicts, []string{"violated", "violated", "holds"}) || r.Verdict() != "violated" || len(r.Findings()) != 0 {
		t.Errorf("verdicts %v, in all %s with findings %v", verdicts, r.Verdict(), r.Findings())
	}
	if _, ok := r.Record("other"); ok {
		t.Error("there is a record of a property that there is not")
	}
	if (Result{}).Verdict() != "unknown" {
		t.Error("nothing shown is a pass")
	}
}

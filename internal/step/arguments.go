package step

import (
	"bytes"
	"fmt"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/canon"
)

// arguments are fresh copies of what a handler is given.
type arguments struct {
	state   any // pointer to S
	from    assay.ID
	message any
	disk    map[string]any
	option  any
	now     time.Time
	actor   int
}

func (s *System) arguments(actor int, l Local, in Input, guard *canon.Guard) arguments {
	args := arguments{actor: actor}
	if in.Kind != Start && in.Kind != Recover {
		args.state = s.Actors[actor].State.fresh(l.State, guard)
	}
	switch in.Kind {
	case Choose:
		args.option = s.copyValue(in.Option, guard)
	case Read:
		args.now = time.UnixMilli(int64(l.Clock)).UTC()
	}
	if in.Kind == Deliver {
		from, message := s.Open(in.Envelope)
		args.from = s.Actors[from].ID
		args.message = s.copyValue(message, guard)
	}
	if in.Kind == Recover {
		args.disk = make(map[string]any, len(l.Disk))
		for _, entry := range l.Disk {
			args.disk[entry.Key] = s.copyValue(entry.Value, guard)
		}
	}
	return args
}

func (s *System) copyValue(v Value, guard *canon.Guard) any {
	if guard == nil {
		return s.Fresh(v)
	}
	value, _, err := s.Space.ReadAnyGuarded([]byte(s.Bytes(v)), guard)
	if err != nil {
		panic("step: an interned value does not decode: " + err.Error())
	}
	return value
}

// changed says whether the handler wrote to what it was given, and how. The state itself travels by value, so what it points to counts;
// one that changes in place is there to be written to.
func (a arguments) changed(s *System, l Local, in Input) (bool, string) {
	if a.state != nil && s.Actors[a.actor].Behaviour.Mutable == nil {
		now, err := s.Actors[a.actor].State.AppendPtr(nil, a.state)
		if err != nil || string(now) != l.State {
			return true, written(itsState, s.StateValue(a.actor, l.State), valueOf(a.state))
		}
	}
	if in.Kind == Deliver {
		_, message := s.Open(in.Envelope)
		if s.differs(a.message, message) {
			return true, written(itsMessage, s.Fresh(message), a.message)
		}
	}
	if in.Kind == Choose && s.differs(a.option, in.Option) {
		return true, written(itsOption, s.Fresh(in.Option), a.option)
	}
	for _, entry := range l.Disk {
		if in.Kind == Recover && s.differs(a.disk[entry.Key], entry.Value) {
			return true, written(itsDisk, s.Fresh(entry.Value), a.disk[entry.Key])
		}
	}
	return false, ""
}

func (s *System) differs(now any, v Value) bool {
	encoded, err := s.Space.AppendAny(nil, now)
	return err != nil || !bytes.Equal(encoded, []byte(s.Bytes(v)))
}

// PanicText is what a panic says and where it was, by file and line without the path of the machine. Above is how many functions stand
// between the deferred one that recovered and this one.
func PanicText(p any, above int) string {
	load := reflect.TypeFor[assay.ID]().PkgPath() + ".Load" // what is wrong is wrong where that is called
	text := fmt.Sprint(p)                                   // which survives an Error method that panics itself
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3+above, pcs)])
	for {
		frame, more := frames.Next()
		if frame.Function != "" && !strings.HasPrefix(frame.Function, "runtime.") && !strings.HasPrefix(frame.Function, load) {
			return fmt.Sprintf("%s (%s:%d)", text, filepath.Base(frame.File), frame.Line)
		}
		if !more {
			return text
		}
	}
}

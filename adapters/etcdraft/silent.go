package etcdraft

import (
	"fmt"
	"reflect"
)

// Silent is a Logger of every release. It says nothing, and panics where raft says that it must not go on.
type Silent struct{}

// Debug says nothing.
func (Silent) Debug(...any) {}

// Debugf says nothing.
func (Silent) Debugf(string, ...any) {}

// Error says nothing.
func (Silent) Error(...any) {}

// Errorf says nothing.
func (Silent) Errorf(string, ...any) {}

// Info says nothing.
func (Silent) Info(...any) {}

// Infof says nothing.
func (Silent) Infof(string, ...any) {}

// Warning says nothing.
func (Silent) Warning(...any) {}

// Warningf says nothing.
func (Silent) Warningf(string, ...any) {}

// Fatal panics: a panic of a handler is a finding.
func (Silent) Fatal(v ...any) { panic(fmt.Sprint(v...)) }

// Fatalf panics: a panic of a handler is a finding.
func (Silent) Fatalf(format string, v ...any) { panic(fmt.Sprintf(format, v...)) }

// Panic panics: a panic of a handler is a finding.
func (Silent) Panic(v ...any) { panic(fmt.Sprint(v...)) }

// Panicf panics: a panic of a handler is a finding.
func (Silent) Panicf(format string, v ...any) { panic(fmt.Sprintf(format, v...)) }

// InFlight are the messages in the ring that tracker.Inflights is, in their order, wherever in the ring they are: what else lies there is
// no state. It is given a pointer to one.
func InFlight(inflights any) any {
	v := reflect.ValueOf(inflights).Elem()
	start, count, size := v.FieldByName("start").Int(), v.FieldByName("count").Int(), v.FieldByName("size").Int()
	var all [][2]uint64
	for k := range count {
		e := v.FieldByName("buffer").Index(int((start + k) % size))
		all = append(all, [2]uint64{e.FieldByName("index").Uint(), e.FieldByName("bytes").Uint()})
	}
	return all
}

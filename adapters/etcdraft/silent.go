package etcdraft

import (
	"fmt"
	"reflect"
)

// Silent is a Logger of every release. It says nothing, and panics where raft says that it must not go on.
type Silent struct{}

// These say nothing.
func (Silent) Debug(...any)            {}
func (Silent) Debugf(string, ...any)   {}
func (Silent) Error(...any)            {}
func (Silent) Errorf(string, ...any)   {}
func (Silent) Info(...any)             {}
func (Silent) Infof(string, ...any)    {}
func (Silent) Warning(...any)          {}
func (Silent) Warningf(string, ...any) {}

// These stop: a panic of a handler is a finding.
func (Silent) Fatal(v ...any)                 { panic(fmt.Sprint(v...)) }
func (Silent) Fatalf(format string, v ...any) { panic(fmt.Sprintf(format, v...)) }
func (Silent) Panic(v ...any)                 { panic(fmt.Sprint(v...)) }
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

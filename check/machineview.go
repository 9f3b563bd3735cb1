package check

import (
	"fmt"
	"reflect"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/lts"
	"github.com/assay-dev/assay/internal/step"
)

// machineView is one state of a Machine. There is nothing else to read than that state.
type machineView struct {
	sys   *step.System
	net   *lts.MachineNet
	v     []uint32
	bytes []byte
}

func (w *machineView) State(id assay.ID) any {
	w.bytes = w.net.Bytes(w.v, w.bytes[:0])
	pointer, _, err := w.sys.Actors[0].State.New(w.bytes)
	if err != nil || id != "" {
		panic(&assay.ViewError{Reason: fmt.Sprintf("no participant is called %q; the machine's own name is \"\"", id)})
	}
	return pointer
}

func (w *machineView) TypeOf(id assay.ID) reflect.Type {
	if id != "" {
		return nil
	}
	return w.sys.Actors[0].Behaviour.State
}

func (w *machineView) Actors() []assay.ID        { return []assay.ID{""} }
func (w *machineView) Up(assay.ID) bool          { return true }
func (w *machineView) LastState(id assay.ID) any { return w.State(id) }
func (w *machineView) Messages(assay.ID, reflect.Type) []assay.Envelope[any] {
	return w.none("messages").([]assay.Envelope[any])
}
func (w *machineView) Disk(assay.ID) assay.Disk   { return w.none("a disk").(assay.Disk) }
func (w *machineView) Timers(assay.ID) []string   { return w.none("timers").([]string) }
func (w *machineView) Spent(f assay.Failure) int  { return w.none(f.String()).(int) }
func (w *machineView) History() []assay.Operation { return w.none("a history").([]assay.Operation) }
func (w *machineView) history() step.History      { return w.none("a history").(step.History) }
func (w *machineView) look(uint32) uint32         { return 0 }
func (w *machineView) forget()                    {}
func (w *machineView) trailed() []reading         { return nil }

func (w *machineView) none(what string) any {
	panic(&assay.ViewError{Reason: "a Machine has no " + what + ", only the state StateOf[S](v, \"\")"})
}

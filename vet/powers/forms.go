package powers

import (
	"go/types"
	"slices"
	"strings"

	"github.com/assay-dev/assay/internal/spelling"
)

const vocabulary = "github.com/assay-dev/assay"

// form is what a power looks like.
type form struct {
	name   string
	params []func(t, state types.Type) bool
	text   string   // the parameters as they are written
	others []string // names by which people call it, in lower case
}

// forms are the powers of an actor. Each answers (S, assay.Effects).
var forms = []form{
	{"Timeout", []func(t, state types.Type) bool{isID, types.Identical, isString}, "self assay.ID, state S, timer string",
		[]string{"ontimeout", "handletimeout", "timer", "ontimer", "handletimer", "timedout", "timeouts", "timerfired", "fired", "expire", "expired"}},
	{"Recover", []func(t, state types.Type) bool{isID, isDisk}, "self assay.ID, disk assay.Disk",
		[]string{"recovered", "onrecover", "recovery", "handlerecover", "restart", "restarted", "onrestart", "restore", "reload"}},
	{"Chosen", []func(t, state types.Type) bool{isID, types.Identical, isChoice}, "self assay.ID, state S, choice assay.Choice",
		[]string{"choose", "choice", "onchosen", "onchoice", "onchoose", "handlechoice", "handlechosen", "chose"}},
	{"Clock", []func(t, state types.Type) bool{isID, types.Identical, isTime}, "self assay.ID, state S, now time.Time",
		[]string{"tick", "now", "onclock", "handleclock", "ontick", "clocked", "readclock", "time", "ontime", "clockread"}},
}

var (
	startNames   = []string{"init", "begin", "onstart", "started", "boot", "initial", "handlestart", "new"}
	receiveNames = []string{"recv", "onreceive", "handle", "handlemessage", "onmessage", "message", "deliver", "received", "step"}
)

func isNamed(t types.Type, path, name string) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == name && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == path
}

func isID(t, _ types.Type) bool     { return isNamed(t, vocabulary, "ID") }
func isDisk(t, _ types.Type) bool   { return isNamed(t, vocabulary, "Disk") }
func isChoice(t, _ types.Type) bool { return isNamed(t, vocabulary, "Choice") }
func isTime(t, _ types.Type) bool   { return isNamed(t, "time", "Time") }
func isString(t, _ types.Type) bool { return types.Identical(t, types.Typ[types.String]) }

// answers is the state that a method answers with, beside effects.
func answers(m *method) (state types.Type, ok bool) {
	if m == nil || m.sig.Results().Len() != 2 || m.sig.Variadic() || !isNamed(m.sig.Results().At(1).Type(), vocabulary, "Effects") {
		return nil, false
	}
	return m.sig.Results().At(0).Type(), true
}

// fits says whether a method has the parameters of a form and answers with the state.
func (f form) fits(m method, state types.Type) bool {
	answered, ok := answers(&m)
	if !ok || !types.Identical(answered, state) || m.sig.Params().Len() != len(f.params) {
		return false
	}
	for i, is := range f.params {
		if !is(m.sig.Params().At(i).Type(), state) {
			return false
		}
	}
	return true
}

// startShape is the state of a method that has the form of Start.
func startShape(m *method) (types.Type, bool) {
	state, ok := answers(m)
	return state, ok && m.sig.Params().Len() == 1 && isID(m.sig.Params().At(0).Type(), nil)
}

// receiveShape is the state of a method that has the form of Receive.
func receiveShape(m *method) (types.Type, bool) {
	state, ok := answers(m)
	if !ok || m.sig.Params().Len() != 4 {
		return nil, false
	}
	p := m.sig.Params()
	return state, isID(p.At(0).Type(), nil) && types.Identical(p.At(1).Type(), state) && isID(p.At(2).Type(), nil)
}

// inPlaceShape says whether a method has the form of the Receive of an assay.InPlace, whose Start answers with a pointer to its state
// and whose handlers change it where it is.
func inPlaceShape(m *method, state types.Type) bool {
	if _, ok := types.Unalias(state).(*types.Pointer); !ok || m == nil || m.sig.Variadic() || m.sig.Params().Len() != 4 || m.sig.Results().Len() != 1 {
		return false
	}
	p := m.sig.Params()
	return isNamed(m.sig.Results().At(0).Type(), vocabulary, "Effects") &&
		isID(p.At(0).Type(), nil) && types.Identical(p.At(1).Type(), state) && isID(p.At(2).Type(), nil)
}

// near says how a name is close to that of a form: by another spelling or a name of the same meaning, or by a slip of the pen.
func (f form) near(name string) (means, slip bool) {
	lower := strings.ToLower(strings.ReplaceAll(name, "_", ""))
	right := strings.ToLower(f.name)
	return lower == right || slices.Contains(f.others, lower), spelling.Distance(lower, right) <= slipMax
}

// slipMax is how many letters a slip of the pen may change.
const slipMax = 2

package telling

import (
	"os"
	"strings"

	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

// Asked is what the command asks to replay: a trace with the numbers of a name, or the words of @FILE.
func Asked(asked string) (trace.Trace, error) {
	path, isFile := strings.CutPrefix(asked, "@")
	if !isFile {
		name, err := trace.ParseName(asked)
		t := trace.Trace{System: name.System, Digest: name.Digest, Initial: name.Initial}
		for _, number := range name.Numbers {
			t.Steps = append(t.Steps, trace.Step{Number: number})
		}
		return t, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return trace.Trace{}, err
	}
	return trace.Parse(string(text))
}

// Named says whether a step that is enabled in st is the one that a trace asks for by its words.
func Named(sys *step.System, st step.State, s step.Step, asked trace.Step) bool {
	have := Describe(sys, st, s)
	return have.Kind == asked.Kind && have.From == asked.From && have.To == asked.To && trace.Line(have.What) == trace.Line(asked.What)
}

// Final is each participant's state at the end of a trace.
func Final(sys *step.System, st step.State) (all []trace.State) {
	for i, actor := range sys.Actors {
		text := "down"
		if st.Locals[i].Up {
			text = trace.FormatState(sys.StateValue(i, st.Locals[i].State))
		}
		all = append(all, trace.State{ID: actor.ID, Text: text})
	}
	return all
}

package trace

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/assay-dev/assay"
)

const (
	titleWord  = "title:"
	replayWord = "replay:"
)

// Parse reads a trace that String or a person wrote. White space does not matter within a line; lines that are empty or begin with
// # are skipped; the numbers before the steps, what was sent, the title, the final states and the replay line may be left out. Without a replay
// line the numbers of the steps are NumberUnknown. An error says which line it is about.
func Parse(text string) (Trace, error) {
	var p parser
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if err := p.line(line); err != nil {
			return Trace{}, fmt.Errorf("trace: line %d: %w", i+1, err)
		}
	}
	if !p.begun {
		return Trace{}, fmt.Errorf("trace: the text is empty, expected a title and steps\nhint: a step is a line such as %q", "deliver client0 -> lock Acquire")
	}
	return p.trace.clean(), nil
}

type parser struct {
	trace  Trace
	begun  bool // there was a line
	replay bool // the replay line was read, and nothing may follow it
}

func (p *parser) line(line string) error {
	first := !p.begun
	p.begun = true
	if p.replay {
		return fmt.Errorf("%q follows the replay line, expected nothing\nhint: one file holds one trace", cut(line))
	}
	if first && isTitle(line) {
		p.trace.Title, p.trace.Note = splitNote(Line(strings.TrimPrefix(line, titleWord)))
		return nil
	}
	if rest, ok := strings.CutPrefix(line, replayWord); ok {
		p.replay = true
		return p.parseReplay(rest)
	}
	if _, _, ok := cutStateID(line); ok {
		p.parseStates(line)
		return nil
	}
	if word, _ := cutWord(line); word == sendsWord {
		return p.addSends(line)
	}
	if o, ok := cutStart(line); ok && len(p.trace.Steps)+len(p.trace.Final) == 0 {
		p.trace.Start = append(p.trace.Start, o)
		return nil
	}
	return p.addStep(line)
}

func (p *parser) addStep(line string) error {
	step, err := parseStep(line)
	if err != nil {
		return err
	}
	if len(p.trace.Final) > 0 {
		return fmt.Errorf("a step after the final states: %q\nhint: the states stand once, after the last step", cut(line))
	}
	if len(p.trace.Steps) == stepsLenMax {
		return fmt.Errorf("more than %d steps", stepsLenMax)
	}
	p.trace.Steps = append(p.trace.Steps, step)
	return nil
}

// isTitle says whether the first line is a title: it is neither a step nor states nor a replay line. A property may be called
// "crash safety", so what String writes of a violation is a title whatever it begins with.
func isTitle(line string) bool {
	if strings.HasPrefix(line, titleWord) {
		return true
	}
	if strings.HasPrefix(line, replayWord) || strings.HasPrefix(line, "#") {
		return false
	}
	if strings.Contains(line, ": violated after ") {
		return true
	}
	if _, _, ok := cutStateID(line); ok {
		return false
	}
	if _, ok := cutStart(line); ok {
		return false
	}
	_, err := parseStep(line)
	return err != nil
}

func parseStep(line string) (Step, error) {
	word, rest := cutWord(line)
	if _, ok := parseNumber(strings.TrimRight(word, ".):")); ok {
		word, rest = cutWord(rest)
	}
	step := Step{Number: NumberUnknown, Kind: word}
	shape := shapeOf(word)
	ok := true
	switch shape {
	case shapeAny:
		return Step{}, fmt.Errorf("%q begins with %q, expected a kind of step\nhint: the kinds are %s", cut(line), cut(word), strings.Join(Kinds(), ", "))
	case shapeLink:
		step.From, rest, ok = cutID(rest)
		after, arrow := strings.CutPrefix(strings.TrimSpace(rest), "->")
		if !ok || !arrow {
			return Step{}, fmt.Errorf("%q does not say from whom to whom\nhint: write %q", cut(line), word+" client0 -> lock Acquire")
		}
		rest = strings.TrimSpace(after)
		fallthrough
	case shapeActor, shapePlain:
		step.To, rest, ok = cutID(rest)
		if !ok || rest != "" && !unicode.IsSpace([]rune(rest)[0]) {
			return Step{}, fmt.Errorf("%q does not say which participant it is about\nhint: quote an ID that is no plain word", cut(line))
		}
	}
	rest, step.Sends = splitSends(Line(rest))
	if shape == shapePlain {
		step.Note = rest
		return step, nil
	}
	step.What, step.Note = splitNote(rest)
	if name, behind, quoted := cutQuoted(step.What); quoted && behind == "" && word == timeoutKind {
		step.What = string(name)
	}
	return step, nil
}

// parseStates reads `client0=holding lock={Holder: client1}`: a state ends where white space and the next ID and = begin.
func (p *parser) parseStates(line string) {
	line = foldBlanks(line)
	for line != "" {
		id, rest, _ := cutStateID(line)
		end := len(rest)
		for i := 0; i+1 < len(rest); i++ {
			if rest[i] != ' ' {
				continue
			}
			if _, _, ok := cutStateID(rest[i+1:]); ok {
				end = i
				break
			}
		}
		p.trace.Final = append(p.trace.Final, State{ID: id, Text: Line(rest[:end])})
		line = strings.TrimPrefix(rest[end:], " ")
	}
}

func (p *parser) parseReplay(rest string) error {
	words := []string{}
	for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
		word, after, ok := cutID(rest)
		if !ok {
			var bare string
			bare, after = cutWord(rest)
			word = assay.ID(bare)
		}
		words, rest = append(words, string(word)), after
	}
	if len(words) > 2 && words[0] == "assay" && words[1] == "replay" {
		words = words[2:]
	}
	if len(words) == 0 || len(words) > 2 {
		return fmt.Errorf("the replay line has %d words, expected a package and a name\nhint: write %q", len(words), "replay: assay replay ./examples/lock lock@k3f9:0.0.1")
	}
	name, err := ParseName(words[len(words)-1])
	if err != nil {
		return fmt.Errorf("%s", strings.TrimPrefix(err.Error(), "trace: "))
	}
	if len(words) == 2 {
		p.trace.Package = words[0]
	}
	return p.number(name)
}

func (p *parser) number(name Name) error {
	if len(name.Numbers) == 0 { // a person wrote the steps in words and named the system alone
		p.trace.System, p.trace.Digest, p.trace.Initial = name.System, name.Digest, name.Initial
		return nil
	}
	if len(name.Numbers) != len(p.trace.Steps) {
		return fmt.Errorf("the replay line has %d step numbers and the trace %d steps\nhint: leave the numbers out where the steps were edited",
			len(name.Numbers), len(p.trace.Steps))
	}
	p.trace.System, p.trace.Digest, p.trace.Initial = name.System, name.Digest, name.Initial
	for i, number := range name.Numbers {
		p.trace.Steps[i].Number = number
	}
	return nil
}

// cutWord is the first word of s and what follows the white space after it.
func cutWord(s string) (word, rest string) {
	s = strings.TrimSpace(s)
	end := strings.IndexFunc(s, unicode.IsSpace)
	if end < 0 {
		return s, ""
	}
	return s[:end], strings.TrimSpace(s[end:])
}

func foldBlanks(s string) string { return strings.Join(strings.Fields(s), " ") }

// cut keeps an error message to one short line.
func cut(s string) string {
	const quotedLenMax = 80
	if runes := []rune(s); len(runes) > quotedLenMax {
		return string(runes[:quotedLenMax]) + "…"
	}
	return s
}

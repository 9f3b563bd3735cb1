package refine

import (
	"fmt"
	"math"
	"reflect"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Bytes holds of text of min to max bytes. A max of math.MaxInt is no limit.
func Bytes(min, max int) Rule[string] {
	checkLengths("Bytes", min, max)
	return textRule(length{min: min, max: max}, func(s string) bool { return min <= len(s) && len(s) <= max })
}

// Chars holds of text of min to max characters, which are Unicode code points. A max of math.MaxInt is no limit.
func Chars(min, max int) Rule[string] {
	checkLengths("Chars", min, max)
	return textRule(length{chars: true, min: min, max: max}, func(s string) bool {
		if len(s) < min || len(s)/utf8.UTFMax > max {
			return false // no need to count: a character has one to four bytes
		}
		n := utf8.RuneCountInString(s)
		return min <= n && n <= max
	})
}

func checkLengths(name string, min, max int) {
	if min < 0 || min > max {
		panic(fmt.Sprintf("refine: %s(%d, %d), expected a least number from 0 on and a most that is not below it", name, min, max))
	}
}

// Each holds of text whose every character is of class, which is written as between the brackets of a regular expression:
// "a-z0-9_", "^,", `\pL`, `[:alpha:]\-`. It holds of the empty text, which has no other characters.
func Each(class string) Rule[string] {
	set := classOf(class)
	var ascii [2]uint64
	for i := 0; i < len(set); i += 2 {
		for r := set[i]; r <= set[i+1] && r < utf8.RuneSelf; r++ {
			ascii[r/64] |= 1 << (r % 64)
		}
	}
	return textRule(each{class: class, set: set}, func(s string) bool {
		for _, r := range s {
			if uint32(r) < utf8.RuneSelf {
				if ascii[r/64]&(1<<(r%64)) == 0 {
					return false
				}
			} else if !contains(set, r) {
				return false
			}
		}
		return true
	})
}

// Matches holds of text that expr matches as a whole, from its first character to its last. The syntax is that of package regexp
// (RE2). Two of its ways are easily missed: `.` is every character but a newline, unless (?s) is set, and (?i) compares by Unicode's
// simple case folding, where k is also the Kelvin sign.
func Matches(expr string) Rule[string] {
	for _, e := range []string{expr, whole(expr)} { // alone, as a ) could close what whole opens; and a \Q must be closed
		if _, err := syntax.Parse(e, syntax.Perl); err != nil {
			panic(fmt.Sprintf("refine: Matches(%q), expected a regular expression: %v", expr, err))
		}
	}
	// Compiling takes far longer than parsing: a program does it when it first asks, and not while it starts.
	compiled := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(whole(expr)) })
	return textRule(matches{expr}, func(s string) bool { return compiled().MatchString(s) })
}

// whole is an expression that matches where expr matches the whole text.
func whole(expr string) string { return `\A(?:` + expr + `)\z` }

func textRule(e expr, holds func(string) bool) Rule[string] {
	return Rule[string]{&rule[string]{holds: holds, guard: utf8.ValidString, expr: e}}
}

// classOf is the characters of a class, as pairs of the first and the last of a row.
func classOf(class string) []rune {
	fail := func(why string) {
		panic(fmt.Sprintf("refine: Each(%q), expected what stands between the brackets of a regular expression: %s", class, why))
	}
	if closesEarly(class) {
		fail(`a ] is written \]`)
	}
	re, err := syntax.Parse("["+class+"]", syntax.Perl)
	if err != nil {
		fail(err.Error())
	}
	return runesOf(re.Simplify())
}

// closesEarly says whether class has a bracket that would end it.
func closesEarly(class string) bool {
	for i := 0; i < len(class); i++ {
		switch {
		case class[i] == '\\':
			i++
		case class[i] == '[' && i+1 < len(class) && class[i+1] == ':':
			if end := strings.Index(class[i+2:], ":]"); end >= 0 {
				i += 2 + end + 1
			}
		case class[i] == ']':
			return true
		}
	}
	return false
}

// runesOf is the set of characters that re, a class of one character, matches.
func runesOf(re *syntax.Regexp) []rune {
	switch re.Op {
	case syntax.OpLiteral:
		return foldPairs(re.Rune[0], re.Flags&syntax.FoldCase != 0)
	case syntax.OpCharClass:
		return slices.Clone(re.Rune)
	case syntax.OpAnyChar:
		return []rune{0, utf8.MaxRune}
	case syntax.OpAnyCharNotNL:
		return []rune{0, '\n' - 1, '\n' + 1, utf8.MaxRune}
	}
	return nil // no character
}

// unlimited says whether a length of text has no upper limit.
func unlimited(max int) bool { return max == math.MaxInt }

// texts are the values of a list about text.
func (e oneOf) texts() []string {
	texts := make([]string, len(e.values))
	for i, v := range e.values {
		texts[i] = reflect.ValueOf(v).String()
	}
	return texts
}
